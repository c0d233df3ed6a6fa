"""Before a stage is left: what is missing, and whether to go on regardless."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.workshop.exits import Unmet
from screens.widgets.capture import CaptureBar, CaptureLine
from screens.widgets.itemlist import Item, ItemList


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the moderator chose: go on (with a reason), or jump to what is missing."""

    reason: str = ""
    jump: str = ""


class LeavingDialog(ModalScreen[Leaving | None]):
    """Returns None when the moderator stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stay", priority=True, id="leaving.stay"),
    ]

    def __init__(self, stage: str, following: str, missing: Sequence[Unmet]) -> None:
        super().__init__()
        self._title = f"Still open in {stage}:"
        self._following = following
        self._missing = missing

    def compose(self) -> ComposeResult:
        """What is missing, and a line for the reason."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, markup=False, classes="dialog--question")
            yield ItemList(
                [Item(str(at), each.sentence, mark="○") for at, each in enumerate(self._missing)]
            )
            yield Static(
                "Enter on a line goes there · Tab, then a reason and Enter goes on to "
                f"{self._following} · Esc stays",
                markup=False,
                classes="dialog--keys",
            )
            yield CaptureBar("Go on, because", placeholder="the reason is recorded")

    def on_mount(self) -> None:
        """Start on what is missing."""
        self.query_one(ItemList).focus()

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
