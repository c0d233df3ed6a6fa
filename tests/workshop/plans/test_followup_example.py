"""All numbers of the follow-up in the worked example 5.20, as a moderator gets them."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.methods.actions import ActionStatus
from facilitator.methods.exact import half_up
from facilitator.methods.kpi import Frequency, KpiKind, Light
from facilitator.model import Action
from facilitator.store.entry import Change
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.followup import as_of, control, reviews, scoreboard
from facilitator.workshop.plans.followup_changes import changes_since
from facilitator.workshop.plans.followup_channels import channel_standings
from facilitator.workshop.plans.followup_goals import (
    conversions,
    decision_on,
    goal_standings,
    undecided,
)
from facilitator.workshop.plans.followup_kpis import facts_due, standings
from facilitator.workshop.results.agreement import action_votes
from facilitator.workshop.results.records import record, text
from tests.workshop.plans.followup_example import the_review

DAY = date(2027, 2, 18)


@pytest.fixture(scope="module")
def review():
    return the_review()[0]


def test_the_scoreboard(review):
    found = scoreboard(review, DAY)
    assert found.as_of == DAY == as_of(review, date(2027, 5, 1))
    counts = {str(status): count for status, count in found.by_status.items()}
    assert counts == {"open": 2, "in progress": 5, "done": 2, "blocked": 1, "cancelled": 0}
    assert (found.on_time.rate, found.on_time.on_time) == (Fraction(1, 2), ("A02",))
    assert found.on_time.due == ("A01", "A02")
    assert [(each.item.ref, each.late) for each in found.late] == [("A01", 2)]
    assert [each.item.ref for each in found.blocked] == ["A07"]
    assert found.overdue == ()
    loads = {each.owner: each.actions for each in found.loads}
    assert loads == {"AB": 2, "TL": 2, "EM": 1, "IS": 1, "JW": 1, "PN": 1}


def test_only_the_moved_action_is_voted_on_again(review):
    rows = {row.ref: row for row in review.rows(Action)}
    assert {row.round for ref, row in rows.items() if ref != "A05"} == {1}
    assert (rows["A05"].round, rows["A05"].deadline) == (2, date(2027, 3, 5))
    (moved,) = scoreboard(review, DAY).moved
    assert (moved.item.ref, moved.agreed, moved.slip) == ("A05", date(2027, 2, 26), 5)
    assert moved.why.startswith("week 1 had 15 calls")
    assert all(vote.passed for vote in action_votes(review))


def test_calls_and_meetings_against_the_pace(review):
    calls, meetings, corporate, total = standings(review, DAY)
    assert [int(fact.value) for fact in calls.facts] == [15, 18, 14]
    assert (calls.actual, calls.expected) == (47, Fraction(476, 10))
    assert round(calls.judged.achievement * 100, 1) == Fraction(987, 10)
    assert calls.light is Light.AMBER
    assert calls.basis.endswith("14 of 15 working days, typed")
    assert calls.run_end == date(2027, 3, 5)
    assert (meetings.actual, meetings.expected) == (3, Fraction(35, 10))
    assert round(meetings.judged.achievement * 100, 1) == Fraction(857, 10)
    assert meetings.light is Light.RED
    assert meetings.basis == "February 2027, 14 of 20 working days, typed"
    assert round(corporate.judged.achievement * 100, 1) == Fraction(971, 10)
    assert (total.actual, total.expected, total.light) == (383, 393, Light.AMBER)
    assert round(total.judged.achievement * 100, 1) == Fraction(975, 10)


def test_january_by_channel(review):
    found = channel_standings(review, DAY)
    table = {
        each.variance.name: (each.variance.fact, str(half_up(each.judged.achievement * 100)))
        for each in (*found.channels, found.total)
    }
    assert found.month == date(2027, 1, 1)
    assert table == {
        "Corporate": (198, "97.1"),
        "Dealer": (128, "97.0"),
        "Retail": (57, "100.0"),
        "Total": (383, "97.5"),
    }
    assert found.total.judged.light is Light.AMBER


def test_the_conversion_beside_history(review):
    (found,) = conversions(review, DAY)
    assert round(found.rate * 100, 1) == Fraction(64, 10)
    assert (found.cases, found.small) == (47, False)
    assert (found.usual, found.usual_cases) == (Fraction(8, 100), 400)


def test_red_is_decided_on(review):
    assert undecided(review, DAY) == ()
    decided = decision_on(review, "K2")
    assert decided is not None and text(decided, "decision") == "correct"
    bare = review.after([Change("record", decided.id, decided.plain(), None)])
    assert [each.ref for each in undecided(bare, DAY)] == ["K2"]
    first, second = goal_standings(review, DAY)
    assert (first.light, [each.ref for each in first.results]) == (Light.AMBER, ["K3"])
    assert (second.light, second.suggestion.correction) == (Light.GREY, None)


def test_how_often_to_look_follows_from_the_sales_cycle(review):
    rhythms, days, source = control(review)
    assert (days, source) == (120, "funnel math of G1")
    assert rhythms[KpiKind.PROCESS].frequency is Frequency.DAILY
    assert rhythms[KpiKind.RESULT].frequency is Frequency.QUARTERLY


def test_nothing_stands_in_the_way(review):
    stages = [stage for stage in review.stages if stage.key.startswith("F")]
    assert [stage.key for stage in stages] == ["F1", "F3", "F2", "F4", "F5"]
    for stage in stages:
        assert unmet(review, stage, DAY) == [], stage.key


def test_facts_that_are_due_are_named(review):
    assert facts_due(review, DAY) == ()
    without = [row for row in ("KF1", "KF2", "KF3") if record(review, row)]
    changes = [
        Change("record", record(review, ref).id, record(review, ref).plain(), None)
        for ref in without
    ]
    (due,) = facts_due(review.after(changes), DAY)
    assert (due.ref, due.period.first, due.due) == ("K1", date(2027, 2, 8), date(2027, 2, 12))


def test_what_changed_since_the_session(review):
    told = [each.sentence for each in changes_since(*the_review())]
    assert (
        "A05 deadline: Fri 26 Feb 2027 → Fri 5 Mar 2027 (week 1 had 15 calls, four weeks in a row "
        "need until 5 March)"
    ) in told
    assert "A02 status: open → done" in told
    assert "K1 is new: Cold calls" in told
    assert not any(each.startswith(("G1", "G2")) for each in told)


def test_every_action_knows_where_it_comes_from(review):
    assert all(row.origin_id for row in review.rows(Action))
    statuses = {each.item.ref: each.item.status for each in reviews(review, DAY)}
    assert statuses["A07"] is ActionStatus.BLOCKED
