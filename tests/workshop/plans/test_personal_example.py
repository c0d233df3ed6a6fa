"""All numbers of the personal plan in the worked example 5.20, as its person gets them."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.methods.ambition import Ambition
from facilitator.methods.kpi import Light
from facilitator.methods.tracking import FirstWeek
from facilitator.words.language import use
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.figures import plan_figures
from facilitator.workshop.plans.personal import position
from facilitator.workshop.plans.personal_approval import Step, approval
from facilitator.workshop.plans.personal_pay import pay_plan
from facilitator.workshop.plans.personal_targets import targets_check
from facilitator.workshop.plans.personal_tracking import standing
from tests.workshop.plans.personal_example import the_personal_plan

DAY = date(2027, 2, 18)


@pytest.fixture(scope="module")
def plan():
    return the_personal_plan()


def test_the_opening_position(plan):
    found = position(plan, DAY)
    owed, running = found.unpaid, found.deals
    assert owed.amount == 80
    assert [value for _, value in owed.each] == [Fraction("36.1"), Fraction("21.6"), 9]
    assert (owed.expected, owed.overdue) == (Fraction("66.7"), ("Ostara hall B",))
    assert (running.amount, running.expected) == (175, Fraction("65.25"))
    assert [value for _, value in running.each] == [42, Fraction("11.25"), 12]
    assert found.forecast.expected == Fraction("131.95")
    assert found.forecast.missing == ("Repeat sales",)
    assert [each.basis for each in found.listed] == [
        "typed",
        "16 cases, funnel of the team, 24 months, small sample",
        "20 cases, funnel of the team, 24 months, small sample",
    ]


def test_targets_against_own_numbers(plan):
    found = targets_check(plan, DAY)
    assert (found.working_days, found.calls_a_day) == (20, Fraction("3.4"))
    assert (found.meetings.expected, found.meetings.warning) == (Fraction("5.44"), None)
    assert (found.average.average, found.average.warning) == (Fraction("57.5"), None)
    assert round(found.average.deviation * 100, 1) == Fraction("-17.9")
    assert round(found.ambition.index, 2) == Fraction("1.10")
    assert found.ambition.band is Ambition.HARD
    assert (found.channel_plan, round(found.share * 100, 1)) == (217, Fraction("66.8"))
    assert [need.count for need in found.needs] == [200, 16, 8, 2]
    assert found.reason_missing is None


def test_pay_at_the_points_of_the_plan(plan):
    found = pay_plan(plan, DAY)
    rows = {int(each.pay.paid): each.pay for each in found.points}
    shown = {
        paid: (round(row.achievement * 100, 1), row.rate * 100, row.amount)
        for paid, row in rows.items()
    }
    assert shown == {
        110_000: (Fraction("75.9"), 1, 3100),
        116_000: (80, 2, 4320),
        131_950: (91, 2, 4639),
        145_000: (100, 3, 6350),
        160_000: (Fraction("110.3"), 3, 6800),
        174_000: (120, 3, 7220),
    }
    assert (found.contract, found.warning) == (2100, None)


def test_amounts_of_the_pay_rule_are_called_the_same_in_every_language():
    use("pl")
    try:
        found = pay_plan(the_personal_plan(), DAY)
    finally:
        use("en")
    assert {each.name for each in found.points} == {"as typed", "of the plan", "expected", "plan"}


def test_the_pace_on_the_day_of_the_review(plan):
    found = standing(plan, DAY)
    calls, meetings = found.measure("calls"), found.measure("meetings")
    assert (found.pace.elapsed, found.pace.whole) == (14, 20)
    assert (calls.actual, calls.expected, calls.light) == (47, Fraction("47.6"), Light.AMBER)
    assert round(calls.achievement * 100, 1) == Fraction("98.7")
    assert (meetings.actual, meetings.expected, meetings.light) == (3, Fraction("3.5"), Light.RED)
    assert round(meetings.achievement * 100, 1) == Fraction("85.7")
    assert [week.totals["calls"] for week in found.weeks] == [15, 18, 14]
    assert round(found.rates[0].conversion * 100, 1) == Fraction("6.4")
    assert found.measure("paid").light is Light.GREY
    assert isinstance(found.first_week, FirstWeek)
    assert (found.first_week.actual, found.first_week.expected) == (15, 17)
    assert found.first_week.light is Light.AMBER
    assert "first week had 15 calls where 17 were due" in found.remarks[0]


def test_the_plan_is_approved_and_nothing_is_missing(plan):
    assert approval(plan).step is Step.APPROVED
    assert approval(plan).sentence == "Approved by Irina Sokolova."
    own = [stage for stage in plan.stages if stage.key.startswith("M")]
    assert [stage.key for stage in own] == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert [each.sentence for stage in own for each in unmet(plan, stage, DAY)] == []


def test_the_figures_hold_everything_but_the_private_goal(plan):
    found = plan_figures(plan, DAY)["personal_plan"]
    assert found["person"] == "Piotr Nowak"
    assert found["opening"]["expected"] == "131.95"
    assert found["targets"]["checks"]["ambition_index"] == "1.10"
    assert found["tracking"]["measures"]["calls"]["achievement_percent"] == "98.7"
    assert "Ski" not in repr(found)
