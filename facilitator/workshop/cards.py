"""Cards on boards: adding, rewording, moving, merging, ordering, marking, linking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.model import Ballot, Card, Fit
from facilitator.words.language import _
from facilitator.workshop.called import begun, called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.ledger import forget_reference, move_among, rename_reference
from facilitator.workshop.state import State

STRENGTH, THREAT = "S", "T"


@dataclass(frozen=True, slots=True)
class NewCard:
    """What is known of a card when it is typed."""

    section: str
    text: str
    evidence: str = ""
    subject: str = ""


def cards_of(state: State, board: str, section: str | None = None) -> tuple[Card, ...]:
    """The cards of a board, or of one of its sections, in their order."""
    sections = state.memo("cards", lambda: _by_section(state.rows(Card)))
    if section is not None:
        return sections.get((board, section), ())
    return tuple(card for (on, _unused), cards in sections.items() if on == board for card in cards)


def _by_section(cards: Iterable[Card]) -> dict[tuple[str, str], tuple[Card, ...]]:
    found: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        values = vars(card)  # the mapped attributes would take most of the time of a big board
        found.setdefault((values["board"], values["section"]), []).append(card)
    return {place: tuple(cards) for place, cards in found.items()}


def card_by_ref(state: State, ref: str) -> Card | None:
    """The card that carries this reference, whatever its case."""
    refs = state.memo("refs", lambda: {card.ref.upper(): card for card in state.rows(Card)})
    return refs.get(ref.strip().upper())


def add_cards(edit: Edit, board: str, cards: Sequence[NewCard]) -> list[Card]:
    """Put cards on a board, each behind the others of its section; references are given here."""
    refs: dict[str, list[str]] = {}
    for section in dict.fromkeys(card.section for card in cards):
        count = sum(card.section == section for card in cards)
        refs[section] = edit.next_refs(section, count)[::-1]
    added = edit.add_all(
        [
            Card(
                workshop_id=edit.workshop.id,
                board=board,
                section=card.section,
                ref=refs[card.section].pop(),
                text=edit.needed(card.text, _("The card")),
                evidence=edit.text(card.evidence, _("The evidence")),
                subject=edit.text(card.subject, _("The subject"), limit=100),
                author=edit.who,
                created_at=edit.instant,
            )
            for card in cards
        ]
    )
    names = ", ".join(card.ref for card in added[:5]) + (" …" if len(added) > 5 else "")
    edit.says(_("{names} added").format(names=names))
    return added


def add_card(
    edit: Edit, board: str, section: str, text: str, evidence: str = "", subject: str = ""
) -> Card:
    """Put one card on a board."""
    return add_cards(edit, board, [NewCard(section, text, evidence, subject)])[0]


def edit_card(edit: Edit, card_id: str, **values: Any) -> Card:
    """Change text, evidence, subject, direction, accepted, tags, factors … of a card."""
    card = edit.get(Card, card_id)
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field == "text":
            kept[field] = edit.needed(value, _("The card"))
        elif field.endswith("_factor"):
            kept[field] = _factor(value)
        else:
            kept[field] = edit.text(value, begun(field)) if isinstance(value, str) else value
    edit.says(_("{ref} changed").format(ref=card.ref))
    return edit.change(card, **kept)


def _factor(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= 5:
        raise Refused(_("A factor is weighed from 1 to 5."))
    return value


def suggested_threats(state: State, board: str) -> frozenset[str]:
    """Ids of cards that tell a competitor's strength which is no threat on the board yet."""
    return state.memo(("suggested threats", board), lambda: _suggested_threats(state, board))


def _suggested_threats(state: State, board: str) -> frozenset[str]:
    there = {each.text for each in cards_of(state, board, THREAT)}
    theirs = (each for each in cards_of(state, board, STRENGTH) if each.subject.strip())
    return frozenset(each.id for each in theirs if _as_threat(each) not in there)


