"""A plan phased by quarter: when its benefit has paid for its cost.

Source: methods 2.16, worked example 5.17. Business clients decide slowly, so the benefit of a
plan arrives later than its cost; a linear payback hides that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import ceil

from facilitator.methods.exact import Exact, Figure, NotAvailable, entered, fraction, percent, total
from facilitator.methods.periods import MONTHS_IN_QUARTER
from facilitator.words.language import _, ngettext


@dataclass(frozen=True, slots=True)
class PhasedQuarter:
    """One quarter of the plan; the last one of a plan may have fewer than three months."""

    number: int
    months: int
    share: Fraction
    benefit: Fraction
    cost: Fraction
    cumulative: Fraction
    """Benefit minus cost from the start of the plan to the end of this quarter."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The point where the cumulative net reaches zero for the first time."""

    quarter: int
    months_into: Fraction
    """Months from the start of that quarter, interpolated inside it."""
    month: int
    """Month of the plan it lies in, from 1."""
    lasting: bool
    """Whether no later quarter falls below zero again."""


@dataclass(frozen=True, slots=True)
class Phased:
    """Benefit, cost and cumulative net of every quarter of the plan."""

    quarters: tuple[PhasedQuarter, ...]

    @property
    def net(self) -> Fraction:
        """Benefit minus cost of the whole plan."""
        return self.quarters[-1].cumulative

    @property
    def break_even(self) -> BreakEven | NotAvailable:
        """First quarter that ends at or above zero, interpolated between its ends."""
        before, start = Fraction(0), 0
        for quarter in self.quarters:
            if quarter.cumulative >= 0:
                climbed = quarter.cumulative - before
                into = -before / climbed * quarter.months if climbed > 0 else Fraction(0)
                return BreakEven(
                    quarter=quarter.number,
                    months_into=into,
                    month=start + max(1, ceil(into)),
                    lasting=all(one.cumulative >= 0 for one in self.quarters[quarter.number :]),
                )
            before, start = quarter.cumulative, start + quarter.months
        return NotAvailable(_("The plan does not pay back: its benefit stays below its cost."))


def phase(
    gained: Figure, costs: Sequence[Exact] | NotAvailable, shares: Sequence[Exact | None]
) -> Phased | NotAvailable:
    """Set the benefit of every quarter against the cost of its months.

    `costs` are the months of the plan as `budget.cost_by_month` gives them; `shares` say which
    part of the benefit arrives in each quarter, 0.1 for 10 %, and add up to 1. Raises ValueError
    for a negative share.
    """
    if isinstance(gained, NotAvailable):
        return gained
    if isinstance(costs, NotAvailable):
        return costs
    quarters = _quarters(costs)
    if not quarters:
        return NotAvailable(_("The plan has no months."))
    parts = _parts(shares, len(quarters))
    if isinstance(parts, NotAvailable):
        return parts
    nets = accumulate(
        gained * part - total(quarter) for part, quarter in zip(parts, quarters, strict=True)
    )
    return Phased(
        tuple(
            PhasedQuarter(number, len(quarter), part, gained * part, total(quarter), net)
            for number, (part, quarter, net) in enumerate(
                zip(parts, quarters, nets, strict=True), 1
            )
        )
    )


def _quarters(costs: Sequence[Exact]) -> list[Sequence[Exact]]:
    return [costs[at : at + MONTHS_IN_QUARTER] for at in range(0, len(costs), MONTHS_IN_QUARTER)]


def _parts(shares: Sequence[Exact | None], quarters: int) -> list[Fraction] | NotAvailable:
    if len(shares) != quarters:
        return NotAvailable(
            ngettext(
                "The plan has {count} quarters; enter one share for each.",
                "The plan has {count} quarters; enter one share for each.",
                quarters,
            ).format(count=quarters)
        )
    parts: list[Fraction] = []
    for number, share in enumerate(shares, 1):
        part = entered(
            share,
            _("The share of the benefit in quarter {number} is not entered.").format(number=number),
        )
        if isinstance(part, NotAvailable):
            return part
        if part < 0:
            raise ValueError(
                _("The share of quarter {number} is negative; enter 0 or more.").format(
                    number=number
                )
            )
        parts.append(fraction(part))
    if total(parts) != 1:
        return NotAvailable(
            _("The shares of the benefit add up to {share}; make them 100 %.").format(
                share=percent(total(parts))
            )
        )
    return parts
