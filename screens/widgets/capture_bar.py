"""The line that is always ready, with its label before it."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from screens.widgets.capture import CaptureLine
from screens.widgets.pasting import Clean, cleaned_paste


class CaptureBar(Horizontal):
    """The line with its label before it, one row high; messages are those of `line`."""

    DEFAULT_CSS = """
    CaptureBar { height: 1; }
    CaptureBar > .capturebar--label {
        width: auto; max-width: 50%; height: 1; text-style: bold;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    CaptureBar > CaptureLine { width: 1fr; }
    """

    def __init__(
        self,
        label: str = "",
        *,
        placeholder: str = "",
        cleaning: Clean = cleaned_paste,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.line = CaptureLine(placeholder=placeholder, label=label, cleaning=cleaning)
        self._label = Static(classes="capturebar--label", markup=False)

    def compose(self) -> ComposeResult:
        """The label, the line."""
        yield self._label
        yield self.line

    def on_mount(self) -> None:
        """Follow the label of the line."""
        self.watch(self.line, "label", self._show_label)

    def _show_label(self, label: str) -> None:
        self._label.update(Content(f"{label} › " if label else "› "))
