"""Days, numbers and names in each language, with what translators say of months and weekdays."""

import gettext
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from facilitator.words import language
from facilitator.words.days import long_date, say_date, say_day, say_moment, say_month
from facilitator.words.deadline import parse_deadline
from facilitator.words.folding import by_name
from facilitator.words.language import speaking
from facilitator.words.number import say_count, with_marks
from facilitator.words.period import parse_period, say_period

DAY = date(2027, 2, 5)
SAID = {
    "ru": {"Fri": "пт", "Feb": "фев", "alone": "февраль", "day": "февраля"},
    "pl": {"Fri": "pt.", "Feb": "lut", "alone": "luty", "day": "lutego"},
}


class Calendar(gettext.NullTranslations):
    """As a translator says the words of this test."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.said = SAID.get(code, {})

    def pgettext(self, context: str, message: str) -> str:
        if message == "February":
            return self.said.get("alone" if context.startswith("alone") else "day", message)
        return self.said.get(message, message)


@pytest.fixture
def calendars(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Calendar)


@pytest.mark.usefixtures("calendars")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Fri 5 Feb 2027", "5 Feb 2027", "5 February 2027", "February 2027"]),
        ("ru", ["пт 5 фев 2027", "5 фев 2027", "5 февраля 2027", "февраль 2027"]),
        ("pl", ["pt. 5 lut 2027", "5 lut 2027", "5 lutego 2027", "luty 2027"]),
    ],
)
def test_a_day_is_said_in_the_language_of_the_moment(code: str, said: list[str]) -> None:
    with speaking(code):
        assert [say_day(DAY), say_date(DAY), long_date(DAY), say_month(DAY)] == said
        assert say_moment(datetime(2027, 2, 5, 9, 30)) == f"{said[1].removesuffix(' 2027')} 09:30"
        assert parse_deadline("5.02", date(2027, 1, 14)).echo == said[0]
        assert say_period(date(2027, 2, 1), date(2027, 2, 28)) == said[3]


@pytest.fixture(params=["ru", "pl"])
def comma(request: pytest.FixtureRequest) -> Iterator[None]:
    with speaking(request.param):
        yield


@pytest.mark.usefixtures("comma")
def test_a_comma_marks_decimals_and_a_no_break_space_thousands() -> None:
    assert say_count(1_234_567) == "1\u00a0234\u00a0567"
    assert with_marks("1 234 567.5") == "1\u00a0234\u00a0567,5"
    assert with_marks("1,234.50") == "1\u00a0234,50"
    assert with_marks("0.7") == "0,7"
    assert with_marks("12") == "12"


def test_english_numbers_stay() -> None:
    assert (say_count(1_234), with_marks("1 234.5")) == ("1,234", "1 234.5")


@pytest.mark.parametrize(
    "names",
    [
        [
            "Aa",
            "Az",
            "Ąb",
            "Ba",
            "Cz",
            "Czarny",
            "Ćwik",
            "Lwa",
            "Ława",
            "Zofia",
            "Zz",
            "Źle",
            "Żal",
        ],
        ["ев", "Еж", "Ёж", "Ёлка", "Ель", "Жук", "Иа", "Икс", "Йод", "Кот"],
        ["Éclair", "Ecru", "Edward"],
    ],
)
def test_names_are_sorted_as_in_their_alphabet(names: list[str]) -> None:
    assert sorted(sorted(names, key=len), key=by_name) == names


@pytest.mark.parametrize("code", ["en", "ru", "pl"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31.12", date(2027, 12, 31)),
        ("пт", date(2027, 1, 15)),
        ("в пятницу", date(2027, 1, 15)),
        ("do piątku", date(2027, 1, 15)),
        ("koniec miesiąca", date(2027, 1, 31)),
        ("pod koniec miesiąca", date(2027, 1, 31)),
        ("конец месяца", date(2027, 1, 31)),
        ("последний день месяца", date(2027, 1, 31)),
        ("ostatni dzień kwartału", date(2027, 3, 31)),
        ("last day of the month", date(2027, 1, 31)),
        ("5 lutego", date(2027, 2, 5)),
        ("5 февраля", date(2027, 2, 5)),
        ("5 february", date(2027, 2, 5)),
    ],
)
def test_days_of_all_languages_are_read_whatever_is_spoken(
    code: str, typed: str, day: date
) -> None:
    with speaking(code):
        assert parse_deadline(typed, date(2027, 1, 14)).day == day


@pytest.mark.parametrize(
    "typed", ["2 квартал 2027", "II kwartał 2027", "II квартал 2027", "Q2 2027"]
)
def test_quarters_of_all_languages(typed: str) -> None:
    assert parse_period(typed, DAY) == (date(2027, 4, 1), date(2027, 6, 30))
