"""Budget of a sales plan: cost, benefit as gross profit, return, break-even by quarter.

Source: methods 2.16, worked example 5.17. Amounts are in the unit of the session's tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.budget import (
    BudgetLine,
    CostKind,
    PlanCost,
    benefit,
    break_even_revenue,
    cost_by_month,
    linear_payback,
    plan_cost,
    return_on_investment,
    return_warning,
)
from facilitator.methods.exact import Figure, NotAvailable, fraction
from facilitator.methods.periods import month_number, month_start
from facilitator.methods.phasing import BreakEven, Phased, phase
from facilitator.model import Record
from facilitator.words.language import _, ngettext
from facilitator.workshop.plans.sales import PERCENT, ChannelPlan, channel_plan, plan_year
from facilitator.workshop.plans.sales_strategies import expected
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.reading import answer, guarded, number
from facilitator.workshop.state import State

LEDGER, FORM = "budget", "benefit"
_KINDS = {
    "one_time": CostKind.ONE_TIME,
    "monthly": CostKind.RECURRING,
    "variable": CostKind.VARIABLE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the budget; `total` is what it costs in the whole plan."""

    row: Record
    kind: str
    total: Figure
    remark: str | None


@dataclass(frozen=True, slots=True)
class Basis:
    """A figure with where it comes from."""

    value: Figure
    source: str


@dataclass(frozen=True, slots=True)
class Budget:
    """Everything the budget of a plan says; `start` is the first month."""

    start: date
    months: int
    lines: tuple[Line, ...]
    cost: PlanCost
    new_revenue: Basis
    gross_profit: Basis
    savings: Basis
    benefit: Figure
    margin: Basis
    roi: Figure
    warning: str | None
    """Why the plan should not go on as it is: it costs more than it brings."""
    reason: str
    """Why it is worth it all the same, as the room said."""
    break_even_revenue: Figure
    payback: Figure
    """Months, as if the benefit came evenly."""
    phased: Phased | NotAvailable

    @property
    def break_even(self) -> BreakEven | NotAvailable:
        """When the cumulative benefit has paid for the cumulative cost."""
        return self.phased if isinstance(self.phased, NotAvailable) else self.phased.break_even

    @property
    def break_even_month(self) -> date | NotAvailable:
        """First day of the month of that."""
        found = self.break_even
        return found if isinstance(found, NotAvailable) else month_start(self.start, found.month)


def plan_period(state: State, today: date) -> tuple[date, int]:
    """First month of the plan and how many there are: its period, else the plan's whole year."""
    header = state.workshop
    if header.period_first is not None and header.period_last is not None:
        months = month_number(header.period_first, header.period_last)
        return month_start(header.period_first, 1), months
    return date(plan_year(state, today), 1, 1), 12


def budget(state: State, today: date) -> Budget | NotAvailable:
    """Cost, benefit, return and break-even; not available while there is no line."""
    return state.memo(("budget", today), lambda: guarded(lambda: _budget(state, today)))


def _budget(state: State, today: date) -> Budget | NotAvailable:
    listed = rows.records(state, LEDGER)
    if not listed:
        return NotAvailable(_("The budget has no lines yet."))
    start, months = plan_period(state, today)
    revenue = _new_revenue(state)
    known_revenue = None if isinstance(revenue.value, NotAvailable) else revenue.value
    read = [_line(row, start, known_revenue) for row in listed]
    lines = [each for each in read if isinstance(each, BudgetLine)]
    unread = next((each for each in read if isinstance(each, NotAvailable)), None)
    if unread is not None:
        return unread
    cost = plan_cost(lines, known_revenue, months)
    plan = channel_plan(state, today)
    profit, savings = _gross_profit(state, plan), _savings(state, plan)
    gained = _benefit(profit.value, savings.value)
    margin = _margin(state, plan)
    roi = return_on_investment(gained, cost.total)
    return Budget(
        start=start,
        months=months,
        lines=tuple(
            _total(row, line, known_revenue, start, months)
            for row, line in zip(listed, lines, strict=True)
        ),
        cost=cost,
        new_revenue=revenue,
        gross_profit=profit,
        savings=savings,
        benefit=gained,
        margin=margin,
        roi=roi,
        warning=return_warning(roi),
        reason=answer(state, FORM, "reason"),
        break_even_revenue=break_even_revenue(
            cost, None if isinstance(margin.value, NotAvailable) else margin.value
        ),
        payback=linear_payback(gained, cost),
        phased=phase(gained, cost_by_month(lines, known_revenue, months), _shares(state, months)),
    )


def _benefit(profit: Figure, savings: Figure) -> Figure:
    if isinstance(savings, NotAvailable):
        return profit if isinstance(profit, NotAvailable) else savings
    return benefit(profit, savings)


