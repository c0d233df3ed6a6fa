"""Whole numbers in sentences, as the language of the moment writes them."""

from facilitator.words.language import language
from facilitator.words.number import Language, format_number

_WRITTEN: dict[str, Language] = {"en": "en", "ru": "ru", "pl": "pl"}


def counted(number: int) -> str:
    """A whole number with its thousands apart: 1,234 in English, 1 234 in Russian and Polish."""
    return format_number(number, 0, _WRITTEN.get(language(), "en"))
