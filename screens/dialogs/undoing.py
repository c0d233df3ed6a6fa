"""Undo inside a dialog that saves as it goes."""

from screens.desk import Desk


async def take_back(desk: Desk) -> str:
    """Take back the last change; returns what the moderator is told, also when there is none."""
    label = await desk.opened.undo()
    desk.changed()
    return f"Taken back: {label}" if label else "There is nothing to take back."
