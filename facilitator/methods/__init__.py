"""Pure calculations, one file per method: plain values in, frozen dataclasses out."""
