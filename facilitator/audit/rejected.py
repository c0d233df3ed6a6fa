"""Lines that could not be taken apart, and what they do to the numbers of the lines behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.audit.files import BLOCK, Cancel, Cancelled
from facilitator.audit.slices import Slice
from facilitator.words.language import N_, _
from facilitator.words.text import excerpt

_REASONS = {
    "TOO MANY COLUMNS": N_("more cells than the header has columns"),
    "MISSING COLUMNS": N_("fewer cells than the header has columns"),
    "UNQUOTED VALUE": N_("a quote that is not closed"),
    "LINE SIZE OVER MAXIMUM": N_("the line is longer than 2,000,000 characters"),
    "INVALID ENCODING": N_("characters that are no UTF-8"),
    "INVALID STATE": N_("a quote in the wrong place"),
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that could not be taken apart into cells."""

    file: str
    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Reject:
    """The same as the database tells it."""

    line: int
    kind: str
    text: str

    @property
    def lines(self) -> int:
        """How many lines it takes up."""
        return self.text.rstrip("\n").count("\n") + 1

    @property
    def misquoted(self) -> bool:
        """Whether a quote is why."""
        return self.kind in {"UNQUOTED VALUE", "INVALID STATE"}

    def told(self, file: str) -> Rejected:
        """As it is shown."""
        reason = _(_REASONS.get(self.kind, self.kind.lower()))
        return Rejected(file, self.line, reason, excerpt(self.text, 80))


def jumps(slices: Sequence[Slice], rejects: Sequence[Reject]) -> tuple[list[int], list[int]]:
    """From which counted line on how many lines of its slice were rejected before."""
    begins: list[int] = []
    ahead: list[int] = []
    for each in slices:
        so_far = 0
        for reject in rejects:
            if each.first <= reject.line <= each.last:
                begins.append(reject.line - so_far)
                so_far += reject.lines
                ahead.append(so_far)
        begins.append(each.last + 1)
        ahead.append(0)
    return begins, ahead


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
