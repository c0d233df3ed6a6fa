"""Usual lengths and what no longer fits before the planned end."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.exact import NotAvailable
from facilitator.methods.pace import Usual, fits, usual

MINUTE = 60


def test_the_usual_length_is_the_median_with_what_it_rests_on() -> None:
    assert usual([2400, 3120, 2700]) == Usual(45, 3)
    assert usual([600, 690]) == Usual(11, 2), "10:45 is nearer to 11"
    assert usual([629, 630]) == Usual(10, 2)
    assert usual([630]) == Usual(11, 1), "half a minute is rounded up"


def test_without_a_past_session_there_is_no_figure() -> None:
    assert isinstance(usual([]), NotAvailable)
    assert isinstance(usual([59, 3, 0]), NotAvailable), "passed through, not held"
    assert usual([59, 1200]) == Usual(20, 1)


def test_the_day_of_the_example_loses_a_part_of_the_agreement_and_all_of_the_check_out() -> None:
    ahead = [25 * MINUTE, 40 * MINUTE, 15 * MINUTE, 10 * MINUTE]
    found = fits(ahead, sum(ahead) - 15 * MINUTE)
    assert [each.lost // MINUTE for each in found] == [0, 0, 5, 10]
    assert [each.reached for each in found] == [True, True, True, False]
    found = fits(ahead, sum(ahead) - 25 * MINUTE)
    assert [each.reached for each in found] == [True, True, False, False]


def test_with_time_to_spare_or_none_at_all() -> None:
    assert [each.lost for each in fits([60, 60], 500)] == [0, 0]
    assert [each.lost for each in fits([60, 60], -30)] == [60, 60]
    assert not any(each.reached for each in fits([60, 60], 0))
    assert fits([0], -1)[0].reached, "what takes no time loses none"
    assert fits([], 10) == ()


@given(st.lists(st.integers(0, 9_000)), st.integers(-20_000, 60_000))
def test_exactly_what_does_not_fit_is_lost_from_the_end(ahead: list[int], spare: int) -> None:
    found = fits(ahead, spare)
    assert sum(each.lost for each in found) == max(0, sum(ahead) - max(0, spare))
    timed = [each for each, seconds in zip(found, ahead, strict=True) if seconds]
    assert [each.reached for each in timed] == sorted((e.reached for e in timed), reverse=True)
    cut = [at for at, each in enumerate(timed) if each.reached and each.lost]
    assert len(cut) <= 1, "at most one stage is begun and not ended"
    for each, seconds in zip(found, ahead, strict=True):
        assert 0 <= each.lost <= seconds
        assert each.reached or each.lost == seconds


@given(st.lists(st.integers(60, 20_000), min_size=1, max_size=30), st.randoms())
def test_the_median_lies_among_what_was_taken(taken: list[int], chance: Random) -> None:
    found = usual(taken)
    assert isinstance(found, Usual)
    assert min(taken) - 30 <= found.minutes * MINUTE <= max(taken) + 30
    assert found.sessions == len(taken)
    chance.shuffle(taken)
    assert usual(taken) == found
