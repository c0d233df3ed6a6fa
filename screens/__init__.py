"""Textual screens: asks `facilitator.workshop`, shows the answer."""
