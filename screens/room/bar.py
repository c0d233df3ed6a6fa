"""One strip above the question: whose turn it is, and how long the room still writes."""

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits

from facilitator.methods.turns import Turns, waiting
from facilitator.model import Participant
from facilitator.words.language import _, ngettext
from facilitator.workshop.silence import silence_of
from facilitator.workshop.state import State
from facilitator.workshop.turns import speakers, turns_of
from screens.widgets.clock import minutes
from screens.widgets.words import Words


class RoomBar(Horizontal):
    """Takes no line while there is nothing to say; the countdown is large where there is room."""

    DEFAULT_CSS = """
    RoomBar { height: auto; max-height: 3; display: none; }
    RoomBar #room-left { width: auto; height: 3; margin-right: 2; display: none; }
    RoomBar #room-words { width: 1fr; height: auto; max-height: 3; }
    """

    def __init__(self, *, for_room: bool = False) -> None:
        """On the room's own screen no keys are named."""
        super().__init__(id="room")
        self._for_room = for_room
        self.left: int | None = None
        """Seconds of silent writing left when last shown; None when nobody writes in silence."""

    def compose(self) -> ComposeResult:
        """Minutes and seconds, and words."""
        yield Digits(id="room-left")
        yield Words(id="room-words", grows="lines")

    def bring(self, state: State, stage_id: str, now: datetime, *, large: bool) -> None:
        """Bring the strip up to the state of a stage and the time."""
        silence = silence_of(state, stage_id)
        self.left = silence.left(now) if silence else None
        turns = turns_of(state, stage_id)
        words = turns_text(state, turns, for_room=self._for_room) if turns else None
        self._show(words, self.left, large=large)

    def _show(self, turns: Content | None, left: int | None, *, large: bool) -> None:
        lines: list[Content] = []
        digits = self.query_one("#room-left", Digits)
        digits.display = large and bool(left)
        if left:
            if digits.display:
                digits.update(minutes(left))
                lines.append(Content.styled(_("Silent writing"), "bold $accent"))
                words = _("Everybody writes, nobody speaks.")
                lines.append(
                    Content(words if self._for_room else f"{words} {_('F11: longer, stop')}")
                )
            else:
                words = _("Silent writing: {left} left").format(left=minutes(left))
                lines.append(Content.styled(words, "bold $accent"))
        elif left is not None:
            words = _("✓ Time is up, pens down.")
            away = "" if self._for_room else " " + _("F11 puts this away.")
            lines.append(Content.assemble((words, "bold $success"), away))
        if turns is not None:
            lines.append(turns)
        self.query_one("#room-words", Words).say(Content("\n").join(lines))
        self.display = bool(lines)


def turns_text(state: State, turns: Turns, *, for_room: bool = False) -> Content:
    """Who speaks, how many are through, who is next; or that everybody had their turn."""
    here = speakers(state)
    who = state.find(Participant, turns.now)
    if who is None:
        passed = [_name(state, each) for each in turns.left]
        words = _("✓ Everybody had their turn.")
        if passed:
            words = _("✓ Everybody was asked; nothing from {names}.").format(
                names=", ".join(passed)
            )
        again = "" if for_room else " " + _("^X begins another round.")
        return Content.assemble((words, "bold $success"), again)
    to_come = waiting(turns, here)
    count = turns.done + 1 + len(to_come)
    parts = [_("{number} of {count}").format(number=turns.done + 1, count=count)]
    if to_come:
        parts.append(_("then {name}").format(name=_name(state, to_come[0])))
        rest = len(to_come) - 1
        if rest:
            parts.append(ngettext("{n} more", "{n} more", rest).format(n=rest))
    else:
        parts.append(_("the last one"))
    if not for_room:
        parts.append(_("^X next, F10 later"))
    return Content.assemble(
        (_("Turn: {name}").format(name=who.name), "bold $accent"), " · ", " · ".join(parts)
    )


def _name(state: State, person_id: str) -> str:
    who = state.find(Participant, person_id)
    return who.name if who else ""
