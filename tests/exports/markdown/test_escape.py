"""Whatever the room typed is shown literally: in a paragraph, a list, a cell, after a label."""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY

from exports.markdown.text import bullets, cell, escape, facts, table
from facilitator.words.text import is_blank
from tests.exports.markdown.typed import seen, stored

MARKS = r"\`*_{}[]()<>#+-.!|~&@$^=:;'\"/%?,1a www. http:// a@b.c &lt; 12) --- ⏎"
Read: TypeAlias = Callable[[str], Any]
TYPED = st.text(max_size=40) | st.text(alphabet=MARKS, max_size=30)


def check(read: Read, words: str) -> None:
    expected = seen(words)
    paragraph = read(f"Before.\n\n{escape(words)}\n\nAfter.")
    assert paragraph.texts == ["Before.", *([expected] if expected else []), "After."]
    assert not paragraph.active
    assert not paragraph.headings

    listed = read(bullets([escape(words) or "x", "next"]))
    assert listed.texts == [expected or "x", "next"]
    assert not listed.active

    labelled = read(facts([("Label", escape(words) or "x")]))
    assert labelled.texts == [f"Label: {expected or 'x'}"]
    assert not labelled.active

    inside = read(table(["A", "B", "C"], [["1", cell(words), "3"], [cell(words), "5", "6"]]))
    assert inside.tables == [
        [["A", "B", "C"], ["1", expected or "–", "3"], [expected or "–", "5", "6"]]
    ]
    assert not inside.active


@pytest.mark.parametrize("words", NASTY, ids=ascii)
def test_nasty_words_are_literal(read: Read, words: str) -> None:
    check(read, stored(words))


@settings(max_examples=400, deadline=None)
@given(TYPED)
def test_any_words_are_literal(read: Read, words: str) -> None:
    check(read, stored(words))


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_words_that_escaped_the_text_policy_leave_no_control_byte(words: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", escape(words))


@pytest.mark.parametrize(
    "sentence",
    [
        "Top-3 accounts give 33.6 % of account revenue",
        "Contract guarantees ≥55 % energy saving, or we pay the difference (R2; W4)",
        "Глава отдела продаж: «да», 5 174 k€",
        "What would make this day worth it?",
    ],
)
def test_a_plain_sentence_stays_readable_in_the_source(sentence: str) -> None:
    assert escape(sentence) == sentence


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("a|b", r"a\|b"),
        ("# H", r"\# H"),
        ("1. x", r"1\. x"),
        ("R&D", "R&D"),
        ("&lt;", r"\&lt;"),
        ("http://e", r"http\://e"),
        ("a\nb", "a ⏎ b"),
        (" \n", ""),
    ],
)
def test_what_acts_is_escaped_where_it_acts(words: str, source: str) -> None:
    assert escape(words) == source


def test_a_blank_cell_says_that_there_is_nothing() -> None:
    assert is_blank(" ")
    assert cell(" ") == "–"
    with pytest.raises(ValueError, match="2 cells"):
        table(["A", "B", "C"], [["1", "2"]])
