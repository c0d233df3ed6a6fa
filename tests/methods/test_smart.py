from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.smart import Direction, Goal, Letter, check_goal, goals_hint

START, END = date(2027, 1, 1), date(2027, 12, 31)

G1 = Goal(
    text="Raise corporate-channel revenue from 2 520 to 3 024 k€ by 31 Dec 2027",
    scope=("Corporate",),
    same_reading=True,
    metric="invoiced revenue",
    unit="k€",
    baseline=2520,
    target=3024,
    direction=Direction.UP,
    data_source="ERP",
    limit=3024,
    activity_shown=True,
    confidence=(4, 4, 4, 3, 4, 3),
    reasons=("SO1", "WO1"),
    relevance_confirmed=True,
    deadline=date(2027, 12, 31),
    milestones=(date(2027, 6, 30),),
    owner="IS",
)
G2 = replace(
    G1,
    text="Raise the dealer-channel contribution from 234.4 to 290.0 k€ with five partners",
    scope=("Dealer",),
    baseline=Decimal("234.4"),
    target=Decimal("290.0"),
    limit=None,
    confidence=(3, 4, 4, 4, 3, 4),
    reasons=("WT1", "W4", "W5", "T1"),
    milestones=(date(2027, 3, 31),),
    owner="EM",
)


@pytest.mark.parametrize(("goal", "change"), [(G1, "20.0"), (G2, "23.7")])
def test_demo_goals(goal: Goal, change: str) -> None:
    result = check_goal(goal, START, END)
    assert result.smart
    assert result.letters == 5
    assert result.to_confirm == ()
    assert str(half_up(result.confidence, 2)) == "3.67"
    assert str(half_up(result.change * 100)) == change


def test_an_empty_goal_misses_everything_it_can() -> None:
    result = check_goal(Goal(), START, END)
    assert result.met == (Letter.ACHIEVABLE,)
    assert {gap.letter for gap in result.missing} == set(Letter) - {Letter.ACHIEVABLE}
    assert all(gap.sentence.endswith(".") for gap in result.missing)
    assert len(result.to_confirm) == 5
    assert isinstance(result.confidence, NotAvailable)
    assert isinstance(result.change, NotAvailable)


@pytest.mark.parametrize(
    ("change", "letter"),
    [
        ({"text": "  "}, Letter.SPECIFIC),
        ({"scope": ()}, Letter.SPECIFIC),
        ({"same_reading": False}, Letter.SPECIFIC),
        ({"metric": ""}, Letter.MEASURABLE),
        ({"unit": " "}, Letter.MEASURABLE),
        ({"baseline": None}, Letter.MEASURABLE),
        ({"target": None}, Letter.MEASURABLE),
        ({"target": 2520}, Letter.MEASURABLE),
        ({"target": 2000}, Letter.MEASURABLE),
        ({"direction": Direction.DOWN}, Letter.MEASURABLE),
        ({"limit": Decimal("3023.99")}, Letter.ACHIEVABLE),
        ({"activity_shown": False}, Letter.ACHIEVABLE),
        ({"confidence": (5, 5, 5, 1)}, Letter.ACHIEVABLE),
        ({"confidence": (3, 3, 2)}, Letter.ACHIEVABLE),
        ({"reasons": ()}, Letter.RELEVANT),
        ({"relevance_confirmed": False}, Letter.RELEVANT),
        ({"deadline": None}, Letter.TIME_BOUND),
        ({"deadline": date(2028, 1, 1)}, Letter.TIME_BOUND),
        ({"deadline": date(2026, 12, 31)}, Letter.TIME_BOUND),
        ({"milestones": ()}, Letter.TIME_BOUND),
        ({"milestones": (date(2027, 12, 31),)}, Letter.TIME_BOUND),
        ({"milestones": (date(2026, 12, 31),)}, Letter.TIME_BOUND),
        ({"owner": None}, Letter.OWNER),
    ],
)
def test_each_fault_costs_its_own_letter_only(change: dict[str, object], letter: Letter) -> None:
    result = check_goal(replace(G1, **change), START, END)
    assert {gap.letter for gap in result.missing} == {letter}
    assert not result.smart
    assert result.letters == (5 if letter is Letter.OWNER else 4)


@pytest.mark.parametrize(
    "change",
    [
        {"target": 3024, "limit": 3024},
        {"confidence": (4, 2, 3)},  # mean exactly 3, lowest exactly 2
        {"confidence": (4, None, None)},
        {"baseline": 0},
        {"baseline": 3100, "direction": Direction.DOWN, "limit": 1},
        {"deadline": START, "milestones": ()},
    ],
)
def test_boundaries_belong_to_the_goal(change: dict[str, object]) -> None:
    result = check_goal(replace(G1, **change), START, END)
    faults = {gap.letter for gap in result.missing}
    assert faults <= ({Letter.TIME_BOUND} if "milestones" in change else set())
    assert not any("outside" in gap.sentence for gap in result.missing)


@pytest.mark.parametrize(
    "change",
    [
        {"same_reading": None},
        {"data_source": ""},
        {"activity_shown": None},
        {"confidence": (None, None)},
        {"relevance_confirmed": None},
    ],
)
def test_an_unasked_question_is_open_and_costs_no_letter(change: dict[str, object]) -> None:
    result = check_goal(replace(G1, **change), START, END)
    assert result.smart
    assert len(result.to_confirm) == 1


def test_a_plan_of_one_day() -> None:
    result = check_goal(replace(G1, deadline=START), START, START)
    assert [gap.letter for gap in result.missing] == [Letter.TIME_BOUND]
    assert "milestone" in result.missing[0].sentence


def test_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        check_goal(G1, END, START)
    with pytest.raises(ValueError, match="confidence vote is 6"):
        check_goal(replace(G1, confidence=(6,)), START, END)


@pytest.mark.parametrize(("goals", "fine"), [(0, False), (1, True), (3, True), (4, False)])
def test_one_to_three_goals(goals: int, fine: bool) -> None:
    assert (goals_hint(goals) is None) == fine


@given(st.lists(st.none() | st.integers(1, 5), max_size=12), st.randoms(use_true_random=False))
def test_confidence_in_any_order(votes: list[int | None], random) -> None:
    result = check_goal(replace(G1, confidence=tuple(votes)), START, END)
    given_votes = [vote for vote in votes if vote is not None]
    low = bool(given_votes) and (
        Fraction(sum(given_votes), len(given_votes)) < 3 or min(given_votes) < 2
    )
    assert result.smart == (not low)
    random.shuffle(votes)
    again = check_goal(replace(G1, confidence=tuple(votes)), START, END)
    assert again == result


@given(st.integers(1, 10**6), st.integers(-(10**6), 10**6))
def test_change_leads_from_baseline_to_target(baseline: int, target: int) -> None:
    goal = replace(G1, baseline=baseline, target=target, direction=None, limit=None)
    result = check_goal(goal, START, END)
    assert baseline * (1 + result.change) == target
    assert result.smart == (baseline != target)
