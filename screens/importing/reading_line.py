"""The line of a mapping screen that says what will be read, or what is missing for it."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static


class ReadLine(Static, can_focus=True):
    """The big line: Enter on it reads the file."""

    DEFAULT_CSS = """
    ReadLine { height: auto; max-height: 2; text-style: bold; color: $success; }
    ReadLine:focus { text-style: bold reverse; }
    ReadLine.-not { color: $warning; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.read", "Read", show=False, id="readline.read")
    ]
