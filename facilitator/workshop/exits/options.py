"""Checks about strategy options."""

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.results.options import Options, options


def _options(here: Here) -> Options:
    return options(here.state, here.stage)


def _first_cell(here: Here) -> str:
    return here.spec.cells[0].id if here.spec.cells else ""


def _min_options(here: Here) -> Misses:
    count, needed = len(_options(here).options), here.check.number("n")
    if count < needed:
        yield (
            _("Options: {count} of {needed}.").format(count=count, needed=needed),
            _first_cell(here),
        )


def _options_cover(here: Here) -> Misses:
    filled = {found.card.section for found in _options(here).options}
    for cell in here.check.words("cells"):
        if cell not in filled:
            yield _("There is no {cell} option yet.").format(cell=cell), cell


def _options_linked(here: Here) -> Misses:
    for found in _options(here).options:
        if isinstance(found.cell, NotAvailable):
            yield f"{found.card.ref}: {found.cell.reason}", found.card.ref


def _options_voted(here: Here) -> Misses:
    found = _options(here)
    if not found.cast:
        yield _("No dots are given to the options yet."), _first_cell(here)
    elif found.waiting:
        yield (
            _("Dots are missing from {names}.").format(names=listed(found.waiting)),
            found.waiting[0],
        )


def _options_selected(here: Here) -> Misses:
    found = _options(here)
    low, high = here.check.number("low"), here.check.number("high")
    count = len(found.selected)
    if count < low:
        yield (
            _("Options chosen: {count} of at least {low}.").format(count=count, low=low),
            _first_cell(here),
        )
    if count > high:
        yield (
            _("Options chosen: {count}; keep at most {high}.").format(count=count, high=high),
            found.selected[-1].card.ref,
        )


def _shortlist_used(here: Here) -> Misses:
    sections = here.check.words("sections")
    found = _options(here)
    for card in found.factors:
        used = any(card.ref in option.factors for option in found.options)
        if card.section in sections and not used and not card.accepted.strip():
            yield (
                _("{ref} is used by no option; use it or accept it openly.").format(ref=card.ref),
                card.ref,
            )


CHECKS: dict[str, Check] = {
    "min_options": _min_options,
    "options_cover": _options_cover,
    "options_linked": _options_linked,
    "options_voted": _options_voted,
    "options_selected": _options_selected,
    "shortlist_used": _shortlist_used,
}
