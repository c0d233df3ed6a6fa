"""A board: sections of cards beside each other, votes, short-list."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Card
from facilitator.words.language import N_, _
from facilitator.words.several import all_of
from facilitator.workshop.called import called
from facilitator.workshop.cards import (
    as_threat,
    cards_of,
    edit_card,
    move_card,
    suggested_threats,
    toggle_tag,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.hidden_votes import dots_shown
from screens.commands import bindings, commands_of
from screens.dialogs.asking import ask, show
from screens.dialogs.choose import ChooseDialog
from screens.stages.audit.numbers import audit_items
from screens.stages.body import Target
from screens.stages.cards import NARROW, CardsBody, SectionList, Showing
from screens.stages.page import typing_in
from screens.stages.voting import VotingDialog
from screens.widgets.itemlist import Item

ROOMY = 42
"""From this many columns on a section shows what stands behind a card, not only the card."""

BESIDE = 130
"""From this many columns on the figures of the audit stand beside the board."""

TAGS = (
    ("bottleneck", N_("Bottleneck of our process")),
    ("used_today", N_("Opportunity we use today")),
    ("pinned", N_("Pinned fact")),
)


class BoardBody(CardsBody):
    """Sections of cards; Tab in the line goes to the next section."""

    DEFAULT_CSS = """
    BoardBody #numbers { dock: right; width: 38; height: 1fr; border: round $panel; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "board"))

    def compose(self) -> ComposeResult:
        """One list for each section."""
        with Container(id="sections"):
            for section in self.sections:
                yield SectionList(section.id, section.hint)
        yield Static(id="numbers", markup=False)

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring every section up to the state; untouched sections are left alone."""
        if not self.is_mounted:
            return
        narrow = self.size.width < NARROW
        self.query_one("#sections").set_class(narrow, "-narrow")
        self.query_one("#sections").set_class(len(self.plan.sections) <= 2, "-few")
        self._show_numbers()
        dots = dots_shown(self.state, self.stage.key)
        for listing in self.query(SectionList):
            listing.display = not narrow or listing.section == self._section
            cards = cards_of(self.state, self.stage.key, listing.section)
            self._show_cards(listing, cards, dots)
            title = f"{self.plan.section(listing.section).title} · {len(cards)}"
            here = listing.section == self._section
            listing.border_title = Content(typing_in(title, self.desk) if here else title)
            listing.set_class(here, "-here")

    def _show_numbers(self) -> None:
        """The figures of the audit at the side, where both have room; b reads them anywhere."""
        panel = self.query_one("#numbers", Static)
        items = audit_items(self.state) if self.size.width >= BESIDE else []
        lines = [f"{item.text}  {item.right}".strip() for item in items]
        panel.update(Content("\n").join(Content(line) for line in lines))
        panel.border_title = Content(_("Audit"))
        panel.display = bool(lines)

    def _show_cards(
        self, listing: SectionList, cards: tuple[Card, ...], dots: Mapping[str, int]
    ) -> None:
        roomy = listing.size.width >= ROOMY
        before, listing.shown = (
            listing.shown,
            Showing(
                cards, dots, self._marked, roomy, suggested_threats(self.state, self.stage.key)
            ),
        )
        new = listing.shown.added_to(before)
        proves = self.plan.evidence
        if new is None:
            listing.set_items([self._item(card, dots, roomy, proves) for card in cards])
        for card in new or ():
            listing.append_item(self._item(card, dots, roomy, proves))

    def _item(self, card: Card, dots: Mapping[str, int], roomy: bool, proves: bool) -> Item:
        mark = ("●" if card.evidence else "○") if proves else ""
        marks = [called(tag) for tag in card.tags]
        weight = (card.first_factor or 0) * (card.second_factor or 0)
        if weight:
            marks.append(f"{card.first_factor}×{card.second_factor}={weight}")
        if card.id in suggested_threats(self.state, self.stage.key):
            marks.insert(0, _("o: a threat?"))
        behind = (card.subject, card.evidence, *marks) if roomy else (card.subject,)
        detail = " · ".join(part for part in behind if part)
        right = ("★ " if card.listed else "") + (str(dots[card.id]) if card.id in dots else "")
        tone = "picked" if card.listed or card.id == self._marked else ""
        ref = f"*{card.ref}" if card.id == self._marked else card.ref
        return Item(card.id, card.text, ref, mark, right, detail, tone)

    # -- the line ----------------------------------------------------------------------------

    def place(self) -> str:
        """Each section has its own half-typed line."""
        return f"add:{self._section}"

    def label(self) -> str:
        """The section's title."""
        return self.plan.section(self._section).title

    def placeholder(self) -> str:
        """What can be typed."""
        if self.plan.evidence:
            return _("type a card, Enter saves it, // before its evidence")
        return _("type a card, Enter saves it")

    def step(self, steps: int) -> bool:
        """The next section; False behind the last one."""
        ids = [section.id for section in self.sections]
        self.enter_section(ids[(ids.index(self._section) + steps) % len(ids)])
        return True

    def enter_section(self, section: str) -> None:
        """Words typed from now on go to this section, and the focus on a list goes with them."""
        on_list = isinstance(self.focused, SectionList)
        super().enter_section(section)
        if on_list:
            self.enter_list()
        self.post_message(self.TypingMoved())

    def card_target(self, card: Card, field: str) -> Target:
        """`factor`, both weights together, beside the texts of a card."""
        if field != "factor":
            return super().card_target(card, field)
        words = f"{card.first_factor or ''} {card.second_factor or ''}".strip()
        names = all_of(self.plan.section(card.section).factor) or _("importance, strength")
        return Target(f"{card.ref} {names}, 1–5", words, lambda text: self._weigh(card, text))

    async def _weigh(self, card: Card, text: str) -> str:
        numbers = text.replace("×", " ").replace("*", " ").replace(",", " ").split()
        if len(numbers) != 2 or not all(number.isdigit() for number in numbers):
            raise Refused(_("Type two numbers from 1 to 5, for example: 4 5"))
        first, second = map(int, numbers)
        await self.desk.run(edit_card, card.id, first_factor=first, second_factor=second)
        return f"{card.ref}: {first} × {second} = {first * second}"

    # -- commands on a card ------------------------------------------------------------------

    def do_card_subject(self) -> None:
        """Say which competitor it is about."""
        self.post_message(self.EditAsked(f"subject:{self.current.id}"))

    async def do_card_threat(self) -> None:
        """Put a competitor's strength on the board as a threat."""
        threat = await self.desk.attempt(as_threat, self.current.id)
        if threat:
            self.desk.tell(f"{threat.ref}: {threat.text}", "good")

    def do_card_factor(self) -> None:
        """Weigh the card."""
        self.post_message(self.EditAsked(f"factor:{self.current.id}"))

    def do_card_vote(self) -> None:
        """Enter the dots of each person."""
        show(self, VotingDialog(self.desk, self.stage_id, self._section))

    def do_card_move(self) -> None:
        """Choose the section the card moves to."""
        card = self.current
        others = [
            (section.id, section.title)
            for section in self.plan.sections
            if section.id != card.section
        ]
        self.run_worker(self._move(card, others), exit_on_error=False)

    async def _move(self, card: Card, others: Sequence[tuple[str, str]]) -> None:
        section = await ask(self, ChooseDialog(_("Move {ref} to …").format(ref=card.ref), others))
        if section:
            moved = await self.desk.attempt(move_card, card.id, section)
            if moved:
                self.desk.tell(
                    _("{ref} is now {new_ref}.").format(ref=card.ref, new_ref=moved.ref), "good"
                )

    def do_card_tag(self) -> None:
        """Choose a tag to set or clear."""
        self.run_worker(self._tag(self.current), exit_on_error=False)

    async def _tag(self, card: Card) -> None:
        choices = [(tag, f"{'✓' if tag in card.tags else ' '} {_(name)}") for tag, name in TAGS]
        tag = await ask(self, ChooseDialog(_("Tags of {ref}").format(ref=card.ref), choices))
        if tag:
            await self.desk.attempt(toggle_tag, card.id, tag)
