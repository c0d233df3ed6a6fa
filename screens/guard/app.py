"""The app that goes on: after a fault, a signal, a strange byte, a window made too small."""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar, Literal, TypeVar, cast

from rich.console import RenderableType
from textual import events
from textual.app import App, ScreenStackError
from textual.errors import NoWidget
from textual.filter import LineFilter
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.signal import Signal

from facilitator.words.language import _
from screens.guard.dispatch import guard_dismissal, guard_dispatch
from screens.guard.ending import LONGEST_ENDING, TERMINAL_GONE, Ending
from screens.guard.input import make_driver_forgiving, terminal_is_gone
from screens.guard.keys import by_place
from screens.guard.output import WithoutCommands
from screens.guard.passing import is_passing
from screens.guard.report import fault_lines, write_report
from screens.guard.smallness import cover_if_small

Result = TypeVar("Result")

RESTART = 75
"""Return code of an app that should be started afresh (sysexits: a temporary failure)."""

LONGEST_LEAVING = 3.0
"""Seconds which saving may take when the app is asked to leave."""

# More faults than this within a second come from something that repeats by itself; a fresh
# start helps there, another message does not.
MOST_FAULTS_A_SECOND = 8

SIGNALS = ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGINT")


class KeysLost(RuntimeError):
    """The thread that reads keys has ended."""


