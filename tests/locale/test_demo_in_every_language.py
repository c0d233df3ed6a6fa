"""The worked example in Russian and Polish: the same figures, documents in one language, back."""

import asyncio
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from python_calamine import CalamineWorkbook

from exports.formats import FORMATS
from exports.markdown.figures import day
from exports.markdown.naming import choice
from exports.returning import Returned, read_back
from facilitator.demo.loading import DAY, load_demo
from facilitator.model import Action, Channel, Figure
from facilitator.store.entry import Change, Entry
from facilitator.store.places import Places
from facilitator.words import language
from facilitator.words.language import speaking
from facilitator.workshop.edit import Edit
from facilitator.workshop.results.figures import figures
from facilitator.workshop.state import State
from tests.screens.stages.host import NOW
from tests.templates import fresh_store

OTHERS = ("ru", "pl")
SIGNED = "podpisano / подписано"
CALLED_SO = frozenset(("SMART", "SHA-256"))
"""Headings that are names of methods, which no language translates."""
SAME = {"pl": frozenset(("Agenda", "Moderator", "Plan", "Status", "Trend"))}
"""Words that are the same in English."""

_NUMBER = re.compile(r"[+−-]?\d+([.,/]\d+)*")


@cache
def told(spoken: str) -> tuple[State, tuple[Entry, ...]]:
    """The example as somebody whose screen speaks this language loads it, and its history."""
    language.use(spoken)
    try:
        with TemporaryDirectory() as folder:
            places = Places.under(Path(folder))
            with fresh_store(places.database, places) as store:
                opened = asyncio.run(load_demo(store))
                return opened.state, tuple(store.entries(opened.id))
    finally:
        language.use(language.ENGLISH)


def document(spoken: str, extension: str) -> str | bytes:
    state, history = told(spoken)
    return FORMATS[extension].render(state, history, DAY)


# -- figures ---------------------------------------------------------------------------------------


def numbers(found: object) -> Iterator[str]:
    """Every number, whatever it is called."""
    if isinstance(found, dict):
        for each in found.values():  # pyright: ignore[reportUnknownVariableType]
            yield from numbers(each)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(found, (list, tuple)):
        for each in found:  # pyright: ignore[reportUnknownVariableType]
            yield from numbers(each)  # pyright: ignore[reportUnknownArgumentType]
    elif found is None or isinstance(found, (bool, int)) or _NUMBER.fullmatch(str(found)):
        yield str(found)


@pytest.mark.parametrize("spoken", OTHERS)
def test_the_figures_are_those_of_the_english_example(spoken: str) -> None:
    here, there = (figures(told(each)[0], DAY) for each in (spoken, language.ENGLISH))
    assert list(here) == list(there)
    for part in there:
        if part != "session":
            assert Counter(numbers(here[part])) == Counter(numbers(there[part])), part
    for part in ("sales", "priority", "gaps", "agreement", "bridges"):
        assert len([*numbers(there[part])]) > 5, part


@pytest.mark.parametrize("spoken", OTHERS)
def test_the_session_itself_is_in_that_language(spoken: str) -> None:
    here, there = told(spoken)[0], told(language.ENGLISH)[0]
    assert here.workshop.language == spoken
    for one, other in zip(here.rows(Action), there.rows(Action), strict=True):
        assert (one.ref, one.deadline, one.cost) == (other.ref, other.deadline, other.cost)
        assert one.title != other.title


# -- documents -------------------------------------------------------------------------------------


def headings(text: str) -> set[str]:
    """Headings, labels and titles of columns of a Markdown document."""
    lines = text.splitlines()
    found = {line.lstrip("# ") for line in lines if line.startswith("#")}
    found |= set(re.findall(r"^- \*\*([^*]+):\*\*", text, re.MULTILINE))
    for line, after in pairwise(lines):
        if after.startswith("| ---"):
            found |= {cell.strip() for cell in line.strip("| ").split("|")}
    return found


def columns(text: str) -> set[str]:
    """Titles of the columns of a CSV file."""
    return set(next(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")))


def sheets(content: bytes) -> set[str]:
    """Names of the sheets of a workbook and titles of their columns."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    first = [(book.get_sheet_by_name(name).to_python() or [[]])[0] for name in book.sheet_names]
    return {*book.sheet_names, *(str(cell) for row in first for cell in row if cell)}


def entries(content: bytes) -> set[str]:
    """What the lines of the descriptions in a calendar begin with."""
    unfolded = content.decode().replace("\r\n ", "")
    said = re.findall(r"^DESCRIPTION:(.*)$", unfolded, re.MULTILINE)
    return {line.partition(":")[0] for each in said for line in each.split("\\n") if ":" in line}


READ = {"md": headings, "csv": columns, "xlsx": sheets, "ics": entries}


@pytest.mark.parametrize("extension", READ)
@pytest.mark.parametrize("spoken", OTHERS)
def test_no_heading_is_left_in_english(spoken: str, extension: str) -> None:
    here, there = (
        READ[extension](document(each, extension))  # pyright: ignore[reportArgumentType]
        for each in (spoken, language.ENGLISH)
    )
    assert len(there) > 4
    names = ("Taveon", *(each.name for each in told(spoken)[0].rows(Channel)))
    left = {each for each in here & there if re.search("[a-z]{3}|[A-Z]{5}", each)}
    left -= CALLED_SO | SAME.get(spoken, frozenset())
    assert not {each for each in left if not each.startswith(names)}


@pytest.mark.parametrize("spoken", OTHERS)
def test_an_edited_plan_comes_back(spoken: str) -> None:
    found, history = told(spoken)
    again = Change("workshop", found.workshop.id, {"agreed": True}, {"agreed": False})
    state = found.after([again], found.head)
    page = str(FORMATS["md"].render(state, history, DAY))
    assert read_back(page, Edit(state, NOW, DAY), history) == Returned((), (), ())
    action = next(each for each in state.rows(Action) if each.ref == "A04")
    with speaking(spoken):
        line = next(each for each in page.splitlines() if each.startswith("| A04 |"))
        edited = (
            line.replace(action.measure or "", SIGNED)
            .replace(day(action.deadline or DAY), day(date(2027, 4, 2)))
            .replace(f"| {choice('open')} |", f"| {choice('in_progress')} |")
        )
    back = read_back(page.replace(line, edited), Edit(state, NOW, DAY), history)
    assert back.unread == ()
    assert {each.ref for each in back.differences} == {"A04"}
    changed = [dict(each.values) for each in back.differences]
    assert {name: value for each in changed for name, value in each.items()} == {
        "measure": SIGNED,
        "deadline": date(2027, 4, 2),
        "status": "in_progress",
    }


@pytest.mark.parametrize(
    ("spoken", "name"), [("pl", "Oferta korporacyjna"), ("ru", "КП для корпоративных клиентов")]
)
def test_what_the_room_named_in_a_sheet_is_said_too(spoken: str, name: str) -> None:
    state, _history = told(spoken)
    assert [row.label for row in state.rows(Figure) if row.sheet == "value_test"] == [name]
