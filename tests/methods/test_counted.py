"""Facts counted from tracked days: what is missing is not zero, and no day counts twice."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.counted import counted, once
from facilitator.methods.kpi import Frequency
from facilitator.methods.tracking import DayLog, totals

MONDAY = date(2027, 2, 1)


def log(day: int, calls: int | None, month: int = 2) -> DayLog:
    return DayLog(date(2027, month, day), {"calls": calls})


def test_a_blank_is_neither_a_day_nor_a_zero():
    logs = {"PN": [log(1, 3), log(2, None), log(3, 0), log(8, None)]}
    (week,) = counted(logs, "calls", Frequency.WEEKLY, date(2027, 2, 28))
    assert (week.period.first, week.value, week.days) == (MONDAY, 3, 2)
    assert counted(logs, "meetings", Frequency.WEEKLY, date(2027, 2, 28)) == ()


def test_long_periods_are_counted_by_month():
    logs = {"PN": [log(29, 4, 1), log(1, 3), log(2, 5)]}
    found = counted(logs, "calls", Frequency.QUARTERLY, date(2027, 3, 31))
    assert [(each.period.first.month, each.value, each.days) for each in found] == [
        (1, 4, 1),
        (2, 8, 2),
    ]


def test_days_to_come_wait_and_several_people_add_up():
    logs = {"PN": [log(1, 3), log(4, 9)], "EM": [log(1, 2)]}
    (week,) = counted(logs, "calls", Frequency.WEEKLY, date(2027, 2, 3))
    assert (week.value, week.days, week.people) == (5, 2, 2)


def test_a_day_in_two_plans_is_taken_from_the_first():
    assert [each.values["calls"] for each in once([[log(2, 7)], [log(1, 3), log(2, 9)]])] == [3, 7]


@given(
    st.dictionaries(st.integers(1, 28), st.none() | st.integers(0, 99)),
    st.sampled_from(list(Frequency)),
)
def test_periods_add_up_to_the_days(entries, frequency):
    logs = [log(day, calls) for day, calls in entries.items()]
    found = counted({"PN": logs}, "calls", frequency, date(2027, 12, 31))
    assert sum((each.value for each in found), Fraction(0)) == totals(logs).get("calls", 0)
    assert sum(each.days for each in found) == sum(each is not None for each in entries.values())
