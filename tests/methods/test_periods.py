from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.periods import (
    Period,
    last_working_day,
    month_number,
    month_of,
    month_start,
    months_later,
    quarter_of,
    week_of,
    working_days,
)

FEBRUARY = Period(date(2027, 2, 1), date(2027, 2, 28))

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def no_holiday(day: date) -> bool:
    return False


def test_february_of_the_demo() -> None:
    assert working_days(FEBRUARY, no_holiday) == 20
    assert working_days(Period(FEBRUARY.first, date(2027, 2, 18)), no_holiday) == 14
    assert working_days(FEBRUARY, lambda day: day == date(2027, 2, 15)) == 19
    assert last_working_day(FEBRUARY, no_holiday) == date(2027, 2, 26)
    assert last_working_day(FEBRUARY, lambda day: day == date(2027, 2, 26)) == date(2027, 2, 25)
    assert last_working_day(FEBRUARY, lambda day: True) == FEBRUARY.last
    assert month_of(date(2027, 2, 18)) == FEBRUARY
    assert quarter_of(date(2027, 2, 18)) == Period(date(2027, 1, 1), date(2027, 3, 31))


def test_months_of_a_plan_are_counted_from_its_first() -> None:
    start = date(2027, 1, 14)
    assert month_number(start, date(2027, 1, 1)) == 1
    assert month_number(start, date(2026, 12, 31)) == 0
    assert month_number(start, date(2028, 1, 1)) == 13
    assert month_start(start, 7) == date(2027, 7, 1)
    assert month_start(date(2027, 12, 1), 2) == date(2028, 1, 1)
    assert Period(start, date(2027, 3, 1)).months == 3


def test_the_same_day_months_later() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_later(date(2027, 5, 15), 12) == date(2028, 5, 15)


def test_a_period_of_one_day_and_one_turned_round() -> None:
    day = date(2027, 2, 1)
    assert list(Period(day, day).days) == [day]
    with pytest.raises(ValueError, match="before it starts"):
        Period(day, day - timedelta(days=1))


@given(days, days)
def test_a_period_holds_its_days_and_no_other(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    assert one in period
    assert period.first - timedelta(days=1) not in period
    assert period.last + timedelta(days=1) not in period
    assert None not in period


@given(days, st.integers(1, 60))
def test_month_numbers_and_starts_agree(day: date, number: int) -> None:
    start = month_start(day, number)
    assert month_number(day, start) == number
    assert month_number(day, start - timedelta(days=1)) == number - 1
    for around in (week_of(day), month_of(day), quarter_of(day)):
        assert day in around
    assert month_of(day).last + timedelta(days=1) == month_start(day, 2)
