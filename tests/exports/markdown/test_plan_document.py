"""The whole document: the worked example against a golden file, and figures read back from it.

After a wanted change: WRITE_GOLDEN=1 python -m pytest tests/exports/markdown, then read the diff.
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from exports import markdown
from facilitator.agenda import stage
from facilitator.model import Action, Card, Participant, StageState, Workshop
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from tests.templates import demo_opened

GOLDEN = Path(__file__).with_name("golden_demo.md")
TODAY = date(2027, 1, 14)
W = {"workshop_id": "w"}

Read: TypeAlias = Callable[[str], Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    with demo_opened(tmp_path_factory.mktemp("demo")) as opened:
        return markdown.render(opened.state, TODAY, opened.store.entries(opened.id))


@pytest.fixture(scope="module")
def page(demo: str, read: Read) -> Any:
    return read(demo)


def table(page: Any, *header: str) -> list[list[str]]:
    """The rows of the one table whose header begins like this."""
    found = [rows for rows in page.tables if tuple(rows[0][: len(header)]) == header]
    assert len(found) == 1, [rows[0] for rows in page.tables]
    return found[0][1:]


def test_the_worked_example_is_the_golden_file(demo: str) -> None:
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_text(demo, encoding="utf-8")
    assert demo.splitlines() == GOLDEN.read_text("utf-8").splitlines()


def test_the_plan_and_the_agreement_come_first(page: Any) -> None:
    assert page.headings[:4] == [
        "Sales audit & strategic session 2027",
        "Decisions",
        "Action plan",
        "Agreement",
    ]


def test_nothing_in_it_is_html_link_or_code_and_every_table_is_whole(page: Any) -> None:
    assert not page.active
    for rows in page.tables:
        assert {len(row) for row in rows} == {len(rows[0])}


def test_every_action_has_its_row(page: Any) -> None:
    rows = table(page, "Ref", "Action")
    assert [row[0] for row in rows] == [f"A{at:02}" for at in range(1, 11)]
    a08 = rows[7]
    assert a08[2:6] == [
        "Elena Markovic",
        "Wed 31 Mar 2027",
        "5 signed agreements, volumes Σ ≥ 1 500 k€",
        "G2, WT1",
    ]
    assert a08[6:9] == ["open", "5 000 EUR", "talk to Elnord and Voltara – Fri 22 Jan 2027"]
    assert "Cost: 40 000 EUR for the 4 actions that have one" in page.texts


def test_the_agreement_is_told_by_name(page: Any) -> None:
    assert "Plan: accepted by all 6 of 6. The plan is closed as agreed." in page.texts
    people = {row[0]: row[2] for row in table(page, "Person", "Role", "Word on the plan")}
    assert people == {
        "Jonas Weber": "accepts",
        "Irina Sokolova": "accepts",
        "Piotr Nowak": "accepts",
        "Elena Markovic": "accepts with reservation",
        "Tomasz Lis": "accepts",
        "Anna Berg": "accepts",
    }
    a07 = next(row for row in table(page, "Action", "JW") if row[0] == "A07")
    assert a07 == ["A07", *["5", "4", "4", "4", "4", "4"], "4", "4 ×5, 5 ×1", "4.17", "passed", "2"]
    assert "A07, round 1: 1 ×1, 3 ×1, 4 ×3, 5 ×1, mean 3.50, re-work" in page.texts
    assert any("Anna Berg objects" in text and "acceptable if" in text for text in page.texts)


def test_channels_are_ranked_with_weights_spread_and_doubt(page: Any) -> None:
    ranking = table(page, "Place", "Channel")
    assert [row[:4] for row in ranking] == [
        ["1", "Corporate", "4.4000", "88.0 %"],
        ["2", "Dealer", "3.0067", "60.1 %"],
        ["3", "Retail", "2.6167", "52.3 %"],
    ]
    scores = {row[0]: row for row in table(page, "Ref", "Criterion", "Weight")}
    assert scores["C1"][2] == "5 (25 %)"
    assert scores["C1"][5] == "3 3 2 1 5 3 → 2.833 (σ 1.21, must talk)"
    assert scores["C5"][4] == "2 3 2 4 2 · → 2.600 (σ 0.80, talk if time)"
    changes = {row[0]: row[1:] for row in table(page, "Change", "Corporate")}
    assert changes["without own-channel scores"] == ["4.3100", "2.7175", "2.3300", "same"]
    assert changes["one criterion left out: C2"][3] == "changes: Retail above Dealer"


def test_the_other_figures_of_the_example_are_there(page: Any) -> None:
    facts = [
        "Current share: 12.5 %",
        "Headroom: 504.0 thousand EUR (+20.0 %)",
        "Look-alike companies: 84",
        "Sum of weighted gaps: 37",
        "Fit index: 75.5 %",
        "Fit index of the competitor: 69.5 %",
        "Critical: R1, R3, R4",
        "Contracts: 6",
        "New business: 420.0 thousand EUR",
        "Posture: SO (SO leads WO by 7.4 points)",
        "Energy at the check-in: JW 3, IS 4, PN 3, EM 3, TL 4, AB 2 – mean 3.17",
        "Return on time: JW 4, IS 5, PN 4, EM 3, TL 4, AB 4 – mean 4.00",
        "Spread (σ): 0.58",
    ]
    assert [fact for fact in facts if fact not in page.texts] == []
    case = next(row for row in table(page, "Case") if row[0] == "base")
    assert case[1:] == ["33 600.0", "96.0", "20 160.0", "3 024.0"]
    spent = {row[0]: row[1:3] for row in table(page, "Stage", "Planned")}
    assert spent["S1 SWOT"] == ["40 min", "40 min"]


def test_an_empty_session_says_what_is_missing(read: Read) -> None:
    page = read(markdown.render(State([Workshop(id="w", number=1)]), TODAY))
    assert page.headings == ["Strategic session", "Action plan", "Agreement"]
    assert "No action has been recorded yet." in page.texts
    assert "There is no action yet. A plan needs at least one." in page.texts
    assert not page.tables


def test_an_unfinished_plan_says_what_is_missing(read: Read) -> None:
    rows = [
        Workshop(id="w", number=1),
        Participant(**W, id="p", initials="AB", name="Anna Berg"),
        Action(**W, id="a", ref="A01", title="Call them", deadline=date(2027, 1, 13)),
    ]
    page = read(markdown.render(State(rows), TODAY))
    assert "A01 has no owner." in page.texts
    assert "A01 has no measure of done." in page.texts
    assert "Anna Berg has not answered yet." in page.texts
    assert table(page, "Ref", "Action")[0][:8] == [
        *("A01", "Call them", "–", "Wed 13 Jan 2027", "–", "–", "open, overdue", "–")
    ]


def test_a_card_on_no_stage_of_the_agenda_is_not_lost(read: Read) -> None:
    rows = [Workshop(id="w", number=1), Card(**W, board="X9", section="Q", ref="Q1", text="kept")]
    page = read(markdown.render(State(rows), TODAY))
    assert table(page, "Ref", "Card") == [["Q1", "kept", "X9"]]


def test_why_the_room_went_on_and_what_was_skipped_is_told(read: Read) -> None:
    swot, tows = (new_stage("w", stage(key)) for key in ("S1", "S2"))
    swot.elapsed, swot.left_reason, swot.state = 4_500, "the bus leaves at five", StageState.DONE
    tows.position, tows.state = 1, StageState.SKIPPED
    stages = [swot, tows]
    page = read(markdown.render(State([Workshop(id="w", number=1), *stages]), TODAY))
    assert table(page, "Stage", "Planned") == [
        ["S1 SWOT", "40 min", "1 h 15 min", "done", "the bus leaves at five"],
        ["S2 TOWS", "25 min", "0 min", "skipped", "–"],
    ]
    assert "Planned 40 min, spent 1 h 15 min." in page.texts
