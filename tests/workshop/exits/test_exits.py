import pytest

from facilitator.agenda import CHECKS
from facilitator.model import (
    Card,
    Stage,
)
from facilitator.workshop.exits import KNOWN, unmet
from facilitator.workshop.state import State
from tests.workshop.demo_rows import TODAY, W, all_rows, answers, demo
from tests.workshop.exits.lacking import lacking, of_stage


def test_every_check_of_the_closed_list_is_decided_and_no_other():
    assert set(KNOWN) == set(CHECKS)


def test_a_check_of_a_newer_version_is_named():
    assert lacking("sings_a_song") == [("This version does not know how to check: as agreed.", "")]


MET_BY_THE_DEMO = ("A2", "A4", "A5", "S1", "S2", "S4", "S5", "S6", "S8", "S10")


@pytest.mark.parametrize("key", MET_BY_THE_DEMO)
def test_the_demo_may_leave_these_stages(key):
    cards = [
        Card(**W, id=f"F{at}", board="A1", section="FD", ref=f"F{at}", text="fact")
        for at in range(3)
    ]
    assert of_stage(State([*all_rows(), *cards]), key) == []


def test_what_the_demo_still_has_to_tick_is_named():
    assert of_stage(demo(), "S0") == [
        ("Not ticked: the parking lot is opened and explained.", "parking")
    ]
    assert of_stage(demo(), "S7") == [
        ("Not ticked: guesses are marked as assumptions.", "evidence")
    ]
    assert [target for _, target in of_stage(demo(), "S9")] == ["load", "budget"]
    assert of_stage(demo(), "S11") == [("The export is not written yet.", "exported")]


def test_a_tick_is_an_answer_of_the_stage_and_can_be_taken_back():
    ticks = answers("ticks", {"parking": "yes"}, "S0")
    assert of_stage(State([*all_rows(), *ticks]), "S0") == []
    again = answers("ticks", {"parking": "no"}, "S0")
    assert len(of_stage(State([*all_rows(), *again]), "S0")) == 1


def test_the_answer_is_kept_with_the_state_and_given_out_fresh():
    stage = demo().find(Stage, "S0")
    first = unmet(demo(), stage, TODAY)
    first.clear()
    assert unmet(demo(), stage, TODAY)
