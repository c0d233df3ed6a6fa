"""The yardstick: the smallest Textual app one can type into."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="ready")


if __name__ == "__main__":
    Bare().run()
