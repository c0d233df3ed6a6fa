"""A personal plan by keys: a day in seconds, a step to approval, a goal that stays hidden."""

from datetime import date
from pathlib import Path

import pytest

from facilitator.workshop.forms import answers
from facilitator.workshop.plans.personal_approval import approval
from facilitator.workshop.results.records import records
from facilitator.workshop.state import State
from screens.stages.plans import proposals, registry
from screens.stages.plans.personal import LINES, PROPOSALS
from tests.rows import rows_of
from tests.screens.stages.host import showing
from tests.workshop.plans.personal_example import the_personal_plan

DAY = date(2027, 2, 18)


@pytest.fixture(scope="module")
def plan() -> State:
    return the_personal_plan()


def test_every_line_of_the_plan_is_found_and_made(plan: State) -> None:
    assert LINES.items() <= registry().items() and PROPOSALS.items() <= proposals().items()
    told = {
        name: "\n".join(
            f"{item.text} {item.right} {item.detail}" for item in build(plan, DAY)
        ).replace("\xa0", " ")
        for name, build in LINES.items()
    }
    assert "Expected paid revenue 132.0 k€ without: repeat sales" in told["opening"]
    assert "Q-102 Bakery group 45 × 25.0 % = 11.3 k€ 16 cases" in told["opening"]
    assert "Q-103 Parcel hub 60 × 20.0 % = 12 stale for 37 days · 20 cases" in (
        told["opening"].replace("12 k€", "12")
    )
    assert "Q-101 Cold-store operator 70 × 60.0 % = 42 k€ typed" in told["opening"]
    assert "Ambition index 1.10 145 ÷ 131.95 expected: hard but doable" in told["targets"]
    assert "Meetings the calls bring 5.44 68 × 8.0 %; 400 calls" in told["targets"]
    assert "Approved by Irina Sokolova." in told["approvals"]
    assert "131 950 EUR 91.0 % · 2.0 % · 4 639 EUR expected" in told["pay_rule"]
    assert "One average contract pays 2 100 EUR" in told["pay_bands"]
    assert "Cold calls 47 of 47.6 = 98.7 % amber" in told["tracking"]
    assert "First meetings 3 of 3.5 = 85.7 % red" in told["tracking"]
    assert "Own ones are used from 3 months on; there are 0." in told["own_months"]


async def test_a_goal_stays_hidden_until_v_shows_it(tmp_path: Path, plan: State) -> None:
    async with showing(tmp_path, "M4", rows_of(plan), size=(80, 24)) as shown:
        assert "Ski week" not in shown.said() and "hidden: v shows it" in shown.said()
        await shown.press("enter")  # nothing typed over what is hidden leaves it
        assert answers(shown.state, "personal_goal")["goal"] == "Ski week in March"
        await shown.press("escape", "v")
        assert "Ski week in March" in shown.said()
        await shown.press("v")
        assert "Ski week" not in shown.said()


async def test_a_wrong_step_and_a_wrong_day_are_refused_in_words(
    tmp_path: Path, plan: State
) -> None:
    async with showing(tmp_path, "M3", rows_of(plan), size=(80, 24)) as shown:
        await shown.press("escape", "right_square_bracket", "right_square_bracket", "a")
        await shown.type("approved; PN")
        assert "somebody else approves or returns it" in " ".join(shown.told.split())
        assert approval(shown.state).sentence == "Approved by Irina Sokolova."
        assert len(records(shown.state, "approvals")) == 2
