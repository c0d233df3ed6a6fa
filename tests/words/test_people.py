import pytest
from nasty import NASTY, NASTY_LARGE

from facilitator.words.people import Named, take_person

PEOPLE = {
    "JW": "1",
    "Jonas Weber": "1",
    "AB": "2",
    "Anna Berg": "2",
    "TL": "3",
    "Tomasz Lis": "3",
    "TŻ": "4",
    "Tomasz Żak": "4",
    "ИС": "5",
    "Ирина Соколова": "5",
}


@pytest.mark.parametrize(
    ("text", "person", "rest"),
    [
        ("@JW call", "1", "call"),
        ("@jw", "1", ""),
        ("@jon, call", "1", "call"),
        ("@Weber: call", "1", "call"),
        ("@Anna Berg call", "2", "call"),
        ("@anna  berg, call", "2", "call"),
        ("@anna be quick", "2", "be quick"),
        ("@tl call", "3", "call"),
        ("@lis call", "3", "call"),
        ("@Tomasz Zak call", "4", "call"),
        ("@zak call", "4", "call"),
        ("@ис позвонить", "5", "позвонить"),
        ("@сок позвонить", "5", "позвонить"),
        ("@АВ позвонить", "2", "позвонить"),
        ("@ое позвонить", None, "@ое позвонить"),
        ("@оц позвонить", "1", "позвонить"),
    ],
)
def test_initials_and_names(text: str, person: str | None, rest: str) -> None:
    found = take_person(text, PEOPLE)
    assert (found.person, found.rest) == (person, rest)
    assert (found.problem is None) == (person is not None)


def test_a_shared_name_is_not_guessed() -> None:
    assert take_person("@tom call", PEOPLE) == Named(
        None, "@tom call", "“tom” may be Tomasz Lis or Tomasz Żak. Type more of the name."
    )


def test_initials_win_over_the_start_of_another_name() -> None:
    people = {"AN": "1", "Piotr Nowak": "1", "AB": "2", "Anna Berg": "2"}
    assert take_person("@an x", people).person == "1"


def test_an_unknown_name_lists_who_is_there() -> None:
    assert take_person("@bob call", PEOPLE).problem == (
        "“bob” is nobody here. Type initials or a name: JW, AB, TL, TŻ, ИС."
    )
    assert take_person("@bob call", {}).problem == "“bob” is nobody here. Add participants first."
    assert take_person("@ call", PEOPLE) == Named(
        None, "call", "Nobody is named. Type initials or a name after @."
    )


@pytest.mark.parametrize("text", (*NASTY, *NASTY_LARGE), ids=lambda value: ascii(value)[:40])
def test_nasty_names(text: str) -> None:
    found = take_person("@" + text, PEOPLE)
    if found.problem:
        assert text.strip() in found.rest
        found.problem.encode()
        assert len(found.problem) < 200
