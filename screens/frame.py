"""The frame around every stage: rail, clock, body, question, line, footer."""

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.screen import Screen

from facilitator.model import Stage, WorkshopState
from facilitator.words.language import _
from facilitator.workshop.timing import ClockReading, clock
from screens.commands import ALL_KINDS, Command, bindings, command, commands_of
from screens.desk import Desk
from screens.room.bar import RoomBar
from screens.stages.body import Body
from screens.stages.kinds import body_for
from screens.widgets.capture import CaptureLine
from screens.widgets.capture_bar import CaptureBar
from screens.widgets.clock import clock_text
from screens.widgets.rail import SIGNS, Rail, Stop
from screens.widgets.words import Words

HIDE_RAIL_BELOW = 76
BROAD_RAIL_FROM = 160
COUNTED = ALL_KINDS - {"setup", "break"}
"""Kinds of stage that make up "3 of 14"."""
FOOTER_KEYS = 7
LARGE_FROM = 20
"""Rows from which on the countdown of silent writing is shown in large digits."""


class FrameScreen(Screen[None]):
    """What is seen around a stage; brought up to the state by `show`."""

    CSS_PATH = "stage.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(commands_of("app"), priority=True),
        *bindings(commands_of("stage"), priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.tell = self.tell
        desk.changed = self.show
        self._body: Body | None = None
        self._replacing = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The frame; the body is put in when the stage is known."""
        with Horizontal(id="header"):
            yield Words(id="title")
            yield Words(id="clock", grows="cells")
        with Horizontal(id="middle"):
            yield Rail()
            yield Container(id="stage")
        yield RoomBar()
        yield Words(id="question", grows="lines")
        yield Words(id="told", grows="lines")
        yield CaptureBar(id="capture")
        yield Words(id="footer")

    # -- coming and going ------------------------------------------------------------------

    async def on_mount(self) -> None:
        """Open at the stage and the section the session was left with."""
        focus = self.desk.focus()
        stage = self._stage_to_show(focus)
        if stage is not None:
            await self.show_body(stage)
            if focus.get("stage") == stage.id:
                self.body.go_to(focus.get("section", ""))
                self.come_back(focus)
        self.set_interval(1, self._show_clock)
        self.line.focus()

    def come_back(self, focus: dict[str, str]) -> None:
        """Take up what else was kept of the last look at this session."""

    def _stage_to_show(self, focus: dict[str, str]) -> Stage | None:
        state = self.desk.state
        return (
            state.find(Stage, focus.get("stage", ""))
            or state.stage
            or next(iter(state.stages), None)
        )

    async def _show_another(self) -> None:
        """Show the stage the room is in instead of one that is gone."""
        stage = self._stage_to_show({})
        if self._body is None and stage is not None:
            await self.show_body(stage)

    async def show_body(self, stage: Stage) -> None:
        """Put the stage's body into the frame, whatever stage the room is in.

        One after another: who asks for two at once gets the later one.
        """
        async with self._replacing:
            await self.replace_body(stage)

    async def replace_body(self, stage: Stage) -> None:
        """Take one body out and put the other in; never asked for twice at once."""
        holder = self.query_one("#stage", Container)
        await holder.remove_children()
        self._body = body_for(self.desk, stage)
        await holder.mount(self._body)
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
        if not self._body.is_mounted:
            return  # it is shown as soon as it is there
        if self.desk.state.find(Stage, self._body.stage_id) is None:
            self._body = None  # its addition was taken back
            self.call_later(self._show_another)
            return
        self.query_one(Rail).display = self.size.width >= HIDE_RAIL_BELOW
        self.query_one(Rail).set_class(self.size.width >= BROAD_RAIL_FROM, "-broad")
        self._show_question()
        self._show_clock()
        self.show_label()
        self._show_footer()
        self.body.show()

    def _show_rail(self, reading: ClockReading) -> None:
        """Bring the agenda up to the clock: what does not fit any more is marked."""
        losses = {loss.stage_id: "short" if loss.reached else "lost" for loss in reading.losses}
        stops = [self._stop(stage, losses.get(stage.id, "")) for stage in self.desk.state.stages]
        self.query_one(Rail).set_stops(stops)

    def _show_title(self, reading: ClockReading) -> None:
        """Which session it is; where there is no rail, rather which stages lose their time."""
        workshop = self.desk.state.workshop
        title = " · ".join(part for part in (workshop.company, workshop.title) if part)
        shown = Content(title or _("New session"))
        late = [each for each in reading.losses if not each.reached] or list(reading.losses)
        if late and self.size.width < HIDE_RAIL_BELOW:
            sign = SIGNS["short" if late[0].reached else "lost"]
            found = [self.desk.state.find(Stage, each.stage_id) for each in late]
            names = ", ".join(each.title for each in found if each is not None)
            shown = Content.styled(f"{sign} {names}", "$warning")
        self.query_one("#title", Words).say(shown)

    def _stop(self, stage: Stage, mark: str) -> Stop:
        spent = stage.elapsed // 60 if stage.state == "done" else stage.minutes
        here = stage.id == self.body.stage_id
        return Stop(mark or str(stage.state), stage.title, spent, here)

    def _show_question(self) -> None:
        stage, plan = self.body.stage, self.body.plan
        if not plan.prompts:
            self.query_one("#question", Words).say(Content(plan.purpose))
            return
        at = stage.prompt % len(plan.prompts)
        self.query_one("#question", Words).say(
            Content.assemble(
                (
                    _("Ask {number}/{prompts}:").format(number=at + 1, prompts=len(plan.prompts)),
                    "bold $accent",
                ),
                " ",
                plan.prompts[at],
            )
        )

    def show_room(self) -> None:
        """Show whose turn it is and how long the room still writes; called every second."""
        now, bar = self.desk.opened.clock.now(), self.query_one(RoomBar)
        bar.bring(self.desk.state, self.body.stage_id, now, large=self.size.height >= LARGE_FROM)

    def _show_clock(self) -> None:
        if self._body is None:
            return
        self.show_room()
        now = self.desk.opened.clock.now().astimezone()
        reading = clock(self.desk.state, now)
        self._show_rail(reading)
        self._show_title(reading)
        text, tone = clock_text(
            reading.elapsed, reading.planned, reading.projected_end, reading.drift_minutes
        )
        stages = [each.id for each in self.desk.state.stages if each.kind in COUNTED]
        at = stages.index(self.body.stage_id) + 1 if self.body.stage_id in stages else 0
        where = f"{at}/{len(stages)} {self.body.stage.title}" if at else self.body.stage.title
        style = {"warn": "$warning", "bad": "$error"}.get(tone, "")
        if self.desk.state.workshop.state == WorkshopState.CLOSED:
            text, style = (
                _("closed, agreed by all") if self.desk.state.workshop.agreed else _("closed"),
                "",
            )
        shown = Content.assemble((f"{where} · ", "bold"), (text, style))
        self.query_one("#clock", Words).say(shown)

    def show_label(self) -> None:
        """Say before the line what words typed now are for."""
        if self.line.is_editing:
            self.line.placeholder = _("type it, Enter saves, Esc leaves it as it was")
        else:
            self.line.label = self.body.label()
            self.line.placeholder = self.body.placeholder()

    def _show_footer(self) -> None:
        on_list = not self.line.has_focus
        kind = self.body.stage.kind
        frame = commands_of("app") + commands_of("stage")
        shown = [each for each in frame if each.footer]
        if on_list:
            here = [each for each in commands_of("list", kind) if each.footer and self._can(each)]
            shown = [command("help"), *sorted(here, key=lambda each: each.footer)]
            shown = [*shown[: FOOTER_KEYS - 1], command("palette")]
        parts: list[Content] = []
        for each in sorted(shown, key=lambda each: each.footer if not on_list else 0)[:FOOTER_KEYS]:
            parts.append(Content.assemble((each.key_label, "bold $accent"), f" {each.called}"))
        footer = self.query_one("#footer", Words)
        # What does not fit goes, the last but the palette first: it names every command.
        while len(parts) > 2 and Content("  ").join(parts).cell_length > footer.size.width > 0:
            del parts[-2]
        footer.say(Content("  ").join(parts))

    def _can(self, command: Command) -> bool:
        """Whether the body can do this now, in its phase and on the row under the cursor."""
        return bool(self.body.check_action("do", (command.id,)))

    def tell(self, sentence: str, tone: str = "") -> None:
        """Show a sentence above the line until the next one."""
        told = self.query_one("#told", Words)
        told.set_classes(f"-{tone}" if tone else "")
        told.say(Content(sentence))
        told.display = bool(sentence)

    def on_resize(self) -> None:
        """Fit the rail and the body to the new size."""
        self.show()

    def on_descendant_focus(self) -> None:
        """The footer names the keys of whatever has the focus."""
        if self._body is not None:
            self._show_footer()
