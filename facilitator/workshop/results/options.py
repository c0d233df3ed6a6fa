"""Strategy options: cell, dots, what they leave uncovered, how strongly inside meets outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.methods.exact import NotAvailable
from facilitator.methods.swot import Quadrant
from facilitator.methods.tows import (
    Coverage,
    Intensity,
    Posture,
    Strategy,
    TowsCell,
    coverage,
    intensities,
    posture,
    strategy_cell,
)
from facilitator.methods.voting import Shortlist, dot_budget, shortlist
from facilitator.model import Card, Fit, Stage
from facilitator.words.language import _
from facilitator.workshop.cards import cards_of
from facilitator.workshop.results.reading import guarded
from facilitator.workshop.results.swot import count
from facilitator.workshop.state import State

USED_TODAY, BOTTLENECK = "used_today", "bottleneck"
"""Marks on factors."""

USUAL_CHOICE, LONGEST_CHOICE = 3, 4
"""Options a session goes on with; a tie at the line is kept up to the longer list."""


@dataclass(frozen=True, slots=True)
class OptionResult:
    """One option; `cell` is derived from its links, with the reason where they allow none."""

    card: Card
    factors: tuple[str, ...]
    """References of the linked factors, in the order they were linked."""
    cell: TowsCell | NotAvailable
    dots: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Options:
    """All options of a stage, in board order."""

    options: tuple[OptionResult, ...]
    budget: int
    """Dots per person."""
    cast: int
    """Dots placed."""
    waiting: tuple[str, ...]
    suggested: Shortlist | NotAvailable
    coverage: Coverage
    intensities: tuple[Intensity, ...] | NotAvailable
    posture: Posture | NotAvailable
    factors: tuple[Card, ...]
    """The short-listed factors the fit matrix is made of."""
    unrated: int
    """Pairs of the fit matrix nobody has rated."""

    @property
    def by_dots(self) -> tuple[OptionResult, ...]:
        """Most dots first, then the order of the board."""
        return tuple(sorted(self.options, key=lambda found: -found.dots))

    @property
    def selected(self) -> tuple[OptionResult, ...]:
        """The options chosen, most dots first."""
        return tuple(found for found in self.by_dots if found.selected)


def options(state: State, stage: Stage) -> Options:
    """Read the options of a stage; factors come from every SWOT board of the session."""
    return state.memo(("options", stage.id), lambda: _options(state, stage))


def factor_cards(state: State) -> tuple[Card, ...]:
    """Every card that is a strength, weakness, opportunity or threat."""
    letters = {quadrant.value for quadrant in Quadrant}
    return tuple(card for card in state.rows(Card) if card.section in letters)


def unused_chances(state: State) -> frozenset[str]:
    """Opportunities not used today, by reference; empty while the room has marked none as used."""
    chances = [card for card in factor_cards(state) if card.section == Quadrant.OPPORTUNITIES]
    used = {card.ref for card in chances if USED_TODAY in card.tags}
    return frozenset(card.ref for card in chances if card.ref not in used) if used else frozenset()


def bottlenecks(state: State) -> tuple[Card, ...]:
    """Factors marked as a bottleneck of our process, which the action plan should relieve."""
    return tuple(card for card in factor_cards(state) if BOTTLENECK in card.tags)


def _options(state: State, stage: Stage) -> Options:
    cards = cards_of(state, stage.key)
    factors = factor_cards(state)
    quadrants = {card.ref: Quadrant(card.section) for card in factors}
    refs = {card.id: card.ref for card in factors}
    strategies = {card.id: _strategy(card, refs) for card in cards}
    counted = count(state, cards)
    listed = tuple(card for card in factors if card.listed)
    found = _intensities(state, listed)
    suggested: Shortlist | NotAvailable = NotAvailable(_("Nobody has placed a dot yet."))
    if counted.cast:
        suggested = shortlist(counted, USUAL_CHOICE, LONGEST_CHOICE)
    return Options(
        options=tuple(
            OptionResult(
                card=card,
                factors=strategies[card.id].factors,
                cell=strategy_cell(strategies[card.id], quadrants),
                dots=counted.dots(card.ref),
                selected=card.listed,
            )
            for card in cards
        ),
        budget=dot_budget(len(cards)),
        cast=counted.cast,
        waiting=counted.waiting if cards else (),
        suggested=suggested,
        coverage=coverage(
            list(strategies.values()),
            quadrants,
            [card.ref for card in listed],
            [card.ref for card in factors if card.accepted.strip()],
        ),
        intensities=found,
        posture=found if isinstance(found, NotAvailable) else posture(found),
        factors=listed,
        unrated=0 if isinstance(found, NotAvailable) else sum(c.pairs - c.rated for c in found),
    )


def _strategy(card: Card, refs: Mapping[str, str]) -> Strategy:
    return Strategy(card.ref, tuple(refs[each] for each in card.links if each in refs))


def _intensities(state: State, listed: Sequence[Card]) -> tuple[Intensity, ...] | NotAvailable:
    quadrants = {card.ref: Quadrant(card.section) for card in listed}
    refs = {card.id: card.ref for card in listed}
    fits: dict[tuple[str, str], int | None] = {
        (refs[fit.internal_id], refs[fit.external_id]): fit.value
        for fit in state.rows(Fit)
        if fit.internal_id in refs and fit.external_id in refs
    }
    return guarded(lambda: intensities(quadrants, fits))
