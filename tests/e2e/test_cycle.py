"""The cycle in a real terminal: session, plans of the year, the month and a person, review."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.terminal import Terminal, is_possible
from tests.e2e.test_terminal import LIST, export, table
from tests.templates import put_demo

pytestmark = pytest.mark.skipif(not is_possible(), reason="needs tmux and the installed command")

FIVE_DAYS = {
    "2027-02-01": "4 1",
    "2027-02-02": "3 0 1",
    "2027-02-03": "3 0",
    "2027-02-04": "2 0 0 1 24",
    "2027-02-05": "3 0",
}
"""What Piotr Nowak types in the evening: calls, meetings, proposals, contracts, k€ paid."""


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal on the session of the worked example, agreed, without any plan yet."""
    places = put_demo(tmp_path / "demo")
    window = Terminal(tmp_path / "home")
    window.database = str(places.database)
    yield window
    window.end()


def go(window: Terminal, name: str, seen: str) -> None:
    """Go to a stage by its name."""
    window.keys("C-p")
    window.see("type a few letters of a command or a stage")
    window.type(f"go to {name}")
    window.see(f"▸ Go to {name.capitalize()}")
    window.keys("Enter")
    window.see(seen, f"▶ {name.capitalize()}")


def turn(window: Terminal, page: str, *, times: int = 1) -> None:
    """Turn to a later page of the stage; keys act on the list then."""
    window.escape(LIST)
    window.keys(*["]"] * times)
    window.see(f"▸{page}")


def make(window: Terminal, number: str, seen: str) -> None:
    """Make a plan from the one that is open, by its number in the choice."""
    window.keys("C-p")
    window.see("type a few letters of a command or a stage")
    window.type("make a plan")
    window.see("▸ Make a plan from this")
    window.keys("Enter")
    window.see("Which plan?", "2 Operational plan")
    window.type(number)
    window.see(seen)


def make_sales_plan(window: Terminal) -> None:
    """From the list of sessions: p, the year, then mission, channels, strategies, budget."""
    window.start("--db", window.database)
    window.see("▸ 1 Sales audit & strategic session 2027", "p Make a plan", "First time here?")
    window.keys("p")
    window.see("Which plan?", "1 Sales plan")
    window.type("1")
    window.see("for which year?", "2027")
    window.keys("Enter")
    window.see("Made from Sales audit & strategic session 2027, with 7 people, 3 channels, 2")
    go(window, "mission", "Mission* ›")
    window.enter(
        "We give plants light that provably halves their lighting bill, and earn a margin.",
        seen="Says for whom* ›",
    )
    for question in ("Says what value* ›", "Says what owners get* ›", "Carries the USP ›"):
        window.enter("y", seen=question)
    go(window, "goals", "New goal ›")
    turn(window, "Channel plan")
    window.escape("F2 Next question")
    window.enter("Corporate; 3024; 38", seen="✓ Corporate: target")
    window.enter("Dealer; 1500; 27; 115", seen="✓ Dealer: target")
    window.enter("Retail; 650; 42", seen="✓ Retail: target")
    turn(window, "Plan by quarter")
    window.type("P")
    window.see("Corporate 660 · 652 · 730 · 982")
    go(window, "strategies", "New strategy ›")
    window.enter("Savings-guarantee retrofits; new; 420; 6; SO1; 2027", seen="✓ SY1:")
    turn(window, "Tactics")
    window.escape("F2 Next question")
    window.enter("Call the target list; 17; calls; weekly; PN", seen="✓ TA1:")
    go(window, "metrics", "New KPI ›")
    window.enter("Cold calls; process; PN; 17; calls; weekly; CRM; G1", seen="✓ K1:")
    go(window, "budget", "New line ›")
    window.enter("CRM stages and dashboards; crm; one-time; 18", seen="✓ B1:")


def make_plan_of_february(window: Terminal) -> None:
    """The operational plan: what is unpaid, open deals, the quarter split by season."""
    make(window, "2", seen="for which month or quarter?")
    window.keys("Enter")
    window.see("Made from Sales plan 2027, with 7 people, 3 channels, 2 goals, 3 rows.")
    go(window, "opening", "New contract ›")
    window.enter("Halmer phase 2; 38; 22 feb; 95; 22 feb; accountant; PN", seen="✓ U1:")
    turn(window, "Deals")
    window.escape("F2 Next question")
    window.enter("Cold-store operator; terms; 70; feb; PN; 60; Q-101", seen="✓ Q1:")
    window.enter("Bakery group; proposal; 45; feb; PN; ; Q-102", seen="✓ Q2:")
    go(window, "goals", "New goal ›")
    window.escape(LIST)
    window.type("P")
    window.see("Corporate 204 · 217 · 239")


def make_plan_of_a_seller(window: Terminal) -> None:
    """The personal plan: targets against what may be expected anyway."""
    make(window, "3", seen="4 PN Piotr Nowak")
    window.type("4")
    window.see("for which month or quarter?", "February 2027")
    window.keys("Enter")
    window.see("Made from Operational plan February 2027")
    go(window, "targets", "Cold calls* ›")
    fields = {
        "68": "First meetings* ›",
        "5": "Contracts issued* ›",
        "2": "Sum of contracts* ›",
        "115": "Paid revenue* ›",
        "145": "Why doable* ›",
    }
    for words, then in fields.items():
        window.enter(words, seen=then)
    window.enter("Two contracts are near, one payment is promised.", seen="✓ Why doable:")
    window.keys("C-q")
    window.wait_closed()


