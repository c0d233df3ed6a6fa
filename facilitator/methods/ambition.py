"""Targets of a personal plan: hard but doable, and in line with the person's own numbers.

Source: methods 2.14.6; coverage rows 143, 148–150 and 153.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    divide,
    entered,
    fraction,
    known,
    percent,
    plain,
    quotient,
)
from facilitator.words.language import N_, _

HARD_FROM = Fraction(1)
HARD_UP_TO = Fraction(120, 100)
STRETCH_UP_TO = Fraction(140, 100)
AVERAGE_TOLERANCE = Fraction(50, 100)
MOST_ATTEMPTS = 6
SHORTEST_REASON = 30


class Ambition(StrEnum):
    """How a target stands to what is expected anyway."""

    UNDERSTATED = N_("understated")
    HARD = N_("hard but doable")
    STRETCH = N_("stretch, needs justification")
    UNREALISTIC = N_("unrealistic")


@dataclass(frozen=True, slots=True)
class AmbitionIndex:
    """Target ÷ expected value, and its band."""

    index: Fraction
    band: Ambition


def ambition(
    target: Exact | None, expected: Exact | NotAvailable | None
) -> AmbitionIndex | NotAvailable:
    """Compare a target with its expected value.

    Below 1.00 understated, to 1.20 hard but doable, to 1.40 stretch, above unrealistic; 1.20 and
    1.40 themselves belong to the lower band.
    """
    both = known(
        entered(target, _("The target is not entered.")),
        entered(expected, _("The expected value is not known.")),
    )
    if isinstance(both, NotAvailable):
        return both
    if both[1] <= 0:
        return NotAvailable(_("Nothing is expected yet, so the target cannot be compared with it."))
    index = both[0] / both[1]
    if index < HARD_FROM:
        return AmbitionIndex(index, Ambition.UNDERSTATED)
    if index <= HARD_UP_TO:
        return AmbitionIndex(index, Ambition.HARD)
    stretch = index <= STRETCH_UP_TO
    return AmbitionIndex(index, Ambition.STRETCH if stretch else Ambition.UNREALISTIC)


def justification_warning(text: str) -> str | None:
    """Sentence when the reason why a plan is hard but doable is too short, else None."""
    if len(" ".join(text.split())) >= SHORTEST_REASON:
        return None
    return _("Say in at least {count} characters why the plan is hard but doable.").format(
        count=SHORTEST_REASON
    )


@dataclass(frozen=True, slots=True)
class AverageContract:
    """Average contract a target implies, against the average of the past."""

    average: Fraction
    deviation: Figure
    """Part of the historical average, −0.179 for 17.9 % below it."""
    warning: str | None


def implied_average(
    contracts_sum: Exact | None, contracts: int | None, historical: Exact | None
) -> AverageContract | NotAvailable:
    """Sum ÷ number of contracts; a warning beyond ±50 % of history, at exactly 50 % none.

    Raises ValueError for a negative number or sum.
    """
    if contracts_sum is None or contracts is None:
        return NotAvailable(_("The number or the sum of contracts is not entered."))
    if fraction(contracts_sum) < 0 or contracts < 0:
        raise ValueError(_("The number and the sum of contracts cannot be negative."))
    average = divide(contracts_sum, contracts, _("No contract is planned."))
    if isinstance(average, NotAvailable):
        return average
    if historical is None or fraction(historical) <= 0:
        return AverageContract(average, NotAvailable(_("There is no contract in the past.")), None)
    past = fraction(historical)
    deviation = average / past - 1
    warning = None
    if abs(deviation) > AVERAGE_TOLERANCE:
        far = (
            _(
                "The plan means {average} a contract, {percent} above the {past} of the past; "
                "check number and sum."
            )
            if deviation > 0
            else _(
                "The plan means {average} a contract, {percent} below the {past} of the past; "
                "check number and sum."
            )
        )
        warning = far.format(
            average=plain(average), percent=percent(abs(deviation)), past=plain(past)
        )
    return AverageContract(average, deviation, warning)


@dataclass(frozen=True, slots=True)
class CallsCheck:
    """Calls against the list they are made from."""

    per_company: Fraction
    warning: str | None


def calls_check(calls: int | None, remaining: int | None) -> CallsCheck | NotAvailable:
    """Calls ÷ companies left on the list; a warning above 6 attempts for each company.

    Raises ValueError for a negative number.
    """
    if calls is None or remaining is None:
        return NotAvailable(_("The calls or the companies left on the list are not entered."))
    if calls < 0 or remaining < 0:
        raise ValueError(_("Calls and companies on the list cannot be negative."))
    each = divide(calls, remaining, _("The list is used up; get new companies before the calls."))
    if isinstance(each, NotAvailable):
        return each
    warning = None
    if each > MOST_ATTEMPTS:
        warning = _(
            "{calls} calls for each of {companies} companies left, more than "
            "{most}; lengthen the list."
        ).format(calls=plain(each), companies=remaining, most=MOST_ATTEMPTS)
    return CallsCheck(each, warning)


@dataclass(frozen=True, slots=True)
class MeetingsCheck:
    """First meetings the calls should bring, against those planned."""

    expected: Fraction
    calls_needed: int | NotAvailable
    """Calls for the meetings planned, rounded up."""
    warning: str | None


def meetings_check(
    calls: int | None, conversion: Exact | NotAvailable | None, planned: int | None
) -> MeetingsCheck | NotAvailable:
    """Cross-check planned first meetings with calls × own conversion.

    Raises ValueError for a negative number.
    """
    rate = entered(conversion, _("The conversion from calls to first meetings is not known."))
    if isinstance(rate, NotAvailable):
        return rate
    if calls is None or planned is None:
        return NotAvailable(_("The calls or the first meetings are not entered."))
    if calls < 0 or planned < 0 or rate < 0:
        raise ValueError(_("Calls, meetings and their conversion cannot be negative."))
    expected = calls * rate
    needed = divide(planned, rate, _("No call has become a meeting so far."))
    calls_needed = needed if isinstance(needed, NotAvailable) else ceil(needed)
    warning = None
    if planned > expected:
        short = (
            _("{calls} calls bring {meetings} meetings, {planned} are planned.")
            if isinstance(calls_needed, NotAvailable)
            else _(
                "{calls} calls bring {meetings} meetings, {planned} are planned; it takes "
                "{needed} calls."
            )
        )
        warning = short.format(
            calls=calls, meetings=plain(expected, 2), planned=planned, needed=calls_needed
        )
    return MeetingsCheck(expected, calls_needed, warning)


def share_of_plan(target: Exact | None, plan: Exact | None) -> Figure:
    """Part of the channel's plan one person carries, 0.668 for 66.8 %; same unit on both sides."""
    return quotient(
        entered(target, _("The target is not entered.")),
        entered(plan, _("The plan of the channel is not entered.")),
        _("The plan of the channel is zero."),
    )
