from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import (
    DueFact,
    Frequency,
    KpiKind,
    Light,
    WatchedKpi,
    control_rhythm,
    due_facts,
    judge,
    kpi_hint,
    light_of,
)
from facilitator.methods.periods import Period
from facilitator.methods.smart import Direction

UP, DOWN = Direction.UP, Direction.DOWN
NOTHING = NotAvailable("Nobody counted.")
FIRST = date(2027, 1, 4)


def no_holiday(day: date) -> bool:
    return False


@pytest.mark.parametrize(
    ("actual", "target", "light"),
    [
        (383, 393, Light.AMBER),  # January of the demo
        (47, Decimal("47.6"), Light.AMBER),
        (3, Decimal("3.5"), Light.RED),
        (57, 57, Light.GREEN),
        (90, 100, Light.AMBER),
        (Fraction(89999999, 1000000), 100, Light.RED),
        (Fraction(99999999, 1000000), 100, Light.AMBER),
        (0, 5, Light.RED),
        (-1, 5, Light.RED),
        (5, 0, Light.GREEN),  # NPS of at least 0
        (0, 0, Light.GREEN),
        (-20, 0, Light.RED),
        (None, 5, Light.GREY),
        (5, None, Light.GREY),
        (NOTHING, 5, Light.GREY),
    ],
)
def test_light_of_what_should_rise(actual, target, light: Light) -> None:
    assert judge(actual, target).light is light


@pytest.mark.parametrize(
    ("actual", "target", "light"),
    [
        (100, 100, Light.GREEN),
        (50, 100, Light.GREEN),
        (100, 90, Light.AMBER),
        (Fraction(1000001, 10000), 90, Light.RED),
        (0, 5, Light.GREEN),  # not one complaint
        (0, 0, Light.GREEN),
        (1, 0, Light.RED),
        (None, 0, Light.GREY),
    ],
)
def test_light_of_what_should_fall(actual, target, light: Light) -> None:
    assert judge(actual, target, DOWN).light is light


def test_achievement_is_exact_and_missing_is_not_zero() -> None:
    assert judge(198, 204).achievement == Fraction(198, 204)
    assert judge(5, 4, DOWN).achievement == Fraction(4, 5)
    assert judge(NOTHING, 5).achievement == NOTHING
    assert isinstance(judge(5, 0).achievement, NotAvailable)
    assert isinstance(judge(0, 5, DOWN).achievement, NotAvailable)
    assert judge(0, 5).achievement == 0
    assert light_of(None) is light_of(NOTHING) is Light.GREY


@given(st.integers(1, 1000), st.integers(1, 1000), st.sampled_from(Direction))
def test_reached_is_green_and_only_that(actual: int, target: int, direction: Direction) -> None:
    reached = actual >= target if direction is UP else actual <= target
    found = judge(actual, target, direction)
    assert (found.light is Light.GREEN) is reached
    assert found.light is light_of(found.achievement)
    mirrored = judge(target, actual, DOWN if direction is UP else UP)
    assert mirrored.achievement == found.achievement


@pytest.mark.parametrize(
    ("cycle", "process", "pipeline", "result"),
    [
        (0, "daily", "daily", "weekly"),
        (7, "daily", "daily", "weekly"),
        (8, "daily", "weekly", "monthly"),
        (30, "daily", "weekly", "monthly"),
        (31, "daily", "weekly", "quarterly"),
        (120, "daily", "weekly", "quarterly"),
        (365, "daily", "weekly", "quarterly"),
        (366, "weekly", "monthly", "half-yearly"),
    ],
)
def test_control_frequency(cycle: int, process: str, pipeline: str, result: str) -> None:
    found: list[str] = []
    for kind in KpiKind:
        rhythm = control_rhythm(cycle, kind)
        assert not isinstance(rhythm, NotAvailable)
        found.append(rhythm.frequency)
    assert found == [process, pipeline, result]


def test_control_between_the_dates_and_without_a_cycle() -> None:
    rhythm = control_rhythm(Fraction(61, 2), KpiKind.RESULT)
    assert not isinstance(rhythm, NotAvailable)
    assert (rhythm.frequency, rhythm.interim) == ("quarterly", "monthly as an interim look")
    assert isinstance(control_rhythm(None, KpiKind.RESULT), NotAvailable)
    with pytest.raises(ValueError, match="negative"):
        control_rhythm(-1, KpiKind.RESULT)