def as_threat(edit: Edit, card_id: str) -> Card:
    """Put a competitor's strength on the board as a threat to us; the strength stays."""
    card = edit.get(Card, card_id)
    if card.section != STRENGTH or not card.subject.strip():
        raise Refused(_("Only a competitor's strength is a threat to us. s says whose it is."))
    if card.id not in suggested_threats(edit.state, card.board):
        raise Refused(_("{ref} stands among the threats already.").format(ref=card.ref))
    return add_card(edit, card.board, THREAT, _as_threat(card), card.evidence, card.subject)


def _as_threat(card: Card) -> str:
    return f"{card.subject}: {card.text}"


def toggle_tag(edit: Edit, card_id: str, tag: str) -> Card:
    """Set or clear a mark such as bottleneck, pinned, used_today or heard."""
    card = edit.get(Card, card_id)
    tags = [each for each in card.tags if each != tag]
    said = _("{ref}: {tag} off") if tag in card.tags else _("{ref}: {tag} on")
    edit.says(said.format(ref=card.ref, tag=called(tag)))
    return edit.change(card, tags=tags if tag in card.tags else [*tags, tag])


def delete_card(edit: Edit, card_id: str) -> None:
    """Take a card off its board, with its dots, fits and links from options."""
    card = edit.get(Card, card_id)
    _detach(edit, card, into=None)
    forget_reference(edit, card.ref)
    edit.says(_("{ref} deleted").format(ref=card.ref))
    edit.remove(card)


def move_card(edit: Edit, card_id: str, section: str) -> Card:
    """Move a card to another section of its board, where it gets a reference of that section."""
    card = edit.get(Card, card_id)
    if card.section == section:
        return card
    ref = edit.next_refs(section)[0]
    last = edit.state.rows(Card)[-1].position + 1
    rename_reference(edit, card.ref, ref)
    edit.says(_("{ref} moved, now {new_ref}").format(ref=card.ref, new_ref=ref))
    return edit.change(card, section=section, ref=ref, position=last)


def reorder_card(edit: Edit, card_id: str, steps: int) -> Card:
    """Move a card up (negative) or down within its section; its reference stays."""
    card = edit.get(Card, card_id)
    like = [edit.get(Card, each.id) for each in cards_of(edit.state, card.board, card.section)]
    return move_among(edit, card, like, steps)


def merge_cards(edit: Edit, kept_id: str, merged_id: str, text: str | None = None) -> Card:
    """Make one card of two: dots add up (one person's at most once), links follow."""
    kept, merged = edit.get(Card, kept_id), edit.get(Card, merged_id)
    if kept.id == merged.id:
        raise Refused(_("Choose two different cards to merge."))
    if kept.board != merged.board:
        raise Refused(_("Only cards of one board can be merged."))
    _detach(edit, merged, into=kept)
    words = edit.needed(text, _("The card")) if text is not None else kept.text
    evidence = "; ".join(filter(None, dict.fromkeys([kept.evidence, merged.evidence])))
    edit.remove(merged)
    rename_reference(edit, merged.ref, kept.ref)
    edit.says(_("{ref} merged into {kept}").format(ref=merged.ref, kept=kept.ref))
    return edit.change(
        edit.get(Card, kept.id),
        text=words,
        evidence=evidence,
        subject=kept.subject or merged.subject,
        tags=list(dict.fromkeys([*kept.tags, *merged.tags])),
    )


def _detach(edit: Edit, card: Card, into: Card | None) -> None:
    """Let nothing point at a card that goes: dots and links move to another one, or go too."""
    held = {
        row.participant_id for row in edit.state.rows(Ballot) if into and row.card_id == into.id
    }
    for ballot in edit.state.rows(Ballot):
        if ballot.card_id != card.id:
            continue
        if into is None or ballot.participant_id in held:
            edit.remove(ballot)
        else:
            edit.change(ballot, card_id=into.id)
    edit.remove_all(
        fit for fit in edit.state.rows(Fit) if card.id in (fit.internal_id, fit.external_id)
    )
    for option in edit.state.rows(Card):
        if card.id in option.links:
            ids = [into.id if into and each == card.id else each for each in option.links]
            links = [each for each in dict.fromkeys(ids) if into or each != card.id]
            edit.change(option, links=links)
