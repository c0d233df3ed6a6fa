"""What is copied of a list or grid: the item under the cursor, or the whole of it as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.widget import Widget

from facilitator.words.language import _, ngettext
from screens.clipboard import copy, table_text
from screens.dialogs.asking import app_of
from screens.widgets.grid import Grid
from screens.widgets.itemlist import ItemList


@dataclass(frozen=True, slots=True)
class Clip:
    """A text to copy, and what it is called in a sentence."""

    text: str
    what: str


def item_of(pane: ItemList | Grid) -> Clip | None:
    """The item under the cursor as "REF text"; of a grid its row. None when nothing is there."""
    if isinstance(pane, Grid):
        return _row_of(pane)
    item = pane.current
    if item is None:
        return None
    text = " ".join(f"{item.ref} {item.text}".split())
    return Clip(text, item.ref or _("The line")) if text else None


def _row_of(grid: Grid) -> Clip | None:
    if grid.current is None:
        return None
    row = next(each for each in grid.rows if each.key == grid.current[0])
    cells = [row.cell(at).text for at in range(len(grid.columns))]
    return Clip(table_text([[row.label, *cells]]), row.label or _("The row"))


def table_of(pane: ItemList | Grid) -> Clip | None:
    """The whole list or grid, tab-separated; None when it is empty."""
    if isinstance(pane, Grid):
        head = ["", *(column.title for column in pane.columns)]
        rows = [
            [row.label, *(row.cell(at).text for at in range(len(pane.columns)))]
            for row in pane.rows
        ]
        text = table_text([head, *rows]) if rows else ""
    else:
        rows = [[each.ref, each.text, each.mark, each.right, each.detail] for each in pane.items]
        text = table_text(rows)
    count = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
    return Clip(text, count) if text else None


def pane_meant(body: Widget) -> ItemList | Grid | None:
    """The list or grid that has the focus, else the one typing goes to, else the first one."""
    shown = [
        pane
        for pane in body.query("ItemList, Grid")
        if isinstance(pane, ItemList | Grid) and pane.is_on_screen
    ]
    focused = body.screen.focused
    for pane in shown:
        if pane is focused:
            return pane
    for pane in shown:
        if pane.has_class("-here"):
            return pane
    return shown[0] if shown else None


async def copy_of(
    body: Widget,
    clip_of: Callable[[ItemList | Grid], Clip | None],
    tell: Callable[[str, str], None],
) -> None:
    """Copy from the list or grid that is meant, and tell where it went."""
    pane = pane_meant(body)
    clip = None if pane is None else clip_of(pane)
    if clip is None:
        tell(_("There is nothing to copy here."), "warn")
        return
    tell(await copy(app_of(body), clip.text, clip.what), "good")
