"""What stands in the spotlight, drawn for the room there is: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from textual.content import Content

from facilitator.words.language import _, ngettext
from screens.spotlight.letters import large
from screens.widgets.charts.chart import Chart, centred, widest
from screens.widgets.matrix import Column, GridRow, fitted
from screens.widgets.rows import wrapped

WIDEST_TEXT = 64
"""Cells of a line of plain text: longer ones are hard to follow from afar."""
MUTED = "$text-muted"


class Spot(Protocol):
    """Anything that can be drawn into a number of cells and rows."""

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Rows of at most that width, not more than `height` of them."""
        ...


@dataclass(frozen=True, slots=True)
class CardSpot:
    """One item: its reference, its words, and what is known of it in smaller letters."""

    ref: str
    text: str
    notes: tuple[str, ...] = ()

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """The reference and the words as large as fit; long words bold, with room around them."""
        notes = _notes(self.notes, width, max(1, height // 4))
        room = height - (len(notes) + 1 if notes else 0)
        head, words = self._head_and_words(width, room)
        rows = [Content.styled(row, "bold $accent") for row in head]
        rows += [Content("")] * bool(head)
        rows += [Content.styled(row, "bold") for row in words]
        return [*rows, *([Content("")] if notes else []), *notes][:height]

    def _head_and_words(self, width: int, room: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both large, else the words alone, else the reference alone, else none."""
        small = (centred(self.ref, width),) if self.ref else ()
        tall = large(self.ref, width, min(max(5, room // 4), 12), 2) if room >= 12 else ()
        for head in dict.fromkeys((tall or small, small)):
            if words := large(self.text, width, room - (len(head) + 1 if head else 0)):
                return head, words
        for head in (tall or small, small):
            left = room - (len(head) + 1 if head else 0)
            words = _spread(self.text, width, max(1, left))
            if not _is_cut(words) or head is small:
                return head, words
        return small, words


def _is_cut(rows: Sequence[str]) -> bool:
    return bool(rows) and rows[-1].rstrip().endswith("…")


@dataclass(frozen=True, slots=True)
class RowSpot:
    """One row of a table: what it is called, and each of its figures beside its name."""

    label: str
    figures: tuple[tuple[str, str], ...]
    picked: int | None = None
    """The figure under the cursor, which stands alone in large characters."""

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """The label, the figure under the cursor, then all figures below each other."""
        listed = [pair for pair in self.figures if pair[1]]
        room = max(2, height // 2)
        if len(listed) > room:
            listed = listed[:room]
        names = min(widest([name for name, _value in listed]), width // 2)
        values = min(widest([value for _name, value in listed]), max(1, width - names - 3))
        lines = [f"{fitted(n, names)}   {fitted(v, values, right=True)}" for n, v in listed]
        left = len([pair for pair in self.figures if pair[1]]) - len(listed)
        if left:
            lines.append(ngettext("… {n} more", "… {n} more", left).format(n=left))
        table = [Content(centred(line, width)) for line in lines]
        free = height - len(table) - 1
        name, value = self.figures[self.picked] if self.picked is not None else ("", "")
        number = large(value, width, free - 4, 3) if value and free > 9 else ()
        free -= len(number) + 3 if number else 0
        label = large(self.label, width, free, 2) or _spread(self.label, width, max(1, free))
        rows = [Content.styled(row, "bold") for row in label]
        if number:
            rows += [
                Content(""),
                Content.styled(centred(fitted(name, width).rstrip(), width), MUTED),
            ]
            rows += [Content.styled(row, "bold $accent") for row in number]
        return [*rows, Content(""), *table][:height]


@dataclass(frozen=True, slots=True)
class TableSpot:
    """A whole table, the row under the cursor marked."""

    title: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    current: int = 0

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """Titles and rows spread over the width; with rows that do not fit, those around here."""
        if not self.columns or not self.rows:
            return [Content(centred(_("Nothing here."), width))]
        sizes = [self._size(at) for at in range(len(self.columns))]
        names = max(8, widest([self.corner, *(row.label for row in self.rows)]))
        names = min(names, max(8, width - sum(sizes) - 2 * len(sizes) - 2))
        shown = 0
        while shown < len(sizes) and names + 2 + sum(sizes[: shown + 1]) + 2 * shown <= width:
            shown += 1
        shown = max(1, shown)
        gap = max(2, min(6, (width - names - 2 - sum(sizes[:shown])) // shown))
        spread = 2 if height - 4 >= 2 * len(self.rows) else 1
        first, last = self._window(max(1, (height - 4) // spread))
        rows = [
            Content.styled(centred(fitted(self.title, width).rstrip(), width), MUTED),
            Content(""),
        ]
        heads = [column.title for column in self.columns[:shown]]
        rows.append(
            Content.styled(self._line("  ", self.corner, heads, names, sizes, gap, width), "bold")
        )
        for at in range(first, last):
            row, here = self.rows[at], at == self.current
            texts = [row.cell(column).text for column in range(shown)]
            line = self._line("▸ " if here else "  ", row.label, texts, names, sizes, gap, width)
            rows += [Content("")] * (spread - 1)
            rows.append(Content.styled(line, "bold $accent" if here else ""))
        left = len(self.rows) - (last - first)
        if left and len(rows) < height:
            more = ngettext("… {n} more row", "… {n} more rows", left).format(n=left)
            rows.append(Content.styled(centred(more, width), MUTED))
        return rows[:height]

    def _size(self, at: int) -> int:
        texts = [self.columns[at].title, *(row.cell(at).text for row in self.rows)]
        return min(24, max(3, widest(texts)))

    def _window(self, room: int) -> tuple[int, int]:
        first = max(0, min(self.current - room // 2, len(self.rows) - room))
        return first, min(len(self.rows), first + room)

    @staticmethod
    def _line(
        sign: str,
        label: str,
        texts: Sequence[str],
        names: int,
        sizes: Sequence[int],
        gap: int,
        width: int,
    ) -> str:
        cells = "".join(
            " " * gap + fitted(text, size, right=True)
            for text, size in zip(texts, sizes, strict=False)
        )
        return centred(f"{sign}{fitted(label, names)}{cells}", width)


@dataclass(frozen=True, slots=True)
class ChartSpot:
    """A chart over the whole screen, below its title."""

    chart: Chart

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """The title, the chart; rows beyond the screen are counted."""
        titles = wrapped(self.chart.title, width)[:2]
        rows = list(self.chart.draw(width, height - len(titles) - 1))
        room = height - len(titles) - 1
        if len(rows) > room:
            left = len(rows) - room + 1
            more = ngettext("… {n} more row", "… {n} more rows", left).format(n=left)
            rows = [*rows[: room - 1], more]
        elif 2 * len(rows) - 1 <= room and len(rows) > 1 and self.chart.spreads:
            rows = [line for row in rows for line in (row, "")][:-1]
        heads = [Content.styled(centred(line, width), "bold $accent") for line in titles]
        return [*heads, Content(""), *map(Content, rows)][:height]


@dataclass(frozen=True, slots=True)
class ClockSpot:
    """The clock of a stage: time spent in the largest letters, the rest in words."""

    title: str
    time: str
    words: str
    style: str = ""

    def draw(self, width: int, height: int) -> Sequence[Content]:
        """The stage, the time, what it means."""
        words = [centred(line, width) for line in wrapped(self.words, width)][:3]
        room = height - len(words) - 2
        title = large(self.title, width, max(1, room // 4), 1) or (
            centred(fitted(self.title, width).rstrip(), width),
        )
        number = large(self.time, width, room - len(title)) or (centred(self.time, width),)
        style = f"bold {self.style}".rstrip()
        return [
            *(Content.styled(row, "bold") for row in title),
            Content(""),
            *(Content.styled(row, style) for row in number),
            Content(""),
            *(Content.styled(row, style) for row in words),
        ][:height]


def _spread(text: str, width: int, height: int) -> tuple[str, ...]:
    """Plain words in the middle, a blank row between two lines where there is room for it."""
    lines = wrapped(text, min(WIDEST_TEXT, width))
    if 2 * len(lines) - 1 <= height:
        lines = tuple(line for each in lines for line in (each, ""))[:-1]
    elif len(lines) > height:
        lines = wrapped(text, width)
    if len(lines) > height >= 1:
        lines = (*lines[: height - 1], fitted(f"{lines[height - 1]} …", width))
    return tuple(centred(line.rstrip(), width) for line in lines)


def _notes(notes: Sequence[str], width: int, most: int) -> list[Content]:
    lines = [line for note in notes for line in wrapped(note, min(WIDEST_TEXT, width))]
    if len(lines) > most:
        lines = [*lines[: most - 1], fitted(f"{lines[most - 1]} …", width)]
    return [Content.styled(centred(line.rstrip(), width), MUTED) for line in lines]
