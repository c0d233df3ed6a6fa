"""Agreement: hands on each action, the plan accepted by name, the plan closed as agreed."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from facilitator.model import Acceptance, Action, Participant
from facilitator.words.language import N_, _
from facilitator.workshop.agreement import (
    Obstacle,
    accept_plan,
    close_plan,
    new_plan_round,
    obstacles,
    plan_votes,
    votes_on,
    withdraw_word,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.hidden_votes import cast_hand, hands_complete, reveal_hands
from facilitator.workshop.results.actions import live
from facilitator.workshop.results.reading import in_the_room
from screens.commands import bindings, commands_of
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.stages.agreement_line import FIELDS, AgreementLine
from screens.stages.agreement_view import PLAN, RESULT
from screens.widgets.grid import Grid

PLAN_ONLY = frozenset({"plan.accept", "plan.reserve", "plan.object"})


class AgreementBody(AgreementLine):
    """Digits on an action, a, r and o on the plan."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        sorted(commands_of("list", "agreement"), key=lambda each: each.id not in PLAN_ONLY)
    )
    TYPED = (
        ("0–5", N_("on an action: fingers shown by the person under the cursor")),
        (N_("Space ."), N_("takes the hand back")),
    )

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """On the plan's row a accepts; elsewhere it goes to the line, as everywhere."""
        if action == "do" and parameters and self.is_mounted:
            if parameters[0] in PLAN_ONLY:
                return self.on_plan
            if parameters[0] in ("plan.amend", "hands.reveal"):
                return not self.on_plan
        return super().check_action(action, parameters)

    # -- moving --------------------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Up or down in the grid while the line keeps the focus."""
        self.grid.action_move(steps, 0)

    def enter_list(self) -> None:
        """Keys act on the grid."""
        self.grid.focus()

    def go_to(self, where: str) -> None:
        """An action by reference, a person's word on the plan by initials."""
        row, column = self.grid.current or (PLAN, "")
        for action in live(self.state):
            if where in (action.ref, action.id):
                row = action.id
        for person in self.state.voters:
            if where in (person.initials, person.id):
                row, column = PLAN, person.id
        self.grid.move_to(row, column)

    # -- keys ----------------------------------------------------------------------------------

    def on_grid_cell_moved(self) -> None:
        """The row under the cursor is explained, and what is typed belongs to it."""
        self.show_row()
        self.post_message(self.TypingMoved())

    async def on_grid_keyed(self, event: Grid.Keyed) -> None:
        """Fingers on an action; an emptied cell takes hand or word back."""
        if event.column_key == RESULT:
            return
        digit = event.character.isdigit()
        if event.row_key != PLAN:
            value = int(event.character) if digit else None
            given = await self.desk.attempt(cast_hand, event.row_key, event.column_key, value)
            if digit and given is None:
                self.grid.move_to(event.row_key, event.column_key)
        elif digit:
            self.desk.tell(_("The plan is not voted with fingers: a, r or o."), "warn")
        elif event.column_key in plan_votes(self.state):
            await self.desk.attempt(withdraw_word, event.column_key)

    def on_grid_cell_chosen(self) -> None:
        """Enter: type what this person says."""
        self.post_message(self.LineAsked())

    # -- commands ------------------------------------------------------------------------------

    def _voter(self) -> Participant:
        person = self.person_here
        if person is None:
            raise Refused(_("Put the cursor on a person first."))
        return person

    async def do_hands_reveal(self) -> None:
        """Show all hands at once where nobody's is missing; else those under the cursor."""
        action = self.action_here
        if action is None:
            raise Refused(_("Put the cursor on an action first."))
        revealed = hands_complete(self.state) or (action,)
        await self.desk.run(reveal_hands, *(each.id for each in revealed))
        self._tell_revealed(revealed)

    def _tell_revealed(self, revealed: Sequence[Action]) -> None:
        """Name what is on the table now, and what is still hidden."""
        refs = ", ".join(each.ref for each in revealed)
        told = _("Revealed: {refs}.").format(refs=refs)
        if hidden := ", ".join(self.hidden_refs()):
            more = _("Still hidden, for hands are missing: {refs}.").format(refs=hidden)
            told = f"{told} {more}"
        self.desk.tell(told, "good")

    async def do_plan_accept(self) -> None:
        """The person accepts the plan."""
        person = self._voter()
        await self.desk.run(accept_plan, person.id, Acceptance.ACCEPT)
        self.grid.move_to(PLAN, person.id)
        self.grid.action_move(0, 1)
        self.desk.tell(_("{name} accepts the plan.").format(name=person.name), "good")

    def do_plan_reserve(self) -> None:
        """Accepts with a reservation: type it."""
        self.post_message(self.EditAsked(f"reserve:{self._voter().id}"))

    def do_plan_object(self) -> None:
        """Objects: type the reason."""
        self.post_message(self.EditAsked(f"object:{self._voter().id}"))

    def do_plan_amend(self) -> None:
        """Choose what changes in the action."""
        action = self.action_here
        if action is None:
            raise Refused(
                _("Put the cursor on an action first; the plan changes with its actions.")
            )
        self.run_worker(self._amend(action), exit_on_error=False)

    async def _amend(self, action: Action) -> None:
        chosen = await ask(
            self,
            ChooseDialog(
                _("What changes in {ref}?").format(ref=action.ref),
                [(field, _(name)) for field, name in FIELDS],
            ),
        )
        if chosen:
            self.post_message(self.EditAsked(f"{chosen}:{action.id}"))

    async def do_plan_round(self) -> None:
        """Ask everybody again about the plan; about an action when it was changed in words."""
        action = self.action_here
        if action is not None:
            self.post_message(self.EditAsked(f"why:{action.id}"))
            return
        await self.desk.run(new_plan_round)
        self.desk.tell(_("A new round: each by name. Earlier words stay in the record."), "good")

    def do_plan_resolve(self) -> None:
        """Type who resolves the person's objection, and by when."""
        person = self._voter()
        given = plan_votes(self.state).get(person.id)
        if given is None or given.value != Acceptance.OBJECT:
            raise Refused(
                _("{name} does not object. o writes an objection down.").format(name=person.name)
            )
        self.post_message(self.EditAsked(f"resolve:{person.id}"))

    def do_plan_confirm(self) -> None:
        """Type the day by which an absent person gives their word."""
        person = self._voter()
        if in_the_room(person):
            raise Refused(_("{name} is in the room. Ask now: a, r or o.").format(name=person.name))
        self.post_message(self.EditAsked(f"confirm:{person.id}"))

    async def do_plan_close(self) -> None:
        """Close the plan as agreed, open it again, or show what stands in the way."""
        if self.state.workshop.agreed:
            self.post_message(self.EditAsked("reopen"))
            return
        if hidden := self.hidden_refs():
            words = _("Reveal the hands first, with r on an action: {refs}.")
            raise Refused(words.format(refs=", ".join(hidden)))
        standing = obstacles(self.state)
        if standing:
            self.run_worker(self._show_obstacles(standing), exit_on_error=False)
            return
        await self.desk.run(close_plan)
        self.desk.tell(_("Agreed. The plan is closed; Ctrl+E exports it."), "good")

    async def _show_obstacles(self, standing: Sequence[Obstacle]) -> None:
        choices = [(str(at), each.sentence) for at, each in enumerate(standing)]
        question = _("This stands in the way of an agreed plan. Enter goes there.")
        chosen = await ask(self, ChooseDialog(question, choices))
        if chosen:
            self._go_to_obstacle(standing[int(chosen)])

    def _go_to_obstacle(self, obstacle: Obstacle) -> None:
        self.go_to(obstacle.ref)
        self.grid.focus()
        action = self.action_here
        if action is None or obstacle.field == "":
            return
        if obstacle.field == "confirm_by":
            self.post_message(self.EditAsked(f"confirm:{action.owner_id}"))
        elif obstacle.field == "vote":
            self._to_first_doubt(action)
        else:
            self.post_message(self.EditAsked(f"{obstacle.field}:{action.id}"))

    def _to_first_doubt(self, action: Action) -> None:
        """The first person whose hand is missing or below 3."""
        given = votes_on(self.state, action)
        for who in self.state.voters:
            value = given[who.id].value if who.id in given else None
            if in_the_room(who) and (value is None or value < 3):
                self.grid.move_to(action.id, who.id)
                return
