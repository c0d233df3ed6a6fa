"""Sales over time: years, quarters, months, the season, and the falls that need a cause."""

import re
from collections.abc import Sequence

from facilitator.audit.results import Dynamics, PeriodRow
from facilitator.methods.dynamics import Seasonality, Trend
from facilitator.methods.exact import NotAvailable
from facilitator.words.days import month_alone
from facilitator.words.language import N_, _, ngettext
from screens.stages.shown import number, percent
from screens.stages.views.look import Look, month, months_of, period, words
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.stages.views.tables import Entry, Part, Table, laid_out
from screens.widgets.rows import Item

ALL = N_("Total")
_GROWTH = N_("revenue ÷ revenue of the period just before − 1; whole periods only")
_YEAR_GROWTH = N_("revenue ÷ revenue of the same period a year before − 1; whole periods only")
_MOVING = N_("sum of this month and the eleven before it")
_CAGR = N_("(last whole year ÷ first whole year) to the power of 1 ÷ years between − 1")
_TREND = N_("slope of the straight line of least squares through all whole months")
_SEASON = N_("month ÷ average month of its year, averaged over the whole years, adding up to 12")
_PEAK, _LOW = N_("highest"), N_("lowest")
_DECLINE = N_(
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
        return each.name or _("No channel named")
    chosen = look.audit.choices.filters.channels
    return chosen[0] if len(chosen) == 1 and chosen[0] else _(ALL)


def years(look: Look) -> View:
    """Years with growth, the running year, average growth, trend; then falls."""
    parts: list[Part] = []
    for each in everybody(look):
        parts += of_years(look, each)
    falls = decline_rows(look)
    if falls:
        parts += [heading(_("Declines that need a cause"), _("on year")), *falls]
    title = _("Dynamics, {span}, revenue {unit}").format(span=_span(look), unit=look.unit)
    return View(title, laid_out(look, parts), _span(look))


def of_years(look: Look, each: Dynamics) -> list[Part]:
    """Years of one series, the latest first, then the running year, average growth, trend."""
    name = named(each, look)
    years = _periods(look, each.years[::-1], name, (_("revenue"), _("on year")))
    return [years, *_summary(look, each, name)]


def quarters(look: Look) -> View:
    """Quarters against the quarter before and the same one last year, the latest first."""
    return _list(look, _("Quarters"), "quarters", (_("revenue"), _("on year"), _("on quarter")))


def months(look: Look) -> View:
    """Months against last year and the month before, with moving totals, the latest first."""
    titles = (_("revenue"), _("on year"), _("on month"), _("12 months"))
    return _list(look, _("Months"), "months", titles)


def season(look: Look) -> View:
    """How strong each month of the year is against an average one."""
    rows: list[Part] = []
    for each in everybody(look):
        name, found = named(each, look), each.season
        if isinstance(found, NotAvailable):
            rows += [
                heading(name),
                missing(f"{name} season", _("Season"), found),
            ]
            continue
        rows.append(
            Table(
                ngettext(
                    "{name}, {count} whole years", "{name}, {count} whole years", found.years
                ).format(name=name, count=found.years),
                _months_of(name, found),
                (_("index"),),
            )
        )
        if found.indicative:
            rows.append(
                remark(
                    f"{name} few",
                    ngettext(
                        "{count} years: an indication, no proof.",
                        "{count} years: an indication, no proof.",
                        found.years,
                    ).format(count=found.years),
                )
            )
    title = _("Season, {span}, 1 = average month").format(span=_span(look))
    return View(title, laid_out(look, rows), _span(look))


def _months_of(name: str, found: Seasonality) -> list[Entry]:
    return [
        Entry(
            f"{name} {at}",
            f"{spoken}  {_(_PEAK) if at == found.peak else _(_LOW)}"
            if at in (found.peak, found.low)
            else spoken,
            (Value(_("Season index"), index, "number", 3, _(_SEASON)),),
            words(
                _("{name}: {month} is {index} of an average month").format(
                    name=name, month=spoken, index=number(index, 3)
                )
            ),
            tone="picked" if at == found.peak else "warn" if at == found.low else "",
        )
        for at, (spoken, index) in enumerate(
            zip(map(month_alone, range(1, 13)), found.indices, strict=True)
        )
    ]


def declines(look: Look) -> View:
    """Falls against last year for which the room names a cause."""
    rows = decline_rows(look)
    title = _("Declines that need a cause, {span}").format(span=_span(look))
    if not rows:
        rows = [remark("none", _("No quarter fell by 5 % or more, no two months in a row fell."))]
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
                    sentence=words(
                        _("{place}: {change} on a year before").format(place=place, change=change)
                    ),
                    values=(Value(_("Change"), fall.change, "change", rule=_(_DECLINE)),),
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
        Value(_("Revenue"), row.revenue, rule=_("sum of the amounts of all rows of the period")),
        Value(_("On the year before"), row.year_growth, "change", rule=_(_YEAR_GROWTH)),
        Value(_("On the period before"), row.growth, "change", rule=_(_GROWTH)),
        Value(_("12 months"), row.moving, rule=_(_MOVING)),
    ]
    said = f"{name} {spoken}" if row.complete else f"{name} {spoken} {_('(not whole)')}"
    told = ", ".join((f"{said}: {look.money(row.revenue)}", *_compared(row)))
    place = f"{name}, {spoken}"
    fell = not isinstance(row.year_growth, NotAvailable) and row.year_growth < 0
    return Entry(
        f"{name} {row.label}",
        spoken + ("" if row.complete else " …"),
        tuple(values[: len(titles)]),
        words(told),
        origin=row.origin if row.origin.span else None,
        place=place,
        choice=months_of(row.origin.span) if row.origin.span else _("typed by hand"),
        tone="muted" if not row.complete else "warn" if fell else "",
    )


