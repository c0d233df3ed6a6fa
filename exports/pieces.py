"""The Markdown of a session as pieces: what every document with headings and tables is made of.

Numbers, days and words are chosen once, where the Markdown is written. Read here with everything
switched off that could act: no HTML, no links, no images, no code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

NEVER_MEANT = (
    *("html_block", "html_inline", "link", "image", "autolink", "reference"),
    *("code", "fence", "backticks", "lheading", "blockquote", "hr"),
)
"""Rules that the Markdown of a session never uses; they are off, so that nothing can wake them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is the title of the document."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `right` are the columns of numbers. Every row is as wide as the header."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    right: frozenset[int]


Piece: TypeAlias = Heading | Paragraph | Bullets | Table


@cache
def reader() -> MarkdownIt:
    """What reads our own Markdown."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(NEVER_MEANT)


def pieces(markdown: str) -> tuple[Piece, ...]:
    """The document in its order."""
    return tuple(_pieces(reader().parse(markdown)))


def words(line: Line) -> str:
    """A line without its looks."""
    return "".join(run.text for run in line)


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        inside = tokens[at + 1 : end]
        if token.type == "heading_open":
            yield Heading(int(token.tag[1:]), _line(inside[0]))
        elif token.type == "paragraph_open":
            yield Paragraph(_line(inside[0]))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield Bullets(tuple(_line(each) for each in inside if each.type == "inline"))
        elif token.type == "table_open":
            yield _table(inside)
        at = end + 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where what begins here ends."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _line(token: Token) -> Line:
    runs: list[Run] = []
    bold = False
    for child in token.children or []:
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("softbreak", "hardbreak"):
            runs.append(Run(" ", bold))
        elif child.content:
            runs.append(Run(child.content, bold))
    return tuple(runs)


def _table(inside: Sequence[Token]) -> Table:
    rows: list[list[Line]] = []
    right: set[int] = set()
    before = inside[0]
    for token in inside:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            if before.type == "th_open" and "right" in str(before.attrGet("style") or ""):
                right.add(len(rows[0]))
            rows[-1].append(_line(token))
        before = token
    header, *body = (tuple(row) for row in rows)
    return Table(header, tuple(body), frozenset(right))
