"""One spelling for comparing: no case, no diacritics, single spaces."""

import unicodedata

_STROKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d"})


_BEHIND = "\uffff"
_LETTERS = {
    **{own: base + _BEHIND for own, base in zip("ąćęłńóśźґєі", "acelnoszгеи", strict=True)},
    "ż": f"z{_BEHIND}{_BEHIND}",
    "ї": f"и{_BEHIND}{_BEHIND}",
    "ё": "е",
    "й": "й",
}
"""Letters of their own, by the letter they stand behind in their alphabet."""


def by_name(text: str) -> tuple[str, str]:
    """What names are sorted by: Polish ą after a, ł after l; Russian ё with е; é with e."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFC", text.casefold()):
        known = _LETTERS.get(character)
        letters.append(known or unicodedata.normalize("NFD", character)[0].translate(_STROKED))
    return "".join(letters), text.casefold()


def fold(text: str) -> str:
    """Spell a text for comparison only: "Środę" and "srode" become the same, so do "ё" and "е"."""
    apart = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(plain.translate(_STROKED).split())
