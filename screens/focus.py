"""No key is for nobody: what has the focus may be taken out, or hidden, at any moment."""

from typing import Any

from textual.screen import Screen

from screens.widgets.capture import CaptureLine


def hold_focus(screen: Screen[Any]) -> None:
    """Give the focus to the screen's line, once it is drawn, if nothing has it then."""

    def hold() -> None:
        # At once, and not by `focus()`: whatever has asked for the focus meanwhile gets it after.
        if screen.focused is None and screen.is_attached and (lines := screen.query(CaptureLine)):
            screen.set_focus(lines.first())

    if screen.focused is None:
        screen.call_after_refresh(hold)
