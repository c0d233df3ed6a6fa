"""All numbers of the worked example 5.16 and 5.17, as a moderator gets them."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.agenda import ledger, stage
from facilitator.agenda.tables import stage_ids
from facilitator.demo.loading import DAY
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.model import Goal
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.figures import plan_figures
from facilitator.workshop.plans.sales import channel_plan, plan_year
from facilitator.workshop.plans.sales_budget import budget
from facilitator.workshop.plans.sales_metrics import client_revenue, retained, revenue_growth
from facilitator.workshop.plans.sales_people import cycle_days, kpis_by_person, rhythms, roles
from facilitator.workshop.plans.sales_season import seasons
from facilitator.workshop.plans.sales_strategies import crm, expected, strategies, tools
from facilitator.workshop.state import State
from tests.workshop.plans.sales_example import the_plan


@pytest.fixture(scope="module")
def plan() -> State:
    return the_plan()


def test_the_plan_comes_from_its_session(plan):
    header = plan.workshop
    assert (header.kind, bool(header.parent_id), plan_year(plan, DAY)) == ("sales_plan", True, 2027)
    assert [row.ref for row in plan.rows(Goal)] == ["G1", "G2"]
    assert [stage.key for stage in plan.stages][1:] == [f"L{at}" for at in range(1, 11)]


def test_references_of_its_rows_never_meet_those_of_cards_and_options():
    mine = ("roles", "kpis", "territories", "strategies", "tactics", "tools", "budget")
    refs = {ledger(each).ref for each in mine}
    taken = {
        section.id for id in stage_ids() for section in (*stage(id).sections, *stage(id).cells)
    }
    assert len(refs) == len(mine)
    assert not refs & (taken | {"A", "C", "D", "G", "P", "R"})


def test_channels_by_quarter(plan):
    found = channel_plan(plan, DAY)
    rows = {row.name: row for row in [*(each.row for each in found.channels), found.total]}
    table = {
        name: (row.base, *row.parts, row.plan, str(half_up(row.growth * 100)))
        for name, row in rows.items()
    }
    assert table == {
        "Corporate": (2520, 660, 652, 730, 982, 3024, "20.0"),
        "Dealer": (1560, 385, 343, 342, 430, 1500, "-3.8"),
        "Retail": (620, 162, 135, 146, 207, 650, "4.8"),
        "Total": (4700, 1207, 1130, 1218, 1619, 5174, "10.1"),
    }
    assert all(each.check.exact and each.split_years == 2 for each in found.channels)


def test_gross_profit_and_goals(plan):
    found = channel_plan(plan, DAY)
    profits = {each.name: each.profit.profit for each in found.channels}
    assert profits == {"Corporate": Fraction("1149.12"), "Dealer": 405, "Retail": 273}
    assert found.profit.profit == Fraction("1827.12")
    assert half_up(found.profit.margin * 100, 2) == half_up(Fraction("35.31"), 2)
    assert (found.profit.change, found.savings) == (Fraction("234.72"), 25)
    goals = [(each.ref, each.measure, each.plan, each.gap) for each in found.goals]
    assert goals == [("G1", "revenue", 3024, 0), ("G2", "contribution", 290, 0)]
    assert found.channel("Dealer").margin_typed and not found.channel("Retail").margin_typed


def test_strategies_reach_the_goals(plan):
    new, existing = expected(plan)
    assert (new.revenue, new.needed, new.contracts, new.needed_contracts) == (420, 420, 6, 6)
    assert (existing.revenue, existing.needed) == (210, 210)
    assert isinstance(existing.contracts_gap, NotAvailable)
    listed = {each.row.ref: (each.direction, len(each.countable)) for each in strategies(plan)}
    assert listed == {
        "SY1": ("new", 2),
        "SY2": ("new", 2),
        "SY3": ("new", 2),
        "SY4": ("existing", 2),
        "SY5": ("existing", 2),
    }
    calls = strategies(plan)[0].tactics[0]
    assert (calls.values["quantity"], calls.values["frequency"]) == ("17", "weekly")


def test_people_and_their_kpis(plan):
    assert [each.row.values["text"] for each in roles(plan)][:2] == [
        "Head of sales",
        "Key account manager",
    ]
    assert all(each.staffed and not each.left for each in roles(plan))
    found = {each.person.initials: each for each in kpis_by_person(plan)}
    targets = {who: [row.values["target"] for row in found[who].kpis] for who in ("IS", "PN", "EM")}
    assert targets == {
        "IS": ["100", "1", "3024", "660"],
        "PN": ["17", "5", "6", "420"],
        "EM": ["5", "290.0", "0"],
    }
    assert found["PN"].hint is None and found["TL"].hint.startswith("2 KPIs")
    assert all(not each.lacks for each in found.values())


def test_a_sale_of_120_days_looks_at_work_daily_and_at_results_quarterly(plan):
    assert cycle_days(plan) == (120, "funnel math of G1")
    looks = {each.row.values["kind"]: each.proposed.frequency for each in rhythms(plan)}
    assert looks == {"process": "daily", "result": "quarterly"}


def test_season_says_where_it_comes_from(plan):
    corporate, _, retail = seasons(plan)
    assert sum(corporate.indices) == 12
    assert corporate.strongest == ("Oct", "Nov", "Dec")
    assert corporate.basis == "2 full years of sales, indicative"
    assert (retail.promote, corporate.remarks, retail.remarks) == (("Jun", "Jul"), (), ())


def test_green_crm_items_stay_amber_until_all_steps_are_counted(plan):
    found = crm(plan)
    lights = {each.title: (each.typed, each.light) for each in found.items}
    assert lights["Mobile use"] == ("green", "amber")
    assert lights["Stages defined"] == ("red", "red")
    assert found.open_steps == ("Terms agreed", "Paid") and not found.ready


def test_a_reworked_crm_has_its_action_and_its_budget_line(plan):
    (tool,) = [each for each in tools(plan) if each.category == "crm"]
    assert (tool.decision, tool.session_actions, tool.budget) == ("rework", ("A03",), ("B1",))
    assert tool.lacks is None


def test_cost_benefit_and_return(plan):
    found = budget(plan, DAY)
    cost = found.cost
    parts = [cost.one_time, cost.recurring, cost.variable, cost.total]
    assert [each * 1000 for each in parts] == [40_000, 74_400, 12_600, 127_000]
    assert found.benefit * 1000 == 259_720
    assert half_up(found.roi * 100) == half_up(Fraction("104.5"))
    assert half_up(found.break_even_revenue * 1000, 0) == 326_857
    assert half_up(found.payback) == half_up(Fraction("2.8"))
    assert found.warning is None
    assert (found.margin.value, found.margin.source) == (
        Fraction(38, 100),
        "margin of Corporate, of 2026",
    )
    assert found.new_revenue.source == "expected of 1 strategy for new business"
    assert sum(each.total for each in found.lines) == cost.total


def test_phased_break_even(plan):
    found = budget(plan, DAY)
    table = [
        tuple(int(value * 1000) for value in (each.benefit, each.cost, each.cumulative))
        for each in found.phased.quarters
    ]
    assert table == [
        (25_972, 61_750, -35_778),
        (51_944, 21_750, -5_584),
        (77_916, 21_750, 50_582),
        (103_888, 21_750, 132_720),
    ]
    assert half_up(found.break_even.months_into) == half_up(Fraction("0.3"))
    assert (found.break_even.quarter, found.break_even_month) == (3, date(2027, 7, 1))


def test_metrics_of_sales_and_clients(plan):
    growth = {name: str(half_up(value * 100)) for name, _, value in revenue_growth(plan)}
    assert growth == {"Corporate": "16.7", "Dealer": "-7.1", "Retail": "10.7", "Total": "6.8"}
    assert half_up(retained(plan).nrr * 100) == half_up(Fraction("105.2"))
    assert client_revenue(plan) == ()


def test_the_whole_plan_leaves_only_what_the_goals_serve_open(plan):
    open_points = {
        stage.key: [each.sentence for each in found]
        for stage in plan.stages[1:]
        if (found := unmet(plan, stage, DAY))
    }
    assert set(open_points) == {"L2"}  # the options the goals serve stayed in the session
    assert all("lacks R" in each for each in open_points["L2"])


def test_the_figures_are_the_same_as_json(plan):
    found = plan_figures(plan, DAY)["sales_plan"]
    assert found["total"]["quarters"] == ["1207", "1130", "1218", "1619"]
    assert found["channels"]["Dealer"]["contribution"] == "290"
    assert (found["budget"]["cost"], found["budget"]["roi_percent"]) == ("127", "104.5")
    assert found["budget"]["break_even_month"] == "2027-07-01"
