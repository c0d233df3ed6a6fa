"""A text cut into slices that are read side by side, each knowing the line it begins with.

In a slice every line outside of quotes is a record: lines end in LF, and an empty line is given a
delimiter, so that the database does not leave it out and the count of lines stays right.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facilitator.audit import decode
from facilitator.audit.files import Cancel, CannotRead, said
from facilitator.words.language import _
from facilitator.words.number import say_count

LONGEST_LINE = 2_000_000
"""Bytes of one line of a text."""

_SMALL = 8 << 20
"""Bytes; a smaller text is quicker read in one."""
_MOST = 16
"""Slices; the database holds a buffer for each from the beginning."""
_GROWTH = {"utf-8": 1.0, "utf-16-le": 0.75, "utf-16-be": 0.75, "cp1252": 1.05, "cp1250": 1.05}
"""Bytes in UTF-8 for each byte of the file, about."""
_EMPTY = re.compile(rb"\n(?=\n)")


@dataclass(frozen=True, slots=True)
class Slice:
    """Some lines of a text, in UTF-8, in a file of their own."""

    path: Path
    first: int
    """The line it begins with, counted from 1 in the whole text."""
    lines: int
    empty: int
    """Lines that were empty and hold a delimiter now."""
    quoted: bool
    """Whether there are quotes, so that a record may hold several lines."""

    @property
    def last(self) -> int:
        """The line it ends with."""
        return self.first + self.lines - 1


class Knife:
    """Cuts one text. Slices end at the end of a record."""

    def __init__(self, source: Path, encoding: str, delimiter: str, cancelled: Cancel) -> None:
        self.source, self.encoding, self.cancelled = source, encoding, cancelled
        self.delimiter = delimiter.encode()
        self.size = max(1, int(source.stat().st_size * _GROWTH.get(encoding, 1.5)))
        self.line = 1
        """The line it has come to."""
        self.done = 0
        """Bytes taken so far."""

    def cut(self, scratch: Path, skip: int, whole: bool = False) -> tuple[Slice, ...]:
        """Write the lines after the first `skip` into slices, into a single one if `whole`.

        Raises CannotRead for a line that is too long or does not fit the encoding, and Cancelled.
        """
        # Two for each core, so that they are done at about the same time.
        wanted = min(_MOST, 2 * (os.cpu_count() or 1))
        most = self.size * 8 if whole else max(_SMALL, self.size // wanted + 1)
        slices: list[Slice] = []
        pieces = self._pieces(skip)
        first = skip + 1
        while (begin := next(pieces, None)) is not None:
            path = scratch / f"slice-{len(slices)}.csv"
            made = self._slice(path, begin, pieces, first, most)
            slices.append(made)
            first += made.lines
        if not slices:
            raise CannotRead(
                _("{file} has no rows. Export it again.").format(file=said(self.source))
            )
        return tuple(slices)

    def _slice(
        self, path: Path, begin: bytes, pieces: Iterator[bytes], first: int, most: int
    ) -> Slice:
        lines = empty = quotes = size = 0
        after = b"\n"
        with path.open("wb") as file:
            piece: bytes | None = begin
            while piece is not None:
                lines += piece.count(b"\n") + (not piece.endswith(b"\n"))
                self.line = first + lines
                found = piece.count(b'"') if b'"' in piece else 0
                if (after + piece[:1]) == b"\n\n" or b"\n\n" in piece:
                    piece, more = self._filled(piece, after, found, quotes % 2 == 1)
                    empty += more
                file.write(piece)
                quotes += found
                size += len(piece)
                after = piece[-1:]
                # An odd number of quotes: the record goes on in the next piece.
                piece = next(pieces, None) if size < most or quotes % 2 else None
        return Slice(path, first, lines, empty, quotes > 0)

    def _filled(self, piece: bytes, after: bytes, quotes: int, inside: bool) -> tuple[bytes, int]:
        """The piece with a delimiter in every empty line outside of quotes, and how many."""
        text = after + piece
        if not quotes and inside:
            return piece, 0
        if not quotes:
            filled, count = _EMPTY.subn(b"\n" + self.delimiter, text)
            return filled[len(after) :], count
        parts: list[bytes] = []
        at = 0
        for match in _EMPTY.finditer(text):
            part = text[at : match.end()]
            inside ^= part.count(b'"') % 2 == 1
            parts.append(part if inside else part + self.delimiter)
            at = match.end()
        count = sum(part.endswith(self.delimiter) for part in parts)
        return b"".join([*parts, text[at:]])[len(after) :], count

    def _pieces(self, skip: int) -> Iterator[bytes]:
        """Whole lines after the first `skip`, some at a time, without NUL."""
        rest, left, long = b"", skip, 0
        for block in decode.blocks(self.source, self.encoding, self.cancelled):
            self.done += len(block)
            at = block.rfind(b"\n") + 1
            # Told by what is read, NUL too: nobody waits for the end of such a line.
            long = len(block) - at if at else long + len(block)
            if long > 2 * LONGEST_LINE:
                raise CannotRead(
                    _(
                        "{file}, line {line}: the line is longer than 2,000,000 "
                        "characters. Export the file again."
                    ).format(file=said(self.source), line=say_count(self.line))
                )
            if b"\0" in block:
                block = block.replace(b"\0", b"")
                at = block.rfind(b"\n") + 1
            if not at:
                rest += block
                continue
            if at == len(block) and not rest:
                piece = block
            else:
                piece, rest = rest + block[:at], block[at:]
            while left and piece:
                left -= 1
                self.line += 1
                piece = piece.partition(b"\n")[2]
            if piece:
                yield piece
        if rest and not left:
            yield rest
