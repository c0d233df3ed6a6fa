"""Where keys stand in a TOML text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from facilitator.agenda.lines import Place, find_lines
from facilitator.agenda.tables import HERE

TEXT = '''\
# a comment with [[stage]] in it
title = "one # not a comment"
[[stage]]
id = "S1"  # ] }
exit = [
  { check = "a", n = 1 },
  # between
  { check = 'b', "q\\"r" = [1, [2,
    3]] },
]
purpose = """
[nope]
id = "" \\""" """
[[stage]]
[stage.sub]
k.deep = 1979-05-27 07:32:00
[[stage.forms]]
z = 2
[[stage.forms]]
"a b" = \'\'\'x\'\'\'\'
last = true'''


def every_place(value: Any, place: Place = ()) -> set[Place]:
    found = {place} if place else set()
    if isinstance(value, dict):
        return found.union(*(every_place(each, (*place, key)) for key, each in value.items()))
    if isinstance(value, list):
        return found.union(*(every_place(each, (*place, at)) for at, each in enumerate(value)))
    return found


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("stage", 0), 3),
        (("stage", 0, "id"), 4),
        (("stage", 0, "exit", 0, "n"), 6),
        (("stage", 0, "exit", 1), 8),
        (("stage", 0, "exit", 1, 'q"r', 1, 1), 9),
        (("stage", 0, "purpose"), 11),
        (("stage", 1), 14),
        (("stage", 1, "sub"), 15),
        (("stage", 1, "sub", "k", "deep"), 16),
        (("stage", 1, "forms", 0, "z"), 18),
        (("stage", 1, "forms", 1, "a b"), 20),
        (("stage", 1, "forms", 1, "last"), 21),
    ],
)
def test_a_place_has_its_line(place: Place, line: int) -> None:
    assert find_lines(TEXT)[place] == line


def test_nothing_is_missed_and_nothing_made_up() -> None:
    assert set(find_lines(TEXT)) == every_place(tomllib.loads(TEXT))


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.toml")), ids=lambda path: path.stem)
def test_every_key_of_our_own_files_is_found(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(find_lines(text)) == every_place(tomllib.loads(text))


def test_an_empty_text_has_no_places() -> None:
    assert find_lines("") == {}
    assert find_lines("# only words") == {}
