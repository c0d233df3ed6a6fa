"""After the reading: what was left out, and whether the session takes it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.language import N_, _
from screens.widgets.itemlist import Item, ItemList

KEEP = N_(
    "☑ The sales rows are kept as a file on this machine, for later days: filters and lists of "
    "customers work then without the original. k changes it."
)
LET_GO = N_(
    "☐ The sales rows are not kept. The session has the results, the control total and the hash "
    "of the file; filters need the file again. k keeps the rows."
)


@dataclass(frozen=True, slots=True)
class Taking:
    """The moderator takes it in; `keep` says whether the rows stay on this machine."""

    keep: bool = False


class TakingDialog(ModalScreen[Taking | None]):
    """Returns None when the session is to stay as it was."""

    DEFAULT_CSS = """
    TakingDialog #taking-keep { height: auto; margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave it", priority=True, id="taking.leave"),
        Binding("y", "take", "Take it in", priority=True, id="taking.take"),
        Binding("k,space", "keep", "Keep the rows", priority=True, id="taking.keep"),
    ]

    def __init__(self, title: str, lines: Sequence[Item], *, keeps: bool = True) -> None:
        """Without `keeps` there is nothing to keep: a survey is in the session whole."""
        super().__init__()
        self._title, self._lines, self._keeps = title, list(lines), keeps
        self._keep = False

    def compose(self) -> ComposeResult:
        """What was read, what was left out, what becomes of it."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, markup=False, classes="dialog--question")
            yield ItemList(self._lines, placeholder=_("Every row was read."))
            yield Static(id="taking-keep", markup=False)
            yield Static(
                _("y takes it into the session · Esc leaves the session as it was"),
                markup=False,
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Let the arrows scroll what was left out."""
        self._show()
        self.query_one(ItemList).focus()

    def _show(self) -> None:
        line = self.query_one("#taking-keep", Static)
        line.display = self._keeps
        line.update(Content(_(KEEP) if self._keep else _(LET_GO)))

    def action_keep(self) -> None:
        """Keep the rows, or not."""
        if self._keeps:
            self._keep = not self._keep
            self._show()

    def action_take(self) -> None:
        """Take it in."""
        self.dismiss(Taking(self._keep))

    def action_leave(self) -> None:
        """Leave the session as it was."""
        self.dismiss(None)
