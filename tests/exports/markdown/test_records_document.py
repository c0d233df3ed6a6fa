"""Ledgers described by data as tables of the document."""

# ruff: noqa: E501 – tables are as wide as they are

from exports.markdown import render
from exports.markdown.records import ledgers
from facilitator.workshop.edit import Edit
from facilitator.workshop.records import add_record
from facilitator.workshop.stages import new_stage
from tests.workshop.conftest import NOW
from tests.workshop.demo_rows import TODAY, state_of
from tests.workshop.plan_parts import growth

LINES = (
    "Win | associations; new; Irina; 1200.5; 30 jun 2027; AB, PN",
    "Grow *dealers*; existing",
)


def planned():
    stage = new_stage("w", growth().stage("L7"))
    edit = Edit(state_of(stage), NOW, TODAY)
    for line in LINES:
        add_record(edit, "ways", line, begins="feb 2027")
    add_record(edit, "habits", "Call; 20; ST1")
    return edit.state


def test_a_ledger_is_a_table_of_the_fields_that_are_used():
    assert (
        ledgers(planned())
        == """\
## Strategies and tactics

### Strategies

| Ref. | Strategy | Direction | Owner | Expected result, thousand EUR | Until | Helpers | Begins in |
| --- | --- | --- | --- | --: | --- | --- | --- |
| ST1 | Win \\| associations | new | Irina Sokolova | 1 200.5 | Wed 30 Jun 2027 | Anna Berg, Piotr Nowak | February 2027 |
| ST2 | Grow \\*dealers\\* | existing | – | – | – | – | February 2027 |

### Tactics

| Ref. | Tactic | Quantity, a week | Strategy |
| --- | --- | --: | --- |
| TA1 | Call | 20 | ST1 |"""
    )


def test_ledgers_told_elsewhere_are_left_out_and_empty_ones_say_nothing():
    state = planned()
    assert "Strategies\n" not in ledgers(state, {"ways"})
    assert "| TA1 | Call | 20 | ST1 |" in ledgers(state, {"ways"})
    assert ledgers(state, {"ways", "habits"}) == ""


def test_they_stand_in_the_complete_document():
    assert "## Strategies and tactics\n\n### Strategies" in render(planned(), TODAY)
