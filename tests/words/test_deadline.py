import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY, NASTY_LARGE

from facilitator.words.deadline import (
    DeadlineError,
    InThePast,
    NotUnderstood,
    parse_day,
    parse_deadline,
    say_day,
    sure_deadline,
)

untimed = settings(deadline=None)  # the first example may import a library

THURSDAY = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("fri", "Fri 15 Jan 2027"),
        ("Friday", "Fri 15 Jan 2027"),
        ("by fri", "Fri 15 Jan 2027"),
        ("this fri", "Fri 15 Jan 2027"),
        ("next fri", "Fri 22 Jan 2027"),
        ("fri next week", "Fri 22 Jan 2027"),
        ("thu", "Thu 21 Jan 2027"),
        ("mon", "Mon 18 Jan 2027"),
        ("next mon", "Mon 18 Jan 2027"),
        ("ПТ", "Fri 15 Jan 2027"),
        ("пятница", "Fri 15 Jan 2027"),
        ("в пятницу", "Fri 15 Jan 2027"),
        ("до пятницы", "Fri 15 Jan 2027"),
        ("к пятнице", "Fri 15 Jan 2027"),
        ("во вторник", "Tue 19 Jan 2027"),
        ("в следующую пятницу", "Fri 22 Jan 2027"),
        ("pt", "Fri 15 Jan 2027"),
        ("piątek", "Fri 15 Jan 2027"),
        ("w piatek", "Fri 15 Jan 2027"),
        ("do środy", "Wed 20 Jan 2027"),
        ("w przyszły piątek", "Fri 22 Jan 2027"),
        ("31.12", "Fri 31 Dec 2027"),
        ("31.12.", "Fri 31 Dec 2027"),
        ("31.12.2027", "Fri 31 Dec 2027"),
        ("31.12.27", "Fri 31 Dec 2027"),
        ("31/12", "Fri 31 Dec 2027"),
        ("31-12-2027", "Fri 31 Dec 2027"),
        ("2027-01-29", "Fri 29 Jan 2027"),
        ("14.01", "Thu 14 Jan 2027"),
        ("13.01", "Thu 13 Jan 2028"),
        ("15.01", "Fri 15 Jan 2027"),
        ("29.02", "Tue 29 Feb 2028"),
        ("5 feb", "Fri 5 Feb 2027"),
        ("feb 5", "Fri 5 Feb 2027"),
        ("5th of February 2028", "Sat 5 Feb 2028"),
        ("5 февраля", "Fri 5 Feb 2027"),
        ("5 февраля 2027 г.", "Fri 5 Feb 2027"),
        ("5 lutego", "Fri 5 Feb 2027"),
        ("do dnia 5 lutego 2027 r.", "Fri 5 Feb 2027"),
        ("в четверг, 21 января", "Thu 21 Jan 2027"),
        ("the 29th", "Fri 29 Jan 2027"),
        ("до 29-го", "Fri 29 Jan 2027"),
        ("29 числа", "Fri 29 Jan 2027"),
        ("today", "Thu 14 Jan 2027"),
        ("сегодня", "Thu 14 Jan 2027"),
        ("dziś", "Thu 14 Jan 2027"),
        ("tomorrow", "Fri 15 Jan 2027"),
        ("завтра", "Fri 15 Jan 2027"),
        ("jutro", "Fri 15 Jan 2027"),
        ("послезавтра", "Sat 16 Jan 2027"),
        ("in 2 weeks", "Thu 28 Jan 2027"),
        ("in two weeks", "Thu 28 Jan 2027"),
        ("2w", "Thu 28 Jan 2027"),
        ("10d", "Sun 24 Jan 2027"),
        ("10 д", "Sun 24 Jan 2027"),
        ("3m", "Wed 14 Apr 2027"),
        ("1y", "Fri 14 Jan 2028"),
        ("через неделю", "Thu 21 Jan 2027"),
        ("через 2 недели", "Thu 28 Jan 2027"),
        ("через две недели", "Thu 28 Jan 2027"),
        ("через полгода", "Wed 14 Jul 2027"),
        ("za tydzień", "Thu 21 Jan 2027"),
        ("za 2 tygodnie", "Thu 28 Jan 2027"),
        ("za dwa miesiące", "Sun 14 Mar 2027"),
        ("eow", "Fri 15 Jan 2027"),
        ("eom", "Sun 31 Jan 2027"),
        ("by the end of the month", "Sun 31 Jan 2027"),
        ("end of next month", "Sun 28 Feb 2027"),
        ("конец месяца", "Sun 31 Jan 2027"),
        ("до конца месяца", "Sun 31 Jan 2027"),
        ("koniec miesiąca", "Sun 31 Jan 2027"),
        ("do końca lutego", "Sun 28 Feb 2027"),
        ("конец февраля 2028", "Tue 29 Feb 2028"),
        ("eoq", "Wed 31 Mar 2027"),
        ("end of quarter", "Wed 31 Mar 2027"),
        ("eoy", "Fri 31 Dec 2027"),
        ("конец следующего года", "Sun 31 Dec 2028"),
        ("in a fortnight", "Thu 28 Jan 2027"),
        ("15 II", "Mon 15 Feb 2027"),
        ("15 II 2027", "Mon 15 Feb 2027"),
        ("do 15 II 2027 r.", "Mon 15 Feb 2027"),
        ("15.II.2027", "Mon 15 Feb 2027"),
        ("3 I", "Mon 3 Jan 2028"),
        ("31 XII", "Fri 31 Dec 2027"),
        ("mid-February", "Mon 15 Feb 2027"),
        ("mid February 2028", "Tue 15 Feb 2028"),
        ("by the middle of February", "Mon 15 Feb 2027"),
        ("середина февраля", "Mon 15 Feb 2027"),
        ("к середине февраля", "Mon 15 Feb 2027"),
        ("połowa lutego", "Mon 15 Feb 2027"),
        ("do połowy lutego", "Mon 15 Feb 2027"),
        ("w połowie miesiąca", "Fri 15 Jan 2027"),
        ("середина месяца", "Fri 15 Jan 2027"),
        ("начало марта", "Mon 1 Mar 2027"),
        ("początek marca", "Mon 1 Mar 2027"),
        ("na początku maja", "Mon 3 May 2027"),
        ("beginning of August", "Mon 2 Aug 2027"),
        ("początek stycznia", "Mon 3 Jan 2028"),
        ("начало следующего месяца", "Mon 1 Feb 2027"),
        ("beginning of the month", "Mon 1 Feb 2027"),
        ("początek kwartału", "Thu 1 Apr 2027"),
        ("конец февраля", "Sun 28 Feb 2027"),
        ("koniec lutego", "Sun 28 Feb 2027"),
    ],
)
def test_days_in_words_and_figures(typed: str, echo: str) -> None:
    deadline = parse_deadline(typed, THURSDAY)
    assert deadline.echo == echo
    assert say_day(deadline.day) == echo


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("in 1 month", date(2027, 1, 31), date(2027, 2, 28)),
        ("eom", date(2027, 2, 28), date(2027, 2, 28)),
        ("eoq", date(2027, 3, 31), date(2027, 3, 31)),
        ("eoy", date(2027, 12, 31), date(2027, 12, 31)),
        ("eow", date(2027, 1, 16), date(2027, 1, 22)),
        ("sun", date(2027, 1, 17), date(2027, 1, 24)),
        ("next fri", date(2027, 1, 17), date(2027, 1, 22)),
        ("the 31st", date(2027, 2, 1), date(2027, 3, 31)),
        ("end of feb", date(2028, 2, 29), date(2028, 2, 29)),
        ("end of feb", date(2028, 3, 1), date(2029, 2, 28)),
    ],
)
def test_edges_of_the_calendar(typed: str, today: date, day: date) -> None:
    assert parse_deadline(typed, today).day == day


