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
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import sheet_of
from facilitator.workshop.results.economics import economics
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
        heading(3, f"Sales, {money_unit(state.workshop)}"),
        listing(
            [line for each in (*found.channels, found.total) for line in _years(each)],
            Column("Channel", lambda line: cell(line.channel), stay=True),
            Column("Year", lambda line: str(line.year), stay=True),
            *(_month(at) for at in range(12)),
            Column("Year total", lambda line: _bold(line.total), True, stay=True),
            Column("Growth", lambda line: percent(line.growth, sign=True), True, stay=True),
        ),
        _company(found),
        _declines(found.declines),
        f"Rows without a year: {names(found.unread)}" if found.unread else "",
        bullets(escape(remark) for remark in found.remarks),
    )


def _bold(value: Fraction | NotAvailable) -> str:
    return "" if isinstance(value, NotAvailable) else f"**{plain(value, 1)}**"


def _month(at: int) -> Column[YearLine]:
    def show(line: YearLine) -> str:
        return plain(line.months[at], 1) if at < len(line.months) else ""

    return Column(MONTHS[at], show, True)


def _years(found: Dynamics) -> Iterator[YearLine]:
    for year, whole in found.years.items():
        first = 12 * (year - found.first_year)
        months = found.months[first : first + 12] if first >= 0 else ()
        yield YearLine(found.name, year, months, whole, found.year_growth.get(year))


def _company(found: Sales) -> str:
    season, trend = found.total.seasonality, found.total.trend
    lines = [("Yearly growth (CAGR)", percent(_share(found.total.cagr), 2, sign=True))]
    if not isinstance(trend, NotAvailable):
        rough = " – rough" if trend.rough else ""
        lines.append(("Trend", f"{number(trend.slope, 2, sign=True)} per month{rough}"))
    if not isinstance(season, NotAvailable):
        peak, low = (
            f"{MONTHS[at]} ({number(season.indices[at], 3)})" for at in (season.peak, season.low)
        )
        note = " – indicative" if season.indicative else ""
        lines.append(("Season", f"highest {peak}, lowest {low}{note}"))
    return facts((label, value) for label, value in lines if value != "–")


def _share(value: object) -> Fraction | None:
    return None if isinstance(value, NotAvailable) else Fraction(str(value))


def _declines(found: Sequence[FlaggedDecline]) -> str:
    return listing(
        found,
        Column("Decline of", lambda each: cell(each.channel), stay=True),
        Column("Period", lambda each: each.period, stay=True),
        Column("Against last year", lambda each: percent(each.change, sign=True), True, stay=True),
    )


def channel_economics(state: State) -> str:
    """What each channel earned in the latest year."""
    found = economics(state)
    if isinstance(found, NotAvailable):
        return ""
    whole = [] if isinstance(found.total, NotAvailable) else [found.total]
    return blocks(
        heading(3, f"Channel economics {escape(found.year)}, {money_unit(state.workshop)}"),
        listing(
            [*found.channels, *whole],
            Column("Channel", lambda each: cell(each.name), stay=True),
            Column("Revenue", lambda each: plain(each.revenue, 1), True, True),
            Column("Gross margin", lambda each: percent(each.gross_margin), True),
            Column("Gross profit", lambda each: number(each.gross_profit), True),
            Column("Channel cost", lambda each: plain(each.cost, 1), True),
            Column("Contribution", lambda each: number(each.contribution), True),
            Column("Return on channel money", lambda each: percent(each.return_on_cost), True),
            Column("Of revenue", lambda each: percent(each.contribution_margin), True),
        ),
    )


def client_loyalty(state: State) -> str:
    """Net promoter score of each channel and of all answers."""
    found = loyalty(state)
    if isinstance(found, NotAvailable):
        return ""
    lines: list[tuple[str, Nps]] = list(found.channels.items())
    lines += [(f"Segment {name}", each) for name, each in found.segments.items()]
    if not isinstance(found.total, NotAvailable):
        lines.append(("All", found.total))
    certain = [
        f"{escape(first)} and {escape(second)} differ with certainty "
        f"({number(difference.delta)} points, needed {number(difference.threshold)})."
        for (first, second), difference in found.differences.items()
        if difference.significant
    ]
    return blocks(
        heading(3, "Loyalty (NPS)"),
        listing(
            lines,
            Column("Channel", lambda line: cell(line[0]), stay=True),
            Column("Answers", lambda line: str(line[1].answers), True),
            Column("Promoters", lambda line: str(line[1].promoters), True),
            Column("Passives", lambda line: str(line[1].passives), True),
            Column("Detractors", lambda line: str(line[1].detractors), True),
            Column("NPS", lambda line: f"**{number(line[1].score, 0, sign=True)}**", True),
            Column("95 % margin", lambda line: f"±{number(line[1].margin)}", True),
            Column("95 % interval", lambda line: _interval(line[1]), True),
            Column("Weight", lambda line: str(line[1].weight)),
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
        blocks(heading(3, "Value test"), bullets(tests)) if tests else "",
        blocks(
            heading(3, "Sales system"),
            listing(
                lines,
                Column("Line", lambda line: cell(line[0]), stay=True),
                Column("Light", lambda line: str(line[1] or ""), stay=True),
                Column("What shows it", lambda line: escape(lights.evidence[line[0]])),
            ),
        )
        if lines
        else "",
    )


def _test(found: ValueTest | NotAvailable) -> str:
    if isinstance(found, NotAvailable):
        return why(found)
    asked = ", ".join(
        f"{one.question} {one.yes} of {one.readers} ({percent(one.share, 0)})"
        for one in found.results
    )
    passed = found.passed
    verdict = (
        why(passed) if isinstance(passed, NotAvailable) else "passed" if passed else "not passed"
    )
    return f"{asked}; mean {percent(found.mean, 0)} – {verdict}"


def notes(state: State) -> str:
    """What was noted beside typed figures."""
    return bullets(
        f"{names([row.sheet.replace('_', ' '), row.grouping, row.label])}: {escape(row.note)}"
        for row in state.rows(Figure)
        if row.sheet in KNOWN and row.note.strip()
    )


def findings(state: State) -> str:
    """The cards that lie beside figures: facts, causes, reserves, risks."""
    parts = [
        section_of(section)
        for stage in state.stages
        if stage.kind == "figures"
        for section in board(state, stage).sections
        if section.cards
    ]
    return blocks(heading(2, "Findings of the audit"), *parts) if parts else ""


def _as_typed(row: Figure) -> str:
    return escape("; ".join(value or "·" for value in row.numbers))


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
                Column("Group", lambda row: cell(row.grouping)),
                Column("Row", lambda row: cell(row.label)),
                Column("Values", _as_typed),
                Column("Note", lambda row: escape(row.note)),
            ),
        )
        for sheet, rows in sheets.items()
    ]
    return blocks(heading(2, "Further figures"), *parts) if parts else ""


def _title(state: State, sheet: str) -> str:
    """What a sheet is called on screen, or its id when its stage is not there any more."""
    try:
        return sheet_of(state, sheet).title
    except Refused:
        return sheet
