"""Dialogs with a list that is copied by the same keys as the lists of a stage."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.commands import command
from screens.copying import copy_of, item_of, table_of

T = TypeVar("T")


def _keys(id: str) -> str:
    return ",".join(command(id).keys)


class CopyDialog(ModalScreen[T]):
    """With the list under the keys, y copies its item and Y the whole of it.

    Where letters go to a line, Tab gives them to the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(_keys("copy.item"), "copy_item", "Copy", id="dialog.copy_item"),
        Binding(_keys("copy.table"), "copy_table", "Copy the table", id="dialog.copy_table"),
    ]

    told_at: str
    """The selector of the line that tells what came of a key."""

    def tell_copied(self, sentence: str, tone: str) -> None:
        """Say where the copy went."""
        told = self.query_one(self.told_at, Static)
        told.update(Content(sentence))
        told.display = True

    def action_copy_item(self) -> None:
        """Copy the item under the cursor."""
        self.run_worker(copy_of(self, item_of, self.tell_copied), exit_on_error=False)

    def action_copy_table(self) -> None:
        """Copy the whole list."""
        self.run_worker(copy_of(self, table_of, self.tell_copied), exit_on_error=False)
