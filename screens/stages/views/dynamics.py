"""Sales over time: years, quarters, months, the season, and the falls that need a cause."""

from collections.abc import Sequence

from facilitator.audit.results import Dynamics, PeriodRow
from facilitator.methods.dynamics import Trend
from facilitator.methods.exact import NotAvailable
from screens.stages.shown import number, percent
from screens.stages.views.look import MONTHS, Look, month, months_of, period, words
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out
from screens.widgets.rows import Item

ALL = "Total"
_GROWTH = "revenue ÷ revenue of the period just before − 1; whole periods only"
_YEAR_GROWTH = "revenue ÷ revenue of the same period a year before − 1; whole periods only"
_MOVING = "sum of this month and the eleven before it"
_CAGR = "(last whole year ÷ first whole year) to the power of 1 ÷ years between − 1"
_TREND = "slope of the straight line of least squares through all whole months"
_SEASON = "month ÷ average month of its year, averaged over the whole years, adding up to 12"
_PEAK, _LOW = "  highest", "  lowest"
_DECLINE = (
    "revenue ÷ revenue of the same months a year before − 1; a quarter at −5 % or below, or two "
    "months and more that fall one after another"
)


def everybody(look: Look) -> list[Dynamics]:
    """The company first, then its channels, the largest first; one channel alone is the company."""
    channels = look.audit.dynamics
    return [look.audit.total, *(channels if len(channels) > 1 else ())]


def named(each: Dynamics, look: Look) -> str:
    """What the room calls this series."""
    if each is not look.audit.total:
        return each.name or "No channel named"
    chosen = look.audit.choices.filters.channels
    return chosen[0] if len(chosen) == 1 and chosen[0] else ALL


def years(look: Look) -> View:
    """Years with growth, the running year, average growth, trend; then falls."""
    parts: list[Part] = []
    for each in everybody(look):
        parts += of_years(look, each)
    falls = decline_rows(look)
    if falls:
        parts += [heading("Declines that need a cause", "on year"), *falls]
    title = f"Dynamics, {_span(look)}, revenue {look.unit}"
    return View(title, laid_out(look, parts), _span(look))


def of_years(look: Look, each: Dynamics) -> list[Part]:
    """Years of one series, the latest first, then the running year, average growth, trend."""
    name = named(each, look)
    years = _periods(look, each.years[::-1], name, ("revenue", "on year"))
    return [years, *_summary(look, each, name)]


def quarters(look: Look) -> View:
    """Quarters against the quarter before and the same one last year, the latest first."""
    return _list(look, "Quarters", "quarters", ("revenue", "on year", "on quarter"))


def months(look: Look) -> View:
    """Months against last year and the month before, with moving totals, the latest first."""
    titles = ("revenue", "on year", "on month", "12 months")
    return _list(look, "Months", "months", titles)


def season(look: Look) -> View:
    """How strong each month of the year is against an average one."""
    rows: list[Part] = []
    for each in everybody(look):
        name, found = named(each, look), each.season
        if isinstance(found, NotAvailable):
            rows += [heading(name), missing(f"{name} season", "Season", found)]
            continue
        entries = [
            Entry(
                f"{name} {at}",
                spoken + (_PEAK if at == found.peak else _LOW if at == found.low else ""),
                (Value("Season index", index, "number", 3, _SEASON),),
                words(f"{name}: {spoken} is {number(index, 3)} of an average month"),
                tone="picked" if at == found.peak else "warn" if at == found.low else "",
            )
            for at, (spoken, index) in enumerate(zip(MONTHS, found.indices, strict=True))
        ]
        rows.append(Table(f"{name}, {found.years} whole years", entries, ("index",)))
        if found.indicative:
            rows.append(remark(f"{name} few", f"{found.years} years: an indication, no proof."))
    title = f"Season, {_span(look)}, 1 = average month"
    return View(title, laid_out(look, rows), _span(look))


def declines(look: Look) -> View:
    """Falls against last year for which the room names a cause."""
    rows = decline_rows(look)
    title = f"Declines that need a cause, {_span(look)}"
    if not rows:
        rows = [remark("none", "No quarter fell by 5 % or more, no two months in a row fell.")]
    return View(title, laid_out(look, rows), _span(look))


def decline_rows(look: Look) -> list[Row]:
    """One row for each fall of each channel; the company's own where no channels are named."""
    series = [each for each in everybody(look) if each is not look.audit.total]
    rows: list[Row] = []
    for each in series or [look.audit.total]:
        name = named(each, look)
        for fall in each.declines:
            place = f"{name}, {period(fall.label)}"
            change = percent(fall.change, sign=True)
            rows.append(
                Row(
                    Item(f"fall {place}", place, right=change, tone="bad"),
                    sentence=words(f"{place}: {change} on a year before"),
                    values=(Value("Change", fall.change, "change", rule=_DECLINE),),
                    origin=fall.origin,
                    place=place,
                    choice=months_of(fall.origin.span) if fall.origin.span else "",
                )
            )
    return rows


