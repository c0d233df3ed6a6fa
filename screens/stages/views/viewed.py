"""A stage with result views before its own pages: which are shown, the ledger behind them."""

from typing import TYPE_CHECKING, Any, cast

from textual.content import Content
from textual.widgets import Static

from facilitator.words.language import N_, _
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.dialogs.asking import app_of, show
from screens.stages.page import Tab
from screens.stages.paged import PagedBody
from screens.stages.views.catalogue import VIEWS
from screens.stages.views.cuts import NOTHING_CHOSEN, Cut, cut_of, recut
from screens.stages.views.matrix_page import MatrixPage
from screens.stages.views.opening import CustomersDialog, FigureDialog
from screens.stages.views.page import ViewPage

if TYPE_CHECKING:
    from facilitator.audit.opened import OpenLedger
    from screens.held import HeldLedgers

READ_AGAIN = N_("Press i on the list for that.")
_NO_LEDGER = N_("The ledger itself is not at hand, only its figures. Read the file again.")

OF_LEDGER = frozenset({"view.filter", "view.clear", "view.choices", "view.proposal"})
ELSEWHERE = frozenset(
    {"card.edit", "card.delete", "card.up", "card.down", "tab.new", "tab.rename", "tab.empty"}
)
"""Commands of lists that mean nothing on a view."""


