"""Changes from an edited plan: which file, which of its changes."""
