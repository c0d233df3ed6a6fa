"""A table of a server as it was understood, every role to be changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from textual import work
from textual.content import Content

from facilitator.audit.columns import missing
from facilitator.audit.server import NoWarehouse
from facilitator.audit.vocabulary import LEDGER, Role, header_fit
from facilitator.audit.warehouse import Table
from facilitator.words.language import N_, _
from facilitator.words.text import excerpt, in_quotes
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.importing import changes
from screens.importing.beside import beside
from screens.importing.cells import CELL, GUESS, SURE, grouped
from screens.importing.columns_screen import ColumnsScreen
from screens.importing.reading_line import ReadLine
from screens.importing.table import ShownColumn
from screens.widgets.matrix import Cell

FITS = 0.5
"""From here on the name of a column says what it is for."""

KEYS = N_("← → column · Enter role · r read · Esc back")
KINDS = {"day": N_("dates"), "number": N_("numbers"), "text": N_("text"), "": N_("something else")}


@dataclass(frozen=True, slots=True)
class Seen:
    """A table with its first rows, and how it came to be understood so."""

    table: Table
    cells: Mapping[str, Sequence[str]]
    told: Mapping[Role, str] = field(default_factory=dict[Role, str])
    """What was decided about a table of these columns before."""


class TableScreen(ColumnsScreen[Table]):
    """Returns the table as accepted, None when it was left with Esc."""

    def __init__(
        self, seen: Seen, look: Callable[[Mapping[Role, str]], Table], problem: str = ""
    ) -> None:
        """`look` is called in a thread with every role and its column, "" for none."""
        super().__init__()
        self._seen, self._look, self._problem = seen, look, problem
        self._table = seen.table
        self._confirmed = set(seen.told.items())

    def on_mount(self) -> None:
        """Stand on the first column that is for something."""
        self._say("#map-facts", "")
        self._say("#map-keys", _(KEYS))
        self._show()
        self._tell(self._problem)
        names = list(self._table.kinds)
        used = [names.index(name) for name in self._table.roles.values() if name in names]
        self.table.move_to(min(used, default=0))
        self.table.focus()

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        seen = self._table
        remembered = f" · {_('columns as they were read last')}" if self._seen.told else ""
        self._say("#map-title", f"{excerpt(seen.title, 100)}{remembered}")
        self._say("#map-doubts", "\n".join(f"? {each}" for each in seen.doubts))
        rows = max(map(len, self._seen.cells.values()), default=0)
        self.table.set_table([str(at + 1) for at in range(rows)], self._columns())
        self._show_column()
        line, lacking = self.query_one(ReadLine), self._lacking()
        line.set_class(bool(lacking), "-not")
        words = f"▸ r  {_('Read all rows of {file}').format(file=seen.title)}"
        line.update(Content(f"○ {lacking}" if lacking else words))

    def _columns(self) -> list[ShownColumn]:
        roles = {name: role for role, name in self._table.roles.items()}
        return [self._column(name, roles.get(name)) for name in self._table.kinds]

    def _column(self, name: str, role: Role | None) -> ShownColumn:
        kind = self._table.kinds[name]
        sure = role is not None and self._is_sure(name, role)
        return ShownColumn(
            title=f"{SURE if sure else GUESS} {_(role.value)}" if role else "",
            tone="" if role is None else "good" if sure else "warn",
            name=excerpt(name, CELL),
            cells=tuple(_cell(kind, text, role) for text in self._seen.cells.get(name, ())),
            below=_(KINDS[kind]),
            below_tone="muted",
        )

    def _is_sure(self, name: str, role: Role) -> bool:
        return (role, name) in self._confirmed or header_fit(name, role) > FITS

    def _lacking(self) -> str:
        if gone := missing(self._table.roles):
            return changes.wanted(gone)
        return self._table.problem

    def _show_column(self) -> None:
        name = self._under_cursor
        role = next((role for role, each in self._table.roles.items() if each == name), None)
        if role is None:
            said = _("{name} is not used. Enter chooses what it is for.")
        elif self._is_sure(name, role):
            said = _("{name} is the {role}.")
        else:
            said = _("{name} is the {role} (a guess).")
        what = _(role.value) if role else ""
        self._say("#map-column", said.format(name=in_quotes(excerpt(name, CELL)), role=what))

    @property
    def _under_cursor(self) -> str:
        """The column under the cursor."""
        return list(self._table.kinds)[self.table.column]

    def on_columns_table_moved(self) -> None:
        """Describe the column."""
        self._show_column()

    # -- keys --------------------------------------------------------------------------------

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_role(self) -> None:
        """Choose what the column is for."""
        name, roles = self._under_cursor, self._table.roles
        now = next((role.value for role, each in roles.items() if each == name), changes.NOT_USED)
        question = _("What is “{name}”?").format(name=excerpt(name))
        chosen = await ask(self, ChooseDialog(question, changes.role_choices(LEDGER), now))
        if not chosen:
            return
        role = None if chosen == changes.NOT_USED else Role(chosen)
        kept = {r: each for r, each in roles.items() if each != name and r is not role}
        if role is not None:
            kept[role] = name
            self._confirmed.add((role, name))
        try:
            told = {each: kept.get(each, "") for each in LEDGER}
            self._table = await beside(self._look, told)
        except NoWarehouse as problem:
            self._tell(str(problem))
            return
        self._tell("")
        self._show()

    def action_read(self) -> None:
        """Read it, when nothing is missing."""
        if lacking := self._lacking():
            self._tell(lacking)
        else:
            self.dismiss(self._table)


def _cell(kind: str, text: str, role: Role | None) -> Cell:
    tone = "" if role else "muted"
    if not text:
        return Cell("–", "muted", right=kind == "number")
    if kind == "number":
        try:
            number = Decimal(text)
            shown = grouped(number) if number.is_finite() else text
        except InvalidOperation:
            shown = text
        return Cell(excerpt(shown, CELL), tone, right=True)
    if kind == "day":
        text = text.removesuffix("+00").removesuffix(" 00:00:00")  # a day kept as a moment
    return Cell(excerpt(text, CELL), tone)
