"""Taking the company's season out of what customers buy, so that regular buyers look regular."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import FromClause, select

from facilitator.audit.engine.breakdowns import Month, by_month
from facilitator.audit.engine.choices import MONTHS_IN
from facilitator.audit.engine.span import Timeline
from facilitator.audit.engine.workspace import Workspace
from facilitator.methods.dynamics import seasonality
from facilitator.methods.exact import NotAvailable, total
from facilitator.words.language import _

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Season:
    """The index of every period of the year, and customer × period as it was before."""

    indices: tuple[Fraction, ...]
    purchases: FromClause

    def sums(
        self, space: Workspace, customers: Sequence[str]
    ) -> dict[str, tuple[Fraction, Fraction]]:
        """Exact sum and sum of squares of what these customers bought, the season taken out."""
        found = {customer: (Fraction(0), Fraction(0)) for customer in customers}
        c = self.purchases.c
        for names in _pieces(customers):
            for row in space.rows(select(self.purchases).where(c.customer.in_(names))):
                value = Fraction(row.revenue) / self.indices[int(row.period) % len(self.indices)]
                whole, squares = found[row.customer]
                found[row.customer] = whole + value, squares + value * value
        return found


def indices(
    rows: Sequence[Month], time: Timeline, unit: str
) -> tuple[Fraction, ...] | NotAvailable:
    """The season of all sales by month or quarter, as the dynamics show it."""
    revenue, size = by_month(rows), MONTHS_IN[unit]
    first, last = time.first // 12 * 12, time.last // 12 * 12 + 11
    series = [
        total([revenue.get(at + i, Fraction(0)) for i in range(size)])
        if time.complete(at, at + size - 1)
        else None
        for at in range(first, last + 1, size)
    ]
    season = seasonality(series, 12 // size)
    if isinstance(season, NotAvailable):
        return season
    if any(index <= 0 for index in season.indices):
        return NotAvailable(_("In some period of the year nothing is sold, so it has no season."))
    return season.indices


def _pieces(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
