"""Waiting for a condition instead of sleeping for a guess."""

import asyncio
from collections.abc import Callable
from time import monotonic

PATIENCE = 90.0
"""Seconds anything may take on a busy machine; passing tests never wait so long."""


async def wait_until(condition: Callable[[], object], within: float = PATIENCE) -> None:
    """Let the event loop run until the condition holds; fails after `within` seconds."""
    deadline = monotonic() + within
    while not condition():
        if monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {condition}")
        await asyncio.sleep(0.002)
