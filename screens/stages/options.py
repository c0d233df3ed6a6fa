"""Strategy options: four cells of TOWS, the short-listed factors beside them, votes, a choice."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from facilitator.agenda.parts import Section
from facilitator.methods.exact import NotAvailable, fraction
from facilitator.methods.swot import Quadrant
from facilitator.model import Card
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.cards import card_by_ref, edit_card
from facilitator.workshop.dots import vote_of
from facilitator.workshop.edit import Refused
from facilitator.workshop.options import accept_factor, relink
from facilitator.workshop.results.options import OptionResult, Options, options, unused_chances
from facilitator.workshop.reveal import is_hidden
from screens.commands import bindings, commands_of
from screens.dialogs.asking import ask, show
from screens.dialogs.choose import ChooseDialog
from screens.stages.body import Target
from screens.stages.cards import NARROW, CardsBody, SectionList
from screens.stages.fits import FitDialog
from screens.stages.option_line import read_option
from screens.stages.shown import number, percent
from screens.stages.voting import VotingDialog
from screens.widgets.itemlist import Item

WIDE = 100
"""From this many columns on the factors stand at the side, with their whole text."""

DIRECTIONS = ("", "new", "existing", "both")


class OptionsBody(CardsBody):
    """Options in the cell that follows from what they link; Tab on a list goes to the next cell."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "options"))

    DEFAULT_CSS = """
    OptionsBody #option-main { layout: vertical; height: 1fr; }
    OptionsBody #option-cells { layout: grid; grid-size: 2; grid-gutter: 0 1; height: 1fr; }
    OptionsBody #factors { height: auto; max-height: 8; }
    OptionsBody #option-summary { height: auto; max-height: 3; color: $text-muted; }
    OptionsBody.-wide #option-main { layout: horizontal; }
    OptionsBody.-wide #option-cells { width: 1fr; }
    OptionsBody.-wide #factors { width: 36; height: 1fr; max-height: 100%; padding: 0 0 0 1; }
    OptionsBody.-narrow #option-cells { layout: vertical; }
    """

    EMPTY: ClassVar[str] = N_(
        "There is no option here yet. Type one in the line: S2 O1: what it is."
    )
    UNMARKED: ClassVar[str] = N_(
        "Mark the option to keep with Space first, then press m on the other."
    )

    @property
    def sections(self) -> Sequence[Section]:
        """The four cells."""
        return self.plan.cells

    def compose(self) -> ComposeResult:
        """A list for each cell, the factors, what follows from all that."""
        with Container(id="option-main"):
            with Container(id="option-cells"):
                for cell in self.sections:
                    yield SectionList(cell.id, cell.hint)
            yield Static(id="factors", markup=False)
        yield Static(id="option-summary", markup=False)

    @property
    def result(self) -> Options:
        """The options with what follows from them."""
        return options(self.state, self.stage)

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring cells, factors and summary up to the state."""
        if not self.is_mounted:
            return
        width, result = self.size.width, self.result
        self.set_class(width < NARROW, "-narrow")
        self.set_class(width >= WIDE, "-wide")
        for listing in self.query(SectionList):
            here = listing.section == self._section
            found = [each for each in result.options if each.card.section == listing.section]
            listing.display = width >= NARROW or here
            listing.set_items([self._item(each, result.cast) for each in found])
            title = self.plan.section(listing.section).title
            listing.border_title = Content(f"{listing.section} · {len(found)} · {title}")
            listing.set_class(here, "-here")
        factors = self._factors(width)
        self.query_one("#factors", Static).update(factors)
        self.query_one("#option-summary", Static).update(_summary(result))

    def _item(self, option: OptionResult, cast: int) -> Item:
        card = option.card
        links = [ref for ref in option.factors if Quadrant(ref[0]).internal]
        links += ["×", *(ref for ref in option.factors if not Quadrant(ref[0]).internal)]
        shown = not is_hidden(self.state, vote_of(self.state, card.board, card.section))
        detail = " · ".join(
            part for part in (" ".join(links), called(card.direction), card.evidence) if part
        )
        marked = card.id == self._marked
        return Item(
            card.id,
            card.text,
            ref=f"*{card.ref}" if marked else card.ref,
            right=("★ " if card.listed else "") + (str(option.dots) if cast and shown else ""),
            detail=detail,
            tone="picked" if card.listed or marked else "",
        )

    def _factors(self, width: int) -> Content:
        """The short-list: at the side with whole texts, else one row for each quadrant."""
        listed = self.result.factors
        if not listed:
            return Content(_("No factor is short-listed. In SWOT v gives dots and L short-lists."))
        used = {ref for each in self.result.options for ref in each.factors}
        chances = unused_chances(self.state)
        lines: list[Content] = []
        if width >= WIDE:
            lines.append(
                Content.styled(
                    _("Link these · ✓ used  ○ not yet  ~ accepted  ! chance we do not use"), "bold"
                )
            )
            order = [each.value for each in Quadrant]
            lines += [
                Content.assemble(
                    (f"{_sign(card, used, chances)} {card.ref} ", "bold $accent"), card.text
                )
                for card in sorted(listed, key=lambda card: order.index(card.section))
            ]
            return Content("\n").join(lines)
        for quadrant in Quadrant:
            cards = [card for card in listed if card.section == quadrant.value]
            room = max(8, width // max(1, len(cards)) - 1)
            parts = [_short(card, used, chances, room) for card in cards]
            lines.append(Content(" ").join(parts) if parts else Content(f"{quadrant.value} –"))
        return Content("\n").join(lines)

    # -- the line ----------------------------------------------------------------------------

    def label(self) -> str:
        """What Enter makes."""
        return _("Option")

    def placeholder(self) -> str:
        """The grammar, by example."""
        return _("S2 × O1 O4: what they make possible – or the words first, (S2 O1) after them")

    async def capture(self, lines: Sequence[str]) -> str:
        """Options with their factors in front, behind, or in brackets."""
        return await super().capture([read_option(line) for line in lines])

    def step(self, steps: int) -> bool:
        """On a list, Tab goes to the next cell; typing is not for a cell, it follows from links."""
        focused = self.focused
        if not isinstance(focused, SectionList):
            return False
        ids = [cell.id for cell in self.sections]
        at = ids.index(focused.section) + steps
        if not 0 <= at < len(ids):
            return False
        self.enter_section(ids[at])
        self.enter_list()
        return True

    def move(self, steps: int) -> None:
        """Up or down in the present cell."""
        self.listing.move_cursor(steps)

    def enter_list(self) -> None:
        """Keys act on the options of the present cell, or of the first one that has any."""
        if not self.listing.items:
            filled = [each.section for each in self.query(SectionList) if each.items]
            if filled and not isinstance(self.focused, SectionList):
                self.enter_section(filled[0])
        self.listing.focus()

    def go_to(self, where: str) -> None:
        """A cell, an option, a factor to be accepted, a person who has not voted."""
        card = card_by_ref(self.state, where)
        if any(where == person.initials for person in self.state.voters):
            self.do_card_vote()
        elif card is not None and card.board != self.stage.key and card.section in ("W", "T"):
            self.post_message(self.EditAsked(f"accept:{card.id}"))
        else:
            super().go_to(where)

    def card_target(self, card: Card, field: str) -> Target:
        """`links` of an option and `accept` of a factor, beside the texts of a card."""
        if field == "links":
            refs = [each.ref for key in card.links if (each := self.state.find(Card, key))]
            return Target(
                _("{ref} rests on").format(ref=card.ref),
                " ".join(refs),
                lambda text: self._link(card, text),
            )
        if field == "accept":
            label = _("{ref} is lived with because").format(ref=card.ref)
            return Target(label, card.accepted, lambda text: self._accept(card, text))
        return super().card_target(card, field)

    async def _link(self, card: Card, text: str) -> str:
        refs = read_option(text).partition(":")[0]
        after = await self.desk.run(relink, card.id, refs)
        self.enter_section(after.section)
        self.listing.move_to(after.id)
        return (
            _("{ref} is now {new_ref}").format(ref=card.ref, new_ref=after.ref)
            if after.ref != card.ref
            else _("{ref} saved").format(ref=card.ref)
        )

    async def _accept(self, card: Card, text: str) -> str:
        await self.desk.run(accept_factor, card.id, text)
        return _("{ref} is accepted openly").format(ref=card.ref)

    # -- commands ----------------------------------------------------------------------------

    def do_option_relink(self) -> None:
        """Type other factors; the cell follows."""
        self.post_message(self.EditAsked(f"links:{self.current.id}"))

    do_card_move = do_option_relink

    async def do_option_direction(self) -> None:
        """New clients, existing ones, both, not said."""
        card = self.current
        at = DIRECTIONS.index(card.direction) if card.direction in DIRECTIONS else 0
        after = DIRECTIONS[(at + 1) % len(DIRECTIONS)]
        await self.desk.run(edit_card, card.id, direction=after)
        said = called(after) if after else _("direction not said")
        self.desk.tell(f"{card.ref}: {said}", "good")

    def do_card_vote(self) -> None:
        """Enter the dots of each person, over all cells."""
        show(self, VotingDialog(self.desk, self.stage_id))

    def do_option_fit(self) -> None:
        """Rate how the factors fit."""
        show(self, FitDialog(self.desk, self.stage_id))

    def do_option_accept(self) -> None:
        """Choose a factor to live with, or one to accept no longer."""
        unused = [card_by_ref(self.state, ref) for ref in self.result.coverage.unused]
        accepted = [card for card in self.result.factors if card.accepted]
        cards = [card for card in unused if card is not None] + accepted
        if not cards:
            raise Refused(_("Every short-listed weakness and threat is used by an option."))
        self.run_worker(self._choose_accepted(cards), exit_on_error=False)

    async def _choose_accepted(self, cards: Sequence[Card]) -> None:
        choices = [(card.id, _as_choice(card)) for card in cards]
        question = _("Which one do we live with openly?")
        chosen = await ask(self, ChooseDialog(question, choices))
        card = self.state.find(Card, chosen or "")
        if card is not None and card.accepted:
            if await self.desk.attempt(accept_factor, card.id, ""):
                self.desk.tell(_("{ref} is not accepted any more.").format(ref=card.ref), "good")
        elif card is not None:
            self.post_message(self.EditAsked(f"accept:{card.id}"))


def _as_choice(card: Card) -> str:
    words = f"{card.ref} {card.text}"
    if not card.accepted:
        return words
    accepted = _("accepted: {reason}; Enter takes that back").format(reason=card.accepted)
    return f"{words} – {accepted}"


def _sign(card: Card, used: Collection[str], chances: Collection[str]) -> str:
    if card.ref in used:
        return "✓"
    return "~" if card.accepted else "!" if card.ref in chances else "○"


def _short(card: Card, used: Collection[str], chances: Collection[str], room: int) -> Content:
    words = f"{_sign(card, used, chances)} {card.ref} "
    text = card.text.replace("\n", " ")
    left = Content.assemble((words, "bold $accent"), text)
    return left.truncate(room, ellipsis=True, pad=True)


def _summary(result: Options) -> Content:
    lines: list[str] = []
    if not isinstance(result.intensities, NotAvailable) and any(
        each.rated for each in result.intensities
    ):
        parts = [f"{each.cell.value} {percent(each.intensity)}" for each in result.intensities]
        lines.append(
            _("Fit: {cells} → {posture}").format(
                cells=" · ".join(parts), posture=posture_words(result)
            )
        )
    elif result.factors:
        lines.append(_("Fit of the factors is not rated; g rates it."))
    if result.options and result.coverage.missing:
        more = len(result.coverage.missing) - 1
        lines.append(
            _("Open: {missing}").format(missing=result.coverage.missing[0])
            + (f" (+{more})" if more else "")
        )
    return Content("\n".join(lines))


def posture_words(result: Options) -> str:
    """The posture that the fits suggest, as the room hears it."""
    found = result.posture
    if isinstance(found, NotAvailable):
        return found.reason
    points = number(fraction(found.lead) * 100, 1)
    if found.cell is None:
        return _("no clear posture: {cell} leads by {points} points before {other}").format(
            cell=found.leading.value, points=points, other=found.runner_up.value
        )
    return _("posture {cell}, {points} points before {other}").format(
        cell=found.cell.value, points=points, other=found.runner_up.value
    )
