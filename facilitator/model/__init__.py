"""The vocabulary: tables that say what a thing is and decide nothing."""
