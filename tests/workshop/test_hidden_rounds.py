"""Energy, return on time, confidence and later votes are hidden until all of them are shown."""

from typing import Any

import pytest

from facilitator.methods.exact import NotAvailable
from facilitator.model import Score, Topic, Vote
from facilitator.workshop.actions import add_action
from facilitator.workshop.agreement import obstacles
from facilitator.workshop.check import stands_in_the_way
from facilitator.workshop.criteria import freeze_weights
from facilitator.workshop.dots import vote_of
from facilitator.workshop.edit import Refused
from facilitator.workshop.goals import add_goal
from facilitator.workshop.hidden_rounds import (
    cast_again,
    cast_number,
    cast_score,
    is_cell_hidden,
    numbers_before,
    reveal_numbers,
    reveal_scores,
)
from facilitator.workshop.hidden_votes import cast_dots, cast_hand, dots_shown, reveal_hands
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.priority import changed_scores, give_score, reveal
from facilitator.workshop.results.figures import figures
from facilitator.workshop.results.goals import goals
from facilitator.workshop.results.hidden import is_hidden
from facilitator.workshop.results.priority import priority
from facilitator.workshop.results.rounds import energy, return_on_time
from facilitator.workshop.rounds import give_number
from facilitator.workshop.state import State
from facilitator.workshop.telling import told
from facilitator.workshop.unrevealed import without_hidden
from tests.workshop.conftest import TODAY


def last_told(session: OpenWorkshop) -> str:
    entry = session.store.entries(session.id)[-1]
    rows = told(entry, State([session.state.workshop]), session.state)
    return " | ".join((entry.label, *(value for row in rows for value in row.values)))


@pytest.mark.parametrize(("topic", "read"), [("energy", energy), ("roti", return_on_time)])
async def test_numbers_of_a_round_are_hidden_until_r(session, topic, read):
    for who, value in zip(("JW", "IS", "PN"), (4, 5, 2), strict=True):
        await session.run(cast_number, topic, who, value, "ready")
        assert "hidden until revealed" in last_told(session)
        assert f"value: {value}" not in last_told(session)
    found = read(session.state)
    assert found.hidden and set(found.numbers.values()) == {None}
    assert isinstance(found.summary, NotAvailable)
    assert found.waiting == ("EM", "TL", "AB"), "who is missing is known"
    assert set(found.sentences.values()) == {"ready"}
    await session.run(reveal_numbers, topic)
    found = read(session.state)
    assert not found.hidden
    assert [found.numbers[who] for who in ("JW", "IS", "PN")] == [4, 5, 2]
    with pytest.raises(Refused, match="on the table already"):
        await session.run(reveal_numbers, topic)
    await session.run(cast_number, topic, "JW", 1)
    before = numbers_before(session.state, Topic(topic), session.id)
    jonas = next(each for each in session.state.people if each.initials == "JW")
    assert before == {jonas.id: "4"}, "a change after the reveal is told from the vote"


async def test_a_round_that_was_entered_openly_stays_open(session):
    await session.run(give_number, "energy", "JW", 3)
    await session.run(cast_number, "energy", "IS", 4)
    assert [energy(session.state).numbers[who] for who in ("JW", "IS")] == [3, 4]
    with pytest.raises(Refused, match="Nobody has voted yet"):
        await session.run(reveal_numbers, "roti")


async def test_confidence_in_one_goal_is_hidden_until_r(session):
    for text in ("Raise corporate revenue", "Raise dealer contribution"):
        await session.run(add_goal, text)
    await session.run(cast_number, "confidence", "JW", 4, target="G1")
    await session.run(cast_number, "confidence", "IS", 2, target="G1")
    assert "confidence G1, hidden until revealed" in last_told(session)
    first, second = goals(session.state, TODAY).goals
    assert first.hidden and first.lowest is None
    assert isinstance(first.mean, NotAvailable)
    assert not second.hidden
    await session.run(reveal_numbers, "confidence", "G1")
    first, _second = goals(session.state, TODAY).goals
    assert (first.lowest, first.mean) == (2, 3)
    await session.undo()
    assert goals(session.state, TODAY).goals[0].hidden


async def scored(session: Any) -> tuple[str, str]:
    await session.run(freeze_weights)
    cell = priority(session.state).channels[0].id, priority(session.state).criteria[0].id
    for who, value in (("JW", 2), ("IS", 4)):
        await session.run(give_score, *cell, who, value)
    return cell


def given(state: State) -> dict[str, int | None]:
    found = priority(state)
    assert not isinstance(found.evaluation, NotAvailable)
    return dict(found.evaluation.cells[found.channels[0].name, found.criteria[0].ref].given)


async def test_a_later_vote_counts_once_it_is_revealed(session):
    cell = await scored(session)
    assert not without_hidden(session.state).rows(Score), "nobody has seen the first vote yet"
    await session.run(reveal)
    assert len(without_hidden(session.state).rows(Score)) == 2
    assert await session.run(cast_again, *cell) == 2
    await session.run(cast_score, *cell, "JW", 5)
    assert "hidden until revealed" in last_told(session)
    assert "5" not in last_told(session)
    assert is_cell_hidden(session.state, cell)
    assert (given(session.state)["JW"], changed_scores(session.state, cell)) == (2, {})
    assert {row.round for row in without_hidden(session.state).rows(Score)} == {1}
    with pytest.raises(Refused, match="Reveal this vote first"):
        await session.run(cast_again, *cell)
    await session.run(reveal_scores, *cell)
    assert given(session.state)["JW"] == 5
    assert list(changed_scores(session.state, cell).values()) == [(2, 5)]
    assert without_hidden(session.state) is session.state


async def test_what_everybody_may_read_has_no_hidden_vote(swot):
    await swot.run(cast_dots, "JW", "S1")
    await swot.run(cast_number, "energy", "JW", 5, "ready")
    shown = without_hidden(swot.state)
    assert [(row.value, row.note) for row in shown.rows(Vote)] == [(None, "ready")]
    assert dots_shown(shown, "S1") == {}
    assert is_hidden(shown, vote_of(shown, "S1", "S")), "it still knows what is hidden"
    assert "•••" in last_told(swot)


async def test_what_stands_in_the_way_does_not_tell_hidden_hands(session):
    await session.run(add_action, "Call the list", owner_id="PN", deadline="29 jan 2027")
    for who, value in zip(("JW", "IS", "PN", "EM", "TL", "AB"), (0, 4, 4, 4, 4, 1), strict=True):
        await session.run(cast_hand, "A01", who, value)
    told = [each.sentence for each in obstacles(session.state) if each.field == "vote"]
    assert told == ["A01: the hands are not revealed yet."]
    ways = " ".join(stands_in_the_way(session.state, TODAY))
    assert "not revealed yet" in ways and "blocked" not in ways
    await session.run(reveal_hands, "A01")
    assert "JW" in " ".join(stands_in_the_way(session.state, TODAY))


async def test_figures_leave_hidden_votes_out(session):
    await session.run(cast_number, "energy", "JW", 4)
    assert "rounds" not in figures(session.state, TODAY)
    await session.run(reveal_numbers, "energy")
    assert "'JW': 4" in str(figures(session.state, TODAY))
