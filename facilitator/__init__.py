"""Facilitator: from a sales audit to an action plan everyone in the room has agreed to."""

__version__ = "0.1.0"
