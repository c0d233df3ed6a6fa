"""Channel structure per channel: width, revenue per partner, revenue at risk, planned revenue."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, divide
from facilitator.model import Channel
from facilitator.words.language import _
from facilitator.workshop.results.reading import fillings, number
from facilitator.workshop.state import State

FORM = "structure"

Computed = Fraction | NotAvailable


@dataclass(frozen=True, slots=True)
class Structure:
    """What follows from one channel's form; money in the session's unit, shares as fractions."""

    channel: str
    width_change: Computed
    """Partners wanted minus partners now."""
    width_change_share: Computed
    kept_share: Computed
    """Revenue of kept partners divided by revenue now."""
    leaving_revenue: Computed
    """Revenue now minus revenue of kept partners."""
    transferred: Computed
    at_risk: Computed
    """Revenue of leaving partners that is not expected to move to the kept ones."""
    planned_revenue: Computed
    """Kept + transferred + growth."""
    growth_share: Computed
    per_partner_now: Computed
    per_partner_planned: Computed
    per_partner_change: Computed
    top_share: Computed
    coverage: Computed


def structures(state: State) -> Mapping[str, Structure]:
    """Structure by channel id, for every channel whose form was begun."""
    return state.memo("structures", lambda: _structures(state))


def _structures(state: State) -> dict[str, Structure]:
    names = {channel.id: channel.name for channel in state.rows(Channel)}
    return {
        channel: _structure(names.get(channel, ""), answers)
        for channel, answers in fillings(state, FORM).items()
    }


def _structure(name: str, answers: Mapping[str, str]) -> Structure:
    width_now = _entered(answers, "width_now", _("The partners now are not entered."))
    width_target = _entered(answers, "width_target", _("The partners wanted are not entered."))
    now = _entered(answers, "revenue_now", _("The revenue now are not entered."))
    kept = _entered(answers, "revenue_kept", _("The revenue of kept partners are not entered."))
    growth = _entered(answers, "growth", _("The growth of kept partners are not entered."))
    transfer = _share(_entered(answers, "transfer", _("The expected transfer are not entered.")))
    leaving = _minus(now, kept)
    transferred = _times(leaving, transfer)
    planned = _plus(_plus(kept, transferred), growth)
    per_now = _over(now, width_now, _("There are no partners now."))
    per_planned = _over(planned, width_target, _("No partners are wanted."))
    return Structure(
        channel=name,
        width_change=_minus(width_target, width_now),
        width_change_share=_over(
            _minus(width_target, width_now), width_now, _("There are no partners now.")
        ),
        kept_share=_over(kept, now, _("There is no revenue now.")),
        leaving_revenue=leaving,
        transferred=transferred,
        at_risk=_minus(leaving, transferred),
        planned_revenue=planned,
        growth_share=_over(growth, kept, _("The kept partners have no revenue.")),
        per_partner_now=per_now,
        per_partner_planned=per_planned,
        per_partner_change=_over(
            _minus(per_planned, per_now), per_now, _("There is no revenue now.")
        ),
        top_share=_over(
            _entered(answers, "revenue_top", _("The revenue of the top partner are not entered.")),
            now,
            _("There is no revenue now."),
        ),
        coverage=_over(
            _entered(answers, "territories_served", _("The territories served are not entered.")),
            _entered(answers, "territories_planned", _("The territories planned are not entered.")),
            _("No territories are planned."),
        ),
    )


def _entered(answers: Mapping[str, str], field: str, reason: str) -> Computed:
    value = number(answers.get(field, ""))
    return NotAvailable(reason) if value is None else value


def _share(value: Computed) -> Computed:
    return value if isinstance(value, NotAvailable) else value / 100


def _plus(one: Computed, other: Computed) -> Computed:
    if isinstance(one, NotAvailable):
        return one
    return other if isinstance(other, NotAvailable) else one + other


def _minus(one: Computed, other: Computed) -> Computed:
    if isinstance(one, NotAvailable):
        return one
    return other if isinstance(other, NotAvailable) else one - other


def _times(one: Computed, other: Computed) -> Computed:
    if isinstance(one, NotAvailable):
        return one
    return other if isinstance(other, NotAvailable) else one * other


def _over(one: Computed, other: Computed, reason: str) -> Computed:
    if isinstance(one, NotAvailable):
        return one
    return other if isinstance(other, NotAvailable) else divide(one, other, reason)
