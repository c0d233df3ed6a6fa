"""Net promoter score by channel and in all, and which channels differ with certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Difference, Nps, difference, nps
from facilitator.workshop.results.reading import (
    answer,
    guarded,
    number,
    rows_of,
    values,
    yes_no,
)
from facilitator.workshop.state import State

SHEET = "nps"


@dataclass(frozen=True, slots=True)
class Loyalty:
    """NPS of each channel that has answers, and of all answers together."""

    channels: Mapping[str, Nps]
    total: Nps | NotAvailable
    differences: Mapping[tuple[str, str], Difference]


def loyalty(state: State) -> Loyalty | NotAvailable:
    """Read the sheet of answers 0…10; "clients asked" counts for the total only."""
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
    asked = number(answer(state, SHEET, "asked"))
    everyone = [score for scores in answers.values() for score in scores]
    return Loyalty(
        channels=known,
        total=nps(everyone, None if asked is None else int(asked)),
        differences={
            (first, second): difference(known[first], known[second])
            for first, second in combinations(known, 2)
        },
    )


def _whole(numerator: int, denominator: int) -> int:
    if denominator != 1:
        raise ValueError("An answer of the loyalty sheet is not a whole number from 0 to 10.")
    return numerator
