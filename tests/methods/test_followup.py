from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.actions import ActionItem, ActionStatus
from facilitator.methods.exact import NotAvailable
from facilitator.methods.followup import on_time_rate, overdue, working_days_late

REVIEW = date(2027, 2, 18)


def no_holiday(day: date) -> bool:
    return False


def _action(ref: str, deadline: date | None, status: ActionStatus, done_on: date | None = None):
    return ActionItem(ref, "", (), deadline, status=status, done_on=done_on)


DONE, OPEN, WORK = ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.IN_PROGRESS
DEMO = [
    _action("A01", date(2027, 2, 5), DONE, date(2027, 2, 9)),
    _action("A02", date(2027, 1, 29), DONE, date(2027, 1, 28)),
    _action("A03", date(2027, 2, 26), WORK),
    _action("A04", date(2027, 3, 31), WORK),
    _action("A05", date(2027, 2, 26), WORK),
    _action("A06", date(2027, 3, 15), OPEN),
    _action("A07", date(2027, 4, 30), ActionStatus.BLOCKED),
    _action("A08", date(2027, 3, 31), WORK),
    _action("A09", date(2027, 4, 16), OPEN),
    _action("A10", date(2027, 3, 12), WORK),
]


def test_demo_review() -> None:
    result = on_time_rate(DEMO, REVIEW)
    assert result.rate == Fraction(1, 2)
    assert (result.due, result.on_time) == (("A01", "A02"), ("A02",))
    assert overdue(DEMO, REVIEW) == ()
    assert working_days_late(date(2027, 2, 5), date(2027, 2, 9), no_holiday) == 2


def test_a_week_later_two_are_overdue() -> None:
    assert overdue(DEMO, date(2027, 2, 26)) == ()
    assert overdue(DEMO, date(2027, 2, 27)) == ("A03", "A05")
    assert overdue(DEMO, date(2027, 3, 20)) == ("A03", "A05", "A10", "A06")
    assert on_time_rate(DEMO, date(2027, 2, 26)).rate == Fraction(1, 4)


def test_done_on_the_day_is_in_time() -> None:
    day = date(2027, 2, 5)
    assert on_time_rate([_action("A", day, DONE, day)], day).rate == 1
    assert working_days_late(day, day, no_holiday) == 0
    assert working_days_late(day, day - timedelta(days=3), no_holiday) == 0


def test_what_nobody_knows_counts_nowhere() -> None:
    day = date(2027, 2, 5)
    result = on_time_rate([_action("A", day, DONE), _action("B", None, OPEN)], REVIEW)
    assert isinstance(result.rate, NotAvailable)
    assert result.undated == ("A",)
    assert overdue([_action("B", None, OPEN)], REVIEW) == ()


@pytest.mark.parametrize("status", [DONE, ActionStatus.CANCELLED])
def test_closed_actions_are_never_overdue(status: ActionStatus) -> None:
    assert overdue([_action("A", date(2020, 1, 1), status)], REVIEW) == ()


def test_weekends_and_holidays_do_not_make_it_later() -> None:
    friday, monday = date(2027, 2, 5), date(2027, 2, 8)
    assert working_days_late(friday, date(2027, 2, 7), no_holiday) == 0
    assert working_days_late(friday, monday, no_holiday) == 1
    assert working_days_late(friday, monday, lambda day: day == monday) == 0


days = st.integers(-40, 40).map(lambda offset: REVIEW + timedelta(days=offset))
plans = st.lists(
    st.tuples(st.none() | days, st.sampled_from(ActionStatus), st.none() | days), max_size=12
).map(lambda rows: [_action(f"A{at}", *row) for at, row in enumerate(rows)])


@given(plans, st.randoms(use_true_random=False))
def test_rate_is_a_part_of_what_was_due(actions: list[ActionItem], random) -> None:
    result = on_time_rate(actions, REVIEW)
    assert set(result.on_time) <= set(result.due)
    assert not set(result.undated) & set(result.due)
    if result.due:
        assert result.rate * len(result.due) == len(result.on_time)
    assert set(overdue(actions, REVIEW)) <= set(result.due)
    assert not set(overdue(actions, REVIEW)) & set(result.on_time)
    random.shuffle(actions)
    assert on_time_rate(actions, REVIEW).rate == result.rate
