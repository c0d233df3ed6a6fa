"""A result view as a tab of a stage: title, filters, rows with a cursor, the row in words."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from facilitator.agenda.parts import Section
from facilitator.model import Figure
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.results.audit import ledger_source, scale, survey_source
from screens.desk import Desk
from screens.dialogs.reading import ReadingDialog
from screens.stages.page import Page, Tab
from screens.stages.shown import plain
from screens.stages.views.catalogue import VIEWS, Kind
from screens.stages.views.cuts import Cut, cut_of
from screens.stages.views.look import Look, filters_said
from screens.stages.views.row import Row, View
from screens.stages.views.rowlist import RowList
from screens.widgets.itemlist import Item, ItemList

_USUAL_WIDTH = 58
_EMPTY = View("", ())


class ViewPage(Page):
    """Reads what the ledger or the survey gave; words typed here become findings."""

    DEFAULT_CSS = """
    ViewPage .filters { height: auto; max-height: 2; color: $warning; display: none; }
    ViewPage .about { height: auto; max-height: 3; color: $text-muted; }
    """

    least_height: ClassVar[int] = 8
    """A page of fewer lines keeps all of them for its rows."""

    def __init__(self, desk: Desk, name: str, sections: Sequence[Section]) -> None:
        super().__init__(desk, f"view:{name}")
        self.kind: Kind = VIEWS[name]
        self.sections = sections
        self._list = RowList(_("Nothing here."))
        self._filters = Static(markup=False, classes="filters")
        self._about = Static(markup=False, classes="about")
        self._view = _EMPTY
        self._made_of: tuple[object, ...] = ()
        self._things: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """The filters in force, the rows, the row under the cursor in words."""
        yield self._filters
        yield self._list
        yield self._about

    @property
    def cut(self) -> Cut:
        """What part of the ledger is looked at."""
        return cut_of(self.desk)

    @property
    def is_of_ledger(self) -> bool:
        """Whether filters and choices play a part in it."""
        return self.kind.of_ledger is not None

    def tabs(self) -> list[Tab]:
        """One tab while there is something to show, else none."""
        return [Tab(self.key, "", _(self.kind.title))] if self._is_there() else []

    def _is_there(self) -> bool:
        if not self.is_of_ledger:
            return survey_source(self.state) is not None
        whole = self.cut.whole(self.state)
        named = self.kind.dimension
        return whole is not None and (
            not named or any(each.dimension == named for each in whole.breakdowns)
        )

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the view up to the state and to the filters."""
        if not self._is_there():
            return
        before = self._view
        self._view = view = self._made()
        if view is not before:
            self.fill(view)
        title = f"{view.title} …" if self.cut.running and self.is_of_ledger else view.title
        self._list.border_title = Content(title)
        self._show_filters()
        self.show_about()

    def fill(self, view: View) -> None:
        """Put rows into the list; at first the cursor stands on the first one with a figure."""
        is_new = self._list.current is None
        self._list.set_items([row.item for row in view.rows])
        if is_new:
            first = next((row.item.key for row in view.rows if row.values), "")
            self._list.move_to(first)

    def _made(self) -> View:
        """The view, built anew only when something it is made of has changed."""
        state, look = self.state, self.look()
        audit, survey = look.audit if look else None, survey_source(state)
        workshop = state.workshop
        # Costs are typed beside the ledger; rows nobody touched are the same tuple as before.
        things = (audit, survey, state.rows(Figure))
        made_of = (self.room, workshop.unit, workshop.currency, *map(id, things))
        if self._made_of == made_of:
            return self._view
        self._things = things  # held, so that no other thing gets their ids
        self._made_of = made_of
        if self.kind.of_survey is not None:
            return self.kind.of_survey(state)
        assert look is not None and self.kind.of_ledger is not None
        return self.kind.of_ledger(look)

    @property
    def room(self) -> int:
        """Cells of a line."""
        return self.size.width or _USUAL_WIDTH

    def look(self) -> Look | None:
        """The figures under the filters; None for what comes from the survey."""
        source, audit = ledger_source(self.state), self.cut.shown(self.state)
        if not self.is_of_ledger or source is None or audit is None:
            return None
        return Look(self.state, audit, source.title, scale(self.state), self.room)

    def _show_filters(self) -> None:
        said = filters_said(self.cut.filters) if self.is_of_ledger else ""
        running = "… " if self.cut.running else ""
        self._filters.display = bool(said)
        self._filters.update(
            Content(
                f"{running}{_('Only {rows}').format(rows=said)} · {_('Esc: all rows again')}"
                if said
                else ""
            )
        )

    def show_about(self) -> None:
        """Say the row under the cursor, and why figures of it are missing."""
        row = self.row
        parts = [*row.reasons] if row else []
        if row and row.sentence and row.sentence != row.item.text:
            parts.insert(0, row.sentence)
        self._about.display = bool(parts) and self.size.height > self.least_height
        self._about.update(Content(" · ".join(parts)))

    def on_item_list_moved(self) -> None:
        """Another row is under the cursor."""
        self.show_about()

    def on_resize(self) -> None:
        """Give bars and columns what the new width allows."""
        self.show()

    # -- the row under the cursor ------------------------------------------------------------

    @property
    def row(self) -> Row | None:
        """What keys act on."""
        item = self._list.current
        return self._view.row(item.key) if item else None

    @property
    def shown(self) -> View:
        """The view as it is on the screen."""
        return self._view

    def plain_dialog(self, row: Row) -> ReadingDialog:
        """A figure of the survey with its parts and rules."""
        lines = [
            Item(f"value {at}", each.name, right=plain(each.value), detail=each.rule)
            for at, each in enumerate(row.values)
        ]
        return ReadingDialog(row.sentence, [*lines, self.evidence(row)])

    def found(self) -> Row:
        """The row under the cursor with something to say; raises `Refused` on any other."""
        row = self.row
        if row is None or not row.sentence:
            raise Refused(_("This line holds no figure. Go to one with the arrows."))
        return row

    def evidence(self, row: Row) -> str:
        """Where it comes from: file, period, choices, filters."""
        look = self.look()
        if look is not None:
            return look.evidence(self._view, row)
        source = survey_source(self.state)
        parts = [source.title if source else "", row.choice or self._view.choice]
        return ", ".join(part for part in parts if part)

    # -- the line ----------------------------------------------------------------------------

    def label(self) -> str:
        """Words typed here are findings of the first section."""
        return self.sections[0].title if self.sections else _(self.kind.title)

    def placeholder(self) -> str:
        """What such a finding is; f takes the row under the cursor without typing."""
        hint = self.sections[0].hint if self.sections else ""
        return hint or _("type a finding, Enter saves it")

    def lists(self) -> list[ItemList]:
        """The rows."""
        return [self._list]

    def enter(self) -> None:
        """Keys act on the rows."""
        self._list.focus()

    def mark_here(self, here: bool) -> None:
        """Nothing is typed into a view."""

    def go_to(self, where: str) -> bool:
        """A row by its key."""
        if self._view.row(where) is None:
            return False
        self._list.move_to(where)
        return True

    def come_back(self, place: str) -> None:
        """Nothing is typed into a view, so that no row has to be found again."""