def _line(row: Record, start: date, revenue: Fraction | None) -> BudgetLine | NotAvailable:
    name, kind = f"{row.ref} {rows.text(row, 'text')}", rows.text(row, "kind")
    if not kind:
        return NotAvailable(_("{name}: choose one time, monthly or variable.").format(name=name))
    first, until = rows.day(row, "first"), rows.day(row, "until")
    amount = rows.number(row, "amount")
    value = None if amount is None else fraction(amount)
    if kind == "variable":
        share = _variable_share(row, revenue)
        if isinstance(share, NotAvailable):
            return share
        value = share
    return BudgetLine(
        name,
        _KINDS[kind],
        value,
        1 if first is None else month_number(start, first),
        None if until is None else month_number(start, until),
    )


def _variable_share(row: Record, revenue: Fraction | None) -> Fraction | NotAvailable | None:
    """The line as a share of all new revenue; a line about other revenue is brought to it."""
    percent, base = rows.number(row, "percent"), rows.number(row, "percent_of")
    if percent is None:
        return None
    share = fraction(percent) / PERCENT
    if base is None or revenue == fraction(base):
        return share
    if not revenue:
        return NotAvailable(
            _("{ref}: the new revenue is not known; type it in the benefit.").format(ref=row.ref)
        )
    return share * fraction(base) / revenue


def _total(
    row: Record, line: BudgetLine, revenue: Fraction | None, start: date, months: int
) -> Line:
    whole = plan_cost([line], revenue, months)
    return Line(row, rows.text(row, "kind"), whole.total, _remark(row, line, start, months))


def _remark(row: Record, line: BudgetLine, start: date, months: int) -> str | None:
    first, until = rows.day(row, "first"), rows.day(row, "until")
    if first is not None and until is not None and until < first:
        return _("{ref} ends before it begins; correct one of its months.").format(ref=row.ref)
    if line.kind is not CostKind.VARIABLE and line.amount is not None and not line.paid_in(months):
        return _(
            "{ref} lies outside the {months} months from {first_month}; it costs nothing."
        ).format(ref=row.ref, months=months, first_month=f"{start:%Y-%m}")
    return None


# -- what the figures rest on --------------------------------------------------------------------


def _given(state: State, field: str) -> Fraction | None:
    words = answer(state, FORM, field)
    return number(words) if words else None


def _new_revenue(state: State) -> Basis:
    typed = _given(state, "new_revenue")
    if typed is not None:
        return Basis(typed, _("typed"))
    fresh = expected(state)[0]
    if not isinstance(fresh.revenue, NotAvailable):
        return Basis(
            fresh.revenue,
            ngettext(
                "expected of {count} strategy for new business",
                "expected of {count} strategies for new business",
                fresh.valued,
            ).format(count=fresh.valued),
        )
    return Basis(fresh.needed, _("needed by the goals, from their funnel math"))


def _gross_profit(state: State, plan: ChannelPlan | NotAvailable) -> Basis:
    typed = _given(state, "gross_profit")
    if typed is not None:
        return Basis(typed, _("typed"))
    if isinstance(plan, NotAvailable):
        return Basis(plan, "")
    total = plan.profit
    value = total if isinstance(total, NotAvailable) else total.change
    return Basis(
        value,
        _("channel plan × margin, {year} against {base_year}").format(
            year=plan.year, base_year=plan.base_year
        ),
    )


def _savings(state: State, plan: ChannelPlan | NotAvailable) -> Basis:
    typed = _given(state, "savings")
    if typed is not None:
        return Basis(typed, _("typed"))
    reason = NotAvailable(_("The savings are not entered; enter 0 if there are none."))
    if isinstance(plan, NotAvailable) or isinstance(plan.savings, NotAvailable):
        return Basis(reason, "")
    cut = [each.name for each in plan.channels if not isinstance(each.saving, NotAvailable)]
    return Basis(
        plan.savings, _("channel cost planned for {channels}").format(channels=", ".join(cut))
    )


def _margin(state: State, plan: ChannelPlan | NotAvailable) -> Basis:
    typed = _given(state, "margin")
    if typed is not None:
        return Basis(typed / PERCENT, _("typed"))
    name = answer(state, FORM, "channel")
    if not name:
        missing = NotAvailable(_("Say in which channel the new business is, or type its margin."))
        return Basis(missing, "")
    if isinstance(plan, NotAvailable):
        return Basis(plan, "")
    found = next((each for each in plan.channels if each.name == name), None)
    if found is None:
        return Basis(
            NotAvailable(_("{channel} is not in the channel plan.").format(channel=name)), ""
        )
    said = (
        _("margin of {channel}, planned")
        if found.margin_typed
        else _("margin of {channel}, of {base_year}")
    )
    return Basis(found.profit.margin, said.format(channel=name, base_year=plan.base_year))


def _shares(state: State, months: int) -> Sequence[Fraction | None]:
    """Part of the benefit in each quarter of the plan."""
    quarters = -(-months // 3)
    found = [_given(state, f"q{number}") for number in range(1, min(quarters, 4) + 1)]
    found += [None] * (quarters - len(found))
    return [None if each is None else each / PERCENT for each in found]
