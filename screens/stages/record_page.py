"""A ledger described by data: rows above, fields below, what is computed of them beside."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.content import Content

from facilitator.agenda.parts import Field, Ledger
from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Goal, Record, Requirement
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.edit import Refused
from facilitator.workshop.record_values import bounds
from facilitator.workshop.records import (
    action_from_record,
    add_record,
    add_records,
    change_record,
    delete_record,
    how_typed,
    missing,
    parent_field,
    records,
    refs,
    reorder_record,
)
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.stages.action_page import ActionPage
from screens.stages.body import Target
from screens.stages.ledger_kinds import KINDS, LedgerKind, LedgerRow
from screens.stages.ledger_page import LedgerPage
from screens.stages.page import FigureList, KeyedList, Page, Tab
from screens.stages.paged import WIDE
from screens.stages.plans import plan_lines, row_words
from screens.stages.record_shown import field_shown, field_typed
from screens.stages.rows_page import new_row
from screens.stages.shown import small
from screens.widgets.itemlist import Item, ItemList

DIGITS = "0123456789"


def kind_of(ledger: Ledger) -> LedgerKind:
    """How a ledger described by data is shown and changed."""
    return LedgerKind(
        Record,
        lambda state, today: record_items(state, ledger, today),
        lambda state, today: "",
        lambda edit, line: add_record(edit, ledger.id, line),
        change_record,
        delete_record,
        reorder_record,
        ledger.example or how_typed(ledger),
        " · ".join(small(ledger.field(each).label) for each in ledger.columns),
        "".join(each for each in DIGITS if any(_takes(field, each) for field in ledger.fields)),
    )


def _takes(field: Field, digit: str) -> bool:
    """Whether a field is a level: a number of one digit, which can be set with one key."""
    least, most = bounds(field)
    return (
        field.type == "number"
        and least is not None
        and most is not None
        and most < len(DIGITS)
        and least <= int(digit) <= most
    )


def record_items(state: State, ledger: Ledger, today: date) -> list[Item]:
    """The rows as a list shows them, under the rows they belong to."""
    rows = records(state, ledger.id)
    above = parent_field(ledger)
    if above is None:
        return [_item(state, ledger, row, today) for row in rows]
    items: list[Item] = []
    for key, ref, words in parents(state, above.of):
        items.append(Item(key, words, ref, tone="heading"))
        items += [
            _item(state, ledger, row, today) for row in rows if ref in refs(row, above.id)[:1]
        ]
    known = {each[1] for each in parents(state, above.of)}
    alone = [row for row in rows if not known & set(refs(row, above.id)[:1])]
    return [*items, *(_item(state, ledger, row, today) for row in alone)]


def parents(state: State, ledger: str) -> list[tuple[str, str, str]]:
    """Id, reference and words of the rows other rows can stand under."""
    if ledger == "goals":
        return [(row.id, row.ref, row.text) for row in state.rows(Goal)]
    if ledger == "requirements":
        return [(row.id, row.ref, row.text) for row in state.rows(Requirement)]
    return [(row.id, row.ref, next(iter(row.values.values()))) for row in records(state, ledger)]


def _item(state: State, ledger: Ledger, row: Record, today: date) -> Item:
    lacking = missing(row, ledger)
    shown = [field_shown(state, row, ledger.field(each)) for each in ledger.columns]
    names = ", ".join(small(field.label) for field in lacking)
    said = [_("missing: {names}").format(names=names)] if lacking else []
    if words := row_words(state, row, today):
        said.append(words)
    return Item(
        row.id,
        field_shown(state, row, ledger.main),
        row.ref,
        mark="○" if lacking else "●",
        right=" · ".join(filter(None, shown)),
        detail=" · ".join(said),
    )


class RecordPage(LedgerPage):
    """Rows and fields as in every ledger; computed lines beside or below them."""

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__(desk, ledger, kind_of(ledger), f"ledger:{ledger.id}")
        self._above = parent_field(ledger)
        self._next: dict[str, int] = {}
        self._computed = FigureList()

    def compose(self) -> ComposeResult:
        """Rows and fields; what is computed."""
        yield from super().compose()
        yield self._computed

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring rows, fields and computed lines up to the state."""
        super().show()
        lines = plan_lines(self.state, self.ledger.id, self._today) or []
        self._computed.set_items(lines)
        self._computed.border_title = Content(_("Computed"))
        room = self.size.width >= WIDE or not self.has_class("-inside")
        self._computed.display = bool(lines) and room

    @property
    def _today(self) -> date:
        return self.desk.opened.clock.today()

    def tabs(self) -> list[Tab]:
        """One tab, ticked once there are rows and none lacks anything."""
        rows = records(self.state, self.ledger.id)
        whole = bool(rows) and not any(missing(row, self.ledger) for row in rows)
        return [Tab(self.key, "", self.ledger.title, whole)]

    def lists(self) -> list[ItemList]:
        """The rows, the fields, the computed lines."""
        return [*super().lists(), *([self._computed] if self._computed.display else [])]

    # -- rows and what their fields hold -----------------------------------------------------

    def rows(self) -> Sequence[LedgerRow]:
        """The rows of this ledger."""
        return records(self.state, self.ledger.id)

    def find(self, key: str) -> Record | None:
        """The row of that id, if it is one of this ledger."""
        row = self.state.find(Record, key)
        return row if row is not None and row.ledger == self.ledger.id else None

    def lacks(self, row: LedgerRow, field: Field) -> bool:
        """Whether nothing is known of a field."""
        return not (isinstance(row, Record) and row.values.get(field.id))

    def shown(self, row: LedgerRow, field: Field) -> str:
        """A field as the room reads it."""
        return field_shown(self.state, row, field) if isinstance(row, Record) else ""

    def typed(self, row: LedgerRow, field: Field) -> str:
        """A field as it is typed."""
        return field_typed(self.state, row, field) if isinstance(row, Record) else ""

    # -- the line ----------------------------------------------------------------------------

    def label(self) -> str:
        """What is typed, and under which row a new one will stand."""
        if self.has_class("-inside") and self.row:
            return super().label()
        parent = self._stands_under()
        return new_row(small(self.ledger.main.label), parent)

    def _stands_under(self) -> str:
        """Where a new row stands: with the row under the cursor, else under the last one above."""
        if self._above is None:
            return ""
        item = self._rows.current
        row = self.find(item.key) if item else None
        if row is not None and refs(row, self._above.id):
            return refs(row, self._above.id)[0]
        known = parents(self.state, self._above.of)
        here = [each[1] for each in known if item and each[0] == item.key]
        return (here or [each[1] for each in known[-1:]] or [""])[0]

    async def save(self, lines: Sequence[str]) -> str:
        """A new row for each line, or the field and on to the next."""
        if self.has_class("-inside"):
            return await super().save(lines)
        parent = self._stands_under()
        above = {self._above.id: parent} if self._above and parent else {}
        made = await self.desk.run(add_records, self.ledger.id, lines, **above)
        self._rows.move_to(made[-1].id)
        if len(made) > 1:
            return _("{first} … {last} added").format(first=made[0].ref, last=made[-1].ref)
        shown = (self.shown(made[0], field) for field in self.ledger.typed)
        return f"{made[0].ref}: " + " · ".join(filter(None, shown))

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """Fields follow the row; the line says where a new row will stand."""
        super().on_item_list_moved(event)
        if event.item_list is self._rows and self._above and not self.has_class("-inside"):
            self.turned()

    # -- commands ----------------------------------------------------------------------------

    async def on_keyed_list_keyed(self, event: KeyedList.Keyed) -> None:
        """A digit sets the next level of the row under the cursor."""
        row = self.find(event.item.key)
        levels = [each for each in self.ledger.fields if _takes(each, event.character)]
        if row is None or not levels:
            return
        empty = [at for at, field in enumerate(levels) if not row.values.get(field.id)]
        at = self._next.get(row.id, empty[0] if empty else 0) % len(levels)
        self._next = {row.id: at + 1}
        field = levels[at]
        if await self.desk.attempt(change_record, row.id, **{field.id: event.character}):
            following = levels[(at + 1) % len(levels)].label
            said = f"{row.ref} {field.label} {event.character}"
            next_one = _("next digit: {field}").format(field=following)
            self.desk.tell(f"{said} · {next_one}", "good")

    async def cycle_status(self) -> None:
        """The next choice of the field called status."""
        row = self.present
        field = next((each for each in self.ledger.fields if each.id == "status"), None)
        if field is None or field.type != "choice" or not isinstance(row, Record):
            raise Refused(_("These rows have no status."))
        choices = list(field.choices)
        now = row.values.get(field.id, "")
        following = (
            choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
        )
        await self.desk.run(change_record, row.id, status=following)
        self.desk.tell(
            _("{ref} is {status}.").format(ref=row.ref, status=called(following)),
            "good",
        )

    async def make_action(self) -> None:
        """Make an action of the row."""
        row = self.present
        action = await self.desk.run(action_from_record, row.id)
        self.desk.tell(
            _("{ref} made from {source}. It needs a day.").format(ref=action.ref, source=row.ref),
            "good",
        )

    def target(self, place: str) -> Target | None:
        """Rows have no places besides their fields."""
        return None


def ledger_pages(desk: Desk, plan: Plan) -> list[Page]:
    """A page for each ledger of a stage, in their order."""
    from screens.stages.plan_pages import LEDGER_PAGES  # it builds on this page

    return [
        ActionPage(desk, each)
        if each.id == "actions"
        else LedgerPage(desk, each, KINDS[each.id])
        if each.id in KINDS
        else LEDGER_PAGES.get(each.id, RecordPage)(desk, each)
        for each in plan.all_ledgers
    ]
