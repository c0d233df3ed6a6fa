from datetime import datetime

import pytest

from screens.widgets.clock import clock_text, minutes

END = datetime(2026, 11, 5, 11, 25)


@pytest.mark.parametrize(
    ("elapsed", "planned", "drift", "expected"),
    [
        (760, 2100, 5, ("12:40 of 35:00 · ends 11:25 (+5)", "")),
        (760, 2100, -3, ("12:40 of 35:00 · ends 11:25 (−3)", "")),
        (760, 2100, 0, ("12:40 of 35:00 · ends 11:25", "")),
        (1679, 2100, None, ("27:59 of 35:00 · ends 11:25", "")),
        (1680, 2100, None, ("! 28:00 of 35:00 · 7:00 left · ends 11:25", "warn")),
        (2099, 2100, None, ("! 34:59 of 35:00 · 0:01 left · ends 11:25", "warn")),
        (2100, 2100, None, ("‼ 35:00 of 35:00 · over by 0:00 · ends 11:25", "bad")),
        (2230, 2100, 7, ("‼ 37:10 of 35:00 · over by 2:10 · ends 11:25 (+7)", "bad")),
        (90, None, None, ("1:30 · ends 11:25", "")),
        (90, 0, None, ("1:30 · ends 11:25", "")),
        (-5, 2100, None, ("0:00 of 35:00 · ends 11:25", "")),
    ],
)
def test_the_clock_says_it_in_words_and_signs(
    elapsed: int, planned: int | None, drift: int | None, expected: tuple[str, str]
) -> None:
    assert clock_text(elapsed, planned, END, drift) == expected


def test_the_warning_begins_at_exactly_eighty_percent_of_any_plan() -> None:
    for planned in range(1, 4000, 7):
        first = next(s for s in range(planned + 1) if clock_text(s, planned, None, None)[1])
        assert (first - 1) * 100 < planned * 80 <= first * 100


def test_an_unknown_end_is_left_out() -> None:
    assert clock_text(60, 600, None, 5) == ("1:00 of 10:00", "")


def test_long_stages_stay_in_minutes() -> None:
    assert minutes(2 * 3600 + 61) == "121:01"
