"""Making a plan from a session: which plan, whose, for which days; then it opens."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from facilitator.agenda.library import all_agendas
from facilitator.agenda.stages import Agenda
from facilitator.model import Action, Channel, Goal, Record
from facilitator.model.workshop import (
    FOLLOW_UP,
    OPERATIONAL_PLAN,
    PERSONAL_PLAN,
    SALES_PLAN,
    SESSION,
)
from facilitator.store.glance import Summary
from facilitator.words.language import N_, _, ngettext
from facilitator.words.period import parse_period, say_period
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library
from facilitator.workshop.plan_header import period_of, plan_header
from facilitator.workshop.state import State
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.wording import WordingDialog

MOST = 60
"""Sessions offered to make a plan from; the others are made from the list, with p."""

STANDS_ALONE = "-"

FOR = {
    SALES_PLAN: N_("a year: targets, strategies, budget"),
    OPERATIONAL_PLAN: N_("a month or a quarter of everybody"),
    PERSONAL_PLAN: N_("a month or a quarter of one person"),
    FOLLOW_UP: N_("what became of what was agreed"),
}
"""What each kind of plan is for."""


class Host(Protocol):
    """What the application does for the making of a plan."""

    async def open_session(self, workshop_id: str, stage_key: str = "") -> None:
        """Show a session."""

    async def push_screen_wait(self, screen: Any) -> Any:
        """Show a dialog and return its answer."""


async def make_plan(app: Host, library: Library, parent_id: str) -> str:
    """Ask which plan is made from a session, make it and open it; returns what is told then."""
    loaded = all_agendas(library.store.places.config).agendas
    plans = [each for each in loaded if each.kind != SESSION]
    choices = [
        (each.id, f"{_(each.title)} · {_(FOR.get(each.kind, ''))}".rstrip(" ·")) for each in plans
    ]
    chosen = await app.push_screen_wait(ChooseDialog(_("Which plan?"), choices))
    agenda = next((each for each in plans if each.id == chosen), None)
    return "" if agenda is None else await _make(app, library, agenda, parent_id)


async def plan_of_some_session(
    app: Host, library: Library, agenda: Agenda, sessions: Sequence[Summary]
) -> str:
    """Ask from which session a plan is made, or let it stand alone."""
    choices = [(each.id, f"{each.number} {each.title}") for each in sessions[:MOST]]
    if agenda.kind != PERSONAL_PLAN:
        choices.append((STANDS_ALONE, _("none: it stands alone and takes nothing over")))
    question = _("{title}: from which session or plan is it made?").format(title=_(agenda.title))
    chosen = await app.push_screen_wait(ChooseDialog(question, choices))
    if chosen == STANDS_ALONE:
        opened = await library.create(agenda)
        await app.open_session(opened.id)
        return ""
    return await _make(app, library, agenda, chosen) if chosen else ""


async def _make(app: Host, library: Library, agenda: Agenda, parent_id: str) -> str:
    parent = (await library.read(parent_id)).state
    today = library.clock.today()
    person = ""
    if agenda.kind == PERSONAL_PLAN:
        choices = [(each.name, f"{each.initials} {each.name}") for each in parent.people]
        if not choices:
            raise Refused(_("Nobody is in this session yet. Take people in at its set-up first."))
        person = await app.push_screen_wait(ChooseDialog(_("Whose plan is it?"), choices))
        if not person:
            return ""
    period = None
    if agenda.kind != FOLLOW_UP:

        def check(words: str) -> None:
            plan_header(parent, agenda, period_of(words, today), person, today)

        question = (
            _("{title}: for which year? For example {example}.")
            if agenda.kind == SALES_PLAN
            else _("{title}: for which month or quarter? For example {example}.")
        ).format(title=_(agenda.title), example=_example(agenda))
        words = await app.push_screen_wait(
            WordingDialog(question, proposed(parent, agenda, today), check)
        )
        if not words:
            return ""
        period = parse_period(words, today)
    opened = await library.derive(parent_id, agenda, period, person)
    await app.open_session(opened.id)
    return _taken(opened.state, parent.workshop.title)


def _taken(plan: State, parent: str) -> str:
    """What came along from the parent, told when the plan opens."""
    people, channels = len(plan.people), len(plan.rows(Channel))
    goals, actions, rows = len(plan.rows(Goal)), len(plan.rows(Action)), len(plan.rows(Record))
    counts = [
        (people, ngettext("{count} person", "{count} people", people)),
        (channels, ngettext("{count} channel", "{count} channels", channels)),
        (goals, ngettext("{count} goal", "{count} goals", goals)),
        (actions, ngettext("{count} action", "{count} actions", actions)),
        (rows, ngettext("{count} row", "{count} rows", rows)),
    ]
    parts = ", ".join(words.format(count=count) for count, words in counts if count)
    made_from = parent or _("the session")
    if parts:
        return _("Made from {parent}, with {parts}. Ctrl+N begins.").format(
            parent=made_from, parts=parts
        )
    return _("Made from {parent}. Ctrl+N begins.").format(parent=made_from)


def _example(agenda: Agenda) -> str:
    return "2027" if agenda.kind == SALES_PLAN else _("feb 2027 or Q1 2027")


def proposed(parent: State, agenda: Agenda, today: date) -> str:
    """The period a plan is most likely for, as it is typed."""
    source = parent.workshop
    try:
        header = plan_header(parent, agenda, None, _anybody(parent), today)
    except Refused:
        day = max(source.period_first or source.day or today, today)
        ahead = day.year * 12 + day.month  # the month after
        month = date(ahead // 12, ahead % 12 + 1, 1)
        last = source.period_last
        if source.kind != SESSION and last and month > last:
            month = last.replace(day=1)
        return f"{month:%Y-%m}"
    return say_period(header["period_first"], header["period_last"])


def _anybody(parent: State) -> str:
    return parent.people[0].name if parent.people else ""
