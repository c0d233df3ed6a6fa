"""The frame of a session that is only looked at: no question, no line, no keys of its own."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from screens.frame import FrameScreen


class ReadOnlyScreen(FrameScreen, inherit_bindings=False):
    """Title, clock, agenda and stage; what the frame needs besides is there and never shown."""

    CSS_PATH: ClassVar = ["stage.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """What is above the frame, the frame, what is below."""
        yield from self.above()
        yield from super().compose()
        yield from self.below()

    async def on_mount(self) -> None:
        """Take away what is not for whoever only looks."""
        for hidden in self.query("#question, #told, #capture, #footer"):
            hidden.display = False

    def above(self) -> ComposeResult:
        """Over everything."""
        yield from ()

    def below(self) -> ComposeResult:
        """Under the stage."""
        yield from ()

    def _show_question(self) -> None:
        pass

    def _show_footer(self) -> None:
        pass

    def show_label(self) -> None:
        """There is no line."""
