"""The figures of the audit: every sheet as it was typed or read, and the classes of clients."""

from collections.abc import Iterator
from fractions import Fraction

from exports.charts import ranked_clients
from exports.tables.table import Column, Kind, Table, Value, table_of
from exports.words import line
from facilitator.agenda.parts import Sheet
from facilitator.words.language import _
from facilitator.workshop.results.fixed_rows import said_group
from facilitator.workshop.results.reading import plan, rows_of, values
from facilitator.workshop.state import State


def audit_figures(state: State) -> Iterator[Table]:
    """A table for each sheet with rows, then the clients by revenue with their classes."""
    seen: set[str] = set()
    for stage in state.stages:
        for sheet in plan(state, stage).sheets:
            if sheet.id not in seen:
                seen.add(sheet.id)
                yield _sheet(state, sheet)
    yield table_of(
        _("Clients ABC"),
        ranked_clients(state),
        (_("Client"), Kind.TEXT, lambda bar: bar.label),
        (_("Class"), Kind.TEXT, lambda bar: bar.mark),
        (_("Revenue"), Kind.NUMBER, lambda bar: bar.value),
        (_("Share together"), Kind.SHARE, lambda bar: bar.cumulative),
    )


def _sheet(state: State, sheet: Sheet) -> Table:
    found = rows_of(state, sheet.id)
    width = max((len(row.numbers) for row in found), default=0)
    titles = [line(each.label) for each in sheet.values]
    if sheet.most_values and titles:
        titles = [f"{titles[0]} {at + 1}" for at in range(width)]
    titles = (titles + [_("Value {at}").format(at=at + 1) for at in range(len(titles), width)])[
        :width
    ]
    rows: list[tuple[Value, ...]] = []
    for row in found:
        exact: list[Fraction | None] = values(row, width)
        told = [*row.numbers, *[None] * (width - len(row.numbers))]
        shown = (_shown(number, words) for number, words in zip(exact, told, strict=True))
        source = _("sales ledger") if row.source else _("typed")
        rows.append((line(said_group(row)), line(row.label), *shown, line(row.note), source))
    columns = (
        Column(line(sheet.group) or _("Group")),
        Column(line(sheet.row) or _("Row")),
        *(Column(title, Kind.NUMBER) for title in titles),
        Column(_("Note")),
        Column(_("From")),
    )
    return Table(line(sheet.title), columns, tuple(rows))


def _shown(number: Fraction | None, words: str | None) -> Value:
    """The number; where a word stands in its place, such as "red", the word."""
    return line(words) if number is None and words else number
