"""Typed words as they are stored, and as a reader of the document should see them."""

import re

from facilitator.words.text import clean


def stored(words: str) -> str:
    """The words as a command stores them."""
    return clean(words, multiline=True).text


def seen(words: str) -> str:
    """The words as a reader should see them: on one line, outer spaces gone."""
    return re.sub(r"\s*\n\s*", " ⏎ ", words.strip()).replace("\t", " ").strip()
