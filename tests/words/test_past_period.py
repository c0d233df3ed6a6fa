from datetime import date

import pytest

from facilitator.words.past_period import (
    iso_period,
    parse_past_period,
    read_period,
    say_past_period,
)
from facilitator.words.period import NoPeriod

TODAY = date(2027, 2, 18)


@pytest.mark.parametrize(
    ("words", "kept", "said"),
    [
        ("1 feb", "2027-02-01", "Mon 1 Feb 2027"),
        ("mon", "2027-02-15", "Mon 15 Feb 2027"),
        ("yesterday", "2027-02-17", "Wed 17 Feb 2027"),
        ("jan", "2027-01", "January 2027"),
        ("feb", "2027-02", "February 2027"),
        ("mar", "2026-03", "March 2026"),
        ("q1", "2027-Q1", "Q1 2027"),
        ("2026", "2026", "2026"),
        ("2027-02-01 .. 2027-02-07", "2027-02-01 .. 2027-02-07", "Mon 1 Feb 2027 – Sun 7 Feb 2027"),
    ],
)
def test_facts_lie_behind_us(words, kept, said):
    found = parse_past_period(words, TODAY)
    assert iso_period(*found) == kept
    assert read_period(kept) == found
    assert say_past_period(kept) == said


def test_no_period_is_said_so():
    with pytest.raises(NoPeriod, match="“soonish” is no day or period"):
        parse_past_period("soonish", TODAY)
    assert read_period("soonish") is None
