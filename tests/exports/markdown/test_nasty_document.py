"""Every nasty string in every free-text field: literal, tables whole, nothing active in it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import pytest
from nasty import NASTY

from exports import markdown
from facilitator.model import Row
from facilitator.workshop.state import State
from tests.exports.markdown.typed import seen, stored
from tests.rows import rows_of
from tests.templates import demo_opened

TODAY = date(2027, 1, 14)

Read: TypeAlias = Callable[[str], Any]

FREE_TEXT: dict[str, tuple[str, ...]] = {
    "workshop": (
        *("title", "company", "question", "start", "currency", "country", "agenda_title"),
        *("rule_plan", "rule_actions", "rule_lists"),
    ),
    "stage": ("title", "left_reason"),
    "channel": ("name", "kind", "territory"),
    "participant": ("initials", "name", "role"),
    "card": ("text", "evidence", "subject", "accepted", "ref"),
    "criterion": ("name", "low", "middle", "high"),
    "hearing": ("text",),
    "requirement": ("text", "evidence", "process_change"),
    "goal": ("text", "metric", "unit", "data_source", "milestone", "scope", "not_doing"),
    "action": ("title", "measure", "first_step", "evidence", "amendment"),
    "decision": ("text", "reason", "rule"),
    "vote": ("note",),
    "plan_vote": ("reason", "amendment"),
    "parked": ("text", "raised_by", "note"),
    "answer": ("text",),
    "figure": ("note",),
}
UNTOLD = frozenset({"ticks", "confirm", "accounts", "nps", "funnel", "bridge", "market"})
"""Forms of ticks and numbers; a text among them would only make figures not available."""
KEPT = 12
"""Rows of one kind that are enough to fill every table."""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    with demo_opened(tmp_path_factory.mktemp("demo")) as opened:
        state = opened.state
    return rows_of(state)


def filled(rows: list[Row], words: str) -> tuple[list[Row], set[str]]:
    """The rows with the words in every free-text field, each ending in a mark of its own."""
    counts: dict[str, int] = {}
    marks: set[str] = set()
    changed: list[Row] = []
    for row in rows:
        table = row.__tablename__
        counts[table] = at = counts.get(table, 0) + 1
        if getattr(row, "form", "") in UNTOLD or (at > KEPT and table in ("vote", "answer")):
            changed.append(row)
            continue
        values = {}
        for field in FREE_TEXT.get(table, ()):
            mark = f"‹{table} {field} {at}›"
            values[field] = f"{words}{mark}"
            marks.add(mark)
        changed.append(row.with_changes(values))
    return changed, marks


@pytest.fixture(scope="module")
def plain(rows: list[Row], read: Read) -> Any:
    """The same document with harmless words."""
    return read(markdown.render(State(filled(rows, "x")[0]), TODAY))


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_nasty_words_in_every_field(rows: list[Row], read: Read, plain: Any, nasty: str) -> None:
    words = stored(nasty)
    changed, marks = filled(rows, words)
    page = read(markdown.render(State(changed), TODAY))

    assert not page.active
    assert len(page.headings) == len(plain.headings)
    assert [len(row) for rows in page.tables for row in rows] == [
        len(row) for rows in plain.tables for row in rows
    ]
    everything = "\n".join(page.texts)
    lost = [mark for mark in marks if f"{seen(words + mark)}" not in everything]
    assert not lost, sorted(lost)


def test_no_control_byte_gets_into_the_file(rows: list[Row]) -> None:
    changed, _ = filled(rows, "a\x1b]52;c;UFdORUQ=\x1b\\\x9b31m\u202eb\x00")
    document = markdown.render(State(changed), TODAY)
    assert re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", document) == []
