"""Commands on the list of sessions: new, list, where, history, agendas."""

import asyncio
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands.settings import Settings, Stopped, say

if TYPE_CHECKING:
    from facilitator.workshop.setup import Person

PEOPLE_COLUMNS = ("name", "initials", "role", "channel", "presence", "votes", "moderator")
YES = frozenset({"yes", "y", "true", "1", "x", "да", "tak"})


def new(
    settings: Settings, agenda_id: str, participants: Path | None, header: dict[str, str]
) -> int:
    """Create a session; prints its reference."""
    from facilitator.agenda import all_agendas
    from facilitator.workshop.setup import add_people

    loaded = all_agendas(settings.places().config)
    for problem in loaded.problems:
        say(str(problem))
    known = {agenda.id: agenda for agenda in loaded.agendas}
    if agenda_id not in known:
        raise Stopped(f"There is no agenda {agenda_id}. There are: {', '.join(known)}.", 2)
    people = [] if participants is None else read_people(participants)
    given = {name: value for name, value in header.items() if value}

    async def create() -> int:
        opened = await library.create(known[agenda_id], **given)
        if people:
            await opened.run(add_people, people)
        return opened.state.workshop.number

    with settings.library() as library:
        print(asyncio.run(create()))
    return 0


def read_people(path: Path) -> "list[Person]":
    """The people of a CSV file with a line of headings; raises `Stopped` with line and reason."""
    from facilitator.workshop.setup import Person

    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(f"{path} cannot be read: {error}. Save it as CSV in UTF-8.", 2) from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    headings = [heading.strip().lower() for heading in rows.fieldnames or ()]
    if "name" not in headings:
        raise Stopped(
            f"{path}, line 1: there is no column “name”. The columns are: "
            f"{', '.join(PEOPLE_COLUMNS)}; all but name may be left out.",
            2,
        )
    rows.fieldnames = headings
    people: list[Person] = []
    for row in rows:
        values = {key: (row.get(key) or "").strip() for key in PEOPLE_COLUMNS}
        if not values["name"]:
            raise Stopped(f"{path}, line {rows.line_num}: the name is empty.", 2)
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
        rows = [
            {name: getattr(each, name) for name in fields}
            | {"stages_done": each.stages_done, "stages": each.stages, "changed": each.changed_at}
            for each in found
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    if not found:
        say(
            "There is no session yet. facilitator demo shows an example; facilitator new makes one."
        )
    for each in found:
        state = "agreed" if each.agreed else ("archived" if each.archived else each.state)
        progress = f"{each.stages_done}/{each.stages}"
        print("\t".join((str(each.number), each.day, state, progress, each.company, each.title)))
    return 0


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
        ("sessions", settings.where()),
        ("second copies", places.recorder),
        ("backups", places.backups),
        ("agendas of your own", places.config / "agendas"),
        ("reports of faults", places.reports),
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
        own = "your own" if agenda.path else "ready"
        print("\t".join((agenda.id, f"{agenda.minutes} min", own, agenda.title)))
    for problem in loaded.problems:
        say(str(problem))
    return 1 if any(problem.serious for problem in loaded.problems) else 0
