"""How well each inside factor meets each outside one: a digit for each pair."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.methods.exact import NotAvailable
from facilitator.methods.swot import Quadrant
from facilitator.model import Card, Fit, Stage
from facilitator.words.language import N_, _
from facilitator.workshop.options import set_fit
from facilitator.workshop.results.options import options
from screens.desk import Desk
from screens.stages.grid_dialog import GridDialog, Told
from screens.stages.shown import percent
from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.rows import Tone

TONES: tuple[Tone, ...] = ("muted", "", "good", "picked")
MEANING = N_("0 none · 1 weak · 2 clear · 3 strong · Space empties · u undo · Esc closes")


class FitDialog(GridDialog):
    """Short-listed S and W by O and T; the intensity of each cell follows at once."""

    DEFAULT_CSS = """
    FitDialog { align: left top; background: $background; }
    FitDialog #fit-panel { width: 100%; height: 100%; border: round $accent; padding: 0 1; }
    FitDialog #fit-pair { height: auto; max-height: 4; }
    FitDialog #fit-cells { height: auto; max-height: 2; }
    """

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(desk)
        self._stage_id = stage_id

    def compose(self) -> ComposeResult:
        """The grid, the pair under the cursor, what follows, keys."""
        with Vertical(id="fit-panel"):
            yield Static(
                _(
                    "Fit: how far does this strength or weakness decide about that chance or "
                    "threat?"
                ),
                classes="dialog--question",
                markup=False,
            )
            yield Grid(
                accepts="0123 .",
                advances="right",
                placeholder=_(
                    "Short-list at least one inside (S, W) and one outside factor (O, T) "
                    "in SWOT first: there v gives dots and L short-lists."
                ),
                id="fit-grid",
            )
            yield Static(id="fit-pair", markup=False)
            yield Static(id="fit-cells", markup=False)
            yield Told(id="fit-told")
            yield Static(_(MEANING), markup=False, classes="dialog--keys")

    @property
    def _factors(self) -> tuple[list[Card], list[Card]]:
        order = "SWOT"
        found = sorted(
            options(self.desk.state, self._stage).factors,
            key=lambda card: (order.index(card.section), card.position),
        )
        inside = [card for card in found if Quadrant(card.section).internal]
        return inside, [card for card in found if not Quadrant(card.section).internal]

    @property
    def _stage(self) -> Stage:
        return cast(Stage, self.desk.state.find(Stage, self._stage_id))

    def show(self) -> None:
        """Bring fits and intensities up to the state."""
        inside, outside = self._factors
        fits = {(fit.internal_id, fit.external_id): fit.value for fit in self.desk.state.rows(Fit)}
        rows = [
            GridRow(
                row.id,
                f"{row.ref} {row.text}",
                tuple(_cell(fits.get((row.id, column.id))) for column in outside),
            )
            for row in inside
        ]
        columns = [Column(card.id, card.ref, 4) for card in outside]
        self.grid.set_grid(columns if rows else [], rows)
        self._show_pair()
        self._show_cells()

    def _show_pair(self) -> None:
        inside, outside = (
            (self.desk.state.find(Card, key) for key in self.grid.current)
            if self.grid.current
            else (None, None)
        )
        text = Content("")
        if inside and outside:
            text = Content.assemble(
                (f"{inside.ref} ", "bold"),
                inside.text,
                "\n",
                (f"× {outside.ref} ", "bold"),
                outside.text,
            )
        self.query_one("#fit-pair", Static).update(text)

    def _show_cells(self) -> None:
        found = options(self.desk.state, self._stage).intensities
        parts: list[str] = []
        if not isinstance(found, NotAvailable):
            parts = [
                _("{cell} {intensity} ({rated} of {pairs} rated)").format(
                    cell=each.cell.value,
                    intensity=percent(each.intensity),
                    rated=each.rated,
                    pairs=each.pairs,
                )
                for each in found
                if each.pairs
            ]
        self.query_one("#fit-cells", Static).update(Content(" · ".join(parts)))

    def on_grid_cell_moved(self) -> None:
        """Show the texts of the pair the cursor stands on."""
        self._show_pair()

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Rate the pair and go on to the next one."""
        value = int(event.character) if event.character.isdigit() else None
        if not await self.save(self.desk.run(set_fit, event.row_key, event.column_key, value)):
            event.grid.move_to(event.row_key, event.column_key)


def _cell(value: int | None) -> Cell:
    return Cell("·", "muted") if value is None else Cell(str(value), TONES[value])
