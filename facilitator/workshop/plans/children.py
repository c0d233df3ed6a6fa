"""Personal plans made from an operational plan, read as what each promises its channel.

Source: coverage row 124, agenda 3.3 step 4.
"""

from datetime import date
from decimal import Decimal

from facilitator.methods.exact import Figure, NotAvailable, half_up
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.plans.operational_commands import PersonTargets, take_person_plans
from facilitator.workshop.plans.personal import channel_of, position
from facilitator.workshop.plans.personal_approval import approval
from facilitator.workshop.plans.personal_targets import targets
from facilitator.workshop.state import State

_PLACES = 4


async def read_personal_plans(library: Library, opened: OpenWorkshop) -> int:
    """Take what the personal plans made from this plan promise into its ledger; say how many.

    Raises `Refused` when none is made from it yet.
    """
    found: list[PersonTargets] = []
    for summary in library.summaries():
        if summary.parent_id == opened.id and summary.kind == PERSONAL_PLAN:
            child = await library.read(summary.id)
            found.append(person_targets(child.state, library.clock.today()))
    if not found:
        raise Refused(
            _(
                "No personal plan was made from this one yet. Ctrl+P “Make a plan from this” makes "
                "one; its sums can also be typed here."
            )
        )
    await opened.run(take_person_plans, sorted(found, key=lambda each: each.number))
    return len(found)


def person_targets(state: State, today: date) -> PersonTargets:
    """The targets of one personal plan and what it expects anyway."""
    typed = targets(state)
    place = position(state, today)
    expected: Figure = place if isinstance(place, NotAvailable) else place.forecast.expected
    return PersonTargets(
        number=state.workshop.number,
        name=state.workshop.person,
        channel=channel_of(state),
        values={
            "calls": _exact(typed.calls),
            "meetings": _exact(typed.meetings),
            "contracts": _exact(typed.contracts),
            "contracts_sum": _exact(typed.sum),
            "paid": _exact(typed.paid),
            "expected": _exact(expected),
        },
        why=typed.justification,
        state=str(approval(state).step),
    )


def _exact(value: Figure | None) -> Decimal | None:
    if value is None or isinstance(value, NotAvailable):
        return None
    return half_up(value, _PLACES).normalize()
