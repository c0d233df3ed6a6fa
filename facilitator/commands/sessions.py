"""Commands on the list of sessions: new, list, where, history, agendas."""

import asyncio
import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _, pgettext

if TYPE_CHECKING:
    from facilitator.agenda.stages import Agenda
    from facilitator.store.glance import Summary
    from facilitator.workshop.library import Library
    from facilitator.workshop.setup import Person

PEOPLE_COLUMNS = ("name", "initials", "role", "channel", "presence", "votes", "moderator")
EVERYONE = "everyone"
YES = frozenset({"yes", "y", "true", "1", "x", "да", "д", "tak", "t"})


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """What a plan is made from, whose it is, which days it is for; as typed, or empty."""

    source: str = ""
    persons: Sequence[str] = ()
    period: str = ""


def new(
    settings: Settings,
    agenda_id: str,
    participants: Path | None,
    header: dict[str, str],
    plan: PlanAsked,
) -> int:
    """Create a session, or a plan from one; prints its reference."""
    agenda = _agenda(settings, agenda_id or "full_day")
    people = [] if participants is None else read_people(participants)
    given = {name: value for name, value in header.items() if value}
    with settings.library() as library:
        if plan.source:
            numbers = asyncio.run(_make_plans(library, agenda, plan, given, people))
        else:
            numbers = [asyncio.run(_create(library, agenda, plan, given, people))]
    for number in numbers:
        print(number)
    return 0


def _agenda(settings: Settings, id: str) -> "Agenda":
    from facilitator.agenda import all_agendas

    loaded = all_agendas(settings.places().config)
    for problem in loaded.problems:
        say(str(problem))
    known = {agenda.id: agenda for agenda in loaded.agendas}
    if id not in known:
        raise Stopped(
            _("There is no agenda {id}. There are: {known}.").format(id=id, known=", ".join(known)),
            2,
        )
    return known[id]


async def _create(
    library: "Library",
    agenda: "Agenda",
    plan: PlanAsked,
    given: dict[str, str],
    people: "Sequence[Person]",
) -> int:
    from facilitator.workshop.plan_header import period_of, title_of
    from facilitator.workshop.setup import add_people

    if agenda.kind == "personal_plan" and len(plan.persons) != 1:
        raise Stopped(_("Whose plan is it? Add --person with a name, or --from with a session."), 2)
    if agenda.kind == "session" and (plan.persons or plan.period):
        raise Stopped(_("--person and --period are for plans; choose one with --agenda."), 2)
    first, last = period_of(plan.period, library.clock.today()) or (None, None)
    person = plan.persons[0] if plan.persons else ""
    if agenda.kind == "session" and not given.get("title"):
        raise Stopped(_("A session needs a title: facilitator new --title “…”."), 2)
    more = {"person": person, "period_first": first, "period_last": last}
    title = given.pop("title", "") or title_of(agenda, person, first, last)
    opened = await library.create(agenda, title, **given, **more)
    if people:
        await opened.run(add_people, people)
    return opened.state.workshop.number


async def _make_plans(
    library: "Library",
    agenda: "Agenda",
    plan: PlanAsked,
    given: dict[str, str],
    people: "Sequence[Person]",
) -> list[int]:
    """One plan, or one for each person."""
    from facilitator.workshop.plan_header import period_of, plan_header
    from facilitator.workshop.setup import add_people, change_session

    source = library.find(plan.source)
    today = library.clock.today()
    period = period_of(plan.period, today)
    persons = list(plan.persons) or [""]
    state = (await library.read(source.id)).state
    if [each.casefold() for each in persons] == [EVERYONE]:
        persons = [each.name for each in state.people if not each.moderator]
    for person in persons:
        plan_header(state, agenda, period, person, today)  # all or none
    title = given.pop("title", "")
    numbers: list[int] = []
    for person in persons:
        opened = await library.derive(source.id, agenda, period, person, title)
        if given:
            await opened.run(change_session, **given)
        if people:
            await opened.run(add_people, people)
        numbers.append(opened.state.workshop.number)
    return numbers


