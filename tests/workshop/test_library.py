import pytest

from facilitator.agenda import ready_agenda
from facilitator.model import Channel, Criterion
from facilitator.workshop.cards import add_card
from facilitator.workshop.criteria import add_criterion
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.setup import change_session


async def test_sessions_are_numbered_and_listed_last_changed_first(library, session):
    other = await library.create(ready_agenda("half_day"), title="Half a day")
    assert (session.state.workshop.number, other.state.workshop.number) == (1, 2)
    assert [each.number for each in library.summaries()] == [2, 1]
    assert library.find().number == 2


async def test_a_session_is_found_by_number_id_or_part_of_its_name(library, session):
    await library.create(ready_agenda("half_day"), title="Half a day", company="Taveon Lighting")
    assert library.find("1").id == session.id
    assert library.find(session.id).id == session.id
    assert library.find("STRATEGIC").id == session.id
    with pytest.raises(Refused, match=r"fits several sessions: .*Use the number"):
        library.find("taveon")
    with pytest.raises(Refused, match="no session “Nobody”"):
        library.find("Nobody")


def test_an_empty_database_says_how_to_begin(library):
    with pytest.raises(Refused, match="facilitator new"):
        library.find()


async def test_a_copy_takes_people_channels_criteria_and_agenda_but_not_the_content(
    library, session
):
    await session.run(change_session, question="How do we reach 5 174 k€?", start="09:30")
    await session.run(add_criterion, "Effort to serve", 2)
    await session.run(add_card, "S1", "S", "Retrofit design ready in 5 days")
    await session.run(go_to, session.state.stages[1].id)
    copy = await library.duplicate(session.id)
    header = copy.state.workshop
    assert (header.company, header.question) == ("Taveon Lighting", "How do we reach 5 174 k€?")
    assert (header.state, header.number) == ("draft", 2)
    assert [each.initials for each in copy.state.people] == [
        each.initials for each in session.state.people
    ]
    names = {row.id: row.name for row in copy.state.rows(Channel)}
    assert [names.get(each.channel_id, "") for each in copy.state.people][:3] == [
        "",
        "",
        "Corporate",
    ]
    assert [row.ref for row in copy.state.rows(Criterion)] == [f"C{n}" for n in range(1, 7)]
    assert [each.key for each in copy.state.stages] == [each.key for each in session.state.stages]
    assert {each.state for each in copy.state.stages if each.id != header.stage_id} == {"ahead"}
    assert {stage.elapsed for stage in copy.state.stages} == {0}
    assert (await copy.run(add_card, "S1", "S", "first")).ref == "S1"
    shared = {row.id for row in copy.state.people} & {row.id for row in session.state.people}
    assert shared == set()


async def test_archiving_and_deleting_hide_a_session_and_undo_brings_it_back(library, session):
    await library.set_archived(session.id, True)
    assert library.summaries() == []
    assert [each.id for each in library.summaries(archived=True)] == [session.id]
    await library.set_archived(session.id, False)
    await library.set_deleted(session.id, True)
    assert library.summaries(archived=True) == []
    with pytest.raises(Refused):
        library.find("1")
    assert await library.undo(session.id) == "Deleted"
    assert [each.id for each in library.summaries()] == [session.id]


async def test_two_sessions_of_one_database_do_not_touch_each_other(library, session):
    other = await library.create(ready_agenda("half_day"), title="Half a day")
    await session.run(add_card, "S1", "S", "ours")
    card = await other.run(add_card, "S1", "S", "theirs")
    assert card.ref == "S1"
    assert await session.undo() == "S1 added"
    again = await library.open(other.id)
    assert [row.text for row in again.state.rows(type(card))] == ["theirs"]
