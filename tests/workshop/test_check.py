from datetime import date

from facilitator.agenda import stage as plan_of_stage
from facilitator.model import Action, Goal, Parked, Stage
from facilitator.workshop.check import Level, check, stands_in_the_way
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from tests.workshop.demo_rows import TODAY, W, all_rows, answers, demo, header, people
from tests.workshop.exits.lacking import without


def no_holiday(_day):
    return False


def found_in(state, today=TODAY, holiday=no_holiday):
    return [
        (str(each.level), each.ref, each.field, each.sentence)
        for each in check(state, today, holiday)
    ]


def test_the_agreed_demo_has_nothing_to_remark():
    assert found_in(demo()) == []
    assert stands_in_the_way(demo(), TODAY) == []


def test_errors_come_first_and_every_finding_says_where():
    state = without(
        Action={
            "A01": {"owner_id": ""},
            "A02": {"deadline": "2027-01-30"},
            "A03": {"deadline": None, "sources": []},
            "A04": {"measure": " "},
        }
    )
    found = found_in(state)
    assert [(level, ref, field) for level, ref, field, _ in found] == [
        ("error", "A01", "owner_id"),
        ("error", "A03", "deadline"),
        ("error", "A04", "measure"),
        ("warning", "A02", "deadline"),
        ("info", "A03", "sources"),
    ]
    standing = stands_in_the_way(state, TODAY)
    assert [sentence[:3] for sentence in standing] == ["A01", "A03", "A04"]


def test_a_plan_without_agreement_or_actions_is_not_asked_for_them():
    def asked(stage: str) -> set[str]:
        goal = Goal(workshop_id=W, ref="G1", text="Win three clients")
        state = State([header(), *people(), goal, new_stage(W, plan_of_stage(stage))])
        return {field for _level, _ref, field, _sentence in found_in(state)}

    assert asked("S10") >= {"plan", "actions"}
    assert not asked("M2") & {"plan", "actions"}


def test_a_holiday_is_what_the_caller_says():
    found = found_in(demo(), holiday=lambda day: day == date(2027, 3, 31))
    assert [(level, ref) for level, ref, _, _ in found] == [("warning", "A04"), ("warning", "A08")]


def test_hands_missing_and_hands_below_three():
    state = without(("Vote", "actionA01JW1"), Vote={"actionA02AB1": {"value": 0}})
    assert found_in(state) == [
        ("error", "A02", "vote", "A02 is blocked by AB; hear them, amend it, vote again."),
        ("warning", "A01", "vote", "A01 lacks the vote of JW."),
    ]
    assert stands_in_the_way(state, TODAY) == [
        "A01 lacks the vote of JW.",
        "A02 is blocked by AB; hear them, amend it, vote again.",
    ]


def test_the_first_round_of_the_demo_cannot_be_closed():
    state = without(Workshop={"w": {"plan_round": 1}}, Action={"A07": {"round": 1}})
    assert stands_in_the_way(state, TODAY) == [
        "A07 needs re-work for AB; hear them, amend it, vote again.",
        "Anna Berg objects: A07 is not in the budget.",
    ]


def test_an_absent_owner_and_voter_needs_a_day_to_confirm():
    away = without(
        ("PlanVote", "JW2"), ("Vote", "actionA04JW1"), Participant={"JW": {"presence": "absent"}}
    )
    sentences = stands_in_the_way(away, TODAY)
    assert sentences == [
        "A04: Jonas Weber is absent; set the date by which Jonas Weber confirms.",
        "Jonas Weber is absent; set the date by which Jonas Weber confirms.",
    ]
    day = answers("confirm", {"by": "2027-01-20"}, "JW")
    rows = [row for table in away._tables.values() for row in table.values()]
    settled = State([*rows, *day])
    assert stands_in_the_way(settled, TODAY) == []
    assert found_in(settled) == [
        ("info", "JW", "plan", "Jonas Weber is absent and confirms by Wed 20 Jan 2027.")
    ]


def test_two_actions_of_an_absent_owner_need_a_day_each():
    away = without(
        ("PlanVote", "PN2"),
        Participant={"PN": {"presence": "absent"}},
        Action={"A02": {"confirm_by": "2027-01-20"}},
    )
    errors = [each for each in found_in(away) if each[0] == "error"]
    assert [(ref, field) for _, ref, field, _ in errors] == [("A05", "owner_id")]


def test_goals_gaps_decisions_and_parking():
    extra = Parked(**W, id="P9", ref="P9", text="Company cars")
    goal = Goal(**W, id="G3", ref="G3", text="More")
    state = without(
        ("Action", "A07"),
        Decision={"D2": {"rule": ""}},
    )
    rows = [row for table in state._tables.values() for row in table.values()]
    found = [(level, ref, field) for level, ref, field, _ in found_in(State([*rows, extra, goal]))]
    assert found[0] == ("error", "R1", "actions")
    assert ("warning", "G3", "smart") in found
    assert ("warning", "G3", "actions") in found
    assert found[-2:] == [("warning", "D2", "rule"), ("warning", "P9", "outcome")]


def test_overdue_depends_on_the_day_asked_for():
    late = [each for each in found_in(demo(), date(2027, 2, 6)) if each[2] == "status"]
    assert [ref for _, ref, _, _ in late] == ["A02", "A01"]


def test_an_empty_session_lacks_actions_and_goals_only_where_the_agenda_keeps_them():
    stages = [row for row in all_rows() if isinstance(row, Stage)]
    found = found_in(State([header(), *people(), *stages]))
    assert ("error", "", "actions", "There is no action yet.") in found
    assert ("warning", "", "goals", "There is no goal yet; write one.") in found
    bare = found_in(State([header(), *people()]))
    assert [field for _, _, field, _ in bare] == ["plan"] * 6
    assert stands_in_the_way(State([header(), *people()]), TODAY) == [
        "There is no action yet. A plan needs at least one."
    ]


def test_sixteen_actions_and_one_owner_of_most_are_too_many():
    rows = [
        Action(
            **W,
            id=f"B{n:02}",
            ref=f"B{n:02}",
            title="Call the next twenty companies on the list",
            owner_id="PN",
            deadline=date(2027, 2, 5),
            measure="20 calls",
            first_step="start",
            first_step_day=date(2027, 1, 18),
            sources=["G1"],
        )
        for n in range(16)
    ]
    found = check(State([header(), *people(), *rows]), TODAY, no_holiday)
    plan = [each.sentence for each in found if each.ref == ""]
    assert plan == [
        "16 actions; choose the 15 that matter most.",
        "Piotr Nowak owns 16 of 16 actions; share them out.",
    ]
    assert all(each.level is not Level.ERROR for each in found)