def track_five_days(window: Terminal) -> None:
    """An evening's line a day, without opening the screen; the last one says where he stands."""
    told = ""
    for day, line in FIVE_DAYS.items():
        window.today = day
        track = window.run if day == max(FIVE_DAYS) else window.run_here
        told = track("track", "Piotr", line, "--db", window.database)
    assert "Fri 5 Feb 2027: 5 of 20 working days" in told
    assert "The first week had 15 calls where 17 were due" in told


def review(window: Terminal) -> None:
    """The follow-up on 18 February: opens on what was agreed; one action is done since."""
    window.today = "2027-02-18"
    window.start("--db", window.database)
    window.see("First time here?", "2 overdue")
    window.keys("p")
    window.see("Which plan?", "4 Follow-up")
    window.type("4")
    window.see("Made from Sales audit & strategic session 2027", "10 actions")
    go(window, "scoreboard", "As of* ›")
    window.enter("today", seen="✓ As of: Thu 18 Feb 2027")
    window.see("A01 overdue by 9 working days")
    go(window, "actions", "New action ›")
    window.escape(LIST)
    window.keys("Down")
    window.see("A02  Enter goes there")
    window.type("3")
    window.see("A02 is done.")
    window.enter("84 rows in the CRM; 28 jan", seen="✓ A02")
    window.keys("C-q")
    window.wait_closed()


def test_the_cycle_from_the_session_to_the_review(company: Terminal) -> None:
    make_sales_plan(company)
    check_sales_plan(export(company))
    make_plan_of_february(company)
    make_plan_of_a_seller(company)
    check_february(figures(company, "3")["operational_plan"])
    track_five_days(company)
    check_the_seller(figures(company, "4")["personal_plan"])
    review(company)
    check_what_is_due(company)
    check_the_review(figures(company, "5")["review"])


def check_what_is_due(window: Terminal) -> None:
    """What is due stands in one list for all sessions; one of them is done from the shell."""
    database = ("--db", window.database)
    due = json.loads(window.run_here("due", "--json", *database))
    late = [(each["session"], each["ref"]) for each in due if each["overdue"]]
    assert (5, "A01") in late and (5, "A02") not in late
    assert 1 not in {each["session"] for each in due}, "what was taken over is due once"
    window.run("done", "5", "A01", "--note", "7 of 10 readers", "--on", "9 feb", *database)


def check_the_review(found: dict[str, Any]) -> None:
    """One done in time on the screen, one late from the shell: half of what was due."""
    assert found["as_of"] == "2027-02-18"
    assert (found["statuses"]["done"], found["statuses"]["open"]) == (2, 8)
    assert (found["on_time_percent"], found["late"]) == ("50.00", {"A01": 2})
    assert found["overdue"] == []


def check_february(found: dict[str, Any]) -> None:
    assert {name: row["sum"] for name, row in found["months"].items() if name != "total"} == {
        "Corporate": "217",
        "Dealer": "125",
        "Retail": "52",
    }
    assert found["months"]["total"]["sum"] == "394"
    assert found["unpaid"]["expected"] == "36.1"
    assert found["pipeline"]["deals"] == {
        "Q-101 Cold-store operator": "42",
        "Q-102 Bakery group": "11.25",
    }
    assert found["forecast"]["expected"] == "89.35"


def check_the_seller(found: dict[str, Any]) -> None:
    checks = found["targets"]["checks"]
    assert (checks["calls_a_day"], checks["meetings_expected"]) == ("3.4", "5.44")
    assert (checks["average_contract"], checks["deviation_percent"]) == ("57.5", "-17.9")
    assert (checks["share_percent"], checks["channel_plan"]) == ("66.8", "217")
    assert (checks["ambition_index"], checks["band"]) == ("1.62", "unrealistic")
    calls = found["tracking"]["measures"]["calls"]
    assert (calls["actual"], calls["expected"], calls["light"]) == ("15", "17.0", "red")


def check_sales_plan(document: str) -> None:
    assert document.startswith("# Sales plan 2027\n")
    assert "**Kind:** sales plan" in document
    assert "**Period:** 2027" in document
    assert "**Made from:** Sales audit & strategic session 2027" in document
    rows = {row["Channel"].strip("*"): row for row in table(document, "Channel", "Q1", "Q4")}
    assert [rows["Corporate"][quarter] for quarter in ("Q1", "Q2", "Q3", "Q4")] == [
        "660", "652", "730", "982",
    ]  # fmt: skip
    assert rows["Total"]["2027"].split() == ["5", "174"]
    assert "Savings-guarantee retrofits" in document


def figures(window: Terminal, reference: str) -> dict[str, Any]:
    """What `facilitator show REF --json` says."""
    return json.loads(window.run_here("show", reference, "--json", "--db", window.database))
