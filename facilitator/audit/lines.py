"""Which line of a text a byte is in."""

from collections.abc import Sequence
from pathlib import Path

from facilitator.audit.files import BLOCK, Cancel, Cancelled


def lines_at(path: Path, places: Sequence[int], cancelled: Cancel) -> list[int]:
    """The lines, from 1, in which these byte positions are; positions in rising order."""
    found: list[int] = []
    lines, done = 1, 0
    with path.open("rb") as file:
        for place in places:
            while done < place:
                if cancelled():
                    raise Cancelled
                block = file.read(min(BLOCK, place - done))
                if not block:
                    break
                lines += block.count(b"\n")
                done += len(block)
            found.append(lines)
    return found
