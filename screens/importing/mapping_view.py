"""A file as it was understood: its facts, its columns, what is in doubt, what will be read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.content import Content

from facilitator.audit.columns import Column
from facilitator.audit.files import said
from facilitator.audit.mapping import Mapping
from facilitator.audit.recognise import Recognised
from facilitator.audit.vocabulary import Role
from facilitator.words.language import N_, _, ngettext
from facilitator.words.number import say_count
from facilitator.words.text import excerpt
from screens.importing import changes
from screens.importing.cells import described, doubt, facts, shown_columns
from screens.importing.columns_screen import ColumnsScreen
from screens.importing.mapped import Guessed, Look, Mapped
from screens.importing.reading_line import ReadLine

SURE = 0.75
"""From this confidence on a guess is shown as sure."""

NARROW = 76
KEYS = N_("← → column · Enter role · n numbers · d dates · f file · r read · Esc back")
FEW_KEYS = N_("Enter role · n numbers · d dates · f file · r read · Esc")


class MappingView(ColumnsScreen[Mapped]):
    """Shows what was found in the file, and how sure that is."""

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

    @property
    def found(self) -> Recognised | None:
        """The file as it is understood now."""
        return self._found

    @property
    def _column(self) -> Column | None:
        found = self._found
        return found.columns[self.table.column] if found and found.columns else None

    # -- how sure it is ----------------------------------------------------------------------

    def _matters(self, column: Column) -> bool:
        """Whether what the column holds changes a result: of a survey no day does."""
        return not (column.role is Role.DATE and Role.SCORE in self._roles)

    def _doubts(self) -> list[str]:
        columns = self._found.columns if self._found else ()
        return [doubt(each) for each in columns if each.ambiguous and self._matters(each)]

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

    def on_resize(self) -> None:
        """More or less is said where there is more or less room."""
        super().on_resize()
        self._say("#map-keys", _(FEW_KEYS) if self.size.width < NARROW else _(KEYS))
        self._show_doubts()
