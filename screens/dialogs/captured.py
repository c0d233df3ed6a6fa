"""Everything captured so far: decisions, actions, parked items, with where they came from."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from facilitator.model import Action, Decision, Parked, Participant, Stage
from facilitator.store.store import NotSaved
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.workshop.actions import change_action, delete_action
from facilitator.workshop.called import called
from facilitator.workshop.decisions import change_decision, delete_decision
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.parking import change_parked, delete_parked
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.dialogs.copied import CopyDialog
from screens.dialogs.undoing import take_back
from screens.stages.confidence import hands_target
from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.itemlist import Item, ItemList

Captured: TypeAlias = Decision | Action | Parked

KEYS = N_(
    "Enter goes there · e words · r reason or note · b decided by · v hands on a decision"
    " · d deletes · y copies · u undo · Esc goes back"
)
NOTHING = N_("Nothing yet. Type ! decision, @name action by fri, or ? parked in any stage.")


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of captured item is changed: its words, and what r puts into the line."""

    change: Callable[..., object]
    delete: Callable[[Edit, str], None]
    words: str
    reason: str
    asks: str


_KINDS: dict[type[Captured], _Kind] = {
    Decision: _Kind(change_decision, delete_decision, "text", "reason", N_("{ref} because")),
    Action: _Kind(change_action, delete_action, "title", "measure", N_("{ref} is done when")),
    Parked: _Kind(change_parked, delete_parked, "text", "note", N_("{ref} note")),
}


@dataclass(frozen=True, slots=True)
class Jump:
    """Where the moderator wants to go: a stage by its id, and what to look at there."""

    stage_id: str
    ref: str


