"""What every stage of cards shares: lists by section, and the keys on the card under the cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from facilitator.agenda.parts import Section
from facilitator.model import Card
from facilitator.words.language import N_, _
from facilitator.workshop.cards import (
    card_by_ref,
    delete_card,
    edit_card,
    merge_cards,
    reorder_card,
)
from facilitator.workshop.dots import short_list, toggle_listed
from facilitator.workshop.edit import Refused
from screens.desk import Desk
from screens.dialogs.asking import show
from screens.dialogs.reading import ReadingDialog
from screens.stages.audit.numbers import audit_items
from screens.stages.body import Body, Target
from screens.widgets.itemlist import ItemList

NARROW = 56
"""Below this many columns the sections stand under each other, one open at a time."""

_LABELS = {"evidence": N_("{ref} evidence"), "subject": N_("{ref} is about")}
"""What the line's label says behind the reference, by the field that is edited."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a list of cards shows, so that a list which would show the same is left alone."""

    cards: tuple[Card, ...] = ()
    dots: Mapping[str, int] = field(default_factory=dict[str, int])
    marked: str = ""
    roomy: bool = False
    threats: frozenset[str] = frozenset()

    def added_to(self, before: "Showing") -> tuple[Card, ...] | None:
        """The cards that came behind those shown before; None when more than that changed."""
        if replace(self, cards=()) != replace(before, cards=()):
            return None
        count = len(before.cards)
        if not 0 <= len(self.cards) - count <= 1:
            return None
        if any(now is not then for now, then in zip(self.cards, before.cards, strict=False)):
            return None
        return self.cards[count:]


class SectionList(ItemList):
    """The cards of one section."""

    def __init__(self, section: str, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id=f"section-{section}")
        self.section = section
        self.shown = Showing()


class CardsBody(Body):
    """Cards in sections, one of which is the present one: keys act on its card under the cursor.

    A kind of stage composes a `SectionList` for each of `sections`, and shows the cards.
    """

    EMPTY: ClassVar[str] = N_("There is no card here yet. Type one in the line.")
    """What is told when a key finds no card."""

    UNMARKED: ClassVar[str] = N_(
        "Mark the card to keep with Space first, then press m on the other one."
    )
    """What is told when a card is to be merged and none is marked."""

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk, stage_id)
        self._section = self.sections[0].id
        self._marked = ""

    @property
    def sections(self) -> Sequence[Section]:
        """The sections in their order, never empty."""
        return self.plan.sections

    def on_mount(self) -> None:
        """Show the cards."""
        self.show()

    # -- the present section -----------------------------------------------------------------

    def section(self) -> str:
        """The section that is looked at."""
        return self._section

    @property
    def listing(self) -> SectionList:
        """The cards of the present section."""
        return self.query_one(f"#section-{self._section}", SectionList)

    def enter_section(self, section: str) -> None:
        """Make this section the present one."""
        self._section = section
        self.show()

    def enter_list(self) -> None:
        """Keys act on the cards of the present section."""
        self.listing.focus()

    def on_descendant_focus(self) -> None:
        """A list that was clicked or tabbed into becomes the present section."""
        focused = self.focused
        if isinstance(focused, SectionList) and focused.section != self._section:
            self.enter_section(focused.section)

    def go_to(self, where: str) -> None:
        """A section, or the card of that reference."""
        if any(section.id == where for section in self.sections):
            self.enter_section(where)
        elif (card := card_by_ref(self.state, where)) and card.board == self.stage.key:
            self.enter_section(card.section)
            self.listing.move_to(card.id)

    # -- the line ----------------------------------------------------------------------------

    def target(self, place: str) -> Target | None:
        """`text:ID` and the like: a field of the card of that id."""
        field, _unused, card_id = place.partition(":")
        card = self.state.find(Card, card_id)
        return None if card is None else self.card_target(card, field)

    def card_target(self, card: Card, field: str) -> Target:
        """A text of the card; kinds of stages add fields that are saved in another way."""

        async def save(text: str) -> str:
            await self.desk.run(edit_card, card.id, **{field: text})
            return _("{ref} saved").format(ref=card.ref)

        label = _(_LABELS.get(field, "{ref}")).format(ref=card.ref)
        return Target(label, getattr(card, field), save)

    def do_audit_numbers(self) -> None:
        """Read the figures of the audit."""
        items = audit_items(self.state)
        none = _("The audit has no figures yet: type them in A1 to A5, or read a sales file.")
        show(self, ReadingDialog(_("Audit numbers"), items or [none]))

    # -- commands on a card ------------------------------------------------------------------

    @property
    def current(self) -> Card:
        """The card under the cursor; raises `Refused` when there is none."""
        item = self.listing.current
        card = self.state.find(Card, item.key) if item else None
        if card is None:
            raise Refused(_(self.EMPTY))
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

    async def do_card_delete(self) -> None:
        """Delete the card."""
        card = self.current
        await self.desk.run(delete_card, card.id)
        self.desk.tell(_("{ref} deleted. u brings it back.").format(ref=card.ref), "good")

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
        self.desk.tell(str(await self.desk.run(short_list, self.stage.key)), "good")

    def do_card_mark(self) -> None:
        """Mark the card that another one will be merged with."""
        self._marked = "" if self._marked == self.current.id else self.current.id
        self.show()

    async def do_card_merge(self) -> None:
        """Merge the card under the cursor into the marked one."""
        kept = self.state.find(Card, self._marked)
        if kept is None:
            raise Refused(_(self.UNMARKED))
        merged = self.current
        await self.desk.run(merge_cards, kept.id, merged.id)
        self._marked = ""
        self.show()
        self.desk.tell(
            _("{ref} merged into {kept}. u takes it back.").format(ref=merged.ref, kept=kept.ref),
            "good",
        )
