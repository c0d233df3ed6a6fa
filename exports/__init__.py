"""One file per document format; each a pure function of a workshop."""
