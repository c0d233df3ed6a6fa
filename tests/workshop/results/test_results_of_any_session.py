"""Whatever part of a session is there, every derived value answers and none is a float."""

import json
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.model import Ballot, Card, Workshop
from facilitator.workshop.check import check, stands_in_the_way
from facilitator.workshop.exits import unmet
from facilitator.workshop.lookup import find_kind
from facilitator.workshop.results.figures import figures
from facilitator.workshop.results.options import options
from facilitator.workshop.results.swot import board
from facilitator.workshop.state import State
from tests.workshop.demo_rows import TODAY, all_rows, demo

ROWS = [row for row in all_rows() if not isinstance(row, Workshop)]
HEADER = next(row for row in all_rows() if isinstance(row, Workshop))
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))


@st.composite
def some_sessions(draw):
    """The demo with a random part of its rows, down to nothing but the header."""
    kept = draw(st.sampled_from([0.0, 0.3, 0.7, 0.95]))
    chance = Random(draw(st.integers(0, 2**32)))
    return State([HEADER, *(row for row in ROWS if chance.random() < kept)])


@settings(max_examples=40, deadline=None)
@given(some_sessions(), DAYS)
def test_nothing_breaks_when_rows_are_missing(state, today):
    found = figures(state, today)
    assert json.loads(json.dumps(found), parse_float=_refuse) == found
    for finding in check(state, today):
        assert finding.sentence.strip()
    assert all(sentence.strip() for sentence in stands_in_the_way(state, today))
    for stage in state.stages:
        for each in unmet(state, stage, today):
            assert each.sentence.endswith((".", "?")) or ":" in each.sentence


def _refuse(text):
    raise AssertionError(f"{text} is a float")


@settings(max_examples=40, deadline=None)
@given(some_sessions())
def test_every_dot_of_a_voter_is_counted_once(state):
    voters = {person.id for person in state.voters}
    cards = {card.id for card in state.rows(Card)}
    given_dots = sum(
        row.dots
        for row in state.rows(Ballot)
        if row.participant_id in voters and row.card_id in cards
    )
    counted = 0
    for stage in state.stages:
        if stage.kind == "board":
            counted += sum(each.dots for each in board(state, stage).cards)
    chosen = find_kind(state, "options")
    if chosen is not None:
        counted += options(state, chosen).cast
    on_boards = {"S1", "S2"} & {stage.key for stage in state.stages}
    if len(on_boards) == 2:
        assert counted == given_dots
    assert counted <= given_dots


def test_a_plan_without_findings_has_nothing_in_the_way():
    assert check(demo(), TODAY) == []
    assert stands_in_the_way(demo(), TODAY) == []


@settings(max_examples=40, deadline=None)
@given(some_sessions(), DAYS)
def test_errors_of_the_check_include_what_stands_in_the_way_of_each_action(state, today):
    errors = {each.sentence for each in check(state, today) if each.level in ("error", "warning")}
    for sentence in stands_in_the_way(state, today):
        assert sentence in errors or sentence.startswith("There is no action")