class CapturedDialog(CopyDialog[Jump | None]):
    """Returns where to go; None when left with Esc. Changes are saved as they are made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="captured.leave"),
        Binding("e", "words", "Edit", id="captured.edit"),
        Binding("r", "reason", "Reason", id="captured.reason"),
        Binding("b", "rule", "Decided by", id="captured.rule"),
        Binding("v", "hands", "Hands", id="captured.hands"),
        Binding("d,delete", "delete", "Delete", id="captured.delete"),
        Binding("u,ctrl+z", "undo", "Undo", id="captured.undo"),
    ]

    told_at = "#captured-told"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._save: Callable[[str], Awaitable[object]] | None = None

    def compose(self) -> ComposeResult:
        """The list; a line while something is edited."""
        with Vertical(classes="dialog -tall"):
            yield Static(_("Captured so far"), classes="dialog--question")
            yield ItemList(placeholder=_(NOTHING))
            yield Static(markup=False, id="captured-told", classes="dialog--keys")
            yield CaptureBar(id="captured-line")
            yield Static(_(KEYS), classes="dialog--keys")

    def on_mount(self) -> None:
        """Start on the first item."""
        self._bar.display = False
        self._show()
        listing = self.query_one(ItemList)
        listing.action_cursor_down()
        listing.focus()

    @property
    def _bar(self) -> CaptureBar:
        return self.query_one("#captured-line", CaptureBar)

    def _tell(self, sentence: str) -> None:
        self.query_one("#captured-told", Static).update(sentence)

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.desk.state
        groups = (
            (_("Decisions"), [self._decision(row) for row in state.rows(Decision)]),
            (_("Actions"), [self._action(row) for row in state.rows(Action)]),
            (_("Parking lot"), [self._parked(row) for row in state.rows(Parked)]),
        )
        items: list[Item] = []
        for title, rows in groups:
            if rows:
                items += [Item(f"# {title}", f"{title} · {len(rows)}", tone="heading"), *rows]
        self.query_one(ItemList).set_items(items)

    def _decision(self, row: Decision) -> Item:
        hands = hands_target(self.desk, row).text
        parts = [
            _("because {reason}").format(reason=row.reason) if row.reason else "",
            _("by {rule}").format(rule=_(row.rule)) if row.rule else "",
            _("hands {hands}").format(hands=hands) if hands else "",
        ]
        return Item(
            row.id, row.text, row.ref, right=self._from(row.stage_key), detail=_joined(parts)
        )

    def _action(self, row: Action) -> Item:
        owner = self.desk.state.find(Participant, row.owner_id)
        parts = [
            owner.name if owner else _("no owner"),
            say_day(row.deadline) if row.deadline else _("no deadline"),
            called(str(row.status)),
        ]
        sources = " ".join(row.sources)
        tone = "" if owner and row.deadline else "warn"
        return Item(row.id, row.title, row.ref, right=sources, detail=_joined(parts), tone=tone)

    def _parked(self, row: Parked) -> Item:
        outcome = called(str(row.outcome)) or _("not sorted")
        parts = [
            outcome,
            _("raised by {raised_by}").format(raised_by=row.raised_by) if row.raised_by else "",
            row.note,
        ]
        tone = "muted" if row.outcome else "warn"
        right = self._from(row.stage_key)
        return Item(row.id, row.text, row.ref, right=right, detail=_joined(parts), tone=tone)

    def _from(self, stage_key: str) -> str:
        stage = next((each for each in self.desk.state.stages if each.key == stage_key), None)
        return stage.title if stage else stage_key

    @property
    def _current(self) -> Captured | None:
        item = self.query_one(ItemList).current
        for kind in _KINDS:
            row = self.desk.state.find(kind, item.key if item else "")
            if row is not None:
                return row
        return None

    # -- editing -----------------------------------------------------------------------------

    def action_words(self) -> None:
        """Put the words into the line."""
        row = self._current
        if row is not None:
            self._edit(row, _KINDS[type(row)].words, row.ref)

    def action_reason(self) -> None:
        """Put the reason of a decision, the measure of an action or the note into the line."""
        row = self._current
        if row is not None:
            kind = _KINDS[type(row)]
            self._edit(row, kind.reason, _(kind.asks).format(ref=row.ref))

    def _edit(self, row: Captured, field: str, label: str) -> None:
        change, key = _KINDS[type(row)].change, row.id

        async def save(text: str) -> None:
            await self.desk.run(change, key, **{field: text})

        self._fill(label, getattr(row, field), save)

    def _fill(self, label: str, words: str, save: Callable[[str], Awaitable[object]]) -> None:
        self._save = save
        self._bar.display = True
        self._bar.line.edit(words, label)
        self._bar.line.focus()

    async def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Save the change."""
        if self._save is None:
            event.line.accept()
            return
        try:
            await self._save(event.text)
        except (Refused, NotSaved) as refusal:
            event.line.refuse()
            self._tell(str(refusal))
            return
        event.line.accept()
        self._tell(_("✓ saved"))
        self._back_to_list()

    def on_capture_line_left(self) -> None:
        """Esc in the line: leave it as it was."""
        self._back_to_list()

    def _back_to_list(self) -> None:
        self._save = None
        self._bar.line.stop_editing()
        self._bar.display = False
        self._show()
        self.query_one(ItemList).focus()

    def action_rule(self) -> None:
        """By which rule a decision was made."""
        if isinstance(row := self._current, Decision):
            self._edit(row, "rule", _("{ref} decided by").format(ref=row.ref))

    def action_hands(self) -> None:
        """The hands everybody shows for a decision, in one line."""
        if isinstance(row := self._current, Decision):
            target = hands_target(self.desk, row)
            self._fill(target.label, target.text, target.save)

    async def action_delete(self) -> None:
        """Delete the item."""
        row = self._current
        if row is None:
            return
        try:
            await self.desk.run(_KINDS[type(row)].delete, row.id)
        except (Refused, NotSaved) as refusal:
            self._tell(str(refusal))
            return
        self._tell(_("{ref} deleted. u brings it back.").format(ref=row.ref))
        self._show()

    async def action_undo(self) -> None:
        """Take back the last change."""
        self._tell(await take_back(self.desk))
        self._show()

    # -- leaving -----------------------------------------------------------------------------

    def on_item_list_chosen(self) -> None:
        """Go where the item lives."""
        row = self._current
        stage = self._home(row) if row is not None else None
        if row is None or stage is None:
            self._tell(_("No stage of this agenda shows it. e edits it here."))
            return
        self.dismiss(Jump(stage.id, row.ref))

    def _home(self, row: Captured) -> Stage | None:
        stages = self.desk.state.stages
        if isinstance(row, Action):
            return ledger_stage(self.desk.state, "actions")
        return next((each for each in stages if each.key == row.stage_key), None)

    def action_leave(self) -> None:
        """Back to the stage."""
        self.dismiss(None)


def ledger_stage(state: State, ledger: str) -> Stage | None:
    """The first stage whose rows are those of a ledger."""
    for stage in state.stages:
        kept = plan(state, stage).ledger
        if stage.kind == "ledger" and kept is not None and kept.id == ledger:
            return stage
    return None


def _joined(parts: list[str]) -> str:
    return " · ".join(part for part in parts if part)
