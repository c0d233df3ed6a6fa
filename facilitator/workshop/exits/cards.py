"""Checks about the cards of a board."""

from facilitator.methods.exact import NotAvailable
from facilitator.model import Channel
from facilitator.words.language import _, ngettext
from facilitator.workshop.cards import cards_of
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.swot import SectionResult, board


def _sections(here: Here) -> tuple[SectionResult, ...]:
    return board(here.state, here.stage).sections


def _section(here: Here) -> SectionResult | None:
    wanted = here.check.word("section")
    return next((each for each in _sections(here) if each.section.id == wanted), None)


def _count(found: SectionResult, needed: int) -> Misses:
    count = len(found.cards)
    if count < needed:
        sentence = ngettext(
            "{title}: {count} of {needed} card.", "{title}: {count} of {needed} cards.", needed
        ).format(title=found.section.title, count=count, needed=needed)
        yield sentence, found.section.id


def _min_cards(here: Here) -> Misses:
    for found in _sections(here):
        yield from _count(found, here.check.number("per_section"))


def _section_cards(here: Here) -> Misses:
    found = _section(here)
    if found is not None:
        yield from _count(found, here.check.number("n"))


def _card_per_channel(here: Here) -> Misses:
    wanted = here.check.word("section")
    texts = [card.text.casefold() for card in cards_of(here.state, here.stage.key, wanted)]
    found = _section(here)
    title = found.section.title if found else wanted
    for channel in here.state.rows(Channel):
        if channel.active and not any(channel.name.casefold() in text for text in texts):
            yield (
                _("{title}: no card names {channel}.").format(title=title, channel=channel.name),
                wanted,
            )


def _evidence_share(here: Here) -> Misses:
    found = board(here.state, here.stage)
    needed = here.check.number("percent")
    if isinstance(found.evidence_share, NotAvailable):
        yield found.evidence_share.reason, found.sections[0].section.id if found.sections else ""
        return
    if found.evidence_share * 100 < needed:
        bare = [each.card for each in found.cards if not each.card.evidence.strip()]
        proved = len(found.cards) - len(bare)
        sentence = _("Evidence: {proved} of {cards} cards, at least {needed} % carry it.").format(
            proved=proved, cards=len(found.cards), needed=needed
        )
        yield sentence, bare[0].ref


def _competitor_card(here: Here) -> Misses:
    found = board(here.state, here.stage)
    if not found.competitor_refs:
        first = found.sections[0].section.id if found.sections else ""
        yield _("No card is about a named competitor."), first


def _shortlist(here: Here) -> Misses:
    for found in _sections(here):
        needed = min(here.check.number("per_section"), len(found.cards))
        if len(found.listed) < needed:
            sentence = _("{title}: {listed} of {needed} on the short-list.").format(
                title=found.section.title, listed=len(found.listed), needed=needed
            )
            yield sentence, found.section.id


def _factors_answered(here: Here) -> Misses:
    found = _section(here)
    for each in found.cards if found else ():
        heavy = isinstance(each.factor, int) and each.factor >= here.check.number("n")
        if heavy and found is not None and not each.card.evidence.strip():
            yield (
                _("{ref} weighs {factor} and has no {note}.").format(
                    ref=each.card.ref, factor=each.factor, note=found.section.note
                ),
                (each.card.ref),
            )


CHECKS: dict[str, Check] = {
    "min_cards": _min_cards,
    "section_cards": _section_cards,
    "card_per_channel": _card_per_channel,
    "evidence_share": _evidence_share,
    "competitor_card": _competitor_card,
    "shortlist": _shortlist,
    "factors_answered": _factors_answered,
}
