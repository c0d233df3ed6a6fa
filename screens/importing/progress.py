"""A file being read: rows, speed, time left; Esc stops it and nothing has changed."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.audit.files import Cancelled, CannotRead
from facilitator.audit.ledger import Progress
from facilitator.words.language import N_, _, ngettext
from facilitator.words.number import say_count
from facilitator.words.text import excerpt

Reading = Callable[[Callable[[Progress], None], Callable[[], bool]], Awaitable[Any]]
"""What is done meanwhile: tells how far it is, and asks whether it should stop."""

EVERY = 0.1
"""Seconds between two pictures of the progress."""

FAULT = N_(
    "The file was not read: the program has a fault. A report was written. Try another file."
)
FULL, EMPTY = "█", "░"


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: a result, or a problem as a sentence; neither when it was stopped."""

    result: Any = None
    problem: str = ""

    @property
    def is_stopped(self) -> bool:
        """Whether the moderator stopped it."""
        return self.result is None and not self.problem


class ProgressDialog(ModalScreen[Read]):
    """Returns what came of the reading."""

    DEFAULT_CSS = """
    ProgressDialog #read-bar { color: $accent; height: 1; }
    ProgressDialog #read-said { height: auto; min-height: 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", priority=True, id="progress.stop"),
    ]

    def __init__(self, title: str, reading: Reading) -> None:
        super().__init__()
        self._title, self._reading = title, reading
        self._now: Progress | None = None
        self._is_stopped = False
        self._said_at_end = _("Getting the results …")

    def compose(self) -> ComposeResult:
        """Title, bar, numbers, how to stop."""
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False, classes="dialog--question")
            yield Static(id="read-bar", markup=False)
            yield Static(_("Beginning …"), id="read-said", markup=False)
            yield Static(
                _("Esc stops; the session stays as it is"), markup=False, classes="dialog--keys"
            )

    def on_mount(self) -> None:
        """Begin."""
        self.set_interval(EVERY, self._show)
        self._read()

    @work(exit_on_error=False)
    async def _read(self) -> None:
        read = Read()
        try:
            read = Read(await self._reading(self._note, lambda: self._is_stopped))
        except CannotRead as problem:
            read = Read(problem=str(problem))
        except Cancelled:
            read = Read()
        except asyncio.CancelledError:
            self._is_stopped = True  # the program is being left
            raise
        except Exception:
            read = Read(problem=_(FAULT))
            raise
        finally:
            if self.is_attached:
                self.dismiss(read)

    def _note(self, progress: Progress) -> None:
        self._now = progress

    def _show(self) -> None:
        if self._is_stopped:
            self._say(_("Stopping …"))
        elif self._now is not None:
            width = max(10, self.query_one("#read-bar").size.width - 6)
            self.query_one("#read-bar", Static).update(Content(bar(self._now.fraction, width)))
            done = self._now.fraction >= 1
            self._say(self._said_at_end if done else numbers(self._now))

    def _say(self, words: str) -> None:
        self.query_one("#read-said", Static).update(Content(words))

    def action_stop(self) -> None:
        """Stop reading."""
        self._is_stopped = True
        self._show()


def bar(fraction: float, width: int) -> str:
    """A bar of so many cells and the per cent behind it."""
    share = min(1.0, max(0.0, fraction))
    full = int(share * width)
    return f"{FULL * full}{EMPTY * (width - full)} {int(share * 100):3d}%"


def numbers(progress: Progress) -> str:
    """Rows, speed and time left as words."""
    name = excerpt(progress.file, 60)
    if not progress.rows:
        return _("{name}: looking at it").format(name=name)
    parts = [
        ngettext("{count} row", "{count} rows", progress.rows).format(
            count=say_count(progress.rows)
        ),
        _("{count} rows/s").format(count=say_count(progress.rows_per_second)),
    ]
    if progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return f"{name}: {' · '.join(parts)}"


def time_left(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds < 1:
        return _("done in a moment")
    if seconds < 90:
        return _("{seconds} s left").format(seconds=f"{seconds:.0f}")
    return _("{minutes} min left").format(minutes=f"{seconds / 60:.0f}")
