"""Which line of a text each record began in, where records and lines are not one to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.audit.files import BLOCK, Cancel, Cancelled


@dataclass(frozen=True, slots=True)
class Jump:
    """From this record on, counted from 1, the line is the record's number plus `ahead`."""

    record: int
    ahead: int


def count_lines(path: Path, cancelled: Cancel) -> int:
    """Number of lines, an unfinished last one included."""
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if cancelled():
                raise Cancelled
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")


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


def jumps(path: Path, skip: int, rejected: frozenset[int], cancelled: Cancel) -> list[Jump]:
    """Where the distance between record and line changes: empty lines, breaks within quotes, and
    `rejected` lines, by their numbers."""
    found: list[Jump] = []
    record, ahead, inside = 0, -1, False
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not number & 0xFFFF and cancelled():
                raise Cancelled
            if number <= skip:
                continue
            starts = not inside
            if b'"' in line and line.count(b'"') % 2:
                inside = not inside
            if not starts or not line.rstrip(b"\r\n"):
                continue
            if number in rejected:
                continue
            record += 1
            if number - record != ahead:
                ahead = number - record
                found.append(Jump(record, ahead))
    return found
