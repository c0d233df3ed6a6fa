"""What a plan is called, whose it is and which days it is for, checked before it is made."""

from datetime import date
from typing import Any

from facilitator.agenda.stages import Agenda
from facilitator.model import Workshop
from facilitator.model.workshop import (
    FOLLOW_UP,
    OPERATIONAL_PLAN,
    PERSONAL_PLAN,
    SALES_PLAN,
    SESSION,
)
from facilitator.words.language import N_, _, speaking
from facilitator.words.period import (
    MONTHS_IN_QUARTER,
    MONTHS_IN_YEAR,
    NoPeriod,
    parse_period,
    say_period,
)
from facilitator.workshop import lookup
from facilitator.workshop.edit import Refused
from facilitator.workshop.state import State

Period = tuple[date, date]

KEPT = (
    "company", "currency", "unit", "country", "language",
    "rule_plan", "rule_actions", "rule_lists", "rules_confirmed",
)  # fmt: skip
"""Fields of the header every plan has as its parent has them."""

LATE = 9
"""In a session after this month, a sales plan is for the next year."""

CALLED = {
    SALES_PLAN: N_("Sales plan"),
    OPERATIONAL_PLAN: N_("Operational plan"),
    FOLLOW_UP: N_("Follow-up"),
}


def period_of(words: str, today: date) -> Period | None:
    """The period in words, None for none; raises `Refused` with the field “period”."""
    if not words.strip():
        return None
    try:
        return parse_period(words, today)
    except NoPeriod as error:
        raise Refused(str(error), "period") from error


def plan_header(
    parent: State, agenda: Agenda, period: Period | None, person: str, today: date
) -> dict[str, Any]:
    """The header of a plan made from `parent`.

    Raises `Refused` with the field “person” or “period” when one is missing or does not fit.
    """
    source = parent.workshop
    name = _person(parent, agenda.kind, person)
    first, last = _period(source, agenda.kind, period, today)
    values: dict[str, Any] = {field: getattr(source, field) for field in KEPT}
    values |= {
        "kind": agenda.kind,
        "agenda_id": agenda.id,
        "parent_id": source.id,
        "parent_seq": parent.head,
        "person": name,
        "period_first": first,
        "period_last": last,
        "day": today,
    }
    with speaking(source.language):
        values["agenda_title"] = _(agenda.title)
        values["title"] = title_of(agenda, name, first, last, source.title)
    for take in agenda.takes:
        kind, _unused, field = take.partition(":")
        if kind == "header" and field in Workshop.model_fields:
            values[field] = getattr(source, field)
    return values


def title_of(
    agenda: Agenda, person: str, first: date | None, last: date | None, parent: str = ""
) -> str:
    """What a plan is called until it is given another title."""
    span = say_period(first, last)
    if agenda.kind == FOLLOW_UP:
        return _("Follow-up: {parent}").format(parent=parent) if parent else _(agenda.title)
    if person:
        return f"{person}, {span}" if span else person
    return f"{_(CALLED.get(agenda.kind, agenda.title))} {span}".strip()


def _person(parent: State, kind: str, words: str) -> str:
    if kind != PERSONAL_PLAN:
        return ""
    if not words.strip():
        names = ", ".join(f"{each.initials} {each.name}" for each in parent.people)
        raise Refused(
            _("Whose plan is it? Name one person. There are: {names}.").format(names=names)
            if names
            else _("Whose plan is it? Name one person."),
            "person",
        )
    return lookup.person(parent, words, "person").name


def _period(
    source: Workshop, kind: str, period: Period | None, today: date
) -> tuple[date | None, date | None]:
    if kind in (SESSION, FOLLOW_UP):
        return period or (None, None)
    found = period or _usual(source, kind, today)
    if found is None:
        raise Refused(_("Which month or quarter is the plan for? For example 2027-02."), "period")
    _check_length(kind, *found)
    if source.kind != SESSION and source.period_first and source.period_last:
        outside = found[0] < source.period_first or found[1] > source.period_last
        if outside:
            raise Refused(
                _("{period} is not within {title}, which is for {whole}.").format(
                    period=say_period(*found),
                    title=source.title,
                    whole=say_period(source.period_first, source.period_last),
                ),
                "period",
            )
    return found


def _usual(source: Workshop, kind: str, today: date) -> Period | None:
    if source.kind != SESSION and source.period_first and source.period_last:
        own = source.period_first, source.period_last
        return own if kind == source.kind or _months(*own) in _LENGTHS[kind] else None
    if kind == SALES_PLAN:
        day = source.day or today
        year = day.year + (day.month > LATE)
        return date(year, 1, 1), date(year, MONTHS_IN_YEAR, 31)
    return None


_LENGTHS = {
    SALES_PLAN: range(1, 3 * MONTHS_IN_YEAR + 1),
    OPERATIONAL_PLAN: (1, MONTHS_IN_QUARTER),
    PERSONAL_PLAN: (1, MONTHS_IN_QUARTER),
}


def _check_length(kind: str, first: date, last: date) -> None:
    if _months(first, last) not in _LENGTHS[kind]:
        said = (
            _("This plan is for a month or a quarter, not for {period}.")
            if kind != SALES_PLAN
            else _("This plan is for whole months, at most three years, not for {period}.")
        )
        raise Refused(said.format(period=say_period(first, last)), "period")


def _months(first: date, last: date) -> int:
    """How many whole months the days are, 0 when they begin or end inside one."""
    whole = first.day == 1 and (last.month != date.fromordinal(last.toordinal() + 1).month)
    return (last.year - first.year) * 12 + last.month - first.month + 1 if whole else 0
