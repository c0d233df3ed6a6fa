"""A report of a fault that says where it happened, and nothing of what the room said."""

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path

LONGEST_CHAIN = 8


def fault_lines(error: BaseException) -> list[str]:
    """Types and places of an exception and of those that led to it, the latest first.

    Neither messages nor local variables: both can hold text of the room.
    """
    lines: list[str] = []
    for link in _chain(error):
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__, limit=-40):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}")
    return lines


def write_report(directory: Path, error: BaseException, during: str, now: datetime) -> Path | None:
    """Write a report only its owner can read; None when the directory does not take it."""
    text = "\n".join(
        [
            f"Facilitator {_version('facilitator')}, Textual {_version('textual')}, "
            f"Python {platform.python_version()}, {sys.platform}",
            f"{now:%Y-%m-%d %H:%M:%S %Z}".strip(),
            f"During: {during}",
            "No text of the session is in here.",
            "",
            *fault_lines(error),
            "",
        ]
    )
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in count(1):
            path = directory / f"fault-{now:%Y%m%d-%H%M%S}-{number}.txt"
            try:
                handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                continue
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            return path
    except OSError:
        return None
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting and len(seen) < LONGEST_CHAIN:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        # A failed worker carries its exception as a value, not as its cause.
        inner: object = getattr(link, "error", None)
        grouped: tuple[object, ...] = getattr(link, "exceptions", ())
        follow = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        waiting += [each for each in (inner, follow, *grouped) if isinstance(each, BaseException)]


def _place(filename: str) -> str:
    """The file without the folders above its package: they can hold a person's name."""
    parts = Path(filename).parts
    for name in ("site-packages", "lib"):
        if name in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(name) :])
    return "/".join(parts[-3:])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"
