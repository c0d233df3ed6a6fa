"""Table of a sales plan: channels against quarters, growth, and the gross profit it brings.

Source: worked example 5.16; methods 2.5 (growth) and 2.16 (benefit is gross profit).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.methods.dynamics import change
from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    complete_total,
    entered,
    fraction,
    known,
    quotient,
)
from facilitator.words.language import N_, _

TOTAL = N_("Total")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One channel, or the total: last year, the parts of the plan and the plan itself."""

    name: str
    base: Figure
    parts: tuple[Figure, ...]
    plan: Figure

    @property
    def growth(self) -> Figure:
        """Plan against base, 0.2 for 20 % more."""
        both = known(self.base, self.plan)
        return both if isinstance(both, NotAvailable) else change(both[1], both[0])

    @property
    def gap(self) -> Figure:
        """Plan − sum of its parts; 0 where they add up."""
        parts = complete_total(self.parts, "")
        both = known(self.plan, parts)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]


def plan_row(
    name: str,
    base: Exact | None,
    parts: Sequence[Exact | NotAvailable | None],
    plan: Exact | None,
) -> PlanRow:
    """One channel of the table; `parts` are its quarters or months, None where not entered."""
    return PlanRow(
        name,
        entered(base, _("The revenue of {name} in the base year is not known.").format(name=name)),
        tuple(
            entered(
                part,
                _("Part {number} of the plan of {name} is not entered.").format(
                    number=number, name=name
                ),
            )
            for number, part in enumerate(parts, 1)
        ),
        entered(plan, _("The plan of {name} is not entered.").format(name=name)),
    )


def plan_total(rows: Sequence[PlanRow]) -> PlanRow | NotAvailable:
    """Add the channels up, column by column; a column with a gap has no total.

    Raises ValueError for rows with different numbers of parts.
    """
    if not rows:
        return NotAvailable(_("There are no channels in the plan yet."))
    return PlanRow(
        TOTAL,
        complete_total([row.base for row in rows], ""),
        tuple(
            complete_total(column, "") for column in zip(*(row.parts for row in rows), strict=True)
        ),
        complete_total([row.plan for row in rows], ""),
    )


@dataclass(frozen=True, slots=True)
class ChannelMargin:
    """A channel's planned revenue and gross margin, and its gross profit in the base year."""

    name: str
    revenue: Exact | None
    margin: Exact | None
    """Share of revenue, 0.38 for 38 %."""
    base_profit: Exact | NotAvailable | None


@dataclass(frozen=True, slots=True)
class ProfitRow:
    """Gross profit of one channel, or of all, and what it adds to the base year."""

    name: str
    revenue: Figure
    profit: Figure
    base_profit: Figure

    @property
    def margin(self) -> Figure:
        """Gross profit ÷ revenue."""
        return quotient(self.profit, self.revenue, _("The planned revenue is zero."))

    @property
    def change(self) -> Figure:
        """Gross profit − base year: what a plan may count as its benefit."""
        both = known(self.profit, self.base_profit)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]


def profit_row(channel: ChannelMargin) -> ProfitRow:
    """Gross profit of one channel: revenue × margin. Raises ValueError for a margin above 1."""
    name = channel.name
    if channel.margin is not None and fraction(channel.margin) > 1:
        raise ValueError(
            _("The gross margin of {name} is above 100 %; enter a share such as 0.38.").format(
                name=name
            )
        )
    revenue = entered(channel.revenue, _("The plan of {name} is not entered.").format(name=name))
    margin = entered(
        channel.margin, _("The gross margin of {name} is not entered.").format(name=name)
    )
    both = known(revenue, margin)
    return ProfitRow(
        name,
        revenue,
        both if isinstance(both, NotAvailable) else both[0] * both[1],
        entered(
            channel.base_profit,
            _("The gross profit of {name} in the base year is not known.").format(name=name),
        ),
    )


def profit_total(rows: Sequence[ProfitRow]) -> ProfitRow | NotAvailable:
    """Add the channels up; its margin is the profit of all ÷ the revenue of all."""
    if not rows:
        return NotAvailable(_("There are no channels in the plan yet."))
    return ProfitRow(
        TOTAL,
        complete_total([row.revenue for row in rows], ""),
        complete_total([row.profit for row in rows], ""),
        complete_total([row.base_profit for row in rows], ""),
    )
