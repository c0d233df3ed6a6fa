"""One more vote on one cell of the scoring, person by person, hidden until r shows it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Channel, Criterion, Score
from facilitator.words.language import N_, _
from facilitator.workshop.hidden_rounds import (
    cast_again,
    cast_score,
    is_cell_hidden,
    reveal_scores,
)
from facilitator.workshop.priority import Place, round_of
from facilitator.workshop.results.priority import priority
from screens.desk import Desk
from screens.stages.grid_dialog import GridDialog, Told
from screens.widgets.grid import Cell, Column, Grid, GridRow

NOW, BEFORE = "now", "before"
KEYS = N_(
    "a digit is the new score · Space leaves it blank · r reveals · n one more round · u undo"
    " · Esc closes"
)


class RevoteDialog(GridDialog):
    """People with their score before and now; the new round begins with the first key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "again", "One more round", id="revote.again"),
        Binding("r", "reveal", "Reveal", id="revote.reveal"),
    ]

    DEFAULT_CSS = """
    RevoteDialog #revote-panel { height: 90%; }
    """

    def __init__(self, desk: Desk, cell: Place, scale: tuple[int, int], meaning: str) -> None:
        super().__init__(desk)
        self._cell = cell
        self._scale = scale
        self._meaning = meaning
        self._begins_round = round_of(desk.state, cell) == 1

    def compose(self) -> ComposeResult:
        """What is voted on, people, keys."""
        low, high = self._scale
        accepts = "".join(str(score % 10) for score in range(low, high + 1))
        with Vertical(classes="dialog", id="revote-panel"):
            yield Static(id="revote-title", markup=False, classes="dialog--question")
            yield Static(self._meaning, markup=False, classes="dialog--keys")
            yield Grid(
                accepts=accepts + " .", advances="down", corner=_("scores of"), id="revote-grid"
            )
            yield Told(id="revote-told")
            yield Static(_(KEYS), markup=False, classes="dialog--keys")

    def begin(self) -> None:
        """Start with the first person."""
        if self.grid.rows:
            self.grid.move_to(self.grid.rows[0].key, NOW)

    def show(self) -> None:
        """Bring the scores up to the state."""
        state = self.desk.state
        last = round_of(state, self._cell)
        number = last + 1 if self._begins_round else last
        channel, criterion = (
            state.find(Channel, self._cell[0]),
            state.find(Criterion, self._cell[1]),
        )
        name = f"{channel.name if channel else ''} · {criterion.name if criterion else ''}"
        title = _("Vote {number}: {name}").format(number=number, name=name)
        if self._hides:
            title = f"{title} · {_('hidden until r reveals it')}"
        self.query_one("#revote-title", Static).update(Content(title))
        before, now = self._scores(number - 1), self._scores(number)
        rows = [
            GridRow(
                who.id,
                f"{who.initials} {who.name}",
                (_shown(before.get(who.id)), self._now((now or before).get(who.id))),
            )
            for who in priority(state).people
        ]
        columns = [Column(BEFORE, _("before"), 6, passive=True), Column(NOW, _("now"), 5)]
        self.grid.set_grid(columns, rows)

    @property
    def _hides(self) -> bool:
        """Whether what is given now is not to be seen: from before the first key on."""
        return self._begins_round or is_cell_hidden(self.desk.state, self._cell)

    def _now(self, value: int | None) -> Cell:
        """The new score, or that there is one: whoever says nothing stays with theirs."""
        return Cell("•") if self._hides and value is not None else _shown(value)

    def _scores(self, number: int) -> dict[str, int]:
        return {
            row.participant_id: row.value
            for row in self.desk.state.rows(Score)
            if (row.channel_id, row.criterion_id) == self._cell and row.round == number
        }

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Take the new score; the first one opens the round."""
        value = int(event.character) if event.character.isdigit() else None
        if value == 0 and self._scale[1] >= 10:
            value = 10
        if not await self.save(self._give(event.row_key, value)):
            event.grid.move_to(event.row_key, NOW)

    async def _give(self, person_id: str, value: int | None) -> None:
        if self._begins_round:
            await self.desk.run(cast_again, *self._cell)
            self._begins_round = False
        await self.desk.run(cast_score, *self._cell, person_id, value)

    async def action_reveal(self) -> None:
        """Show the new scores of everybody."""
        if self._begins_round:
            self.tell(_("Nobody has voted yet."))
        elif await self.save(self.desk.run(reveal_scores, *self._cell)):
            self.tell(_("Revealed. Highest and lowest scorers speak first."))

    def action_again(self) -> None:
        """The next key opens one more round."""
        if is_cell_hidden(self.desk.state, self._cell):
            self.tell(_("Reveal this vote first, with r."))
            return
        self._begins_round = True
        self.show()


def _shown(value: int | None) -> Cell:
    return Cell("·", "muted") if value is None else Cell(str(value))
