import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY, NASTY_LARGE

from facilitator.words.text import TooLong, clean, excerpt, graphemes, is_blank

untimed = settings(deadline=None)  # the first example may import a library

ROOMY = 10_000_000

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffe\uffff]"
)

FAMILY = "👩\u200d👩\u200d👧"

any_text = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=[]),
        st.sampled_from("\r\n\t\x0b\x85\u2028\ud83d\ude09\u0301\u0344\u200d\ufe0f\u202e\ufeff ⏎ab"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "kept", "removed"),
    [
        ("Own service centre, 4 h", "Own service centre, 4 h", ()),
        ("\x1b[2J", "[2J", ("1 control character",)),
        ("a\x7fb\x08\x0e", "ab", ("3 control characters",)),
        ("\x9b31m", "31m", ("1 control character",)),
        ("\u202egpj.exe", "gpj.exe", ("1 hidden text-direction mark",)),
        ("\ufeffx\ufffe", "x", ("2 invisible byte-order marks",)),
        ("\ud83d\ude09", "😉", ()),
        ("a\ud83db", "a\ufffdb", ("1 broken character (shown as \ufffd)",)),
        ("\ude09\ud83d", "\ufffd\ufffd", ("2 broken characters (shown as \ufffd)",)),
        ("e\u0301", "é", ()),
        (FAMILY + "❤\ufe0f", FAMILY + "❤\ufe0f", ()),
        ("a\r\nb\rc\x85d\u2028e\u2029f\tg", "a ⏎ b ⏎ c ⏎ d ⏎ e ⏎ f g", ()),
        ("  one\n\n  two \n", "one ⏎ two", ()),
    ],
    ids=ascii,
)
def test_one_line(typed: str, kept: str, removed: tuple[str, ...]) -> None:
    cleaned = clean(typed)
    assert cleaned.text == kept
    assert cleaned.removed == removed


def test_several_lines_keep_their_breaks_tabs_and_spaces() -> None:
    assert clean(" a\r\n\tb\x85 ", multiline=True).text == " a\n\tb\n "


def test_a_letter_keeps_eight_accents_and_the_rest_is_reported() -> None:
    cleaned = clean("Z" + "\u0301" * 50 + "!")
    assert cleaned.text.endswith("!")
    marks = sum(unicodedata.combining(character) > 0 for character in cleaned.text)
    lost = 50 - marks - (cleaned.text[0] == "Ź")
    assert marks == 8
    assert cleaned.removed == (f"{lost} stacked accents (one letter carries at most 8)",)


def test_the_notice_is_one_sentence() -> None:
    assert clean("\x1b\u2066x").notice == (
        "Removed: 1 control character, 1 hidden text-direction mark."
    )
    assert clean("x").notice == ""


@pytest.mark.parametrize("typed", NASTY, ids=ascii)
@pytest.mark.parametrize("multiline", [False, True])
def test_nasty_strings_become_harmless_and_stay_as_they_are(typed: str, multiline: bool) -> None:
    once = clean(typed, limit_graphemes=ROOMY, multiline=multiline)
    assert not FORBIDDEN.search(once.text)
    once.text.encode()
    again = clean(once.text, limit_graphemes=ROOMY, multiline=multiline)
    assert (again.text, again.removed) == (once.text, ())


@untimed
@given(any_text, st.booleans())
def test_cleaning_is_idempotent_complete_and_normal(typed: str, multiline: bool) -> None:
    once = clean(typed, limit_graphemes=ROOMY, multiline=multiline).text
    assert clean(once, limit_graphemes=ROOMY, multiline=multiline).text == once
    assert not FORBIDDEN.search(once)
    assert unicodedata.normalize("NFC", once) == once
    if not multiline:
        assert "\n" not in once
        assert "\t" not in once


@untimed
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.booleans())
def test_every_visible_character_survives(typed: str, multiline: bool) -> None:
    def visible(text: str) -> list[str]:
        whole = unicodedata.normalize("NFD", text.replace("⏎", ""))
        return [c for c in whole if unicodedata.category(c)[0] in "LNSP"]

    kept = clean(typed, limit_graphemes=ROOMY, multiline=multiline).text
    assert visible(kept) == visible(typed)


@untimed
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_halves_of_a_character_are_rejoined(text: str) -> None:
    halves = "".join(
        half
        for character in text
        for half in (
            character
            if ord(character) < 0x10000
            else (
                chr(0xD800 + ((ord(character) - 0x10000) >> 10)),
                chr(0xDC00 + ((ord(character) - 0x10000) & 0x3FF)),
            )
        )
    )
    assert clean(halves, multiline=True) == clean(text, multiline=True)


@pytest.mark.parametrize(
    "typed", ["", " ", "\u200b", "\u00a0\u2003", "\n\t", "\ufe0f", "\u3164\x00"]
)
def test_blank(typed: str) -> None:
    assert is_blank(typed)
    assert is_blank(clean(typed).text)


@pytest.mark.parametrize("typed", [".", " a", "\u0301", "😀", "0", "\ufffd"])
def test_not_blank(typed: str) -> None:
    assert not is_blank(typed)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Żółć", 4),
        ("ёжик", 4),
        (FAMILY, 1),
        ("🇫🇷🇵🇱", 2),
        ("❤\ufe0f1\ufe0f\u20e3", 2),
        ("한", 1),
    ],
    ids=ascii,
)
def test_graphemes_are_what_people_count(text: str, count: int) -> None:
    assert graphemes(text) == count


@untimed
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x24FF)))
def test_the_quick_count_agrees_with_unicode(text: str) -> None:
    import regex

    kept = clean(text, limit_graphemes=ROOMY, multiline=True).text
    assert graphemes(kept) == len(regex.findall(r"\X", kept))


def test_exactly_the_limit_fits() -> None:
    assert clean("я" * 10, limit_graphemes=10).text == "я" * 10
    assert clean(FAMILY * 3, limit_graphemes=3, limit_bytes=54).text == FAMILY * 3


def test_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(TooLong, match=r"11 characters; at most 10 fit"):
        clean("я" * 11, limit_graphemes=10)
    with pytest.raises(TooLong, match=r"54 bytes; at most 53 fit"):
        clean(FAMILY * 3, limit_graphemes=3, limit_bytes=53)


@pytest.mark.parametrize("typed", NASTY_LARGE, ids=["one megabyte", "100,000 lines"])
@pytest.mark.parametrize("multiline", [False, True])
def test_large_pastes_are_refused_or_kept_whole(typed: str, multiline: bool) -> None:
    with pytest.raises(TooLong):
        clean(typed, multiline=multiline)
    kept = clean(typed, limit_graphemes=ROOMY, multiline=multiline).text
    assert kept.count("line") == typed.count("line")
    assert len(excerpt(typed)) <= 40


@pytest.mark.parametrize("typed", NASTY, ids=ascii)
def test_an_excerpt_is_short_and_harmless(typed: str) -> None:
    shown = excerpt(typed)
    assert graphemes(shown) <= 40
    assert not FORBIDDEN.search(shown)
    assert "\n" not in shown


def test_plain_text_needs_no_heavy_import() -> None:
    code = (
        "import sys\n"
        "from facilitator.words.text import clean\n"
        "clean('Узкое место — этап «договор», ёлка, ćma')\n"
        "assert 'regex' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
