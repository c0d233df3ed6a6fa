"""Follow-up: the demo's review of 18 February 2027 (5.20)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.actions import ActionItem, ActionStatus
from facilitator.methods.exact import NotAvailable, fraction
from facilitator.methods.kpi import Light
from facilitator.methods.review import (
    Correction,
    GoalReview,
    check_goals,
    contracts_hint,
    slip,
    status_counts,
    suggest,
)

NOTHING = NotAvailable("Nobody counted.")


def no_holiday(day: date) -> bool:
    return False


def test_slips_of_the_demo() -> None:
    assert slip(date(2027, 2, 5), date(2027, 2, 9), no_holiday) == 2
    assert slip(date(2027, 1, 29), date(2027, 1, 28), no_holiday) == -1
    assert slip(date(2027, 2, 26), date(2027, 3, 5), no_holiday) == 5
    assert slip(date(2027, 2, 26), date(2027, 3, 5), lambda day: day == date(2027, 3, 1)) == 4


@given(st.dates(), st.integers(0, 400))
def test_a_slip_turns_round_with_its_dates(day: date, later: int) -> None:
    if day > date.max - timedelta(days=later):
        return
    new = day + timedelta(days=later)
    assert slip(day, new, no_holiday) == -slip(new, day, no_holiday) >= 0


def test_statuses_of_the_demo() -> None:
    statuses = ["done"] * 2 + ["in progress"] * 5 + ["open"] * 2 + ["blocked"]
    actions = [
        ActionItem(f"A{at}", "", (), None, status=ActionStatus(status))
        for at, status in enumerate(statuses)
    ]
    assert status_counts(actions) == {
        "open": 2,
        "in progress": 5,
        "done": 2,
        "blocked": 1,
        "cancelled": 0,
    }
    assert sum(status_counts([]).values()) == 0


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        (GoalReview("G1", Light.RED), "G1 is red; decide: keep, correct or stop."),
        (GoalReview("G1", Light.RED, Correction.KEEP), "G1: write down why you keep it."),
        (GoalReview("G1", Light.GREEN, Correction.STOP, "  "), "G1: write down why you stop it."),
        (GoalReview("G1", Light.RED, Correction.CORRECT, "call script"), None),
        (GoalReview("G1", Light.GREEN, Correction.KEEP), None),
        (GoalReview("G1", Light.AMBER), None),
        (GoalReview("G1", Light.GREY), None),
    ],
)
def test_a_red_goal_needs_a_decision_and_a_reason(goal: GoalReview, told: str | None) -> None:
    assert [remark.sentence for remark in check_goals([goal])] == ([told] if told else [])


@pytest.mark.parametrize(
    ("light", "activity", "before", "correction"),
    [
        (Light.GREEN, NOTHING, True, Correction.KEEP),
        (Light.AMBER, NOTHING, False, Correction.KEEP),
        (Light.GREY, fraction(1), False, None),
        (Light.RED, NOTHING, False, None),
        (Light.RED, fraction(9) / 10, False, Correction.CORRECT),
        (Light.RED, fraction(9) / 10, True, Correction.STOP),
        (Light.RED, fraction(89) / 100, True, Correction.CORRECT),
    ],
)
def test_suggestions_follow_from_light_and_activity(light, activity, before, correction) -> None:
    assert suggest(light, activity, before).correction is correction


def test_meetings_of_the_demo_call_for_a_correction() -> None:
    """Calls at 98.7 % of the pace, meetings red: how the calls are made, not how many."""
    found = suggest(Light.RED, fraction(47) / fraction(476) * 10)
    assert found.correction is Correction.CORRECT
    assert "the result is not there" in found.sentence


@pytest.mark.parametrize(
    ("contracts", "plan", "revenue", "revenue_plan", "told"),
    [
        (6, 6, 419, 420, True),
        (7, 6, 419, 420, True),
        (6, 6, 420, 420, False),
        (5, 6, 400, 420, False),
        (6, 6, None, 420, False),
        (None, 6, 1, 420, False),
        (6, 6, 0, 420, True),
        (0, 0, 0, 420, False),
    ],
)
def test_contracts_without_revenue_point_at_account_handling(
    contracts, plan, revenue, revenue_plan, told: bool
) -> None:
    assert (contracts_hint(contracts, plan, revenue, revenue_plan) is not None) is told