@pytest.mark.parametrize(
    "typed",
    ["31.12.2026", "1.1.2027", "2027-01-13", "yesterday", "вчера", "2 weeks ago", "5 feb 2020"],
)
def test_the_past_is_refused_and_today_is_named(typed: str) -> None:
    with pytest.raises(InThePast, match=r"is over; today is Thu 14 Jan 2027\."):
        parse_deadline(typed, THURSDAY)


def test_a_session_may_have_been_in_the_past() -> None:
    assert parse_day("31.12.2026", THURSDAY) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "There is no day here"),
        ("  \u200b", "names no day"),
        ("soon", "“soon” names no day. Try fri, 31.12"),
        ("5 лютого", "names no day"),
        ("29", "names no day"),
        ("5 %", "names no day"),
        ("2 500", "names no day"),
        ("1.5 weeks", "names no day"),
        ("in 1.5 weeks", "names no day"),
        ("5 working days", "names no day"),
        ("15:00", "names no day"),
        ("5 march 15:00", "names no day"),
        ("fri week", "names no day"),
        ("fri mon", "names no day"),
        ("next week", "is a whole period"),
        ("march", "is a whole period"),
        ("к марту", "is a whole period"),
        ("12/31", "There is no month 31"),
        ("31.02", "There is no 31 Feb"),
        ("29.02.2027", "There is no 29 Feb in 2027"),
        ("00.00.0000", "There is no month 0"),
        ("mon 29 jan 2027", "29 Jan 2027 is a Friday, not a Monday"),
        ("2206-01-01", "more than 10 years ahead"),
        ("999y", "more than 10 years ahead"),
        ("fri " * 1000, "names no day"),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_what_names_no_day_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_deadline(typed, THURSDAY)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("typed", (*NASTY, *NASTY_LARGE), ids=lambda value: ascii(value)[:40])
