"""Dialogs: each asks one question and returns one answer."""
