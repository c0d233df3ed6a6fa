"""Choose files: folders and tables as a list, letters narrow it down, a path can be pasted."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.words.days import say_date, say_moment
from facilitator.words.language import _, ngettext
from facilitator.words.number import say_count
from facilitator.words.reasons import reason_of
from facilitator.words.text import excerpt, in_quotes
from screens.dialogs.searching import SearchDialog
from screens.importing.addresses import last_address, looks_like_address
from screens.importing.beside import beside
from screens.importing.folder import (
    Entry,
    Listing,
    begin_in,
    in_order,
    keep_folder,
    look_into,
    size_said,
)
from screens.importing.typed import looks_like_path, paths_in
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList

ABOVE, TYPED, MORE, SERVER = "..", "//typed", "//more", "//server"
"""Keys of items that are no entries."""

MOST_SHOWN = 400
NAME = 120


class PathLine(CaptureLine):
    """The line of the picker: its keys act on the list, in the order they were pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.choose", "Choose", show=False, id="picker.choose"),
        Binding("space", "screen.mark", "Mark", show=False, id="picker.mark"),
        Binding("backspace", "screen.back", "Folder above", show=False, id="picker.back"),
        Binding("tab", "screen.order", "Order", show=False, id="picker.order"),
        Binding("escape", "screen.leave", "Back", show=False, id="picker.leave"),
    ]