def test_no_nasty_string_is_a_deadline(typed: str) -> None:
    with pytest.raises(DeadlineError) as refused:
        parse_deadline(typed, THURSDAY)
    str(refused.value).encode()
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 250


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 3650),
    st.sampled_from(["{0:%Y-%m-%d}", "{0.day}.{0.month}.{0.year}", "{0.day}/{0.month}/{0.year}"]),
)
def test_figures_and_echoes_read_back(today: date, ahead: int, figures: str) -> None:
    day = today + timedelta(days=ahead)
    if day.year <= today.year + 10:
        assert parse_deadline(figures.format(day), today).day == day
        assert parse_deadline(say_day(day), today).day == day
        assert parse_deadline(say_day(day)[4:], today).day == day


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 364))
def test_a_day_without_a_year_is_the_next_such_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_deadline(f"{day.day}.{day.month}", today).day == day


WEEK = [
    ["mon", "вт", "środa", "thu", "пт", "sob", "sun"],
    ["пн", "wtorek", "wed", "чт", "piątek", "сб", "niedziela"],
]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 6), st.sampled_from(WEEK))
def test_a_weekday_is_one_to_seven_days_ahead(today: date, weekday: int, names: list[str]) -> None:
    day = parse_deadline(names[weekday], today).day
    assert day.weekday() == weekday
    assert 1 <= (day - today).days <= 7


@untimed
@given(st.text(alphabet="0123456789 ./-wdmnextfri", max_size=14))
def test_any_scribble_is_a_day_from_today_on_or_a_sentence(typed: str) -> None:
    try:
        assert parse_deadline(typed, THURSDAY).day >= THURSDAY
    except DeadlineError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    "phrase", ["5 %", "2 weeks", "5 t", "5m", "5 kW", "the dealers", "in a fortnight", "5", ""]
)
def test_ordinary_words_are_no_sure_deadline(phrase: str) -> None:
    assert sure_deadline(phrase, THURSDAY) is None


@pytest.mark.parametrize(
    ("phrase", "echo"), [("fri", "Fri 15 Jan 2027"), ("2w", "Thu 28 Jan 2027")]
)
def test_a_sure_deadline(phrase: str, echo: str) -> None:
    found = sure_deadline(phrase, THURSDAY)
    assert found is not None
    assert found.echo == echo


def test_our_own_grammar_needs_no_heavy_import() -> None:
    code = (
        "import sys\nfrom datetime import date\n"
        "from facilitator.words.deadline import parse_deadline\n"
        "parse_deadline('пт', date(2027, 1, 14))\n"
        "assert not {'dateparser', 'holidays', 'regex'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


MONTH_WORDS = (
    "January February March April May June July August September October November December",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
    "I II III IV V VI VII VIII IX X XI XII",
)
PARTS = (
    ("mid-{}", "middle of {}", "beginning of {}", "end of {}", "5 {}"),
    ("середина {}", "начало {}", "конец {}", "5 {}"),
    ("połowa {}", "początek {}", "koniec {}", "5 {}"),
    ("5 {}", "28.{}"),
)


@untimed
@given(
    today=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    spoken=st.sampled_from(range(4)),
    month=st.integers(1, 12),
    data=st.data(),
)
def test_a_part_of_a_month_lies_in_that_month_and_is_never_over(
    today: date, spoken: int, month: int, data: st.DataObject
) -> None:
    part = data.draw(st.sampled_from(PARTS[spoken]))
    typed = part.format(MONTH_WORDS[spoken].split()[month - 1])
    day = parse_day(typed, today)
    assert day >= today
    assert (day - today).days <= 366
    assert day.month == month
    year = data.draw(st.integers(today.year - 3, today.year + 3))
    said = parse_day(f"{typed}{'.' if '.' in typed else ' '}{year}", today)
    assert (said.year, said.month) == (year, month), "a year that was said counts"


@pytest.mark.parametrize("typed", ["middle of the year", "середина недели", "połowa kwartału"])
def test_the_middle_of_another_period_is_no_day(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="names no"):
        parse_deadline(typed, THURSDAY)


@pytest.mark.parametrize("typed", ["5 V", "3 x", "2 i"])
def test_amounts_are_not_taken_for_roman_months(typed: str) -> None:
    assert sure_deadline(typed, THURSDAY) is None
