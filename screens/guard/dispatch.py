"""Catches what a handler, an action or a delayed call raises, at the one place all pass.

Textual ends the app for such an exception. The method is private: the version of Textual is
bounded in pyproject, and the tests of this package fail when the place moves.
"""

from asyncio import InvalidStateError
from typing import Any, cast

from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from screens.guard.survivor import Survivor

# Reached by name: a subclass cannot stand in for every widget of the framework.
_PLACE = "_dispatch_message"
_MARK = "_is_guarded"


def _survived(pump: MessagePump, message: Message, error: Exception) -> bool:
    app = cast(object, pump.app)  # pyright: ignore[reportUnknownMemberType]
    return isinstance(app, Survivor) and app.survives(pump, message, error)


def _error_of_a_worker(message: Message) -> Exception | None:
    """What a worker failed with that was not to end the app: nobody else would hear of it."""
    if not isinstance(message, Worker.StateChanged) or message.state is not WorkerState.ERROR:
        return None
    worker = cast("Worker[object]", message.worker)  # pyright: ignore[reportUnknownMemberType]
    error = worker.error
    return error if isinstance(error, Exception) and not worker.exit_on_error else None


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
            if not _survived(self, message, error):
                raise
        if (error := _error_of_a_worker(message)) is not None:
            _survived(self, message, error)

    setattr(guarded, _MARK, True)
    setattr(pump, _PLACE, guarded)


def guard_dismissal() -> None:
    """Let a screen that has been closed be closed again without effect, once per process.

    Two keys pressed at once both reach a dialog. Textual would close what lies below it for the
    second one: the session, and in the end the program.
    """
    screen: Any = Screen
    dismiss = screen.dismiss
    if getattr(dismiss, _MARK, False):
        return

    def guarded(self: Any, result: object = None) -> AwaitComplete:
        if self not in self.app.screen_stack:
            return AwaitComplete()
        try:
            return dismiss(self, result)
        except InvalidStateError:  # whoever asked has gone: the dialog must close all the same
            return self.app.pop_screen()

    setattr(guarded, _MARK, True)
    screen.dismiss = guarded
