"""Stages of a sales plan by keys: quarters split with one key, what follows shown beside."""

from pathlib import Path

import pytest

from facilitator.model import Figure
from facilitator.workshop.plans.sales import typed_channels
from facilitator.workshop.state import State
from screens.stages.plans import proposals, registry
from screens.stages.plans.sales import LINES, PROPOSALS
from tests.rows import rows_of
from tests.screens.stages.host import TODAY, showing
from tests.workshop.plans.sales_example import the_plan


@pytest.fixture(scope="module")
def plan() -> State:
    return the_plan()


def said(lines: list[str]) -> str:
    return "\n".join(lines).replace("\xa0", " ")


def test_every_line_of_the_plan_is_found_and_made(plan: State) -> None:
    assert LINES.items() <= registry().items() and PROPOSALS.items() <= proposals().items()
    told = {
        name: said([f"{item.text} {item.right} {item.detail}" for item in build(plan, TODAY)])
        for name, build in LINES.items()
    }
    assert all(told.values())
    assert "Total 4 700 → 5 174  +10.1 % Q1–Q4 1 207 · 1 130 · 1 218 · 1 619" in told["quarters"]
    assert "Total 1 827.12  35.31 %" in told["channel_plan"]
    assert "Cost of the plan 127 000 EUR" in told["budget"]
    assert "Break-even July 2027 0.3 months into Q3" in told["budget"]
    assert "Q2, 20 % of the benefit −5 584 EUR 51 944 EUR − 21 750 EUR" in told["benefit"]
    assert "Break-even revenue 326 857 EUR" in told["benefit"]
    assert "misleading with a sale of 120 days" in told["budget"]
    assert "Mobile use amber" in told["crm"]
    assert "Process KPIs: look daily" in told["kpis"]
    assert "9 of 10" in told["mission"]


async def test_the_year_is_split_with_one_key_and_can_be_undone(
    tmp_path: Path, plan: State
) -> None:
    rows = [
        row for row in rows_of(plan) if not (isinstance(row, Figure) and row.sheet == "quarters")
    ]
    async with showing(tmp_path, "L2", rows, size=(80, 24)) as shown:
        await shown.press("escape", "right_square_bracket")
        assert "P splits the year by the shares" in shown.said()
        assert "P Take the proposal" in shown.said()
        await shown.press("P")
        assert "Corporate 660 · 652 · 730 · 982" in " ".join(shown.told.split())
        assert typed_channels(shown.state)["Dealer"].quarters == (385, 343, 342, 430)
        await shown.press("P")
        assert "Every channel has its quarters" in " ".join(shown.told.split())
        await shown.press("u")
        assert typed_channels(shown.state)["Dealer"].quarters == (None,) * 4


async def test_a_budget_line_is_refused_at_its_field_and_counts_at_once(
    tmp_path: Path, plan: State
) -> None:
    async with showing(tmp_path, "L10", rows_of(plan), size=(120, 36)) as shown:
        assert "127 000 EUR" in shown.said() and "104.5 %" in shown.said()
        await shown.type("Fair; promotion; one_time; -9")
        assert "Amount cannot be negative" in " ".join(shown.told.split())
        assert shown.screen.line.value == "Fair; promotion; one_time; -9"
        await shown.press("ctrl+u")
        await shown.type("Fair; promotion; one_time; 9")
        assert "136 000 EUR" in shown.said()
