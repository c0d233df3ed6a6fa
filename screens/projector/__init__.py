"""The room's screen: the same session in a process of its own, live and without a line to type."""
