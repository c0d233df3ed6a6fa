"""Rows with bars and columns of figures, as many as the line has room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

from rich.cells import cell_len

from facilitator.audit.results import Origin
from facilitator.methods.exact import NotAvailable
from screens.stages.views.look import Look
from screens.stages.views.row import Row, Value, heading
from screens.widgets.bars import bar
from screens.widgets.rows import SIGN, Item, Tone

LEAST_BAR, WIDEST_BAR = 6, 30
_LABEL = 24
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
    ref: str = ""
    section: str = ""
    detail: str = ""
    customers: tuple[str, str] | None = None


def table(
    look: Look,
    title: str,
    entries: Sequence[Entry],
    *,
    titles: Sequence[str] = (),
    whole: Fraction | None = None,
) -> list[Row]:
    """A heading with column titles, and its rows: label, bar, figures at the right edge.

    The bar compares with `whole`, else with the largest first value. Columns that would leave no
    room for the label are left out from the right; they are seen when the row is opened.
    """
    if not entries:
        return []
    cells = [[look.shown(value) for value in entry.values] for entry in entries]
    label = min(_LABEL, max(cell_len(entry.label) for entry in entries))
    ref = max(cell_len(entry.ref) for entry in entries)
    lead = len(SIGN) + (ref + 1 if ref else 0) + _EDGE
    widths = _fitting(look.width - lead - label - 1, cells, titles)
    room = look.width - lead - label - 2 - sum(widths) - len(_GAP) * max(0, len(widths) - 1)
    size = min(WIDEST_BAR, room) if room >= LEAST_BAR else 0
    top = whole if whole is not None else max(map(_first, entries))
    rows = [heading(title, _columns(titles[: len(widths)], widths))]
    for entry, shown in zip(entries, cells, strict=True):
        text = entry.label
        if size and entry.values and top > 0:
            gap = " " * (1 + max(0, label - cell_len(entry.label)))
            text = (entry.label + gap + bar(_first(entry), top, size)).rstrip()
        item = Item(
            entry.key,
            text,
            ref=entry.ref,
            right=_columns(shown[: len(widths)], widths),
            detail=entry.detail,
            tone=entry.tone,
        )
        rows.append(_row(entry, item))
    return rows


def _row(entry: Entry, item: Item) -> Row:
    return Row(
        item,
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


def _fitting(room: int, cells: Sequence[Sequence[str]], titles: Sequence[str]) -> list[int]:
    """Widths of the columns that fit, at least one."""
    widths = [max(map(cell_len, column)) for column in zip_longest(titles, *cells, fillvalue="")]
    while len(widths) > 1 and sum(widths) + len(_GAP) * (len(widths) - 1) > room:
        widths.pop()
    return widths


def _columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        " " * (width - cell_len(text)) + text
        for text, width in zip_longest(texts, widths, fillvalue="")
        if isinstance(width, int)
    ]
    return _GAP.join(padded)
