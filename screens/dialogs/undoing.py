"""Undo inside a dialog that saves as it goes."""

from facilitator.words.language import _
from screens.desk import Desk


async def take_back(desk: Desk) -> str:
    """Take back the last change; returns what the moderator is told, also when there is none."""
    label = await desk.opened.undo()
    desk.changed()
    return (
        _("Taken back: {label}").format(label=label)
        if label
        else _("There is nothing to take back.")
    )
