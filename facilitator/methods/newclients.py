"""Revenue of new and of existing clients.

Source: methods 2.15, coverage rows 110 and 112: a client is new for 12 months after its first
invoice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Exact, fraction
from facilitator.methods.periods import MONTHS_IN_YEAR, Period, months_later

NEW_FOR_MONTHS = MONTHS_IN_YEAR


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice; a credit note has a negative amount."""

    client: str
    day: date
    amount: Exact


@dataclass(frozen=True, slots=True)
class ClientRevenue:
    """Revenue of a period parted by how long the client has been one."""

    new: Fraction
    existing: Fraction
    new_clients: tuple[str, ...]
    """Clients whose revenue of the period counts as new, at least in part; sorted."""
    uncertain: tuple[str, ...]
    """New clients whose first invoice stands in the first 12 months of the data: they may be
    older than the data shows."""


def client_revenue(
    invoices: Iterable[Invoice], period: Period, data_from: date | None = None
) -> ClientRevenue:
    """Part the revenue of a period into new and existing clients; the two add up to all of it.

    An invoice is new when its day lies before the same day twelve months after the client's
    first invoice. `data_from` is the first day the data covers.
    """
    rows = list(invoices)
    first: dict[str, date] = {}
    for row in rows:
        first[row.client] = min(first.get(row.client, row.day), row.day)
    sums = {True: Fraction(0), False: Fraction(0)}
    fresh: set[str] = set()
    for row in rows:
        if row.day not in period:
            continue
        is_new = row.day < months_later(first[row.client], NEW_FOR_MONTHS)
        sums[is_new] += fraction(row.amount)
        if is_new:
            fresh.add(row.client)
    known_from = None if data_from is None else months_later(data_from, NEW_FOR_MONTHS)
    return ClientRevenue(
        new=sums[True],
        existing=sums[False],
        new_clients=tuple(sorted(fresh)),
        uncertain=tuple(
            sorted(name for name in fresh if known_from is not None and first[name] < known_from)
        ),
    )
