"""The sales ledger as it was read: where it came from, what was chosen, sales over time."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from exports.markdown.figures import day, money_unit, number, percent, plain
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Exact, NotAvailable, fraction
from facilitator.model import AuditSource
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.results.audit import ledger_audit, ledger_source, scale, survey_source
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.state import State

if TYPE_CHECKING:
    from facilitator.audit.engine.choices import Choices
    from facilitator.audit.results import Audit, Breakdown, ChannelRow, Dynamics, PeriodRow

_LISTED = 20
"""Values of a dimension that are printed; the session keeps more."""
UNNAMED = N_("(none named)")


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
        heading(3, _("Where the figures come from")),
        facts(line for source in found for line in _source(state, source)),
        listing(
            files,
            Column(_("File"), lambda line: cell(str(line[1].get("name", ""))), stay=True),
            Column(_("Rows"), lambda line: _count(line[1].get("rows")), True, True),
            Column(_("Bytes"), lambda line: _count(line[1].get("size")), True),
            Column("SHA-256", lambda line: cell(str(line[1].get("sha256", "")))),
        ),
        listing(
            left_out,
            Column(_("Left out of"), lambda each: cell(str(each.get("file", ""))), stay=True),
            Column(_("Column"), lambda each: cell(str(each.get("column", ""))), stay=True),
            Column(_("Read as"), lambda each: cell(str(each.get("role", "")))),
            Column(_("Unreadable"), lambda each: _count(each.get("unreadable")), True, True),
            Column(_("Empty"), lambda each: _count(each.get("blank")), True, True),
            Column(_("For example"), _examples),
        ),
    )


def _source(state: State, source: AuditSource) -> Iterator[tuple[str, str]]:
    is_survey = source.kind == "survey"
    counted = (
        ngettext("{count} answer", "{count} answers", source.rows)
        if is_survey
        else ngettext("{count} row", "{count} rows", source.rows)
    ).format(count=number(source.rows, 0))
    told = f"{escape(source.title)}, {counted}"
    if source.imported_on:
        told += _(", read on {imported_on}").format(imported_on=day(source.imported_on))
    yield _("Survey") if is_survey else _("Sales ledger"), told
    if is_survey:
        return
    yield (
        _("Rows from"),
        _("{first_day} to {last_day}").format(
            first_day=day(source.first_day), last_day=day(source.last_day)
        ),
    )
    if source.control_total:
        total = plain(Fraction(source.control_total))
        yield _("Control total"), f"{total} {escape(state.workshop.currency)}"
    if source.without_customer:
        yield _("Rows without a customer"), number(source.without_customer, 0)


def _count(value: object) -> str:
    return number(value, 0) if isinstance(value, int) else ""


def _examples(each: dict[str, Any]) -> str:
    shown = [
        _("line {line}: “{text}”").format(line=one["line"], text=one["text"])
        for one in each.get("examples", [])[:3]
    ]
    return escape(", ".join(shown))


def ledger_sales(state: State) -> str:
    """Choices, sales over time, channels and the other dimensions of the ledger."""
    found = ledger_audit(state)
    if found is None:
        return ""
    money = Money(state)
    return blocks(
        heading(3, _("Sales ledger, {money_unit}").format(money_unit=money_unit(state.workshop))),
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
    yield (
        _("Months compared"),
        _("{first:%Y-%m} to {last:%Y-%m}").format(first=seen.window.first, last=seen.window.last),
    )
    if seen.before:
        yield (
            _("With"),
            _("{first:%Y-%m} to {last:%Y-%m}").format(
                first=seen.before.first, last=seen.before.last
            ),
        )
    limits = _("A to {a} %, B to {b} %").format(a=plain(chosen.abc.a), b=plain(chosen.abc.b))
    yield (
        "ABC",
        _("{limits} of revenue, {boundary}").format(
            limits=limits, boundary=_(chosen.boundary.value)
        ),
    )
    cut = _("X up to {x} %, Y up to {y} %").format(
        x=plain(regular.limits.x), y=plain(regular.limits.y)
    )
    yield (
        "XYZ",
        _("by {unit}, {history}, {cut}, {sigma} sigma").format(
            unit=_(regular.unit),
            history=_(regular.history.value),
            cut=cut,
            sigma=_(regular.sigma.value),
        ),
    )
    yield _("Average cheque"), escape(found.cheque.counted)


def _years(found: "Audit", money: Money) -> str:
    lines = [(each, row) for each in (*found.dynamics, found.total) for row in each.years]
    return listing(
        lines,
        Column(_("Sales of"), lambda line: cell(said_group(line[0].name) or _(UNNAMED)), stay=True),
        Column(_("Year"), lambda line: line[1].label, stay=True),
        Column(_("Revenue"), lambda line: money(line[1].revenue), True, True),
        Column(_("Growth"), lambda line: percent(line[1].growth, sign=True), True, True),
        Column(_("Whole"), lambda line: "" if line[1].complete else _("no")),
    )


def _quarters(found: "Dynamics", money: Money) -> str:
    rows: tuple[PeriodRow, ...] = found.quarters
    return listing(
        rows,
        Column(_("Quarter"), lambda row: row.label, stay=True),
        Column(_("Revenue"), lambda row: money(row.revenue), True, True),
        Column(_("Against last year"), lambda row: percent(row.year_growth, sign=True), True, True),
    )


def _over_time(found: "Dynamics", money: Money) -> Iterator[tuple[str, str]]:
    if not isinstance(found.cagr, NotAvailable):
        yield _("Yearly growth (CAGR)"), percent(found.cagr, 2, sign=True)
    if not isinstance(found.to_date, NotAvailable):
        yield _("This year so far"), percent(found.to_date, sign=True)
    if not isinstance(found.trend, NotAvailable):
        slope = found.trend.slope / money.unit
        yield _("Trend"), _("{slope} per month").format(slope=number(slope, 2, sign=True))


def _declines(found: "Audit") -> str:
    lines = [(each, row) for each in found.dynamics for row in each.declines]
    return listing(
        lines,
        Column(
            _("Decline of"), lambda line: cell(said_group(line[0].name) or _(UNNAMED)), stay=True
        ),
        Column(_("Period"), lambda line: line[1].label, stay=True),
        Column(_("Against last year"), lambda line: percent(line[1].change, sign=True), True, True),
    )


def _channels(found: "Audit", money: Money) -> str:
    rows: tuple[ChannelRow, ...] = found.channels
    return listing(
        rows,
        Column(_("Channel"), lambda row: cell(row.figures.value or _(UNNAMED)), stay=True),
        Column(_("Revenue"), lambda row: money(row.figures.revenue), True, True),
        Column(_("Share"), lambda row: percent(row.figures.share), True),
        Column(_("Growth"), lambda row: percent(row.figures.growth, sign=True), True),
        Column(_("Customers"), lambda row: number(row.customers, 0) if row.customers else "", True),
        Column(_("Orders"), lambda row: number(row.orders, 0), True),
        Column(_("Average cheque"), lambda row: money(row.cheque, 2), True),
        Column(_("Contribution"), lambda row: money(row.economics.contribution), True),
        Column(
            _("Return on channel money"), lambda row: percent(row.economics.return_on_cost), True
        ),
    )


def _breakdown(found: "Breakdown", money: Money) -> str:
    shown = found.rows[:_LISTED]
    more = found.count - len(shown)
    return blocks(
        listing(
            shown,
            Column(
                _(found.dimension.capitalize()),
                lambda row: cell(row.value or _(UNNAMED)),
                stay=True,
            ),
            Column(_("Revenue"), lambda row: money(row.revenue), True, True),
            Column(_("Share"), lambda row: percent(row.share), True),
            Column(_("Growth"), lambda row: percent(row.growth, sign=True), True),
        ),
        _("and {more} more").format(more=number(more, 0)) if more > 0 else "",
    )
