"""What the spotlight shows of a stage: what is under the cursor, its table, its clock."""

from textual.widget import Widget

from facilitator.model import Action, WorkshopState
from facilitator.words.language import _
from facilitator.workshop.timing import clock
from screens.spotlight.drawing import CardSpot, ClockSpot, RowSpot, Spot, TableSpot
from screens.stages.body import Body
from screens.stages.views.page import ViewPage
from screens.widgets.clock import clock_text, minutes
from screens.widgets.grid import Grid
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.matrix import Cell, Column, GridRow


def here(body: Body) -> Spot | None:
    """What is under the cursor; None where there is nothing."""
    place = looked_at(body)
    if isinstance(place, Grid):
        return _of_row(place, _full_name(body))
    if isinstance(place, ItemList) and place.current is not None:
        return _of_item(body, place, place.current)
    return None


def table(body: Body) -> Spot | None:
    """The whole list or grid that is looked at; None where there is nothing."""
    place = looked_at(body)
    if isinstance(place, Grid) and place.current is not None:
        at = [row.key for row in place.rows].index(place.current[0])
        return TableSpot(body.stage.title, place.corner, place.columns, place.rows, at)
    if isinstance(place, ItemList) and place.current is not None:
        items = [item for item in place.items if item.text or item.right]
        rows = tuple(
            GridRow(item.key, " ".join(filter(None, (item.ref, item.text))), (Cell(item.right),))
            for item in items
        )
        at = next((n for n, item in enumerate(items) if item.key == place.current.key), 0)
        return TableSpot(_title(body, place), "", (Column("right", ""),), rows, at)
    return None


def clock_of(body: Body) -> Spot:
    """The clock of the stage the room is in."""
    state, now = body.state, body.desk.opened.clock.now().astimezone()
    reading = clock(state, now)
    if state.workshop.state == WorkshopState.CLOSED:
        return ClockSpot(reading.title, now.strftime("%H:%M"), _("This session is closed."))
    said, tone = clock_text(
        reading.elapsed, reading.planned, reading.projected_end, reading.drift_minutes
    )
    style = {"warn": "$warning", "bad": "$error"}.get(tone, "")
    return ClockSpot(reading.title, minutes(reading.elapsed), said, style)


def looked_at(body: Body) -> Grid | ItemList | None:
    """The list or grid that keys act on; while the line is typed into, the one it belongs to."""
    focused = body.screen.focused
    if isinstance(focused, Grid | ItemList) and body in focused.ancestors:
        return focused
    shown = [each for each in body.query("ItemList, Grid") if _is_shown(each)]
    first = next((each for each in shown if each.has_class("-here")), None)
    place = first or next((each for each in shown if _has_cursor(each)), None)
    return place if isinstance(place, Grid | ItemList) else None


def _is_shown(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


def _has_cursor(widget: Widget) -> bool:
    return isinstance(widget, Grid | ItemList) and widget.current is not None


def _title(body: Body, place: ItemList) -> str:
    return str(place.border_title or body.stage.title).partition("  ←")[0]


def _of_item(body: Body, place: ItemList, item: Item) -> Spot:
    page = next((each for each in place.ancestors if isinstance(each, ViewPage)), None)
    if page is not None and page.row is not None and page.row.sentence:
        row, look = page.row, page.look()
        told = tuple((each.name, look.shown(each)) for each in row.values) if look else ()
        return RowSpot(row.sentence, told, 0 if told else None)
    notes = tuple(filter(None, (item.right, item.detail)))
    return CardSpot(item.ref, item.text, notes)


def _full_name(body: Body) -> str:
    """What the row of the grid is called where its label had to be cut."""
    action = getattr(body, "action_here", None)
    return f"{action.ref} {action.title}" if isinstance(action, Action) else ""


def _of_row(grid: Grid, name: str) -> Spot | None:
    if grid.current is None:
        return None
    row = next(each for each in grid.rows if each.key == grid.current[0])
    figures = tuple(
        (column.title, row.cell(at).text.strip()) for at, column in enumerate(grid.columns)
    )
    at = [column.key for column in grid.columns].index(grid.current[1])
    return RowSpot(name or row.label, figures, at)
