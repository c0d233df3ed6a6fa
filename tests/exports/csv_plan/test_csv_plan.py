"""The action plan as CSV, parsed back: complete, typed as every region reads it, no formula."""

import csv
import io
from datetime import date

import pytest
from nasty import NASTY

from exports.actions import plan_lines
from exports.csv_plan import harmless, render, separator_of
from facilitator.model import Action, Participant, Workshop
from facilitator.words.text import clean
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo_state

W = {"workshop_id": "w"}


def read(document: str, separator: str) -> list[dict[str, str]]:
    assert document.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(document[1:], newline=""), delimiter=separator))


def state_of(country: str, **action: object) -> State:
    return State(
        [
            Workshop(id="w", number=1, title="Sesja", country=country, currency="PLN"),
            Participant(**W, id="p", initials="ŁŻ", name="Łucja Żółć"),
            Action(**W, id="a", ref="A01", owner_id="p", **action),
        ]
    )


def test_the_example_comes_back_whole() -> None:
    state = demo_state()
    rows = read(render(state, [], TODAY), separator_of(state.workshop.country))
    lines = plan_lines(state, TODAY)
    assert len(rows) == len(lines) == 10
    for row, told in zip(rows, lines, strict=True):
        assert (row["Ref"], row["Action"], row["Owner"]) == (told.ref, told.title, told.owner)
        assert row["Deadline"] == (told.deadline.isoformat() if told.deadline else "")
        assert (row["Measure of done"], row["Status"]) == (told.measure, told.status)
        assert (row["Source"], row["Agreement"]) == (told.sources, "passed")
        assert row["Plan"].startswith("accepted by")
    assert rows[0]["Deadline"] == "2027-02-05"
    assert rows[0]["Source"] == "R3, R2, W2, WO2"


@pytest.mark.parametrize(
    ("country", "separator", "cost"), [("PL", ";", "12,50"), ("", ",", "12.50")]
)
def test_the_separator_and_numbers_are_those_of_the_country(
    country: str, separator: str, cost: str
) -> None:
    (row,) = read(render(state_of(country, title="Umówić", cost=1250), [], TODAY), separator)
    assert row["Cost, PLN"] == cost
    assert row["Owner"] == "Łucja Żółć"


def test_no_words_of_the_room_become_a_formula_or_a_row() -> None:
    for nasty in NASTY:
        words = clean(nasty, multiline=True).text
        state = state_of("PL", title=words, measure=words, sources=[words])
        (row,) = read(render(state, [], TODAY), ";")
        for name, value in row.items():
            assert value.lstrip()[:1] not in tuple("=+-@＝|"), (name, value)
        told = plan_lines(state, date(2027, 1, 14))[0]
        assert row["Action"].removeprefix("'") == told.title.removeprefix("'")


def test_what_only_looks_like_one_stays_as_it_is() -> None:
    assert harmless("Call 17 = half of the list") == "Call 17 = half of the list"
    assert harmless(" =1+1") == "' =1+1"
    assert harmless("'=1") == "''=1"
