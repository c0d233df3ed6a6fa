"""A broken agenda file is refused with its line and a plain sentence."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.agenda import AgendaError, Problem, load_agenda
from facilitator.agenda.tables import ready_file

HALF_DAY = ready_file("half_day")

BOARD = """\
id = "mine"
title = "Mine"
[[stage]]
id = "X1"
title = "Ideas"
name = "Ideas"
kind = "board"
minutes = 10
purpose = "Collect."
prompts = ["What else?"]
sections = [
  { id = "I", title = "Ideas", prefix = ["i"] },
  { id = "J", title = "Doubts", prefix = ["d"] },
]
exit = [
  { check = "section_cards", section = "I", n = 3, text = "at least 3 ideas" },
]
"""

# What is changed in BOARD (HERE marks the line to be named), and words of the complaint.
BROKEN = {
    "no equals sign": ("minutes = 10", "minutes 10 HERE", "not valid TOML"),
    "unclosed string": ('title = "Ideas"\n', 'title = "Ideas HERE\n', "not valid TOML"),
    "same key twice": ("minutes = 10", "minutes = 10\nminutes = 11 HERE", "not valid TOML"),
    "unknown key": ("minutes = 10", "minuts = 10 HERE", "did you mean 'minutes'"),
    "key missing": ("[[stage]]", "[[stage]] HERE", "'minutes' is missing"),
    "text for number": ("minutes = 10", 'minutes = "10" HERE', "whole number from 1 to 600"),
    "true for number": ("minutes = 10", "minutes = true HERE", "whole number from 1 to 600"),
    "no time": ("minutes = 10", "minutes = 0 HERE", "whole number from 1 to 600"),
    "part of a minute": ("minutes = 10", "minutes = 7.5 HERE", "whole number"),
    "number for text": ('title = "Mine"', "title = 5 HERE", "must be text in quotes"),
    "empty title": ('title = "Mine"', 'title = " " HERE', "'title' is empty"),
    "unknown kind": ('kind = "board"', 'kind = "bord" HERE', '"board"'),
    "key of another kind": ("minutes = 10", "minutes = 10\nroles = [] HERE", "means nothing"),
    "text for list": ('["What else?"]', '"What else?" HERE', "list in square brackets"),
    "prompt not text": ('["What else?"]', "[\n 1, HERE\n]", "entry 1 of 'prompts'"),
    "no prompts": ('["What else?"]', "[] HERE", "'prompts' is empty"),
    "unknown check": ('check = "section_cards"', 'HERE check = "section_card"', "did you mean"),
    "check lacks parameter": ("n = 3, ", "HERE", "needs 'n'"),
    "parameter too many": ("n = 3, ", "n = 3, m = 1, HERE", "takes no 'm'"),
    "parameter not number": ("n = 3", 'HERE n = "three"', "whole number, 0 or more"),
    "check without words": (', text = "at least 3 ideas"', "HERE", "'text' is missing"),
    "section not here": ('section = "I"', 'HERE section = "K"', "no section 'K' here"),
    "section id twice": ('id = "J"', 'HERE id = "I"', "used twice"),
    "prefix twice": ('prefix = ["d"]', 'prefix = ["I"] HERE', "already sends cards to 'Ideas'"),
    "section not table": ("  { id = \"J\"", '  "extra", HERE\n  { id = "J"', "must be a table"),
    "id with spaces": ('id = "mine"', 'id = "my own" HERE', "letters a–z"),
    "id too long": ('id = "X1"', 'id = "X123456789" HERE', "at most 8"),
    "hidden character": ('title = "Mine"', 'title = "Mi\\u202ene" HERE', "invisible character"),
    "terminal control": ('title = "Mine"', 'title = "\\u001b[2J" HERE', "invisible character"),
    "use of nothing": ('id = "X1"', 'use = "S99" HERE', "no stage 'S99'"),
    "single brackets": ("[[stage]]", "[stage] HERE", "two brackets"),
    "votes misspelt": ("minutes = 10", 'minutes = 10\nvotes = "all" HERE', "must be one of"),
}  # fmt: skip

DROPPED = {"key missing": "minutes = 10\n"}


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(AgendaError) as caught:
        load_agenda(path)
    return caught.value.problems


def broken(path: Path, text: str) -> int:
    """Write a text with HERE taken out and return the line HERE stood in."""
    line = text[: text.index("HERE")].count("\n") + 1
    path.write_text(re.sub(" ?HERE ?", "", text), encoding="utf-8")
    return line


def test_the_unbroken_file_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BOARD, encoding="utf-8")
    agenda = load_agenda(path)
    assert (agenda.id, agenda.minutes, agenda.path) == ("mine", 10, path)
    assert agenda.stage("X1").exit[0].word("section") == "I"


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    old, new, words = BROKEN[name]
    assert old in BOARD
    text = BOARD.replace(old, new, 1).replace(DROPPED.get(name, "\0"), "")
    path = tmp_path / "mine.toml"
    line = broken(path, text)
    problems = problems_of(path)
    told = [each for each in problems if words in each.reason]
    assert told, [str(each) for each in problems]
    assert told[0].line == line
    assert str(told[0]).startswith(f"mine.toml, line {line}: ")
    assert told[0].serious


MATRIX = """\
id = "mine"
title = "Mine"
[[stage]]
use = "S3"
"""
OVERRIDDEN = {
    "weights all zero": (
        'criteria = [{ id = "C1", title = "X", weight = 0, low = "l", middle = "m", high = "h" }]',
        "weight above 0",
    ),
    "criterion without words": (
        'criteria = [{ id = "C1", title = "Use", weight = 1, low = "l", middle = "m" }]',
        "'high' is missing",
    ),
    "scale upside down": ("scale = [5, 1]", "lower to a higher"),
    "scale of three numbers": ("scale = [1, 3, 5]", "must hold 2 entries"),
    "kind changed": ('kind = "board"', "keeps its kind 'matrix'"),
    "form in a matrix": ('forms = ["market"]', "means nothing in a stage of kind 'matrix'"),
}


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_a_stage_of_the_catalogue_is_changed_wrongly(name: str, tmp_path: Path) -> None:
    line, words = OVERRIDDEN[name]
    path = tmp_path / "mine.toml"
    path.write_text(MATRIX + line + "\n", encoding="utf-8")
    found = [(each.line, words in each.reason) for each in problems_of(path)]
    assert (5, True) in found


def test_parts_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    head = 'id = "mine"\ntitle = "Mine"\n'
    stages = (
        '[[stage]]\nuse = "S6"\nforms = ["markt"]\n'
        '[[stage]]\nuse = "S9"\nledger = "deeds"\n'
        '[[stage]]\nuse = "A4"\nsheets = [\n  "nps",\n  "nsp",\n]\n'
    )
    path.write_text(head + stages, encoding="utf-8")
    told = {each.line: each.reason for each in problems_of(path)}
    assert told[5].startswith("there is no form 'markt'")
    assert told[8].startswith("there is no ledger 'deeds'; there are actions, ")
    assert told[13].startswith("there is no sheet 'nsp'")


def test_a_form_must_keep_what_figures_need(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\ntitle = "Mine"\n[[stage]]\nuse = "S6"\n'
        '[[form]]\nid = "market"\ntitle = "Market"\nfields = [\n'
        '  { id = "companies", label = "Companies" },\n]\n',
        encoding="utf-8",
    )
    told = [(each.line, each.reason) for each in problems_of(path)]
    assert (9, "the field 'companies' must keep the type 'range'") in told
    assert (8, "the field 'own_clients' is needed for figures; keep it") in told


def test_a_stage_taken_twice_needs_two_ids(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    head = 'id = "mine"\ntitle = "Mine"\n[[stage]]\nuse = "S1"\n[[stage]]\nuse = "S1"\n'
    path.write_text(head, encoding="utf-8")
    assert [(each.line, "used twice" in each.reason) for each in problems_of(path)] == [(5, True)]
    path.write_text(head + 'id = "S1b"\n', encoding="utf-8")
    assert [each.id for each in load_agenda(path).stages] == ["S1", "S1b"]


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = BOARD.replace("minutes = 10", "minutes = -1").replace('"Mine"', '""')
    path.write_text(text, encoding="utf-8")
    assert sorted(each.line for each in problems_of(path)) == [2, 8]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b'id = "mine"\ntitle = "M\xe4rz"\n', 2, "not UTF-8"),
        (b"", 1, "'id' is missing"),
        (b'id = "x"\ntitle = "x"\n', 1, "at least one [[stage]]"),
        (b"a = [\n1,\n2", 3, "not valid TOML"),
        (b"a = " + b"[" * 5000, 0, "brackets"),
        (b"#" * 1_000_001, 0, "larger than 1 MB"),
        (b'id = "x"\nstage = [1]\n', 2, "must be a table"),
    ],
)
def test_files_that_are_no_agenda(raw: bytes, line: int, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(raw)
    assert any(each.line == line and words in each.reason for each in problems_of(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "gone.toml")
    assert problem.line == 0
    assert str(problem).startswith("gone.toml: cannot be read")


def test_files_of_other_editors_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BOARD.replace("\n", "\r\n").encode())
    assert load_agenda(path).title == "Mine"


VALUES = re.compile(r"= ([^\n{]+?)(?=[,}\n])")
STRANGE = ("1", "true", '"x"', '""', "[]", "{}", "[1]", "[[1]]", "{ a = 1 }", "-5", "1.5", "]")


@settings(max_examples=120, deadline=None)
@given(at=st.integers(0, 10_000), strange=st.sampled_from(STRANGE))
def test_whatever_stands_in_a_value_it_is_an_agenda_or_a_sentence(at: int, strange: str) -> None:
    text = HALF_DAY.read_text(encoding="utf-8")
    places = list(VALUES.finditer(text))
    place = places[at % len(places)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "half_day.toml")
        path.write_text(text[: place.start(1)] + strange + text[place.end(1) :], encoding="utf-8")
        try:
            assert load_agenda(path).stages
        except AgendaError as error:
            last = text.count("\n") + 1
            assert all(1 <= each.line <= last and each.reason for each in error.problems)
