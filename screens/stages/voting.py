"""Dots of named people on cards, entered by one operator: a key for each dot."""

from collections.abc import Mapping
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Card, Participant, Stage
from facilitator.words.language import N_, _
from facilitator.workshop.cards import cards_of
from facilitator.workshop.dots import MOST_PER_CARD, dot_budget, give_dots
from facilitator.workshop.results.ballots import ballots_on
from facilitator.workshop.results.reading import in_the_room
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.stages.grid_dialog import GridDialog, Told
from screens.widgets.grid import Cell, Column, Grid, GridRow

LIMIT = 3
"""Most dots one person may ever put on one card."""

TOTAL = "total"

KEYS = N_(
    "Space gives or takes a dot · Tab next person · r shows totals · "
    "x dots per card · u undo · Esc closes"
)


class VotingDialog(GridDialog):
    """Cards by people; every key is saved at once. Totals stay hidden until r is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right_square_bracket", "person(1)", "Next person", priority=True),
        Binding("shift+tab,left_square_bracket", "person(-1)", "Person before", priority=True),
        Binding("r", "reveal", "Totals", id="voting.reveal"),
        Binding("x", "most", "Dots per card", id="voting.most"),
    ]

    DEFAULT_CSS = """
    VotingDialog { align: left top; background: $background; }
    VotingDialog #vote-panel { width: 100%; height: 100%; border: round $accent; padding: 0 1; }
    VotingDialog #vote-card { height: 2; }
    VotingDialog #vote-waiting { height: auto; max-height: 2; }
    """

    def __init__(self, desk: Desk, stage_id: str, section: str = "") -> None:
        super().__init__(desk)
        self._stage_id = stage_id
        self._section = section or None
        self._is_open = False
        given = self._ballots().values()
        self._most = max([MOST_PER_CARD, *(dots for each in given for dots in each.values())])

    # -- what is voted on, by whom -----------------------------------------------------------

    @property
    def _state(self) -> State:
        return self.desk.state

    @property
    def _stage(self) -> Stage:
        return cast(Stage, self._state.find(Stage, self._stage_id))

    @property
    def _cards(self) -> tuple[Card, ...]:
        by_section = plan_of(self._stage).votes == "section"
        return cards_of(self._state, self._stage.key, self._section if by_section else None)

    @property
    def _voters(self) -> list[Participant]:
        """People with a vote who are in the room, and whoever has voted already."""
        given = self._ballots()
        return [who for who in self._state.voters if in_the_room(who) or who.id in given]

    def _ballots(self) -> Mapping[str, Mapping[str, int]]:
        return ballots_on(self._state, self._cards)

    def _left(self, person: Participant) -> int:
        budget = dot_budget(self._state, self._stage.key, self._section)
        return max(0, budget - sum(self._ballots().get(person.id, {}).values()))

    # -- showing -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """What is voted on, the grid, the card under the cursor, who is missing, keys."""
        with Vertical(id="vote-panel"):
            yield Static(id="vote-title", markup=False, classes="dialog--question")
            yield Grid(placeholder=self._nothing(), id="vote-grid")
            yield Static(id="vote-card", markup=False)
            yield Static(id="vote-waiting", markup=False)
            yield Told(id="vote-told")
            yield Static(KEYS, markup=False, classes="dialog--keys")

    def _nothing(self) -> str:
        if not self._cards:
            return _("There is no card to vote on yet. Esc goes back to collecting.")
        return _("Nobody in the session has a vote. Esc, then F12 gives one to people.")

    def show(self) -> None:
        """Bring dots, budgets and totals up to the state."""
        cards, voters, ballots = self._cards, self._voters, self._ballots()
        self.grid.accepts = " ." + "0123"[: self._most + 1]
        columns = [Column(who.id, f"{who.initials} {self._left(who)}", 5) for who in voters]
        if self._is_open:
            columns.append(Column(TOTAL, "dots", 4))
        self.grid.set_grid(
            columns if cards and voters else [],
            [self._row(card, voters, ballots) for card in cards],
        )
        budget = dot_budget(self._state, self._stage.key, self._section) if cards else 0
        title = self._stage.title
        if self._section and plan_of(self._stage).votes == "section":
            title = plan_of(self._stage).section(self._section).title
        most = _(", up to {most} on one card").format(most=self._most) if self._most > 1 else ""
        self.query_one("#vote-title", Static).update(
            Content(
                _("Dots · {title} · {budget} each{most}; beside a name: dots left").format(
                    title=title, budget=budget, most=most
                )
            )
        )
        self._show_waiting(voters, ballots)
        self._show_card()

    def _row(
        self, card: Card, voters: list[Participant], ballots: Mapping[str, Mapping[str, int]]
    ) -> GridRow:
        given = [ballots.get(who.id, {}).get(card.id, 0) for who in voters]
        cells = [Cell("●" * dots if dots else "·", "good" if dots else "muted") for dots in given]
        if self._is_open:
            cells.append(Cell(str(sum(given)), "picked" if any(given) else "muted", right=True))
        return GridRow(card.id, f"{card.ref} {card.text}", tuple(cells))

    def _show_waiting(
        self, voters: list[Participant], ballots: Mapping[str, Mapping[str, int]]
    ) -> None:
        unspent = [f"{who.initials} {self._left(who)}" for who in voters if self._left(who)]
        missing = [who.initials for who in voters if who.id not in ballots]
        if not voters or not self._cards:
            text = ""
        elif missing:
            text = _("Not voted yet: {missing}").format(missing=", ".join(missing))
        elif unspent:
            text = _("Everybody has voted. Dots left: {unspent}").format(unspent=", ".join(unspent))
        else:
            text = _("Everybody has voted.")
        if text and not self._is_open and not missing:
            text += _(" r shows the totals.")
        self.query_one("#vote-waiting", Static).update(Content(text))

    def _show_card(self) -> None:
        card = self._state.find(Card, self.grid.current[0]) if self.grid.current else None
        who = self._person
        text = Content("")
        if card is not None:
            name = f"{who.name} · " if who else ""
            text = Content.assemble((f"{name}{card.ref} ", "bold"), card.text)
        self.query_one("#vote-card", Static).update(text)

    @property
    def _person(self) -> Participant | None:
        return self._state.find(Participant, self.grid.current[1]) if self.grid.current else None

    def on_grid_cell_moved(self) -> None:
        """Show the whole text of the card the cursor stands on."""
        self._show_card()

    # -- keys --------------------------------------------------------------------------------

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Give or take dots."""
        if event.column_key == TOTAL:
            return
        before = self._ballots().get(event.column_key, {}).get(event.row_key, 0)
        key = event.character
        dots = int(key) if key.isdigit() else 0
        if key == " " or (key == "1" and self._most == 1):
            dots = 0 if before else 1
        person_id, card_id = event.column_key, event.row_key
        await self.save(self.desk.run(give_dots, person_id, card_id, dots, self._most))

    async def on_grid_cell_chosen(self, event: Grid.CellChosen) -> None:
        """Enter does what Space does."""
        await self.on_grid_keyed(Grid.Keyed(event.grid, event.row_key, event.column_key, " "))

    def action_person(self, steps: int) -> None:
        """The next person, from the first card on."""
        people = [who.id for who in self._voters]
        if self.grid.current is None or not people:
            return
        at = people.index(self.grid.current[1]) if self.grid.current[1] in people else -steps
        self.grid.move_to(self._cards[0].id, people[(at + steps) % len(people)])

    def action_reveal(self) -> None:
        """Show the totals, or hide them again."""
        self._is_open = not self._is_open
        self.show()

    def action_most(self) -> None:
        """Allow one, two or three dots on one card."""
        self._most = self._most % LIMIT + 1
        self.show()