class FilePicker(SearchDialog[tuple[Path, ...] | str]):
    """Returns the chosen files, which can be opened, or the address of a server.

    Neither when it was left with Esc.
    """

    DEFAULT_CSS = """
    FilePicker .row { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    FilePicker #picker-line { height: 1; margin-top: 1; }
    FilePicker #picker-line > Static { width: 2; }
    FilePicker #picker-told { height: auto; max-height: 3; color: $warning; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="files.leave"),
    ]

    def __init__(
        self, question: str, state: Path, *, many: bool = True, typed: str = "", told: str = ""
    ) -> None:
        """`many` files or a table of a server; else one file.

        `typed` was typed before and led to nothing for a reason that is `told`.
        """
        super().__init__()
        self._question = question
        self._state = state
        self._many = many
        self._typed, self._why = typed, told
        self._server = last_address(state) if many else ""
        self._here = Listing(Path(), ())
        self._is_looking = True
        self._newest_first = True
        self._searched = ""
        self._marked: dict[Path, int] = {}

    def compose(self) -> ComposeResult:
        """Where we are, what is there, the line."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._question, markup=False, classes="dialog--question")
            yield Static(id="picker-folder", markup=False, classes="row")
            yield ItemList(placeholder=_("Nothing here has these letters."))
            with Horizontal(id="picker-line"):
                yield Static("› ", markup=False)
                yield PathLine(
                    placeholder=_("part of a name, a path, or postgresql://user@host/database")
                    if self._many
                    else _("type a part of the name, or paste a path"),
                    cleaning=_printable,
                )
            yield Static(id="picker-told", markup=False)
            yield Static(id="picker-keys", markup=False, classes="dialog--keys")

    def on_mount(self) -> None:
        """Look into the folder where files probably are."""
        self._tell(self._why)
        self._describe()
        self.line.restore(self._typed)
        self.line.focus()
        self._begin()

    @property
    def line(self) -> PathLine:
        """What is typed."""
        return self.query_one(PathLine)

    # -- looking into folders ----------------------------------------------------------------

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _begin(self) -> None:
        self._arrive(await beside(begin_in, self._state))

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _go(self, folder: Path, stand_on: Path | None = None) -> None:
        self._is_looking = True
        self._tell(_("Looking into {folder} …").format(folder=_said(folder)))
        try:
            listing = await beside(look_into, folder)
        except OSError as error:
            self._is_looking = False
            self._tell(_refused(folder, error))
            return
        self._tell("")
        self._arrive(listing, stand_on)

    def _arrive(self, listing: Listing, stand_on: Path | None = None) -> None:
        self._here, self._is_looking = listing, False
        self._describe()
        self.search(self.line.value)
        if stand_on is not None:
            self.listing.move_to(str(stand_on))
        if not listing.has_files:
            told = _("No CSV, Excel, ODS or Parquet file is in this folder.")
            if listing.others:
                others = ngettext(
                    "{count} other files are not shown.",
                    "{count} other files are not shown.",
                    listing.others,
                ).format(count=say_count(listing.others))
                told = f"{told} {others}"
            if not self.query_one("#picker-told").display:  # what an answer said meanwhile stays
                self._tell(told)

    def found(self, parts: Sequence[str]) -> list[Item]:
        """The folder above, the files, the folders; or the path that is typed."""
        if looks_like_address(self.line.value):
            return [Item(TYPED, excerpt(self.line.value, NAME), detail=_("Enter asks this server"))]
        if looks_like_path(self.line.value):
            return [Item(TYPED, excerpt(self.line.value, NAME), detail=_("Enter opens this path"))]
        fitting = in_order(self._here.entries, " ".join(parts), newest_first=self._newest_first)
        now = datetime.now().astimezone()
        items = [self._item(each, now) for each in fitting[:MOST_SHOWN]]
        if len(fitting) > MOST_SHOWN:
            hidden = len(fitting) - MOST_SHOWN
            more = ngettext(
                "… and {count} more: type a part of the name",
                "… and {count} more: type a part of the name",
                hidden,
            ).format(count=say_count(hidden))
            items.append(Item(MORE, more, tone="muted"))
        if self._server and not parts:
            items.append(Item(SERVER, self._server, right=_("server")))
        is_root = self._here.folder.parent == self._here.folder
        if not parts and not is_root and not self._is_looking:
            items.insert(0, Item(ABOVE, "../", right=_("folder above"), tone="muted"))
        return items

    def search(self, words: str) -> None:
        """Show what fits, the cursor on the first that can be chosen."""
        self._searched = words
        super().search(words)
        if len(items := self.listing.items) > 1 and items[0].key == ABOVE:
            self.listing.move_to(items[1].key)

    def _catch_up(self) -> None:
        """Look for letters typed so quickly before a key that they were not looked for yet."""
        if self._searched != self.line.value:
            self.search(self.line.value)

    def on_input_changed(self, event: CaptureLine.Changed) -> None:
        """Show what fits; the cursor stays when that was done already."""
        self._catch_up()

    def _item(self, entry: Entry, now: datetime) -> Item:
        name = excerpt(entry.name, NAME)
        if entry.is_folder:
            return Item(str(entry.path), f"{name}/", right="folder")
        right = f"{size_said(entry.size)}  {_when(entry.changed, now)}"
        is_marked = entry.path in self._marked
        return Item(
            str(entry.path),
            name,
            mark="✓" if is_marked else "",
            right=right,
            tone="picked" if is_marked else "",
        )

    # -- keys --------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open what is typed or under the cursor."""
        self._catch_up()
        words, item = self.line.value, self.listing.current
        if looks_like_address(words):
            self._ask_server(words.strip())
        elif looks_like_path(words):
            self._open_typed(words)
        elif item is None or item.key == MORE:
            self._tell(_("Nothing is chosen. Take letters away, or type a path."))
        elif item.key == ABOVE:
            self._up()
        elif item.key == SERVER:
            self._ask_server(self._server)
        else:
            path = Path(item.key)
            if path in self._folders:
                self.line.restore("")
                self._go(path)
            else:
                self._open(tuple(self._marked) or (path,))

    def _ask_server(self, address: str) -> None:
        if self._many:
            self.dismiss(address)
        else:
            self._tell(_("A survey is read from a file. Save the table as CSV and choose that."))

    @property
    def _folders(self) -> set[Path]:
        return {each.path for each in self._here.entries if each.is_folder}

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_typed(self, words: str) -> None:
        self._tell(_("Looking …"))
        await self._opened(await beside(paths_in, words, self._here.folder))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open(self, paths: tuple[Path, ...]) -> None:
        await self._opened(paths)

    async def _opened(self, paths: tuple[Path, ...]) -> None:
        """Leave with the files, enter a folder, or say what is wrong."""
        from facilitator.audit.files import CannotRead, inspect

        if len(paths) == 1 and await beside(paths[0].is_dir):
            self.line.restore("")
            self._go(paths[0])
            return
        if len(paths) > 1 and not self._many:
            self._tell(_("One survey is read at a time. Choose one file."))
            return
        for path in paths:
            try:
                await beside(inspect, path)
            except CannotRead as problem:
                self._tell(str(problem))
                return
        if paths:
            await beside(keep_folder, self._state, paths[0].parent)
            self.dismiss(paths)

    def action_mark(self) -> None:
        """Mark a file to be read together with others; in a path a space is a space."""
        self._catch_up()
        item = self.listing.current
        path = Path(item.key) if item else Path()
        entry = next((each for each in self._here.entries if each.path == path), None)
        if looks_like_path(self.line.value):
            self.line.insert_text_at_cursor(" ")
        elif not self._many:
            self._tell(_("One survey is read at a time. Enter chooses it."))
        elif entry is not None and not entry.is_folder:
            if self._marked.pop(path, None) is None:
                self._marked[path] = entry.size
            self.listing.update_item(self._item(entry, datetime.now().astimezone()))
            self._describe()

    def action_back(self) -> None:
        """Take the last letter away; without one, go to the folder above."""
        if self.line.value:
            self.line.action_delete_left()
        else:
            self._up()

    def _up(self) -> None:
        folder = self._here.folder
        if folder.parent != folder:
            self._go(folder.parent, folder)

    def action_order(self) -> None:
        """Newest first, or by name."""
        self._newest_first = not self._newest_first
        self._describe()
        self.search(self.line.value)

    def on_resize(self) -> None:
        """More of the path fits, or less."""
        self._describe()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(())

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """A double click."""
        self.action_choose()

    def on_capture_line_many_pasted(self, event: CaptureLine.ManyPasted) -> None:
        """Several paths, one on each line."""
        self._open_pasted(event.lines)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _open_pasted(self, lines: Sequence[str]) -> None:
        folder = self._here.folder
        found = [path for each in lines for path in await beside(paths_in, each, folder)]
        await self._opened(tuple(dict.fromkeys(found)))

    # -- what is said ------------------------------------------------------------------------

    def _describe(self) -> None:
        files = sum(not each.is_folder for each in self._here.entries)
        order = _("newest first") if self._newest_first else _("by name")
        line = self.query_one("#picker-folder", Static)
        said = ngettext("{count} file", "{count} files", files).format(count=say_count(files))
        count = f"{said}, {order} · "
        where = count + _short(self._here.folder, max(20, line.size.width - len(count)))
        line.update(Content(_("Looking for your files …") if self._is_looking else where))
        chosen = _("Enter chooses")
        if marked := len(self._marked):
            chosen = ngettext(
                "Enter reads the {count} marked ({size})",
                "Enter reads the {count} marked ({size})",
                marked,
            ).format(count=marked, size=size_said(sum(self._marked.values())))
        other = _("by name") if self._newest_first else _("newest first")
        keys = [chosen, *([_("Space marks several")] if self._many else [])]
        keys.append(_("Backspace: folder above · Tab: {order} · Esc goes back").format(order=other))
        self.query_one("#picker-keys", Static).update(Content(" · ".join(keys)))

    def _tell(self, sentence: str) -> None:
        told = self.query_one("#picker-told", Static)
        told.update(Content(sentence))
        told.display = bool(sentence)


def _printable(pasted: str) -> tuple[str, Sequence[str]]:
    """A pasted path as it is: cleaned like the room's words it might name another file."""
    return "".join(mark for mark in pasted if mark.isprintable() or mark in "\r\n"), ()


def _said(folder: Path) -> str:
    return in_quotes(excerpt(folder.name or str(folder), 60))


def _short(folder: Path, width: int) -> str:
    """The folder's path, its end rather than its beginning."""
    home = Path.home()
    inside = folder == home or home in folder.parents
    path = excerpt(str(Path("~") / folder.relative_to(home) if inside else folder), 500)
    return path if len(path) <= width else f"…{path[len(path) - width + 1 :]}"


def _refused(folder: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return _("The folder {folder} may not be opened by you. Choose another one.").format(
            folder=_said(folder)
        )
    if isinstance(error, FileNotFoundError):
        return _("There is no folder {folder} any more. Choose another one.").format(
            folder=_said(folder)
        )
    return _("The folder {folder} cannot be opened: {reason}.").format(
        folder=_said(folder), reason=reason_of(error)
    )


def _when(changed: float, now: datetime) -> str:
    try:
        at = datetime.fromtimestamp(changed).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    return say_moment(at) if at.year == now.year else f"{say_date(at)} "
