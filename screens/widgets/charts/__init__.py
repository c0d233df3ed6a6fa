"""Charts as rows of text: pure, each beside its labels and values; no number is ever cut."""
