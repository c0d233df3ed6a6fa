"""A ledger's months and years as rows of the sheets, in the session's unit and its words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.model import Channel
from facilitator.words.language import N_
from facilitator.words.number import decimal_text
from facilitator.workshop.results.audit import ledger_audit, scale
from facilitator.workshop.results.reading import rows_of, values
from facilitator.workshop.results.sales import SHEET, TOTALS
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.results import Audit, Dynamics

COMPANY = N_("Company")
"""Stands for the channel where the ledger names none at all."""
NO_CHANNEL = N_("No channel")
"""Stands for the rows without a channel beside others that have one."""
OTHER = N_("Other channels")
"""What is left of the company's sales beside the channels the audit lists."""

Months = dict[tuple[str, int], list[str | None]]
_YEAR = 12


def months_of(audit: "Audit", names: Mapping[str, str], unit: int) -> Months:
    """Twelve months by channel and year; a month that is not whole, or not there, is missing."""
    found: Months = {}
    for channel, series in _channels(audit, names):
        for month, revenue in series.items():
            year, at = divmod(month, _YEAR)
            row = found.setdefault((channel, year), [None] * _YEAR)
            if revenue is not None:
                row[at] = decimal_text(revenue / unit)
    return {key: row for key, row in found.items() if any(each is not None for each in row)}


def years_of(
    audit: "Audit", names: Mapping[str, str], unit: int
) -> dict[tuple[str, str], Fraction]:
    """Revenue by channel and whole year."""
    found: dict[tuple[str, str], Fraction] = {}
    for each in audit.dynamics:
        channel = _name(audit, each.name, names)
        for row in each.years:
            if row.complete:
                key = channel, row.label
                found[key] = found.get(key, Fraction(0)) + row.revenue / unit
    return found


def company_years(state: State) -> tuple[tuple[int, Decimal], ...]:
    """Typed totals of whole years, in the ledger's unit."""
    found: dict[int, Decimal] = {}
    for row in rows_of(state, SHEET):
        known = [value for value in values(row) if value is not None]
        label = row.label.strip()
        if row.grouping.strip().casefold() in TOTALS and label.isdigit() and len(known) in (1, 12):
            whole = sum(known, Fraction(0)) * scale(state)
            found[int(label)] = Decimal(decimal_text(whole))
    return tuple(sorted(found.items()))


def ledger_revenue(state: State, channel: str, year: str) -> Fraction | None:
    """What a channel sold in a whole year of the ledger, in the session's unit."""
    audit = ledger_audit(state)
    if audit is None:
        return None
    return years_of(audit, channel_names(state), scale(state)).get((channel, year))


def channel_names(state: State) -> dict[str, str]:
    """Channels of the session by their name in small letters."""
    return {row.name.casefold(): row.name for row in state.rows(Channel)}


def _channels(
    audit: "Audit", names: Mapping[str, str]
) -> Iterator[tuple[str, dict[int, Fraction | None]]]:
    """Months of each channel by number, and of what is left; two spellings are one channel."""
    found: dict[str, dict[int, Fraction | None]] = {}
    rest = _months(audit.total)
    for each in audit.dynamics:
        mine = found.setdefault(_name(audit, each.name, names), {})
        for month, revenue in _months(each).items():
            mine[month] = _plus(mine.get(month, Fraction(0)), revenue)
            rest[month] = _plus(rest.get(month), None if revenue is None else -revenue)
    yield from found.items()
    if any(rest.values()):
        yield (OTHER if found else COMPANY), rest


def _months(series: "Dynamics") -> dict[int, Fraction | None]:
    found: dict[int, Fraction | None] = {}
    for row in series.months:
        year, month = row.label.split("-")
        found[int(year) * _YEAR + int(month) - 1] = row.revenue if row.complete else None
    return found


def _plus(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def _name(audit: "Audit", name: str, names: Mapping[str, str]) -> str:
    if not name:
        return NO_CHANNEL if len(audit.dynamics) > 1 else COMPANY
    return names.get(name.casefold(), name)
