"""All numbers of the operational plan in the worked example 5.20, as a moderator gets them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from facilitator.methods.ambition import Ambition
from facilitator.methods.exact import half_up
from facilitator.methods.periods import Period
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.figures import plan_figures
from facilitator.workshop.plans.months import months_over, period_plan, results
from facilitator.workshop.plans.operational import (
    covers,
    period_funnel,
    person_plans,
    resources,
    risk_remarks,
    risks,
)
from facilitator.workshop.plans.operational_deals import (
    CARRIED,
    CLOSING,
    deals,
    period_forecast,
    pipeline,
    unpaid,
)
from facilitator.workshop.plans.operational_schedule import planned, schedule_remarks
from facilitator.workshop.plans.versions import difference, state_at, versions
from facilitator.workshop.state import State
from tests.workshop.plans.operational_example import the_quarter

DAY = date(2027, 1, 14)
JANUARY = Period(date(2027, 1, 1), date(2027, 1, 31))


@pytest.fixture(scope="module")
def plan() -> State:
    return the_quarter()[0]


@pytest.fixture(scope="module")
def later() -> State:
    return the_quarter()[1]


def test_the_quarter_is_split_into_months_that_add_up(plan):
    found = period_plan(plan, DAY)
    months = {each.name: each.months for each in found.channels}
    assert months == {
        "Corporate": (204, 217, 239),
        "Dealer": (132, 125, 128),
        "Retail": (57, 52, 53),
    }
    assert [each.total for each in found.channels] == [660, 385, 162]
    assert (found.totals, found.total) == ((393, 394, 420), 1207)
    checks = [check for each in found.channels for _, check in each.quarters]
    assert len(checks) == 3 and all(check.exact for check in checks)


def test_january_against_its_plan(plan, later):
    assert months_over(plan, period_plan(plan, DAY).period) == ()
    assert months_over(later, period_plan(later, DAY).period) == (date(2027, 1, 1),)
    channels, total = results(later, JANUARY)
    told = {each.name: (each.fact, half_up(each.of_plan * 100)) for each in (*channels, total)}
    assert told == {
        "Corporate": (198, Decimal("97.1")),
        "Dealer": (128, Decimal("97.0")),
        "Retail": (57, Decimal("100.0")),
        "Total": (383, Decimal("97.5")),
    }


def test_the_pipeline_of_14_january(plan):
    weighted = {each.row.values["code"]: (each.chance, each.weighted) for each in deals(plan)}
    assert weighted == {
        "Q-101": (Fraction(60, 100), Fraction("42.00")),
        "Q-102": (Fraction(25, 100), Fraction("11.25")),
        "Q-103": (Fraction(20, 100), Fraction("12.00")),
        "Q-104": (Fraction(25, 100), Fraction("20.00")),
        "Q-105": (Fraction(20, 100), Fraction("18.00")),
        "Q-106": (Fraction(125, 1000), Fraction("15.00")),
        "Q-107": (Fraction(125, 1000), Fraction("8.00")),
        "Q-108": (Fraction(25, 100), Fraction("13.00")),
    }
    found = pipeline(plan)
    assert (found.amount, found.expected) == (581, Fraction("139.25"))
    assert half_up(found.spread) == Decimal("84.6")
    basis = {each.row.values["code"]: each.basis for each in deals(plan)}
    assert (basis["Q-101"], basis["Q-102"]) == ("typed", "4 of 16 Proposals, a small sample")
    assert basis["Q-106"] == "4 of 32 First meetings"


def test_the_forecast_says_what_it_rests_on(plan, later):
    owed = unpaid(plan, DAY)
    assert (owed.amount, owed.expected, owed.promised) == (80, Fraction("66.7"), 80)
    assert owed.overdue == ("U3 Ostara hall B",) and owed.broken == ()
    found = period_forecast(plan, DAY)
    parts = dict(found.forecast.parts)
    assert parts[CARRIED] == Fraction("66.7")
    assert parts[CLOSING] == Fraction("98.25")  # 42 + 11.25 + 12 + 20 + 13 close inside
    assert found.target == 1207 and found.forecast.missing == ()
    assert found.gap == 1207 - found.forecast.expected
    assert "new clients included" in found.repeat_basis
    assert "no month" in found.run_rate.reason.lower()
    rate = period_forecast(later, DAY)
    assert rate.run_rate == Fraction(383 * 61, 19)
    assert rate.run_basis == "facts up to January 2027, 19 of 61 working days"


def test_people_and_channels(plan):
    (piotr,) = person_plans(plan)
    assert half_up(piotr.ambition.index, 2) == Decimal("1.10")
    assert (piotr.ambition.band, piotr.lacks, piotr.channel) == (Ambition.HARD, "", "Corporate")
    found = {each.channel: each for each in covers(plan, DAY)}
    assert found["Corporate"].gap == 660 - 145
    assert not any(each.is_open for each in found.values())
    needs = {need.stage: need.count for need in period_funnel(plan, DAY).needs}
    assert needs == {
        "Cold calls": 200,
        "First meetings": 16,
        "Qualified": 10,
        "Proposals": 8,
        "Contracts": 2,
    }


def test_risks_resources_and_days(plan):
    assert [(each.score, each.owner) for each in risks(plan)] == [
        (15, "AB"),
        (12, "EM"),
        (12, "JW"),
        (8, "JW"),
    ]
    assert risk_remarks(plan) == ()
    assert [each.shortage for each in resources(plan)] == [20, 0]
    assert schedule_remarks(plan, DAY) == ()
    order = [each.task.ref for each in planned(plan, DAY)]
    assert order.index("TK1") < order.index("TK3")


def test_every_stage_of_the_plan_is_done_but_its_acceptance(plan):
    open_stages = {stage.key for stage in plan.stages if unmet(plan, stage, DAY)}
    assert open_stages == {"S10"}


def test_a_version_is_a_mark_in_the_journal(later):
    history = the_quarter()[2]
    (first,) = versions(later, history)
    assert (first.ref, first.number, first.who) == ("V1", 1, "Jonas Weber")
    before = state_at(history, first.seq)
    assert period_plan(before, DAY).total == 1207
    told = [each.sentence for each in difference(before, later)]
    assert told == [
        "Corporate 2027 is new: 198",
        "Dealer 2027 is new: 128",
        "Retail 2027 is new: 57",
    ]
    assert difference(later, later) == ()


def test_the_figures_of_the_document(later):
    told = plan_figures(later, DAY)["operational_plan"]
    assert told["months"]["total"] == {"months": ["393", "394", "420"], "sum": "1207"}
    assert told["facts"]["2027-01"]["Total"] == {"plan": "393", "fact": "383", "percent": "97.5"}
    assert told["pipeline"]["expected"] == "139.25" and told["pipeline"]["spread"] == "84.6"
    assert told["unpaid"] == {"amount": "80", "expected": "66.7", "promised": "80"}
