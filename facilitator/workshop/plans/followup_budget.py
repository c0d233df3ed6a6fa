"""Budget at a follow-up: what was spent on each line against its plan so far.

Source: methods 2.16 (plan/fact), coverage row 180. Amounts are in the unit of the session's tables.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from facilitator.methods.exact import NotAvailable
from facilitator.methods.periods import month_number, month_start
from facilitator.methods.plan_fact import Line, Variance, variance, variance_total
from facilitator.model import Record
from facilitator.words.language import _, ngettext
from facilitator.words.past_period import read_period
from facilitator.words.period import say_month
from facilitator.workshop.called import called
from facilitator.workshop.plans.followup import as_of
from facilitator.workshop.results import records as rows
from facilitator.workshop.state import State

BUDGET, FACTS = "budget", "budget_facts"


@dataclass(frozen=True, slots=True)
class BudgetStanding:
    """One line: its plan and what was spent, both up to the same month."""

    ref: str
    variance: Variance
    basis: str


@dataclass(frozen=True, slots=True)
class BudgetStandings:
    """Every line up to the last month anything was entered for; `total` is of those with facts."""

    until: date
    lines: tuple[BudgetStanding, ...]
    total: BudgetStanding


def budget_standings(state: State, today: date) -> BudgetStandings | NotAvailable:
    """Plan against fact; not available without a budget or without a fact."""
    budget = rows.records(state, BUDGET)
    if not budget:
        return NotAvailable(_("There is no budget here. A sales plan has one; or type its lines."))
    ends = [days[1] for row in rows.records(state, FACTS) if (days := _days(row)) is not None]
    if not ends:
        return NotAvailable(_("Nothing spent is entered yet. Type: jan; 9"))
    start = state.workshop.period_first or date(as_of(state, today).year, 1, 1)
    until = month_start(max(ends), 1)
    read = [(row, _line(state, row, start, until)) for row in budget]
    lines = tuple(
        BudgetStanding(row.ref, variance(line), _basis(state, row, until)) for row, line in read
    )
    both = [line for _unused, line in read if line.fact is not None and line.plan is not None]
    count = _("{count} of {whole} lines, up to {month}").format(
        count=len(both), whole=len(budget), month=say_month(until)
    )
    total = BudgetStanding("", variance_total(both, _("Lines with facts")), count)
    return BudgetStandings(until, lines, total)


def _days(row: Record) -> tuple[date, date] | None:
    return read_period(rows.text(row, "month"))


def _line(state: State, row: Record, start: date, until: date) -> Line:
    spent = [rows.number(each, "spent") for each in _facts(state, row)]
    known = [each for each in spent if each is not None]
    fact = sum(known, Decimal(0)) if known else None
    name = f"{row.ref} {rows.text(row, 'text')}"
    return Line(name, _planned(row, start, until), fact)


def _facts(state: State, row: Record) -> list[Record]:
    return rows.rows_pointing_to(state, row.ref, FACTS)


def _planned(row: Record, start: date, until: date) -> Decimal | None:
    """What a line was to cost by the end of a month; None where it depends on revenue."""
    amount, kind = rows.number(row, "amount"), rows.text(row, "kind")
    if amount is None or kind == "variable":
        return None
    first = max(rows.day(row, "first") or start, start)
    if kind == "one_time":
        return amount if first <= until else Decimal(0)
    last = min(rows.day(row, "until") or until, until)
    return amount * max(month_number(first, last), 0)


def _basis(state: State, row: Record, until: date) -> str:
    count = len(_facts(state, row))
    said = ngettext(
        "{kind}, {count} entry up to {month}", "{kind}, {count} entries up to {month}", count
    )
    return said.format(kind=called(rows.text(row, "kind")), count=count, month=say_month(until))
