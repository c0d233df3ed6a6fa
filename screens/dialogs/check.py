"""What stands in the way of an agreed plan, and what is weak in it; Enter goes there."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.model import Action, Decision, Goal, Requirement, Stage
from facilitator.words.language import _
from facilitator.workshop.check import Finding, Level, check
from facilitator.workshop.lookup import references
from screens.desk import Desk
from screens.dialogs.captured import Jump, ledger_stage
from screens.stages.rows_shown import holiday_in
from screens.widgets.itemlist import Item, ItemList, Tone

_SIGNS: dict[Level, tuple[str, Tone]] = {
    Level.ERROR: ("✗", "bad"),
    Level.WARNING: ("!", "warn"),
    Level.INFO: ("·", "muted"),
}
_LEDGERS: dict[type, str] = {Action: "actions", Goal: "goals", Requirement: "requirements"}


def findings_of(desk: Desk) -> list[Finding]:
    """Everything remarkable about the plan, errors first."""
    country = desk.state.workshop.country
    return check(desk.state, desk.opened.clock.today(), holiday_in(country))


class CheckDialog(ModalScreen[Jump | None]):
    """Returns where to go, None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f8,q", "leave", "Back", id="check.leave"),
    ]

    def __init__(self, desk: Desk, found: Sequence[Finding]) -> None:
        super().__init__()
        self.desk = desk
        self._found = found

    def compose(self) -> ComposeResult:
        """How many, which."""
        errors = sum(each.level is Level.ERROR for each in self._found)
        title = _("{errors} in the way of an agreed plan, {others} to look at").format(
            errors=errors, others=len(self._found) - errors
        )
        with Vertical(classes="dialog -tall"):
            yield Static(title, classes="dialog--question")
            yield ItemList([_item(at, each) for at, each in enumerate(self._found)])
            yield Static(_("Enter goes there · Esc goes back"), classes="dialog--keys")

    def on_mount(self) -> None:
        """Start on the worst."""
        self.query_one(ItemList).focus()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Go there."""
        finding = self._found[int(event.item.key)]
        stage = self._stage(finding)
        self.dismiss(Jump(stage.id, finding.ref) if stage else None)

    def _stage(self, finding: Finding) -> Stage | None:
        """The stage where it is mended: votes at the agreement, rows in their ledger."""
        stages = self.desk.state.stages
        if finding.field in ("vote", "plan"):
            return next((each for each in stages if each.kind == "agreement"), None)
        row = references(self.desk.state).get(finding.ref.upper())
        if isinstance(row, Decision):
            return next((each for each in stages if each.key == row.stage_key), None)
        ledger = _LEDGERS.get(type(row), finding.field or "actions")
        return ledger_stage(self.desk.state, ledger)

    def action_leave(self) -> None:
        """Back to the stage."""
        self.dismiss(None)


def _item(at: int, finding: Finding) -> Item:
    sign, tone = _SIGNS[finding.level]
    return Item(str(at), finding.sentence, mark=sign, tone=tone)
