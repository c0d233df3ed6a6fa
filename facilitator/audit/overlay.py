"""What a person says about columns, laid over what was guessed."""

from collections.abc import Mapping

from facilitator.audit.vocabulary import Role

_FACTORS = (Role.QUANTITY, Role.PRICE)


def overlaid(guessed: Mapping[Role, str], told: Mapping[Role, str]) -> dict[Role, str]:
    """Columns by role: those told, and the guesses they do not contradict.

    An empty column takes a guess back; a column that is told for one role is guessed for no other;
    an amount that is told goes before quantity and price, and the other way round.
    """
    taken = set(told.values())
    kept = {role: name for role, name in guessed.items() if role not in told and name not in taken}
    if told.get(Role.AMOUNT):
        kept = {role: name for role, name in kept.items() if role not in _FACTORS}
    if any(told.get(role) for role in _FACTORS):
        kept.pop(Role.AMOUNT, None)
    return {**kept, **{role: name for role, name in told.items() if name}}
