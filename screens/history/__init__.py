"""The history of a session: what happened, in full, as it stood then, and what was deleted."""
