"""The sales ledger as it was read: where it came from, what was chosen, sales over time."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from exports.markdown.figures import day, money_unit, number, percent, plain
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Exact, NotAvailable, fraction
from facilitator.model import AuditSource
from facilitator.workshop.results.audit import ledger_audit, ledger_source, scale, survey_source
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Choices
    from facilitator.audit.results import Audit, Breakdown, ChannelRow, Dynamics, PeriodRow

_LISTED = 20
"""Values of a dimension that are printed; the session keeps more."""
UNNAMED = "(none named)"


class Money:
    """Amounts of a ledger in the session's unit."""

    def __init__(self, state: State) -> None:
        self.unit = scale(state)

    def __call__(self, value: Exact | NotAvailable | None, places: int = 1) -> str:
        """`1 234.5`; a dash for what is missing or cannot be computed."""
        if value is None or isinstance(value, NotAvailable):
            return number(value)
        return plain(fraction(value) / self.unit, places)


def sources(state: State) -> str:
    """Files with their fingerprints, control total, and what was left out, of ledger and survey."""
    found = [each for each in (ledger_source(state), survey_source(state)) if each is not None]
    if not found:
        return ""
    files = [(source, file) for source in found for file in source.files]
    left_out = [each for source in found for each in source.left_out]
    return blocks(
        heading(3, "Where the figures come from"),
        facts(line for source in found for line in _source(state, source)),
        listing(
            files,
            Column("File", lambda line: cell(str(line[1].get("name", ""))), stay=True),
            Column("Rows", lambda line: _count(line[1].get("rows")), True, True),
            Column("Bytes", lambda line: _count(line[1].get("size")), True),
            Column("SHA-256", lambda line: cell(str(line[1].get("sha256", "")))),
        ),
        listing(
            left_out,
            Column("Left out of", lambda each: cell(str(each.get("file", ""))), stay=True),
            Column("Column", lambda each: cell(str(each.get("column", ""))), stay=True),
            Column("Read as", lambda each: cell(str(each.get("role", "")))),
            Column("Unreadable", lambda each: _count(each.get("unreadable")), True, True),
            Column("Empty", lambda each: _count(each.get("blank")), True, True),
            Column("For example", _examples),
        ),
    )


def _source(state: State, source: AuditSource) -> Iterator[tuple[str, str]]:
    is_survey = source.kind == "survey"
    counted = "answers" if is_survey else "rows"
    told = f"{escape(source.title)}, {number(source.rows, 0)} {counted}"
    if source.imported_on:
        told += f", read on {day(source.imported_on)}"
    yield "Survey" if is_survey else "Sales ledger", told
    if is_survey:
        return
    yield "Rows from", f"{day(source.first_day)} to {day(source.last_day)}"
    if source.control_total:
        total = plain(Fraction(source.control_total))
        yield "Control total", f"{total} {escape(state.workshop.currency)}"
    if source.without_customer:
        yield "Rows without a customer", number(source.without_customer, 0)


def _count(value: object) -> str:
    return number(value, 0) if isinstance(value, int) else ""


def _examples(each: dict[str, Any]) -> str:
    shown = [f"line {one['line']}: “{one['text']}”" for one in each.get("examples", [])[:3]]
    return escape(", ".join(shown))


def ledger_sales(state: State) -> str:
    """Choices, sales over time, channels and the other dimensions of the ledger."""
    found = ledger_audit(state)
    if found is None:
        return ""
    money = Money(state)
    return blocks(
        heading(3, f"Sales ledger, {money_unit(state.workshop)}"),
        facts(_choices(found)),
        bullets(escape(note) for note in found.coverage.notes),
        _years(found, money),
        _quarters(found.total, money),
        facts(_over_time(found.total, money)),
        _declines(found),
        _channels(found, money),
        *(_breakdown(each, money) for each in found.breakdowns),
    )


