"""Before a stage is left: what is missing, and whether to go on regardless."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.model import Stage
from facilitator.words.language import _
from facilitator.workshop.exits import Unmet
from facilitator.workshop.forms import tick
from screens.desk import Desk
from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.itemlist import Item, ItemList

TICKED = {
    "ticked": "",
    "question_confirmed": "question",
    "rule_confirmed": "rule",
    "directions_covered": "directions",
    "exported": "exported",
}
"""Checks a tick answers, and under which name; "ticked" says the name itself."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the moderator chose: go on (with a reason), or jump to what is missing."""

    reason: str = ""
    jump: str = ""


class LeavingDialog(ModalScreen[Leaving | None]):
    """Returns None when the moderator stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stay", priority=True, id="leaving.stay"),
        Binding("space", "tick", "Tick", id="leaving.tick"),
    ]

    def __init__(self, desk: Desk, stage: Stage, following: str, missing: Sequence[Unmet]) -> None:
        super().__init__()
        self._desk = desk
        self._stage = stage
        self._title = _("Still open in {title}:").format(title=stage.title)
        self._keys = _(
            "Enter on a line goes there · Space ticks what only you can see · Tab, then a "
            "reason and Enter goes on to {following} · Esc stays"
        ).format(following=following)
        self._line = _("Go on, because")
        self._missing = list(missing)

    def compose(self) -> ComposeResult:
        """What is missing, and a line for the reason."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, markup=False, classes="dialog--question")
            yield ItemList(placeholder=_("Nothing is open any more. Enter goes on."))
            yield Static(self._keys, markup=False, classes="dialog--keys")
            yield CaptureBar(self._line, placeholder=_("the reason is recorded"))

    def on_mount(self) -> None:
        """Start on what is missing."""
        self._show()
        self.query_one(ItemList).focus()

    def _show(self) -> None:
        self.query_one(ItemList).set_items(
            [
                Item(str(at), each.sentence, mark="☐" if each.check in TICKED else "○")
                for at, each in enumerate(self._missing)
            ]
        )

    async def action_tick(self) -> None:
        """Tick what the program cannot see; the rest is looked at again."""
        item = self.query_one(ItemList).current
        if item is None or self._missing[int(item.key)].check not in TICKED:
            return
        missing = self._missing[int(item.key)]
        what = missing.go_to if missing.check == "ticked" else TICKED[missing.check]
        await self._desk.attempt(tick, self._stage.key, what)
        self._missing.remove(missing)
        if self._missing:
            self._show()
        else:
            self.dismiss(Leaving())

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Go there."""
        where = self._missing[int(event.item.key)].go_to
        self.dismiss(Leaving(jump=where) if where else None)

    def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Go on, with this reason."""
        self.dismiss(Leaving(reason=event.text))

    def action_leave(self) -> None:
        """Stay."""
        self.dismiss(None)


class LockedDialog(LeavingDialog):
    """Before a stage is opened that stands behind others: go there first, or say why not."""

    def __init__(self, desk: Desk, stage: Stage, missing: Sequence[Unmet]) -> None:
        super().__init__(desk, stage, stage.title, missing)
        self._title = _("{title} stands behind what is missing here:").format(title=stage.title)
        self._keys = _(
            "Enter on a line goes there · Tab, then a reason and Enter opens {title} · Esc stays"
        ).format(title=stage.title)
        self._line = _("Open it, because")