def _list(look: Look, title: str, unit: str, titles: Sequence[str]) -> View:
    parts: list[Part] = []
    for each in everybody(look):
        found: Sequence[PeriodRow] = getattr(each, unit)
        parts.append(_periods(look, found[::-1], named(each, look), titles))
    return View(f"{title}, {_span(look)}, {look.unit}", laid_out(look, parts), _span(look))


def _periods(look: Look, found: Sequence[PeriodRow], name: str, titles: Sequence[str]) -> Table:
    return Table(name, [_period(look, row, name, titles) for row in found], titles)


def _period(look: Look, row: PeriodRow, name: str, titles: Sequence[str]) -> Entry:
    spoken = period(row.label)
    values = [
        Value("Revenue", row.revenue, rule="sum of the amounts of all rows of the period"),
        Value("On the year before", row.year_growth, "change", rule=_YEAR_GROWTH),
        Value("On the period before", row.growth, "change", rule=_GROWTH),
        Value("12 months", row.moving, rule=_MOVING),
    ]
    half = "" if row.complete else " (not whole)"
    place = f"{name}, {spoken}"
    fell = not isinstance(row.year_growth, NotAvailable) and row.year_growth < 0
    return Entry(
        f"{name} {row.label}",
        spoken + ("" if row.complete else " …"),
        tuple(values[: len(titles)]),
        words(f"{name} {spoken}{half}: {look.money(row.revenue)}{_compared(row, spoken)}"),
        origin=row.origin if row.origin.span else None,
        place=place,
        choice=months_of(row.origin.span) if row.origin.span else "typed by hand",
        tone="muted" if not row.complete else "warn" if fell else "",
    )


def _compared(row: PeriodRow, spoken: str) -> str:
    """`, −11.7 % on 2025`; with nothing to compare with, nothing."""
    if isinstance(row.year_growth, NotAvailable):
        return ""
    base = f"{spoken[:-4]}{int(spoken[-4:]) - 1}"
    return f", {percent(row.year_growth, sign=True)} on {base}"


def _summary(look: Look, each: Dynamics, name: str) -> list[Row]:
    """The running year, average growth and trend; a year that is over has no running one."""
    rows: list[Row] = []
    last = look.audit.coverage.window.last
    if not isinstance(each.to_date, NotAvailable):
        label = f"Jan–{MONTHS[last.month - 1]} {last.year}" if last.month > 1 else month(last)
        rows.append(
            _single(
                f"{name} to date",
                label,
                Value("Year to date", each.to_date, "change", rule=_YEAR_GROWTH),
                percent(each.to_date, sign=True),
                f"{name} {label}: {percent(each.to_date, sign=True)} on the same months of "
                f"{last.year - 1}",
            )
        )
    rows.append(_average(each, name))
    rows.append(_trend(look, each.trend, name))
    return rows


def _average(each: Dynamics, name: str) -> Row:
    if isinstance(each.cagr, NotAvailable):
        return missing(f"{name} cagr", "Average growth a year (CAGR)", each.cagr)
    whole = [row.label for row in each.years if row.complete]
    shown = percent(each.cagr, 2, sign=True)
    return _single(
        f"{name} cagr",
        "Average growth a year (CAGR)",
        Value("CAGR", each.cagr, "change", 2, _CAGR),
        shown,
        f"{name} {whole[0]}–{whole[-1]}: {shown} a year on average",
    )


def _trend(look: Look, found: Trend | NotAvailable, name: str) -> Row:
    if isinstance(found, NotAvailable):
        return missing(f"{name} trend", "Trend", found)
    slope = f"{number(found.slope / look.size, 2, sign=True)} {look.unit} a month"
    rough = ", few months" if found.rough else ""
    return _single(
        f"{name} trend",
        f"Trend over {found.points} months{rough}",
        Value("Slope, money a month", found.slope, rule=_TREND),
        slope,
        f"{name}: {slope} over {found.points} months",
    )


def _single(key: str, label: str, value: Value, shown: str, sentence: str) -> Row:
    return Row(Item(key, label, right=shown), sentence=words(sentence), values=(value,))


def _span(look: Look) -> str:
    coverage = look.audit.coverage
    return f"{month(coverage.first_day)} – {month(coverage.last_day)}"
