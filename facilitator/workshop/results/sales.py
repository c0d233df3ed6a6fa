"""Sales dynamics month by month: growth, trend, season, declines that need a cause."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from facilitator.methods import dynamics
from facilitator.methods.dynamics import Decline, DeclineUnit, Seasonality, Trend
from facilitator.methods.exact import NotAvailable, total
from facilitator.model import Figure
from facilitator.words.language import N_, _
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.reading import by_name, rows_of, values
from facilitator.workshop.state import State

SHEET = "sales"
TOTAL = N_("Total")
MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
TOTALS = frozenset({"total", "all", "итого", "всего", "razem", "suma"})

Money = Fraction | NotAvailable


@dataclass(frozen=True, slots=True)
class FlaggedDecline:
    """A fall against last year for which the room names a cause."""

    channel: str
    unit: DeclineUnit
    period: str
    """As spoken: "Q2 2026", "Mar–Dec 2026"."""
    quarter: str
    """"Q2" for a quarter, empty for a run of months."""
    change: Fraction


@dataclass(frozen=True, slots=True)
class Dynamics:
    """One channel, or the total of all, from January of `first_year`.

    Tuples run month by month, or by quarter where the name says so; years are keys elsewhere.
    """

    name: str
    first_year: int
    months: tuple[Fraction | None, ...]
    years: Mapping[int, Money]
    """Total per year; not available where a month is missing."""
    year_growth: Mapping[int, Money]
    month_growth: tuple[Money, ...]
    quarters: tuple[Fraction | None, ...]
    quarter_growth: tuple[Money, ...]
    seasonality: Seasonality | NotAvailable
    trend: Trend | NotAvailable
    cagr: Decimal | NotAvailable
    declines: tuple[FlaggedDecline, ...]


@dataclass(frozen=True, slots=True)
class Sales:
    """All channels and their total; `unread` are labels that are no year."""

    channels: tuple[Dynamics, ...]
    total: Dynamics
    unread: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    """What was typed and does not count because the ledger has it."""

    @property
    def declines(self) -> tuple[FlaggedDecline, ...]:
        """Declines of all channels; the total needs no cause of its own."""
        return tuple(decline for channel in self.channels for decline in channel.declines)

    def channel(self, name: str) -> Dynamics:
        """Return one channel by name; KeyError if the sheet has none."""
        return by_name(self.channels, name)


def sales(state: State) -> Sales | NotAvailable:
    """Read the sheet of monthly sales.

    A row named Total stands for the company; with one number it is the total of that year, which
    serves growth over years that were not typed in month by month.
    """
    return state.memo("sales", lambda: _sales(state))


def _sales(state: State) -> Sales | NotAvailable:
    counted, passed_over = counted_rows(state)
    rows = [row for row in counted if row.label.strip().isdigit()]
    by_month = [row for row in rows if not _is_total(row)]
    if not rows:
        return NotAvailable(_("No sales are typed in yet."))
    first = min((int(row.label) for row in by_month), default=0)
    last = max((int(row.label) for row in by_month), default=-1)
    series: dict[str, list[Fraction | None]] = {}
    for row in by_month:
        line = series.setdefault(row.grouping, [None] * (12 * (last - first + 1)))
        at = 12 * (int(row.label) - first)
        line[at : at + 12] = values(row, 12)[:12]
    company = _company(rows)
    sums = [_sum(column) for column in zip(*series.values(), strict=True)] if series else []
    return Sales(
        channels=tuple(_dynamics(name, first, line, {}) for name, line in series.items()),
        total=_dynamics(TOTAL, first or min(company, default=0), sums, company),
        unread=tuple(row.label for row in counted if not row.label.strip().isdigit()),
        remarks=tuple(
            _("{channel} {year} is counted from the ledger; the typed row is not.").format(
                channel=said_group(row), year=row.label
            )
            for row in passed_over
        ),
    )


def counted_rows(state: State) -> tuple[list[Figure], list[Figure]]:
    """Rows of the sheet that count, and typed ones that do not: the ledger has their year."""
    rows = rows_of(state, SHEET)
    given = {_key(row) for row in rows if row.source}
    counted = [row for row in rows if row.source or _key(row) not in given]
    return counted, [row for row in rows if not row.source and _key(row) in given]


def _key(row: Figure) -> tuple[str, str]:
    return row.grouping.strip().casefold(), row.label.strip()


def _is_total(row: Figure) -> bool:
    return row.grouping.strip().casefold() in TOTALS


def _company(rows: Iterable[Figure]) -> dict[int, Fraction]:
    """Year totals of rows that stand for the whole company."""
    found: dict[int, Fraction] = {}
    for row in rows:
        known = [value for value in values(row) if value is not None]
        if _is_total(row) and len(known) in (1, 12):
            found[int(row.label)] = total(known)
    return found


def _sum(column: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in column if value is not None]
    return total(known) if len(known) == len(column) else None


def _dynamics(
    name: str, first: int, months: Sequence[Fraction | None], company: Mapping[int, Fraction]
) -> Dynamics:
    years: dict[int, Money] = dict(company)
    for at in range(0, len(months), 12):
        found = _sum(months[at : at + 12])
        if found is not None:
            years[first + at // 12] = found
        elif first + at // 12 not in years:
            years[first + at // 12] = NotAvailable(_("A month of this year is not typed in."))
    known = {year: value for year, value in years.items() if not isinstance(value, NotAvailable)}
    quarters = dynamics.quarter_totals(months)
    return Dynamics(
        name=name,
        first_year=first,
        months=tuple(months),
        years=dict(sorted(years.items())),
        year_growth={
            year: dynamics.change(known.get(year), known[year - 1])
            for year in sorted(years)
            if year - 1 in known
        },
        month_growth=dynamics.year_on_year(months),
        quarters=quarters,
        quarter_growth=dynamics.year_on_year(quarters, 4),
        seasonality=dynamics.seasonality(months),
        trend=dynamics.trend(months),
        cagr=_cagr(known),
        declines=tuple(_flagged(name, first, found) for found in dynamics.declines(months)),
    )


def _cagr(years: Mapping[int, Fraction]) -> Decimal | NotAvailable:
    if not years:
        return NotAvailable(_("No full year is typed in."))
    start, end = min(years), max(years)
    return dynamics.cagr(years[start], years[end], end - start)


def _flagged(name: str, first_year: int, decline: Decline) -> FlaggedDecline:
    if decline.unit is DeclineUnit.QUARTER:
        quarter = f"Q{decline.first % 4 + 1}"
        period = _("Q{quarter} {year}").format(
            quarter=decline.first % 4 + 1, year=first_year + decline.first // 4
        )
        return FlaggedDecline(name, decline.unit, period, quarter, decline.change)
    period = (
        f"{_(MONTHS[decline.first % 12])}–{_(MONTHS[decline.last % 12])} "
        f"{first_year + decline.last // 12}"
    )
    return FlaggedDecline(name, decline.unit, period, "", decline.change)
