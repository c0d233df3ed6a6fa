from datetime import date
from decimal import Decimal

import pytest

from facilitator.agenda import ready_agenda
from facilitator.model import Action, Record, Stage
from facilitator.words.language import speaking
from facilitator.workshop import records as ledgers
from facilitator.workshop.edit import Refused
from facilitator.workshop.exits import unmet
from facilitator.workshop.goals import add_goal
from facilitator.workshop.records import (
    action_from_record,
    add_record,
    add_records,
    change_record,
    delete_record,
    records,
    reorder_record,
)
from facilitator.workshop.setup import Person, add_channel, add_people, remove_person
from tests.workshop.conftest import PEOPLE, TODAY
from tests.workshop.plan_parts import growth

LINE = "Win retail associations; new; Piotr; 1 200 EUR; 31 dec 2027; AB, Irina"


@pytest.fixture
async def plan(library):
    opened = await library.create(growth(), "Growth")
    await opened.run(add_people, PEOPLE)
    return opened


async def test_a_typed_line_becomes_a_row_of_exact_values(plan):
    row = await plan.run(add_record, "ways", LINE)
    assert (row.ref, row.ledger, plan.state.workshop.kind) == ("ST1", "ways", "sales_plan")
    assert row.values["expected"] == "1200"
    assert ledgers.number(row, "expected") == Decimal(1200)
    assert ledgers.day(row, "until") == date(2027, 12, 31)
    assert ledgers.person(plan.state, row, "owner").initials == "PN"
    assert [each.initials for each in ledgers.persons(plan.state, row, "helpers")] == ["AB", "IS"]
    assert "share" not in row.values and ledgers.number(row, "share") is None
    (entry,) = [each for each in await plan.history() if each.verb == "add_record"]
    assert entry.label == "ST1 added"
    await plan.undo()
    assert records(plan.state, "ways") == []
    await plan.redo()
    assert records(plan.state, "ways") == [row]


async def test_every_type_of_field_is_kept_exactly(plan):
    await plan.run(add_channel, "Export")
    await plan.run(add_goal, "Grow")
    row = await plan.run(
        add_record,
        "ways",
        "Grow",
        share="12,5 %",
        begins="feb 2027",
        channel="corp",
        serves="g1",
        agreed=True,
        regions=["North", "South"],
        balance="-250",
        since=date(2026, 5, 1),
        expected=Decimal("10.50"),
        range="1 / 2 / 3",
    )
    channel = ledgers.channel(plan.state, row, "channel")
    assert channel is not None and channel.name == "Corporate"
    assert row.values == {
        "text": "Grow",
        "share": "12.5",
        "begins": "2027-02",
        "channel": channel.id,
        "serves": "G1",
        "agreed": "yes",
        "regions": "North; South",
        "balance": "-250",
        "since": "2026-05-01",
        "expected": "10.50",
        "range": "1 / 2 / 3",
    }
    assert ledgers.day(row, "begins") == date(2027, 2, 1)
    assert ledgers.yes(row, "agreed") is True
    assert ledgers.entries(row, "regions") == ("North", "South")
    assert ledgers.refs(row, "serves") == ("G1",)


@pytest.mark.parametrize(
    ("line", "field", "told"),
    [
        ("Win; new; Piotr; -5", "expected", "Expected result cannot be negative"),
        ("Win; new; Piotr; many", "expected", "Expected result: “many” is not a number"),
        ("Win; new; Piotr; 5; 1 jan 2026", "until", "Until: Thu 1 Jan 2026 is over"),
        ("Win; sideways", "direction", "Direction is one of: new, existing"),
        ("Win; new; Olga", "owner", "Owner: Nobody in this session is called “Olga”"),
        ("; new", "text", "Strategy is empty. Strategy; direction; owner"),
        ("Win; new;;;;; more; and more", "helpers", "Helpers: Nobody in this session"),
    ],
)
async def test_what_is_not_understood_is_a_sentence_at_its_field(plan, line, field, told):
    head = plan.state.head
    with pytest.raises(Refused) as refused:
        await plan.run(add_record, "ways", line)
    assert refused.value.field == field
    assert told in refused.value.sentence
    assert plan.state.head == head


async def test_percentages_stay_between_0_and_100_and_the_main_field_is_never_emptied(plan):
    await plan.run(add_record, "ways", "Win")
    for field, value, told in (
        ("share", "101", "Share is at most 100"),
        ("share", "-1", "Share cannot be negative"),
        ("balance", "-1001", "Balance is at least -1000"),
        ("begins", "soon", "Begins in: “soon” is no month"),
        ("text", " ", "Delete the row instead"),
        ("colour", "red", "Strategies has no field colour"),
    ):
        with pytest.raises(Refused) as refused:
            await plan.run(change_record, "ST1", **{field: value})
        assert told in refused.value.sentence and refused.value.field == field
    row = await plan.run(change_record, "st1", share="100", direction="e")
    assert (row.values["share"], row.values["direction"]) == ("100", "existing")
    row = await plan.run(change_record, "ST1", share="")
    assert "share" not in row.values


