"""The frame of a session that is only looked at: no question, no line, no keys of its own."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal

from screens.frame import FrameScreen
from screens.widgets.capture import CaptureBar
from screens.widgets.rail import Rail
from screens.widgets.words import Words


class ReadOnlyScreen(FrameScreen, inherit_bindings=False):
    """Title, clock, agenda and stage; what the frame needs besides is there and never shown."""

    CSS_PATH: ClassVar = ["stage.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """What is above the stage, the stage, what is below."""
        yield from self.above()
        with Horizontal(id="header"):
            yield Words(id="title")
            yield Words(id="clock", grows="cells")
        with Horizontal(id="middle"):
            yield Rail()
            yield Container(id="stage")
        yield from self.below()
        for hidden in (Words(id="question"), CaptureBar(id="capture"), Words(id="footer")):
            hidden.display = False
            yield hidden

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