class GuardedApp(App[Result]):
    """An app whose faults end in a sentence and a report, never in a lost session.

    Faults in handlers, actions and delayed calls: the app says so and goes on. Faults in timers,
    watchers, drawing and workers: it ends with the code `RESTART`, and `run_guarded` starts
    a fresh one. `reports` is the directory for reports; it is created when needed.
    """

    ENABLE_COMMAND_PALETTE = False

    raises_in_tests: ClassVar[bool] = True
    """Under `run_test` a survived fault still fails the test, unless a test is about faults."""

    longest_ending: ClassVar[float] = LONGEST_ENDING
    """Seconds after which the process is ended when it was asked to leave and did not."""

    def __init__(
        self,
        reports: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        make_driver_forgiving()
        guard_dispatch()
        guard_dismissal()
        super().__init__()
        self.restarted_after: Path | None = None
        """The report of the fault that made this a fresh start, when it is one."""
        self.fault_report: Path | None = None
        """The report of the latest fault of this run."""
        self._reports = reports
        self._now = now
        self._known_faults: dict[tuple[str, ...], Path | None] = {}
        self._fault_times: deque[float] = deque(maxlen=MOST_FAULTS_A_SECOND)
        self._without_commands = WithoutCommands()
        self._has_saved = False
        self._leaving: asyncio.Task[None] | None = None

    # -- What an app fills in ----------------------------------------------------------------

    async def before_leaving(self) -> None:
        """Save what is being typed; called once, however the app ends."""

    # -- Faults ------------------------------------------------------------------------------

    def survives(self, pump: MessagePump, message: Message, error: Exception) -> bool:
        """Say that something went wrong and go on; False when only a fresh start helps."""
        if self._exit or not self._is_mounted:
            return False
        if is_passing(error):
            return True
        now = monotonic()
        if len(self._fault_times) == MOST_FAULTS_A_SECOND and now - self._fault_times[0] < 1:
            return False
        self._fault_times.append(now)
        self._tell_tests(error)
        path = self._report(
            error,
            f"{type(message).__qualname__} at {type(pump).__qualname__}",
        )
        with suppress(Exception):
            self.notify(
                " ".join(
                    (
                        _("That did not work, because of a fault in the program."),
                        _("What was saved is safe."),
                        _where(path),
                    )
                ),
                severity="error",
                markup=False,
            )
        return True

    def _handle_exception(self, error: Exception) -> None:
        """Report and leave for a fresh start; the part that failed cannot go on by itself.

        What fails because the app is leaving already, a screen half built, is no fault.
        """
        if not self._exit and not is_passing(error):
            self._tell_tests(error)
            self._report(error, "drawing, a timer, a worker or the start")
            self.exit(return_code=RESTART)

    def panic(self, *renderables: RenderableType) -> None:
        """Leave without showing anything: what Textual wants shown may hold text of the room."""
        if not self.is_headless and terminal_is_gone():
            self._leave_soon(TERMINAL_GONE)
        else:
            self._handle_exception(KeysLost())

    def _report(self, error: Exception, during: str) -> Path | None:
        fault = tuple(fault_lines(error))
        if fault not in self._known_faults:  # one report, however often the same key is pressed
            self._known_faults[fault] = write_report(self._reports, error, during, self._now())
        self.fault_report = self._known_faults[fault]
        return self.fault_report

    def _tell_tests(self, error: Exception) -> None:
        if self.is_headless and self.raises_in_tests and self._exception is None:
            self._exception = error
            event = cast(asyncio.Event, self._exception_event)  # pyright: ignore[reportUnknownMemberType]
            event.set()

    # -- Leaving -----------------------------------------------------------------------------

    async def leave(self, return_code: int = 0) -> None:
        """Save, then end the app."""
        await self._save_once()
        self.exit(return_code=return_code)

    async def action_quit(self) -> None:
        """Leave; nothing needs to be asked, because everything is kept."""
        await self.leave()

    def action_help_quit(self) -> None:
        """Say how to leave to someone who pressed Ctrl+C."""
        self.notify(_("Ctrl+Q leaves. Everything is saved."))

    async def _save_once(self) -> None:
        if self._has_saved:
            return
        self._has_saved = True
        try:
            with self._context():
                await asyncio.wait_for(self.before_leaving(), LONGEST_LEAVING)
        except Exception as error:
            self._tell_tests(error)
            self._report(error, "saving before leaving")

    async def _shutdown(self) -> None:
        await self._save_once()
        await super()._shutdown()

    def _leave_soon(self, return_code: int) -> None:
        if self._leaving is None:
            self._leaving = asyncio.get_running_loop().create_task(self.leave(return_code))

    @contextmanager
    def _sure_to_end(self) -> Generator[Ending]:
        """Once asked to leave, the process ends even when its loop never turns again."""
        loop = asyncio.get_running_loop()
        ending = Ending(
            self._reports,
            self.longest_ending,
            lambda: loop.call_soon_threadsafe(self._leave_soon, TERMINAL_GONE),
        )
        ending.begin()
        try:
            yield ending
        finally:
            ending.over()

    @contextmanager
    def _listening_to_signals(self, ending: Ending | None) -> Generator[None]:
        """Leave in order when a signal asks for it.

        The loop hears of signals through a pipe that is written to before any Python runs. What
        Python calls itself, between any two steps of whatever is running, starts the countdown.
        """
        loop = asyncio.get_running_loop()
        heard: list[int] = []
        for name in SIGNALS:
            number = getattr(signal, name, None)
            # Windows has neither; a loop outside the main thread cannot listen.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    loop.add_signal_handler(number, self._leave_soon, 128 + number)
                    heard.append(number)
                    if ending is not None:
                        signal.signal(number, lambda which, _frame: ending.ask(128 + which))
                        signal.siginterrupt(number, False)
        try:
            yield
        finally:
            for number in heard:
                loop.remove_signal_handler(number)

    # -- Running -----------------------------------------------------------------------------

    async def run_async(
        self,
        *,
        headless: bool = False,
        inline: bool = False,
        inline_no_clear: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
        auto_pilot: Callable[[Any], Coroutine[Any, Any, None]] | None = None,
    ) -> Result | None:
        """Run as any app does, and leave in order when a signal asks for it."""
        sure = nullcontext() if headless else self._sure_to_end()
        with sure as ending, self._listening_to_signals(ending):
            return await super().run_async(
                headless=headless,
                inline=inline,
                inline_no_clear=inline_no_clear,
                mouse=mouse,
                size=size,
                auto_pilot=auto_pilot,
            )

    def _on_mount(self) -> None:
        changes = cast(
            Signal[Screen[object]],
            self.screen_change_signal,  # pyright: ignore[reportUnknownMemberType]
        )
        changes.subscribe(self, self._cover_if_small)
        self._cover_if_small()
        if self.restarted_after is not None:
            self.notify(
                " ".join(
                    (
                        _("The program started afresh after a fault. What was saved is here."),
                        _where(self.restarted_after),
                    )
                ),
                severity="warning",
                timeout=15,
            )

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screen when it has become too small to read."""
        with suppress(ScreenStackError):
            cover_if_small(self.screen, event.size)

    def _cover_if_small(self, _screen: Screen[object] | None = None) -> None:
        with suppress(ScreenStackError):
            cover_if_small(self.screen, self.size)

    # -- In and out --------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Let a key of another alphabet act by its place."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            event = by_place(event, self.focused)
        if isinstance(event, (events.MouseDown, events.MouseMove)) and self._on_what_is_gone(event):
            return
        await super().on_event(event)

    def _on_what_is_gone(self, event: events.MouseEvent) -> bool:
        """Whether a widget lies there that was taken out since the screen was drawn.

        Selecting text in it would look for its container, which it has not any more.
        """
        try:
            widget, _offset = self.screen.get_widget_and_offset_at(event.x, event.y)
        except (NoWidget, ScreenStackError):
            return False
        return widget is not None and widget.parent is None and not isinstance(widget, Screen)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The inherited filters, and last the one no control character passes."""
        return [*super().get_line_filters(), self._without_commands]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message; unlike the inherited one, literally unless asked otherwise."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)


def _where(path: Path | None) -> str:
    return (
        _("No report could be written.") if path is None else _("Report: {path}").format(path=path)
    )
