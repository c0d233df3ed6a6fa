"""The sales audit: the figures the room looked at and what it found in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exports.markdown.boards import section_of
from exports.markdown.figures import money_unit, number, percent, plain, why
from exports.markdown.naming import names
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps
from facilitator.methods.valuetest import ValueTest
from facilitator.model import Figure
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import sheet_of
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sales import MONTHS, Dynamics, FlaggedDecline, Sales, sales
from facilitator.workshop.results.swot import board
from facilitator.workshop.results.value import checklist, value_tests
from facilitator.workshop.state import State

KNOWN = frozenset({"sales", "economics", "accounts", "nps", "value_test", "checklist", "funnel"})
"""Sheets that are read and shown as figures; any other is shown as it was typed."""


@dataclass(frozen=True, slots=True)
class YearLine:
    """One channel in one year; `growth` is against the year before."""

    channel: str
    year: int
    months: tuple[Fraction | None, ...]
    total: Fraction | NotAvailable
    growth: Fraction | NotAvailable | None


def sales_figures(state: State) -> str:
    """Sales by channel, year and month, growth, season, and declines that need a cause."""
    found = sales(state)
    if isinstance(found, NotAvailable):
        return ""
    return blocks(
        heading(3, _("Sales, {money_unit}").format(money_unit=money_unit(state.workshop))),
        listing(
            [line for each in (*found.channels, found.total) for line in _years(each)],
            Column(_("Channel"), lambda line: cell(line.channel), stay=True),
            Column(_("Year"), lambda line: str(line.year), stay=True),
            *(_month(at) for at in range(12)),
            Column(_("Year total"), lambda line: _bold(line.total), True, stay=True),
            Column(_("Growth"), lambda line: percent(line.growth, sign=True), True, stay=True),
        ),
        _company(found),
        _declines(found.declines),
        _("Rows without a year: {unread}").format(unread=names(found.unread))
        if found.unread
        else "",
        bullets(escape(remark) for remark in found.remarks),
    )


def _bold(value: Fraction | NotAvailable) -> str:
    return "" if isinstance(value, NotAvailable) else f"**{plain(value, 1)}**"


def _month(at: int) -> Column[YearLine]:
    def show(line: YearLine) -> str:
        return plain(line.months[at], 1) if at < len(line.months) else ""

    return Column(_(MONTHS[at]), show, True)


def _years(found: Dynamics) -> Iterator[YearLine]:
    for year, whole in found.years.items():
        first = 12 * (year - found.first_year)
        months = found.months[first : first + 12] if first >= 0 else ()
        yield YearLine(said_group(found.name), year, months, whole, found.year_growth.get(year))


def _company(found: Sales) -> str:
    season, trend = found.total.seasonality, found.total.trend
    lines = [(_("Yearly growth (CAGR)"), percent(found.total.cagr, 2, sign=True))]
    if not isinstance(trend, NotAvailable):
        said = _("{slope} per month – rough") if trend.rough else _("{slope} per month")
        lines.append((_("Trend"), said.format(slope=number(trend.slope, 2, sign=True))))
    if not isinstance(season, NotAvailable):
        peak, low = (
            f"{_(MONTHS[at])} ({number(season.indices[at], 3)})" for at in (season.peak, season.low)
        )
        said = (
            _("highest {peak}, lowest {low} – indicative")
            if season.indicative
            else _("highest {peak}, lowest {low}")
        )
        lines.append(
            (
                _("Season"),
                said.format(peak=peak, low=low),
            )
        )
    return facts((label, value) for label, value in lines if value != "–")


def _declines(found: Sequence[FlaggedDecline]) -> str:
    return listing(
        found,
        Column(_("Decline of"), lambda each: cell(each.channel), stay=True),
        Column(_("Period"), lambda each: each.period, stay=True),
        Column(
            _("Against last year"), lambda each: percent(each.change, sign=True), True, stay=True
        ),
    )


def channel_economics(state: State) -> str:
    """What each channel earned in the latest year."""
    found = economics(state)
    if isinstance(found, NotAvailable):
        return ""
    whole = [] if isinstance(found.total, NotAvailable) else [found.total]
    return blocks(
        heading(
            3,
            _("Channel economics {year}, {money_unit}").format(
                year=escape(found.year), money_unit=money_unit(state.workshop)
            ),
        ),
        listing(
            [*found.channels, *whole],
            Column(_("Channel"), lambda each: cell(said_group(each.name)), stay=True),
            Column(_("Revenue"), lambda each: plain(each.revenue, 1), True, True),
            Column(_("Gross margin"), lambda each: percent(each.gross_margin), True),
            Column(_("Gross profit"), lambda each: number(each.gross_profit), True),
            Column(_("Channel cost"), lambda each: plain(each.cost, 1), True),
            Column(_("Contribution"), lambda each: number(each.contribution), True),
            Column(_("Return on channel money"), lambda each: percent(each.return_on_cost), True),
            Column(_("Of revenue"), lambda each: percent(each.contribution_margin), True),
        ),
    )


def client_loyalty(state: State) -> str:
    """Net promoter score of each channel and of all answers."""
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        return ""
    lines: list[tuple[str, Nps]] = list(found.channels.items())
    lines += [
        (_("Segment {name}").format(name=name), each) for name, each in found.segments.items()
    ]
    if not isinstance(found.total, NotAvailable):
        lines.append((_("All"), found.total))
    certain = [
        _(
            "{first} and {second} differ with certainty ({delta} points, needed {threshold})."
        ).format(
            first=escape(first),
            second=escape(second),
            delta=number(difference.delta),
            threshold=number(difference.threshold),
        )
        for (first, second), difference in found.differences.items()
        if difference.significant
    ]
    return blocks(
        heading(3, _("Loyalty (NPS)")),
        listing(
            lines,
            Column(_("Channel"), lambda line: cell(line[0]), stay=True),
            Column(_("Answers"), lambda line: str(line[1].answers), True),
            Column(_("Promoters"), lambda line: str(line[1].promoters), True),
            Column(_("Passives"), lambda line: str(line[1].passives), True),
            Column(_("Detractors"), lambda line: str(line[1].detractors), True),
            Column("NPS", lambda line: f"**{number(line[1].score, 0, sign=True)}**", True),
            Column(_("95 % margin"), lambda line: f"±{number(line[1].margin)}", True),
            Column(_("95 % interval"), lambda line: _interval(line[1]), True),
            Column(_("Weight"), lambda line: _(str(line[1].weight))),
        ),
        bullets([*certain, *(escape(remark) for remark in found.remarks)]),
    )


def _interval(found: Nps) -> str:
    return f"{number(found.interval.low)} … {number(found.interval.high)}"


def value_and_system(state: State) -> str:
    """Tests of materials with readers, and the lights of the sales-system checklist."""
    tests = [
        f"**{cell(material)}:** {_test(found)}" for material, found in value_tests(state).items()
    ]
    lights = checklist(state)
    lines = [
        (line, light) for line, light in lights.lights.items() if light or lights.evidence[line]
    ]
    return blocks(
        blocks(heading(3, _("Value test")), bullets(tests)) if tests else "",
        blocks(
            heading(3, _("Sales system")),
            listing(
                lines,
                Column(_("Line"), lambda line: cell(_(line[0])), stay=True),
                Column(_("Light"), lambda line: _(str(line[1] or "")), stay=True),
                Column(_("What shows it"), lambda line: escape(lights.evidence[line[0]])),
            ),
        )
        if lines
        else "",
    )


def _test(found: ValueTest | NotAvailable) -> str:
    if isinstance(found, NotAvailable):
        return why(found)
    asked = ", ".join(
        _("{question} {yes} of {readers} ({share})").format(
            question=_(one.question), yes=one.yes, readers=one.readers, share=percent(one.share, 0)
        )
        for one in found.results
    )
    passed = found.passed
    verdict = (
        why(passed)
        if isinstance(passed, NotAvailable)
        else _("passed")
        if passed
        else _("not passed")
    )
    return _("{asked}; mean {mean} – {verdict}").format(
        asked=asked, mean=percent(found.mean, 0), verdict=verdict
    )


def notes(state: State) -> str:
    """What was noted beside typed figures."""
    return bullets(
        f"{names([called(row.sheet), said_group(row), row.label])}: {escape(row.note)}"
        for row in state.rows(Figure)
        if row.sheet in KNOWN and row.note.strip()
    )


def findings(state: State) -> str:
    """The cards that lie beside figures: facts, causes, reserves, risks."""
    parts = [
        section_of(state, section)
        for stage in state.stages
        if stage.kind == "figures"
        for section in board(state, stage).sections
        if section.cards
    ]
    return blocks(heading(2, _("Findings of the audit")), *parts) if parts else ""


LIGHTS = ("red", "amber", "green", "grey")
"""What a sheet of lights holds as codes."""


def _as_typed(row: Figure) -> str:
    return escape("; ".join(_(value) if value in LIGHTS else value or "·" for value in row.numbers))


def further_figures(state: State) -> str:
    """Sheets of the moderator's own agenda, as they were typed."""
    sheets: dict[str, list[Figure]] = {}
    for row in state.rows(Figure):
        if row.sheet not in KNOWN:
            sheets.setdefault(row.sheet, []).append(row)
    parts = [
        blocks(
            heading(3, cell(_title(state, sheet))),
            listing(
                rows,
                Column(_("Group"), lambda row: cell(said_group(row))),
                Column(_("Row"), lambda row: cell(row.label)),
                Column(_("Values"), _as_typed),
                Column(_("Note"), lambda row: escape(row.note)),
            ),
        )
        for sheet, rows in sheets.items()
    ]
    return blocks(heading(2, _("Further figures")), *parts) if parts else ""


def _title(state: State, sheet: str) -> str:
    """What a sheet is called on screen, or its id when its stage is not there any more."""
    try:
        return sheet_of(state, sheet).title
    except Refused:
        return sheet
