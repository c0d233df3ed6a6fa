"""One line whose letters nobody in the room sees."""

from screens.dialogs.wording import WordingDialog
from screens.widgets.capture import CaptureLine


class SecretDialog(WordingDialog):
    """Returns the password, empty when the dialog was left with Esc."""

    def __init__(self, question: str) -> None:
        super().__init__(question, "", lambda _unused: None)

    def on_mount(self) -> None:
        """Show no letter."""
        super().on_mount()
        self.query_one(CaptureLine).password = True
