"""Net promoter score by channel and in all, and which channels differ with certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from facilitator.methods.exact import NotAvailable, divide
from facilitator.methods.nps import Difference, Nps, difference, nps
from facilitator.workshop.results.reading import (
    answer,
    guarded,
    rows_of,
    values,
    whole,
    yes_no,
)
from facilitator.workshop.state import State

SHEET = "nps"


@dataclass(frozen=True, slots=True)
class Loyalty:
    """NPS of each channel that has answers, and of all answers together.

    Being asked is not being all there are: the margin is not narrowed by the number asked.
    """

    channels: Mapping[str, Nps]
    total: Nps | NotAvailable
    response_rate: Fraction | NotAvailable
    """Answers divided by the clients asked."""
    differences: Mapping[tuple[str, str], Difference]


def loyalty(state: State) -> Loyalty | NotAvailable:
    """Read the sheet of answers 0…10; "clients asked" gives the response rate."""
    return state.memo("loyalty", lambda: guarded(lambda: _loyalty(state)))


def no_data(state: State) -> bool:
    """Whether the room marked that nobody has been asked."""
    return yes_no(answer(state, SHEET, "no_data")) is True


def _loyalty(state: State) -> Loyalty | NotAvailable:
    answers: dict[str, list[int | None]] = {}
    for row in rows_of(state, SHEET):
        answers.setdefault(row.grouping, []).extend(
            None if value is None else _whole(value.numerator, value.denominator)
            for value in values(row)
        )
    channels = {name: nps(scores) for name, scores in answers.items()}
    known = {name: found for name, found in channels.items() if isinstance(found, Nps)}
    if not known:
        return NotAvailable("No answers of clients are typed in yet.")
    everyone = [score for scores in answers.values() for score in scores]
    return Loyalty(
        channels=known,
        total=nps(everyone),
        response_rate=_response_rate(state, len([each for each in everyone if each is not None])),
        differences={
            (first, second): difference(known[first], known[second])
            for first, second in combinations(known, 2)
        },
    )


def _response_rate(state: State, answers: int) -> Fraction | NotAvailable:
    asked = whole(answer(state, SHEET, "asked"))
    if asked is None:
        return NotAvailable("The number of clients asked is not entered.")
    if asked < answers:
        return NotAvailable(f"{answers} answers came from {asked} clients asked; correct it.")
    return divide(answers, asked, "Nobody was asked.")


def _whole(numerator: int, denominator: int) -> int:
    if denominator != 1:
        raise ValueError("An answer of the loyalty sheet is not a whole number from 0 to 10.")
    return numerator
