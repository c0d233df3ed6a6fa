"""The operational plan as Markdown: its own section, its versions, inside the complete document."""

from datetime import date

import pytest

from exports.markdown import render
from exports.markdown.plans.operational import section
from exports.markdown.plans.operational_versions import kept_versions
from facilitator.workshop.state import State
from tests.workshop.plans.operational_example import the_quarter
from tests.workshop.plans.sales_example import the_plan

DAY = date(2027, 1, 14)


@pytest.fixture(scope="module")
def plan() -> State:
    return the_quarter()[1]


def test_the_tables_of_the_worked_example(plan):
    told = section(plan, DAY).replace("\xa0", " ")
    for line in (
        "## Operational plan Q1 2027",
        "| Corporate | 204 | 217 | 239 | 660 |",
        "| Dealer | 132 | 125 | 128 | 385 |",
        "| Retail | 57 | 52 | 53 | 162 |",
        "| Total | 393 | 394 | 420 | 1 207 |",
        "| Corporate | 204 | 198 | −6 | 97.1 % |",
        "| Dealer | 132 | 128 | −4 | 97.0 % |",
        "| Total | 393 | 383 | −10 | 97.5 % |",
        "| Q-101 Cold-store operator | terms agreed | 70 | 60.0 % | 42.00 | typed |",
        "Together 581, weighted 139.25, ± 84.6 if deals are independent.",
        "- **Issued, unpaid:** 66.70",
        "| PN | Corporate | 145 | 1.10 hard but doable | submitted |",
        "| Hours for calls of PN | 120 | 100 | 20 | hours |",
        "| Subsidy for lighting opens late | 8 | – | JW |",
    ):
        assert line in told, line


def test_versions_stand_with_what_changed_since(plan):
    history = the_quarter()[2]
    told = kept_versions(plan, history)
    assert "### From V1 to now" in told
    assert "- Facts by month: Corporate 2027 is new: 198" in told
    assert told in render(plan, DAY, history)
    assert kept_versions(the_plan(), []) == ""


def test_only_an_operational_plan_tells_one(plan):
    assert section(the_plan(), DAY) == ""
    assert section(plan, DAY) in render(plan, DAY)
