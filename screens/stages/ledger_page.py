"""A ledger: rows above, the fields of one row below; a plain line adds a row."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.agenda.parts import Field, Ledger
from facilitator.model import Action, ActionStatus, Goal, Requirement
from facilitator.words.language import _
from facilitator.workshop.actions import make_action_from, set_status
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.dialogs.asking import show
from screens.stages.body import Body, Target
from screens.stages.ledger_kinds import (
    LEVELS,
    LedgerKind,
    LedgerRow,
    add_lines,
    levels_in,
    only_levels,
)
from screens.stages.page import KeyedList, Page, Tab, typing_in
from screens.stages.rows_shown import NEEDS_PROOF
from screens.stages.shown import field_hint, value_shown, value_words
from screens.stages.trust import TrustDialog
from screens.widgets.itemlist import Item, ItemList

STATUSES = (
    ActionStatus.OPEN,
    ActionStatus.IN_PROGRESS,
    ActionStatus.DONE,
    ActionStatus.BLOCKED,
    ActionStatus.CANCELLED,
)


def new_row(words: str, parent: str = "") -> str:
    """What the line makes: `New goal`, `New step for A3`."""
    if parent:
        return _("New {row} for {parent}").format(row=words, parent=parent)
    return _("New {row}").format(row=words)


class LedgerPage(Page):
    """The rows; the fields of the row under the cursor; a line that sums up."""

    DEFAULT_CSS = """
    LedgerPage .ledger { width: 1fr; height: 1fr; }
    LedgerPage .summary { height: auto; max-height: 2; color: $text-muted; padding: 0 1; }
    LedgerPage .-rows { height: 5fr; }
    LedgerPage .-fields { height: 2fr; min-height: 5; }
    LedgerPage.-inside .-rows { height: 2fr; min-height: 5; }
    LedgerPage.-inside .-fields { height: 4fr; }
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

    async def save(self, lines: Sequence[str]) -> str:
        """A new row for each line, or the field and on to the next."""
        if self._inside:
            return await self._save_field(" ".join(line.strip() for line in lines))
        row = self.row
        if isinstance(row, Requirement) and len(lines) == 1 and only_levels(lines[0]):
            levels = levels_in(lines[0])
            await self.desk.run(self.kind.change, row.id, **levels)
            said = ", ".join(f"{_(LEVELS[name])} {level}" for name, level in levels.items())
            return f"{row.ref}: {said}"
        said = await self.desk.run(add_lines, self.kind.add, lines)
        self._rows.action_cursor_last()
        return said

    async def _save_field(self, words: str) -> str:
        row, field = self.present, self.field
        if words != self.words():
            await self.desk.run(self.kind.change, row.id, **{field.id: words})
        now = self.find(row.id)
        ids = [each.id for each in self.ledger.fields]
        following = ids.index(field.id) + 1
        if following < len(ids):
            self._fields.move_to(ids[following])
        else:
            self._leave_row()
        self.turned()
        return f"{row.ref} {field.label}: {self.shown(now, field) if now else ''}"

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

    # -- commands ----------------------------------------------------------------------------

    def edit(self) -> None:
        """Enter on a row goes into its fields; on a field, to the line."""
        if not self._inside:
            self._enter_row()
        self.post_message(Body.LineAsked())

    async def delete(self) -> None:
        """Delete the row, or empty the field."""
        row = self.present
        if self._inside:
            field = self.field
            await self.desk.run(self.kind.change, row.id, **{field.id: ""})
            self.desk.tell(
                _("{ref} {label} emptied. u brings it back.").format(
                    ref=row.ref, label=field.label
                ),
                "good",
            )
            self.turned()
            return
        await self.desk.run(self.kind.delete, row.id)
        self.desk.tell(_("{ref} deleted. u brings it back.").format(ref=row.ref), "good")

    async def reorder(self, steps: int) -> None:
        """Move the row; references stay."""
        await self.desk.run(self.kind.reorder, self.present.id, steps)

    async def on_keyed_list_keyed(self, event: KeyedList.Keyed) -> None:
        """A digit sets the next level of the requirement under the cursor."""
        row = self.state.find(Requirement, event.item.key)
        if row is None:
            return
        names = tuple(LEVELS)
        empty = [at for at, name in enumerate(names) if getattr(row, name) is None]
        known, at = self._level
        at = at if known == row.id else (empty[0] if empty else 0)
        self._level = (row.id, (at + 1) % len(LEVELS))
        level = int(event.character)
        if await self.desk.attempt(self.kind.change, row.id, **{names[at]: level}) is not None:
            following = LEVELS[names[(at + 1) % len(names)]]
            self.desk.tell(
                _("{ref} {name} {level} · next digit: {following}").format(
                    ref=row.ref, name=_(LEVELS[names[at]]), level=level, following=_(following)
                ),
                "good",
            )

    async def cycle_status(self) -> None:
        """The next status of the action; done and blocked ask for what shows it."""
        row = self.present
        if not isinstance(row, Action):
            raise Refused(_("These rows have no status."))
        following = STATUSES[(STATUSES.index(ActionStatus(row.status)) + 1) % len(STATUSES)]
        await self.desk.run(set_status, row.id, following)
        said = (
            _("{ref} is {status}. f types what shows it.")
            if following in NEEDS_PROOF
            else _("{ref} is {status}.")
        )
        self.desk.tell(said.format(ref=row.ref, status=called(following)), "good")

    def prove(self) -> None:
        """Type what shows it."""
        row = self.present
        if not isinstance(row, (Action, Requirement)):
            raise Refused(_("What shows it is one of the fields. Enter goes to them."))
        self.post_message(Body.EditAsked(f"evidence:{row.id}"))

    def trust(self) -> None:
        """Ask each voter how sure they are of the goal."""
        row = self.present
        if not isinstance(row, Goal):
            raise Refused(_("Confidence is asked of goals."))
        if not self.state.voters:
            raise Refused(_("Nobody has a vote yet. F12 takes people in."))
        show(self, TrustDialog(self.desk, row))

    async def make_action(self) -> None:
        """Make an action of the row."""
        row = self.present
        if isinstance(row, Action):
            raise Refused(_("{ref} is an action already.").format(ref=row.ref))
        action = await self.desk.run(make_action_from, row.id)
        self.desk.tell(
            _("{ref} made from {source}. It needs an owner and a day.").format(
                ref=action.ref, source=row.ref
            ),
            "good",
        )

    def target(self, place: str) -> Target | None:
        """`evidence:ID`."""
        kind, _unused, key = place.partition(":")
        row = self.find(key)
        if kind == "evidence" and isinstance(row, (Action, Requirement)):

            async def prove(text: str) -> str:
                await self.desk.run(self.kind.change, key, evidence=text)
                return _("{ref} evidence saved").format(ref=row.ref)

            return Target(_("{ref} evidence").format(ref=row.ref), row.evidence, prove)
        return None
