"""How much fits on a slide: tables go on over further slides, long cells too; nothing is cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from exports.columns import shares
from exports.pieces import Bullets, Heading, Line, Paragraph, Piece, Run, Table, words

LEFT, BODY_TOP = 0.6, 1.3
BODY_WIDTH, BODY_HEIGHT = 12.13, 5.8
"""Inches."""
FEW_COLUMNS = 5
LARGE, SMALL = 14.0, 11.0
"""Points in tables of few and of many columns."""
TEXT_POINTS = 16.0
PER_POINT = 0.52 / 72
"""How wide a character is, in inches for each point of its size: an average, upwards."""
LINE = 1.22 / 72
"""How high a line is, likewise."""
PADDING, GAP = 0.12, 0.2


@dataclass(frozen=True, slots=True)
class Block:
    """A part of one slide: a table with the heights of its rows, or lines of text."""

    piece: Piece
    height: float
    lines: tuple[Line, ...] = ()
    points: float = TEXT_POINTS
    shares: tuple[float, ...] = ()
    heights: tuple[float, ...] = field(default=())

    @property
    def is_list(self) -> bool:
        """Whether each line is an item of a list."""
        return isinstance(self.piece, Bullets)


def pages(pieces: Sequence[Piece]) -> list[list[Block]]:
    """The pieces as they fit on slides, one list of blocks for each slide."""
    found: list[list[Block]] = []
    page: list[Block] = []
    used = 0.0
    for at, piece in enumerate(pieces):
        queue = list(_blocks(piece))
        while queue:
            block = queue.pop(0)
            room = BODY_HEIGHT - used
            needed = block.height + _follows(pieces, at, piece)
            if needed > room and isinstance(piece, Table) and len(block.heights) > 2:
                first, rest = _split(block, room if used else BODY_HEIGHT)
                if first is not None:
                    page.append(first)
                    used += first.height
                    queue.insert(0, rest)
                    found.append(page)
                    page, used = [], 0.0
                    continue
            if needed > room and page:
                found.append(page)
                page, used = [], 0.0
                queue.insert(0, block)
                continue
            page.append(block)
            used += block.height
    return [*found, page] if page else found


def _follows(pieces: Sequence[Piece], at: int, piece: Piece) -> float:
    """A heading stays with the beginning of what it is about."""
    return 1.2 if isinstance(piece, Heading) and at + 1 < len(pieces) else 0.0


def _blocks(piece: Piece) -> Iterator[Block]:
    if isinstance(piece, Table):
        yield _table(piece)
    elif isinstance(piece, Bullets):
        for item in piece.items:
            for told in _parts(item, BODY_WIDTH, TEXT_POINTS):
                yield _text(Bullets((told,)), told)
    else:
        assert isinstance(piece, Heading | Paragraph)
        for told in _parts(piece.line, BODY_WIDTH, TEXT_POINTS):
            yield _text(piece, told)


def _text(piece: Piece, told: Line) -> Block:
    height = _lines(words(told), BODY_WIDTH, TEXT_POINTS) * TEXT_POINTS * LINE + PADDING
    return Block(piece, height + 0.1, (told,))


def _table(table: Table) -> Block:
    points = LARGE if len(table.header) <= FEW_COLUMNS else SMALL
    widths = shares(table)
    rows: list[tuple[Line, ...]] = []
    for row in table.rows:
        rows.extend(_rows(row, widths, points))
    whole = Table(table.header, tuple(rows), table.right)
    heights = tuple(_height(row, widths, points) for row in (whole.header, *whole.rows))
    return Block(whole, sum(heights) + GAP, (), points, widths, heights)


def _rows(row: Sequence[Line], widths: Sequence[float], points: float) -> list[tuple[Line, ...]]:
    """The row, over several where one of its cells is longer than a slide."""
    columns = [
        _parts(each, BODY_WIDTH * share, points) for each, share in zip(row, widths, strict=True)
    ]
    count = max(len(each) for each in columns)
    return [tuple(each[at] if at < len(each) else () for each in columns) for at in range(count)]


def _parts(told: Line, width: float, points: float) -> list[Line]:
    """The line in parts that fit on a slide each, cut between words where there are any."""
    text = words(told)
    most = int(BODY_HEIGHT * 0.7 / (points * LINE))
    if _lines(text, width, points) <= most:
        return [told]
    size = max(10, most * max(1, int(width / (points * PER_POINT))) // 2)
    bold = any(run.bold for run in told)
    return [(Run(part, bold),) for part in _pieces_of(text, size)]


def _pieces_of(text: str, size: int) -> Iterable[str]:
    while len(text) > size:
        at = text.rfind(" ", size // 2, size) + 1 or size
        yield text[:at]
        text = text[at:]
    yield text


def _split(block: Block, room: float) -> tuple[Block | None, Block]:
    """As many rows as fit into the room, and the others under the same header."""
    table = block.piece
    assert isinstance(table, Table)
    used, count = block.heights[0] + GAP, 0
    for height in block.heights[1:]:
        if used + height > room:
            break
        used += height
        count += 1
    if not count or count == len(table.rows):
        return None, block
    return _part(block, table, 0, count), _part(block, table, count, len(table.rows))


def _part(block: Block, table: Table, first: int, last: int) -> Block:
    heights = (block.heights[0], *block.heights[1 + first : 1 + last])
    rows = Table(table.header, table.rows[first:last], table.right)
    return Block(rows, sum(heights) + GAP, (), block.points, block.shares, heights)


def _height(row: Sequence[Line], widths: Sequence[float], points: float) -> float:
    most = max(
        _lines(words(each), BODY_WIDTH * share, points)
        for each, share in zip(row, widths, strict=True)
    )
    return most * points * LINE + PADDING


def _lines(text: str, width: float, points: float) -> int:
    """How many lines a text takes, words kept whole where they fit."""
    room = max(1, int((width - 0.15) / (points * PER_POINT)))
    count, used = 1, 0
    for word in text.split():
        size = cell_len(word)
        if used and used + 1 + size > room:
            count, used = count + 1, 0
        count += max(0, size - 1) // room
        used += (size % room if size > room else size) + bool(used)
    return count
