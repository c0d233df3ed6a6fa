"""Channel priority: weights are agreed, everybody scores in silence, then all is revealed."""

from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType

from facilitator.model import Channel, ChannelRole, Criterion
from facilitator.words.language import N_, _
from facilitator.workshop.called import called
from facilitator.workshop.criteria import (
    REVEALED,
    SCORING,
    WEIGHTS,
    change_criterion,
    freeze_weights,
    remove_criterion,
    reorder_criterion,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.priority import give_score, reveal
from facilitator.workshop.segments import take_segments
from screens.commands import bindings, command, commands_of
from screens.dialogs.asking import ask, show
from screens.dialogs.choose import ChooseDialog
from screens.stages.matrix_line import MatrixLine
from screens.stages.matrix_words import anchors
from screens.stages.revote import RevoteDialog
from screens.widgets.grid import Grid
from screens.widgets.itemlist import ItemList

WHEN: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("card.edit", "card.delete", "card.up", "card.down", "matrix.weight"),
        frozenset({WEIGHTS}),
    ),
    "matrix.anchors": frozenset({WEIGHTS, SCORING}),
    "matrix.channel": frozenset({WEIGHTS, SCORING}),
    "matrix.segments": frozenset({WEIGHTS, SCORING}),
    **dict.fromkeys(
        ("matrix.person", "matrix.person_before", "matrix.reveal", "matrix.peek"),
        frozenset({SCORING}),
    ),
    **dict.fromkeys(("matrix.hear", "matrix.revote", "matrix.decide"), frozenset({REVEALED})),
}
"""In which phase a command has a meaning; the others have one in each."""


