"""Figures of the audit: results, sheets and forms as tabs, findings as cards below."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content

from facilitator.model import Card
from facilitator.words.language import _
from facilitator.workshop.cards import (
    card_by_ref,
    cards_of,
    delete_card,
    edit_card,
    reorder_card,
    toggle_tag,
)
from facilitator.workshop.edit import Refused
from screens.commands import bindings, commands_of
from screens.desk import Desk
from screens.stages.body import Target
from screens.stages.form import FormPage
from screens.stages.page import Page, typing_in
from screens.stages.paged import OF_ROWS
from screens.stages.record_page import ledger_pages
from screens.stages.sheet import SheetPage
from screens.stages.views.cutting import CuttingBody
from screens.widgets.grid import Grid
from screens.widgets.itemlist import Item, ItemList

PINNED = "pinned"
FIGURES = ""
"""The pane of the sheets; the others are named for their section."""


class FindingList(ItemList):
    """The findings of one section."""

    def __init__(self, section: str, hint: str) -> None:
        super().__init__(placeholder=hint, classes="pane finding", id=f"section-{section}")
        self.section = section


class FiguresBody(CuttingBody):
    """Tab goes from the sheet to the sections of findings and back."""

    DEFAULT_CSS = """
    FiguresBody .page { height: 3fr; }
    FiguresBody #findings { height: 1fr; min-height: 5; }
    FiguresBody #findings.-here { height: 2fr; }
    FiguresBody .finding { width: 1fr; }
    FiguresBody.-reading .page .-first { display: none; }
    FiguresBody.-reading .page .computed { height: 1fr; max-height: 100%; }
    FiguresBody.-reading.-wide .page .computed { width: 1fr; max-width: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "figures"))

    def __init__(self, desk: Desk, stage_id: str) -> None:
        self._pane = FIGURES
        super().__init__(desk, stage_id)

    def make_pages(self) -> list[Page]:
        """Sheets, forms, ledgers; then what ledger and survey gave, whose tabs come first."""
        pages: list[Page] = [SheetPage(self.desk, sheet) for sheet in self.plan.sheets]
        pages += (FormPage(self.desk, form) for form in self.plan.forms)
        pages += ledger_pages(self.desk, self.plan)
        return [*pages, *self.make_views()]

    def compose(self) -> ComposeResult:
        """The pages; the findings beside each other."""
        yield from super().compose()
        with Horizontal(id="findings"):
            for section in self.plan.sections:
                yield FindingList(section.id, section.hint)

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring sheet and findings up to the state."""
        super().show()
        if not self.is_mounted:
            return
        findings = self.query_one("#findings")
        findings.display = bool(self.plan.sections)
        findings.set_class(self._pane != FIGURES, "-here")
        # Facts are read from the figures: these take the place of what they are computed from.
        self.set_class(self._pane != FIGURES and len(self.page.lists()) > 1, "-reading")
        typed = self._typed_section
        for listing in self.query(FindingList):
            cards = cards_of(self.state, self.stage.key, listing.section)
            listing.set_items([_item(card) for card in cards])
            here = listing.section == typed
            listing.set_class(here, "-here")
            title = f"{self.plan.section(listing.section).title} · {len(cards)}"
            listing.border_title = Content(typing_in(title, self.desk) if here else title)

    def typing_on_page(self) -> bool:
        """Whether words are figures and not findings."""
        return self._pane == FIGURES

    @property
    def _typed_section(self) -> str:
        """The section typed words go to: beside a view the first one."""
        first = self.plan.sections[0].id if self.plan.sections else ""
        return self._pane or (first if self.view is not None else "")

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """f keeps a figure of a view, and on a finding it types what proves it."""
        if action == "do" and parameters and self.is_mounted:
            if parameters[0] in OF_ROWS and self._pane != FIGURES:
                return False
            if parameters[0] == "card.evidence":
                return self._pane != FIGURES
            if parameters[0] == "view.cause" and not self.has_causes:
                return False
            if str(parameters[0]).startswith("view."):
                return self.means_something(str(parameters[0]))
        return super().check_action(action, parameters)

    # -- the line ----------------------------------------------------------------------------

    def section(self) -> str:
        """Where plain words go: a section of findings, or nowhere."""
        return self._pane

    def place(self) -> str:
        """The sheet's place, or the section."""
        return super().place() if self._pane == FIGURES else f"finding:{self._pane}"

    def label(self) -> str:
        """The same for the eyes."""
        return super().label() if self._pane == FIGURES else self.plan.section(self._pane).title

    def placeholder(self) -> str:
        """How it is typed."""
        if self._pane == FIGURES:
            return super().placeholder()
        return self.plan.section(self._pane).hint or _("type a finding, Enter saves it")

    def words(self) -> str:
        """What stands there already."""
        return super().words() if self._pane == FIGURES else ""

    def goes_elsewhere(self, line: str) -> bool:
        """Findings are cards; so are lines that begin with the letter of a section."""
        return self._pane != FIGURES or super().goes_elsewhere(line)

    def step(self, steps: int) -> bool:
        """Tab: through the page, then to the sections of findings."""
        return super().step(steps) if self._pane == FIGURES else self.after_page(steps)

    def after_page(self, steps: int) -> bool:
        """The next section of findings, or back to the page."""
        panes = [FIGURES, *(section.id for section in self.plan.sections)]
        if len(panes) == 1:
            return super().after_page(steps)
        self._enter(panes[(panes.index(self._pane) + steps) % len(panes)])
        return True

    def _enter(self, pane: str) -> None:
        on_list = isinstance(self.focused, (ItemList, Grid))
        self._pane = pane
        self.show()
        if on_list:
            self.enter_list()
        self.post_message(self.TypingMoved())

    def move(self, steps: int) -> None:
        """Up and down in the sheet or in the section."""
        if self._pane == FIGURES:
            super().move(steps)
        else:
            self._listing.move_cursor(steps)

    @property
    def _listing(self) -> FindingList:
        return self.query_one(f"#section-{self._pane}", FindingList)

    def enter_list(self) -> None:
        """Keys act on the sheet or on the findings."""
        if self._pane == FIGURES:
            super().enter_list()
        else:
            self._came_for_cause = False
            self._listing.focus()

    def on_descendant_focus(self) -> None:
        """A list that was clicked is the present one."""
        focused = self.focused
        pane = focused.section if isinstance(focused, FindingList) else FIGURES
        if isinstance(focused, (ItemList, Grid)) and pane != self._pane:
            self._enter(pane)

    def turn_to(self, key: str) -> None:
        """Another tab; words are figures again."""
        self._pane = FIGURES
        super().turn_to(key)

    def go_to(self, where: str) -> None:
        """A section, a finding, or something of the pages."""
        card = card_by_ref(self.state, where)
        if any(section.id == where for section in self.plan.sections):
            self._enter(where)
        elif card is not None and card.board == self.stage.key:
            self._enter(card.section)
            self._listing.move_to(card.id)
        else:
            super().go_to(where)

    def focus_now(self) -> dict[str, str]:
        """The section, or the tab."""
        return {"section": self._pane} if self._pane != FIGURES else super().focus_now()

    def target(self, place: str) -> Target | None:
        """`text:ID` or `evidence:ID` of a finding, else something of the pages."""
        field, _unused, card_id = place.partition("|")[2].partition(":")
        card = self.state.find(Card, card_id)
        if card is None or field not in ("text", "evidence"):
            return super().target(place)

        async def save(text: str) -> str:
            await self.desk.run(edit_card, card_id, **{field: text})
            return _("{ref} saved").format(ref=card.ref)

        label = card.ref if field == "text" else _("{ref} evidence").format(ref=card.ref)
        return Target(label, getattr(card, field), save)

    # -- commands on a finding ---------------------------------------------------------------

    @property
    def current(self) -> Card | None:
        """The finding under the cursor, None while keys act on the sheet."""
        if self._pane == FIGURES:
            return None
        item = self._listing.current
        card = self.state.find(Card, item.key) if item else None
        if card is None:
            raise Refused(_("There is no finding here yet. Type one in the line."))
        return card

    def _finding(self) -> Card:
        card = self.current
        if card is None:
            raise Refused(_("Go to a finding first: Tab leaves the sheet."))
        return card

    def do_card_edit(self) -> None:
        """Edit the finding, or what the page has under the cursor."""
        card = self.current
        if card is None:
            super().do_card_edit()
        else:
            self.post_message(self.EditAsked(f"text:{card.id}"))

    def do_card_evidence(self) -> None:
        """Type what proves it."""
        self.post_message(self.EditAsked(f"evidence:{self._finding().id}"))

    async def do_card_delete(self) -> None:
        """Delete the finding, or what the page has under the cursor."""
        card = self.current
        if card is None:
            await super().do_card_delete()
            return
        await self.desk.run(delete_card, card.id)
        self.desk.tell(_("{ref} deleted. u brings it back.").format(ref=card.ref), "good")

    async def do_card_up(self) -> None:
        """Move the finding up."""
        await self.desk.run(reorder_card, self._finding().id, -1)

    async def do_card_down(self) -> None:
        """Move the finding down."""
        await self.desk.run(reorder_card, self._finding().id, 1)

    async def do_card_pin(self) -> None:
        """Pin the finding, or take the pin off: pinned ones go on to the strategy."""
        if self.view is not None:
            await super().do_card_pin()
            return
        card = await self.desk.run(toggle_tag, self._finding().id, PINNED)
        said = _("{ref} pinned.") if PINNED in card.tags else _("{ref} not pinned any more.")
        self.desk.tell(said.format(ref=card.ref), "good")


def _item(card: Card) -> Item:
    pinned = PINNED in card.tags
    return Item(
        card.id,
        card.text,
        card.ref,
        mark="★" if pinned else "",
        detail=card.evidence,
        tone="picked" if pinned else "",
    )
