"""Catches what a handler, an action or a delayed call raises, at the one place all pass.

Textual ends the app for such an exception. The method is private: the version of Textual is
bounded in pyproject, and the tests of this package fail when the place moves.
"""

from typing import Any, cast

from textual.message import Message
from textual.message_pump import MessagePump

from screens.guard.survivor import Survivor

# Reached by name: a subclass cannot stand in for every widget of the framework.
_PLACE = "_dispatch_message"
_MARK = "_is_guarded"


def guard_dispatch() -> None:
    """Wrap the dispatch of messages, once per process; apps that are no survivors see nothing."""
    pump: Any = MessagePump
    dispatch = getattr(pump, _PLACE)
    if getattr(dispatch, _MARK, False):
        return

    async def guarded(self: MessagePump, message: Message) -> None:
        try:
            await dispatch(self, message)
        except Exception as error:
            app = cast(object, self.app)  # pyright: ignore[reportUnknownMemberType]
            if not isinstance(app, Survivor) or not app.survives(self, message, error):
                raise

    setattr(guarded, _MARK, True)
    setattr(pump, _PLACE, guarded)
