"""An exported plan read back from Markdown: what carries a reference, and everything else by line.

Read with everything switched off that the export never writes, so that whatever somebody adds
stays words and is named rather than lost.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from exports.markdown.mark import LABEL, Mark, read_mark
from exports.pieces import NEVER_MEANT
from exports.returning.titles import Vocabulary

SESSION = ("session", "")
"""Kind and reference of the header: the first heading of the document, and the lines under it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that carry no reference: a paragraph, a line of a list, a row of another table."""

    words: str
    line: int


@dataclass(slots=True)
class Thing:
    """Something with a reference: its kind, and what each column or line says of it."""

    kind: str
    ref: str
    line: int
    cells: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict[str, int])
    beside: str = ""
    """The reference of a neighbour in the same table, for what has none yet."""

    def line_of(self, title: str) -> int:
        """The line a title stands in, or would."""
        return self.lines.get(title, self.line)


@dataclass(slots=True)
class Page:
    """A whole document."""

    things: dict[tuple[str, str], Thing] = field(default_factory=dict[tuple[str, str], Thing])
    fresh: list[Thing] = field(default_factory=list[Thing])
    """Rows and goals whose reference nothing carries."""
    parts: list[Part] = field(default_factory=list[Part])
    twice: list[Thing] = field(default_factory=list[Thing])
    torn: list[Part] = field(default_factory=list[Part])
    """Rows with more cells than their table; the words are those behind the last column."""
    foreign: list[Part] = field(default_factory=list[Part])
    """Link references, which a reader of Markdown does not show."""
    mark: Mark | None = None
    tables: set[str] = field(default_factory=set[str])
    """Kinds that have a table (or the heading of goals) in the document."""
    titles: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Kind to the titles of its columns."""


@cache
def _reader() -> MarkdownIt:
    never = [each for each in NEVER_MEANT if each != "reference"]
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(never)


def read_page(
    document: str, titles: Vocabulary, known: Collection[tuple[str, str]], own: Collection[str] = ()
) -> Page:
    """Read a document; `known` are kinds and references, `own` the headings that are no goals.

    Without `own` a heading among the goals that names none of them is a heading.
    """
    env: dict[str, object] = {}
    tokens = _reader().parse(document, env)
    reading = _Reading(Page(), titles, frozenset(known), frozenset(own), document.splitlines())
    reading.read(tokens)
    _references(env, reading.page, reading.source)
    return reading.page


def _references(env: dict[str, object], page: Page, source: Sequence[str]) -> None:
    found = env.get("references")
    for label, entry in found.items() if isinstance(found, dict) else ():  # pyright: ignore
        told: dict[str, object] = entry  # pyright: ignore
        mark = read_mark(str(told.get("title", "")))  # pyright: ignore
        if str(label).casefold() == LABEL and mark is not None:  # pyright: ignore
            page.mark = mark
            continue
        page.foreign.append(_at(told.get("map"), source))  # pyright: ignore
    twice = env.get("duplicate_refs")
    for entry in twice if isinstance(twice, list) else ():  # pyright: ignore
        page.foreign.append(_at(entry.get("map"), source))  # pyright: ignore


def _at(place: object, source: Sequence[str]) -> Part:
    line = int(place[0]) + 1 if isinstance(place, list) else 1  # pyright: ignore
    return Part(source[line - 1] if line <= len(source) else "", line)


