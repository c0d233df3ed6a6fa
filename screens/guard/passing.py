"""Tells a part of the screen that is just coming or going from one that is missing.

While one stage takes the place of another, keys pressed in the same moment still reach what asks
the old one, or the new one before its parts are there. There is nothing to act on, and no fault.
"""

from types import FrameType
from typing import Any

from textual.css.query import NoMatches
from textual.widget import Widget


def is_passing(error: BaseException) -> bool:
    """Whether something was looked for in a widget that is not on the screen yet, or any more."""
    if not isinstance(error, NoMatches) or error.__traceback__ is None:
        return False
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    asked: Any = _asked(trace.tb_frame)
    return isinstance(asked, Widget) and (
        bool(asked._pruning)  # pyright: ignore[reportPrivateUsage]
        or not asked.is_mounted
        or not asked.is_attached
    )


def _asked(frame: FrameType) -> object:
    return frame.f_locals.get("base_node") or frame.f_locals.get("self")
