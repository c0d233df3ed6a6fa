"""The line that is always ready: what the room says goes in here, one item per Enter."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar, cast

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive, var

from screens.widgets.at_once import obey_at_once
from screens.widgets.hinted import HintedInput
from screens.widgets.pasting import LARGEST_PASTE, Clean, cleaned_paste

# A draft is handed over this long after the last key, and while typing goes on at the first key
# after the longer one; together they stay below the promised 0.3 s and 2 s.
PAUSE = 0.25
LONGEST_UNSAVED = 1.7


@dataclass(slots=True)
class _Aside:
    """What an edit put aside: the text, the label, the texts entered and not yet saved."""

    text: str
    label: str
    entered: list[str]


class CaptureLine(HintedInput, inherit_bindings=False):
    """One line of text which keeps the focus and loses nothing.

    Enter posts `Captured` and the text stays until the owner, having saved it, calls `accept`.
    What is typed and entered meanwhile waits behind it, and is captured in its turn.
    """

    # Only what edits the line. The inherited ctrl+a, d, e, k would hide commands of the session.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", "Left", show=False),
        Binding("right", "cursor_right", "Right", show=False),
        Binding("shift+left", "cursor_left(True)", "Select left", show=False),
        Binding("shift+right", "cursor_right(True)", "Select right", show=False),
        Binding("ctrl+left", "cursor_left_word", "Word left", show=False),
        Binding("ctrl+right", "cursor_right_word", "Word right", show=False),
        Binding("ctrl+shift+left", "cursor_left_word(True)", "Select word left", show=False),
        Binding("ctrl+shift+right", "cursor_right_word(True)", "Select word right", show=False),
        Binding("home", "home", "Start", show=False),
        Binding("end", "end", "End", show=False),
        Binding("shift+home", "home(True)", "Select to start", show=False),
        Binding("shift+end", "end(True)", "Select to end", show=False),
        Binding("backspace", "delete_left", "Delete left", show=False),
        Binding("delete", "delete_right", "Delete right", show=False),
        Binding("ctrl+w,ctrl+backspace", "delete_left_word", "Delete word", show=False),
        Binding("ctrl+u", "delete_left_all", "Delete to start", show=False),
        Binding("ctrl+x", "cut", "Cut", show=False),
        Binding("ctrl+c,super+c", "copy", "Copy", show=False),
        Binding("ctrl+v", "paste", "Paste", show=False),
        Binding("enter", "submit", "Save", show=False, id="line.save"),
        Binding("escape", "leave", "Leave", show=False, id="line.leave"),
    ]

    DEFAULT_CSS = """
    CaptureLine, CaptureLine:focus {
        border: none;
        padding: 0;
        height: 1;
        background: transparent;
        background-tint: transparent;
    }
    CaptureLine > .input--placeholder { color: $text-muted; }
    """

    # The inherited reactive lays out the whole screen at each key (see design of speed); the
    # line has one row and a fixed place, so its own scroll position is all that must follow.
    virtual_size: Reactive[Size] = reactive(Size(0, 0), layout=False)

    label: var[str] = var("")
    """What Enter does now, for whoever shows it beside the line."""

    @dataclass
    class Captured(Message):
        """Enter was pressed on a text that is not blank."""

        line: "CaptureLine"
        text: str

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    @dataclass
    class ManyPasted(Message):
        """Several lines were pasted; none of them was inserted."""

        line: "CaptureLine"
        lines: tuple[str, ...]

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    @dataclass
    class TooMuchPasted(Message):
        """A paste of `size` bytes was refused; nothing was inserted."""

        line: "CaptureLine"
        size: int

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    @dataclass
    class Cleaned(Message):
        """A paste was changed; the sentences say what was removed."""

        line: "CaptureLine"
        sentences: tuple[str, ...]

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    @dataclass
    class Drafted(Message):
        """The text changed and should be kept; `label` is that of an edit, else empty."""

        line: "CaptureLine"
        text: str
        label: str

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    @dataclass
    class Left(Message):
        """Escape was pressed; the text is still there and the owner decides."""

        line: "CaptureLine"

        @property
        def control(self) -> "CaptureLine":
            """The line."""
            return self.line

    def __init__(
        self,
        *,
        placeholder: str = "",
        label: str = "",
        cleaning: Clean = cleaned_paste,
        now: Callable[[], float] = monotonic,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            placeholder=placeholder, select_on_focus=False, compact=True, id=id, classes=classes
        )
        self.cursor_blink = False  # nothing moves by itself
        self.set_reactive(CaptureLine.label, label)
        self._clean = cleaning
        self._now = now
        self._entered: list[str] = []
        self._aside: _Aside | None = None
        self._drafted = ""
        self._undrafted_since: float | None = None
        self._last_change = 0.0
        self._is_timing = False

    # -- What the owner asks for -------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether a captured text has neither been accepted nor refused."""
        return bool(self._entered)

    @property
    def waiting(self) -> int:
        """How many captured texts have neither been accepted nor refused."""
        return len(self._entered)

    @property
    def is_editing(self) -> bool:
        """Whether the line holds an item that exists already."""
        return self._aside is not None

    def obey(self, keys: str, action: str) -> None:
        """Obey more keys in their turn, before the letters typed behind them."""
        self._bindings.bind(keys, action)

    def draft(self) -> str:
        """The text typed so far and not yet accepted."""
        return self.value

    def restore(self, text: str) -> None:
        """Put back a draft, the cursor behind it, nothing selected."""
        self._drafted = text
        self._put(text)

    def accept(self) -> None:
        """The captured text is saved: remove it, keep what was typed since, end an edit.

        Without a captured text nothing happens: what is half typed is never cleared.
        """
        aside = self._aside
        if aside is not None and aside.entered:
            # Saved late: an edit has begun since, what was captured waits beside it.
            aside.text = self._without_first(aside.entered, aside.text)
            self.post_message(self.Drafted(self, aside.text, ""))
        elif self._entered:
            rest = self._without_first(self._entered, self.value)
            if aside is not None:
                self.stop_editing()
                return
            self._put(rest)
            self._hand_over_draft()

    def refuse(self) -> None:
        """The captured text could not be saved: keep it, and let Enter try again."""
        entered = self._entered if self._aside is None else self._aside.entered or self._entered
        if len(entered) > 1 and self.value.startswith("".join(entered)):
            # Items that were entered behind it stay readable as words of their own.
            self._put(" ".join([*entered, self.value[len("".join(entered)) :]]).rstrip())
        entered.clear()

    def _without_first(self, entered: list[str], text: str) -> str:
        """The text behind the one that was saved; what was entered behind it is its turn now."""
        saved = entered.pop(0)
        if text.startswith(saved):
            text = text.removeprefix(saved)
        elif saved.startswith(text):  # shortened while it was being saved
            text = ""
        if not text.startswith("".join(entered)):
            entered.clear()  # changed by hand: Enter is pressed again
        if entered:
            self.post_message(self.Captured(self, entered[0]))
        return text

    def edit(self, text: str, label: str) -> None:
        """Hold an existing item's text; what was being typed comes back afterwards."""
        self._hand_over_draft()
        if self._aside is None:
            self._aside = _Aside(self.value, self.label, self._entered)
        self._entered = []
        self.label = label
        self.restore(text)

    def stop_editing(self) -> None:
        """Bring back what was being typed before the edit; its own draft is over."""
        if self._aside is None:
            return
        aside, self._aside = self._aside, None
        self.post_message(self.Drafted(self, "", self.label))
        self._entered = aside.entered
        self.label = aside.label
        self.restore(aside.text)

    def _put(self, text: str) -> None:
        self.value = text
        self.cursor_position = len(text)

    # -- Enter and Escape --------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Obey Enter and the editing keys before the letters typed after them."""
        await obey_at_once(self, self._bindings, event)

    async def action_submit(self) -> None:
        """Post what was typed; pressed again with nothing typed since, it does nothing."""
        before = "".join(self._entered)
        if not self.value.startswith(before):
            return  # the text being saved was changed by hand: wait for the answer
        text = self.value[len(before) :]
        if not text.strip():
            return
        self._entered.append(text)
        self.cursor_position = len(self.value)  # what is typed meanwhile belongs behind it
        if len(self._entered) == 1:
            self.post_message(self.Captured(self, text))

    def action_leave(self) -> None:
        """Say that the moderator wants to leave the line."""
        self.post_message(self.Left(self))

    # -- Pasting -----------------------------------------------------------------------------

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self._take_paste(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied in this app."""
        app = cast("App[object]", self.app)  # pyright: ignore[reportUnknownMemberType]
        self._take_paste(app.clipboard)

    def _take_paste(self, pasted: str) -> None:
        size = len(pasted.encode("utf-8", "surrogatepass"))
        if size > LARGEST_PASTE:
            self.post_message(self.TooMuchPasted(self, size))
            return
        text, sentences = self._clean(pasted)
        if sentences:
            self.post_message(self.Cleaned(self, tuple(sentences)))
        lines = tuple(line for line in text.splitlines() if line.strip())
        if len(lines) > 1:
            self.post_message(self.ManyPasted(self, lines))
        elif lines:
            self.replace(lines[0], *sorted(self.selection))

    # -- Drafts ------------------------------------------------------------------------------

    def watch_value(self) -> None:
        """Note that there is something to keep."""
        now = self._now()
        self._last_change = now
        if self.value == self._drafted:
            self._undrafted_since = None
            return
        if self._undrafted_since is None:
            self._undrafted_since = now
        if now - self._undrafted_since >= LONGEST_UNSAVED:
            self._hand_over_draft()
        elif not self._is_timing and self.is_mounted:
            self._is_timing = True
            self.set_timer(PAUSE, self._see_whether_paused)

    def _see_whether_paused(self) -> None:
        """Hand over after a pause; one timer at a time is cheaper than one per key."""
        quiet_for = self._now() - self._last_change
        if self._undrafted_since is None:
            self._is_timing = False
        elif quiet_for >= PAUSE:
            self._is_timing = False
            self._hand_over_draft()
        else:
            self.set_timer(PAUSE - quiet_for, self._see_whether_paused)

    def _hand_over_draft(self) -> None:
        self._undrafted_since = None
        if self.value != self._drafted:
            self._drafted = self.value
            label = self.label if self.is_editing else ""
            self.post_message(self.Drafted(self, self.value, label))

    def on_blur(self) -> None:
        """Keep what was typed so far."""
        self._hand_over_draft()