@dataclass(slots=True)
class _Reading:
    page: Page
    titles: Vocabulary
    known: frozenset[tuple[str, str]]
    own: frozenset[str]
    source: list[str]
    above: str = ""
    """The heading of the section."""
    block: Thing | None = None
    """The goal, or the header of the session, whose lines are read."""

    def read(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == "heading_open":
                self._heading(token, tokens[at + 1])
            elif token.type == "table_open":
                end = _end(tokens, at)
                self._table(tokens[at:end])
                at = end
            elif token.type == "inline" and tokens[at - 1].type == "paragraph_open":
                self._words(token)
            at += 1

    def _heading(self, opening: Token, inline: Token) -> None:
        words, line = _shown(inline), _line(opening)
        self.block = None
        if opening.tag == "h1" and SESSION in self.known and SESSION not in self.page.things:
            self.above = ""
            self.block = Thing(*SESSION, line, {"": words})
            self._take(self.block)
            return
        if opening.tag in ("h1", "h2"):
            self.above = words if opening.tag == "h2" else ""
            if words == self.titles.goals:
                self.page.tables.add("goal")
        elif opening.tag == "h3" and self.above == self.titles.goals:
            ref, _, text = words.partition(" ")
            if ("goal", ref.upper()) in self.known:
                self.block = Thing("goal", ref.upper(), line, {"": text.strip()})
                self._take(self.block)
                return
            if self.own and words not in self.own:
                self.block = Thing("goal", "", line, {"": words})
                self.page.fresh.append(self.block)
                return
        self.page.parts.append(Part(words, line))

    def _words(self, inline: Token) -> None:
        words, line = _shown(inline), _line(inline)
        label, said = _labelled(inline)
        if self.block is not None and label and label not in self.block.cells:
            self.block.cells[label], self.block.lines[label] = said, line
            return
        if words.startswith("|"):  # rows an empty line has parted from their table
            end = inline.map[1] if inline.map else line
            rows = self.source[line - 1 : end]
            self.page.parts += [Part(row.strip(), line + at) for at, row in enumerate(rows)]
            return
        self.page.parts.append(Part(words, line))

    def _table(self, tokens: Sequence[Token]) -> None:
        rows = list(_rows(tokens))
        if not rows:
            return
        header, _line_of_header = rows[0]
        kind = self.titles.tables.get(header[1], "") if len(header) > 1 else ""
        if header[0] != self.titles.ref:
            kind = ""
        if not kind:
            self.page.parts.extend(Part(" | ".join(cells), line) for cells, line in rows)
        else:
            self.page.tables.add(kind)
            self.page.titles.setdefault(kind, set()).update(header[1:])
            refs = [cells[0].strip().upper() for cells, _ in rows[1:]]
            beside = next((each for each in refs if (kind, each) in self.known), "")
            for cells, line in rows[1:]:
                told = dict(zip(header[1:], cells[1:], strict=False))
                self._take(Thing(kind, cells[0].strip().upper(), line, told, beside=beside))
        for _cells, line in rows:
            self._torn(len(header), line)

    def _torn(self, width: int, line: int) -> None:
        """A bar somebody typed without a stroke before it makes a cell too many, which is lost."""
        cells = escapedSplit(self.source[line - 1].strip())
        cells = cells[1:] if cells and not cells[0] else cells
        cells = cells[:-1] if cells and not cells[-1] else cells
        if len(cells) > width:
            self.page.torn.append(Part(" | ".join(cells[width:]).strip(), line))

    def _take(self, thing: Thing) -> None:
        place = thing.kind, thing.ref
        if place not in self.known:
            self.page.fresh.append(thing)
        elif place in self.page.things:
            self.page.twice.append(thing)
        else:
            self.page.things[place] = thing


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[list[str], int]]:
    cells: list[str] = []
    line = 0
    for token in tokens:
        if token.type == "tr_open":
            cells, line = [], _line(token)
        elif token.type == "inline":
            cells.append(_shown(token))
        elif token.type == "tr_close":
            yield cells, line


def _end(tokens: Sequence[Token], at: int) -> int:
    return next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _shown(inline: Token) -> str:
    """The words as a reader of the document sees them."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or []
    ).strip()


def _labelled(inline: Token) -> tuple[str, str]:
    """“**Owner:** Anna” as label and words; two empty texts for any other line."""
    children = inline.children or []
    bold = [at for at, child in enumerate(children) if child.type == "strong_close"]
    starts = [at for at, child in enumerate(children) if child.type == "strong_open"]
    if not bold or not starts or any(child.content.strip() for child in children[: starts[0]]):
        return "", ""
    label = "".join(child.content for child in children[: bold[0]]).strip()
    said = "".join(child.content or " " for child in children[bold[0] + 1 :]).strip()
    return (label[:-1].strip(), said) if label.endswith(":") else ("", "")
