"""The minutes as PDF, its text taken out again: complete, in every alphabet, only ever text."""

import io
import re
from datetime import date
from typing import Any

import pytest

from exports.actions import plan_lines
from facilitator.model import Acceptance, Action, Participant, PlanVote, Workshop
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo, demo_state, nasty_demo

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
W = {"workshop_id": "w"}


def read(document: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(document))


def bare(words: str) -> str:
    """Without what a page adds: line ends, hyphens, and the places where a word may break."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", words)


def text_of(document: bytes) -> str:
    return bare("\n".join(page.extract_text() for page in read(document).pages))


def test_the_plan_and_the_agreement_can_be_read() -> None:
    from exports.pdf import render

    state, history = demo()
    document = render(state, history, TODAY)
    told = text_of(document)
    lines = plan_lines(demo_state(), TODAY)
    for row in lines:
        assert row.deadline
        parts = (row.ref, row.owner, row.measure, row.sources, row.status, row.title)
        for words in (*parts, f"{row.deadline.day} {row.deadline:%b %Y}"):
            assert bare(words) in told, words
    for words in ("accepts with reservation", "Signatures", "Open objections", "Thu 18 Feb 2027"):
        assert bare(words) in told
    assert read(document).metadata.title == state.workshop.title
    assert all(told.count(bare(each.name)) >= 3 for each in state.voters)


def test_cyrillic_and_polish_letters_are_letters() -> None:
    from exports.pdf import render

    words = "Съешь ещё этих мягких булок", "Zażółć gęślą jaźń", "ЙЦУКЕН", "Łódź"
    state = State(
        [
            Workshop(id="w", number=1, title=words[0], company=words[3]),
            Participant(**W, id="p", initials="ŁŻ", name=words[2], role=words[1]),
            PlanVote(**W, id="v", participant_id="p", value=Acceptance.OBJECT, reason=words[1]),
            Action(**W, id="a", ref="A01", title=words[1], owner_id="p", deadline=date(2027, 2, 1)),
        ]
    )
    told = text_of(render(state, [], TODAY))
    assert all(bare(each) in told for each in words)
    assert bare(f"{words[2]}: {words[1]}") in told


def test_no_words_of_the_room_become_markup_a_link_or_a_script() -> None:
    from exports.pdf import render

    state, _ = nasty_demo()
    document = render(state, [], TODAY)
    found = read(document)
    assert "/OpenAction" not in found.trailer["/Root"]
    assert "/Names" not in found.trailer["/Root"]
    for page in found.pages:
        assert "/Annots" not in page
        assert "/AA" not in page
    told = text_of(document)
    for words in (
        "=1+1",
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "a|b",
        "[$primary]x",
    ):
        assert bare(words) in told


def test_words_that_are_typst_markup_stay_words() -> None:
    from exports.pdf import render

    words = '#read("/etc/passwd") $x$ *b* @ref <label> #let a = 1 // no \\u{41}'
    state = State(
        [Workshop(id="w", number=1, title=words), Action(**W, id="a", ref="A01", title=words)]
    )
    assert text_of(render(state, [], TODAY)).count(bare(words)) == 2
