"""The figures of the audit as lines: beside each of its sheets, and in a few for the boards."""
