"""The sales plan as Markdown: its own section, and inside the complete document."""

import pytest

from exports.markdown import render
from exports.markdown.plans.sales import section
from facilitator.demo.loading import DAY
from facilitator.workshop.state import State
from tests.workshop.plans.sales_example import the_plan


@pytest.fixture(scope="module")
def plan() -> State:
    return the_plan()


def test_the_tables_of_the_worked_example(plan):
    told = section(plan, DAY).replace("\xa0", " ")
    for line in (
        "| Corporate | 2 520 | 660 | 652 | 730 | 982 | 3 024 | +20.0 % |",
        "| Dealer | 1 560 | 385 | 343 | 342 | 430 | 1 500 | −3.8 % |",
        "| Retail | 620 | 162 | 135 | 146 | 207 | 650 | +4.8 % |",
        "| Total | 4 700 | 1 207 | 1 130 | 1 218 | 1 619 | 5 174 | +10.1 % |",
        "| Total | 5 174 | 35.31 % | 1 827.12 |",
        "| new | 3 | 420 | 420 | 6 | 6 |",
        "- **Cost:** 127 000 EUR",
        "- **Benefit:** 259 720 EUR",
        "- **ROI:** 104.5 %",
        "| Q1 | 10 % | 25 972 EUR | 61 750 EUR | −35 778 EUR |",
        "| Q4 | 40 % | 103 888 EUR | 21 750 EUR | +132 720 EUR |",
        "- **Break-even:** July 2027, 0.3 months into Q3",
    ):
        assert line in told, line
    assert "326 857 EUR of new revenue (420 000 EUR planned)" in told


def test_the_complete_document_holds_it_with_its_ledgers_and_answers(plan):
    whole = render(plan, DAY)
    assert section(plan, DAY) in whole
    assert "## Strategies and daily tactics" in whole
    assert "Call the target list" in whole and "Nothing may stand still because of lamps" in whole
