"""The mapping screen: a file as it was understood, everything in it to be corrected."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.audit.columns import Column
from facilitator.audit.files import CannotRead, said
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import Role
from facilitator.words.language import N_, _, ngettext
from facilitator.words.number import say_count
from facilitator.words.text import excerpt
from screens.dialogs.asking import ask
from screens.dialogs.reading import ReadingDialog
from screens.importing import changes
from screens.importing.beside import beside
from screens.importing.cells import described, doubt, facts, shown_columns
from screens.importing.choice import LongChoice
from screens.importing.mapped import Guessed, Look, Mapped, confidences
from screens.importing.table import ColumnsTable

SURE = 0.75
"""From this confidence on a guess is shown as sure."""

SMALL = 22
"""Rows of a screen that is too small for more than one doubt."""

NARROW = 76
KEYS = N_("← → column · Enter role · n numbers · d dates · f file · r read · Esc back")
FEW_KEYS = N_("Enter role · n numbers · d dates · f file · r read · Esc")


class ReadLine(Static, can_focus=True):
    """The big line: Enter on it reads the file."""

    DEFAULT_CSS = """
    ReadLine { height: auto; max-height: 2; text-style: bold; color: $success; }
    ReadLine:focus { text-style: bold reverse; }
    ReadLine.-not { color: $warning; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.read", "Read", show=False, id="readline.read")
    ]