class MatrixBody(MatrixLine):
    """Keys and words in each of the three phases."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "matrix"))
    TYPED = (
        ("0–9", N_("on a criterion: its weight; + and − change it by one")),
        ("1–5", N_("while scoring: the score of this person; goes on to the next cell")),
        (N_("Space ."), N_("while scoring: leaves the cell blank; a blank is never a 0")),
    )

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Commands of another phase let their keys go."""
        if action == "do" and parameters and self.is_mounted:
            return self.phase in WHEN.get(str(parameters[0]), {self.phase})
        return super().check_action(action, parameters)

    def _need(self, id: str) -> None:
        """Refuse a command of another phase with what has to happen first."""
        if self.phase in WHEN[id]:
            return
        first = {
            WEIGHTS: _("Unfreeze the weights first (f), with a reason."),
            SCORING: _("Freeze the weights first: f on the list.") if self.phase == WEIGHTS
            else _("The scores are on the table already; v opens a second vote on a cell."),
            REVEALED: _("Reveal the scores first: r in the grid."),
        }  # fmt: skip
        raise Refused(f"{command(id).called}: {first[min(WHEN[id], key=list(first).index)]}")

    # -- moving --------------------------------------------------------------------------------

    def step(self, steps: int) -> bool:
        """Tab outside the line: the next person, or from the grid to the sentences."""
        focused = self.focused
        if self.phase == SCORING and focused is self.grid:
            return self._turn_to(steps, wraps=False)
        if self.phase == REVEALED and focused is self.grid:
            self.query_one("#matrix-summary", ItemList).focus()
            return True
        return False

    def _turn_to(self, steps: int, *, wraps: bool) -> bool:
        ids = [person.id for person in self.result.people]
        if not ids or self.person is None:
            return False
        at = ids.index(self.person.id) + steps
        if not wraps and not 0 <= at < len(ids):
            return False
        self._person, self._peeks_at = ids[at % len(ids)], ""
        self.show()
        if self.grid.rows:
            self.grid.move_to(self.grid.rows[0].key, self.grid.columns[0].key)
        self.post_message(self.TypingMoved())
        return True

    def move(self, steps: int) -> None:
        """Up or down in the list or the grid while the line keeps the focus."""
        if self.phase == WEIGHTS:
            self.criteria.move_cursor(steps)
        else:
            self.grid.action_move(steps, 0)

    def enter_list(self) -> None:
        """Keys act on the criteria, or on the grid."""
        (self.criteria if self.phase == WEIGHTS else self.grid).focus()

    def go_to(self, where: str) -> None:
        """A person by initials, a criterion by reference, a channel by name, the decision."""
        for person in self.result.people:
            if where in (person.initials, person.id):
                self._person = person.id
                self.show()
        row, column = self.grid.current or ("", "")
        for criterion in self.result.criteria:
            if where in (criterion.ref, criterion.id):
                self.criteria.move_to(criterion.id)
                column = criterion.id
        for channel in self.result.channels:
            if where in (channel.name, channel.id):
                row = channel.id
        self.grid.move_to(row, column)

    def focus_now(self) -> dict[str, str]:
        """The person who scores."""
        return {"section": self._person}

    # -- keys ----------------------------------------------------------------------------------

    def on_grid_cell_moved(self) -> None:
        """The cell under the cursor is explained, and what is typed belongs to it."""
        self.show_cell()
        if self.phase == REVEALED:
            self.post_message(self.TypingMoved())

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """A score of the person; goes on to the next cell."""
        if self.person is None:
            return
        key = event.character
        value = int(key) if key.isdigit() else None
        if value == 0 and self.plan.scale[1] >= 10:
            value = 10
        where = event.row_key, event.column_key
        given = await self.desk.attempt(give_score, *where, self.person.id, value)
        if value is not None and given is None:
            event.grid.move_to(*where)
        elif key and where == (event.grid.rows[-1].key, event.grid.columns[-1].key):
            self.desk.tell(
                _("That was the last cell of {name}. ] goes on.").format(name=self.person.name),
                "good",
            )

    def on_grid_cell_chosen(self) -> None:
        """Enter on a revealed cell: note what was said."""
        if self.phase == REVEALED:
            self.action_do("matrix.hear")

    async def on_key(self, event: events.Key) -> None:
        """Digits, + and − on a criterion set its weight."""
        if self.focused is not self.criteria or self.criteria.current is None:
            return
        row = self.current
        if event.character and event.character in "0123456789":
            weight = int(event.character)
        elif event.character in ("+", "-"):
            weight = row.weight + (1 if event.character == "+" else -1)
        else:
            return
        event.stop()
        await self.desk.attempt(change_criterion, row.id, weight=weight)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Enter on a criterion edits it, on a person shows their scores."""
        if event.item_list is self.criteria:
            self.action_do("card.edit")
        elif self.phase == SCORING:
            self.go_to(event.item.key)
            self.grid.focus()
            self.post_message(self.TypingMoved())

    # -- commands ------------------------------------------------------------------------------

    @property
    def current(self) -> Criterion:
        """The criterion under the cursor; raises `Refused` when there is none."""
        item = self.criteria.current
        row = self.state.find(Criterion, item.key) if item else None
        if row is None:
            raise Refused(_("There is no criterion yet. Type one in the line: Growth outlook = 4"))
        return row

    def do_card_edit(self) -> None:
        """Rename the criterion."""
        self._need("card.edit")
        self.post_message(self.EditAsked(f"name:{self.current.id}"))

    def do_matrix_weight(self) -> None:
        """Type the weight."""
        self._need("matrix.weight")
        self.post_message(self.EditAsked(f"weight:{self.current.id}"))

    def do_matrix_anchors(self) -> None:
        """Type what the lowest, the middle and the highest score mean."""
        found = self.cell() if self.phase != WEIGHTS else None
        criterion = found[1] if found else self.current
        self.post_message(self.EditAsked(f"low:{criterion.id}"))

    async def do_card_delete(self) -> None:
        """Take the criterion out."""
        self._need("card.delete")
        row = self.current
        await self.desk.run(remove_criterion, row.id)
        self.desk.tell(_("{ref} deleted. u brings it back.").format(ref=row.ref), "good")

    async def do_card_up(self) -> None:
        """Move the criterion up."""
        self._need("card.up")
        await self.desk.run(reorder_criterion, self.current.id, -1)

    async def do_card_down(self) -> None:
        """Move the criterion down."""
        self._need("card.down")
        await self.desk.run(reorder_criterion, self.current.id, 1)

    def do_matrix_channel(self) -> None:
        """Type the name of a channel."""
        self.post_message(self.EditAsked("channel"))

    async def do_matrix_segments(self) -> None:
        """Score the segments of the only channel."""
        made = await self.desk.run(take_segments)
        names = ", ".join(each.name for each in made)
        said = _("Compared from now on: {names}. u takes it back.").format(names=names)
        self.desk.tell(said, "good")

    async def do_matrix_freeze(self) -> None:
        """Begin scoring, or open the weights again with a reason."""
        if self.phase != WEIGHTS:
            self.post_message(self.EditAsked("unfreeze"))
            return
        await self.desk.run(freeze_weights)
        self.post_message(self.TypingMoved())
        self.desk.tell(
            _("The weights are frozen. Everybody writes scores down in silence."), "good"
        )

    def do_matrix_person(self) -> None:
        """The next person."""
        self._need("matrix.person")
        self._turn_to(1, wraps=True)

    def do_matrix_peek(self) -> None:
        """Look at this person's scores, or away."""
        self._need("matrix.peek")
        if self.person is not None:
            self._peeks_at = "" if self._peeks_at == self.person.id else self.person.id
            self.show()

    def do_matrix_person_before(self) -> None:
        """The person before."""
        self._need("matrix.person_before")
        self._turn_to(-1, wraps=True)

    async def do_matrix_reveal(self) -> None:
        """Show all scores at once."""
        self._need("matrix.reveal")
        cells = len(self.result.channels) * len(self.result.criteria)
        late = [who.initials for who in self.result.people if len(self.scores_of(who)) < cells]
        await self.desk.run(reveal)
        self.post_message(self.TypingMoved())
        told = _("Revealed. Highest and lowest scorers speak first.")
        if late:
            told += " " + _("Blanks remain with {people}.").format(people=", ".join(late))
        self.desk.tell(told, "good")

    def do_matrix_hear(self) -> None:
        """Type what was said about the cell."""
        self._need("matrix.hear")
        channel, criterion = self._current_cell()
        self.post_message(self.EditAsked(f"said:{channel.id}:{criterion.id}"))

    def do_matrix_revote(self) -> None:
        """Vote on the cell once more."""
        self._need("matrix.revote")
        channel, criterion = self._current_cell()
        scale = self.plan.scale
        dialog = RevoteDialog(
            self.desk, (channel.id, criterion.id), scale, anchors(criterion, scale)
        )
        show(self, dialog)

    def _current_cell(self) -> tuple[Channel, Criterion]:
        found = self.cell()
        if found is None:
            raise Refused(_("Put the cursor on the cell of a channel and a criterion first."))
        return found

    def do_matrix_decide(self) -> None:
        """Choose a role for each channel, then type sentence and reason."""
        self._need("matrix.decide")
        self.run_worker(self._decide(), exit_on_error=False)

    async def _decide(self) -> None:
        roles = self.plan.roles or tuple(each.value for each in ChannelRole if each)
        chosen: list[str] = []
        for row in self.grid.rows:
            channel = self.state.find(Channel, row.key)
            if channel is None:
                continue
            role = await ask(
                self,
                ChooseDialog(
                    _("What do we do with {name}?").format(name=channel.name),
                    [(each, called(each)) for each in roles],
                    str(channel.role),
                ),
            )
            if not role:
                return
            chosen.append(f"{channel.id}={role}")
        self.post_message(self.EditAsked(f"decide:{','.join(chosen)}"))
