"""Months of the ledger: which are whole, which are compared, how they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.audit.engine.choices import MONTHS_IN, Choices, Filters
from facilitator.audit.results import Span
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _

USUAL_GAP = 7
"""Days without a sale at the edge of a month that raise no doubt in any ledger."""
_LOOKED_AT = 12


def month_number(day: date) -> int:
    """Number of a month as the cubes count: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """First day of a month given by its number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """Last day of a month given by its number."""
    return first_day(month + 1) - timedelta(days=1)


def no_before() -> NotAvailable:
    """What stands for a period before the first month."""
    return NotAvailable(_("The ledger does not reach that far back."))


def days(first: int, last: int) -> Span:
    """Days of the months from the first to the last."""
    return Span(first_day(first), last_day(last))


def label(unit: str, period: int) -> str:
    """Name of the period with this number: 2026-03, 2026 Q1 or 2026."""
    if unit == "year":
        return str(period)
    if unit == "quarter":
        return f"{period // 4} Q{period % 4 + 1}"
    return f"{period // 12}-{period % 12 + 1:02}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Months of the audit by number; whole ones run from `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    window: int
    """How many months are compared with as many before."""

    @property
    def this(self) -> tuple[int, int]:
        """First and last month of the window; shorter where the ledger is."""
        return max(self.first, self.end - self.window + 1), self.end

    @property
    def prior(self) -> tuple[int, int] | None:
        """As many months before the window, None where the ledger does not reach so far back."""
        first = self.end - 2 * self.window + 1
        return (first, self.end - self.window) if first >= self.first else None

    def complete(self, first: int, last: int) -> bool:
        """Whether all these months are there and whole."""
        return self.start <= first and last <= self.end

    def grid(self, unit: str) -> tuple[int, int]:
        """First and last whole period of this length; the last before the first if there is none.

        A period is numbered by its months' number divided by its length.
        """
        size = MONTHS_IN[unit]
        return -(-self.start // size), (self.end + 1) // size - 1


def timeline(edges: Mapping[int, tuple[date, date]], choices: Choices) -> Timeline:
    """Months under the chosen period, given each month's first and last day with a sale.

    Raises ValueError when no month of the ledger lies inside the period chosen.
    """
    first, last = min(edges), max(edges)
    start = first + 1 if _late(edges) else first
    end = last - 1 if not choices.include_incomplete and _early(edges, choices.as_of) else last
    since, until = _chosen(choices.filters)
    low, high = max(first, since or first), min(last, until or last)
    if low > high:
        raise ValueError(_("The ledger has no rows in the period chosen; choose other months."))
    start, end = max(low, start), min(high, end)
    if start > end:  # one month alone, or two halves: better than nothing to look at
        start, end = low, high
    return Timeline(low, high, start, end, choices.window)


def _chosen(filters: Filters) -> tuple[int | None, int | None]:
    since = month_number(filters.since) if filters.since else None
    return since, month_number(filters.until) if filters.until else None


def _early(edges: Mapping[int, tuple[date, date]], as_of: date | None) -> bool:
    # The last month ends sooner than any of the months before it did.
    month = max(edges)
    if as_of is not None and as_of < last_day(month):
        return True
    others = [
        (last_day(each) - edges[each][1]).days for each in sorted(edges)[-_LOOKED_AT - 1 : -1]
    ]
    return _stands_out((last_day(month) - edges[month][1]).days, others)


def _late(edges: Mapping[int, tuple[date, date]]) -> bool:
    month = min(edges)
    others = [(edges[each][0] - first_day(each)).days for each in sorted(edges)[1 : _LOOKED_AT + 1]]
    return _stands_out((edges[month][0] - first_day(month)).days, others)


def _stands_out(gap: int, others: Sequence[int]) -> bool:
    return bool(others) and gap > max(USUAL_GAP, *others)
