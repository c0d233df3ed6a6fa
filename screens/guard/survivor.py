"""What the guard asks of an app; stands alone so that neither needs to import the other."""

from typing import Protocol, runtime_checkable

from textual.message import Message
from textual.message_pump import MessagePump


@runtime_checkable
class Survivor(Protocol):
    """An app that decides which exceptions it can go on after."""

    def survives(self, pump: MessagePump, message: Message, error: Exception) -> bool:
        """Whether the app goes on; False lets the exception end it."""
        ...
