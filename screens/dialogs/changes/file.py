"""Which edited plan: the Markdown files of this folder, the newest first, or any path."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.words.days import say_moment
from facilitator.words.language import _
from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.itemlist import Item, ItemList

ENDINGS = (".md", ".markdown")
MOST_SHOWN = 200
ROWS = 8


def plans_in(folder: Path) -> list[Path]:
    """The Markdown files of a folder, changed last first; none where it cannot be read."""
    found: list[tuple[float, Path]] = []
    try:
        for each in folder.iterdir():
            if each.suffix.lower() in ENDINGS and each.is_file():
                found.append((each.stat().st_mtime, each))
    except OSError:
        pass
    return [path for _changed, path in sorted(found, reverse=True)][:MOST_SHOWN]


class PlanFileDialog(ModalScreen[Path | None]):
    """Returns the file, None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="planfile.leave"),
        Binding("down,tab", "move(1)", "Next file", priority=True, id="planfile.down"),
        Binding("up,shift+tab", "move(-1)", "File before", priority=True, id="planfile.up"),
    ]

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._folder = folder or Path.cwd()
        self._files: Sequence[Path] = plans_in(self._folder)

    def compose(self) -> ComposeResult:
        """The files, the line a path can be typed or pasted into."""
        with Vertical(classes="dialog"):
            yield Static(_("Take changes from which edited plan?"), classes="dialog--question")
            yield ItemList(
                [_item(each) for each in self._files],
                placeholder=_("No Markdown file in this folder; type where it is."),
            )
            yield Static(
                _("Folder: {folder}").format(folder=self._folder),
                markup=False,
                classes="dialog--keys",
            )
            yield CaptureBar(_("File"), id="planfile-line")
            yield Static(markup=False, id="planfile-told")
            yield Static(_("↑↓ file · Enter reads it · Esc goes back"), classes="dialog--keys")

    def on_mount(self) -> None:
        """Offer the newest."""
        self.query_one(ItemList).styles.height = max(3, min(ROWS, len(self._files) + 1))
        self._offer()
        self._line.focus()

    @property
    def _line(self) -> CaptureLine:
        return self.query_one("#planfile-line", CaptureBar).line

    def _offer(self) -> None:
        item = self.query_one(ItemList).current
        if item is not None:
            self._line.restore(item.text)

    def on_item_list_moved(self) -> None:
        """The line follows the cursor."""
        self._offer()

    def action_move(self, steps: int) -> None:
        """Another file."""
        self.query_one(ItemList).move_cursor(steps)

    def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Read it, if there is one."""
        words = event.text.strip().strip("'\"")
        path = (self._folder / Path(words).expanduser()).absolute()
        if words and path.is_file():
            self.dismiss(path)
            return
        self._line.refuse()
        told = _("There is no file {path}. Type another name, or ↑↓ chooses one.")
        self.query_one("#planfile-told", Static).update(told.format(path=path))

    def action_leave(self) -> None:
        """Read nothing."""
        self.dismiss(None)


def _item(path: Path) -> Item:
    try:
        changed = say_moment(datetime.fromtimestamp(path.stat().st_mtime))
    except OSError:
        changed = ""
    return Item(str(path), path.name, right=changed)
