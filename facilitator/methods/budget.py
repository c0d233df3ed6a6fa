"""Budget of a plan: its cost, benefit, return and break-even.

Source: methods 2.16. The benefit of a plan is gross profit and savings, never revenue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    complete_total,
    divide,
    entered,
    fraction,
    known,
    plain,
)
from facilitator.words.language import N_, _

YEAR = 12


class CostKind(StrEnum):
    """How a line of the budget costs money."""

    ONE_TIME = N_("one-time")
    RECURRING = N_("recurring")
    VARIABLE = N_("variable")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the budget.

    `amount` is money once, money a month, or a share of new revenue (0.03 for 3 %); None while
    it is not entered. Months count from 1, the first month of the plan: a one-time line is spent
    in `first_month`, a recurring one runs to `last_month` included, or to the end of the plan.
    Raises ValueError for a negative amount or a variable share above 1.
    """

    name: str
    kind: CostKind
    amount: Exact | None
    first_month: int = 1
    last_month: int | None = None

    def __post_init__(self) -> None:
        if self.amount is None:
            return
        if fraction(self.amount) < 0:
            raise ValueError(
                _("{name}: the amount is negative; enter 0 or more.").format(name=self.name)
            )
        if self.kind is CostKind.VARIABLE and fraction(self.amount) > 1:
            raise ValueError(
                _("{name}: above 100 % of new revenue; enter a share like 0.03.").format(
                    name=self.name
                )
            )

    def paid_in(self, months: int) -> range:
        """Numbers of the months of a plan of `months` in which the line is paid."""
        if self.kind is CostKind.ONE_TIME:
            last = self.first_month
        else:
            last = months if self.last_month is None else self.last_month
        return range(max(self.first_month, 1), min(last, months) + 1)


@dataclass(frozen=True, slots=True)
class PlanCost:
    """What a plan of `months` costs; a kind with a blank line is not available."""

    months: int
    one_time: Figure
    recurring: Figure
    variable_share: Figure
    """All variable lines together, as a share of new revenue."""
    variable: Figure

    @property
    def total(self) -> Figure:
        """Everything the plan costs."""
        return _sum(self.one_time, self.recurring, self.variable)

    @property
    def fixed(self) -> Figure:
        """One-time and recurring together: what is spent whether anything is sold or not."""
        return _sum(self.one_time, self.recurring)

    @property
    def monthly(self) -> Figure:
        """Recurring and variable cost of an average month."""
        spent = _sum(self.recurring, self.variable)
        return spent if isinstance(spent, NotAvailable) else spent / self.months


def plan_cost(
    lines: Sequence[BudgetLine], new_revenue: Exact | None, months: int = YEAR
) -> PlanCost:
    """Add up a budget: cost = O + months × r + v × new revenue (methods 2.16).

    New revenue may be missing while no line depends on it. A one-time line outside the plan
    costs nothing in it. Raises ValueError for a plan without months or negative new revenue.
    """
    if months < 1:
        raise ValueError(_("The plan has no months; choose a period of at least one."))
    if new_revenue is not None and fraction(new_revenue) < 0:
        raise ValueError(_("The new revenue is negative; enter 0 or more."))
    share = _sum(*(_amount(line) for line in lines if line.kind is CostKind.VARIABLE))
    return PlanCost(
        months=months,
        one_time=_sum(*(_spent(line, months) for line in lines if line.kind is CostKind.ONE_TIME)),
        recurring=_sum(
            *(_spent(line, months) for line in lines if line.kind is CostKind.RECURRING)
        ),
        variable_share=share,
        variable=_variable(share, new_revenue),
    )


