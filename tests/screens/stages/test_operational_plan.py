"""Stages of an operational plan by keys: months on one key, a risk made an action, versions."""

from datetime import date
from pathlib import Path

import pytest

from facilitator.model import Action, Figure
from facilitator.workshop.plans.months import period_plan
from facilitator.workshop.state import State
from screens.stages.plans import proposals, registry
from screens.stages.plans.operational import LINES, PROPOSALS
from tests.rows import rows_of
from tests.screens.stages.host import TODAY, showing
from tests.workshop.plans.operational_example import the_quarter

DAY = date(2027, 1, 14)


@pytest.fixture(scope="module")
def plan() -> State:
    return the_quarter()[1]


def said(state: State, name: str) -> str:
    items = LINES[name](state, DAY)
    told = "\n".join(f"{item.text} {item.right} {item.detail}".rstrip() for item in items)
    return told.replace("\xa0", " ")


def test_every_line_of_the_plan_is_found_and_made(plan: State) -> None:
    assert LINES.items() <= registry().items() and PROPOSALS.items() <= proposals().items()
    assert "Total 1 207 Jan 393 · Feb 394 · Mar 420" in said(plan, "months")
    assert "Total 383 of 393 −10 · 97.5 %" in said(plan, "facts")
    assert "Weighted 139.25 ± 84.6 if deals are independent" in said(plan, "deals")
    assert "45 × 25.0 % = 11.25 4 of 16 Proposals, a small sample" in said(plan, "deals")
    assert "Expected 66.7 k€" in said(plan, "unpaid")
    assert "Overdue on Thu 14 Jan 2027: U3 Ostara hall B." in said(plan, "unpaid")
    assert "PN, ambition 1.10 hard but doable" in said(plan, "personal_plans")
    assert "Cold calls → First meetings 8.0 % 32 of 400" in said(plan, "period_opening")
    assert "Drivers run short 3 × 5 = 15 A07" in said(plan, "risks")
    assert "20 hours short" in said(plan, "resources")
    assert "···█" in said(plan, "period_tasks")
    assert "Fri 5 Feb 2027 below 15 calls" in said(plan, "controls")
    assert "Run rate 1 229.6 facts up to January 2027" in said(plan, "period_targets")
    assert "Attract 1, 6 leads, 0.4 k€" in said(plan, "marketing")


def test_deals_whose_month_is_over_are_named(plan: State) -> None:
    told = "\n".join(item.text for item in LINES["deals"](plan, date(2027, 3, 5)))
    assert "Should have closed before Mon 1 Mar 2027: Q-101 Cold-store operator, Q-102" in told
    assert "Should have closed" not in said(plan, "deals")


async def test_quarters_become_months_on_one_key_and_back(tmp_path: Path, plan: State) -> None:
    rows = [row for row in rows_of(plan) if not (isinstance(row, Figure) and row.sheet == "months")]
    async with showing(tmp_path, "O1", rows, size=(80, 24)) as shown:
        await shown.press("escape", "right_square_bracket", "right_square_bracket")
        assert "P splits the quarters" in shown.said()
        await shown.press("P")
        assert "Corporate 204 · 217 · 239" in " ".join(shown.told.split())
        assert period_plan(shown.state, TODAY).total == 1207
        await shown.press("u")
        assert not [row for row in shown.state.rows(Figure) if row.sheet == "months"]


async def test_a_risk_becomes_an_action_and_versions_are_typed(tmp_path: Path, plan: State) -> None:
    async with showing(tmp_path, "O9", rows_of(plan), size=(120, 36)) as shown:
        assert "3 × 5 = 15" in shown.said()
        await shown.press("escape", "P")
        (action,) = shown.state.rows(Action)
        assert action.sources == ["RX1"]
        await shown.press("right_square_bracket", "right_square_bracket", "a")
        await shown.type("March is larger; a tender moved; JW")
        assert "2 versions" in shown.said()