def _compared(row: PeriodRow) -> list[str]:
    """`, −11.7 % on 2025`; with nothing to compare with, nothing."""
    if isinstance(row.year_growth, NotAvailable):
        return []
    base = period(re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), row.label))
    change = percent(row.year_growth, sign=True)
    return [_("{change} on {base}").format(change=change, base=base)]


def _summary(look: Look, each: Dynamics, name: str) -> list[Row]:
    """The running year, average growth and trend; a year that is over has no running one."""
    rows: list[Row] = []
    last = look.audit.coverage.window.last
    if not isinstance(each.to_date, NotAvailable):
        label = (
            f"{month_alone(1)}–{month_alone(last.month)} {last.year}"
            if last.month > 1
            else month(last)
        )
        rows.append(
            _single(
                f"{name} to date",
                label,
                Value(_("Year to date"), each.to_date, "change", rule=_(_YEAR_GROWTH)),
                percent(each.to_date, sign=True),
                _("{name} {months}: {change} on the same months of {year}").format(
                    name=name,
                    months=label,
                    change=percent(each.to_date, sign=True),
                    year=last.year - 1,
                ),
            )
        )
    rows.append(_average(each, name))
    rows.append(_trend(look, each.trend, name))
    return rows


def _average(each: Dynamics, name: str) -> Row:
    if isinstance(each.cagr, NotAvailable):
        return missing(f"{name} cagr", _("Average growth a year (CAGR)"), each.cagr)
    whole = [row.label for row in each.years if row.complete]
    shown = percent(each.cagr, 2, sign=True)
    return _single(
        f"{name} cagr",
        _("Average growth a year (CAGR)"),
        Value("CAGR", each.cagr, "change", 2, _(_CAGR)),
        shown,
        _("{name} {first}–{last}: {growth} a year on average").format(
            name=name, first=whole[0], last=whole[-1], growth=shown
        ),
    )


def _trend(look: Look, found: Trend | NotAvailable, name: str) -> Row:
    if isinstance(found, NotAvailable):
        return missing(f"{name} trend", _("Trend"), found)
    slope = _("{amount} {unit} a month").format(
        amount=number(found.slope / look.size, 2, sign=True), unit=look.unit
    )
    count = found.points
    label = ngettext("Trend over {count} month", "Trend over {count} months", count).format(
        count=count
    )
    return _single(
        f"{name} trend",
        f"{label}, {_('few months')}" if found.rough else label,
        Value(_("Slope, money a month"), found.slope, rule=_(_TREND)),
        slope,
        ngettext(
            "{name}: {slope} over {count} month", "{name}: {slope} over {count} months", count
        ).format(name=name, slope=slope, count=count),
    )


def _single(key: str, label: str, value: Value, shown: str, sentence: str) -> Row:
    return Row(Item(key, label, right=shown), sentence=words(sentence), values=(value,))


def _span(look: Look) -> str:
    coverage = look.audit.coverage
    return f"{month(coverage.first_day)} – {month(coverage.last_day)}"
