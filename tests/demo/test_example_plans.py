"""The cycle of the worked example, entered as a whole: its numbers 5.16 to 5.20, plan by plan."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exports import markdown
from facilitator.agenda import ready_agenda
from facilitator.demo import plans as loading
from facilitator.demo.examples import read_example
from facilitator.demo.plans import DAYS, load_example
from facilitator.demo.sources import kept
from facilitator.model.workshop import (
    FOLLOW_UP,
    OPERATIONAL_PLAN,
    PERSONAL_PLAN,
    SALES_PLAN,
    SESSION,
)
from facilitator.store.glance import Summary
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.words.language import speaking
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.plans.due import due_in
from facilitator.workshop.results.figures import figures

Plans = Mapping[str, Summary]

FIRST, REVIEW = date(2027, 1, 14), date(2027, 2, 18)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    root = tmp_path_factory.mktemp("example")
    with Store(root / "sessions.db", Places.under(root)) as store:
        asyncio.run(load_example(store))
        yield store


@pytest.fixture(scope="module")
def plans(store: Store) -> dict[str, Summary]:
    """The sessions of the store by what they are."""
    return {each.kind: each for each in store.summaries()}


def found(store: Store, summary: Summary, section: str, today: date = FIRST) -> Any:
    """A part of what `facilitator show REF --json` says."""
    return figures(OpenWorkshop(store, summary.id).state, today)[section]


def test_each_plan_stands_under_what_it_was_made_from(store: Store, plans: Plans) -> None:
    assert len(store.summaries()) == 5
    above = {kind: plans[kind].parent_id for kind in plans if kind != SESSION}
    assert above == {
        SALES_PLAN: plans[SESSION].id,
        OPERATIONAL_PLAN: plans[SALES_PLAN].id,
        PERSONAL_PLAN: plans[OPERATIONAL_PLAN].id,
        FOLLOW_UP: plans[SESSION].id,
    }
    spans = {kind: (each.period_first, each.period_last) for kind, each in plans.items()}
    assert spans[SALES_PLAN] == ("2027-01-01", "2027-12-31")
    assert spans[OPERATIONAL_PLAN] == ("2027-01-01", "2027-03-31")
    assert spans[PERSONAL_PLAN] == ("2027-02-01", "2027-02-28")
    assert (plans[PERSONAL_PLAN].person, plans[FOLLOW_UP].day) == ("Piotr Nowak", "2027-02-18")
    assert sorted(each.number for each in plans.values()) == [1, 2, 3, 4, 5]
    assert store.problems() == []


def test_the_sales_plan_and_its_budget(store: Store, plans: Plans) -> None:
    plan = found(store, plans[SALES_PLAN], "sales_plan")
    quarters = {name: row["quarters"] for name, row in plan["channels"].items()}
    assert quarters == {
        "Corporate": ["660", "652", "730", "982"],
        "Dealer": ["385", "343", "342", "430"],
        "Retail": ["162", "135", "146", "207"],
    }
    total = plan["total"]
    assert (total["base"], total["plan"], total["growth_percent"]) == ("4700", "5174", "10.1")
    assert (total["gross_profit"], total["margin_percent"]) == ("1827.12", "35.31")
    assert plan["gross_profit_change"] == "234.72"
    budget = plan["budget"]
    parts = [Decimal(budget[kind]) for kind in ("one_time", "recurring", "variable")]
    assert parts == [Decimal(40), Decimal("74.4"), Decimal("12.6")]
    assert sum(parts) == Decimal(budget["cost"]) == 127
    assert (budget["benefit"], budget["roi_percent"]) == ("259.72", "104.5")
    assert budget["break_even_revenue"] == "326.857"
    assert [each["cumulative"] for each in budget["quarters"]] == [
        "-35.778", "-5.584", "50.582", "132.72",
    ]  # fmt: skip
    assert budget["break_even_month"] == "2027-07-01"


def test_the_quarter_takes_the_sales_plan_apart(store: Store, plans: Plans) -> None:
    plan = found(store, plans[OPERATIONAL_PLAN], "operational_plan", REVIEW)
    year = found(store, plans[SALES_PLAN], "sales_plan")
    for name, row in year["channels"].items():
        assert plan["months"][name]["sum"] == row["quarters"][0]
    assert plan["months"]["total"]["months"] == ["393", "394", "420"]
    january = {name: row["percent"] for name, row in plan["facts"]["2027-01"].items()}
    assert january == {"Corporate": "97.1", "Dealer": "97.0", "Retail": "100.0", "Total": "97.5"}
    pipeline = plan["pipeline"]
    assert (pipeline["amount"], pipeline["expected"], pipeline["spread"]) == (
        "581", "139.25", "84.6",
    )  # fmt: skip
    assert list(plan["risks"].values()) == [15, 12, 12, 8]


def test_the_seller_plans_and_tracks_february(store: Store, plans: Plans) -> None:
    plan = found(store, plans[PERSONAL_PLAN], "personal_plan", REVIEW)
    opening = plan["opening"]
    assert opening["unpaid"]["expected"] == "66.7"
    assert (opening["deals"]["expected"], opening["expected"]) == ("65.25", "131.95")
    checks = plan["targets"]["checks"]
    assert (checks["ambition_index"], checks["band"]) == ("1.10", "hard but doable")
    assert (checks["calls_a_day"], checks["meetings_expected"]) == ("3.4", "5.44")
    assert (checks["deviation_percent"], checks["share_percent"]) == ("-17.9", "66.8")
    pay = {each["paid"]: each["pay"] for each in plan["pay"]["points"]}
    asked = ("110000", "131950", "145000", "160000")
    assert [pay[paid] for paid in asked] == ["3100", "4639", "6350", "6800"]
    measures = plan["tracking"]["measures"]
    pace = {
        name: (row["actual"], row["expected"], row["achievement_percent"], row["light"])
        for name, row in measures.items()
        if name in ("calls", "meetings")
    }
    assert pace == {
        "calls": ("47", "47.6", "98.7", "amber"),
        "meetings": ("3", "3.5", "85.7", "red"),
    }


def test_the_review_opens_on_what_was_agreed(store: Store, plans: Plans) -> None:
    review = found(store, plans[FOLLOW_UP], "review", REVIEW)
    statuses = {name: count for name, count in review["statuses"].items() if count}
    assert statuses == {"open": 2, "in progress": 5, "done": 2, "blocked": 1}
    assert (review["on_time_percent"], review["late"]) == ("50.00", {"A01": 2})
    assert (review["overdue"], review["blocked"]) == ([], ["A07"])
    lights = {
        row["name"]: (row["achievement_percent"], row["light"]) for row in review["kpis"].values()
    }
    assert lights["Total revenue"] == ("97.46", "amber")
    assert lights["Cold calls"] == ("98.74", "amber")
    assert lights["First meetings"] == ("85.71", "red")
    (passed,) = review["conversions"].values()
    assert (passed["percent"], passed["usual_percent"]) == ("6.38", "8.00")


def test_what_was_taken_over_is_due_once(store: Store, plans: Plans) -> None:
    due = [each for each in due_in(store, REVIEW, 90) if each.kind == "action"]
    assert due
    assert {each.session.number for each in due} == {plans[FOLLOW_UP].number}
    assert len({each.ref for each in due}) == len(due) == 8


def test_the_document_of_a_plan_begins_with_what_it_is(store: Store, plans: Plans) -> None:
    heads: dict[str, list[str]] = {}
    for kind, summary in plans.items():
        opened = OpenWorkshop(store, summary.id)
        document = markdown.render(opened.state, FIRST, store.entries(summary.id))
        heads[kind] = document.splitlines()[:6]
    assert heads[SESSION][2] == "- **Company:** Taveon Lighting"
    assert heads[OPERATIONAL_PLAN] == [
        "# Operational plan Q1 2027",
        "",
        "- **Kind:** operational plan",
        "- **Period:** Q1 2027",
        "- **Version:** 1",
        "- **Made from:** Sales plan 2027",
    ]
    assert heads[PERSONAL_PLAN][2:5] == [
        "- **Kind:** personal plan",
        "- **Person:** Piotr Nowak",
        "- **Period:** February 2027",
    ]
    assert heads[FOLLOW_UP][2:5] == [
        "- **Kind:** follow-up review",
        "- **Version:** 1",
        "- **Made from:** Sales audit & strategic session 2027",
    ]


async def test_plans_of_february_are_shown_on_the_day_of_the_review(
    store: Store, plans: Plans
) -> None:
    library = Library(store, Clock(today=lambda: FIRST), DAYS)
    days = {kind: (await library.open(each.id)).clock.today() for kind, each in plans.items()}
    assert (days[SESSION], days[SALES_PLAN], days[OPERATIONAL_PLAN]) == (FIRST, FIRST, FIRST)
    assert (days[PERSONAL_PLAN], days[FOLLOW_UP]) == (REVIEW, REVIEW)


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_units_and_comments_of_the_example_are_in_its_language(language: str) -> None:
    with speaking(language):
        plan, comments = str(read_example("sales_plan")), kept()[1].results["comments"]
    for unit in ("talks", "stand-ups", "calls", "leads", "survey", "calendar"):
        assert f"'{unit}'" not in plan, unit
    english = {each["text"] for each in kept()[1].results["comments"]}
    assert len(english) == 13
    assert not english & {each["text"] for each in comments}


def test_a_session_begun_while_the_example_is_entered_keeps_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places.under(tmp_path)
    begun: list[str] = []
    enter = loading.enter_plans

    async def while_somebody_begins(library: Library, session_id: str) -> dict[str, str]:
        if not begun:
            begun.append((await Library(store).create(ready_agenda("half_day"), "Ours")).id)
        return await enter(library, session_id)

    monkeypatch.setattr(loading, "enter_plans", while_somebody_begins)
    with Store(places.database, places) as store:
        asyncio.run(load_example(store))
        numbers = {each.title: each.number for each in store.summaries()}
    assert numbers["Ours"] == 1 and sorted(numbers.values()) == [1, 2, 3, 4, 5, 6]
