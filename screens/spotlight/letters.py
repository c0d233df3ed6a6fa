"""Words in letters several rows high, as large as fits; drawn with the fonts of pyfiglet.

The fonts hold Latin with Polish letters and Cyrillic. A word with a character they do not hold is
not drawn at all, rather than with a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

_FLAT = str.maketrans("\u00a0\u2011\u202f", " - ")
_MADE_OF = {"€": ("C", "=")}
"""Signs the fonts have not, each of two that they have."""
_TALLEST = 8
"""Times the largest letters are enlarged at most: 96 rows."""


@dataclass(frozen=True, slots=True)
class Size:
    """A font of pyfiglet, how often its dots are enlarged, and the cells of one letter."""

    font: str
    times: int
    cells: int

    @property
    def scaled(self) -> int:
        """Cells of one enlarged letter."""
        return self.cells * self.times


_DOTTED = (("mono9", 7), ("mono12", 10))
"""Fonts of half blocks, whose dots are square and can be enlarged."""

SIZES: tuple[Size, ...] = (
    *(
        Size(font, times, cells)
        for times in range(_TALLEST, 0, -1)
        for font, cells in reversed(_DOTTED)
    ),
    Size("smmono12", 1, 5),
    Size("smmono9", 1, 4),
)
"""From the largest to the smallest."""


def large(text: str, width: int, height: int, most: int = _TALLEST) -> tuple[str, ...]:
    """The words as large as they fit into so many cells and rows, centred; empty if they do not.

    `most` limits how often the dots are enlarged.
    """
    words = normalize("NFC", text.translate(_FLAT)).split()
    if not words or width < 1 or height < 1:
        return ()
    longest = max(map(len, words))
    for size in SIZES:
        if size.times > most or longest * size.scaled > width:
            continue
        lines = _wrapped(words, width // size.scaled)
        rows = _rows(lines, size, height)
        if rows:
            block = max(map(len, rows))
            return tuple(row.center(block).center(width)[:width] for row in rows)
    return ()


def _wrapped(words: Sequence[str], room: int) -> list[str]:
    """Words in lines of at most `room` characters; no word is longer than that."""
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _rows(lines: Sequence[str], size: Size, height: int) -> list[str]:
    """The lines drawn below each other; nothing when they are higher than there is room."""
    if len(lines) * size.times * 4 > height:  # no font has letters of fewer rows
        return []
    drawn = [_drawn(line, size.font) for line in lines]
    if not all(drawn):
        return []
    rows: list[str] = []
    for at, line in enumerate(drawn):
        dots = line if size.times == 1 else _enlarged(line, size.times)
        rows += [""] * (at > 0) + _without_margins(dots)
        if len(rows) > height:
            return []
    widest = max(map(len, rows))
    return [row.ljust(widest) for row in rows]


def _without_margins(rows: Sequence[str]) -> list[str]:
    inked = [at for at, row in enumerate(rows) if row.strip()]
    return list(rows[inked[0] : inked[-1] + 1]) if inked else []


def _enlarged(rows: Sequence[str], times: int) -> list[str]:
    """Half blocks with each of their dots so many times as wide and as high."""
    dots: list[str] = []
    for row in rows:
        dots.append("".join("█" * times if cell in "▀█" else " " * times for cell in row))
        dots.append("".join("█" * times if cell in "▄█" else " " * times for cell in row))
    tall = [row for row in dots for _again in range(times)]
    return ["".join(map(_cell, *pair)) for pair in zip(tall[::2], tall[1::2], strict=True)]


def _cell(upper: str, lower: str) -> str:
    if upper == lower:
        return upper
    return "▀" if upper == "█" else "▄"


@lru_cache(maxsize=256)
def _drawn(line: str, font: str) -> tuple[str, ...]:
    """One line of letters as rows of blocks; empty where a character is missing in the font."""
    figlet = _font(font)
    if any(ord(character) not in figlet.Font.chars for character in line):
        return ()
    rows = str(figlet.renderText(line)).splitlines()
    widest = max(map(len, rows), default=0)
    return tuple(row.ljust(widest) for row in rows)


@lru_cache
def _font(name: str):
    """The font, read when it is first needed."""
    from pyfiglet import Figlet

    figlet = Figlet(font=name, width=100_000)
    for sign, (one, other) in _MADE_OF.items():
        if ord(sign) not in figlet.Font.chars:
            both = figlet.Font.chars[ord(one)], figlet.Font.chars[ord(other)]
            figlet.Font.chars[ord(sign)] = _over_each_other(*both)
            figlet.Font.width[ord(sign)] = figlet.Font.width[ord(one)]
    return figlet


def _over_each_other(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """A letter made of two: where the first one is empty, the other shows."""
    return [
        "".join(a if a.strip() else b for a, b in zip(first, second, strict=False))
        for first, second in zip(one, other, strict=True)
    ]
