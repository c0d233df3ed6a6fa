"""Pictures of key screens at the four sizes: rows, words and colours of what is really painted."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from screens.theme import DARK, LIGHT
from tests.screens.program import Program, demo_in, running

SVG = "{http://www.w3.org/2000/svg}"
SIZES = ((60, 18), (80, 24), (120, 40), (240, 70))
NARROW, BROAD = 100, 200
CELL, ROW = 12.2, 24.4
"""Pixels of a cell and of a row in a picture."""

SCREENS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "board": ("S1", ("escape",), ("Strengths · 9", "Retrofit")),
    "scores": ("S3", ("escape",), ("Corporate", "4.67", "2.50~", "D1 ✓")),
    "actions": ("S9", ("escape",), ("A01 ○", "Fri 5 Feb", "Action*")),
    "hands": ("S10", ("escape",), ("A01 Rewrite", "4 passed", "Irina Sokolova")),
    "card in the spotlight": ("S1", ("escape", "z"), ("any key goes back",)),
    "chart": ("S10", ("escape", "Z"), ("A10", "5×2 4×4", "passed")),
    "help": ("S1", ("f1",), ("Help", "Esc goes back")),
}
"""Stage, keys, and what must be read on the picture at any size."""


class Picture:
    """What an SVG of the screen says, where, and in which colours."""

    def __init__(self, svg: str) -> None:
        self.root = ElementTree.fromstring(svg)
        style = "".join(self.root.itertext())
        self.colours = dict(re.findall(r"\.([\w-]+-r\d+) \{ fill: (#[0-9a-f]{6})", style))
        self.runs = sorted(self._runs(), key=lambda each: (each[1], each[0]))

    def _runs(self) -> Iterator[tuple[float, float, str, str]]:
        """Left edge and row in pixels, text and colour of each run of equal letters."""
        for each in self.root.iter(f"{SVG}text"):
            if (name := each.get("class", "")) in self.colours:
                text = (each.text or "").replace("\xa0", " ").rstrip("\n")
                yield float(each.get("x", 0)), float(each.get("y", 0)), text, self.colours[name]

    @property
    def words(self) -> str:
        """All that is read, row by row."""
        rows: dict[float, str] = {}
        for left, row, text, _colour in self.runs:
            before = rows.get(row, "")
            rows[row] = before + " " * (round(left / CELL) - cell_len(before)) + text
        return "\n".join(rows.values())

    def grounds(self) -> set[str]:
        """Colours painted behind the letters."""
        found = {each.get("fill", "") for each in self.root.iter(f"{SVG}rect")}
        return {each for each in found if re.fullmatch("#[0-9a-f]{6}", each)}


def check(picture: Picture, size: tuple[int, int], where: str) -> None:
    """Nothing overlaps, nothing leaves the screen, colours are those of the theme."""
    width, height = size
    end, at = 0.0, -1.0
    for left, row, text, _colour in picture.runs:
        if row != at:
            end, at = 0.0, row
        assert left >= end - 0.5, (where, row, text, "is painted over what stands before it")
        end = left + cell_len(text) * CELL
        assert end <= (width + 1) * CELL, (where, text, "leaves the screen")
    assert at <= height * ROW + 1, where


async def pictures(program: Program) -> dict[str, Picture]:
    """Each of the key screens, painted."""
    found: dict[str, Picture] = {}
    for name, (stage, keys, _words) in SCREENS.items():
        await program.go(stage)
        await program.press(*keys)
        found[name] = Picture(program.app.export_screenshot())
        while program.top is not program.session:
            await program.press("escape")
    return found


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_key_screens_as_they_are_painted(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(await demo_in(tmp_path), reference="1", size=size) as program:
        found = await pictures(program)
        for name, picture in found.items():
            check(picture, size, f"{name} at {size}")
            for words in SCREENS[name][2]:
                assert words in picture.words, (name, size, words, picture.words)
            assert any(colour == str(DARK.foreground).lower() for *_at, colour in picture.runs)
            assert str(DARK.background).lower() in picture.grounds(), name
        label = "A01 Rewrite the corporate proposal around payback and guaranteed savings"
        assert (label in found["hands"].words) == (size[0] >= NARROW), "labels take the room"
        hint = found["hands"].words.splitlines()[-2]
        assert "…" in hint or hint.rstrip().endswith("said"), "a hint that is cut says so"
        fields = next(row for row in found["actions"].words.splitlines() if "Action*" in row)
        assert ("A01 ○" in fields) == (size[0] >= BROAD), "fields stand beside the rows"


async def test_the_light_theme_is_painted_too(tmp_path: Path) -> None:
    async with running(await demo_in(tmp_path), reference="1", size=SIZES[1]) as program:
        program.app.theme = LIGHT.name
        await program.settle()
        picture = Picture(program.app.export_screenshot())
        assert str(LIGHT.background).lower() in picture.grounds()
        assert str(DARK.background).lower() not in picture.grounds()
        assert any(colour == str(LIGHT.foreground).lower() for *_at, colour in picture.runs)
