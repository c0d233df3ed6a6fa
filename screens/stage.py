"""One session at work: everything a moderator can do from any stage."""

from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.message import Message

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage
from facilitator.store.store import NotSaved
from facilitator.words.language import _
from facilitator.workshop.deeper import deeper, not_here
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.exits import Unmet, in_the_way, unmet
from facilitator.workshop.forms import note_export
from facilitator.workshop.pace import worth_saying
from facilitator.workshop.stages import (
    add_stage,
    extend_stage,
    next_stage,
    pause_or_resume,
    show_prompt,
)
from screens.commands import command
from screens.dialogs.agenda import AgendaDialog
from screens.dialogs.asking import app_of, ask, show
from screens.dialogs.captured import CapturedDialog, Jump
from screens.dialogs.check import CheckDialog, findings_of
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.export import ExportDialog
from screens.dialogs.leaving import Leaving, LeavingDialog, LockedDialog
from screens.dialogs.reading import ReadingDialog
from screens.history.flow import show_history
from screens.looking import tell_looks
from screens.room.ability import RoomAbility
from screens.spotlight.ability import SpotlightAbility
from screens.stages.body import CommandCalled


def going_on(plan: Plan) -> str:
    """Where a method is found that this agenda has no stage for."""
    return _("{name} ({key}) goes on from here: Ctrl+P “Add a stage”.").format(
        name=_(plan.name), key=plan.id
    )


