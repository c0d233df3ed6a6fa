"""One spelling for comparing: no case, no diacritics, single spaces."""

import unicodedata

_STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d"})


def fold(text: str) -> str:
    """Spell a text for comparison only: "Środę" and "srode" become the same, so do "ё" and "е"."""
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(plain.translate(_STROKED).split())
