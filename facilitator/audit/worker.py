"""A thread that works with a ledger, and can be stopped within moments from any other."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from facilitator.audit.files import Cancelled
from facilitator.words.language import _

T = TypeVar("T")

_AGAIN = 0.003
"""Seconds between two interrupts: one that falls between two statements is lost."""


class Job:
    """One piece of work; `stopped` may be asked from inside it."""

    def __init__(self) -> None:
        self._stop, self._done = threading.Event(), threading.Event()

    def stopped(self) -> bool:
        """Whether somebody wants it to end."""
        return self._stop.is_set()

    def stop(self, interrupt: Callable[[], None]) -> None:
        """End it: `interrupt` is called until it is over."""
        if self._stop.is_set() or self._done.is_set():
            return
        self._stop.set()

        def press() -> None:
            while not self._done.wait(_AGAIN):
                interrupt()

        threading.Thread(target=press, name="stopping a calculation", daemon=True).start()

    def finish(self) -> None:
        """Note that it is over, one way or the other."""
        self._done.set()


class Worker:
    """Does one thing after another in a thread of its own."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        """`interrupt` stops the statement that runs now; it may come too late or too early."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=_("sales ledger"))
        self._interrupt = interrupt
        self._waiting: list[Job] = []
        self._running: Job | None = None

    async def do(self, work: Callable[[Job], T], job: Job | None = None) -> T:
        """What `work` gives. Raises what it raises, and `Cancelled` once the job was stopped."""
        mine = job or Job()
        self._waiting.append(mine)
        future = self._pool.submit(self._carry_out, work, mine)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            self.stop(mine)
            raise

    def stop(self, job: Job) -> None:
        """Stop one job, whether it runs or waits; the one that runs meanwhile is left alone."""
        job.stop(lambda: self._interrupt() if self._running is job else None)

    def stop_all(self) -> None:
        """Stop what runs and what waits."""
        for job in list(self._waiting):
            self.stop(job)

    def close(self, last: Callable[[], None]) -> Future[None]:
        """Take no more work; `last` is done behind what is waiting, whoever waits for it."""
        done = self._pool.submit(last)
        self._pool.shutdown(wait=False)
        return done

    def _carry_out(self, work: Callable[[Job], T], job: Job) -> T:
        self._running = job
        try:
            if job.stopped():
                raise Cancelled
            found = work(job)
            if job.stopped():
                raise Cancelled
            return found
        finally:
            self._running = None
            job.finish()
            self._waiting.remove(job)
