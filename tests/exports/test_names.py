import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY

from exports.names import file_name, slug
from facilitator.model import Workshop

TODAY = date(2027, 1, 14)
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def named(title: str, company: str = "", day: date | None = None) -> str:
    workshop = Workshop(number=3, title=title, company=company, day=day, id="0" * 24 + "1a2b3c4d")
    return file_name(workshop, TODAY, "md")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "Sales audit & strategic session 2027",
            "2027-01-14-sales-audit-strategic-session-2027-3.md",
        ),
        ("Стратегическая сессия: Щёлково", "2027-01-14-strategicheskaya-sessiya-shchelkovo-3.md"),
        ("Sesja strategiczna – Żółć", "2027-01-14-sesja-strategiczna-zolc-3.md"),
        ("../../etc/passwd", "2027-01-14-etc-passwd-3.md"),
        ("-rf", "2027-01-14-rf-3.md"),
        ("漢字", "2027-01-14-session-1a2b3c4d-3.md"),
        ("", "2027-01-14-session-1a2b3c4d-3.md"),
    ],
)
def test_the_name_says_day_title_and_number(title: str, name: str) -> None:
    assert named(title) == name


def test_the_company_stands_in_for_a_title_and_the_session_s_day_comes_first() -> None:
    assert named("漢字", "Taveon Lighting", date(2026, 12, 1)) == "2026-12-01-taveon-lighting-3.md"


def test_a_long_title_is_cut_between_words() -> None:
    assert slug("word " * 30) == "word-" * 11 + "word"
    assert slug("w" * 200) == "w" * 60


@pytest.mark.parametrize("title", NASTY, ids=ascii)
def test_nasty_titles_give_names_every_system_takes(title: str) -> None:
    check(named(title))


@given(st.text(max_size=120))
def test_any_title_gives_a_name_every_system_takes(title: str) -> None:
    check(named(title))


def check(name: str) -> None:
    assert re.fullmatch(r"2027-01-14-[a-z0-9]+(-[a-z0-9]+)*-3\.md", name)
    assert len(name) <= 80
    assert not RESERVED.fullmatch(name)
