"""A board: sections of cards beside each other, votes, short-list."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content

from facilitator.model import Card
from facilitator.workshop.cards import (
    card_by_ref,
    cards_of,
    delete_card,
    edit_card,
    merge_cards,
    move_card,
    reorder_card,
    toggle_tag,
)
from facilitator.workshop.dots import short_list, toggle_listed
from facilitator.workshop.edit import Refused
from facilitator.workshop.results.ballots import dots as dots_of
from screens.commands import bindings, commands_of
from screens.desk import Desk
from screens.dialogs.asking import ask, show
from screens.dialogs.choose import ChooseDialog
from screens.stages.body import Body, Target
from screens.stages.voting import VotingDialog
from screens.widgets.itemlist import Item, ItemList

NARROW = 56
"""Below this many columns the sections stand under each other, one open at a time."""

ROOMY = 42
"""From this many columns on a section shows what stands behind a card, not only the card."""

TAGS = (
    ("bottleneck", "Bottleneck of our process"),
    ("used_today", "Opportunity we use today"),
    ("pinned", "Pinned fact"),
)


class SectionList(ItemList):
    """The cards of one section."""

    def __init__(self, section: str, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id=f"section-{section}")
        self.section = section
        self.shown: tuple[Card, ...] = ()


class BoardBody(Body):
    """Sections of cards; Tab in the line goes to the next section."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "board"))

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._section = self.plan.sections[0].id
        self._marked = ""

    def compose(self) -> ComposeResult:
        """One list for each section."""
        with Container(id="sections"):
            for section in self.plan.sections:
                yield SectionList(section.id, section.hint)

    def on_mount(self) -> None:
        """Show the cards."""
        self.show()

    # -- showing -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Show what the room there is now allows; before the first layout there is none."""
        self.show()

    def show(self) -> None:
        """Bring every section up to the state; untouched sections are left alone."""
        if not self.is_mounted:
            return
        narrow = self.size.width < NARROW
        self.query_one("#sections").set_class(narrow, "-narrow")
        self.query_one("#sections").set_class(len(self.plan.sections) <= 2, "-few")
        dots = dots_of(self.state)
        for listing in self.query(SectionList):
            listing.display = not narrow or listing.section == self._section
            cards = cards_of(self.state, self.stage.key, listing.section)
            self._show_cards(listing, cards, dots)
            title = f"{self.plan.section(listing.section).title} · {len(cards)}"
            here = listing.section == self._section
            listing.border_title = Content(f"{title}  ← typing here" if here else title)
            listing.set_class(here, "-here")

    def _show_cards(
        self, listing: SectionList, cards: tuple[Card, ...], dots: Mapping[str, int]
    ) -> None:
        before, listing.shown = listing.shown, cards
        roomy = listing.size.width >= ROOMY
        grown = len(cards) == len(before) + 1 and all(
            old is new for old, new in zip(before, cards, strict=False)
        )
        if grown and listing.items:
            listing.append_item(self._item(cards[-1], dots, roomy))
        else:
            listing.set_items([self._item(card, dots, roomy) for card in cards])

    def _item(self, card: Card, dots: Mapping[str, int], roomy: bool) -> Item:
        mark = ("●" if card.evidence else "○") if self.plan.evidence else ""
        marks = [tag.replace("_", " ") for tag in card.tags]
        weight = (card.first_factor or 0) * (card.second_factor or 0)
        if weight:
            marks.append(f"{card.first_factor}×{card.second_factor}={weight}")
        behind = (card.subject, card.evidence, *marks) if roomy else (card.subject,)
        detail = " · ".join(part for part in behind if part)
        right = ("★ " if card.listed else "") + (str(dots[card.id]) if card.id in dots else "")
        tone = "picked" if card.listed or card.id == self._marked else ""
        ref = f"*{card.ref}" if card.id == self._marked else card.ref
        return Item(card.id, card.text, ref, mark, right, detail, tone)

    # -- the line ----------------------------------------------------------------------------

    def section(self) -> str:
        """Where plain words go."""
        return self._section

    def place(self) -> str:
        """Each section has its own half-typed line."""
        return f"add:{self._section}"

    def label(self) -> str:
        """The section's title."""
        return self.plan.section(self._section).title

    def placeholder(self) -> str:
        """What can be typed."""
        proof = ", // before its evidence" if self.plan.evidence else ""
        return f"type a card, Enter saves it{proof}"

    def step(self, steps: int) -> bool:
        """The next section; False behind the last one."""
        ids = [section.id for section in self.plan.sections]
        self._enter_section(ids[(ids.index(self._section) + steps) % len(ids)])
        return True

    def _enter_section(self, section: str) -> None:
        on_list = isinstance(self.screen.focused, SectionList)
        self._section = section
        self.show()
        if on_list:
            self.enter_list()
        self.post_message(self.TypingMoved())

    def enter_list(self) -> None:
        """Keys act on the cards of the present section."""
        self.query_one(f"#section-{self._section}", SectionList).focus()

    def on_descendant_focus(self) -> None:
        """A list that was clicked or tabbed into becomes the present section."""
        focused = self.screen.focused
        if isinstance(focused, SectionList) and focused.section != self._section:
            self._enter_section(focused.section)

    def go_to(self, where: str) -> None:
        """A section, or the card of that reference."""
        if any(section.id == where for section in self.plan.sections):
            self._enter_section(where)
        elif (card := card_by_ref(self.state, where)) and card.board == self.stage.key:
            self._enter_section(card.section)
            self.query_one(f"#section-{card.section}", SectionList).move_to(card.id)

    def target(self, place: str) -> Target | None:
        """`text:ID`, `evidence:ID`, `subject:ID` or `factor:ID`."""
        field, _, card_id = place.partition(":")
        card = self.state.find(Card, card_id)
        if card is None:
            return None
        if field == "factor":
            words = f"{card.first_factor or ''} {card.second_factor or ''}".strip()
            names = " and ".join(self.plan.section(card.section).factor) or "importance, strength"
            return Target(f"{card.ref} {names}, 1–5", words, lambda text: self._weigh(card, text))

        async def save(text: str) -> str:
            await self.desk.run(edit_card, card.id, **{field: text})
            return f"{card.ref} saved"

        names = {"text": "", "evidence": " evidence", "subject": " is about"}
        return Target(f"{card.ref}{names.get(field, '')}", getattr(card, field), save)

    async def _weigh(self, card: Card, text: str) -> str:
        numbers = text.replace("×", " ").replace("*", " ").replace(",", " ").split()
        if len(numbers) != 2 or not all(number.isdigit() for number in numbers):
            raise Refused("Type two numbers from 1 to 5, for example: 4 5")
        first, second = map(int, numbers)
        await self.desk.run(edit_card, card.id, first_factor=first, second_factor=second)
        return f"{card.ref}: {first} × {second} = {first * second}"

    # -- commands on a card ------------------------------------------------------------------

    @property
    def current(self) -> Card:
        """The card under the cursor; raises `Refused` when there is none."""
        item = self.query_one(f"#section-{self._section}", SectionList).current
        card = self.state.find(Card, item.key) if item else None
        if card is None:
            raise Refused("There is no card here yet. Type one in the line.")
        return card

    def on_item_list_chosen(self) -> None:
        """Enter on a card edits it."""
        self.action_do("card.edit")

    def do_card_edit(self) -> None:
        """Reword the card."""
        self.post_message(self.EditAsked(f"text:{self.current.id}"))

    def do_card_evidence(self) -> None:
        """Type what proves it."""
        self.post_message(self.EditAsked(f"evidence:{self.current.id}"))

    def do_card_subject(self) -> None:
        """Say which competitor it is about."""
        self.post_message(self.EditAsked(f"subject:{self.current.id}"))

    def do_card_factor(self) -> None:
        """Weigh the card."""
        self.post_message(self.EditAsked(f"factor:{self.current.id}"))

    async def do_card_delete(self) -> None:
        """Delete the card."""
        card = self.current
        await self.desk.run(delete_card, card.id)
        self.desk.tell(f"{card.ref} deleted. u brings it back.", "good")

    async def do_card_up(self) -> None:
        """Move the card up."""
        await self.desk.run(reorder_card, self.current.id, -1)

    async def do_card_down(self) -> None:
        """Move the card down."""
        await self.desk.run(reorder_card, self.current.id, 1)

    async def do_card_list(self) -> None:
        """On or off the short-list."""
        await self.desk.run(toggle_listed, self.current.id)

    async def do_card_shortlist(self) -> None:
        """Short-list the cards with most dots."""
        listed = await self.desk.run(short_list, self.stage.key)
        self.desk.tell(str(listed), "good")

    def do_card_mark(self) -> None:
        """Mark the card that another one will be merged with."""
        self._marked = "" if self._marked == self.current.id else self.current.id
        for listing in self.query(SectionList):
            listing.shown = ()
        self.show()

    async def do_card_merge(self) -> None:
        """Merge the card under the cursor into the marked one."""
        kept = self.state.find(Card, self._marked)
        if kept is None:
            raise Refused("Mark the card to keep with Space first, then press m on the other one.")
        merged = self.current
        await self.desk.run(merge_cards, kept.id, merged.id)
        self._marked = ""
        self.show()
        self.desk.tell(f"{merged.ref} merged into {kept.ref}. u takes it back.", "good")

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
        section = await ask(self, ChooseDialog(f"Move {card.ref} to …", others))
        if section:
            moved = await self.desk.attempt(move_card, card.id, section)
            if moved:
                self.desk.tell(f"{card.ref} is now {moved.ref}.", "good")

    def do_card_tag(self) -> None:
        """Choose a tag to set or clear."""
        self.run_worker(self._tag(self.current), exit_on_error=False)

    async def _tag(self, card: Card) -> None:
        choices = [(tag, f"{'✓' if tag in card.tags else ' '} {name}") for tag, name in TAGS]
        tag = await ask(self, ChooseDialog(f"Tags of {card.ref}", choices))
        if tag:
            await self.desk.attempt(toggle_tag, card.id, tag)
