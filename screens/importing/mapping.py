"""The mapping screen: a file as it was understood, everything in it to be corrected."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from facilitator.audit.files import CannotRead, said
from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import Role
from facilitator.words.language import _
from facilitator.words.text import excerpt
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.reading import ReadingDialog
from screens.importing import changes
from screens.importing.beside import beside
from screens.importing.mapped import Mapped, confidences
from screens.importing.mapping_view import MappingView
from screens.importing.table import ColumnsTable


class MappingScreen(MappingView):
    """Returns the file as accepted, None when it was left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "numbers", "Numbers", id="map.numbers"),
        Binding("d", "dates", "Dates", id="map.dates"),
        Binding("f", "file", "File", id="map.file"),
        Binding("w", "doubts", "Doubts", id="map.doubts"),
    ]

    def on_mount(self) -> None:
        """Look at the file, unless that was done."""
        self._show()
        self._tell(self._problem)
        self.table.focus()
        self._look_first()

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

    def _fail(self, problem: CannotRead) -> None:
        self._is_looking = self._wants_to_read = False
        self._wanted = self._told
        self._show()
        self._tell(f"{problem} {self._way_out()}")

    def _way_out(self) -> str:
        if self._found is not None:
            return _("The file is shown as before.")
        return _("f changes how it is read; Esc goes back to choose another file.")

    # -- changing ----------------------------------------------------------------------------

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_role(self) -> None:
        """Choose what the column is for."""
        found, column = self._found, self._column
        if found is None or column is None:
            return
        now = column.role.value if column.role else changes.NOT_USED
        question = _("What is “{name}”?").format(name=excerpt(column.name))
        chosen = await ask(self, ChooseDialog(question, changes.role_choices(self._roles), now))
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
        chosen = await ask(self, ChooseDialog(question, changes.number_choices(), now))
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
        chosen = await ask(self, ChooseDialog(question, changes.date_choices(), now))
        if chosen:
            style = DateStyle(chosen)
            self._look_again(changes.with_dates(self._wanted, found, column.name, style))

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_file(self) -> None:
        """Choose how the file as a whole is read."""
        question = _("How is {file} read?").format(file=said(self._path))
        choices = changes.file_choices(self._found, self._wanted)
        what = await ask(self, ChooseDialog(question, choices))
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
                    ChooseDialog(
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

    def on_columns_table_moved(self, event: ColumnsTable.Moved) -> None:
        """Describe the column; what was told is over when the moderator has moved."""
        if event.column != self._stood_on:
            self._stood_on = -1
            self._tell("")
        self._show_column()

    # -- leaving -----------------------------------------------------------------------------

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
