"""The session as it stood then: the same stages, a clear sign above them, nothing to change."""

from datetime import datetime
from json import dumps
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from facilitator.model import Stage, StageState
from facilitator.words.days import say_date
from facilitator.words.language import N_, _
from facilitator.workshop.past import Past
from screens.desk import FOCUS, Desk
from screens.readonly import ReadOnlyScreen
from screens.stages.body import CommandCalled

TURNING = frozenset({"tab.next", "tab.previous"})
COPYING = frozenset({"copy.item", "copy.table"})
"""Commands of a stage that change nothing."""

KEYS = N_(
    "← → entry before, after · PgUp PgDn ten · Home End · n p stage · [ ] page · y copies · "
    "Esc back to now"
)


class PastScreen(ReadOnlyScreen):
    """Arrows go through the history; Esc comes back to now."""

    CSS_PATH: ClassVar = ["../stage.tcss", "past.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Now", priority=True, id="past.leave"),
        Binding("left", "step(-1)", "Before", priority=True, id="past.before"),
        Binding("right", "step(1)", "After", priority=True, id="past.after"),
        Binding("pageup", "step(-10)", "Ten before", priority=True, id="past.ten_before"),
        Binding("pagedown", "step(10)", "Ten after", priority=True, id="past.ten_after"),
        Binding("home", "step(-1000000)", "First", priority=True, id="past.first"),
        Binding("end", "step(1000000)", "Last", priority=True, id="past.last"),
        Binding("n,ctrl+n", "stage(1)", "Next stage", priority=True, id="past.stage_next"),
        Binding("p,ctrl+r", "stage(-1)", "Stage before", priority=True, id="past.stage_before"),
    ]

    takes_every_key = True
    """Commands of the session have no meaning here."""

    def __init__(self, past: Past) -> None:
        place = past.place()
        focus = {"stage": place.stage_id, "section": place.where} if place else {}
        super().__init__(Desk(past, {FOCUS: dumps(focus)}, for_room=True))
        self.past = past
        self.desk.tell = self._tell_copied

    def _tell_copied(self, sentence: str, tone: str) -> None:
        """Say where a copy went, in the place of the keys until another is pressed."""
        self.query_one("#past-keys", Static).update(Content(sentence))

    def above(self) -> ComposeResult:
        """The sign that this is not now."""
        yield Static(id="past-sign", markup=False)

    def below(self) -> ComposeResult:
        """The keys."""
        yield Static(_(KEYS), id="past-keys", markup=False)

    def on_screen_resume(self) -> None:
        """Keys act on the stage."""
        self.call_later(self._begin)

    def _begin(self) -> None:
        if self._body is not None:
            self._body.enter_list()
        self._show_sign()

    def _show_sign(self) -> None:
        entry, count = self.past.entry, len(self.past.entries)
        at = datetime.fromisoformat(entry.at).astimezone()
        words = _("AS IT STOOD {when} · {number} of {count} · {label}").format(
            when=f"{say_date(at)} {at:%H:%M}",
            number=self.past.at + 1,
            count=count,
            label=entry.label,
        )
        self.query_one("#past-sign", Static).update(Content(words))
        self.query_one("#past-keys", Static).update(Content(_(KEYS)))

    # -- going about -------------------------------------------------------------------------

    async def action_step(self, steps: int) -> None:
        """So many entries back or on; what the entry is about is shown, and selected."""
        if not self.past.go(self.past.at + steps):
            return
        place = self.past.place()
        stage = self.past.state.find(Stage, place.stage_id) if place else None
        shown = self._body is not None and self.past.state.find(Stage, self._body.stage_id)
        if stage is None and not shown:
            stage = self._stage_to_show({})
        if stage is not None and (self._body is None or self._body.stage_id != stage.id):
            await self.show_body(stage)
        else:
            self.show()
        if self._body is not None:
            if place is not None and place.where:
                self._body.go_to(place.where)
            self._body.enter_list()
        self._show_sign()

    async def action_stage(self, steps: int) -> None:
        """Another stage, as it stood then."""
        shown = [each for each in self.past.state.stages if each.state != StageState.SKIPPED]
        ids = [each.id for each in shown]
        if self._body is None or self._body.stage_id not in ids:
            return
        at = ids.index(self._body.stage_id) + steps
        if 0 <= at < len(shown):
            await self.show_body(shown[at])
            self._begin()

    async def on_command_called(self, event: CommandCalled) -> None:
        """Pages can be turned, items copied; everything else would change something."""
        method = getattr(self.body, f"do_{event.id.replace('.', '_')}", None)
        turns = event.id in TURNING and len(self.body.query("#tabs"))
        if method is not None and (turns or event.id in COPYING):
            method()

    def action_leave(self) -> None:
        """Back to now."""
        self.dismiss(None)