def _choices(found: "Audit") -> Iterator[tuple[str, str]]:
    chosen: Choices = found.choices
    seen, regular = found.coverage, chosen.regularity
    yield "Months compared", f"{seen.window.first:%Y-%m} to {seen.window.last:%Y-%m}"
    if seen.before:
        yield "With", f"{seen.before.first:%Y-%m} to {seen.before.last:%Y-%m}"
    limits = f"A to {plain(chosen.abc.a)} %, B to {plain(chosen.abc.b)} %"
    yield "ABC", f"{limits} of revenue, {chosen.boundary.value}"
    cut = f"X up to {plain(regular.limits.x)} %, Y up to {plain(regular.limits.y)} %"
    yield "XYZ", f"by {regular.unit}, {regular.history.value}, {cut}, {regular.sigma.value} sigma"
    yield "Average cheque", escape(found.cheque.counted)


def _years(found: "Audit", money: Money) -> str:
    lines = [(each, row) for each in (*found.dynamics, found.total) for row in each.years]
    return listing(
        lines,
        Column("Sales of", lambda line: cell(line[0].name or UNNAMED), stay=True),
        Column("Year", lambda line: line[1].label, stay=True),
        Column("Revenue", lambda line: money(line[1].revenue), True, True),
        Column("Growth", lambda line: percent(line[1].growth, sign=True), True, True),
        Column("Whole", lambda line: "" if line[1].complete else "no"),
    )


def _quarters(found: "Dynamics", money: Money) -> str:
    rows: tuple[PeriodRow, ...] = found.quarters
    return listing(
        rows,
        Column("Quarter", lambda row: row.label, stay=True),
        Column("Revenue", lambda row: money(row.revenue), True, True),
        Column("Against last year", lambda row: percent(row.year_growth, sign=True), True, True),
    )


def _over_time(found: "Dynamics", money: Money) -> Iterator[tuple[str, str]]:
    if not isinstance(found.cagr, NotAvailable):
        yield "Yearly growth (CAGR)", percent(found.cagr, 2, sign=True)
    if not isinstance(found.to_date, NotAvailable):
        yield "This year so far", percent(found.to_date, sign=True)
    if not isinstance(found.trend, NotAvailable):
        slope = found.trend.slope / money.unit
        yield "Trend", f"{number(slope, 2, sign=True)} per month"


def _declines(found: "Audit") -> str:
    lines = [(each, row) for each in found.dynamics for row in each.declines]
    return listing(
        lines,
        Column("Decline of", lambda line: cell(line[0].name or UNNAMED), stay=True),
        Column("Period", lambda line: line[1].label, stay=True),
        Column("Against last year", lambda line: percent(line[1].change, sign=True), True, True),
    )


def _channels(found: "Audit", money: Money) -> str:
    rows: tuple[ChannelRow, ...] = found.channels
    return listing(
        rows,
        Column("Channel", lambda row: cell(row.figures.value or UNNAMED), stay=True),
        Column("Revenue", lambda row: money(row.figures.revenue), True, True),
        Column("Share", lambda row: percent(row.figures.share), True),
        Column("Growth", lambda row: percent(row.figures.growth, sign=True), True),
        Column("Customers", lambda row: number(row.customers, 0) if row.customers else "", True),
        Column("Orders", lambda row: number(row.orders, 0), True),
        Column("Average cheque", lambda row: money(row.cheque, 2), True),
        Column("Contribution", lambda row: money(row.economics.contribution), True),
        Column("Return on channel money", lambda row: percent(row.economics.return_on_cost), True),
    )


def _breakdown(found: "Breakdown", money: Money) -> str:
    shown = found.rows[:_LISTED]
    more = found.count - len(shown)
    return blocks(
        listing(
            shown,
            Column(found.dimension.capitalize(), lambda row: cell(row.value or UNNAMED), stay=True),
            Column("Revenue", lambda row: money(row.revenue), True, True),
            Column("Share", lambda row: percent(row.share), True),
            Column("Growth", lambda row: percent(row.growth, sign=True), True),
        ),
        f"and {number(more, 0)} more" if more > 0 else "",
    )
