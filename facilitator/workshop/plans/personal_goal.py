"""The personal goal: it is the person's own, private unless the person says otherwise.

Source: coverage row 164.
"""

from dataclasses import dataclass

from facilitator.model import MEMBERS, Answer
from facilitator.workshop.results.reading import answer, fillings, yes_no
from facilitator.workshop.state import State

GOAL = "personal_goal"


@dataclass(frozen=True, slots=True)
class PersonalGoal:
    """What the person wants; texts as typed, the amount in whole currency."""

    goal: str
    amount: str
    by: str
    private: bool


def personal_goal(state: State) -> PersonalGoal | None:
    """The goal; None while nothing is typed."""
    given = fillings(state, GOAL).get("", {})
    if not given.get("goal"):
        return None
    amount, by = given.get("amount", ""), given.get("by", "")
    return PersonalGoal(given["goal"], amount, by, is_private(state))


def without_private_goal(state: State) -> State:
    """The state as the team may read it; the same one where nothing is private."""
    if personal_goal(state) is None or not is_private(state):
        return state
    rows = [
        row
        for row in (state.workshop, *(each for kind in MEMBERS for each in state.rows(kind)))
        if not (isinstance(row, Answer) and row.form == GOAL)
    ]
    return State(rows, state.head)


def is_private(state: State) -> bool:
    """Whether it stays off the shared screen and out of documents for the team."""
    return yes_no(answer(state, GOAL, "private")) is not False
