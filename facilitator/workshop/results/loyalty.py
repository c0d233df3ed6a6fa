"""Net promoter score by channel and in all, and which channels differ with certainty."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from facilitator.methods.exact import NotAvailable, divide
from facilitator.methods.nps import Difference, Nps, difference, nps_of_counts
from facilitator.model import Channel
from facilitator.words.language import N_, _
from facilitator.workshop.results.audit import Counts, SurveyResult, survey_of
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


NO_CHANNEL = N_("No channel")
"""Stands for answers of the survey that name none beside others that do."""


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
    segments: Mapping[str, Nps] = field(default_factory=dict[str, Nps])
    """Of the survey's answers that name a segment."""
    remarks: tuple[str, ...] = ()
    """What was typed and does not count because the survey has it."""


def loyalty(state: State) -> Loyalty | NotAvailable:
    """Answers of the survey and of the sheet; "clients asked" gives the response rate.

    A channel that both name is counted from the survey.
    """
    return state.memo("loyalty", lambda: guarded(lambda: _loyalty(state)))


def no_data(state: State) -> bool:
    """Whether the room marked that nobody has been asked."""
    return yes_no(answer(state, SHEET, "no_data")) is True


def _loyalty(state: State) -> Loyalty | NotAvailable:
    survey = survey_of(state)
    read = _of_survey(state, survey) if survey else {}
    both = {name.casefold() for name in read}
    typed = _typed(state)
    remarks = tuple(
        _("{name} is counted from the survey; the typed answers are not.").format(name=name)
        for name in typed
        if name.casefold() in both
    )
    answers = read | {name: each for name, each in typed.items() if name.casefold() not in both}
    channels = {name: nps_of_counts(each) for name, each in answers.items()}
    known = {name: found for name, found in channels.items() if isinstance(found, Nps)}
    if not known:
        return NotAvailable(_("No answers of clients are typed in yet."))
    everyone: Counter[int] = Counter()
    for each in answers.values():
        everyone.update(each)
    named = {name: found for name, found in known.items() if name}
    return Loyalty(
        channels=named,
        total=nps_of_counts(everyone),
        response_rate=_response_rate(state, everyone.total()),
        differences={
            (first, second): difference(named[first], named[second])
            for first, second in combinations(named, 2)
        },
        segments=_segments(survey) if survey else {},
        remarks=remarks,
    )


def _typed(state: State) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for row in rows_of(state, SHEET):
        known = [value for value in values(row) if value is not None]
        counts = found.setdefault(row.grouping, Counter())
        counts.update(_whole(value.numerator, value.denominator) for value in known)
    return found


def _of_survey(state: State, survey: SurveyResult) -> dict[str, Counter[int]]:
    """Answers by the session's name of the channel; "" where the survey names no channel at all."""
    names = {row.name.casefold(): row.name for row in state.rows(Channel)}
    found: dict[str, Counter[int]] = {}
    for channel, counts in survey.channels.items():
        alone = NO_CHANNEL if len(survey.channels) > 1 else ""
        name = names.get(channel.casefold(), channel) if channel else alone
        found.setdefault(name, Counter()).update(_counter(counts))
    return found


def _segments(survey: SurveyResult) -> dict[str, Nps]:
    found = {name: nps_of_counts(_counter(each)) for name, each in survey.segments.items() if name}
    return {name: each for name, each in found.items() if isinstance(each, Nps)}


def _counter(counts: Counts) -> Counter[int]:
    return Counter({score: count for score, count in enumerate(counts) if count})


def _response_rate(state: State, answers: int) -> Fraction | NotAvailable:
    asked = whole(answer(state, SHEET, "asked"))
    if asked is None:
        return NotAvailable(_("The number of clients asked is not entered."))
    if asked < answers:
        return NotAvailable(
            _("{answers} answers came from {asked} clients asked; correct it.").format(
                answers=answers, asked=asked
            )
        )
    return divide(answers, asked, _("Nobody was asked."))


def _whole(numerator: int, denominator: int) -> int:
    if denominator != 1:
        raise ValueError("An answer of the loyalty sheet is not a whole number from 0 to 10.")
    return numerator
