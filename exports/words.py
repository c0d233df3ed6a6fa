"""Words of the room as plain text for a file that is not Markdown: one line, nothing hidden."""

from facilitator.words.text import clean
from facilitator.workshop.called import called

NO_LIMIT = 10**9


def line(text: str) -> str:
    """The text on one line, without control characters, broken characters and direction marks.

    What is stored was cleaned when it came in; a file of another program may not hold a byte that
    was not, however it got into the database.
    """
    return clean(text, limit_graphemes=NO_LIMIT).text.strip()


def spoken(choice: str) -> str:
    """A stored choice in the words of the moment: in_progress becomes “in progress”."""
    return line(called(choice))


def joined(words: list[str] | tuple[str, ...]) -> str:
    """References or names in a row."""
    return line(", ".join(word for word in words if word))
