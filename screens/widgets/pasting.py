"""What a paste may be, and what becomes of its text."""

from collections.abc import Callable, Sequence

from facilitator.words.text import clean

Clean = Callable[[str], tuple[str, Sequence[str]]]
"""Text as it came in -> text that may be kept, and a sentence for each thing removed."""

LARGEST_PASTE = 200_000
"""Bytes; a longer paste is a file that was meant for somewhere else."""


def cleaned_paste(text: str) -> tuple[str, Sequence[str]]:
    """The session's rule for text, with line breaks and whatever length a paste may have."""
    cleaned = clean(
        text, multiline=True, limit_graphemes=LARGEST_PASTE, limit_bytes=4 * LARGEST_PASTE
    )
    return cleaned.text, (cleaned.notice,) if cleaned.notice else ()
