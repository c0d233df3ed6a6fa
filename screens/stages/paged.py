"""A stage of pages: forms, a ledger, sheets of figures; [ and ] turn them like tabs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from facilitator.words.capture import CardLine, read_line
from facilitator.words.language import _
from facilitator.workshop.capture import homes
from facilitator.workshop.edit import Refused
from facilitator.workshop.plans.followup_changes import changes_since
from screens.desk import Desk
from screens.dialogs.asking import show
from screens.dialogs.reading import ReadingDialog
from screens.stages.body import Body, Target
from screens.stages.ledger_page import LedgerPage
from screens.stages.page import Page, Tab
from screens.stages.plans import proposals
from screens.widgets.itemlist import ItemList

OF_ROWS = frozenset({"row.status", "row.action"})
"""Commands on the rows of a ledger, which stages of forms and figures may have, too."""

WIDE = 100
"""From this many columns on, a page puts its two lists beside each other."""

BROAD = 170
"""From this many columns on, the fields of a row stand beside the rows."""


class PagedBody(Body):
    """Shows one page at a time and hands everything on to it."""

    DEFAULT_CSS = """
    PagedBody #tabs { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    PagedBody .page { height: 1fr; layout: vertical; }
    PagedBody.-wide .page { layout: horizontal; }
    PagedBody.-broad LedgerPage .-fields { dock: right; width: 42%; height: 1fr; }
    PagedBody .pane { height: 1fr; min-height: 4; }
    PagedBody .computed { height: auto; max-height: 45%; min-height: 3; }
    PagedBody .computed.-here { height: 2fr; max-height: 100%; }
    PagedBody.-wide .computed { width: 46%; max-width: 76; height: 1fr; max-height: 100%; }
    """

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self.pages = {page.key: page for page in self.make_pages()}
        self._at = next(iter(self.pages.values())).tabs()[0].key

    def make_pages(self) -> list[Page]:
        """The pages of this stage, in the order of their tabs."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The tabs, the pages."""
        yield Static(id="tabs", markup=False)
        yield from self.pages.values()

    def on_mount(self) -> None:
        """Show the first page."""
        self.show()

    # -- tabs --------------------------------------------------------------------------------

    def tabs(self) -> list[Tab]:
        """All tabs, from left to right."""
        return [tab for page in self.pages.values() for tab in page.tabs()]

    @property
    def tab(self) -> Tab:
        """The tab that is shown; the first one when the last shown is gone."""
        tabs = self.tabs()
        return next((tab for tab in tabs if tab.key == self._at), tabs[0])

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.tab.page]

    def turn_to(self, key: str) -> None:
        """Show another tab."""
        on_list = isinstance(self.focused, ItemList)
        self._at = key
        self.show()
        if on_list:
            self.enter_list()
        self.post_message(self.TypingMoved())

    def _turn(self, steps: int) -> None:
        keys = [tab.key for tab in self.tabs()]
        if len(keys) == 1:
            raise Refused(_("This stage has one page only."))
        self.turn_to(keys[(keys.index(self.tab.key) + steps) % len(keys)])

    def do_tab_next(self) -> None:
        """The next page."""
        self._turn(1)

    def do_tab_previous(self) -> None:
        """The page before."""
        self._turn(-1)

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the page up to the state."""
        if not self.is_mounted:
            return
        self.set_class(self.size.width >= WIDE, "-wide")
        self.set_class(self.size.width >= BROAD, "-broad")
        tab, page = self.tab, self.page
        self._at = tab.key
        # The focus would go with a page that is hidden, and with it the next key.
        pages = set(self.pages.values()) - {page}
        goes_along = self.focused is not None and not pages.isdisjoint(self.focused.ancestors)
        for each in self.pages.values():
            each.display = each is page
        page.subject = tab.subject
        page.mark_here(self.typing_on_page())
        page.show()
        self._show_tabs()
        if goes_along:
            self.enter_list()

    def typing_on_page(self) -> bool:
        """Whether words go to the page (and not to a section beside it)."""
        return True

    def _show_tabs(self) -> None:
        tabs, here = [self._named(tab) for tab in self.tabs()], self.tab.key
        bar = self.query_one("#tabs", Static)
        bar.display = len(tabs) > 1
        at = next(number for number, tab in enumerate(tabs) if tab.key == here)
        # What does not fit is named by its count, so that the present tab is always seen.
        shown = tabs if _width(tabs) <= self.size.width - 4 else tabs[at : at + 1]
        parts = [_tab_title(tab, tab.key == here) for tab in shown]
        count = _("{number} of {tabs}").format(number=at + 1, tabs=len(tabs))
        behind = "" if shown is tabs else f"  {count}"
        bar.update(Content.assemble("[ ] ", Content(" · ").join(parts), behind))

    def _named(self, tab: Tab) -> Tab:
        """The tab with the form's name before a channel's, where other pages are beside."""
        family = self.pages[tab.page].family() if len(self.pages) > 1 else ""
        return replace(tab, title=f"{family}: {tab.title}") if family else tab

    # -- the line ----------------------------------------------------------------------------

    def place(self) -> str:
        """Each place of each tab has its own half-typed line."""
        return f"{self.tab.key}|{self.page.place()}" if self.is_mounted else self._at

    def label(self) -> str:
        """What is typed."""
        return self.page.label() if self.is_mounted else self.stage.title

    def placeholder(self) -> str:
        """How it is typed."""
        return self.page.placeholder() if self.is_mounted else ""

    def words(self) -> str:
        """What stands there already."""
        return self.page.words() if self.is_mounted else ""

    async def capture(self, lines: Sequence[str]) -> str:
        """Words for the page, or wherever their sign sends them."""
        if self.goes_elsewhere(lines[0]):
            return await super().capture(lines)
        return await self.page.save(lines)

    def goes_elsewhere(self, line: str) -> bool:
        """Whether a line begins with a sign: a decision, an action, a parked item, a section."""
        sections = {name: name for name in homes(self.state, self.stage.key)}
        today = self.desk.opened.clock.today()
        read = read_line(line, sections=sections, people={}, today=today)
        return not isinstance(read, CardLine) or read.section is not None

    def target(self, place: str) -> Target | None:
        """Something of one of the pages."""
        tab, _unused, rest = place.partition("|")
        page = self.pages.get(tab.partition("/")[0])
        return page.target(rest) if page else None

    def on_body_edit_asked(self, event: Body.EditAsked) -> None:
        """A page names places of its own; the frame knows them by their tab."""
        if "|" not in event.place:
            event.place = f"{self.tab.key}|{event.place}"

    def step(self, steps: int) -> bool:
        """Tab: in a list to the next list, in the line to the next field or row."""
        lists, focused = self.page.lists(), self.focused
        if not isinstance(focused, ItemList):
            return self.page.step(steps) or self.after_page(steps)
        at = lists.index(focused) + steps if focused in lists else len(lists)
        if 0 <= at < len(lists):
            lists[at].focus()
            return True
        return self.after_page(steps)

    def after_page(self, steps: int) -> bool:
        """Tab behind the last place of the page."""
        focused = self.focused
        if isinstance(focused, ItemList):
            lists = self.page.lists()
            lists[0 if steps > 0 else -1].focus()
            return True
        return self.page.wrap(steps)

    def move(self, steps: int) -> None:
        """Up and down."""
        self.page.move(steps)

    def enter_list(self) -> None:
        """Keys act on the page."""
        self.page.main().focus()

    def go_to(self, where: str) -> None:
        """A place, a page by its key or tab, a row by its reference, a field, a decision."""
        if "|" in where:
            self._come_back(where)
            return
        if where == "decision":
            self.post_message(self.LineAsked("! "))
            return
        for tab in self.tabs():
            if where in (tab.key, tab.page, tab.page.partition(":")[2]):
                self.turn_to(tab.key)
                return
        if self.page.go_to(where):
            return
        for tab in self.tabs():
            page = self.pages[tab.page]
            page.subject = tab.subject
            if page is not self.page and page.go_to(where):
                self.turn_to(tab.key)
                return

    def focus_now(self) -> dict[str, str]:
        """The tab and the place in it, so that a half-typed line comes back with its place."""
        return {"section": self.place()}

    def _come_back(self, place: str) -> None:
        key, _unused, rest = place.partition("|")
        page, _unused, subject = key.partition("/")
        if page not in self.pages:
            return
        if all(tab.key != key for tab in self.tabs()):
            self.pages[page].adopt(subject)
        if any(tab.key == key for tab in self.tabs()):
            self.turn_to(key)
            self.page.come_back(rest)

    # -- commands, carried out by the page ---------------------------------------------------

    def on_item_list_chosen(self) -> None:
        """Enter: edit."""
        self.action_do("card.edit")

    def do_card_edit(self) -> None:
        """Edit what is under the cursor."""
        self.page.edit()

    async def do_card_delete(self) -> None:
        """Delete it."""
        await self.page.delete()

    async def do_card_up(self) -> None:
        """Move it up."""
        await self.page.reorder(-1)

    async def do_card_down(self) -> None:
        """Move it down."""
        await self.page.reorder(1)

    @property
    def ledger_page(self) -> LedgerPage:
        """The page with rows that is shown; raises `Refused` on any other."""
        page = self.page
        if not isinstance(page, LedgerPage):
            raise Refused(_("Go to the rows first: [ and ] turn the pages."))
        return page

    async def do_row_status(self) -> None:
        """The next status of the row."""
        await self.ledger_page.cycle_status()

    async def do_row_action(self) -> None:
        """Make an action of the row."""
        await self.ledger_page.make_action()

    async def do_plan_proposal(self) -> None:
        """Take over what the product proposes for the page."""
        proposal = proposals().get(self._id_of_page)
        if proposal is None:
            raise Refused(_("Nothing is proposed here."))
        self.desk.tell(await self.desk.run(proposal, self.page.row_key()), "good")

    @property
    def _id_of_page(self) -> str:
        return self.page.key.partition(":")[2]

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """A proposal can be taken over where there is one; changes are those since a parent."""
        if action == "do" and parameters and parameters[0] == "review.changes":
            return bool(self.state.workshop.parent_id)
        if action == "do" and parameters and parameters[0] == "plan.proposal" and self.is_mounted:
            return self._id_of_page in proposals()
        if action == "do" and parameters and parameters[0] in OF_ROWS and self.is_mounted:
            return self.stage.kind == "ledger" or isinstance(self.page, LedgerPage)
        return super().check_action(action, parameters)

    async def do_review_changes(self) -> None:
        """What differs from the session this was made from."""
        found = changes_since(self.state, await self.desk.opened.history())
        told = [each.sentence for each in found]
        title = _("Changed since it was made: {count}").format(count=len(told))
        show(self, ReadingDialog(title, told or [_("Nothing has changed.")]))

    def do_tab_new(self) -> None:
        """Begin another filling of the form."""
        self.page.begin()

    def do_tab_rename(self) -> None:
        """Give the filling another name."""
        self.page.rename()

    async def do_tab_empty(self) -> None:
        """Take the whole filling back."""
        await self.page.empty()

    def do_row_back(self) -> None:
        """One step back: from the fields of a row to the rows, from the list to the line."""
        if not self.page.back():
            self.post_message(self.LineAsked())


def _width(tabs: Sequence[Tab]) -> int:
    return sum(len(tab.title) + 3 + 2 * tab.done for tab in tabs)


def _tab_title(tab: Tab, here: bool) -> Content:
    title = f"{'✓ ' if tab.done else ''}{tab.title}"
    return Content.styled(f"▸{title}" if here else title, "bold $accent" if here else "")
