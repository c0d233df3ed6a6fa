"""Own notes of the moderator stay out of every document but the complete one."""

import io
import json
import zipfile
from datetime import UTC, date, datetime
from functools import cache

import pytest

from exports.formats import FORMATS, MissingLibrary
from facilitator.model import Answer
from facilitator.store.entry import Entry
from facilitator.workshop.aside import history_without_aside, is_aside, without_aside
from facilitator.workshop.edit import Edit
from facilitator.workshop.notes import FORM, write_note
from facilitator.workshop.silence import begin_silence
from facilitator.workshop.state import State
from facilitator.workshop.turns import next_turn
from tests.exports.demo import TODAY, demo

SECRET = "Xylophonquartz"
"""A word that is in no session, so that it is found wherever it leaks to."""


@cache
def noted() -> tuple[State, tuple[Entry, ...]]:
    """The worked example with a note, a round of turns and silent writing on each stage."""
    state, history = demo()
    entries = list(history)
    for stage in state.stages:
        for command, value in ((write_note, f"{SECRET}\nsecond line"), (begin_silence, 5)):
            edit = _edit(state)
            command(edit, stage.id, value)  # type: ignore[operator]
            state = edit.state
            entries.append(edit.entry(command.__name__))
        edit = _edit(state)
        next_turn(edit, stage.id)
        state = edit.state
        entries.append(edit.entry("next_turn"))
    return state, tuple(entries)


def _edit(state: State) -> Edit:
    return Edit(state, datetime(2027, 1, 14, 10, tzinfo=UTC), date(2027, 1, 14), "MZ")


def contents(document: str | bytes) -> str:
    """All that a reader could find: of an archive the text of each of its parts."""
    if isinstance(document, str):
        return document
    if document.startswith(b"%PDF"):
        pypdf = pytest.importorskip("pypdf")
        pages = pypdf.PdfReader(io.BytesIO(document)).pages
        return "\n".join(page.extract_text() for page in pages)
    if document.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return "\n".join(part.decode("utf-8", "replace") for part in parts)
    return document.decode("utf-8", "replace")


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.complete])
def test_no_document_holds_the_own_notes(name: str) -> None:
    state, history = noted()
    try:
        found = contents(FORMATS[name].render(state, history, TODAY))
    except MissingLibrary as missing:
        pytest.skip(missing.sentence)
    assert SECRET not in found
    assert "private:" not in found
    assert not any(form in found for form in ("room:turns", "room:silence"))


def test_the_complete_document_holds_them_marked_as_private() -> None:
    complete = [name for name, each in FORMATS.items() if each.complete]
    assert complete == ["json"]
    state, history = noted()
    document = json.loads(FORMATS["json"].render(state, history, TODAY))
    rows = [row for row in document["tables"]["answer"] if SECRET in row["text"]]
    assert len(rows) == len(state.stages)
    assert {row["form"] for row in rows} == {FORM}
    assert all(row["form"].startswith("private:") for row in rows)


def test_what_documents_are_made_of_is_the_session_without_what_is_aside() -> None:
    state, history = noted()
    before, entries = demo()
    shown = without_aside(state)
    assert shown.rows(Answer) == before.rows(Answer)
    assert not any(is_aside(row.form) for row in shown.rows(Answer))
    assert without_aside(before) is before
    kept = history_without_aside(history)
    assert SECRET not in " ".join(str(entry.plain()) for entry in kept)
    assert kept[: len(entries)] == list(entries)
    assert [entry.seq for entry in kept] == [entry.seq for entry in history]
