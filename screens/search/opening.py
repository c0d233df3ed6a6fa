"""From a search to what it found: the session opens at the stage, with the item selected."""

from typing import TYPE_CHECKING, Any, Protocol

from facilitator.words.language import _
from facilitator.workshop.library import Library
from facilitator.workshop.searching.corpus import Corpus
from facilitator.workshop.searching.whereabouts import whereabouts
from screens.search.dialog import Chosen, FindDialog

if TYPE_CHECKING:
    from screens.stage import StageScreen


class Host(Protocol):
    """What the application does for a search."""

    async def open_session(self, workshop_id: str, stage_key: str = "") -> None:
        """Show a session."""

    async def push_screen_wait(self, screen: Any) -> Any:
        """Show a dialog and return its answer."""

    @property
    def session(self) -> "StageScreen | None":
        """The session that is open."""
        ...


def corpus_of(library: Library) -> Corpus:
    """All texts of the sessions, archived ones included. Blocks on disk; raises `NotRead`."""
    return Corpus(library.store.texts(), library.summaries(archived=True))


async def search(app: Host, library: Library) -> None:
    """Ask for words, then open what was chosen; to be awaited in a worker."""
    chosen: Chosen | None = await app.push_screen_wait(FindDialog(lambda: corpus_of(library)))
    if chosen is None:
        return
    session = app.session
    if session is None or session.desk.opened.id != chosen.workshop_id:
        await app.open_session(chosen.workshop_id)
        session = app.session
    if session is not None and chosen.hit is not None:
        hit = chosen.hit
        place = whereabouts(session.desk.state, hit.table, hit.ref, hit.place)
        if place is None:
            session.tell(
                _("No stage of this agenda shows it; Ctrl+L lists what was captured."), "warn"
            )
        else:
            # In its turn: a session that was opened just now is still being laid out.
            session.call_later(session.look_at, place.stage_id, place.where)
