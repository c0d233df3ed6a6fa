"""The agendas the product brings: their minutes, words and exits."""

from __future__ import annotations

import pytest

from facilitator.agenda import (
    CHECKS,
    KINDS,
    Agenda,
    UnknownName,
    ready_agenda,
    ready_agendas,
    stage,
)
from facilitator.agenda.schema import cells
from facilitator.agenda.tables import names, stage_ids, table

AGENDAS = ready_agendas()
STAGES = [(agenda.id, each) for agenda in AGENDAS for each in agenda.stages]
WORKING = [pytest.param(each, id=f"{name}-{each.id}") for name, each in STAGES if not each.is_break]

PROMPTS = {
    "full_day": {
        "S0": 4,
        "A1": 3,
        "A2": 1,
        "A3": 4,
        "A4": 1,
        "A5": 3,
        "S1": 5,
        "S2": 4,
        "S3": 4,
        "S4": 4,
        "S5": 4,
        "S6": 1,
        "S7": 5,
        "S8": 5,
        "S9": 5,
        "S10": 5,
        "S11": 4,
    },
    "half_day": {"S0": 3, "A0": 3, "S1": 4, "S2": 3, "S8": 3, "S9": 4, "S10": 3, "S11": 3},
    "monthly": {"O0": 4, "O1": 3, "O2": 3, "O5": 4, "O4": 3, "O6": 3, "O9": 3, "S10": 3},
    "follow_up": {"F1": 3, "F3": 4, "F2": 3, "F4": 3, "F5": 3, "S10": 3, "S11": 3},
}
PITFALLS = {"full_day": 39, "half_day": 8, "monthly": 10, "follow_up": 8}


@pytest.mark.parametrize(
    ("id", "minutes", "breaks"),
    [("full_day", 420, 75), ("half_day", 180, 10), ("monthly", 90, 0), ("follow_up", 45, 0)],
)
def test_minutes_add_up(id: str, minutes: int, breaks: int) -> None:
    agenda = ready_agenda(id)
    assert (agenda.minutes, agenda.break_minutes) == (minutes, breaks)


def test_the_full_day_keeps_its_hours() -> None:
    starts: dict[str, int] = {}
    clock = 9 * 60 + 30
    for each in ready_agenda("full_day").stages:
        starts[each.id] = clock
        clock += each.minutes
    hours = {id: f"{at // 60:02}:{at % 60:02}" for id, at in starts.items()}
    assert (hours["A1"], hours["A3"], hours["A4"], hours["S1"]) == (
        *("09:45", "10:10", "10:35", "11:15"),
    )
    assert (hours["S3"], hours["S5"], hours["S7"], hours["S8"]) == (
        *("13:05", "13:55", "14:25", "15:00"),
    )
    assert (hours["S10"], hours["S11"], clock) == ("16:05", "16:20", 16 * 60 + 30)


@pytest.mark.parametrize("agenda", AGENDAS, ids=lambda agenda: agenda.id)
def test_every_prompt_and_pitfall_is_there(agenda: Agenda) -> None:
    working = [each for each in agenda.stages if not each.is_break]
    if agenda.id not in PROMPTS:  # plans worked on over days have no words fixed by the method
        assert agenda.kind != "session" and all(len(each.prompts) >= 2 for each in working)
        return
    assert {each.id: len(each.prompts) for each in working} == PROMPTS[agenda.id]
    assert sum(len(each.pitfalls) for each in working) == PITFALLS[agenda.id]


def test_prompts_are_the_words_of_the_method() -> None:
    full, half = ready_agenda("full_day"), ready_agenda("half_day")
    assert full.stage("S1").prompts[4] == (
        "Would this still be true without us? – then it is outside."
    )
    assert full.stage("S3").prompts[0] == (
        "What makes a channel good for us – agree weights before names."
    )
    assert half.stage("S1").prompts[1] == "What would our toughest client add?"


@pytest.mark.parametrize("each", WORKING)
def test_every_stage_can_be_led(each) -> None:
    assert each.kind in KINDS
    assert each.purpose.endswith(".")
    assert each.prompts and each.pitfalls and each.exit
    assert cells(each.title) <= 12
    assert sum(step.minutes for step in each.steps) in (0, each.minutes)


@pytest.mark.parametrize("each", WORKING)
def test_every_exit_is_known_and_worded(each) -> None:
    for exit in each.exit:
        assert tuple(sorted(exit.parameters)) == tuple(sorted(CHECKS[exit.check]))
        assert exit.text[0].islower() or exit.text[0].isdigit() or exit.text.split()[0].isupper()
        assert not exit.text.endswith(".")


@pytest.mark.parametrize("id", stage_ids())
def test_every_stage_of_the_catalogue_is_whole(id: str) -> None:
    assert stage(id).id in (id, "break1")


def test_every_check_is_asked_for_somewhere() -> None:
    every = [each for _, each in STAGES] + [stage(id) for id in stage_ids()]
    asked = {check.check for each in every for check in (*each.exit, *each.entry)}
    own = {"rows_for_each", "card_per_channel", "factors_answered", "actions_due_within"}
    assert asked | own == set(CHECKS)  # those are for agendas of one's own


def test_no_two_things_carry_the_same_reference() -> None:
    """Cards, rows of ledgers, decisions, parked items and criteria are all called by one word."""
    every = [stage(id) for id in stage_ids()] + [each for _, each in STAGES]
    named = {("decisions", "D"), ("parked", "P"), ("criteria", "C")}
    for each in every:
        named |= {(f"card {part.id}", part.id) for part in (*each.sections, *each.cells)}
        named |= {(f"ledger {ledger.id}", ledger.ref) for ledger in each.all_ledgers}
    named |= {(f"ledger {id}", table("ledgers", id)["ref"]) for id in names("ledgers")}
    refs = [ref for _, ref in named]
    assert {ref: sorted(what for what, its in named if its == ref) for ref in refs
            if refs.count(ref) > 1} == {}  # fmt: skip
    places = [part.id for id in stage_ids() for part in (*stage(id).sections, *stage(id).cells)]
    assert len(places) == len(set(places))


def test_a_half_day_changes_words_but_not_the_stage_ids() -> None:
    assert ready_agenda("half_day").stage("S8").title == "One goal"
    assert ready_agenda("full_day").stage("S8").title == "Goals"
    assert stage("S8").exit[0].number("high") == 3
    assert ready_agenda("half_day").stage("S8").exit[0].number("high") == 1


def test_pauses_have_ids_of_their_own() -> None:
    pauses = [each for each in ready_agenda("full_day").stages if each.is_break]
    assert [(each.id, each.title, each.minutes) for each in pauses] == [
        ("break1", "Break", 15),
        ("break2", "Lunch", 45),
        ("break3", "Break", 15),
    ]


def test_unknown_names_say_what_there_is() -> None:
    with pytest.raises(UnknownName, match=r"no stage 'S99'; it has .*S1"):
        stage("S99")
    with pytest.raises(UnknownName, match=r"full_day, half_day, .*monthly, .*follow_up"):
        ready_agenda("weekly")
