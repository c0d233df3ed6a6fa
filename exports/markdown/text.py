"""Words of the room as Markdown that shows them literally, and the blocks made of them.

Escaped is what CommonMark, GitHub and the common extensions (mathematics, superscript, attributes,
footnotes) act on, where they act on it; a comma or a full stop inside a sentence stays readable in
the source. Every text becomes one line, so that nothing typed can begin a block of its own.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

LINE_BREAK = " ⏎ "
NOTHING = "–"
"""What a cell says when there is no value; missing is not zero."""

_LINES = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff]|[\u202a-\u202e\u2066-\u2069]")
_ACTIVE = re.compile(
    r"""[\\`*_\[\]<>|~$^{}\#]               # acts wherever it stands
    | &(?=\#?\w{1,40};)                     # &lt; would become <
    | :(?=//|[\w+-]+:)                      # an address, :smile:
    | (?<=\bwww)\.                          # an address
    | (?<=\w)@(?=\w)                        # an address
    | ([-+=])(?=\1)                         # a rule, a mark
    | ^[-+=:!](?=\W|$)                      # a list, a rule under a heading, a table
    | (?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4})|(?<=^\d{5})|(?<=^\d{6})|(?<=^\d{7})
        |(?<=^\d{8})|(?<=^\d{9}))[.)](?=\s|$)  # a numbered list
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUICK = re.compile(r"[^\W\d][\w ,.;'\"%/()?€²–—−≥≤×÷“”’-]*(?<! )")
"""Begins with a letter and holds nothing that acts, save the four looked for below."""
_DOUBTFUL = re.compile(r"_|--|www\.|  |\s$", re.IGNORECASE)


def escape(words: str) -> str:
    """The words on one line, so that a reader of the Markdown sees exactly them."""
    if not words or (_QUICK.fullmatch(words) and not _DOUBTFUL.search(words)):
        return words
    line = _LINES.sub(LINE_BREAK, words.strip()).replace("\t", " ")
    return _ACTIVE.sub(r"\\\g<0>", _UNSAFE.sub("", line).strip())


def cell(words: str) -> str:
    """The words for a table cell; a dash when there are none."""
    return escape(words) or NOTHING


def heading(level: int, words: str) -> str:
    """A heading in our own words."""
    return f"{'#' * level} {words}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A table of cells that are Markdown already; `right` are the columns of numbers.

    Raises ValueError when a row has another number of cells than the header.
    """
    marks = ["--:" if at in right else "---" for at in range(len(header))]
    lines = [_row(header), f"| {' | '.join(marks)} |"]
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"A row has {len(row)} cells, the header {len(header)}.")
        lines.append(_row(row))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def bullets(items: Iterable[str]) -> str:
    """A list of lines that are Markdown already and not empty."""
    return "\n".join(f"- {item}" for item in items)


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list “**Label:** value” of values that are Markdown already; empty values are left out."""
    return bullets(f"**{label}:** {value}" for label, value in pairs if value)


def blocks(*parts: str) -> str:
    """The parts that hold something, apart by an empty line."""
    return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table: its title and what it shows of each thing, as Markdown.

    A column that shows nothing of anything is left out unless it is to `stay`.
    """

    title: str
    show: Callable[[T], str]
    right: bool = False
    stay: bool = False


def listing(things: Sequence[T], *columns: Column[T]) -> str:
    """A table with a row for each thing, empty without any."""
    if not things:
        return ""
    shown = [(column, [column.show(thing) or NOTHING for thing in things]) for column in columns]
    kept = [
        (column, cells)
        for column, cells in shown
        if column.stay or any(each != NOTHING for each in cells)
    ]
    return table(
        [column.title for column, _ in kept],
        zip(*(cells for _, cells in kept), strict=True),
        [at for at, (column, _) in enumerate(kept) if column.right],
    )
