"""How sure each voter is of a goal, person by person, hidden until r shows it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Goal, Topic
from facilitator.words.language import N_, _
from facilitator.workshop.hidden_rounds import cast_number, numbers_before, reveal_numbers
from facilitator.workshop.results.reading import in_the_room
from facilitator.workshop.results.rounds import is_round_hidden
from facilitator.workshop.rounds import SCALES, numbers
from screens.desk import Desk
from screens.stages.grid_dialog import GridDialog, Told
from screens.widgets.grid import Cell, Column, Grid, GridRow

NOW, BEFORE = "now", "before"
KEYS = N_("1 not at all · 5 quite sure · Space leaves it blank · r reveals · u undo · Esc closes")


class TrustDialog(GridDialog):
    """Voters with the number they gave; while it is hidden, only that they gave one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reveal", "Reveal", id="trust.reveal"),
    ]

    DEFAULT_CSS = """
    TrustDialog #trust-panel { height: 90%; }
    """

    def __init__(self, desk: Desk, goal: Goal) -> None:
        super().__init__(desk)
        self._goal = goal

    def compose(self) -> ComposeResult:
        """What is asked, people, keys."""
        low, high = SCALES[Topic.CONFIDENCE]
        accepts = "".join(str(number) for number in range(low, high + 1))
        with Vertical(classes="dialog", id="trust-panel"):
            yield Static(id="trust-title", markup=False, classes="dialog--question")
            yield Grid(accepts=accepts + " .", advances="down", id="trust-grid")
            yield Static(id="trust-waiting", markup=False, classes="dialog--keys")
            yield Told(id="trust-told")
            yield Static(_(KEYS), markup=False, classes="dialog--keys")

    def begin(self) -> None:
        """Start with the first person who has given no number."""
        given = self._given()
        waiting = [row.key for row in self.grid.rows if row.key not in given]
        if self.grid.rows:
            self.grid.move_to(waiting[0] if waiting else self.grid.rows[0].key, NOW)

    def show(self) -> None:
        """Bring the numbers up to the state."""
        state, goal = self.desk.state, self._goal
        title = _("{ref} {goal}: how sure are you, 1 to 5?").format(ref=goal.ref, goal=goal.text)
        self.query_one("#trust-title", Static).update(Content(title))
        hidden = is_round_hidden(state, Topic.CONFIDENCE, goal.id)
        given = self._given()
        before = numbers_before(state, Topic.CONFIDENCE, goal.id)
        rows = [
            GridRow(
                who.id,
                f"{who.initials} {who.name}",
                (
                    Cell(before[who.id] or "–") if who.id in before else Cell(""),
                    _shown(given.get(who.id), hidden=hidden),
                ),
            )
            for who in state.voters
        ]
        was = Column(BEFORE, _("before") if before else "", 6, passive=True)
        self.grid.set_grid([was, Column(NOW, _("now"), 5)], rows)
        missing = [who.initials for who in state.voters if who.id not in given and in_the_room(who)]
        self.query_one("#trust-waiting", Static).update(Content(_waiting(missing, hidden=hidden)))

    def _given(self) -> dict[str, int]:
        found = numbers(self.desk.state, Topic.CONFIDENCE, self._goal.id)
        return {who: vote.value for who, vote in found.items() if vote.value is not None}

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Take the number; Space takes it back."""
        value = int(event.character) if event.character.isdigit() else None
        goal = self._goal.id
        running = self.desk.run(cast_number, Topic.CONFIDENCE, event.row_key, value, target=goal)
        if not await self.save(running):
            event.grid.move_to(event.row_key, NOW)

    async def action_reveal(self) -> None:
        """Show the numbers of everybody at once."""
        running = self.desk.run(reveal_numbers, Topic.CONFIDENCE, self._goal.id)
        if await self.save(running):
            self.tell(_("Revealed. Who is least sure speaks first."))


def _shown(value: int | None, *, hidden: bool) -> Cell:
    if value is None:
        return Cell("·", "muted")
    return Cell("✓" if hidden else str(value))


def _waiting(missing: list[str], *, hidden: bool) -> str:
    if missing:
        return _("Not said yet: {initials}").format(initials=", ".join(missing))
    return _("Everybody has said it. r reveals the numbers.") if hidden else ""
