"""A company with one channel compares its segments, taken in with one key."""

import pytest

from facilitator.agenda import stage as stage_plan
from facilitator.model import Channel
from facilitator.workshop.edit import Refused
from facilitator.workshop.records import add_record
from facilitator.workshop.results.priority import priority
from facilitator.workshop.segments import known_segments, take_segments
from facilitator.workshop.setup import change_channel
from facilitator.workshop.stages import add_stage


def active(opened) -> list[str]:
    return [each.name for each in opened.state.rows(Channel) if each.active]


async def alone(session, *segments: str) -> None:
    """One channel is left, and segments are written down."""
    for each in session.state.rows(Channel)[1:]:
        await session.run(change_channel, each.id, active=False)
    if not any(each.key == "S5" for each in session.state.stages):
        await session.run(add_stage, stage_plan("S5"))
    for each in segments:
        await session.run(add_record, "segments", f"{each}; strategic")


async def test_segments_take_the_place_of_the_only_channel(session):
    before = active(session)[0]
    await alone(session, "Cold stores", "Bakeries", "cold stores")
    assert known_segments(session.state) == ("Cold stores", "Bakeries")
    await session.run(take_segments)
    assert active(session) == ["Cold stores", "Bakeries"]
    assert [each.name for each in priority(session.state).channels] == ["Cold stores", "Bakeries"]
    assert before in {each.name for each in session.state.rows(Channel)}
    await session.undo()
    assert active(session) == [before]


async def test_a_second_time_only_new_ones_come(session):
    await alone(session, "Cold stores")
    await session.run(take_segments)
    await session.run(add_record, "segments", "Bakeries; new")
    assert [each.name for each in await session.run(take_segments)] == ["Bakeries"]
    with pytest.raises(Refused, match="No segment is known"):
        await session.run(take_segments)


async def test_several_channels_are_compared_themselves(session):
    with pytest.raises(Refused, match="several channels"):
        await session.run(take_segments)


async def test_without_a_segment_it_is_said_where_they_come_from(session):
    await alone(session)
    with pytest.raises(Refused, match="sales file with a column of segments"):
        await session.run(take_segments)
