"""The page a person carries along, and the document for the team without the private goal."""

from datetime import date

import pytest

from exports.formats import FORMATS
from exports.markdown import render
from exports.markdown.plans.personal import section
from facilitator.store.entry import Change
from tests.workshop.demo_rows import demo
from tests.workshop.plans.personal_example import the_personal_plan

DAY = date(2027, 2, 18)


@pytest.fixture(scope="module")
def plan():
    return the_personal_plan()


def test_the_page_holds_targets_position_pay_and_the_goal(plan):
    page = FORMATS["md"].render(plan, (), DAY)
    assert page.startswith("# Piotr Nowak, February 2027\n")
    for line in (
        "| Cold calls | 68 | 3.4 a working day |",
        "| **Issued, unpaid** | 80 | – | 66.7 | – |",
        "| **Deals in progress** | 175 | – | 65.25 | – |",
        "| **Expected paid revenue** | – | – | **131.95** | – |",
        "| 131 950 | 91.0 % | 2.0 % | 4 639 | expected |",
        "| 145 000 | 100.0 % | 3.0 % | 6 350 | plan |",
        "- **One average contract pays:** 2 100 EUR (average first contract of G1)",
        "Ski week in March",
        "- **It costs:** 1800 EUR",
        "| Cold calls | 47 | 47.6 | 68 | 98.7 % | amber |",
        "| First meetings | 3 | 3.5 | 5 | 85.7 % | red |",
    ):
        assert line in page.splitlines(), line
    assert "5.44 (400 calls, funnel of the team, 24 months)" in page
    assert "ambition index 1.10 of 131.95 expected: hard but doable; 66.8 %" in page
    assert page.endswith("\n") and not page.endswith("\n\n")


def test_the_team_gets_everything_but_the_private_goal(plan):
    document = render(plan, DAY, team=True)
    assert "## Personal plan of Piotr Nowak" in document
    assert "| 145 000 | 100.0 % | 3.0 % | 6 350 | plan |" in document
    assert "## Attendance" in document
    for word in ("Ski", "1800", "Personal goal", "work_plan="):
        assert word not in document


def test_other_sessions_have_no_such_section():
    assert section(demo(), DAY) == ""


def test_the_page_speaks_the_language_of_the_session(plan):
    change = Change("workshop", plan.workshop.id, {"language": "en"}, {"language": "ru"})
    page = FORMATS["md"].render(plan.after([change], plan.head), (), DAY)
    for english in ("Cold calls", "First meetings", "Contracts issued", "Paid revenue"):
        assert english not in page
