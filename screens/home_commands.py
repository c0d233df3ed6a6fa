"""What the list of sessions can do with a session."""

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from facilitator.agenda.library import all_agendas
from facilitator.model.workshop import SESSION
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library, archive, delete
from screens.dialogs.choose import ChooseDialog
from screens.making_plan import make_plan, plan_of_some_session
from screens.search.opening import search

if TYPE_CHECKING:
    from screens.stage import StageScreen


class Host(Protocol):
    """What the application does for the list of sessions."""

    async def open_session(self, workshop_id: str, stage_key: str = "") -> None:
        """Show a session."""

    @property
    def session(self) -> "StageScreen | None":
        """The session that is open."""
        ...

    async def push_screen_wait(self, screen: Any) -> Any:
        """Show a dialog and return its answer."""

    def do_tour(self) -> None:
        """Show the tour."""


async def carry_out(app: Host, library: Library, id: str, workshop_id: str) -> str:
    """Carry out a command; returns what the moderator is told. Raises `Refused`."""
    if id == "home.new":
        return await _create(app, library)
    if id == "home.tour":
        app.do_tour()
        return ""
    if id == "home.search":
        await search(app, library)
        return ""
    if id == "home.undo":
        return await _undo(library)
    if id == "home.demo":
        return await _example(app, library)
    if not workshop_id:
        raise Refused(_("There is no session under the cursor. Press n to create one."))
    summary = next(each for each in library.store.summaries() if each.id == workshop_id)
    name = summary.title or _("The session")
    if id == "home.plan":
        return await make_plan(app, library, workshop_id)
    if id == "home.open":
        await app.open_session(workshop_id)
        return ""
    if id == "home.copy":
        opened = await library.duplicate(workshop_id)
        await app.open_session(opened.id)
        return ""
    if id == "home.archive":
        await library.set_archived(workshop_id, not summary.archived)
        if summary.archived:
            return _("{name} taken out of the archive.").format(name=name)
        return _("{name} archived.").format(name=name)
    if id == "home.delete":
        await library.set_deleted(workshop_id, True)
        return _("{name} deleted. u brings it back.").format(name=name)
    raise Refused(_("This cannot be done here."))


async def _create(app: Host, library: Library) -> str:
    loaded = all_agendas(library.store.places.config)
    choices = [
        (
            agenda.id,
            _("{title} · {minutes} min").format(title=_(agenda.title), minutes=agenda.minutes),
        )
        for agenda in loaded.agendas
    ]
    problems = [
        _("{file}, line {line}: {reason}").format(
            file=each.file, line=each.line, reason=each.reason
        )
        for each in loaded.problems
    ]
    question = _("Which agenda? It can be changed at any time.")
    chosen = await app.push_screen_wait(ChooseDialog("\n".join([question, *problems]), choices))
    agenda = next((each for each in loaded.agendas if each.id == chosen), None)
    if agenda is None:
        return ""
    if agenda.kind != SESSION and (parents := library.summaries()):
        return await plan_of_some_session(app, library, agenda, parents)
    opened = await library.create(agenda)
    await app.open_session(opened.id)  # which begins with its set-up
    return ""


async def _undo(library: Library) -> str:
    """The last session archived or deleted comes back; what the rooms did is left alone."""
    for summary in library.summaries(archived=True, deleted=True):
        last = await asyncio.to_thread(library.store.undoable, summary.id)
        if last is not None and last.verb in (archive.__name__, delete.__name__):
            label = await library.undo(summary.id)
            return _("Taken back: {label}").format(label=label)
    return _("There is nothing to take back.")


async def _example(app: Host, library: Library) -> str:
    from facilitator.demo.plans import load_example

    await app.open_session(await load_example(library.store))
    return ""
