"""Commands act on a key's position: a Cyrillic layout must not disable them."""

import unicodedata
from collections.abc import Mapping

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_UKRAINIAN = {"і": "s", "ї": "]", "є": "'", "ґ": "\\", "І": "S", "Ї": "}", "Є": '"', "Ґ": "|"}

_POSITIONS: Mapping[str, str] = (
    dict(zip(_RUSSIAN, _LATIN, strict=True))
    | dict(zip(_RUSSIAN.upper(), _LATIN_SHIFTED, strict=True))
    | _UKRAINIAN
    | {"№": "#"}
)

_LOOKS: Mapping[int, int] = str.maketrans("АВЕКМНОРСТУХІаеорсухі", "ABEKMHOPCTYXIaeopcyxi")

# Textual names keys after Unicode, except for a few it shortens.
_TEXTUAL_NAMES = {"\\": "backslash"}


def by_position(character: str) -> str:
    """The character a US keyboard has on the key of a Russian or Ukrainian one; others as given."""
    return _POSITIONS.get(character, character)


def by_look(text: str) -> str:
    """Cyrillic letters that look like Latin ones turned into these: "АВ" typed as initials."""
    return text.translate(_LOOKS)


def latin_key(key: str, character: str | None = None) -> str:
    """The name Textual gives to the same key on a US keyboard: "й" is "q", "х" is
    "left_square_bracket", "ctrl+я" is "ctrl+z".

    `key` and `character` are those of a key event; keys that are not Cyrillic stay as they are.
    """
    *modifiers, name = key.split("+") if key.strip("+") else [key]
    typed = _cyrillic(name)
    if typed is None and not modifiers and character is not None:
        typed = _cyrillic(character)
    if typed is None:
        return key
    return "+".join((*modifiers, _key_name(by_position(typed))))


def _cyrillic(name: str) -> str | None:
    return name if name in _POSITIONS else _BY_NAME.get(name)


def _key_name(character: str) -> str:
    if character.isalnum():
        return character
    return _TEXTUAL_NAMES.get(character) or _unicode_name(character)


def _unicode_name(character: str) -> str:
    return unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")


_BY_NAME: Mapping[str, str] = {_unicode_name(character): character for character in _POSITIONS}
