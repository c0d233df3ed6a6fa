"""Owner, deadline, measure, status, source and agreement come back from every format."""

import re
from datetime import date

import pytest

from exports.actions import PlanLine, plan_lines
from exports.formats import FORMATS
from facilitator.words.deadline import DeadlineError, parse_day
from tests.exports.demo import TODAY, demo, demo_state
from tests.exports.readers import READERS, Read

AGREED = "accepted by all 6 of 6"


def written(name: str) -> Read:
    form = FORMATS[name]
    if form.package:
        pytest.importorskip(form.package)
    state, history = demo()
    return READERS[name](form.render(state, history, TODAY))


def as_day(words: str) -> date | None:
    try:
        return parse_day(words.strip()[:40], TODAY)
    except DeadlineError:
        return None


@pytest.mark.parametrize("name", [each for each in FORMATS if each != "pdf"])
def test_every_action_comes_back_with_what_was_agreed(name: str) -> None:
    rows = {row["Ref"]: row for row in written(name).rows}
    lines = plan_lines(demo_state(), TODAY)
    assert list(rows) == [line.ref for line in lines]
    for line in lines:
        row = rows[line.ref]
        assert row["Action"] == line.title
        assert row["Owner"] == line.owner
        assert as_day(row["Deadline"]) == line.deadline
        assert row["Measure of done"] == line.measure
        assert row["Status"].replace("_", " ") == line.status
        assert row["Source"] == line.sources


@pytest.mark.parametrize("name", [each for each in FORMATS if each not in ("json", "pdf")])
def test_the_agreement_comes_back(name: str) -> None:
    found = written(name)
    assert AGREED in found.whole
    hands = [row.get("Hands", row.get("Agreement", "")) for row in found.rows]
    if name in ("md", "html"):  # a table of its own, hand by hand
        assert found.whole.count("passed") >= 10
    else:
        assert all("passed" in each or "4" in each for each in hands), hands


def test_the_json_keeps_every_word_on_the_plan() -> None:
    import json

    state, history = demo()
    told = json.loads(FORMATS["json"].render(state, history, TODAY))
    latest = max(vote["round"] for vote in told["tables"]["plan_vote"])
    words = [vote["value"] for vote in told["tables"]["plan_vote"] if vote["round"] == latest]
    assert sorted(words) == ["accept"] * 5 + ["reservation"]
    assert told["session"]["agreed"] is True


def test_the_pdf_shows_every_action_in_one_row() -> None:
    whole = squeezed(written("pdf").whole)
    assert squeezed(AGREED) in whole
    for line in plan_lines(demo_state(), TODAY):
        assert all(squeezed(each) in whole for each in parts(line)), line.ref


def parts(line: PlanLine) -> list[str]:
    return [line.title, line.owner, line.measure, line.sources, line.status, line.agreement]


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b\u00ad]+", "", words)
