"""Tracking: February of the demo's personal plan (5.20) and what must hold for any log."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable, divide, half_up
from facilitator.methods.funnel import StageCount, conversions
from facilitator.methods.kpi import Light
from facilitator.methods.own_rates import (
    WeakSpot,
    broken_place,
    own_conversions,
    weakest_conversion,
)
from facilitator.methods.periods import Period
from facilitator.methods.tracking import (
    DayLog,
    FirstWeek,
    Pace,
    earliest_run_end,
    first_week,
    measure_pace,
    measure_paces,
    pace,
    totals,
    weeks,
)

FEBRUARY = Period(date(2027, 2, 1), date(2027, 2, 28))
REVIEW = date(2027, 2, 18)
CALLS, MEETINGS = "Cold calls", "First meetings"
LOGS = [
    DayLog(date(2027, 2, 2), {CALLS: 8}),
    DayLog(date(2027, 2, 4), {CALLS: 7, MEETINGS: 1}),
    DayLog(date(2027, 2, 9), {CALLS: 9, MEETINGS: None}),
    DayLog(date(2027, 2, 11), {CALLS: 9, MEETINGS: 1}),
    DayLog(date(2027, 2, 16), {CALLS: 8}),
    DayLog(date(2027, 2, 18), {CALLS: 6, MEETINGS: 1}),
]
TARGETS = {CALLS: 68, MEETINGS: 5, "Proposals": 4, "Visits": None}

log_days = st.integers(-10, 40).map(lambda offset: FEBRUARY.first + timedelta(days=offset))
logs = st.lists(
    st.builds(
        DayLog,
        log_days,
        st.dictionaries(st.sampled_from([CALLS, MEETINGS]), st.none() | st.integers(0, 30)),
    ),
    max_size=12,
)


def no_holiday(day: date) -> bool:
    return False


def start_of(found: FirstWeek | NotAvailable) -> FirstWeek:
    assert isinstance(found, FirstWeek)
    return found


def test_pace_of_the_demo() -> None:
    calls, meetings, proposals, visits = measure_paces(TARGETS, LOGS, FEBRUARY, REVIEW, no_holiday)
    assert pace(FEBRUARY, REVIEW, no_holiday) == Pace(14, 20)
    assert (calls.actual, calls.expected) == (47, Fraction("47.6"))
    assert not isinstance(calls.achievement, NotAvailable)
    assert half_up(calls.achievement * 100) == Decimal("98.7")
    assert calls.light is Light.AMBER
    assert (meetings.actual, meetings.expected) == (3, Fraction("3.5"))
    assert not isinstance(meetings.achievement, NotAvailable)
    assert half_up(meetings.achievement * 100) == Decimal("85.7")
    assert meetings.light is Light.RED
    assert proposals.light is visits.light is Light.GREY
    assert proposals.actual == NotAvailable("Nothing is entered for Proposals.")
    assert visits.expected == NotAvailable("There is no target.")


def test_calls_for_each_working_day_of_the_demo() -> None:
    whole = pace(FEBRUARY, REVIEW, no_holiday).whole
    assert divide(68, whole) == Fraction("3.4")


def test_weeks_of_the_demo() -> None:
    found = weeks(LOGS, FEBRUARY, REVIEW)
    assert [week.totals[CALLS] for week in found] == [15, 18, 14]
    assert [week.totals.get(MEETINGS) for week in found] == [1, 1, 1]
    assert [week.days_logged for week in found] == [2, 2, 2]
    assert found[0].period == Period(date(2027, 2, 1), date(2027, 2, 7))
    assert [week.number for week in found] == [1, 2, 3]
    assert len(weeks(LOGS, FEBRUARY, date(2027, 12, 1))) == 4
    assert weeks(LOGS, FEBRUARY, date(2027, 1, 31)) == ()


def test_first_week_of_the_demo_was_slow() -> None:
    found = start_of(first_week(CALLS, 68, LOGS, FEBRUARY, REVIEW, no_holiday))
    assert (found.actual, found.expected, found.light) == (15, 17, Light.AMBER)
    assert found.period == Period(date(2027, 2, 1), date(2027, 2, 5))


@pytest.mark.parametrize(
    ("calls", "light"), [(9, Light.GREEN), (Decimal("8.99"), Light.AMBER), (None, Light.GREY)]
)
def test_first_week_from_ninety_per_cent(calls, light: Light) -> None:
    log = [DayLog(date(2027, 2, 3), {CALLS: calls})]
    assert start_of(first_week(CALLS, 40, log, FEBRUARY, REVIEW, no_holiday)).light is light


def test_first_week_while_it_runs_and_before() -> None:
    tuesday = date(2027, 2, 2)
    found = start_of(first_week(CALLS, 80, LOGS, FEBRUARY, tuesday, no_holiday))
    assert (found.actual, found.expected, found.light) == (8, 8, Light.GREEN)
    assert isinstance(
        first_week(CALLS, 80, LOGS, FEBRUARY, date(2027, 1, 31), no_holiday), NotAvailable
    )


def test_pace_before_after_and_without_working_days() -> None:
    before = measure_paces(TARGETS, LOGS, FEBRUARY, date(2027, 1, 31), no_holiday)
    assert all(one.light is Light.GREY for one in before)
    assert pace(FEBRUARY, date(2027, 3, 31), no_holiday) == Pace(20, 20)
    holidays = pace(FEBRUARY, REVIEW, lambda day: True)
    assert isinstance(holidays.share, NotAvailable)
    assert measure_pace(CALLS, 68, 1, holidays).light is Light.GREY
    early = measure_pace(CALLS, 68, 1, Pace(0, 20))
    assert (early.actual, early.light) == (1, Light.GREY)
    one_off = pace(FEBRUARY, REVIEW, lambda day: day == date(2027, 2, 15))
    assert one_off == Pace(13, 19)


def test_a_blank_is_not_zero_and_a_zero_is() -> None:
    assert totals([DayLog(REVIEW, {CALLS: None})]) == {}
    assert totals([DayLog(REVIEW, {CALLS: 0})]) == {CALLS: 0}
    with pytest.raises(ValueError, match="Cold calls on Thu 18 Feb 2027 is negative"):
        totals([DayLog(REVIEW, {CALLS: -1})])


@given(logs, st.integers(-3, 40), st.data())
def test_weeks_add_up_to_the_period(log: list[DayLog], after: int, data) -> None:
    as_of = FEBRUARY.first + timedelta(days=after)
    found = weeks(log, FEBRUARY, as_of)
    sums: dict[str, Fraction] = {}
    for week in found:
        for measure, value in week.totals.items():
            sums[measure] = sums.get(measure, Fraction(0)) + value
    if found:
        assert sums == totals(log, Period(FEBRUARY.first, found[-1].period.last))
    shuffled = data.draw(st.permutations(log))
    assert weeks(shuffled, FEBRUARY, as_of) == found
    assert measure_paces(TARGETS, shuffled, FEBRUARY, as_of, no_holiday) == measure_paces(
        TARGETS, log, FEBRUARY, as_of, no_holiday
    )


@given(st.integers(0, 27), st.integers(0, 27))
def test_pace_never_falls(one: int, other: int) -> None:
    first, second = (FEBRUARY.first + timedelta(days=each) for each in sorted([one, other]))
    assert pace(FEBRUARY, first, no_holiday).elapsed <= pace(FEBRUARY, second, no_holiday).elapsed
    assert pace(FEBRUARY, FEBRUARY.last, no_holiday).expected(68) == 68


def test_four_weeks_in_a_row_of_the_demo_end_a_week_late() -> None:
    """A05: week 1 had 15 of 17 calls, so 26 February cannot be met."""
    start = FEBRUARY.first
    assert earliest_run_end(LOGS, CALLS, 17, 4, start, REVIEW) == date(2027, 3, 5)
    assert earliest_run_end([], CALLS, 17, 4, start, start) == date(2027, 2, 26)
    friday = date(2027, 2, 19)
    assert earliest_run_end(LOGS, CALLS, 17, 4, start, friday) == date(2027, 3, 5)
    assert earliest_run_end(LOGS, CALLS, 15, 2, start, REVIEW) == date(2027, 2, 12)
    assert earliest_run_end(LOGS, CALLS, 17, 1, start, REVIEW) == date(2027, 2, 12)
    assert earliest_run_end(LOGS, CALLS, 17, 4, start, date(2027, 2, 20)) == date(2027, 3, 19)
    with pytest.raises(ValueError):
        earliest_run_end(LOGS, CALLS, 17, 0, start, REVIEW)


def test_own_conversion_of_the_demo() -> None:
    calls, meetings = own_conversions(LOGS, [CALLS, MEETINGS], FEBRUARY)
    assert calls.conversion == Fraction(3, 47)
    assert half_up(calls.conversion * 100) == Decimal("6.4")
    assert (calls.count, calls.small_sample) == (47, False)
    assert (meetings.count, meetings.small_sample) == (3, True)
    weak = weakest_conversion([calls, meetings], {CALLS: Decimal("0.08")})
    assert isinstance(weak, WeakSpot)
    assert weak.sentence == "Cold calls to First meetings: 6.4 % of 47 cases, usually 8 %."


def test_small_samples_below_thirty() -> None:
    for count, small in ((29, True), (30, False)):
        log = [DayLog(REVIEW, {CALLS: count, MEETINGS: 2})]
        assert own_conversions(log, [CALLS, MEETINGS], FEBRUARY)[0].small_sample is small


def test_a_stage_nobody_tracked_has_no_rate() -> None:
    calls, proposals = own_conversions(LOGS, [CALLS, "Proposals"], FEBRUARY)
    assert proposals.count is None
    assert isinstance(calls.conversion, NotAvailable)
    assert isinstance(weakest_conversion([calls, proposals], {CALLS: 1}), NotAvailable)
    with pytest.raises(ValueError, match="whole numbers"):
        own_conversions([DayLog(REVIEW, {CALLS: Decimal("1.5")})], [CALLS], FEBRUARY)
    with pytest.raises(ValueError):
        own_conversions(LOGS, [], FEBRUARY)


def test_weakest_is_furthest_below_its_own_usual() -> None:
    own = conversions(
        [StageCount(name, count) for name, count in zip("ABCD", (400, 32, 8, 7), strict=True)]
    )
    usual = {"A": Decimal("0.08"), "B": Decimal("0.5"), "C": Decimal("0.9")}
    weak = weakest_conversion(own, usual)
    assert isinstance(weak, WeakSpot)
    assert (weak.stage, weak.following, weak.of_usual) == ("B", "C", Fraction(1, 2))
    assert "a small sample" not in weak.sentence
    equal = weakest_conversion(own[:3], {"A": Decimal("0.16"), "B": Decimal("0.5")})
    assert isinstance(equal, WeakSpot)
    assert equal.stage == "A"
    assert isinstance(weakest_conversion(own, {"A": 0, "B": None}), NotAvailable)


@pytest.mark.parametrize(
    ("activity", "result", "told"),
    [
        ("0.9", "0.6999", True),
        ("0.8999", "0.5", False),
        ("0.9", "0.7", False),
        ("1.5", "0", True),
    ],
)
def test_work_without_result_names_the_broken_place(activity, result, told: bool) -> None:
    weak = WeakSpot(CALLS, MEETINGS, Fraction(3, 47), Fraction(8, 100), 47, False)
    found = broken_place(Fraction(activity), Fraction(result), weak)
    assert (found is not None) is told
    assert not told or (found is not None and weak.sentence in found)


def test_no_broken_place_without_numbers() -> None:
    nothing = NotAvailable("No own conversion can be compared with history yet.")
    assert broken_place(nothing, Fraction(0), nothing) is None
    assert broken_place(Fraction(1), nothing, nothing) is None
    found = broken_place(Fraction(1), Fraction(0), nothing)
    assert found is not None
    assert nothing.reason in found
