"""What one key takes over in an operational plan: months, actions, chances, personal plans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, plain
from facilitator.methods.kpi import Light
from facilitator.methods.periods import MONTHS_IN_YEAR
from facilitator.model import Action, Figure, Record
from facilitator.words.language import LANGUAGES, N_, _, ngettext, speaking
from facilitator.words.number import decimal_text
from facilitator.workshop.actions import add_action
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.figures import set_figure
from facilitator.workshop.plans.months import (
    MONTHS,
    channels,
    plan_period,
    proposed_months,
    quarters_in,
    typed_year,
)
from facilitator.workshop.plans.operational import PERSONAL, person_named
from facilitator.workshop.plans.operational_metrics import Metric, metrics
from facilitator.workshop.records import (
    add_record,
    change_record,
    record,
    records,
    text,
)
from facilitator.workshop.state import State


def propose_months(edit: Edit, key: str = "") -> str:
    """Split the quarters of the period into months by season, for channels that have none.

    Where all have months, those of the row `key` are split anew. Raises `Refused` when no quarter
    has a target, or past sales say nothing about the split.
    """
    period = plan_period(edit.state, edit.today)
    starts = quarters_in(period)
    wanted = [name for name in channels(edit.state) if not _has_months(edit.state, name, starts)]
    row = edit.state.find(Figure, key) if key else None
    if not wanted and row is not None and row.sheet == MONTHS:
        wanted = [row.grouping]
    if not wanted:
        said = _("Every channel has its months. P on one of them splits its quarter anew.")
        raise Refused(said if channels(edit.state) else _("There are no channels yet: F12."))
    done: list[str] = []
    reasons: list[str] = []
    for name in wanted:
        for start in starts:
            found = proposed_months(edit.state, name, start)
            if isinstance(found, NotAvailable):
                reasons.append(found.reason)
                continue
            _put(edit, name, start, found.months)
            amounts = " · ".join(plain(each, 6) for each in found.months)
            done.append(f"{name} {amounts} ({found.basis})")
    if not done:
        raise Refused(" ".join(reasons))
    edit.says(_("Quarters split into months by season"))
    return " ".join(["; ".join(done) + ".", *reasons])


def _has_months(state: State, name: str, starts: Sequence[date]) -> bool:
    return any(
        value is not None
        for start in starts
        for value in typed_year(state, MONTHS, name, start.year)[start.month - 1 : start.month + 2]
    )


def _put(edit: Edit, name: str, start: date, months: Sequence[Fraction]) -> None:
    year: list[Fraction | None] = list(typed_year(edit.state, MONTHS, name, start.year))
    year[start.month - 1 : start.month + 2] = months
    assert len(year) == MONTHS_IN_YEAR
    texts = [None if value is None else decimal_text(value) for value in year]
    set_figure(edit, MONTHS, name, str(start.year), texts)


# -- red figures and risks become actions ----------------------------------------------------------


def action_from_metric(edit: Edit, key: str = "") -> str:
    """Make an action of every red base figure that has none yet (coverage row 140)."""
    wanted = [each for each in metrics(edit.state) if each.light is Light.RED]
    if not wanted:
        raise Refused(_("No figure with a target is red, so none needs an action."))
    made = [_action(edit, each) for each in wanted if not _served(edit, each)]
    if not made:
        raise Refused(_("Every red figure has its action already."))
    edit.says(_("{refs} made of red figures").format(refs=", ".join(row.ref for row in made)))
    listed = ", ".join(f"{row.ref} {row.title}" for row in made)
    return ngettext(
        "{actions}. It needs an owner and a day.",
        "{actions}. They need an owner and a day.",
        len(made),
    ).format(actions=listed)


_BACK = N_("Bring back to target – {figure}")


def _title(metric: Metric) -> str:
    return _(_BACK).format(figure=metric.key)


def _served(edit: Edit, metric: Metric) -> bool:
    """Whether an action carries its title, in whichever language it was made."""
    titles: set[str] = set()
    for language in LANGUAGES:
        with speaking(language):
            same = (each for each in metrics(edit.state) if _same(each, metric))
            titles |= {_title(each) for each in same}
    return any(row.title in titles for row in edit.state.rows(Action))


def _same(one: Metric, other: Metric) -> bool:
    return (one.subject, one.id) == (other.subject, other.id)


def _action(edit: Edit, metric: Metric) -> Action:
    return add_action(edit, title=_title(metric))


def action_from_risk(edit: Edit, key: str = "") -> str:
    """Make the response to a risk an action of the person who watches it."""
    row = record(edit.state, key)
    if row is None or row.ledger != "risks":
        raise Refused(_("Go to a risk first; P makes an action of its response."))
    if any(row.ref in action.sources for action in edit.state.rows(Action)):
        raise Refused(_("{ref} has an action already.").format(ref=row.ref))
    response = text(row, "response")
    if not response:
        raise Refused(
            _("{ref}: say first what will be done about it.").format(ref=row.ref), "response"
        )
    owner = text(row, "person")
    action = add_action(edit, title=response, sources=[row.ref], owner_id=owner)
    return _("{ref} made of {risk}. It needs a day.").format(ref=action.ref, risk=row.ref)


# -- personal plans ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonTargets:
    """What a personal plan promises, in the unit of that plan's session; None where it is open."""

    number: int
    """Number of the personal plan in the list of sessions."""
    name: str
    channel: str = ""
    values: Mapping[str, Decimal | None] = field(default_factory=dict[str, Decimal | None])
    """Fields of the ledger of personal plans."""
    why: str = ""
    state: str = ""


def take_person_plans(edit: Edit, plans: Iterable[PersonTargets]) -> list[Record]:
    """Bring the ledger of personal plans up to the plans made from this one, one row each."""
    made: list[Record] = []
    for plan in plans:
        person = person_named(edit.state, plan.name)
        channel = plan.channel or (person.channel_id if person else "")
        given = {
            "name": plan.name,
            "channel": channel,
            "why": plan.why,
            "state": plan.state,
            "plan": str(plan.number),
            **plan.values,
        }
        known = {name: value for name, value in given.items() if value not in (None, "")}
        row = _row_of(edit.state, plan)
        if row is None:
            made.append(add_record(edit, PERSONAL, **known))
        else:
            made.append(change_record(edit, row.id, **known))
    edit.says(
        _("Personal plans read in: {refs}").format(refs=", ".join(row.ref for row in made))
        if made
        else _("Personal plans read in: none")
    )
    return made


def _row_of(state: State, plan: PersonTargets) -> Record | None:
    person = person_named(state, plan.name)
    names = {plan.name.casefold()}
    if person is not None:
        names |= {person.initials.casefold(), person.name.casefold()}
    number = str(plan.number)
    listed = records(state, PERSONAL)
    own = (row for row in listed if text(row, "plan") == number)
    same = (
        row for row in listed if text(row, "name").casefold() in names and not text(row, "plan")
    )
    return next(own, None) or next(same, None)