def test_three_to_seven_kpis_for_each_person() -> None:
    assert [kpi_hint(count) is None for count in (2, 3, 7, 8)] == [False, True, True, False]


def _kpi(frequency: Frequency, first: date = FIRST, last: date | None = None) -> WatchedKpi:
    return WatchedKpi("K1", frequency, first, last)


def _due(kpi: WatchedKpi, as_of: date, *facts: date) -> DueFact | None:
    found = due_facts([kpi], {("K1", day) for day in facts}, as_of, no_holiday)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("frequency", "as_of", "first", "last", "due"),
    [
        ("daily", "2027-02-18", "2027-02-18", "2027-02-18", "2027-02-18"),
        ("daily", "2027-02-20", "2027-02-19", "2027-02-19", "2027-02-19"),
        ("weekly", "2027-02-18", "2027-02-08", "2027-02-14", "2027-02-12"),
        ("weekly", "2027-02-19", "2027-02-15", "2027-02-21", "2027-02-19"),
        ("monthly", "2027-02-25", "2027-01-04", "2027-01-31", "2027-01-29"),
        ("monthly", "2027-02-26", "2027-02-01", "2027-02-28", "2027-02-26"),
        ("quarterly", "2027-03-31", "2027-01-04", "2027-03-31", "2027-03-31"),
        ("half-yearly", "2027-06-30", "2027-01-04", "2027-06-30", "2027-06-30"),
        ("half-yearly", "2027-12-31", "2027-07-01", "2027-12-31", "2027-12-31"),
    ],
)
def test_latest_period_that_is_over(frequency, as_of, first, last, due) -> None:
    found = _due(_kpi(Frequency(frequency)), date.fromisoformat(as_of))
    assert found is not None
    assert found.period == Period(date.fromisoformat(first), date.fromisoformat(last))
    assert found.due == date.fromisoformat(due)


def test_nothing_is_due_before_the_first_period_is_over() -> None:
    assert _due(_kpi(Frequency.MONTHLY), date(2027, 1, 28)) is None
    assert _due(_kpi(Frequency.QUARTERLY), date(2027, 3, 30)) is None
    assert _due(_kpi(Frequency.DAILY), date(2027, 1, 3)) is None
    assert due_facts([], set(), FIRST, no_holiday) == ()


def test_a_fact_inside_the_period_fills_it() -> None:
    weekly = _kpi(Frequency.WEEKLY)
    thursday = date(2027, 2, 18)
    assert _due(weekly, thursday, date(2027, 2, 8)) is None
    assert _due(weekly, thursday, date(2027, 2, 14)) is None
    assert _due(weekly, thursday, date(2027, 2, 7)) is not None
    assert _due(weekly, thursday, date(2027, 2, 15)) is not None
    due = _due(weekly, thursday)
    assert due is not None
    assert due.late(thursday)
    assert not due.late(due.due)


def test_after_its_plan_a_kpi_asks_only_for_the_last_period() -> None:
    ended = _kpi(Frequency.MONTHLY, last=date(2027, 2, 10))
    found = _due(ended, date(2027, 6, 1))
    assert found is not None
    assert found.period == Period(date(2027, 2, 1), date(2027, 2, 10))
    assert _due(ended, date(2027, 6, 1), date(2027, 2, 3)) is None


def test_days_off_ask_for_nothing() -> None:
    found = due_facts(
        [_kpi(Frequency.DAILY)], set(), date(2027, 1, 6), lambda day: day == date(2027, 1, 6)
    )
    assert [one.due for one in found] == [date(2027, 1, 5)]


@given(st.sampled_from(Frequency), st.integers(0, 800), st.integers(0, 800))
def test_a_due_fact_is_over_and_is_filled_by_any_of_its_days(frequency, start, after) -> None:
    first = FIRST + timedelta(days=start)
    as_of = first + timedelta(days=after)
    found = _due(_kpi(frequency, first), as_of)
    if found is None:
        return
    assert first <= found.due <= as_of
    assert found.due in found.period
    assert _due(_kpi(frequency, first), as_of, found.period.first) is None
    assert _due(_kpi(frequency, first), as_of, found.period.last) is None
