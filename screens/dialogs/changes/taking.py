"""From the file to the session: read beside the screen, shown, and taken in as one entry."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual.dom import DOMNode

from exports.returning import Returned, read_back
from facilitator.store.entry import Entry
from facilitator.words.language import _, ngettext
from facilitator.words.reasons import reason_of
from facilitator.workshop.edit import Refused
from facilitator.workshop.exchange.differences import take_in_differences
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.changes.differences import DifferencesDialog
from screens.dialogs.changes.file import PlanFileDialog


async def take_changes(screen: DOMNode, desk: Desk, folder: Path | None = None) -> str:
    """Ask for the file and for each change; returns what to say, empty when it was left."""
    path = await ask(screen, PlanFileDialog(folder))
    if path is None:
        return ""
    history = await desk.opened.history()
    try:
        found = await asyncio.to_thread(_read, desk, path, history)
    except OSError as error:
        return _("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))
    except Refused as refused:
        return refused.sentence
    if not found.differences and not found.unread:
        return _("{name} asks for no change.").format(name=path.name)
    chosen = await ask(screen, DifferencesDialog(found, path.name))
    if not chosen:
        return _("Nothing was changed.")
    count = await desk.attempt(take_in_differences, chosen)
    if count is None:
        return ""
    return ngettext(
        "✓ {n} change taken in; Ctrl+Z takes it back.",
        "✓ {n} changes taken in; Ctrl+Z takes them back.",
        count,
    ).format(n=count)


def _read(desk: Desk, path: Path, history: Sequence[Entry]) -> Returned:
    return read_back(path.read_bytes(), desk.opened.edit(), history)
