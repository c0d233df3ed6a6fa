"""Searching all sessions, with results that open in place."""
