"""The frame around every stage: rail, clock, body, question, line, footer."""

from typing import ClassVar

from facilitator.workshop.exits import unmet
from facilitator.workshop.timing import clock
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from facilitator.model import Stage
from facilitator.store.store import NotSaved
from facilitator.workshop.edit import Refused
from facilitator.workshop.stages import (
    extend_stage,
    go_to,
    next_stage,
    pause_or_resume,
    show_prompt,
)
from screens.commands import bindings, command, commands_of
from screens.desk import Desk
from screens.dialogs.agenda import AgendaDialog
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.leaving import Leaving, LeavingDialog
from screens.dialogs.reading import ReadingDialog
from screens.stages.body import Body, CommandCalled, Target
from screens.stages.kinds import body_for
from screens.widgets.capture import CaptureBar, CaptureLine
from screens.widgets.clock import clock_text
from screens.widgets.rail import Rail, Stop

HIDE_RAIL_BELOW = 76
FOOTER_KEYS = 7


class StageScreen(Screen[None]):
    """One session at work: the body changes with the stage, everything around it stays."""

    CSS_PATH = "stage.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands_of("app"), priority=True),
        *bindings(commands_of("stage"), priority=True),
    ]

    class Left(Message):
        """The moderator wants to see the list of sessions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.tell = self.tell
        desk.changed = self.show
        self._editing: Target | None = None
        self._editing_place = ""
        self._edit_places: dict[str, str] = {}
        self._body: Body | None = None

    def compose(self) -> ComposeResult:
        """The frame; the body is put in when the stage is known."""
        with Horizontal(id="header"):
            yield Static(id="title", markup=False)
            yield Static(id="clock", markup=False)
        with Horizontal(id="middle"):
            yield Rail()
            yield Container(id="stage")
        yield Static(id="question", markup=False)
        yield Static(id="told", markup=False)
        yield CaptureBar(id="capture")
        yield Static(id="footer", markup=False)

    # -- coming and going ------------------------------------------------------------------

    async def on_mount(self) -> None:
        """Open at the stage, the section and the half-typed line the session was left with."""
        focus = self.desk.focus()
        stage = self._stage_to_show(focus)
        if stage is not None:
            await self._show_body(stage)
            if focus.get("stage") == stage.id and self._body is not None:
                self._body.go_to(focus.get("section", ""))
            place = focus.get("editing", "")
            if place and f"{stage.id}:{place}" in self.desk.drafts:
                self.edit_place(place)
        self.set_interval(1, self._show_clock)
        self.line.focus()

    def _stage_to_show(self, focus: dict[str, str]) -> Stage | None:
        state = self.desk.state
        return (
            state.find(Stage, focus.get("stage", ""))
            or state.stage
            or next(iter(state.stages), None)
        )

    async def _show_body(self, stage: Stage) -> None:
        holder = self.query_one("#stage", Container)
        await holder.remove_children()
        self._body = body_for(self.desk, stage)
        await holder.mount(self._body)
        self._bring_back_draft()
        self.show()

    @property
    def body(self) -> Body:
        """The stage that is shown."""
        assert self._body is not None
        return self._body

    @property
    def line(self) -> CaptureLine:
        """The line everything is typed into."""
        return self.query_one("#capture", CaptureBar).line

    # -- showing -----------------------------------------------------------------------------

    def show(self) -> None:
        """Bring everything up to the state."""
        if self._body is None or not self.is_mounted:
            return
        workshop, state = self.desk.state.workshop, self.desk.state
        title = " · ".join(part for part in (workshop.company, workshop.title) if part)
        self.query_one("#title", Static).update(Content(title or "New session"))
        self.query_one(Rail).set_stops([self._stop(stage) for stage in state.stages])
        self.query_one(Rail).display = self.size.width >= HIDE_RAIL_BELOW
        self._show_question()
        self._show_clock()
        self._show_label()
        self._show_footer()
        self.body.show()

    def _stop(self, stage: Stage) -> Stop:
        spent = stage.elapsed // 60 if stage.state == "done" else stage.minutes
        return Stop(str(stage.state), stage.title, spent, stage.id == self.body.stage_id)

    def _show_question(self) -> None:
        stage, plan = self.body.stage, self.body.plan
        if not plan.prompts:
            self.query_one("#question", Static).update(Content(plan.purpose))
            return
        at = stage.prompt % len(plan.prompts)
        self.query_one("#question", Static).update(
            Content.assemble(
                (f"Ask {at + 1}/{len(plan.prompts)}: ", "bold $accent"), plan.prompts[at]
            )
        )

    def _show_clock(self) -> None:
        if self._body is None:
            return
        reading = clock(self.desk.state, self.desk.opened.clock.now(), self.body.stage_id)
        text, tone = clock_text(
            reading.elapsed, reading.planned, reading.projected_end, reading.drift_minutes
        )
        where = f"{reading.number}/{reading.count} {self.body.stage.title}"
        style = {"warn": "$warning", "bad": "$error"}.get(tone, "")
        shown = Content.assemble((f"{where} · ", "bold"), (text, style))
        self.query_one("#clock", Static).update(shown)

    def _show_label(self) -> None:
        if not self.line.is_editing:
            self.line.label = self.body.label()
            self.line.placeholder = self.body.placeholder()

    def _show_footer(self) -> None:
        on_list = not self.line.has_focus
        kind = self.body.stage.kind
        frame = commands_of("app") + commands_of("stage")
        shown = [each for each in frame if each.footer]
        if on_list:
            here = [each for each in commands_of("list", kind) if each.footer]
            shown = [command("help"), *sorted(here, key=lambda each: each.footer)]
            shown = [*shown[: FOOTER_KEYS - 1], command("palette")]
        parts: list[Content] = []
        for each in sorted(shown, key=lambda each: each.footer if not on_list else 0)[:FOOTER_KEYS]:
            parts.append(Content.assemble((each.key_label, "bold $accent"), f" {each.title}"))
        self.query_one("#footer", Static).update(Content("  ").join(parts))

    def tell(self, sentence: str, tone: str = "") -> None:
        """Show a sentence above the line until the next one."""
        told = self.query_one("#told", Static)
        told.set_classes(f"-{tone}" if tone else "")
        told.update(Content(sentence))
        told.display = bool(sentence)

    def on_resize(self) -> None:
        """Fit the rail and the body to the new size."""
        self.show()

    def on_descendant_focus(self) -> None:
        """The footer names the keys of whatever has the focus."""
        if self._body is not None:
            self._show_footer()

    # -- the line ------------------------------------------------------------------------------

    async def on_capture_line_captured(self, event: CaptureLine.Captured) -> None:
        """Save what was typed; the line is cleared when it is on disk."""
        await self._save([event.text])

    async def _save(self, lines: list[str]) -> None:
        target = self._editing
        try:
            echo = await (target.save(lines[0]) if target else self.body.capture(lines))
        except (Refused, NotSaved) as refusal:
            self.line.refuse()
            self.tell(str(refusal), "warn" if isinstance(refusal, Refused) else "bad")
            return
        self.line.accept()
        self.tell(f"✓ {echo}", "good")
        if target:
            self._editing = None
            if target.then:
                self.edit_place(target.then)
            else:
                self.body.enter_list()
        self.show()

    @work(exit_on_error=False)
    async def on_capture_line_many_pasted(self, event: CaptureLine.ManyPasted) -> None:
        """Offer to make an item of each pasted line."""
        count = len(event.lines)
        if self._editing is not None:
            self.line.restore(f"{self.line.draft()}{' '.join(event.lines)}")
            return
        choice = await self.app.push_screen_wait(
            ChooseDialog(
                f"{count} lines were pasted.",
                [
                    ("many", f"Make {count} items, one of each line"),
                    ("one", "Put them into the line as one text"),
                    ("none", "Leave them out"),
                ],
            )
        )
        if choice == "many":
            await self._save(list(event.lines))
        elif choice == "one":
            self.line.restore(f"{self.line.draft()}{' '.join(event.lines)}")

    def on_capture_line_too_much_pasted(self, event: CaptureLine.TooMuchPasted) -> None:
        """Say why nothing was inserted."""
        self.tell(
            f"That paste has {event.size // 1000} kB; the line takes up to 200 kB. Nothing was "
            "inserted. Paste a part of it.",
            "warn",
        )

    def on_capture_line_cleaned(self, event: CaptureLine.Cleaned) -> None:
        """Say what the paste lost."""
        self.tell(" ".join(event.sentences), "warn")

    async def on_capture_line_drafted(self, event: CaptureLine.Drafted) -> None:
        """Keep the half-typed line, under the place it is typed for."""
        place = self._edit_places.get(event.label, "") if event.label else self.body.place()
        await self.desk.keep_draft(f"{self.body.stage_id}:{place}", event.text)
        await self.keep_focus()

    def on_capture_line_left(self) -> None:
        """Esc: one step back, from an edit to typing, from typing to the list."""
        if self.line.is_editing:
            self._editing = None
            self.line.stop_editing()
            self._show_label()
        self.body.enter_list()

    def on_body_line_asked(self, event: Body.LineAsked) -> None:
        """Give the focus to the line."""
        if event.begin and not self.line.draft().startswith(event.begin):
            self.line.restore(event.begin + self.line.draft())
        self.line.focus()

    def on_body_typing_moved(self) -> None:
        """Words go to another place now: its own half-typed line comes with it."""
        self._bring_back_draft()
        self._show_label()

    def _bring_back_draft(self) -> None:
        if not self.line.is_editing and not self.line.is_waiting:
            key = f"{self.body.stage_id}:{self.body.place()}"
            self.line.restore(self.desk.drafts.get(key, self.body.words()))

    def on_body_edit_asked(self, event: Body.EditAsked) -> None:
        """Fill the line with something that exists."""
        self.edit_place(event.place)

    def edit_place(self, place: str) -> None:
        """Fill the line with what `place` names, or with its half-typed change."""
        target = self.body.target(place)
        if target is None:
            return
        self._editing, self._editing_place = target, place
        self._edit_places[target.label] = place
        draft = self.desk.drafts.get(f"{self.body.stage_id}:{place}")
        self.line.edit(target.text if draft is None else draft, target.label)
        self.line.focus()

    async def keep_focus(self) -> None:
        """Keep what is looked at, so that the next start shows the same."""
        if self._body is not None:
            editing = self._editing_place if self._editing else ""
            focus = {"stage": self.body.stage_id, "editing": editing} | self.body.focus_now()
            await self.desk.keep_focus(focus)

    async def before_leaving(self) -> None:
        """Keep the half-typed line at once (signal, closing terminal, quitting)."""
        if self._body is not None:
            place = self._editing_place if self._editing else self.body.place()
            words = self.line.draft()
            if self._editing is None or words != self._editing.text:
                await self.desk.keep_draft(f"{self.body.stage_id}:{place}", words)
            await self.keep_focus()

    def key_up(self) -> None:
        """Up in the line moves in the list; the words stay where they are."""
        self.body.move(-1)

    def key_down(self) -> None:
        """Down."""
        self.body.move(1)

    def key_tab(self) -> None:
        """Tab in the line: the next section; elsewhere the next pane."""
        self._tab(1)

    def key_shift_tab(self) -> None:
        """Back."""
        self._tab(-1)

    def _tab(self, steps: int) -> None:
        if self.line.has_focus and not self.line.is_editing and self.body.step(steps):
            return
        if self.line.has_focus:
            self.body.enter_list()
        elif not self.body.step(steps):
            self.line.focus()

    # -- commands ----------------------------------------------------------------------------

    async def on_command_called(self, event: CommandCalled) -> None:
        """A list passes on a key."""
        await self.action_do(event.id)

    async def action_do(self, id: str) -> None:
        """Carry out a command: the body's way if it has one, else the frame's, else the app's."""
        handler = command(id).handler
        for owner in (self._body, self, self.app):
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
        self.tell(f"Taken back: {label}" if label else "There is nothing to take back.", "good")

    do_list_undo = do_undo

    async def do_redo(self) -> None:
        """Do again what was taken back."""
        label = await self.desk.opened.redo()
        self.show()
        self.tell(f"Done again: {label}" if label else "There is nothing to do again.", "good")

    async def do_prompt_next(self) -> None:
        """The next question."""
        await self.desk.run(show_prompt, 1)

    async def do_prompt_previous(self) -> None:
        """The question before."""
        await self.desk.run(show_prompt, -1)

    async def do_clock_pause(self) -> None:
        """Stop or start the clock."""
        stage = await self.desk.run(pause_or_resume)
        self.tell("The clock runs." if stage.running_since else "The clock stands still.")

    async def do_clock_extend(self) -> None:
        """Five minutes more."""
        await self.desk.run(extend_stage, self.body.stage_id, 5)
        self.tell("Five minutes more for this stage.")

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
        if self.line.is_editing:
            self.on_capture_line_left()
        self.line.restore(begin + self.line.draft().lstrip("!@? "))
        self.line.focus()

    def do_saved(self) -> None:
        """Say when the last change was saved."""
        at = self.desk.opened.saved_at
        problem = self.desk.opened.store.second_copy_problem
        when = at.astimezone().strftime("%H:%M:%S") if at else ""
        said = f"Saved {when}, on disk twice." if when else "Everything is saved."
        self.tell(
            problem or f"{said} There is nothing to save by hand.", "bad" if problem else "good"
        )

    def do_stage_about(self) -> None:
        """Purpose, prompts and pitfalls."""
        plan = self.body.plan
        lines = [plan.purpose, "", *(f"Ask: {prompt}" for prompt in plan.prompts), ""]
        lines += [f"Before going on: {check.text}" for check in plan.exit]
        lines += ["", *(f"Beware: {pitfall}" for pitfall in plan.pitfalls)]
        self.app.push_screen(ReadingDialog(plan.name, lines))

    @work(exit_on_error=False)
    async def do_stage_next(self) -> None:
        """Show what is missing, then go on."""
        following = next_stage(self.desk.state, self.body.stage_id)
        if following is None:
            self.tell("This was the last stage. Ctrl+E exports the plan.", "good")
            return
        missing = unmet(self.desk.state, self.body.stage, self.desk.opened.clock.today())
        answer = Leaving()
        if missing:
            dialog = LeavingDialog(self.body.stage.title, following.title, missing)
            answer = await self.app.push_screen_wait(dialog)
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
            self.tell("This is the first stage.")
            return
        await self.enter(order[at - 1])

    @work(exit_on_error=False)
    async def do_stage_go(self) -> None:
        """Choose a stage; reorder, skip, add."""
        stage_id = await self.app.push_screen_wait(AgendaDialog(self.desk))
        stage = self.desk.state.find(Stage, stage_id or "")
        if stage is not None:
            await self.enter(stage)
        else:
            self.show()

    async def enter(self, stage: Stage, reason: str = "") -> None:
        """Enter a stage: its clock runs, its body is shown."""
        entered = await self.desk.attempt(go_to, stage.id, reason=reason)
        if entered is None:
            return
        if self.line.is_editing:
            self._editing = None
            self.line.stop_editing()
        await self._show_body(entered)
        await self.keep_focus()
        self.tell("")
        self.line.focus()

    def do_home(self) -> None:
        """Back to the list of sessions."""
        self.post_message(self.Left())
