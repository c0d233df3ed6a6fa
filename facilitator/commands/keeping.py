"""Commands on whole sessions: carry them to another database, forget them, take names out."""

import csv
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.commands.settings import Settings, Stopped, say
from facilitator.words.language import _

if TYPE_CHECKING:
    from facilitator.store.erase import Forgotten
    from facilitator.store.glance import Summary
    from facilitator.workshop.library import Library


def carry(
    settings: Settings, source: str, target: str, references: Sequence[str], *, keep: bool
) -> int:
    """Move sessions (all, when none is named) to another database; prints their numbers there."""
    from facilitator.store.carry import NotCarried
    from facilitator.store.carry import carry as move

    def of(where: str) -> Settings:
        return Settings(db=where or settings.where(), today=settings.today)

    if not target:
        raise Stopped(_("Say where to: facilitator carry --to postgresql://user@host/name 3"), 2)
    with of(source).library() as here, of(target).library() as there:
        everything = here.summaries(archived=True, deleted=True)
        chosen = [here.find(each) for each in references] or sorted(
            everything, key=lambda each: each.number
        )
        if not chosen:
            say(_("There is no session to move."))
        for each in chosen:
            try:
                done = move(here.store, there.store, each.id, keep=keep)
            except NotCarried as refused:
                raise Stopped(str(refused)) from refused
            print("\t".join((str(done.number), done.title, str(done.entries))))
            if done.number != done.before:
                told = _("{title} was number {before}; there it is {number}.")
                say(told.format(title=done.title, before=done.before, number=done.number))
    return 0


def forget(settings: Settings, reference: str, *, yes: bool) -> int:
    """Take a session out of everything this computer keeps."""
    from facilitator.store.erase import forget as erase
    from facilitator.store.exported import exported

    with settings.library() as library:
        summary = _closed(library, reference, "forget")
        title = f"{summary.number} {summary.title}"
        if not yes:
            raise Stopped(
                _(
                    "This takes “{title}” out of the database, its backups and the second copy "
                    "and deletes the files it was exported to, for good; nothing brings it back. "
                    "Copy what may be needed elsewhere, then add --yes."
                ).format(title=title)
            )
        plans = [each for each in library.summaries(archived=True) if each.parent_id == summary.id]
        entries = library.store.entries(summary.id)
        names = [path.name for path in exported(library.store.places, summary.id)]
        labels = {each.label for each in entries if each.verb == "note_export"}
        unknown = [each for each in labels if not any(name in each for name in names)]
        _tell(erase(library.store, summary.id))
    for plan in plans:
        told = _("{number} {title} was made from it and holds parts of it.")
        say(told.format(number=plan.number, title=plan.title))
    for label in sorted(unknown):
        say(_("Files it was exported to are not touched: {what}").format(what=label))
    say(_("What was copied, sent or printed is not known here, nor what other computers keep."))
    return 0


def anonymise(settings: Settings, reference: str) -> int:
    """Replace the names of people in a session and its history."""
    from facilitator.store.anonymise import anonymise as take_out
    from facilitator.store.exported import exported

    with settings.library() as library:
        summary = _closed(library, reference, "anonymise")
        _tell(take_out(library.store, summary.id))
        for path in exported(library.store.places, summary.id):
            if path.exists():
                say(_("{path} was exported before and still names people.").format(path=path))
    say(_("Read it through: people who are described in other words are not recognised."))
    return 0


def people(settings: Settings, reference: str) -> int:
    """Print the people of a session as the CSV that facilitator new --participants reads."""
    from facilitator.commands.sessions import PEOPLE_COLUMNS
    from facilitator.model import Channel
    from facilitator.workshop.opened import OpenWorkshop

    with settings.library() as library:
        state = OpenWorkshop(library.store, library.find(reference).id).state
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(PEOPLE_COLUMNS)
    for each in state.people:
        channel = state.find(Channel, each.channel_id)
        row = (each.name, each.initials, each.role, channel.name if channel else "")
        yes_no = ("yes" if each.votes else "no", "yes" if each.moderator else "no")
        lines.writerow((*row, str(each.presence), *yes_no))
    return 0


def _closed(library: "Library", reference: str, command: str) -> "Summary":
    """The session meant, which nobody has open; raises `Stopped`."""
    from facilitator.store.hold import holders

    if not reference:
        raise Stopped(_("Say which session: facilitator {command} 3").format(command=command), 2)
    deleted = library.summaries(archived=True, deleted=True)
    exact = [each for each in deleted if reference in (str(each.number), each.id)]
    found = exact[0] if exact else library.find(reference)
    if windows := holders(library.store.places, found.id):
        raise Stopped(f"{windows[0].sentence()} {_('Close it there first.')}")
    return found


def _tell(done: "Forgotten") -> None:
    for path in done.cleaned:
        print(path)
    for sentence in done.out_of_reach:
        say(sentence)
