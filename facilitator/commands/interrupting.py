"""Ctrl+C while work runs in threads: a wish that is granted soon, no exception just anywhere."""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Generator[Callable[[], bool]]:
    """Gives what the work asks from time to time: True once somebody pressed Ctrl+C.

    An exception in the middle of waiting for a thread would leave it running while the program
    ends. Whoever presses twice gets it all the same.
    """
    pressed = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed.is_set():
        raise KeyboardInterrupt
