"""Waiting for a condition instead of sleeping for a guess."""

import asyncio
from collections.abc import Callable
from time import monotonic


async def wait_until(condition: Callable[[], object], within: float = 5.0) -> None:
    """Let the event loop run until the condition holds; fails after `within` seconds."""
    deadline = monotonic() + within
    while not condition():
        if monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {condition}")
        await asyncio.sleep(0.005)