def read_people(path: Path) -> "list[Person]":
    """The people of a CSV file with a line of headings; raises `Stopped` with line and reason."""
    from facilitator.workshop.setup import Person

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(
            _("{path} cannot be read: {error}. Save it as CSV in UTF-8.").format(
                path=path, error=error
            ),
            2,
        ) from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    headings = [heading.strip().lower() for heading in rows.fieldnames or ()]
    if "name" not in headings:
        raise Stopped(
            _(
                "{path}, line 1: there is no column “name”. The columns are: "
                "{people_columns}; all but name may be left out."
            ).format(path=path, people_columns=", ".join(PEOPLE_COLUMNS)),
            2,
        )
    rows.fieldnames = headings
    people: list[Person] = []
    for row in rows:
        values = {key: (row.get(key) or "").strip() for key in PEOPLE_COLUMNS}
        if not values["name"]:
            raise Stopped(
                _("{path}, line {line_num}: the name is empty.").format(
                    path=path, line_num=rows.line_num
                ),
                2,
            )
        people.append(
            Person(
                name=values["name"],
                initials=values["initials"],
                role=values["role"],
                channel=values["channel"],
                presence=values["presence"].lower() or "present",
                votes=not values["votes"] or values["votes"].lower() in YES,
                moderator=values["moderator"].lower() in YES,
            )
        )
    return people


def show_list(settings: Settings, *, as_json: bool) -> int:
    """The sessions, changed last first."""
    with settings.library() as library:
        found = library.summaries(archived=True)
    if as_json:
        fields = ("number", "id", "title", "company", "day", "state", "archived", "agreed")
        fields += ("kind", "parent_id", "person", "period_first", "period_last")
        rows = [
            {name: getattr(each, name) for name in fields}
            | {"stages_done": each.stages_done, "stages": each.stages, "changed": each.changed_at}
            for each in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    if not found:
        say(
            _(
                "There is no session yet. facilitator demo shows an example; facilitator new "
                "makes one."
            )
        )
    for each in found:
        state = _state(each)
        progress = f"{each.stages_done}/{each.stages}"
        print("\t".join((str(each.number), each.day, state, progress, each.company, each.title)))
    return 0


def _state(summary: "Summary") -> str:
    from facilitator.workshop.called import called

    if summary.agreed:
        return pgettext("session", "agreed")
    if summary.archived:
        return _("archived")
    return called(summary.state)


def history(settings: Settings, reference: str) -> int:
    """Everything that happened in a session, oldest first."""
    with settings.library() as library:
        summary = library.find(reference)
        for entry in library.store.entries(summary.id):
            print("\t".join((entry.at[:19], entry.stage_key, entry.who, entry.label)))
    return 0


def where(settings: Settings) -> int:
    """Where sessions, second copies, backups, agendas and reports lie."""
    places = settings.places()
    for name, path in (
        (_("sessions"), settings.where()),
        (_("second copies"), places.recorder),
        (_("backups"), places.backups),
        (_("agendas of your own"), places.config / "agendas"),
        (_("reports of faults"), places.reports),
    ):
        print(f"{name}\t{path}")
    return 0


def agendas(settings: Settings, copy: str) -> int:
    """The agendas there are; or a copy of one to edit."""
    from facilitator.agenda import all_agendas, copy_agenda
    from facilitator.agenda.tables import UnknownName

    config = settings.places().config
    if copy:
        try:
            print(copy_agenda(copy, config))
        except (UnknownName, OSError, ValueError) as error:
            raise Stopped(str(error), 2) from error
        return 0
    loaded = all_agendas(config)
    for agenda in loaded.agendas:
        own = _("your own") if agenda.path else pgettext("agenda", "ready")
        print(
            "\t".join(
                (agenda.id, _("{minutes} min").format(minutes=agenda.minutes), own, _(agenda.title))
            )
        )
    for problem in loaded.problems:
        say(str(problem))
    return 1 if any(problem.serious for problem in loaded.problems) else 0