class MappingScreen(ModalScreen[Mapped | None]):
    """Returns the file as accepted, None when it was left with Esc."""

    DEFAULT_CSS = """
    MappingScreen { align: left top; background: $background; }
    MappingScreen > Vertical { width: 1fr; height: 1fr; padding: 0 1; }
    MappingScreen .line { height: auto; }
    MappingScreen #map-title { text-style: bold; max-height: 2; }
    MappingScreen #map-doubts { color: $warning; max-height: 4; }
    MappingScreen.-small #map-doubts {
        max-height: 1; text-wrap: nowrap; text-overflow: ellipsis;
    }
    MappingScreen #map-column { max-height: 4; }
    MappingScreen.-small #map-column { max-height: 2; }
    MappingScreen #map-told { color: $error; max-height: 3; text-style: bold; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="map.leave"),
        Binding("r", "read", "Read", id="map.read"),
        Binding("e", "role", "Role", id="map.role"),
        Binding("n", "numbers", "Numbers", id="map.numbers"),
        Binding("d", "dates", "Dates", id="map.dates"),
        Binding("f", "file", "File", id="map.file"),
        Binding("w", "doubts", "Doubts", id="map.doubts"),
        Binding("tab,shift+tab", "other", "Read line", id="map.other"),
    ]

    def __init__(
        self,
        path: Path,
        look: Look,
        begin: Callable[[Path], Mapped],
        roles: Sequence[Role],
        *,
        number: str = "",
        problem: str = "",
    ) -> None:
        """`begin` is called in a thread for the first look, `look` for each later one."""
        super().__init__()
        self._path, self._look, self._begin = path, look, begin
        self._roles = tuple(roles)
        self._number, self._problem = number, problem
        self._found: Recognised | None = None
        self._told = self._wanted = Mapping()
        self._shape = ""
        self._stood_on = -1
        self._guessed: Guessed = {}
        self._is_remembered = self._is_looking = self._wants_to_read = False
        self._confirmed: set[tuple[Role, str]] = set()

    def compose(self) -> ComposeResult:
        """What the file is, its columns, what is to be done."""
        with Vertical():
            yield Static(id="map-title", markup=False, classes="line")
            yield Static(id="map-facts", markup=False, classes="line")
            yield Static(id="map-doubts", markup=False, classes="line")
            yield ColumnsTable(id="map-table")
            yield Static(id="map-column", markup=False, classes="line")
            yield Static(id="map-told", markup=False, classes="line")
            yield ReadLine(id="map-read", markup=False)
            yield Static(id="map-keys", markup=False, classes="line dialog--keys")

    def on_mount(self) -> None:
        """Look at the file, unless that was done."""
        self._show()
        self._tell(self._problem)
        self.table.focus()
        self._look_first()

    @property
    def table(self) -> ColumnsTable:
        """The columns."""
        return self.query_one(ColumnsTable)

    @property
    def found(self) -> Recognised | None:
        """The file as it is understood now."""
        return self._found

    # -- recognising -------------------------------------------------------------------------

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look_first(self) -> None:
        self._is_looking = True
        self._show_read()
        try:
            begun = await beside(self._begin, self._path)
        except CannotRead as problem:
            self._fail(problem)
            return
        self._told = self._wanted = begun.told
        self._shape, self._guessed = begun.shape, begun.guessed
        self._is_remembered = begun.is_remembered
        self._take(begun.found)
        self._stand_on_doubt(begun.found)

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look_again(self, told: Mapping) -> None:
        self._wanted, self._is_looking = told, True
        self._show_read()
        try:
            found = await beside(self._look, self._path, told)
        except CannotRead as problem:
            self._fail(problem)
            return
        self._told = told
        self._shape = self._shape or found.shape
        if not told.columns:
            self._guessed = confidences(found)
        self._tell("")
        self._take(found)

    def _take(self, found: Recognised) -> None:
        self._found, self._is_looking = found, False
        self._show()
        if self._wants_to_read:
            self._wants_to_read = False
            self.action_read()

    def _stand_on_doubt(self, found: Recognised) -> None:
        """Begin where somebody should look: at a guess, at bad cells, else at the first role."""
        used = [each for each in found.columns if each.role is not None and self._matters(each)]
        doubtful = [column for column in used if column.bad or not self._is_sure(column)]
        for column in [*doubtful, *used][:1]:
            self._stood_on = column.position
            self.table.move_to(column.position)

    def _matters(self, column: Column) -> bool:
        """Whether what the column holds changes a result: of a survey no day does."""
        return not (column.role is Role.DATE and Role.SCORE in self._roles)

    def _doubts(self) -> list[str]:
        columns = self._found.columns if self._found else ()
        return [doubt(each) for each in columns if each.ambiguous and self._matters(each)]

    def _fail(self, problem: CannotRead) -> None:
        self._is_looking = self._wants_to_read = False
        self._wanted = self._told
        self._show()
        self._tell(f"{problem} {self._way_out()}")

    def _way_out(self) -> str:
        if self._found is not None:
            return _("The file is shown as before.")
        return _("f changes how it is read; Esc goes back to choose another file.")

    def _is_sure(self, column: Column) -> bool:
        if column.role is None or column.ambiguous:
            return False
        key = (column.role, column.name)
        if self._is_remembered or key in self._confirmed:
            return True
        return self._guessed.get(key, column.confidence) >= SURE

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        found = self._found
        number = f" · {self._number}" if self._number else ""
        title = f"{excerpt(self._path.name, 60)}{number}"
        if self._is_remembered:
            title = f"{title} · {_('columns as in the last file of this shape')}"
        self._say("#map-title", title)
        if found is not None:
            sure = [self._is_sure(column) for column in found.columns]
            labels = [str(row.line) for row in found.first]
            self.table.set_table(labels, shown_columns(found, sure))
        looking = _("Looking at the file …") if self._is_looking else ""
        self._say("#map-facts", facts(found) if found else looking)
        self._show_doubts()
        self._show_column()
        self._show_read()

    def _show_doubts(self) -> None:
        doubts = self._doubts()
        lines = [f"? {each}" for each in doubts[:2]]
        if len(doubts) > len(lines):
            more = len(doubts) - len(lines)
            said = ngettext("{count} more: w shows them", "{count} more: w shows them", more)
            lines.append(f"? {said.format(count=more)}")
        if lines and self.has_class("-small"):
            said = _("w shows all doubts, {count}: {first}")
            lines = [f"? {said.format(count=len(doubts), first=doubts[0])}"]
        self._say("#map-doubts", "\n".join(lines))

    def _show_column(self) -> None:
        column = self._column
        text = described(column, is_sure=self._is_sure(column)) if column else ""
        self._say("#map-column", text)

    def _show_read(self) -> None:
        line = self.query_one(ReadLine)
        lacking = changes.lacks(self._found, self._roles) if self._found else ""
        line.set_class(bool(lacking) or self._found is None, "-not")
        if self._is_looking:
            line.update(Content(_("… looking at the file")))
        elif self._found is None:
            line.update(Content(_("○ This file cannot be read as it is")))
        elif lacking:
            line.update(Content(f"○ {lacking}"))
        else:
            name, rows = said(self._path), self._found.rows
            words = (
                ngettext("Read {count} row of {file}", "Read {count} rows of {file}", rows)
                if self._found.complete
                else _("Read all rows of {file}")
            ).format(count=say_count(rows), file=name)
            line.update(Content(f"▸ r  {words}"))

    def _say(self, selector: str, text: str) -> None:
        told = self.query_one(selector, Static)
        told.update(Content(text))
        told.display = bool(text)

    def _tell(self, sentence: str) -> None:
        self._say("#map-told", sentence)

    def on_columns_table_moved(self, event: ColumnsTable.Moved) -> None:
        """Describe the column; what was told is over when the moderator has moved."""
        if event.column != self._stood_on:
            self._stood_on = -1
            self._tell("")
        self._show_column()

    def on_resize(self) -> None:
        """More or less is said where there is more or less room."""
        self.set_class(self.size.height < SMALL, "-small")
        self._say("#map-keys", _(FEW_KEYS) if self.size.width < NARROW else _(KEYS))
        self._show_doubts()

    # -- changing ----------------------------------------------------------------------------

    @property
    def _column(self) -> Column | None:
        found = self._found
        return found.columns[self.table.column] if found and found.columns else None

    def on_columns_table_chosen(self) -> None:
        """Enter on a column."""
        self.action_role()

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_role(self) -> None:
        """Choose what the column is for."""
        found, column = self._found, self._column
        if found is None or column is None:
            return
        now = column.role.value if column.role else changes.NOT_USED
        question = _("What is “{name}”?").format(name=excerpt(column.name))
        chosen = await ask(self, LongChoice(question, changes.role_choices(self._roles), now))
        if not chosen:
            return
        role = None if chosen == changes.NOT_USED else Role(chosen)
        if role is not None:
            self._confirmed.add((role, column.name))
        if role is not column.role:
            self._look_again(changes.with_role(self._wanted, found, column.name, role))
        else:
            self._show()

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_numbers(self) -> None:
        """Choose how the numbers of the column are written."""
        found, column = self._found, self._column
        if found is None or column is None or column.number_style is None:
            self._tell(_("Numbers are in columns of an amount, a quantity, a price or a score."))
            return
        question = _("How are the numbers of “{name}” written?").format(name=excerpt(column.name))
        now = column.number_style.value
        chosen = await ask(self, LongChoice(question, changes.number_choices(), now))
        if chosen:
            style = NumberStyle(chosen)
            self._look_again(changes.with_numbers(self._wanted, found, column.name, style))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_dates(self) -> None:
        """Choose how the days of the column are written."""
        found, column = self._found, self._column
        if found is None or column is None or column.date_style is None:
            self._tell(
                _("Days are in the column of the date. Go to it with ← →, or give it its role.")
            )
            return
        question = _("How are the days of “{name}” written?").format(name=excerpt(column.name))
        now = column.date_style.value
        chosen = await ask(self, LongChoice(question, changes.date_choices(), now))
        if chosen:
            style = DateStyle(chosen)
            self._look_again(changes.with_dates(self._wanted, found, column.name, style))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_file(self) -> None:
        """Choose how the file as a whole is read."""
        question = _("How is {file} read?").format(file=said(self._path))
        choices = changes.file_choices(self._found, self._wanted)
        what = await ask(self, LongChoice(question, choices))
        if not what:
            return
        value = "anew"
        if what != "anew":
            name = dict(choices)[what].partition(":")[0]
            values = changes.values_of(what, self._found)
            now = changes.value_now(what, self._found, self._wanted)
            value = (
                await ask(
                    self,
                    LongChoice(
                        _("{what} of {file}:").format(what=name, file=said(self._path)),
                        values,
                        now,
                    ),
                )
                or ""
            )
        if value:
            self._is_remembered = False
            self._confirmed.clear()
            self._look_again(changes.with_value(self._wanted, what, value))

    def action_doubts(self) -> None:
        """All doubts, to read."""
        doubts = self._doubts()
        self._show_doubts_dialog(doubts or [_("Nothing is in doubt.")])

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def _show_doubts_dialog(self, doubts: Sequence[str]) -> None:
        await ask(self, ReadingDialog(_("What could be read in two ways"), list(doubts)))

    # -- leaving -----------------------------------------------------------------------------

    def action_other(self) -> None:
        """From the columns to the big line and back."""
        line = self.query_one(ReadLine)
        (self.table if line.has_focus else line).focus()

    def action_read(self) -> None:
        """Accept the file as it is shown."""
        if self._is_looking:
            self._wants_to_read = True
            return
        found = self._found
        if found is None:
            self._tell(
                " ".join(
                    (
                        _("{file} cannot be read as it is.").format(file=said(self._path)),
                        self._way_out(),
                    )
                )
            )
        elif changes.lacks(found, self._roles):
            self._tell(_("Not yet, see the line below."))
        else:
            told = replace(self._told, shape=self._shape, columns=changes.columns_of(found))
            accepted = Mapped(
                self._path, found, told, self._shape, self._guessed, self._is_remembered
            )
            self.dismiss(accepted)

    def action_leave(self) -> None:
        """Leave the file."""
        self.dismiss(None)
