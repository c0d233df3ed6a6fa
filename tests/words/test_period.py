from datetime import date

import pytest

from facilitator.words.period import NoPeriod, parse_month, parse_period, say_month, say_period

TODAY = date(2027, 2, 10)
FEBRUARY = date(2027, 2, 1), date(2027, 2, 28)
FIRST_QUARTER = date(2027, 1, 1), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2027-02", FEBRUARY),
        ("02.2027", FEBRUARY),
        ("Feb", FEBRUARY),
        ("февраль 2027", FEBRUARY),
        ("luty 2027", FEBRUARY),
        ("jan", (date(2028, 1, 1), date(2028, 1, 31))),
        ("feb 2028", (date(2028, 2, 1), date(2028, 2, 29))),
        ("2027-Q1", FIRST_QUARTER),
        ("Q1 2027", FIRST_QUARTER),
        ("1 квартал 2027", FIRST_QUARTER),
        ("1 kwartał 2027", FIRST_QUARTER),
        ("q1", FIRST_QUARTER),
        ("Q4", (date(2027, 10, 1), date(2027, 12, 31))),
        ("2027", (date(2027, 1, 1), date(2027, 12, 31))),
        ("14 jan 2027 .. 28 feb 2027", (date(2027, 1, 14), date(2027, 2, 28))),
        ("14 jan 2027 – 14 jan 2027", (date(2027, 1, 14), date(2027, 1, 14))),
    ],
)
def test_a_period_in_words(text, period):
    assert parse_period(text, TODAY) == period


@pytest.mark.parametrize("text", ["", "soon", "2027-13", "Q5 2027", "0.2027", "26", "jan 14"])
def test_words_that_are_no_period_are_told_how_to_write_one(text):
    with pytest.raises(NoPeriod, match="Write it like 2027-02"):
        parse_period(text, TODAY)


def test_two_days_the_wrong_way_round():
    with pytest.raises(NoPeriod, match="Thu 14 Jan 2027 comes before Sun 28 Feb 2027"):
        parse_period("28 feb 2027 .. 14 jan 2027", TODAY)


def test_a_month():
    assert parse_month("март 2027", TODAY) == date(2027, 3, 1)
    assert say_month(date(2027, 3, 1)) == "March 2027"
    with pytest.raises(NoPeriod, match=r"no month. Write it like feb 2027"):
        parse_month("2027-Q1", TODAY)


@pytest.mark.parametrize(
    "said", ["February 2027", "Q1 2027", "2027", "Thu 14 Jan 2027 – Sun 28 Feb 2027", ""]
)
def test_a_period_is_said_as_it_is_read(said):
    if said:
        text = "14 jan 2027 .. 28 feb 2027" if "–" in said else said
        assert say_period(*parse_period(text, TODAY)) == said
    else:
        assert say_period(None, None) == ""
