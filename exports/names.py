"""The name an export is offered under: sorts by day and is a plain file name on every system."""

import re
import unicodedata
from datetime import date

from facilitator.model import Workshop

LONGEST_SLUG = 60

# Simple transliteration as in passports, "" for the two signs without a sound.
_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэіґў", "abvgdeziyklmnoprstufyeigu", strict=True)),
    "ё": "e",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "yi",
    "є": "ye",
}
# Letters that do not fall apart into a Latin letter and an accent.
_LATIN = {"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
_LETTERS = str.maketrans(_CYRILLIC | _LATIN)
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^a-z0-9]+")


def file_name(workshop: Workshop, today: date, extension: str, *, team: bool = False) -> str:
    """`2027-01-14-sales-audit-strategic-session-2027-3.md`: day, title in ASCII, number.

    The day is that of the session, else today. A title without a letter that can be written in
    ASCII, and the company likewise, leave their place to the start of the id. The document for the
    team of a plan of one person says so: `…-3-team.md`.
    """
    words = slug(workshop.title) or slug(workshop.company) or f"session-{workshop.id[-8:]}"
    day = workshop.day or today
    ending = f"-team.{extension}" if team else f".{extension}"
    return f"{day.isoformat()}-{words}-{workshop.number}{ending}"


def slug(words: str) -> str:
    """The words in small ASCII letters, digits and single hyphens, at most 60; may be empty."""
    lowered = words.casefold().translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    whole = _NEITHER_LETTER_NOR_DIGIT.sub("-", bare.lower()).strip("-")
    if len(whole) <= LONGEST_SLUG:
        return whole
    cut = whole[: LONGEST_SLUG + 1].rpartition("-")[0] or whole[:LONGEST_SLUG]
    return cut[:LONGEST_SLUG].rstrip("-")
