"""A page of rows, with the fields of the row under the cursor below them."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.agenda.parts import Field, Ledger
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.stages.ledger_kinds import (
    LedgerKind,
    LedgerRow,
)
from screens.stages.page import KeyedList, Page, Tab, typing_in
from screens.stages.shown import field_hint, value_shown, value_words
from screens.widgets.itemlist import Item, ItemList


def new_row(words: str, parent: str = "") -> str:
    """What the line makes: `New goal`, `New step for A3`."""
    if parent:
        return _("New {row} for {parent}").format(row=words, parent=parent)
    return _("New {row}").format(row=words)


class RowsPage(Page):
    """The rows; the fields of the row under the cursor; a line that sums up."""

    DEFAULT_CSS = """
    RowsPage .ledger { width: 1fr; height: 1fr; }
    RowsPage .summary { height: auto; max-height: 2; color: $text-muted; padding: 0 1; }
    RowsPage .-rows { height: 5fr; }
    RowsPage .-fields { height: 2fr; min-height: 5; }
    RowsPage.-inside .-rows { height: 2fr; min-height: 5; }
    RowsPage.-inside .-fields { height: 4fr; }
    """

    def __init__(self, desk: Desk, ledger: Ledger, kind: LedgerKind, key: str = "ledger") -> None:
        super().__init__(desk, key)
        self.ledger = ledger
        self.kind = kind
        self._inside = False
        self._level: tuple[str, int] = ("", 0)
        starters = (
            _("For example: {starters}").format(starters=", ".join(ledger.starters))
            if ledger.starters
            else ""
        )
        hint = "\n".join(filter(None, (ledger.how, starters))) or _(kind.placeholder)
        self._rows = KeyedList(kind.accepts, hint, "pane -rows")
        self._fields = ItemList(classes="pane -fields", placeholder=_("Fields of the row"))
        self._summary = Static(classes="summary", markup=False)

    def compose(self) -> ComposeResult:
        """Rows, the sum, fields."""
        with Vertical(classes="ledger"):
            yield self._rows
            yield self._summary
            yield self._fields

    def tabs(self) -> list[Tab]:
        """One tab."""
        return [Tab(self.key, "", self.ledger.title)]

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring rows, sum and fields up to the state."""
        today = self.desk.opened.clock.today()
        items = self.kind.items(self.state, today)
        self._rows.set_items(items)
        if not items:
            self._inside = False
        here = self.has_class("-here")
        title = f"{self.ledger.title} · {len(self.rows())}"
        self._rows.border_title = Content(
            typing_in(title, self.desk) if here and not self._inside else title
        )
        self._rows.border_subtitle = Content(_(self.kind.columns))
        summary = self.kind.summary(self.state, today)
        self._summary.update(Content(summary))
        self._summary.display = bool(summary)
        self._show_fields()
        self.set_class(self._inside, "-inside")
        self._rows.set_class(here and not self._inside, "-here")
        self._fields.set_class(here and self._inside, "-here")

    def _show_fields(self) -> None:
        row = self.row
        self._fields.display = row is not None
        if row is None:
            return
        self._fields.set_items([self._item(field, row) for field in self.ledger.fields])
        is_here = self._inside and self.has_class("-here")
        title = typing_in(row.ref, self.desk) if is_here else row.ref
        if not is_here and not self.desk.for_room:
            title = f"{title}  {_('Enter goes there')}"
        self._fields.border_title = Content(title)

    def _item(self, field: Field, row: LedgerRow) -> Item:
        shown = self.shown(row, field)
        mark = "●" if shown else ("○" if field.required else " ")
        text = shown or (f"({field.help})" if field.help else "")
        label = field.label + ("*" if field.required else "")
        return Item(field.id, text, label, mark, tone="" if shown else "muted")

    # -- rows and what their fields hold -----------------------------------------------------

    def rows(self) -> Sequence[LedgerRow]:
        """The rows of this ledger."""
        return self.state.rows(self.kind.model)

    def lacks(self, row: LedgerRow, field: Field) -> bool:
        """Whether nothing is known of a field."""
        return getattr(row, field.id) in (None, "", [])

    def shown(self, row: LedgerRow, field: Field) -> str:
        """A field as the room reads it."""
        return value_shown(self.state, field, getattr(row, field.id))

    def typed(self, row: LedgerRow, field: Field) -> str:
        """A field as it is typed."""
        return value_words(self.state, field, getattr(row, field.id))

    def find(self, key: str) -> LedgerRow | None:
        """The row of that id, if it is one of this ledger."""
        return self.state.find(self.kind.model, key)

    @property
    def row(self) -> LedgerRow | None:
        """The row under the cursor."""
        item = self._rows.current
        return self.find(item.key) if item else None

    def row_key(self) -> str:
        """The row, whether its fields are typed or not."""
        row = self.row
        return row.id if row else ""

    @property
    def present(self) -> LedgerRow:
        """The same; raises `Refused` when there is none."""
        row = self.row
        if row is None:
            raise Refused(_("There is no row yet. Type one in the line."))
        return row

    @property
    def field(self) -> Field:
        """The field under the cursor."""
        item = self._fields.current
        known = {field.id: field for field in self.ledger.fields}
        return known.get(item.key if item else "", self.ledger.fields[0])

    def lists(self) -> list[ItemList]:
        """The rows, the fields."""
        return [self._rows, self._fields] if self.row else [self._rows]

    def main(self) -> ItemList:
        """The fields while inside a row."""
        return self._fields if self._inside else self._rows

    # -- the line ----------------------------------------------------------------------------

    def place(self) -> str:
        """A new row, or a field of the present one."""
        row = self.row
        return f"{row.id}:{self.field.id}" if self._inside and row else "add"

    def label(self) -> str:
        """The same for the eyes."""
        row = self.row
        if self._inside and row:
            return f"{row.ref} {self.field.label}" + ("*" if self.field.required else "")
        return new_row(called(self.ledger.id.removesuffix("s")))

    def placeholder(self) -> str:
        """How it is typed."""
        return field_hint(self.state, self.field) if self._inside else _(self.kind.placeholder)

    def words(self) -> str:
        """What the field holds."""
        row = self.row
        if not self._inside or row is None:
            return ""
        return self.typed(row, self.field)

    # -- moving ------------------------------------------------------------------------------

    def step(self, steps: int) -> bool:
        """Tab: into the row, then from field to field, and behind the last one out again."""
        if not self._inside:
            if self.row is None:
                return False
            self._enter_row()
            return True
        ids = [field.id for field in self.ledger.fields]
        at = ids.index(self.field.id) + steps
        if 0 <= at < len(ids):
            self._fields.move_to(ids[at])
        else:
            self._leave_row()
            self.turned()
        return True

    def _enter_row(self) -> None:
        row = self.present
        self._inside = True
        self.show()
        empty = [
            field.id for field in self.ledger.fields if field.required and self.lacks(row, field)
        ]
        self._fields.move_to(empty[0] if empty else self.ledger.fields[0].id)
        self.turned()

    def _leave_row(self) -> None:
        self._inside = False
        self.show()

    def back(self) -> bool:
        """From the fields to the rows."""
        if not self._inside:
            return False
        self._leave_row()
        self._rows.focus()
        self.turned()
        return True

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Fields follow the row, the line follows the field."""
        if event.item_list is self._rows:
            self._show_fields()
        if self._inside:
            self.turned()

    def on_descendant_focus(self) -> None:
        """A list that was clicked or tabbed into says whether fields are typed."""
        inside = self.screen.focused is self._fields
        if self.screen.focused in (self._fields, self._rows) and inside != self._inside:
            self._inside = inside
            self.show()
            self.turned()

    def go_to(self, where: str) -> bool:
        """A row by its reference, or a field of it: R3, R3.own; the ledger by its id."""
        if where == self.ledger.id:
            self._leave_row()
            return True
        ref, _unused, field = where.partition(".")
        row = next((each for each in self.rows() if each.ref.upper() == ref.upper()), None)
        if row is None:
            return False
        self._rows.move_to(row.id)
        if field:
            self._enter_row()
            self._fields.move_to(field)
        return True

    def come_back(self, place: str) -> None:
        """The row and the field that were being typed."""
        key, _unused, field = place.partition(":")
        if field and self.find(key):
            self._rows.move_to(key)
            self._enter_row()
            self._fields.move_to(field)
