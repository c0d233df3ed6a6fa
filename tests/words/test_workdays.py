from datetime import date

import pytest

from facilitator.words.deadline import weekend_or_holiday


@pytest.mark.parametrize(
    ("day", "country", "reason"),
    [
        (date(2027, 1, 6), "PL", "Wed 6 Jan 2027 is not a working day in PL: Epiphany."),
        (date(2027, 1, 9), "pl", "Sat 9 Jan 2027 is not a working day in PL: Saturday."),
        (date(2027, 1, 9), "", "Sat 9 Jan 2027 is not a working day: Saturday."),
    ],
)
def test_free_days(day: date, country: str, reason: str) -> None:
    assert weekend_or_holiday(day, country) == reason


@pytest.mark.parametrize(
    ("day", "country"),
    [(date(2027, 1, 5), "PL"), (date(2027, 1, 6), ""), (date(2027, 1, 6), "GB")],
)
def test_working_days(day: date, country: str) -> None:
    assert weekend_or_holiday(day, country) is None


def test_a_working_saturday_and_a_transferred_day_off() -> None:
    assert weekend_or_holiday(date(2024, 4, 27), "RU") is None
    transferred = weekend_or_holiday(date(2026, 1, 9), "RU")
    assert transferred is not None
    assert transferred.startswith("Fri 9 Jan 2026 is not a working day in RU: Day off")


def test_an_unknown_country_is_said_to_be_unknown() -> None:
    with pytest.raises(ValueError, match="No public holidays are known for “Atlantis”"):
        weekend_or_holiday(date(2027, 1, 6), "Atlantis")
