"""Dynamics of one series of months: growth, year on year, trend, season, declines."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from facilitator.audit.engine.choices import MONTHS_IN
from facilitator.audit.engine.span import Timeline, days, label
from facilitator.audit.results import DeclineRow, Dynamics, Origin, PeriodRow, Share
from facilitator.methods import dynamics as methods
from facilitator.methods.dynamics import Decline, DeclineUnit
from facilitator.methods.exact import NotAvailable, total
from facilitator.words.language import _

_PER_YEAR = {unit: 12 // size for unit, size in MONTHS_IN.items()}


def _months_only() -> NotAvailable:
    return NotAvailable(_("A moving total is kept by month."))


def _half() -> NotAvailable:
    return NotAvailable(_("The period is not whole."))


def _half_base() -> NotAvailable:
    return NotAvailable(_("The period to compare with is not whole, or not in the ledger."))


def dynamics(
    name: str,
    revenue: Mapping[int, Fraction],
    time: Timeline,
    where: tuple[tuple[str, str], ...] = (),
    earlier: Mapping[int, Decimal] | None = None,
) -> Dynamics:
    """Everything a series of months says.

    `revenue` is keyed by month number; a month of the ledger that is missing in it sold nothing.
    `earlier` holds totals of whole years before the ledger.
    """
    months = {at: revenue.get(at, Fraction(0)) for at in range(time.first, time.last + 1)}
    rows = {unit: _rows(unit, months, time, where) for unit in MONTHS_IN}
    years = _earlier_rows(earlier or {}, time) + rows["year"]
    if earlier:
        years = _linked(years)
    aligned = _aligned(months, time)
    return Dynamics(
        name=name,
        months=rows["month"],
        quarters=rows["quarter"],
        years=years,
        to_date=_to_date(months, time),
        cagr=_cagr(years),
        trend=methods.trend([months[at] for at in range(time.start, time.end + 1)]),
        season=methods.seasonality(aligned),
        declines=tuple(_decline(each, time, where) for each in methods.declines(aligned)),
        origin=Origin(days(time.first, time.last), where),
    )


def _rows(
    unit: str,
    months: Mapping[int, Fraction],
    time: Timeline,
    where: tuple[tuple[str, str], ...],
) -> tuple[PeriodRow, ...]:
    size = MONTHS_IN[unit]
    numbers = range(time.first // size, time.last // size + 1)
    sums = [total([months.get(at * size + i, Fraction(0)) for i in range(size)]) for at in numbers]
    whole = [time.complete(at * size, at * size + size - 1) for at in numbers]
    moving = methods.moving_total([value if ok else None for value, ok in zip(sums, whole)])  # noqa: B905
    rows: list[PeriodRow] = []
    for at, number in enumerate(numbers):
        first, last = number * size, number * size + size - 1
        rows.append(
            PeriodRow(
                label=label(unit, number),
                revenue=sums[at],
                complete=whole[at],
                growth=_against(sums, whole, at, 1),
                year_growth=_against(sums, whole, at, _PER_YEAR[unit]),
                moving=moving[at] if unit == "month" else _months_only(),
                origin=Origin(days(max(first, time.first), min(last, time.last)), where),
            )
        )
    return tuple(rows)


def _against(sums: list[Fraction], whole: list[bool], at: int, lag: int) -> Share:
    if not whole[at]:
        return _half()
    if at < lag or not whole[at - lag]:
        return _half_base()
    return methods.change(sums[at], sums[at - lag])


def _earlier_rows(earlier: Mapping[int, Decimal], time: Timeline) -> tuple[PeriodRow, ...]:
    none = NotAvailable(_("The year was typed by hand, as a total."))
    return tuple(
        PeriodRow(str(year), Fraction(value), True, none, none, none, Origin())
        for year, value in sorted(earlier.items())
        if year < time.first // 12
    )


def _linked(years: tuple[PeriodRow, ...]) -> tuple[PeriodRow, ...]:
    # Typed years and the ledger's stand in one row: growth runs over the seam.
    linked: list[PeriodRow] = []
    for row in years:
        base = next((each for each in years if int(each.label) == int(row.label) - 1), None)
        if not row.complete:
            growth: Share = _half()
        elif base is None or not base.complete:
            growth = _half_base()
        else:
            growth = methods.change(row.revenue, base.revenue)
        linked.append(
            PeriodRow(row.label, row.revenue, row.complete, growth, growth, row.moving, row.origin)
        )
    return tuple(linked)


def _cagr(years: tuple[PeriodRow, ...]) -> Decimal | NotAvailable:
    whole = [row for row in years if row.complete]
    if not whole:
        return NotAvailable(_("No year of the ledger is whole."))
    first, last = whole[0], whole[-1]
    return methods.cagr(first.revenue, last.revenue, int(last.label) - int(first.label))


def _aligned(months: Mapping[int, Fraction], time: Timeline) -> list[Fraction | None]:
    # From a January to a December; what is not whole has no value.
    return [
        months[at] if time.complete(at, at) else None
        for at in range(time.first // 12 * 12, time.last // 12 * 12 + 12)
    ]


def _to_date(months: Mapping[int, Fraction], time: Timeline) -> Share:
    first = time.end // 12 * 12
    if time.end == first + 11:
        return NotAvailable(_("The last year is over; see its own growth."))
    if first < time.start or first - 12 < time.start:
        return NotAvailable(_("The ledger does not hold the same months of the year before."))
    now = total([months[at] for at in range(first, time.end + 1)])
    return methods.change(now, total([months[at - 12] for at in range(first, time.end + 1)]))


def _decline(found: Decline, time: Timeline, where: tuple[tuple[str, str], ...]) -> DeclineRow:
    base = time.first // 12 * 12
    if found.unit is DeclineUnit.QUARTER:
        first = base + found.first * 3
        return DeclineRow(
            label("quarter", first // 3), found.change, Origin(days(first, first + 2), where)
        )
    first, last = base + found.first, base + found.last
    name = f"{label('month', first)} – {label('month', last)}"
    return DeclineRow(name, found.change, Origin(days(first, last), where))