async def test_too_many_parts_are_refused_with_the_first_that_is_too_much(plan):
    await plan.run(add_record, "ways", "Win")
    with pytest.raises(Refused, match="“five” is one part too many: a line holds tactic; quan"):
        await plan.run(add_record, "habits", "Call; 3; ST1; five")
    row = await plan.run(add_record, "habits", "Call; 3; st1; ; ")
    assert row.values == {"text": "Call", "quantity": "3", "strategy": "ST1"}


async def test_pasted_lines_make_rows_or_none(plan):
    with pytest.raises(Refused, match=r"^Line 2: Direction is one of"):
        await plan.run(add_records, "ways", ["One", "Two\tup", "Three"])
    assert records(plan.state, "ways") == []
    made = await plan.run(add_records, "ways", ["One", "", "Two\tnew", "Three"])
    assert [row.ref for row in made] == ["ST1", "ST2", "ST3"]
    assert (await plan.history())[-1].label == "ST1 … ST3 added"


async def test_rows_point_to_rows_and_forget_those_that_go(plan):
    await plan.run(add_records, "ways", ["One", "Two"])
    await plan.run(add_record, "habits", "Call; 3", strategy="ST2")
    row = await plan.run(add_record, "habits", "Visit; 1; ST1", tools="ST1, ST2")
    state = plan.state
    assert [each.ref for each in ledgers.rows_pointing_to(state, "ST2")] == ["TA1", "TA2"]
    assert ledgers.row_at(state, row, "strategy").ref == "ST1"
    with pytest.raises(Refused, match=r"TA1 is none of the strategies. There are: ST1, ST2"):
        await plan.run(change_record, "TA2", strategy="TA1")
    with pytest.raises(Refused, match="Strategy is one row, not ST1, ST2"):
        await plan.run(change_record, "TA2", strategy="ST1 ST2")
    await plan.run(delete_record, "ST1")
    row = ledgers.record_of(plan.state, "TA2")
    assert "strategy" not in row.values and row.values["tools"] == "ST2"
    await plan.undo()
    assert ledgers.record_of(plan.state, "TA2").values["strategy"] == "ST1"
    with pytest.raises(Refused, match="There is no row ST9 any more"):
        await plan.run(delete_record, "ST9")


async def test_rows_move_within_their_ledger(plan):
    await plan.run(add_records, "ways", ["One", "Two"])
    await plan.run(add_record, "habits", "Call")
    await plan.run(add_record, "ways", "Three")
    await plan.run(reorder_record, "ST3", -2)
    assert [each.ref for each in records(plan.state, "ways")] == ["ST3", "ST1", "ST2"]
    assert [each.ref for each in records(plan.state, "habits")] == ["TA1"]


async def test_an_action_is_made_of_a_row(plan):
    await plan.run(add_record, "ways", "Win; new; Piotr")
    action = await plan.run(action_from_record, "ST1", deadline="30 apr")
    assert (action.title, action.sources, action.deadline) == ("Win", ["ST1"], date(2027, 4, 30))
    await plan.run(delete_record, "ST1")
    assert plan.state.find(Action, action.id).sources == []


async def test_somebody_who_is_named_in_a_row_is_not_lost(plan):
    await plan.run(add_people, [Person("Olga Ivanova")])
    await plan.run(add_record, "ways", "Win; new; Olga")
    olga = next(each for each in plan.state.people if each.name == "Olga Ivanova")
    with pytest.raises(Refused, match="Olga Ivanova is named in ST1"):
        await plan.run(remove_person, olga.id)
    await plan.run(change_record, "ST1", owner="")
    await plan.run(remove_person, olga.id)
    assert ledgers.person(plan.state, ledgers.record_of(plan.state, "ST1"), "owner") is None


async def test_the_exit_of_a_stage_of_ledgers(plan):
    stage = next(each for each in plan.state.stages if each.key == "L7")

    def lacking():
        found = unmet(plan.state, plan.state.find(Stage, stage.id), TODAY)
        return [(each.sentence, each.go_to) for each in found]

    assert lacking() == [("Strategies: 0 of 1.", "ways")]
    await plan.run(add_record, "ways", "Win; new; Piotr")
    await plan.run(add_record, "habits", "Call; ; ST1")
    assert lacking() == [("TA1 lacks: quantity.", "TA1"), ("ST1: tactics 1 of 2.", "ST1")]
    await plan.run(change_record, "TA1", quantity=3)
    await plan.run(add_record, "habits", "Visit; 1; ST1")
    assert lacking() == []


def test_a_row_of_a_ledger_no_stage_shows_is_kept(library):
    row = Record(workshop_id="w", ledger="gone", ref="X1", values={"a": "1"})
    assert Record.from_plain(row.plain()) == row


async def test_a_refusal_names_the_field_in_the_language_of_the_session(library):
    opened = await library.create(ready_agenda("monthly"), "План", language="ru")
    with speaking("ru"):
        with pytest.raises(Refused, match=r"^Вероятность: не более 100"):
            await opened.run(add_record, "unpaid", "Завод; 18; 15 янв; 150")
        with pytest.raises(Refused, match=r"^Сумма: «сто» – не число"):
            await opened.run(add_record, "unpaid", "Завод; сто")
