"""Dots: a silent vote that ranks cards, and the short-list that follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitator.agenda.stages import Stage as Plan
from facilitator.methods import voting
from facilitator.model import Ballot, Card
from facilitator.words.language import _, ngettext
from facilitator.words.several import all_of
from facilitator.workshop import lookup
from facilitator.workshop.cards import cards_of
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.results.ballots import ballots_on
from facilitator.workshop.results.ballots import dots as dots_of
from facilitator.workshop.results.swot import count as count_dots
from facilitator.workshop.reveal import dots_vote, forget_vote, is_hidden
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

MOST_PER_CARD = 1
"""Dots one person may put on one card unless the room agrees on more (up to 3)."""


def voted_together(state: State, card: Card) -> tuple[Card, ...]:
    """The cards that compete for the same dots: those of its section, or of the whole stage."""
    return cards_of(state, card.board, _scope(state, card.board, card.section))


def vote_of(state: State, board: str, section: str | None) -> str:
    """The name of the vote the dots on a section belong to, see `reveal`."""
    return dots_vote(board, _scope(state, board, section))


def dot_budget(state: State, board: str, section: str | None = None) -> int:
    """Dots each person has on a section, or on the whole stage: a third of the cards.

    Raises `Refused` where the agenda knows no vote.
    """
    return voting.dot_budget(len(cards_of(state, board, _scope(state, board, section))))


def dots_left(state: State, participant_id: str, board: str, section: str | None = None) -> int:
    """Dots a person can still give on a section, or on the whole stage; never below 0."""
    scope = _scope(state, board, section)
    given = ballots_on(state, cards_of(state, board, scope)).get(participant_id, {})
    return max(0, dot_budget(state, board, section) - sum(given.values()))


def give_dots(
    edit: Edit, participant: str, card: str, dots: int = 1, most: int = MOST_PER_CARD
) -> int:
    """Say how many dots a person puts on a card (0 takes them back); returns the card's dots.

    The person is named by id, initials or name, the card by id or reference. Raises `Refused`
    for someone without a vote, more dots than `most` on one card, or more than the budget.
    """
    who = lookup.voter(edit.state, participant)
    on = lookup.card(edit.state, card)
    together = voted_together(edit.state, on)
    names = {each.id: each.ref for each in together}
    given = [row for row in edit.state.rows(Ballot) if row.participant_id == who.id]
    ballot = {names[row.card_id]: row.dots for row in given if row.card_id in names}
    ballot[on.ref] = dots
    found = voting.check_ballot(
        who.name, ballot, tuple(names.values()), voting.dot_budget(len(together)), most
    )
    problems = [each for each in found if each.item in (None, on.ref)]
    before = next((row for row in given if row.card_id == on.id), None)
    if problems and dots > (before.dots if before else 0):
        raise Refused(problems[0].sentence, "dots")
    if dots < 0:
        raise Refused(_("Dots cannot be fewer than none."), "dots")
    edit.says(
        ngettext(
            "{initials}: {dots} dot on {ref}", "{initials}: {dots} dots on {ref}", dots
        ).format(initials=who.initials, dots=dots, ref=on.ref)
    )
    if before is not None and dots == 0:
        edit.remove(before)
    elif before is not None:
        edit.change(before, dots=dots)
    elif dots:
        edit.add_last(
            Ballot(
                workshop_id=edit.workshop.id,
                card_id=on.id,
                participant_id=who.id,
                dots=dots,
            )
        )
    return dots_of(edit.state).get(on.id, 0)


def clear_dots(edit: Edit, board: str, section: str | None = None, participant: str = "") -> int:
    """Take back the dots of one person, or of everybody: then the vote begins again, hidden.

    Of a section, or of a whole stage. Returns how many; raises `Refused` when there are none.
    """
    ids = {card.id for card in cards_of(edit.state, board, _scope(edit.state, board, section))}
    who = lookup.person(edit.state, participant) if participant else None
    given = [row for row in edit.state.rows(Ballot) if row.card_id in ids]
    gone = [row for row in given if who is None or row.participant_id == who.id]
    if not gone:
        raise Refused(_("Nobody has given dots here yet."))
    edit.remove_all(gone)
    if len(gone) == len(given):
        forget_vote(edit, vote_of(edit.state, board, section))
    edit.says(
        _("Dots of {name} taken back").format(name=who.name)
        if who
        else _("Dots of everybody taken back")
    )
    return sum(row.dots for row in gone)


@dataclass(frozen=True, slots=True)
class ShortListed:
    """What a short-list was made of; as text, a sentence for the room.

    `by_section` holds what was kept and what is tied, by section id ("" for the whole stage).
    """

    refs: tuple[str, ...]
    by_section: Mapping[str, voting.Shortlist]

    @property
    def ties(self) -> tuple[voting.Shortlist, ...]:
        """Where the cut line runs between cards with equal dots."""
        return tuple(each for each in self.by_section.values() if each.tied)

    def __str__(self) -> str:
        sentences = [
            _("Short-list: {refs}.").format(refs=" ".join(self.refs))
            if self.refs
            else _("Short-list: no card.")
        ]
        for tie in self.ties:
            names = all_of(tie.tied)
            if tie.run_off:
                sentences.append(
                    ngettext(
                        "{names} tie and {seats} place is left: vote again with one dot each, "
                        "or mark by hand.",
                        "{names} tie and {seats} places are left: vote again with one dot each, "
                        "or mark by hand.",
                        tie.seats,
                    ).format(names=names, seats=tie.seats)
                )
            else:
                sentences.append(_("{names} tie at the cut line; both stay.").format(names=names))
        return " ".join(sentences)


def short_list(
    edit: Edit, board: str, top: int | None = None, limit: int | None = None
) -> ShortListed:
    """Mark the cards with the most dots, in each section or over the whole stage.

    Cards tied at the cut line stay together: they are marked while the list is no longer than
    `limit`, and otherwise left for a run-off. `top` is by default what the agenda says, else 3;
    `limit` is by default `top`, over a whole stage one more. Raises `Refused` when nobody has
    given dots.
    """
    plan = _plan(edit.state, board)
    count = top or plan.shortlist or 3
    whole = plan.votes != "section"
    longest = limit or (count + 1 if whole else count)
    scopes: list[str | None] = [None] if whole else [each.id for each in plan.sections]
    if any(is_hidden(edit.state, dots_vote(board, scope)) for scope in scopes):
        raise Refused(_("The dots are still hidden. Press v, then r reveals them."))
    found: dict[str, voting.Shortlist] = {}
    for scope in scopes:
        cards = cards_of(edit.state, board, _scope(edit.state, board, scope))
        if cards:
            found[scope or ""] = voting.shortlist(count_dots(edit.state, cards), count, longest)
    if not any(each.kept or each.tied for each in found.values()):
        raise Refused(_("Nobody has given dots yet. Enter them first, or mark cards by hand."))
    kept = [votes.item for each in found.values() for votes in each.kept]
    _list_exactly(edit, cards_of(edit.state, board), set(kept))
    listed = ShortListed(tuple(kept), found)
    edit.says(str(listed))
    return listed


def toggle_listed(edit: Edit, card: str) -> Card:
    """Put a card on the short-list, or take it off."""
    found = lookup.card(edit.state, card)
    edit.says(
        (_("{ref} off the short-list") if found.listed else _("{ref} on the short-list")).format(
            ref=found.ref
        )
    )
    return edit.change(found, listed=not found.listed)


def list_only(edit: Edit, board: str, cards: Iterable[str]) -> list[Card]:
    """Make exactly these cards (ids or references) the short-list of a board."""
    chosen = [lookup.card(edit.state, each) for each in cards]
    for each in chosen:
        if each.board != board:
            raise Refused(_("{ref} lies on another board.").format(ref=each.ref))
    _list_exactly(edit, cards_of(edit.state, board), {each.ref for each in chosen})
    refs = ", ".join(each.ref for each in chosen)
    edit.says(_("Chosen: {refs}").format(refs=refs) if refs else _("Chosen: none"))
    return [edit.get(Card, each.id) for each in chosen]


def _list_exactly(edit: Edit, cards: Iterable[Card], refs: set[str]) -> None:
    for card in cards:
        if card.listed != (card.ref in refs):
            edit.change(card, listed=card.ref in refs)


def _scope(state: State, board: str, section: str | None) -> str | None:
    """The section when dots are given by section, None when over the whole stage."""
    votes = _plan(state, board).votes
    if not votes:
        raise Refused(_("No dots are given in this stage."))
    return section if votes == "section" else None


def _plan(state: State, board: str) -> Plan:
    stage = lookup.find_stage(state, board)
    if stage is None:
        raise Refused(
            _("This session has no stage {board}. Add it to the agenda first.").format(board=board)
        )
    return plan_of(stage)
