"""Commands on one session: show its figures, check the plan, export, import, rebuild."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands.settings import Settings, Stopped, content_of, say
from facilitator.words.language import _, ngettext

if TYPE_CHECKING:
    from facilitator.workshop.library import Library
    from facilitator.workshop.opened import OpenWorkshop

GOALLESS = ("csv", "ics")
"""Formats that hold actions alone."""


def _opened(library: "Library", reference: str) -> "OpenWorkshop":
    from facilitator.workshop.opened import OpenWorkshop

    return OpenWorkshop(library.store, library.find(reference).id, library.clock)


def show(settings: Settings, reference: str, *, as_json: bool) -> int:
    """The figures of a session: as JSON, or the whole plan as Markdown."""
    with settings.library() as library:
        opened = _opened(library, reference)
        if as_json:
            from facilitator.workshop.results.figures import figures

            found = figures(opened.state, settings.day())
            print(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            _print(_document(opened, "md", settings))
    return 0


def check(settings: Settings, reference: str) -> int:
    """What stands in the way of a good plan; code 1 when something must be mended."""
    from facilitator.workshop.check import check as look

    with settings.library() as library:
        found = look(_opened(library, reference).state, settings.day())
    for finding in found:
        print("\t".join((_(finding.level), finding.ref, finding.sentence)))
    if not found:
        say(_("Nothing to mend: the plan is complete."))
    return 1 if any(finding.level == "error" for finding in found) else 0


def export(
    settings: Settings, reference: str, form: str, out: str, *, force: bool, team: bool = False
) -> int:
    """Write a session as a document; prints where, or the document itself for `-`."""
    if team and form == "json":
        raise Stopped(
            _(
                "A JSON document keeps everything, a private goal too. For the team: --to md "
                "--team."
            ),
            2,
        )
    from exports.atomic import NotWritten, write_file
    from exports.names import file_name
    from facilitator.store.exported import note
    from facilitator.workshop.plans.personal import is_personal

    with settings.library() as library:
        opened = _opened(library, reference)
        document = _document(opened, form, settings, team=team)
        if not team and form not in GOALLESS:
            _warn_of_private(opened)
        name = file_name(
            opened.state.workshop, settings.day(), form, team=team and is_personal(opened.state)
        )
        session, places = opened.id, opened.store.places
    if out == "-":
        _print(document)
        return 0
    try:
        path = write_file(Path(out or name), document, overwrite=force)
        note(places, session, path, document)
        print(path)
    except NotWritten as refused:
        raise Stopped(
            _("{reason} --force overwrites it.").format(reason=refused)
            if not force
            else str(refused)
        ) from refused
    return 0


def _document(
    opened: "OpenWorkshop", form: str, settings: Settings, *, team: bool = False
) -> str | bytes:
    from exports.formats import FORMATS, MissingLibrary

    history = opened.store.entries(opened.id)
    try:
        return FORMATS[form].render(opened.state, history, settings.day(), team=team)
    except MissingLibrary as missing:
        raise Stopped(missing.sentence, 2) from missing


def _print(document: str | bytes) -> None:
    if isinstance(document, str):
        sys.stdout.write(document)
        return
    if sys.stdout.isatty():
        raise Stopped(_("This format is not text for a terminal. Name a file with --out."), 2)
    sys.stdout.buffer.write(document)
    sys.stdout.flush()


def _warn_of_private(opened: "OpenWorkshop") -> None:
    from facilitator.workshop.plans.personal_goal import personal_goal

    goal = personal_goal(opened.state)
    if goal is not None and goal.private:
        say(_("It holds the personal goal; for the team: facilitator export REF --team."))


def take_in(settings: Settings, path: Path, *, copy: bool) -> int:
    """Import a session from its JSON document; prints its reference."""
    from facilitator.workshop.exchange import import_document

    content = content_of(path)
    with settings.library() as library:
        taken = import_document(library.store, content, copy=copy)
        for notice in taken.notices:
            say(notice)
        print(taken.number)
    return 0


def rebuild(settings: Settings, workshop_id: str, source: str, *, afresh: bool) -> int:
    """Restore sessions from the second copy or from a backup; prints what came back.

    Returns 1 when something did not.
    """
    from facilitator.store.glance import DatabaseRefused
    from facilitator.store.rebuild import NothingToRestore, Source
    from facilitator.store.rebuild import rebuild as restore

    try:
        done = restore(
            settings.places(),
            workshop_id or None,
            settings.where(),
            Source(source),
            afresh=afresh,
        )
    except NothingToRestore as nothing:
        raise Stopped(str(nothing)) from nothing
    except DatabaseRefused as refused:
        raise Stopped(str(refused), 2) from refused
    for moved in done.set_aside:
        say(_("Put aside, not deleted: {path}").format(path=moved))
    for session in done.sessions:
        print("\t".join(map(str, (session.number, session.title, session.entries))))
        if session.missing:
            lost = ngettext(
                "{title}: {n} entry could not be restored, as its line is lost or what it rests "
                "on.",
                "{title}: {n} entries could not be restored, as their lines are lost or what they "
                "rest on.",
                session.missing,
            )
            say(lost.format(title=session.title, n=session.missing))
        if session.refused:
            say(f"{session.title}: {session.refused}")
    return int(any(session.missing or session.refused for session in done.sessions))
