"""Write the plan to a file: choose the format, see the name, be asked before overwriting."""

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from exports.atomic import AlreadyThere, NotWritten, write_file
from exports.formats import FORMATS, Format, MissingLibrary
from exports.names import file_name
from facilitator.store.exported import note
from facilitator.words.language import _
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.plans.personal import is_personal
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.itemlist import Item, ItemList

Content = str | bytes


SMALL = 22
"""Rows of a screen that has no room for all formats and what stands below them."""

FIRST = next(iter(FORMATS))
"""The format that is offered."""


async def render(opened: OpenWorkshop, extension: str, *, team: bool = False) -> Content:
    """The export in one format; the work is done beside the screen."""
    state, today = opened.state, opened.clock.today()
    history = await opened.history()
    write = partial(FORMATS[extension].render, team=team)
    return await asyncio.to_thread(write, state, history, today)


class ExportDialog(ModalScreen[str]):
    """Returns the path that was written, empty when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="export.leave"),
        Binding("down,tab", "move(1)", "Next format", priority=True, id="export.down"),
        Binding("up,shift+tab", "move(-1)", "Format before", priority=True, id="export.up"),
        Binding("ctrl+t", "readers", "For the team", priority=True, id="export.readers"),
    ]

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._folder = folder or Path.cwd()
        self._is_writing = False
        self._for_team = False

    def compose(self) -> ComposeResult:
        """Formats, the file's name."""
        with Vertical(classes="dialog"):
            yield Static(_("Export"), classes="dialog--question")
            yield Static(markup=False, id="export-readers", classes="dialog--keys")
            yield ItemList(self._formats())
            yield Static(
                _("Folder: {folder}").format(folder=self._folder),
                markup=False,
                classes="dialog--keys",
            )
            yield CaptureBar(_("File"), id="export-file")
            yield Static(markup=False, id="export-told")
            yield Static(
                _("↑↓ format · Enter writes the file · Esc goes back"), classes="dialog--keys"
            )

    def on_mount(self) -> None:
        """Offer a name for the first format."""
        self._line.restore(self._offered(FIRST))
        self._line.focus()
        self._show_readers()

    def on_resize(self) -> None:
        """Let the list scroll rather than push the keys out."""
        small = self.size.height < SMALL
        self.query_one(".dialog").set_class(small, "-tall")
        self.query_one(ItemList).styles.height = "1fr" if small else len(FORMATS) + 1

    @property
    def _person(self) -> str:
        """Whose plan it is; empty for what is everybody's."""
        state = self.desk.opened.state
        return state.workshop.person if is_personal(state) else ""

    def _formats(self) -> list[Item]:
        """What can be written; a complete document cannot leave a private goal out."""
        return [
            Item(each.extension, f"{_(each.title)}: {self._hint(each)}")
            for each in FORMATS.values()
            if not (self._for_team and each.complete)
        ]

    def _hint(self, form: Format) -> str:
        own = self._person and not self._for_team and form.team_write is not None
        return _("one page to carry along") if own else _(form.hint)

    def _show_readers(self) -> None:
        """Whom the document is for; a line of its own in the plan of one person alone."""
        readers = self.query_one("#export-readers", Static)
        readers.display = bool(self._person)
        said = (
            _("For the team: the whole plan, without a private goal. ^T: for {person}")
            if self._for_team
            else _("For {person}, with the personal goal. ^T: for the team")
        )
        readers.update(said.format(person=self._person))

    def action_readers(self) -> None:
        """The document of the team instead of the person's own, or back; the name says which."""
        if not self._person:
            return
        chosen = self.extension
        before = self._offered(chosen)
        self._for_team = not self._for_team
        listing = self.query_one(ItemList)
        listing.set_items(self._formats())
        listing.move_to(chosen)
        if self._line.draft() == before:
            self._line.restore(self._offered(self.extension))
        self._show_readers()

    @property
    def _line(self) -> CaptureLine:
        return self.query_one("#export-file", CaptureBar).line

    @property
    def extension(self) -> str:
        """The format under the cursor."""
        item = self.query_one(ItemList).current
        return item.key if item else FIRST

    def _offered(self, extension: str) -> str:
        opened = self.desk.opened
        today = opened.clock.today()
        return file_name(opened.state.workshop, today, extension, team=self._for_team)

    def on_item_list_moved(self) -> None:
        """The ending of the name follows the format."""
        name = self._line.draft()
        stem, dot, ending = name.rpartition(".")
        known = dot and ending in [each.extension for each in FORMATS.values()]
        self._line.restore(f"{stem if known else name}.{self.extension}")

    def action_move(self, steps: int) -> None:
        """Another format."""
        self.query_one(ItemList).move_cursor(steps)

    def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Write the file."""
        if not self._is_writing:
            self._write(event.text.strip())

    @work(exit_on_error=False)
    async def _write(self, name: str) -> None:
        self._is_writing = True
        try:
            path = _path(self._folder, name)
            content = await render(self.desk.opened, self.extension, team=self._for_team)
            if await self._put(path, content, overwrite=False):
                self.dismiss(str(path))
        except MissingLibrary as missing:
            self._tell(missing.sentence)
        finally:
            self._is_writing = False
            self._line.refuse()

    async def _put(self, path: Path, content: Content, *, overwrite: bool) -> bool:
        try:
            await asyncio.to_thread(partial(write_file, path, content, overwrite=overwrite))
            opened = self.desk.opened
            await asyncio.to_thread(note, opened.store.places, opened.id, path, content)
        except AlreadyThere:
            choices = [("keep", _("Keep it; I type another name")), ("replace", _("Replace it"))]
            dialog = ChooseDialog(_("{name} is there already.").format(name=path.name), choices)
            if await ask(self, dialog) != "replace":
                self._tell(_("Nothing was written. Type another name."))
                return False
            return await self._put(path, content, overwrite=True)
        except NotWritten as problem:
            self._tell(problem.sentence)
            return False
        return True

    def _tell(self, sentence: str) -> None:
        self.query_one("#export-told", Static).update(sentence)

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss("")


def _path(folder: Path, name: str) -> Path:
    return (folder / Path(name).expanduser()).absolute()
