"""Waiting until the program has nothing left to do, instead of for a guess of how long it takes."""
# What a program still has to do is known to its inside alone.
# pyright: reportPrivateUsage=false, reportPrivateImportUsage=false

import asyncio
from asyncio import futures
from concurrent.futures import Future
from time import monotonic
from typing import Any
from unicodedata import lookup
from weakref import WeakSet

from textual import app as textual_app
from textual import events
from textual import pilot as textual_pilot
from textual._context import active_app
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.screen import Screen

from facilitator.workshop.opened import OpenWorkshop
from screens.importing.progress import ProgressDialog
from tests.screens.waiting import PATIENCE, wait_until

_threads: WeakSet[asyncio.Future[Any]] = WeakSet()
"""What event loops expect of threads: commits, drafts, readings."""

LOOK = 0.05
"""Seconds after which it is looked again whether a thread is still to be waited for."""

_wrap_future = futures.wrap_future


async def quiet(within: float = PATIENCE) -> None:
    """Let the program run until no message, callback, paint or work of a thread is left.

    What only time brings (the tick of a clock, the pause after which a draft is kept) is not
    waited for. Raises AssertionError when the program is still at work after `within` seconds.
    """
    loop: Any = asyncio.get_running_loop()
    deadline = monotonic() + within
    calm = 0
    while calm < 2:  # a wake-up that was on its way comes one turn of the loop later
        assert monotonic() < deadline, f"the program is still at work after {within} s"
        expected = [each for each in _threads if not each.done() and each.get_loop() is loop]
        if expected and not _may_be_stopped():
            await asyncio.wait(expected, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
            calm = 0
        await asyncio.sleep(0)
        calm = 0 if loop._ready or _caught_up() else calm + 1


async def settle(opened: OpenWorkshop | None) -> None:
    """`quiet`, also when a command waits for its turn because another window was first."""
    await quiet()
    if opened is not None and opened._turn.locked():
        await wait_until(lambda: not opened._turn.locked())
        await quiet()


def send_key(app: App[Any], key: str) -> None:
    """Press a key, by its name or its character, without waiting for what follows."""
    name = key if key.isalnum() or len(key) > 1 else _character_to_key(key)
    try:
        character = lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = name if len(name) == 1 else None
    app.post_message(events.Key(name, character))


def install() -> None:
    """Let Textual's pilot wait this way too: it would guess from the load of the processor."""
    futures.wrap_future = asyncio.wrap_future = _watched
    textual_pilot.wait_for_idle = textual_app.wait_for_idle = _wait_for_idle


def _may_be_stopped() -> bool:
    """Whether what a thread does is shown in a dialog that awaits a key meanwhile."""
    app = active_app.get(None)
    return app is not None and isinstance(app.screen, ProgressDialog)


def _caught_up() -> bool:
    """Do now what timers would do within a sixtieth of a second; whether there was anything."""
    app = active_app.get(None)
    if app is None or app._batch_count:
        return False
    if app._resize_timer is not None:
        app._check_resize()
        return True
    due = [screen for screen in app.screen_stack if _is_due(screen, app.screen)]
    for screen in due:
        screen._on_timer_update()
    return bool(due)


def _is_due(screen: Screen[Any], top: Screen[Any]) -> bool:
    if screen._callbacks:
        return True
    if not screen.is_current:
        return False
    if screen._layout_required or screen._scroll_required or screen._recompose_required:
        return True
    # A screen below another one asks to be painted again by painting itself.
    return screen is top and bool(screen._repaint_required or screen._dirty_widgets)


def _watched(
    future: "Future[Any]", *, loop: asyncio.AbstractEventLoop | None = None
) -> "asyncio.Future[Any]":
    expected = _wrap_future(future, loop=loop)
    _threads.add(expected)
    return expected


async def _wait_for_idle(min_sleep: float = 0.0, max_sleep: float = PATIENCE) -> None:
    await quiet()
