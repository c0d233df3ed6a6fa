"""Work done beside the screen, in a thread that keeps nobody from leaving."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

from facilitator.audit.files import Cancelled

P = ParamSpec("P")
T = TypeVar("T")

POLL = 0.05
"""Seconds between two looks whether somebody wants to stop."""


async def beside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `work` in a daemon thread and return, or raise, what it does.

    A dead network folder may hang it for ever. A pool of threads would then be waited for when
    the program ends; this thread is not, and whoever stops waiting for it is free at once.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # pyright: ignore[reportArgumentType]

    def run() -> None:
        result: T | None = None
        failed: BaseException | None = None
        try:
            result = work(*args, **kwargs)
        except BaseException as error:
            failed = error
        with suppress(RuntimeError):  # the program was left meanwhile
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=run, name="beside the screen", daemon=True).start()
    return await future


async def until(stopped: Callable[[], bool], work: Any, stop: Callable[[], None]) -> Any:
    """Wait for the work; when the moderator wants to stop, stop it and raise Cancelled."""
    task: asyncio.Future[Any] = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=POLL)
            if stopped() and not task.done():
                stop()
                raise Cancelled
    finally:
        task.cancel()
    return task.result()
