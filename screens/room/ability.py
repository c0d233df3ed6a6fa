"""What a moderator does with the room while it works, from any stage, beside the typing."""

from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from textual import work

from facilitator.agenda import stage as catalogue_stage
from facilitator.store.files import private
from facilitator.store.store import NotRead
from facilitator.words.language import _
from facilitator.words.reasons import reason_of
from facilitator.workshop.breaks import break_now
from facilitator.workshop.pace import Usuals, losses_sentence, usual_lengths
from facilitator.workshop.silence import (
    begin_silence,
    end_silence,
    lengthen_silence,
    silence_of,
    usual_minutes,
)
from facilitator.workshop.timing import clock
from facilitator.workshop.turns import (
    end_turns,
    last_turn_again,
    next_turn,
    skip_turn,
)
from screens.dialogs.asking import app_of, ask, show
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.reading import ReadingDialog
from screens.importing.ability import ImportingScreen
from screens.room.bar import RoomBar
from screens.room.note import NoteDialog
from screens.room.times import time_lines
from screens.room.writing import MinutesDialog

BELL = "bell"
"""A file of this name among the state says that the bell may ring."""


class RoomAbility(ImportingScreen):
    """Turns, silent writing, own notes and breaks; none of them takes the line from the typing."""

    usuals: Usuals = MappingProxyType({})
    """What past sessions say about the stages of this one, once they were read."""

    async def on_mount(self) -> None:
        """Read what past sessions say, behind everything else."""
        await super().on_mount()
        self.run_worker(self._read_usuals(), exit_on_error=False)

    async def _read_usuals(self) -> None:
        opened = self.desk.opened
        with suppress(NotRead):  # the stages go on without what earlier ones took
            self.usuals = await usual_lengths(opened.store, opened.id)

    def losses(self) -> str:
        """Which later stages lose time now, as a sentence; empty when none does."""
        now = self.desk.opened.clock.now().astimezone()
        return losses_sentence(clock(self.desk.state, now))

    def show_room(self) -> None:
        """Bring the strip above the question up to the time; ring once when writing is over."""
        bar = self.query_one(RoomBar)
        before = bar.left
        super().show_room()
        if before and bar.left == 0 and self._bell.exists():
            app_of(self).bell()

    @property
    def _bell(self) -> Path:
        return self.desk.opened.store.places.state / BELL

    # -- turns -------------------------------------------------------------------------------

    async def do_turn_next(self) -> None:
        """Begin a round, or the next person; words marked in the line are cut, as everywhere."""
        if self.line.has_focus and not self.line.selection.is_empty:
            self.line.action_cut()
            return
        turns = await self.desk.run(next_turn, self.body.stage_id)
        if turns.is_over:
            self.tell(_("Everybody had their turn."), "good")

    do_list_turn = do_turn_next

    async def do_turn_skip(self) -> None:
        """This person comes later."""
        await self.desk.run(skip_turn, self.body.stage_id)

    async def do_turn_back(self) -> None:
        """Back to the person before."""
        await self.desk.run(last_turn_again, self.body.stage_id)

    async def do_turn_end(self) -> None:
        """Nobody takes turns any more."""
        await self.desk.run(end_turns, self.body.stage_id)

    # -- silent writing ------------------------------------------------------------------------

    @work(exclusive=True, group="silence", exit_on_error=False)
    async def do_silence(self) -> None:
        """Begin silent writing; while it runs, lengthen or stop it; put its end away."""
        stage = self.body.stage
        silence = silence_of(self.desk.state, stage.id)
        if silence is None:
            question = _("Silent writing: for how long?")
            minutes = await ask(self, MinutesDialog(question, usual_minutes(stage)))
            if minutes:
                await self.desk.attempt(begin_silence, stage.id, minutes)
        elif not silence.left(self.desk.opened.clock.now()):
            await self.desk.attempt(end_silence, stage.id)
        else:
            choices = [
                ("1", _("One minute more")),
                ("2", _("Two minutes more")),
                ("stop", _("Stop the writing now")),
            ]
            chosen = await ask(self, ChooseDialog(_("The room writes in silence."), choices))
            if chosen == "stop":
                await self.desk.attempt(end_silence, stage.id)
            elif chosen:
                await self.desk.attempt(lengthen_silence, stage.id, int(chosen))

    do_list_silence = do_silence

    def do_bell(self) -> None:
        """Let the bell ring at the end of silent writing, or not."""
        try:
            if self._bell.exists():
                self._bell.unlink()
                self.tell(_("The bell is off."))
                return
            private(self._bell.parent)
            self._bell.touch()
        except OSError as error:
            told = _("The choice could not be kept ({reason}). Check the folder {folder}.")
            self.tell(told.format(reason=reason_of(error), folder=self._bell.parent), "bad")
            return
        with suppress(OSError):
            app_of(self).bell()
        self.tell(_("The bell rings when silent writing is over."))

    # -- times -----------------------------------------------------------------------------------

    def do_clock_about(self) -> None:
        """Planned, spent and usual minutes, the end, and who loses time."""
        now = self.desk.opened.clock.now().astimezone()
        lines = time_lines(self.desk.state, now, self.usuals)
        show(self, ReadingDialog(_("Times"), lines))

    # -- own notes and breaks --------------------------------------------------------------------

    def do_note_own(self) -> None:
        """The moderator's own note of this stage."""
        show(self, NoteDialog(self.desk, self.body.stage))

    @work(exclusive=True, group="break", exit_on_error=False)
    async def do_clock_break(self) -> None:
        """A break now; the stage that was begun goes on after it."""
        minutes = await ask(self, MinutesDialog(_("A break: for how long?"), 10))
        if not minutes:
            return
        begun = await self.desk.attempt(break_now, catalogue_stage("break"), minutes)
        if begun is not None:
            await self.show_body(begun)
            await self.keep_focus()
            self.tell(_("^N goes on where the room was."))
            self.line.focus()
