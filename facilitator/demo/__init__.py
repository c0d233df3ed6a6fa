"""The worked example: the strategic session of a fictional lighting company."""
