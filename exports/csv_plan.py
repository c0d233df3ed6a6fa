"""The action plan as a CSV file: a row for each action, to sort, to mail, to import elsewhere.

Excel opens a CSV by the list separator of the computer's region, and takes it for UTF-8 only with
a byte-order mark; a first line "sep=;" would make it forget the mark. So the file has the mark,
and the separator of the session's country. Days are ISO, which every region reads as a day.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from exports.actions import PlanLine, plan_lines
from exports.words import line
from facilitator.store.entry import Entry
from facilitator.words.language import N_, _
from facilitator.workshop.results.agreement import plan_agreement
from facilitator.workshop.state import State

BYTE_ORDER_MARK = "\ufeff"
LINE_END = "\r\n"

DECIMAL_POINT = frozenset(
    {
        *("AE", "AU", "BD", "BW", "CN", "DO", "EG", "GB", "GH", "GT", "HK", "HN", "IE", "IL"),
        *("IN", "JP", "KE", "KR", "LK", "MT", "MX", "MY", "NG", "NI", "NP", "NZ", "PA", "PE"),
        *("PH", "PK", "PR", "SA", "SG", "SV", "TH", "TW", "TZ", "UG", "US", "ZW"),
    }
)
"""Countries that write 1.5; there a comma parts the cells, elsewhere a semicolon does."""

_FORMULA = re.compile(r"[\s'\u200b\ufeff]*[=+\-@|%＝＋－＠﹦﹢﹣]")
"""How a text begins that a spreadsheet would calculate, blanks before it included."""

Column = tuple[str, Callable[[PlanLine], str | date | Decimal | None]]

COLUMNS: tuple[Column, ...] = (
    (N_("Ref"), lambda row: row.ref),
    (N_("Action"), lambda row: row.title),
    (N_("Owner"), lambda row: row.owner),
    (N_("Deadline"), lambda row: row.deadline),
    (N_("Measure of done"), lambda row: row.measure),
    (N_("Status"), lambda row: row.status),
    (N_("Overdue"), lambda row: _("yes") if row.overdue else _("no")),
    (N_("Source"), lambda row: row.sources),
    (N_("Agreement"), lambda row: row.agreement),
    (N_("Hands"), lambda row: row.hands),
    (N_("First step"), lambda row: row.first_step),
    (N_("First step by"), lambda row: row.first_step_day),
    (N_("Starts"), lambda row: row.start),
    (N_("Helpers"), lambda row: row.helpers),
    (N_("Waits for"), lambda row: row.waits_for),
    (N_("Clients"), lambda row: row.direction),
    (N_("Channel"), lambda row: row.channel),
    (N_("Priority"), lambda row: row.priority),
    (N_("Cost"), lambda row: row.cost),
    (N_("Shown by"), lambda row: row.evidence),
    (N_("Owner confirms by"), lambda row: row.confirm_by),
)


def render(state: State, _history: Sequence[Entry], today: date) -> str:
    """The plan with a byte-order mark, a header, and a row for each action."""
    separator = separator_of(state.workshop.country)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator=LINE_END, quoting=csv.QUOTE_ALL)
    session = [line(state.workshop.title), line(plan_agreement(state).sentence)]
    currency = line(state.workshop.currency)
    titles = [
        _("Cost, {currency}").format(currency=currency) if name == "Cost" else _(name)
        for name, _unused in COLUMNS
    ]
    writer.writerow([*map(harmless, titles), _("Session"), _("Plan")])
    for row in plan_lines(state, today):
        values = (show(row) for _unused, show in COLUMNS)
        writer.writerow([*(_cell(each, separator) for each in values), *map(harmless, session)])
    return BYTE_ORDER_MARK + stream.getvalue()


def separator_of(country: str) -> str:
    """What parts the cells of a CSV file where the session lives; a comma where nobody knows."""
    code = country.strip().upper()
    return "," if not code or code in DECIMAL_POINT else ";"


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(value: str | date | Decimal | None, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        shown = f"{value:f}"
        return shown.replace(".", ",") if separator == ";" else shown
    return harmless(value)
