"""The example on the page about plans works as it stands there."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facilitator.agenda.library import load_agenda
from facilitator.workshop.exits.here import Here
from facilitator.workshop.records import add_record, ledgers
from facilitator.workshop.setup import change_session
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State
from tests.workshop.conftest import TODAY

PAGE = Path(__file__).parents[2] / "docs" / "plans.md"
BLOCK = re.compile(r"```(toml|python)\n(.*?)```", re.DOTALL)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)


def blocks(kind: str) -> list[str]:
    section = PAGE.read_text("utf-8").partition("## How a plan is described")[2]
    return [text for found, text in BLOCK.findall(section) if found == kind]


def here_of(state: State) -> Here:
    stage = next(each for each in state.stages if each.key == "V1")
    spec = plan_of(stage)
    return Here(state, stage, spec, spec.exit[0], TODAY)


@pytest.fixture
async def plan(library, session, tmp_path):
    await session.run(change_session, unit="thousand")
    ledger, agenda = blocks("toml")
    file = tmp_path / "visit_plan.toml"
    file.write_text(f"{agenda}\n[[ledger]]\n{ledger}", "utf-8")
    return await library.derive(session.id, load_agenda(file), FEBRUARY)


async def test_the_example_of_the_page(plan):
    assert list(ledgers(plan.state)) == ["visits"]
    names: dict[str, Any] = {
        "__name__": "page",
        "add_record": add_record,
        "here_of": here_of,
        "TODAY": TODAY,
    }
    for block in blocks("python"):
        exec(compile(block, str(PAGE), "exec"), names)
    (test,) = [each for name, each in names.items() if name.startswith("test_")]
    await test(plan)
