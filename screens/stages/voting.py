"""Dots of named people on cards, entered by one operator: a key for each dot."""

from collections.abc import Mapping
from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Card, Participant, Stage
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.cards import cards_of
from facilitator.workshop.dots import MOST_PER_CARD, clear_dots, dot_budget, dots_left, vote_of
from facilitator.workshop.hidden_votes import cast_dots, dots_before, reveal_dots
from facilitator.workshop.results.ballots import ballots_on
from facilitator.workshop.results.reading import in_the_room
from facilitator.workshop.reveal import is_revealed
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.stages.grid_dialog import GridDialog, Told
from screens.widgets.bars import bar
from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.rows import Tone

LIMIT = 3
"""Most dots one person may ever put on one card."""

TOTAL, BAR = "total", "bar"
BARS = ((8, 48), (4, 43))
"""How wide a bar is, and the cells beside the people it takes; with fewer, numbers say it alone."""
LEFT_WIDE, SHOWN_WIDE = 5, 4
"""Cells of a person's column: initials with the dots left, and the dots once all are seen."""
EVERYBODY = "everybody"
CHANGED = "*"
"""What marks dots that were changed after the reveal."""

KEYS = N_(
    "Space gives or takes a dot · Tab next person · r reveals · p looks · "
    "x dots per card · c takes dots back · u undo · Esc closes"
)


