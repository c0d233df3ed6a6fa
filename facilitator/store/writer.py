"""One thread that does one thing after another, and can say how long it has been waiting."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from facilitator.store.trouble import NotSaved
from facilitator.words.language import _

P = ParamSpec("P")
T = TypeVar("T")


class Writer:
    """A queue in front of a single thread."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._lock = threading.Lock()
        self._waiting: dict[int, float] = {}
        self._count = 0
        self.closed = False

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Queue some work; after closing, the future fails with `NotSaved`."""
        with self._lock:
            self._count += 1
            number = self._count
            self._waiting[number] = time.monotonic()
        try:
            future = self._thread.submit(work, *args, **kwargs)
        except RuntimeError:
            future = Future[T]()
            future.set_exception(NotSaved(_("This was not saved: the session is closed already.")))
        future.add_done_callback(lambda _unused: self._done(number))
        return future

    def waiting_for(self) -> float:
        """Seconds the oldest unfinished work has been waiting, 0 when there is none."""
        with self._lock:
            oldest = min(self._waiting.values(), default=None)
        return 0.0 if oldest is None else time.monotonic() - oldest

    def close(self) -> None:
        """Finish what is queued, then take no more."""
        self.closed = True
        self._thread.shutdown(wait=True)

    def _done(self, number: int) -> None:
        with self._lock:
            self._waiting.pop(number, None)