class StageScreen(RoomAbility, SpotlightAbility):
    """The body changes with the stage, everything around it stays."""

    class Left(Message):
        """The moderator wants to see the list of sessions."""

    async def on_mount(self) -> None:
        """Let the room's screen follow, if there is one."""
        tell_looks(self, self.desk, lambda: self._body)

    async def on_command_called(self, event: CommandCalled) -> None:
        """A list passes on a key."""
        await self.action_do(event.id)

    async def action_do(self, id: str) -> None:
        """Carry out a command: the body's way if it has one, else the frame's, else the app's."""
        handler = command(id).handler
        owners: tuple[object, ...] = (self._body, self, app_of(self))
        for owner in owners:
            method = getattr(owner, handler, None)
            if method is None:
                continue
            try:
                result = method()
                if hasattr(result, "__await__"):
                    await result
            except (Refused, NotSaved) as refusal:
                self.tell(str(refusal), "warn" if isinstance(refusal, Refused) else "bad")
            return

    async def do_undo(self) -> None:
        """Take back the last change."""
        label = await self.desk.opened.undo()
        self.show()
        self.tell(
            _("Taken back: {label}").format(label=label)
            if label
            else _("There is nothing to take back."),
            "good",
        )

    do_list_undo = do_undo

    async def do_redo(self) -> None:
        """Do again what was taken back."""
        label = await self.desk.opened.redo()
        self.show()
        self.tell(
            _("Done again: {label}").format(label=label)
            if label
            else _("There is nothing to do again."),
            "good",
        )

    async def do_prompt_next(self) -> None:
        """The next question."""
        await self.desk.run(show_prompt, 1, self.body.stage_id)

    async def do_prompt_previous(self) -> None:
        """The question before."""
        await self.desk.run(show_prompt, -1, self.body.stage_id)

    async def do_clock_pause(self) -> None:
        """Stop or start the clock."""
        stage = await self.desk.run(pause_or_resume)
        self.tell(_("The clock runs.") if stage.running_since else _("The clock stands still."))

    async def do_clock_extend(self) -> None:
        """Five minutes more."""
        await self.desk.run(extend_stage, self.body.stage_id, 5)
        told = [_("Five minutes more for this stage."), self.losses()]
        self.tell(" ".join(filter(None, told)))

    def do_note_decision(self) -> None:
        """Start a decision."""
        self._begin_line("! ")

    def do_note_action(self) -> None:
        """Start an action."""
        self._begin_line("@")

    def do_note_parking(self) -> None:
        """Start a parked item."""
        self._begin_line("? ")

    def _begin_line(self, begin: str) -> None:
        self.end_edit()
        words = self.line.draft()
        if words == self.body.words():
            words = ""  # what a field holds is no part of a decision
        self.line.restore(begin + words.lstrip("!@? "))
        self.line.focus()

    def do_saved(self) -> None:
        """Say when the last change was saved."""
        at = self.desk.opened.saved_at
        problem = self.desk.opened.store.second_copy_problem
        when = at.astimezone().strftime("%H:%M:%S") if at else ""
        said = (
            _("Saved {when}, on disk twice. There is nothing to save by hand.").format(when=when)
            if when
            else _("Everything is saved. There is nothing to save by hand.")
        )
        self.tell(problem or said, "bad" if problem else "good")

    def do_stage_about(self) -> None:
        """Purpose, prompts and pitfalls."""
        plan = self.body.plan
        lines = [
            plan.purpose,
            "",
            *(_("Ask: {prompt}").format(prompt=prompt) for prompt in plan.prompts),
            "",
        ]
        for each in deeper(self.desk.state, self.body.stage):
            lines += [going_on(each), ""]
        lines += [_("Before it opens: {text}").format(text=check.text) for check in plan.entry]
        lines += [_("Before going on: {text}").format(text=check.text) for check in plan.exit]
        lines += [
            "",
            *(_("Beware: {pitfall}").format(pitfall=pitfall) for pitfall in plan.pitfalls),
        ]
        show(self, ReadingDialog(plan.name, lines))

    @work(exit_on_error=False)
    async def do_stage_next(self) -> None:
        """Show what is missing, then go on."""
        following = next_stage(self.desk.state, self.body.stage_id)
        if following is None:
            self.tell(_("This was the last stage. Ctrl+E exports the plan."), "good")
            return
        missing = unmet(self.desk.state, self.body.stage, self.desk.opened.clock.today())
        answer = Leaving()
        if missing:
            dialog = LeavingDialog(self.desk, self.body.stage, following.title, missing)
            answer = await ask(self, dialog)
        if answer is None:
            return
        if answer.jump:
            self.body.go_to(answer.jump)
            self.line.focus()
            return
        await self.enter(following, answer.reason)

    async def do_stage_previous(self) -> None:
        """Back one stage."""
        order = [stage for stage in self.desk.state.stages if stage.state != "skipped"]
        ids = [stage.id for stage in order]
        at = ids.index(self.body.stage_id) if self.body.stage_id in ids else 0
        if at == 0:
            self.tell(_("This is the first stage."))
            return
        await self.enter(order[at - 1])

    @work(exit_on_error=False)
    async def do_stage_go(self) -> None:
        """Choose a stage; reorder, skip, add."""
        stage_id = await ask(self, AgendaDialog(self.desk, self.usuals))
        stage = self.desk.state.find(Stage, stage_id or "")
        if stage is not None:
            await self.enter(stage)
        else:
            self.show()

    @work(exit_on_error=False)
    async def do_stage_add(self) -> None:
        """Put a stage of the catalogue behind this one and go there."""
        plans = {each.id: each for each in not_here(self.desk.state)}
        first = [each.id for each in deeper(self.desk.state, self.body.stage)]
        ids = [*first, *(each for each in plans if each not in first)]
        choices = [(key, f"{key} {_(plans[key].name)}") for key in ids]
        chosen = await ask(self, ChooseDialog(_("Add which stage?"), choices))
        if chosen:
            added = await self.desk.attempt(add_stage, plans[chosen], self.body.stage_id)
            if added is not None:
                await self.enter(added)

    async def enter(self, stage: Stage, reason: str = "") -> None:
        """Enter a stage: its clock runs, its body is shown."""
        missing = in_the_way(self.desk.state, stage, self.desk.opened.clock.today())
        if missing:
            self._open_locked(stage, reason, missing)
        else:
            await self._enter(stage, reason)

    @work(exit_on_error=False)
    async def _open_locked(self, stage: Stage, reason: str, missing: Sequence[Unmet]) -> None:
        """Say what the stage stands behind; open it with a reason, or go to what is missing."""
        answer = await ask(self, LockedDialog(self.desk, stage, missing))
        if answer is None:
            self.show()
            return
        first = next((each for each in self.desk.state.stages if each.key == answer.jump), None)
        if first is not None:
            await self.enter(first, reason)
        elif answer.reason:
            await self._enter(stage, reason, answer.reason)

    async def _enter(self, stage: Stage, reason: str, waiver: str = "") -> None:
        checked = self.body.stage_id
        entered = await self.desk.attempt(
            go_to, stage.id, reason=reason, checked=checked, waiver=waiver
        )
        if entered is None:
            return
        await self.show_body(entered)
        await self.keep_focus()
        more = " ".join(going_on(each) for each in deeper(self.desk.state, entered))
        self.tell(worth_saying(self.usuals, entered) or more)
        self.line.focus()

    async def do_setup(self) -> None:
        """Look at the set-up without leaving the stage, and back."""
        present, setup = self.desk.state.stage, self._setup
        if setup is None:
            self.tell(_("This session has no set-up stage. Ctrl+G adds one."), "warn")
        elif self.body.stage_id == setup.id and present is not None:
            await self.show_body(present)
        else:
            await self.show_body(setup)
            self.tell(_("F12 goes back. The clock of the stage runs on."))
        self.line.focus()

    @property
    def _setup(self) -> Stage | None:
        return next((each for each in self.desk.state.stages if each.kind == "setup"), None)

    # -- what was captured, what happened, what is missing, what leaves -------------------------

    @work(exit_on_error=False)
    async def do_lists(self) -> None:
        """Decisions, actions and parked items in one list."""
        jump = await ask(self, CapturedDialog(self.desk))
        if jump is not None:
            await self.jump(jump)
        else:
            self.show()

    async def jump(self, jump: Jump) -> None:
        """Go to a stage and to something in it."""
        stage = self.desk.state.find(Stage, jump.stage_id)
        if stage is not None and stage.id != self.body.stage_id:
            await self.enter(stage)
        if jump.ref:
            self.body.go_to(jump.ref)
        self.line.focus()

    async def look_at(self, stage_id: str, where: str) -> None:
        """Show something of a stage, selected, without moving the room there."""
        stage = self.desk.state.find(Stage, stage_id)
        if stage is None:
            return
        if stage.id != self.body.stage_id:
            await self.show_body(stage)
        if where:
            self.body.go_to(where)
        self.body.enter_list()
        present = self.desk.state.stage
        if present is not None and present.id != stage.id:
            told = _("Shown only: the room is in {stage} still; Ctrl+G goes to a stage.")
            self.tell(told.format(stage=present.title))

    @work(exit_on_error=False)
    async def do_history(self) -> None:
        """Who changed what, when, in which stage."""
        await show_history(self, self.desk)
        self.show()

    @work(exit_on_error=False)
    async def do_export(self) -> None:
        """Write the plan to a file."""
        path = await ask(self, ExportDialog(self.desk))
        if path:
            await self.desk.attempt(note_export, Path(path).name)
            self.tell(_("✓ Written: {path}").format(path=path), "good")

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def do_changes_take(self) -> None:
        """Take changes from an exported plan that was edited elsewhere."""
        from screens.dialogs.changes.taking import take_changes

        told = await take_changes(self, self.desk)
        if told:
            self.tell(told, "good" if told.startswith("✓") else "")

    @work(exit_on_error=False)
    async def do_check(self) -> None:
        """Say what stands in the way of an agreed plan; Enter goes there."""
        found = findings_of(self.desk)
        if not found:
            self.tell(_("Nothing stands in the way of an agreed plan."), "good")
            return
        jump = await ask(self, CheckDialog(self.desk, found))
        if jump is not None:
            await self.jump(jump)

    def do_home(self) -> None:
        """Back to the list of sessions."""
        self.post_message(self.Left())