class VotingDialog(GridDialog):
    """Cards by people; every key is saved at once. Nobody's dots are seen until r is pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right_square_bracket", "person(1)", "Next person", priority=True),
        Binding("shift+tab,left_square_bracket", "person(-1)", "Person before", priority=True),
        Binding("r", "reveal", "Reveal", id="voting.reveal"),
        Binding("p", "peek", "Look", id="voting.peek"),
        Binding("x", "most", "Dots per card", id="voting.most"),
        Binding("c", "clear", "Take dots back", id="voting.clear"),
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
        self._peeks_at = ""
        """The person whose dots the operator looks at, to check them."""
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

    @property
    def _is_open(self) -> bool:
        if not self._cards:
            return False
        return is_revealed(self._state, vote_of(self._state, self._stage.key, self._section))

    def _changes(self) -> dict[tuple[str, str], int]:
        return dots_before(self._state, self._stage.key, self._section, self._cards)

    def _left(self, person: Participant) -> int:
        return dots_left(self._state, person.id, self._stage.key, self._section)

    # -- showing -----------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """What is voted on, the grid, the card under the cursor, who is missing, keys."""
        with Vertical(id="vote-panel"):
            yield Static(id="vote-title", markup=False, classes="dialog--question")
            yield Grid(placeholder=self._nothing(), id="vote-grid")
            yield Static(id="vote-card", markup=False)
            yield Static(id="vote-waiting", markup=False)
            yield Told(id="vote-told")
            yield Static(_(KEYS), markup=False, classes="dialog--keys")

    def _nothing(self) -> str:
        if not self._cards:
            return _("There is no card to vote on yet. Esc goes back to collecting.")
        return _("Nobody in the session has a vote. Esc, then F12 gives one to people.")

    def show(self) -> None:
        """Bring dots, budgets and totals up to the state."""
        cards, voters, ballots = self._cards, self._voters, self._ballots()
        self.grid.accepts = " ." + "0123"[: self._most + 1]
        columns = [self._column(who) for who in voters]
        bars = self._bars(len(voters)) if self._is_open else 0
        if bars:
            columns.append(Column(BAR, "", bars, passive=True))
        if self._is_open:
            columns.append(Column(TOTAL, _("dots"), 4, passive=True))
        changes = self._changes() if self._is_open else {}
        sums = {card.id: sum(each.get(card.id, 0) for each in ballots.values()) for card in cards}
        largest = max(sums.values(), default=0)
        rows = [self._row(card, voters, ballots, changes) for card in cards]
        if self._is_open:
            rows = [_summed(row, sums[row.key], largest, bars) for row in rows]
        self.grid.set_grid(columns if cards and voters else [], rows)
        budget = dot_budget(self._state, self._stage.key, self._section) if cards else 0
        title = self._stage.title
        if self._section and plan_of(self._stage).votes == "section":
            title = plan_of(self._stage).section(self._section).title
        asks = (
            _("Dots · {title} · {budget} each, up to {most} on one card; beside a name: dots left")
            if self._most > 1
            else _("Dots · {title} · {budget} each; beside a name: dots left")
        ).format(title=title, budget=budget, most=self._most)
        self.query_one("#vote-title", Static).update(Content(asks))
        self._show_waiting(voters, ballots)
        self._show_card()

    def _column(self, who: Participant) -> Column:
        """The dots of one person; how many are left is of use until all are seen."""
        if self._is_open:
            return Column(who.id, who.initials, SHOWN_WIDE)
        return Column(who.id, f"{who.initials} {self._left(who)}", LEFT_WIDE)

    def _bars(self, voters: int) -> int:
        """How wide a bar there is room for; 0 for none."""
        people = voters * (SHOWN_WIDE + 2)
        return next((wide for wide, rest in BARS if self.size.width >= rest + people), 0)

    def _row(
        self,
        card: Card,
        voters: list[Participant],
        ballots: Mapping[str, Mapping[str, int]],
        changes: Mapping[tuple[str, str], int],
    ) -> GridRow:
        cells: list[Cell] = []
        for who in voters:
            dots = ballots.get(who.id, {}).get(card.id, 0)
            seen = dots and (self._is_open or who.id == self._peeks_at)
            sign = CHANGED if (who.id, card.id) in changes else ""
            cells.append(
                Cell(("●" * dots if seen else "·") + sign, "good" if seen or sign else "muted")
            )
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
            text = f"{text} {_('r reveals them.')}"
        if self._is_open and (changed := self._changed_words()):
            text = f"{text}  {changed}"
        self.query_one("#vote-waiting", Static).update(Content(text))

    def _changed_words(self) -> str:
        changes = [
            f"{who.initials} {card.ref} {was}→{self._ballots().get(who.id, {}).get(card.id, 0)}"
            for (person_id, card_id), was in self._changes().items()
            if (who := self._state.find(Participant, person_id))
            and (card := self._state.find(Card, card_id))
        ]
        words = _("{sign} changed after the reveal: {changes}")
        return words.format(sign=CHANGED, changes=", ".join(changes)) if changes else ""

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
        if self._peeks_at and (self._person is None or self._person.id != self._peeks_at):
            self._peeks_at = ""
            self.show()
        self._show_card()

    # -- keys --------------------------------------------------------------------------------

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Give or take dots."""
        if event.column_key in (TOTAL, BAR):
            return
        before = self._ballots().get(event.column_key, {}).get(event.row_key, 0)
        key = event.character
        dots = int(key) if key.isdigit() else 0
        if key == " " or (key == "1" and self._most == 1):
            dots = 0 if before else 1
        person_id, card_id = event.column_key, event.row_key
        if await self.save(self.desk.run(cast_dots, person_id, card_id, dots, self._most)):
            self._say_count(person_id)

    def _say_count(self, person_id: str) -> None:
        """What the operator hears of a key instead of seeing it."""
        who = self._state.find(Participant, person_id)
        if who is None or self._is_open:
            return
        given = sum(self._ballots().get(person_id, {}).values())
        words = ngettext("{name}: {n} dot given", "{name}: {n} dots given", given)
        self.tell(words.format(name=who.name, n=given))

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

    async def action_reveal(self) -> None:
        """Show all dots at once."""
        if self._cards:
            where = self._stage.key, self._section, self._cards
            await self.save(self.desk.run(reveal_dots, *where))

    def action_peek(self) -> None:
        """Look at the dots of this person, or away; the next person's are hidden again."""
        who = self._person.id if self._person else ""
        self._peeks_at = "" if self._peeks_at == who else who
        self.show()

    @work(exit_on_error=False)
    async def action_clear(self) -> None:
        """Take back the dots of one person, or of everybody to vote again."""
        given, who = self._ballots(), self._person
        choices = [(who.id, who.name)] if who and who.id in given else []
        choices.append((EVERYBODY, _("Everybody: the vote begins again")))
        question = _("Whose dots are taken back? u brings them back.")
        chosen = await ask(self, ChooseDialog(question, choices)) if given else EVERYBODY
        if chosen:
            person = "" if chosen == EVERYBODY else chosen
            where = self._stage.key, self._section
            await self.save(self.desk.run(clear_dots, *where, person))

    def action_most(self) -> None:
        """Allow one, two or three dots on one card."""
        self._most = self._most % LIMIT + 1
        self.show()


def _summed(row: GridRow, dots: int, largest: int, bars: int) -> GridRow:
    """The row with a bar, where there is room, and the number of its dots behind the people."""
    tone: Tone = "picked" if dots else "muted"
    drawn = (Cell(bar(dots, largest, bars), tone),) if bars else ()
    return GridRow(row.key, row.label, (*row.cells, *drawn, Cell(str(dots), tone, right=True)))
