"""Choose one of more things than a small screen shows."""

from screens.dialogs.asking import app_of
from screens.dialogs.choose import ChooseDialog
from screens.widgets.itemlist import ItemList

AROUND = 9
"""Rows a dialog takes besides its list, with room for a question of several lines."""


class LongChoice(ChooseDialog):
    """The same dialog, whose list scrolls where it would be cut off."""

    DEFAULT_CSS = """
    LongChoice .dialog--question { max-height: 4; }
    """

    def on_mount(self) -> None:
        """Take no more rows than there are."""
        listing = self.query_one(ItemList)
        height = listing.styles.height
        wanted = int(height.value) if height is not None else 3
        listing.styles.height = max(3, min(wanted, app_of(self).size.height - AROUND))
