"""Strategy options (TOWS): what an inside and an outside factor make possible together."""

from collections.abc import Iterable

from facilitator.methods.exact import NotAvailable
from facilitator.methods.swot import Quadrant
from facilitator.methods.tows import STRONGEST_FIT, TowsCell, cell_of
from facilitator.model import Card, Fit
from facilitator.words.language import _
from facilitator.workshop import dots, lookup
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.fields import DIRECTIONS, chosen
from facilitator.workshop.ledger import rename_reference
from facilitator.workshop.state import State

_QUADRANTS = frozenset(Quadrant)
_ACCEPTABLE = (Quadrant.WEAKNESSES, Quadrant.THREATS)


def options_board(state: State) -> str:
    """The key of the stage whose board holds the options; raises `Refused` without one."""
    stage = lookup.find_kind(state, "options")
    if stage is None:
        raise Refused(_("This session has no stage for strategy options. Add TOWS to the agenda."))
    return stage.key


def add_option(
    edit: Edit, text: str, links: str | Iterable[str], direction: str = "", board: str = ""
) -> Card:
    """Take in an option; its cell, and so its reference, follows from the factors it links.

    `links` are references or ids of cards, as a list or as words ("S2 S1 × O1 O4"). Raises
    `Refused` when a factor is unknown, only one side is linked, or one side is mixed.
    """
    factors = _factors(edit.state, links)
    cell = _cell(factors)
    option = edit.add_last(
        Card(
            workshop_id=edit.workshop.id,
            board=board or options_board(edit.state),
            section=cell,
            ref=edit.next_refs(cell)[0],
            text=edit.needed(text, _("The option")),
            links=[factor.id for factor in factors],
            direction=chosen(_("The direction"), DIRECTIONS, direction, "direction"),
            author=edit.who,
            created_at=edit.instant,
        )
    )
    edit.says(
        _("{ref} added: {factors}").format(
            ref=option.ref, factors=" ".join(factor.ref for factor in factors)
        )
    )
    return option


def relink(edit: Edit, option: str, links: str | Iterable[str]) -> Card:
    """Rest an option on other factors; in another cell it gets a reference of that cell.

    Goals and actions that name the old reference name the new one afterwards.
    """
    card = lookup.card(edit.state, option)
    factors = _factors(edit.state, links)
    cell = _cell(factors)
    ids = [factor.id for factor in factors]
    if cell == card.section:
        edit.says(
            _("{ref} links {factors}").format(
                ref=card.ref, factors=" ".join(factor.ref for factor in factors)
            )
        )
        return edit.change(card, links=ids)
    ref = edit.next_refs(cell)[0]
    rename_reference(edit, card.ref, ref)
    edit.says(_("{ref} moved, now {new_ref}").format(ref=card.ref, new_ref=ref))
    return edit.change(card, section=cell, ref=ref, links=ids)


def _factors(state: State, links: str | Iterable[str]) -> list[Card]:
    keys = links if not isinstance(links, str) else lookup.split_references(links)
    found = {each.id: each for each in (lookup.card(state, key) for key in keys)}
    for each in found.values():
        if each.section not in _QUADRANTS:
            raise Refused(
                _("{ref} is not a factor. Link cards of S, W, O and T.").format(ref=each.ref),
                "links",
            )
    return list(found.values())


def _cell(factors: Iterable[Card]) -> TowsCell:
    cell = cell_of(Quadrant(factor.section) for factor in factors)
    if isinstance(cell, NotAvailable):
        raise Refused(cell.reason, "links")
    return cell


def set_fit(edit: Edit, internal: str, external: str, value: int | None) -> Fit | None:
    """Say how well an inside factor meets an outside one: 0 none, 1 weak, 2 clear, 3 strong.

    None takes the rating back; an unrated pair is not a 0.
    """
    inside, outside = lookup.card(edit.state, internal), lookup.card(edit.state, external)
    if not _is_inside(inside) or _is_inside(outside):
        raise Refused(_("A fit joins an inside factor (S, W) and an outside one (O, T)."))
    if value is not None and not 0 <= value <= STRONGEST_FIT:
        raise Refused(_("The fit is 0 none, 1 weak, 2 clear or 3 strong."), "value")
    rated = next(
        (
            fit
            for fit in edit.state.rows(Fit)
            if (fit.internal_id, fit.external_id) == (inside.id, outside.id)
        ),
        None,
    )
    edit.says(
        (
            _("Fit {inside} × {outside}: not rated")
            if value is None
            else _("Fit {inside} × {outside}: {fit}")
        ).format(inside=inside.ref, outside=outside.ref, fit=value)
    )
    if value is None:
        if rated is not None:
            edit.remove(rated)
        return None
    if rated is not None:
        return edit.change(rated, value=value)
    return edit.add_last(
        Fit(
            workshop_id=edit.workshop.id,
            internal_id=inside.id,
            external_id=outside.id,
            value=value,
        )
    )


def _is_inside(factor: Card) -> bool:
    if factor.section not in _QUADRANTS:
        raise Refused(_("{ref} is not a factor of S, W, O or T.").format(ref=factor.ref))
    return Quadrant(factor.section).internal


def accept_factor(edit: Edit, card: str, reason: str) -> Card:
    """Live openly with a weakness or threat no option uses; an empty reason takes that back."""
    factor = lookup.card(edit.state, card)
    if factor.section not in _ACCEPTABLE:
        raise Refused(
            _("Only weaknesses and threats are accepted; {ref} is neither.").format(ref=factor.ref)
        )
    words = edit.text(reason, _("The reason"), limit=500)
    said = _("{ref} accepted") if words else _("{ref} not accepted any more")
    edit.says(said.format(ref=factor.ref))
    return edit.change(factor, accepted=words)


def choose_options(edit: Edit, options: Iterable[str]) -> list[Card]:
    """Make exactly these options (references or ids) the chosen ones."""
    return dots.list_only(edit, options_board(edit.state), options)