class ViewedBody(PagedBody):
    """Tabs of results come first; they appear when a ledger or a survey has been read."""

    DEFAULT_CSS = """
    ViewedBody.-wide ViewPage.page { layout: vertical; }
    """

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._had_views = bool(self._view_tabs())
        self._at = self.tabs()[0].key

    def make_views(self) -> list[ViewPage]:
        """A page for every view the agenda names; it has no tab while there is nothing to see."""
        sections = self.plan.sections
        return [
            (MatrixPage if name == "matrix" else ViewPage)(self.desk, name, sections)
            for name in self.plan.views
            if name in VIEWS
        ]

    def _view_tabs(self) -> list[Tab]:
        pages = self.pages.values()
        return [tab for page in pages if isinstance(page, ViewPage) for tab in page.tabs()]

    def tabs(self) -> list[Tab]:
        """Results, then what is typed."""
        own = [tab for page in self.pages.values() if not isinstance(page, ViewPage)
               for tab in page.tabs()]  # fmt: skip
        return [*self._view_tabs(), *own]

    @property
    def view(self) -> ViewPage | None:
        """The view keys act on; None on another page and while a finding has the cursor."""
        page = self.page
        return page if isinstance(page, ViewPage) and self.typing_on_page() else None

    def needed_view(self) -> ViewPage:
        """The view; raises `Refused` where keys act on something else."""
        if self.view is None:
            there = bool(self._view_tabs())
            raise Refused(
                _("Turn to a page of results first: [ and ] turn pages.")
                if there
                else _(
                    "There are no results yet. Read a sales file: i, or Ctrl+P and “Read a sales”."
                )
            )
        return self.view

    def means_something(self, id: str) -> bool:
        """Whether a command of views does: a survey is neither filtered nor cut."""
        view = self.view
        return view is not None and (view.is_of_ledger or id not in OF_LEDGER)

    @property
    def cut(self) -> Cut:
        """What part of the ledger is looked at."""
        return cut_of(self.desk)

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the page up to the state; the first results to come are shown at once."""
        tabs = self._view_tabs()
        if tabs and not self._had_views:
            self._at = tabs[0].key
        self._had_views = bool(tabs)
        super().show()
        if self.is_mounted and tabs:
            self.show_tabs()
        if self.is_mounted and self.cut.is_behind(self.state):
            self.cut_anew()

    def show_tabs(self) -> None:
        """As many tabs around the present one as fit, so that the room sees what comes next."""
        tabs, here = self.tabs(), self.tab.key
        at = next(number for number, tab in enumerate(tabs) if tab.key == here)
        room = self.size.width - len("[ ] …  …  99/99")
        first, last = at, at
        while True:
            used = sum(len(tab.title) + 3 for tab in tabs[first : last + 1])
            after = len(tabs[last + 1].title) + 3 if last + 1 < len(tabs) else room
            before = len(tabs[first - 1].title) + 3 if first > 0 else room
            if used + after <= room and (last - at <= at - first or used + before > room):
                last += 1
            elif used + before <= room:
                first -= 1
            else:
                break
        parts: list[Content] = []
        for tab in tabs[first : last + 1]:
            is_here = tab.key == here
            title = f"▸{tab.title}" if is_here else tab.title
            parts.append(Content.styled(title, "bold $accent" if is_here else ""))
        more = ("… " if first else "", " …" if last + 1 < len(tabs) else "")
        count = f"  {at + 1}/{len(tabs)}" if any(more) else ""
        shown = Content(" · ").join(parts)
        self.query_one("#tabs", Static).update(
            Content.assemble("[ ] ", more[0], shown, more[1], count)
        )

    def enter_list(self) -> None:
        """Keys act on the rows, or on the grid."""
        page = self.page
        if isinstance(page, ViewPage):
            page.enter()
        else:
            super().enter_list()

    def goes_elsewhere(self, line: str) -> bool:
        """Words typed beside a view are findings."""
        return isinstance(self.page, ViewPage) or super().goes_elsewhere(line)

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Keys of typed rows let go on a view, keys of a view where findings take them."""
        if action == "do" and parameters and self.is_mounted:
            id = str(parameters[0])
            if id in ELSEWHERE and self.view is not None:
                return False
        return super().check_action(action, parameters)

    def cut_anew(self) -> None:
        """Compute the figures of the filters, unless they are on their way."""
        if not self.cut.is_awaited(self.state):
            self.run_worker(self._recut(), group="cut", exit_on_error=False)

    async def _recut(self) -> None:
        running = recut(self.desk, self.bring, self.why)
        self.call_later(self._say_running)
        told = await running
        if told:
            self.desk.tell(told, "warn")
        if self.is_attached:
            self.show()

    def _say_running(self) -> None:
        if self.view is not None:
            self.view.show()

    # -- the ledger itself -------------------------------------------------------------------

    @property
    def _held(self) -> "HeldLedgers | None":
        return cast("HeldLedgers | None", getattr(app_of(self), "ledgers", None))

    async def bring(self) -> "OpenLedger | None":
        """The ledger, held or found again; None when only its figures are here."""
        held = self._held
        return await held.bring(self.desk.opened.id) if held is not None else None

    def why(self) -> str:
        """Why it is not at hand, and how to have it."""
        held = self._held
        told = held.why(self.desk.opened.id) if held is not None else ""
        return f"{told or _(_NO_LEDGER)} {_(READ_AGAIN)}"

    # -- opening -----------------------------------------------------------------------------

    def do_view_open(self) -> None:
        """Open the figure, or list the customers of a class or a cell."""
        self.open_row(self.needed_view())

    def do_card_edit(self) -> None:
        """Enter on a view opens its row."""
        if self.view is not None:
            self.open_row(self.view)
        else:
            super().do_card_edit()

    def open_row(self, page: ViewPage) -> None:
        """Show what is behind the row under the cursor."""
        row, look = page.row, page.look()
        if row is None or (not row.values and row.customers is None):
            raise Refused(_("There is nothing behind this line. Go to a figure with the arrows."))
        if look is None or row.source:
            show(self, page.plain_dialog(row))
        elif row.customers is not None:
            title = row.sentence or row.item.text
            show(self, CustomersDialog(look, title, row.customers, self.bring, self.why))
        else:
            show(self, FigureDialog(look, page.shown, row, self.bring, self.why))

    def on_grid_cell_chosen(self) -> None:
        """Enter on a cell."""
        self.action_do("view.open")

    # -- going back --------------------------------------------------------------------------

    def do_row_back(self) -> None:
        """Esc on a view takes the filters away first."""
        if self.view is not None and self.view.back():
            return
        if self.view is not None and self.cut.filters != NOTHING_CHOSEN:
            self.clear_filters()
        else:
            super().do_row_back()

    def clear_filters(self) -> None:
        """Look at all rows again."""
        self.cut.filters = NOTHING_CHOSEN
        self.show()
        self.desk.tell(_("All rows again."), "good")
