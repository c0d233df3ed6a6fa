from datetime import date

import pytest

from facilitator.agenda import ready_agenda
from facilitator.model import Channel, Score
from facilitator.workshop.actions import add_action
from facilitator.workshop.criteria import freeze_weights
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.exits import unmet
from facilitator.workshop.forms import note_export
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.priority import give_score
from facilitator.workshop.setup import (
    Person,
    add_channel,
    add_people,
    change_agenda,
    change_channel,
    change_person,
    change_session,
    remove_channel,
    remove_person,
    set_moderator,
)
from facilitator.workshop.stages import new_stage


def person(opened: OpenWorkshop, initials: str):
    return next(each for each in opened.state.people if each.initials == initials)


def channel(opened: OpenWorkshop, name: str) -> Channel:
    return next(each for each in opened.state.rows(Channel) if each.name == name)


async def test_a_session_begins_with_its_agenda_day_and_criteria(session):
    workshop = session.state.workshop
    assert (workshop.title, workshop.agenda_id) == (
        "Sales audit & strategic session 2027",
        "full_day",
    )
    assert workshop.day == date(2027, 1, 14)
    assert {"S1", "S3", "S10"} <= {stage.key for stage in session.state.stages}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("day", "15 jan 2027", date(2027, 1, 15)),
        ("day", "", None),
        ("follow_up", "18.02.2027", date(2027, 2, 18)),
        ("start", "9.30", "09:30"),
        ("currency", " pln ", "PLN"),
        ("unit", "million", "million"),
        ("country", "pl", "PL"),
        ("company", " Taveon Lighting ", "Taveon Lighting"),
    ],
)
async def test_fields_of_the_session_are_understood(session, field, typed, kept):
    workshop = await session.run(change_session, **{field: typed})
    assert getattr(workshop, field) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", "31.02.2027"),
        ("follow_up", "soon"),
        ("start", "25:00"),
        ("start", "noon"),
        ("currency", "euro"),
        ("currency", "€"),
        ("unit", "dozen"),
        ("country", "Narnia"),
    ],
)
async def test_fields_that_make_no_sense_are_refused_by_name(session, field, typed):
    before = session.state
    with pytest.raises(Refused) as refused:
        await session.run(change_session, **{field: typed})
    assert refused.value.field == field
    assert session.state is before


async def test_initials_are_made_from_the_name_and_never_twice(session):
    added = await session.run(add_people, [Person("Anna Baker"), Person("anna b. cole")])
    assert [each.initials for each in added] == ["AB2", "ABC"]
    with pytest.raises(Refused, match="AB stands for Anna Berg already"):
        await session.run(add_people, [Person("Adam Blum", "ab")])
    with pytest.raises(Refused, match="AB stands for Anna Berg"):
        await session.run(change_person, person(session, "JW").id, initials="AB")
    await session.run(change_person, person(session, "AB").id, initials="AB")


async def test_an_owner_of_a_new_channel_brings_it_along(session):
    [added] = await session.run(add_people, [Person("Olga Reis", channel="Web shop")])
    assert added.channel_id == channel(session, "Web shop").id
    [other] = await session.run(add_people, [Person("Marek Duda", channel="web SHOP")])
    assert other.channel_id == added.channel_id


async def test_there_is_one_moderator_and_no_vote_comes_with_it(session):
    assert person(session, "MZ").moderator
    assert not person(session, "MZ").votes
    await session.run(set_moderator, person(session, "JW").id)
    assert [each.initials for each in session.state.people if each.moderator] == ["JW"]
    assert not person(session, "JW").votes
    assert session.who == "JW"


async def test_a_person_with_actions_or_scores_stays(session):
    await session.run(add_action, "Call", owner_id="PN")
    with pytest.raises(Refused, match="owns A01"):
        await session.run(remove_person, person(session, "PN").id)
    await session.run(freeze_weights)
    await session.run(give_score, "Dealer", "C1", "EM", 4)
    with pytest.raises(Refused, match="has given scores"):
        await session.run(remove_person, person(session, "EM").id)
    await session.run(remove_person, person(session, "TL").id)
    assert "TL" not in {each.initials for each in session.state.people}


@pytest.mark.parametrize("presence", ["", "late"])
async def test_presence_is_one_of_three(session, presence):
    with pytest.raises(Refused, match="present, remote, absent"):
        await session.run(change_person, person(session, "JW").id, presence=presence)


async def test_a_channel_is_there_once(session):
    with pytest.raises(Refused, match="There is a channel dealer already"):
        await session.run(add_channel, "dealer")
    with pytest.raises(Refused, match="empty"):
        await session.run(add_channel, " ")


async def test_a_removed_channel_takes_scores_and_ownership_along(session):
    await session.run(freeze_weights)
    await session.run(give_score, "Dealer", "C1", "JW", 3)
    await session.run(give_score, "Retail", "C1", "JW", 2)
    await session.run(remove_channel, channel(session, "Dealer").id)
    assert [score.value for score in session.state.rows(Score)] == [2]
    assert person(session, "EM").channel_id == ""
    await session.undo()
    assert person(session, "EM").channel_id == channel(session, "Dealer").id


async def test_a_channel_is_renamed_and_put_to_rest(session):
    row = await session.run(
        change_channel, channel(session, "Retail").id, name="Shop", active=False
    )
    assert (row.name, row.active) == ("Shop", False)


async def test_another_agenda_replaces_the_stages_until_the_session_begins(library):
    opened = await library.create(ready_agenda("full_day"), title="Sales 2027")
    half = ready_agenda("half_day")

    async def choose() -> None:
        stages = [new_stage(opened.id, plan) for plan in half.stages]
        await opened.run(change_agenda, half.id, half.title, stages)

    await choose()
    keys = [stage.key for stage in opened.state.stages]
    assert keys == ["P1", *(plan.id for plan in half.stages)]
    assert opened.state.workshop.agenda_title == half.title
    await opened.undo()
    assert "S3" in [stage.key for stage in opened.state.stages]

    await opened.run(go_to, opened.state.stages[1].id)
    with pytest.raises(Refused, match="begun"):
        await choose()


async def test_a_noted_export_answers_its_exit_check_and_is_not_undone(session):
    last = next(stage for stage in session.state.stages if stage.key == "S11")
    open_before = [each.check for each in unmet(session.state, last, date(2027, 1, 14))]
    await session.run(change_session, title="Renamed")
    await session.run(note_export, "plan.md")
    open_after = [each.check for each in unmet(session.state, last, date(2027, 1, 14))]
    assert "exported" in open_before
    assert "exported" not in open_after
    assert await session.undo() == "Session: title changed"
