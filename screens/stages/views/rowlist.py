"""The list of a view: sentences and details take the whole line, figures keep their columns."""

from dataclasses import replace

from screens.widgets.itemlist import ItemList
from screens.widgets.rows import Columns, Line, lay_out
from screens.widgets.stack import ItemStack


class RowStack(ItemStack):
    """Nothing stands at the right of a sentence, so that no room is kept there."""

    def lines(self, index: int) -> tuple[Line, ...]:
        """The item's lines; from now on its height is exact."""
        item = self.items[index]
        if index in self._laid_out or (item.right and not item.detail):
            return super().lines(index)
        whole = Columns(self._columns.ref, self._columns.mark)
        lines = lay_out(replace(item, right=""), whole, self.width)
        if item.right:
            short = lay_out(replace(item, detail=""), self._columns, self.width)
            lines = (*short, *(line for line in lines if line.is_detail))
        self._laid_out[index] = lines
        self._set_height(index, len(lines))
        return lines


class RowList(ItemList):
    """Rows of a view under each other."""

    def __init__(self, placeholder: str = "", classes: str = "pane") -> None:
        super().__init__(placeholder=placeholder, classes=classes)
        self._stack = RowStack()
