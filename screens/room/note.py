"""The moderator's own note of a stage, kept while it is typed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from facilitator.model import Stage
from facilitator.store.store import NotSaved
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.notes import note_of, write_note
from screens.desk import Desk

PLACE = "@note"
"""Where the note of a stage is kept among the drafts until the journal has it."""
SOON, CALM = 0.3, 3.0
"""Seconds after the last key until the draft is kept, and until the journal has the note."""


class NoteDialog(ModalScreen[None]):
    """Many lines; Esc or the key that opened it closes it. Nothing typed is ever lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+k", "leave", "Close", priority=True, id="own_note.leave"),
    ]

    DEFAULT_CSS = """
    NoteDialog #own-note { height: 1fr; border: none; padding: 0; }
    NoteDialog #own-told { height: auto; max-height: 2; color: $warning; display: none; }
    """

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__()
        self.desk = desk
        self._stage = stage
        self._place = f"{stage.id}:{PLACE}"
        self._drafted = desk.drafts.get(self._place)
        kept = note_of(desk.state, stage.id)
        self._begun_with = kept if self._drafted is None else self._drafted
        self._soon: Timer | None = None
        self._calm: Timer | None = None

    def compose(self) -> ComposeResult:
        """Whose note it is, the text, what the last attempt to save said, how to leave."""
        title = _("Own note · {stage}").format(stage=self._stage.title)
        with Vertical(classes="dialog -tall"):
            yield Static(Content(title), classes="dialog--question")
            yield TextArea(
                self._begun_with, id="own-note", soft_wrap=True, highlight_cursor_line=False
            )
            yield Static(id="own-told", markup=False)
            yield Static(
                _("For you alone: not on the room's screen, in no document but the complete JSON")
                + " · "
                + _("kept as you type · Esc closes"),
                markup=False,
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Go on writing at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def on_text_area_changed(self) -> None:
        """Keep the draft soon, and the note itself when the moderator pauses."""
        if self._text == self._begun_with and self._soon is None:
            return  # the text area says so once when it is filled
        for timer in (self._soon, self._calm):
            if timer is not None:
                timer.stop()
        self._soon = self.set_timer(SOON, self._keep_draft)
        self._calm = self.set_timer(CALM, self._save)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text

    async def _keep_draft(self) -> None:
        try:
            await self.desk.keep_draft(self._place, self._text or "\n")
        except NotSaved as refusal:
            self._tell(str(refusal))

    async def _save(self) -> bool:
        """Put the note into the journal; the draft stays when that is refused."""
        text = self._text
        try:
            await self.desk.run(write_note, self._stage.id, text)
            if text == self._text and self._place in self.desk.drafts:
                await self.desk.keep_draft(self._place, "")
        except (Refused, NotSaved) as refusal:
            self._tell(str(refusal))
            return False
        self._tell(" ".join(self.desk.opened.notices))
        return True

    def _tell(self, sentence: str) -> None:
        told = self.query_one("#own-told", Static)
        told.update(Content(sentence))
        told.display = bool(sentence)

    async def action_leave(self) -> None:
        """Keep what was typed and close; a note that is refused stays open, its draft is kept."""
        await self._keep_draft()
        if await self._save():
            self.dismiss()
