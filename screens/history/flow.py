"""From the list of what happened to an entry, to the session as it stood then, and back."""

from textual.dom import DOMNode

from facilitator.store.entry import Change
from facilitator.store.store import NotSaved
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.past import Past
from facilitator.workshop.restoring import restore
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.history import HistoryDialog
from screens.history.entry import Asked, EntryDialog
from screens.history.past import PastScreen


async def show_history(node: DOMNode, desk: Desk) -> None:
    """Show the history until it is left; to be awaited in a worker."""
    words, seq, told = "", 0, ""
    while True:
        try:
            entries = await desk.opened.history()
        except NotSaved as refusal:  # the server went away just now
            desk.tell(str(refusal), "warn")
            return
        dialog = HistoryDialog(desk, entries, words, seq, told)
        asked = await ask(node, dialog)
        if asked is None:
            return
        words, seq, told = dialog.words, asked.seq, ""
        at = next(at for at, entry in enumerate(entries) if entry.seq == asked.seq)
        if asked.what == "show":
            asked = await ask(node, EntryDialog(desk, entries, at)) or Asked("", seq)
            at = next(at for at, entry in enumerate(entries) if entry.seq == asked.seq)
        seq = asked.seq
        if asked.what == "then":
            past = Past(desk.opened, entries, at)
            await ask(node, PastScreen(past))
            seq = past.entry.seq
        elif asked.what == "restore":
            told = await _restored(desk, entries[at].changes)


async def _restored(desk: Desk, changes: tuple[Change, ...]) -> str:
    """Bring back what was deleted; returns what is told."""
    try:
        names = ", ".join(await desk.run(restore, changes))
    except (Refused, NotSaved) as refusal:
        return str(refusal)
    return _("✓ Back again: {names}. Ctrl+Z in the stage takes it back.").format(names=names)
