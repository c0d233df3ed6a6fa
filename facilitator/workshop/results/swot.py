"""A board read: its sections with dots and factors, the short-list, the share with evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.agenda.parts import Section
from facilitator.methods.exact import NotAvailable, divide
from facilitator.methods.swot import Hint, factor, quadrant_hints
from facilitator.methods.voting import Shortlist, Tally, dot_budget, shortlist, tally
from facilitator.model import Card, Stage
from facilitator.words.language import _
from facilitator.workshop.cards import cards_of
from facilitator.workshop.results.ballots import ballots_on
from facilitator.workshop.results.reading import guarded, in_the_room, initials, plan
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class CardResult:
    """A card with its dots, the people who gave them, and its factor 1…25."""

    card: Card
    dots: int
    voters: int
    factor: int | NotAvailable


@dataclass(frozen=True, slots=True)
class SectionResult:
    """One section; cards in the order of the board.

    `budget` are the dots each person may place here, 0 without a vote in sections; `suggested` is
    what the dots would short-list, by reference; `waiting` are initials of voters in the room who
    placed none.
    """

    section: Section
    cards: tuple[CardResult, ...]
    budget: int
    suggested: Shortlist | NotAvailable
    waiting: tuple[str, ...]
    hints: tuple[Hint, ...]

    @property
    def by_dots(self) -> tuple[CardResult, ...]:
        """Most dots first, then the order of the board."""
        return tuple(sorted(self.cards, key=lambda found: -found.dots))

    @property
    def listed(self) -> tuple[CardResult, ...]:
        """The short-list, most dots first."""
        return tuple(found for found in self.by_dots if found.card.listed)


@dataclass(frozen=True, slots=True)
class BoardResult:
    """A whole board; `evidence_share` is the part of its cards that carry evidence."""

    board: str
    sections: tuple[SectionResult, ...]
    evidence_share: Fraction | NotAvailable
    competitor_refs: tuple[str, ...]
    """Cards about a named competitor."""

    @property
    def cards(self) -> tuple[CardResult, ...]:
        """All cards, section by section."""
        return tuple(found for section in self.sections for found in section.cards)

    def section(self, id: str) -> SectionResult:
        """Return one section; KeyError if the board has none of this id."""
        for each in self.sections:
            if each.section.id == id:
                return each
        raise KeyError(id)


def board(state: State, stage: Stage) -> BoardResult:
    """Read the board of a stage."""
    return state.memo(("board", stage.id), lambda: _board(state, stage))


def _board(state: State, stage: Stage) -> BoardResult:
    spec = plan(state, stage)
    found = tuple(
        _section(state, stage.key, section, spec.votes == "section", spec.shortlist)
        for section in spec.sections
    )
    cards = [result.card for section in found for result in section.cards]
    proved = sum(bool(card.evidence.strip()) for card in cards)
    return BoardResult(
        board=stage.key,
        sections=found,
        evidence_share=divide(proved, len(cards), _("There are no cards yet.")),
        competitor_refs=tuple(card.ref for card in cards if card.subject.strip()),
    )


def _section(
    state: State, board_key: str, section: Section, voted: bool, top: int
) -> SectionResult:
    cards = cards_of(state, board_key, section.id)
    counted = count(state, cards)
    suggested: Shortlist | NotAvailable = NotAvailable(_("This section has no short-list."))
    if voted and top:
        suggested = NotAvailable(_("Nobody has placed a dot yet."))
        if counted.cast:
            suggested = shortlist(counted, top)
    return SectionResult(
        section=section,
        cards=results(cards, counted),
        budget=dot_budget(len(cards)) if voted else 0,
        suggested=suggested,
        waiting=counted.waiting if voted and cards else (),
        hints=quadrant_hints(len(cards)) if section.internal is not None else (),
    )


def results(cards: Sequence[Card], counted: Tally) -> tuple[CardResult, ...]:
    """The cards in their order, each with what was counted for it."""
    votes: Mapping[str, tuple[int, int]] = {
        item.item: (item.dots, item.voters) for item in counted.items
    }
    found: list[CardResult] = []
    for card in cards:
        dots, voters = votes[card.ref]
        weight = guarded(lambda card=card: factor(card.first_factor, card.second_factor))
        found.append(CardResult(card, dots, voters, weight))
    return tuple(found)


def count(state: State, cards: Sequence[Card]) -> Tally:
    """Count the dots on these cards by reference; a dot once placed is never thrown away.

    The budget shrinks when cards are deleted or merged after the vote, which must not undo it.
    """
    refs = {card.id: card.ref for card in cards}
    voters = [person for person in state.voters if in_the_room(person)]
    allowed = {person.id for person in state.voters}
    ballots = {
        initials(state, who): {refs[card_id]: dots for card_id, dots in given.items()}
        for who, given in ballots_on(state, tuple(cards)).items()
        if who in allowed
    }
    spent = max((sum(given.values()) for given in ballots.values()), default=0)
    most = max((dots for given in ballots.values() for dots in given.values()), default=1)
    return tally(
        items=list(refs.values()),
        ballots=ballots,
        budget=max(dot_budget(len(refs)), spent),
        max_per_item=most,
        voters=[person.initials for person in voters],
    )