def cost_by_month(
    lines: Sequence[BudgetLine], new_revenue: Exact | None, months: int = YEAR
) -> tuple[Fraction, ...] | NotAvailable:
    """Cost of every month of the plan; the parts add up to the total of `plan_cost`.

    Variable cost is spread evenly, as in the worked example (5.17).
    """
    cost = plan_cost(lines, new_revenue, months)
    needed = known(cost.fixed, cost.variable)
    if isinstance(needed, NotAvailable):
        return needed
    parts = [needed[1] / months] * months
    for line in lines:
        if line.kind is not CostKind.VARIABLE and line.amount is not None:
            for number in line.paid_in(months):
                parts[number - 1] += fraction(line.amount)
    return tuple(parts)


def benefit(gross_profit_change: Exact | NotAvailable | None, savings: Exact | None) -> Figure:
    """Benefit of a plan: change of gross profit against the baseline + savings, never revenue."""
    return _sum(
        entered(gross_profit_change, _("The change of gross profit is not known.")),
        entered(savings, _("The savings are not entered; enter 0 if there are none.")),
    )


def return_on_investment(gained: Figure, cost: Figure) -> Figure:
    """ROI = (benefit − cost) ÷ cost, 1.045 for 104.5 % (methods 2.16)."""
    both = known(gained, cost)
    if isinstance(both, NotAvailable):
        return both
    reason = _("The plan costs nothing, so there is no return on its cost.")
    return divide(both[0] - both[1], both[1], reason)


def return_warning(roi: Figure) -> str | None:
    """Sentence when a plan costs more than it brings, else None; exactly 0 % is no loss."""
    if isinstance(roi, NotAvailable) or roi >= 0:
        return None
    return _("The plan costs more than it brings; change it, or write down why it is worth it.")


def break_even_revenue(cost: PlanCost, gross_margin: Exact | None) -> Figure:
    """New revenue at which the plan pays for itself: (O + months × r) ÷ (margin − v).

    A margin at or below the variable share never gets there. Raises ValueError for a margin
    above 1.
    """
    if gross_margin is not None and fraction(gross_margin) > 1:
        raise ValueError(_("The gross margin is above 100 %; enter a share such as 0.38."))
    margin = entered(gross_margin, _("The gross margin of the new revenue is not entered."))
    needed = known(cost.fixed, margin, cost.variable_share)
    if isinstance(needed, NotAvailable):
        return needed
    fixed, kept = needed[0], needed[1] - needed[2]
    if kept <= 0:
        return NotAvailable(_("Never: variable cost takes all the gross profit of new revenue."))
    return fixed / kept


def linear_payback(gained: Figure, cost: PlanCost) -> Figure:
    """Months until the one-time cost is earned back: O ÷ (benefit ÷ months − monthly cost).

    It takes the benefit to arrive evenly; where the sales cycle is long, `phasing` says more.
    """
    needed = known(gained, cost.one_time, cost.monthly)
    if isinstance(needed, NotAvailable):
        return needed
    kept = needed[0] / cost.months - needed[2]
    if kept <= 0:
        return NotAvailable(
            _("It does not pay back in the plan: a month brings no more than it costs.")
        )
    months = needed[1] / kept
    if months > cost.months:
        return NotAvailable(
            _(
                "It does not pay back in the {months} months of the plan; "
                "at this rate it would take {needed}."
            ).format(months=cost.months, needed=plain(months))
        )
    return months


def _amount(line: BudgetLine) -> Figure:
    return entered(line.amount, _("The amount of {name} is not entered.").format(name=line.name))


def _spent(line: BudgetLine, months: int) -> Figure:
    amount = _amount(line)
    return amount if isinstance(amount, NotAvailable) else amount * len(line.paid_in(months))


def _variable(share: Figure, new_revenue: Exact | None) -> Figure:
    if share == 0:
        return Fraction(0)
    revenue = entered(
        new_revenue, _("The new revenue the variable cost depends on is not entered.")
    )
    both = known(share, revenue)
    return both if isinstance(both, NotAvailable) else both[0] * both[1]


def _sum(*figures: Figure) -> Figure:
    return complete_total(figures, "")
