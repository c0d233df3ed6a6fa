"""The matrix as a grid; below it the policy and the largest customers of the cell."""

from textual.app import ComposeResult

from facilitator.words.language import _
from screens.stages.views.matrix import cell_rows, columns, grid_rows
from screens.stages.views.page import ViewPage
from screens.stages.views.row import Row, View
from screens.widgets.grid import Grid


class MatrixPage(ViewPage):
    """Keys act on the cell, or on a customer after Tab."""

    DEFAULT_CSS = """
    MatrixPage Grid { height: 6; border: round $border-blurred; border-title-color: $foreground; }
    MatrixPage Grid:focus { border: heavy $accent; }
    """

    least_height = 20

    def compose(self) -> ComposeResult:
        """The filters, the grid, the customers of the cell."""
        self._grid = Grid(corner="", placeholder=_("There is no matrix."))
        self._cell: View = View("", ())
        yield self._filters
        yield self._grid
        yield self._list
        yield self._about

    def fill(self, view: View) -> None:
        """Fill the grid, then the list with the cell under the cursor."""
        look = self.look()
        rows = grid_rows(look) if look else []
        is_new = self._grid.current is None
        self._grid.set_grid(columns(), rows)
        if is_new:  # the first cell with customers
            first = next((row.item.key for row in view.rows if row.sentence), "")
            self._grid.move_to(first[:1], first[1:])
        self._grid.styles.height = len(rows) + 3
        if rows:
            self._fill_cell()
        else:
            super().fill(view)

    def show(self) -> None:
        """The title stands over the grid."""
        super().show()
        self._grid.border_title = self._list.border_title
        self._list.border_title = ""

    def _fill_cell(self) -> None:
        look, at = self.look(), self._at
        self._cell = View("", tuple(cell_rows(look, at)) if look else ())
        self._list.set_items([row.item for row in self._cell.rows])
        self._list.action_cursor_first()

    @property
    def _at(self) -> str:
        cell = self._grid.current
        return "".join(cell) if cell else ""

    @property
    def row(self) -> Row | None:
        """The cell, or the customer while the list has the focus."""
        item = self._list.current
        if self._list.has_focus and item is not None:
            return self._cell.row(item.key)
        return self._view.row(self._at) or super().row

    def on_grid_cell_moved(self) -> None:
        """Another cell: its customers."""
        self._fill_cell()
        self.show_about()

    def enter(self) -> None:
        """Keys act on the grid."""
        self._grid.focus() if self._grid.current else self._list.focus()

    def step(self, steps: int) -> bool:
        """Tab goes from the grid to the customers of the cell."""
        if self._grid.has_focus and steps > 0:
            self._list.focus()
            return True
        return False

    def back(self) -> bool:
        """Esc goes from the customers back to the grid."""
        if self._list.has_focus and self._grid.current:
            self._grid.focus()
            return True
        return False

    def move(self, steps: int) -> None:
        """Up and down in the grid while the line keeps the focus."""
        self._grid.action_move(steps, 0)

    def go_to(self, where: str) -> bool:
        """A cell by its name, such as AZ."""
        if self._view.row(where) is None:
            return False
        self._grid.move_to(where[:1], where[1:])
        return True
