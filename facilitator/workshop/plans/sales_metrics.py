"""Metrics of a sales plan that are read from sales: growth, new and existing revenue, churn.

Source: methods 2.15, coverage rows 109–113.
"""

from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.dynamics import change
from facilitator.methods.exact import Figure, NotAvailable, divide, known
from facilitator.methods.retention import ChurnChange, Retention, churn_change
from facilitator.model import Action
from facilitator.model import Figure as SheetRow
from facilitator.words.language import _
from facilitator.workshop.results.accounts import accounts
from facilitator.workshop.results.reading import number, rows_of
from facilitator.workshop.results.sales import sales
from facilitator.workshop.state import State

SHEET = "client_revenue"


@dataclass(frozen=True, slots=True)
class PeriodRevenue:
    """Revenue of new and existing clients in one period, and who left."""

    period: str
    new: Figure
    existing: Figure
    churn: Figure
    change: ChurnChange | NotAvailable
    """Churn against the period typed before it."""
    cause: str
    actions: tuple[str, ...]
    """Actions that win clients back, by reference."""
    key: str

    @property
    def new_share(self) -> Figure:
        """New revenue ÷ all revenue of the period."""
        both = known(self.new, self.existing)
        if isinstance(both, NotAvailable):
            return both
        return divide(both[0], both[0] + both[1], _("There was no revenue in this period."))

    @property
    def asks_for_cause(self) -> bool:
        """Whether churn rose by 5 points or more and nobody said why."""
        return not isinstance(self.change, NotAvailable) and self.change.win_back and not self.cause


def client_revenue(state: State) -> tuple[PeriodRevenue, ...]:
    """Every period in the order it was typed."""
    found: list[PeriodRevenue] = []
    before: Figure = NotAvailable(_("There is no period before."))
    for row in rows_of(state, SHEET):
        one = _period(state, row, before)
        found.append(one)
        before = one.churn
    return tuple(found)


def _period(state: State, row: SheetRow, before: Figure) -> PeriodRevenue:
    texts = [*row.numbers, *[None] * 5][:5]
    new, existing, start, lost = (None if text is None else number(text) for text in texts[:4])
    churn = _churn(start, lost)
    return PeriodRevenue(
        period=row.label,
        new=_entered(new, _("The revenue of new clients is not typed in.")),
        existing=_entered(existing, _("The revenue of existing clients is not typed in.")),
        churn=churn,
        change=churn_change(before, churn),
        cause=texts[4] or "",
        actions=tuple(each.ref for each in state.rows(Action) if row.label in each.title),
        key=row.id,
    )


def _entered(value: Fraction | None, reason: str) -> Figure:
    return NotAvailable(reason) if value is None else value


def _churn(start: Fraction | None, lost: Fraction | None) -> Figure:
    if start is None or lost is None:
        return NotAvailable(_("Churn needs the clients at the start and those who were lost."))
    if lost > start:
        return NotAvailable(_("More clients were lost than there were; correct the counts."))
    return divide(lost, start, _("There were no clients at the start."))


def revenue_growth(state: State) -> tuple[tuple[str, int, Figure], ...]:
    """Growth against the year before of each channel and the total: name, latest year, share."""
    found = sales(state)
    if isinstance(found, NotAvailable):
        return ()
    rows: list[tuple[str, int, Figure]] = []
    for each in (*found.channels, found.total):
        known_years = {
            year: value for year, value in each.years.items() if not isinstance(value, NotAvailable)
        }
        if known_years:
            last = max(known_years)
            rows.append((each.name, last, change(known_years[last], known_years.get(last - 1))))
    return tuple(rows)


def retained(state: State) -> Retention | NotAvailable:
    """Retention of clients and of their revenue, from the clients by quarter."""
    found = accounts(state)
    return found if isinstance(found, NotAvailable) else found.retention
