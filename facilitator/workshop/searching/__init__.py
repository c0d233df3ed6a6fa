"""Searching the texts of all sessions, and finding the place where what was found is shown."""
