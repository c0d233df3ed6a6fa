import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY
from textual.keys import _character_to_key

from facilitator.words.keyboard import by_look, by_position, latin_key

RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
US = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
US_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [*zip(RUSSIAN, US, strict=True), *zip(RUSSIAN.upper(), US_SHIFTED, strict=True)],
)
def test_every_russian_key(typed: str, meant: str) -> None:
    assert by_position(typed) == meant
    assert latin_key(typed, typed) == _character_to_key(meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("і", "s"), ("ї", "]"), ("є", "'"), ("ґ", "\\"), ("І", "S"), ("Ґ", "|")]
)
def test_ukrainian_keys(typed: str, meant: str) -> None:
    assert by_position(typed) == meant
    assert latin_key(_character_to_key(typed), typed) == _character_to_key(meant)


@pytest.mark.parametrize(
    ("key", "character", "latin"),
    [
        ("й", "й", "q"),
        ("Й", "Й", "Q"),
        ("cyrillic_small_letter_short_i", "й", "q"),
        ("cyrillic_small_letter_short_i", None, "q"),
        ("cyrillic_small_letter_byelorussian_ukrainian_i", None, "s"),
        ("х", "х", "left_square_bracket"),
        ("ctrl+я", None, "ctrl+z"),
        ("ctrl+shift+я", None, "ctrl+shift+z"),
        ("alt+Ж", "Ж", "alt+colon"),
        ("numero_sign", "№", "number_sign"),
        ("q", "q", "q"),
        ("ctrl+z", "\x1a", "ctrl+z"),
        ("enter", "\r", "enter"),
        ("f1", None, "f1"),
        ("question_mark", "?", "question_mark"),
        ("plus", "+", "plus"),
        ("+", "+", "+"),
        ("", None, ""),
    ],
)
def test_key_names(key: str, character: str | None, latin: str) -> None:
    assert latin_key(key, character) == latin


@given(st.characters())
def test_other_characters_stay(character: str) -> None:
    if not 0x400 <= ord(character) <= 0x52F and character != "№":
        assert by_position(character) == character
        assert latin_key(_character_to_key(character), character) == _character_to_key(character)


@pytest.mark.parametrize("key", NASTY, ids=ascii)
def test_nasty_key_names_do_not_fail(key: str) -> None:
    assert isinstance(latin_key(key, key), str)


def test_letters_that_look_latin() -> None:
    assert by_look("АВ ОТС") == "AB OTC"
    assert by_look("S1 Ж") == "S1 Ж"
