"""Rows with bars and columns of figures, as many as the line has room for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest
from typing import TypeAlias

from rich.cells import cell_len

from facilitator.audit.results import Origin
from facilitator.methods.exact import NotAvailable
from screens.stages.shown import NOTHING
from screens.stages.views.look import Look
from screens.stages.views.row import Row, Value, heading
from screens.widgets.bars import bar
from screens.widgets.rows import Columns, Item, Tone

LEAST_BAR, WIDEST_BAR = 6, 100
_LABEL = 26
"""A name longer than this goes on in a second line rather than push the figures away."""
_EDGE = 3
"""Cells a list needs for its border and scrollbar."""
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table before it is laid out; its bar is drawn from the first value."""

    key: str
    label: str
    values: tuple[Value, ...]
    sentence: str
    origin: Origin | None = None
    place: str = ""
    choice: str = ""
    tone: Tone = ""
    lead: str = ""
    """Stands before the label in a column of its own."""
    section: str = ""
    detail: str = ""
    customers: tuple[str, str] | None = None
    is_line: bool = False
    """Drawn as the line where its value ends, not as a bar."""


@dataclass(slots=True)
class Table:
    """A heading with column titles, and rows: label, bar, figures at the right edge.

    The bar compares with `whole`, else with the largest first value.
    """

    title: str
    entries: Sequence[Entry]
    titles: Sequence[str] = ()
    whole: Fraction | None = None
    cells: list[list[str]] = field(default_factory=list[list[str]])
    """Figures as they are shown, row by row."""
    widths: list[int] = field(default_factory=list[int])
    """Cells of each column that is shown."""
    label: int = 0

    def measure(self, look: Look) -> None:
        """Find out what all columns together would take."""
        cells = [[look.shown(value) for value in entry.values] for entry in self.entries]
        told = [
            at
            for at, column in enumerate(zip_longest(*cells, fillvalue=NOTHING))
            if not at or any(text != NOTHING for text in column)
        ]
        # A column without a single figure says nothing; why is said of the row under the cursor.
        self.cells = [[row[at] for at in told if at < len(row)] for row in cells]
        self.titles = [self.titles[at] for at in told if at < len(self.titles)]
        columns = zip_longest(self.titles, *self.cells, fillvalue="")
        self.widths = [max(map(cell_len, column)) for column in columns]
        self.label = min(_LABEL, max(cell_len(self.named(entry)) for entry in self.entries))

    @property
    def right(self) -> int:
        """Cells of the columns that are shown."""
        return sum(self.widths) + len(_GAP) * max(0, len(self.widths) - 1)

    def named(self, entry: Entry) -> str:
        """The label with what stands before it."""
        lead = max(cell_len(each.lead) for each in self.entries)
        return f"{_padded(entry.lead, lead)} {entry.label}" if lead else entry.label


Part: TypeAlias = Row | Table


def laid_out(look: Look, parts: Iterable[Part]) -> tuple[Row, ...]:
    """All rows of a view, with one right edge and one left edge for all of its tables.

    Columns that would leave no room for the labels are left out from the right, in the widest
    tables first; they are seen when the row is opened.
    """
    all_parts = [part for part in parts if not isinstance(part, Table) or part.entries]
    tables = [part for part in all_parts if isinstance(part, Table)]
    singles = [part.item for part in all_parts if isinstance(part, Row)]
    for each in tables:
        each.measure(look)
    shared = Columns.of(singles)
    line = look.width - _EDGE - Columns(shared.ref, shared.mark).indent - 1
    label = max((each.label for each in tables), default=0)
    while tables:
        widest = max(tables, key=lambda each: each.right)
        if len(widest.widths) < 2 or widest.right + label + 1 <= line:
            break
        widest.widths.pop()
    right = max([shared.right, *(each.right for each in tables)])
    rows: list[Row] = []
    for part in all_parts:
        rows += _rows(part, line - right) if isinstance(part, Table) else [part]
    return tuple(rows)


def _rows(table: Table, room: int) -> list[Row]:
    """The rows of a table whose labels and bars have so many cells."""
    size = min(WIDEST_BAR, room - table.label - 1)
    top = table.whole if table.whole is not None else max(map(_first, table.entries))
    rows = [heading(table.title, _columns(table.titles, table.widths))]
    for entry, shown in zip(table.entries, table.cells, strict=True):
        text = table.named(entry)
        if size >= LEAST_BAR and entry.values and top > 0:
            drawn = _limit if entry.is_line else bar
            text = f"{_padded(text, table.label)} {drawn(_first(entry), top, size)}".rstrip()
        item = Item(
            entry.key,
            text,
            right=_columns(shown, table.widths),
            detail=entry.detail,
            tone=entry.tone,
        )
        rows.append(_row(entry, item))
    return rows


def _row(entry: Entry, item: Item) -> Row:
    return Row(
        item,
        label=entry.label,
        sentence=entry.sentence,
        values=entry.values,
        origin=entry.origin,
        place=entry.place,
        choice=entry.choice,
        section=entry.section,
        customers=entry.customers,
    )


def _first(entry: Entry) -> Fraction:
    value = entry.values[0].value if entry.values else Fraction(0)
    return Fraction(0) if isinstance(value, NotAvailable) else Fraction(value)


def _limit(value: Fraction, top: Fraction, width: int) -> str:
    return "─" * max(0, int(value / top * width) - 1) + "┤"


def _columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    shown = zip_longest(texts[: len(widths)], widths, fillvalue="")
    return _GAP.join(_padded(text, int(width or 0), right=True) for text, width in shown)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    gap = " " * max(0, width - cell_len(text))
    return gap + text if right else text + gap
