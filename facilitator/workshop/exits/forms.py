"""Checks about forms: complete, a field filled, profile, market, chain."""

from facilitator.agenda.parts import Form
from facilitator.methods.exact import NotAvailable
from facilitator.methods.gaps import ChainStatus
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.results.forms import MATCHES_NEEDED, Profile, filled_forms, profiles
from facilitator.workshop.results.gaps import chains
from facilitator.workshop.results.market import market
from facilitator.workshop.results.reading import fillings


def _form_complete(here: Here) -> Misses:
    wanted = here.check.word("form")
    forms = [form for form in here.spec.forms if wanted in ("any", form.id)]
    begun = [(form, found) for form in forms for found in filled_forms(here.state, form)]
    if any(found.complete for _unused, found in begun):
        return
    if not begun:
        if forms:
            yield (
                _("{title}: not filled in yet.").format(title=forms[0].title),
                _first_required(forms[0]),
            )
        return
    form, best = min(begun, key=lambda pair: len(pair[1].missing))
    names = listed([field.label for field in best.missing])
    yield (
        _("{title}: still empty: {names}.").format(title=form.title, names=names),
        best.missing[0].id,
    )


def _first_required(form: Form) -> str:
    return next((field.id for field in form.fields if field.required), form.id)


def _field_filled(here: Here) -> Misses:
    wanted = here.check.word("field")
    label = wanted
    for form in here.spec.forms:
        for field in form.fields:
            if field.id == wanted:
                label = field.label
                if any(each.get(wanted) for each in fillings(here.state, form.id).values()):
                    return
    yield _("{label} is not filled in yet.").format(label=label), wanted


def _profile_discriminates(here: Here) -> Misses:
    found = profiles(here.state)
    if not found:
        yield _("No key-client profile is begun yet."), "matches"
    elif not any(profile.discriminates for profile in found):
        yield from _too_wide(max(found, key=lambda profile: len(profile.matches)))


def _too_wide(profile: Profile) -> Misses:
    if not profile.exclusions:
        yield _("No rule says who is not our client."), "exclusion"
    if len(profile.matches) < MATCHES_NEEDED:
        yield (
            _("Clients that match: {count} of {needed}.").format(
                count=len(profile.matches), needed=MATCHES_NEEDED
            ),
            "matches",
        )
    if not profile.mismatches:
        yield _("No client is named that does not match."), "mismatches"


def _market_computed(here: Here) -> Misses:
    found = market(here.state)
    if isinstance(found, NotAvailable):
        yield found.reason, "companies"
        return
    for part, field in ((found.base, "companies"), (found.position, "own_revenue")):
        if isinstance(part, NotAvailable):
            yield part.reason, field
            return


def _chain_checked(here: Here) -> Misses:
    found = chains(here.state)
    if not found:
        yield _("The chain client – channel – USP is not checked for any profile."), "profile"
    elif all(each.chain.status is ChainStatus.OPEN for each in found):
        yield (
            _("The chain check is not finished. {missing}").format(
                missing=found[0].chain.missing[0]
            ),
            "value_yes",
        )


CHECKS: dict[str, Check] = {
    "form_complete": _form_complete,
    "field_filled": _field_filled,
    "profile_discriminates": _profile_discriminates,
    "market_computed": _market_computed,
    "chain_checked": _chain_checked,
}
