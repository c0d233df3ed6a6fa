from datetime import UTC, datetime, timedelta

import pytest

from facilitator.agenda import stage as catalogue_stage
from facilitator.model import Stage
from facilitator.store.store import Store
from facilitator.workshop.edit import Refused
from facilitator.workshop.entering import go_to
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.stages import (
    add_stage,
    elapsed_seconds,
    extend_stage,
    move_stage,
    next_stage,
    pause_or_resume,
    plan_of,
    show_prompt,
    skip_stage,
)
from tests.workshop.conftest import NOW, TODAY


class Hands:
    """A clock whose hands the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def clock(self) -> Clock:
        return Clock(now=lambda: self.now, today=lambda: TODAY)

    def go(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def timed(store: Store, hands: Hands, session: OpenWorkshop) -> OpenWorkshop:
    return await Library(store, hands.clock()).open(session.id)


def by(opened: OpenWorkshop, key: str) -> Stage:
    return next(stage for stage in opened.state.stages if stage.key == key)


async def enter(opened: OpenWorkshop, key: str, reason: str = "") -> Stage:
    return await opened.run(go_to, by(opened, key).id, reason=reason)


def keys(opened: OpenWorkshop) -> list[str]:
    return [stage.key for stage in opened.state.stages]


async def test_entering_a_stage_leaves_the_one_before_as_done_with_its_time(timed, hands):
    await enter(timed, "S0")
    assert timed.state.workshop.state == "running"
    hands.go(minutes=12)
    await enter(timed, "S1", reason="two are late")
    left = by(timed, "S0")
    assert (left.state, left.elapsed, left.running_since) == ("done", 720, "")
    assert left.left_reason == "two are late"
    assert (by(timed, "S1").state, timed.state.stage.key) == ("active", "S1")


async def test_coming_back_goes_on_counting(timed, hands):
    await enter(timed, "S1")
    hands.go(minutes=10)
    await enter(timed, "S2")
    hands.go(minutes=5)
    await enter(timed, "S1")
    hands.go(minutes=3)
    assert elapsed_seconds(by(timed, "S1"), hands.now) == 13 * 60
    assert by(timed, "S2").elapsed == 5 * 60


async def test_entering_the_present_stage_again_changes_nothing(timed, hands):
    await enter(timed, "S1")
    hands.go(minutes=10)
    before = timed.state
    await enter(timed, "S1")
    assert timed.state is before


async def test_entering_the_present_stage_again_after_a_restart_changes_nothing(
    store, timed, hands
):
    await enter(timed, "S1")
    hands.go(minutes=10)
    again = await Library(store, hands.clock()).open(timed.id)
    length = len(await again.history())
    await enter(again, "S1")
    assert len(await again.history()) == length


async def test_the_clock_stops_and_runs_and_is_not_undone(timed, hands):
    await enter(timed, "S1")
    hands.go(minutes=4)
    await timed.run(pause_or_resume)
    hands.go(minutes=30)
    assert elapsed_seconds(by(timed, "S1"), hands.now) == 240
    await timed.run(pause_or_resume)
    hands.go(minutes=1)
    assert elapsed_seconds(by(timed, "S1"), hands.now) == 300
    assert await timed.undo() == "Entered SWOT"


async def test_a_clock_that_ran_on_overnight_is_stopped_at_the_last_entry(store, timed, hands):
    await enter(timed, "S1")
    hands.go(minutes=7)
    await timed.run(extend_stage, by(timed, "S1").id)
    hands.go(hours=14)
    again = await Library(store, hands.clock()).open(timed.id)
    assert (by(again, "S1").elapsed, by(again, "S1").running_since) == (420, "")


async def test_a_short_break_does_not_stop_the_clock(store, timed, hands):
    await enter(timed, "S1")
    hands.go(hours=1)
    again = await Library(store, hands.clock()).open(timed.id)
    assert elapsed_seconds(by(again, "S1"), hands.now) == 3600


async def test_a_skipped_stage_is_passed_over_and_taken_back_in(session):
    await enter(session, "S1")
    await session.run(skip_stage, by(session, "S2").id)
    after = next_stage(session.state, by(session, "S1").id)
    assert after is not None
    assert after.key != "S2"
    await session.run(skip_stage, by(session, "S2").id)
    assert next_stage(session.state, by(session, "S1").id).key == "S2"
    with pytest.raises(Refused, match="The room is in this stage"):
        await session.run(skip_stage, by(session, "S1").id)


async def test_there_is_nothing_after_the_last_stage(session):
    assert next_stage(session.state, session.state.stages[-1].id) is None


async def test_stages_are_moved_within_the_agenda(session):
    order = keys(session)
    at = order.index("S3")
    await session.run(move_stage, by(session, "S3").id, -2)
    assert keys(session).index("S3") == at - 2
    await session.run(move_stage, by(session, "S3").id, 99)
    assert keys(session)[-1] == "S3"
    await session.undo()
    await session.undo()
    assert keys(session) == order


async def test_a_stage_of_the_catalogue_is_put_behind_the_present_one(session):
    await enter(session, "S1")
    added = await session.run(add_stage, catalogue_stage("A6"))
    assert keys(session)[keys(session).index("S1") + 1] == "A6"
    assert plan_of(added).sheets


async def test_more_minutes_are_given_and_never_fewer_than_one(session):
    stage = by(session, "S1")
    assert (await session.run(extend_stage, stage.id)).minutes == stage.minutes + 5
    assert (await session.run(extend_stage, stage.id, -999)).minutes == 1


async def test_questions_go_round(session):
    await enter(session, "S1")
    count = len(plan_of(by(session, "S1")).prompts)
    shown = [(await session.run(show_prompt)).prompt for _ in range(count)]
    assert shown == [*range(1, count), 0]
    assert (await session.run(show_prompt, -1)).prompt == count - 1


async def test_before_the_first_stage_there_is_no_clock(session):
    if session.state.stage is None:
        with pytest.raises(Refused, match="not begun"):
            await session.run(pause_or_resume)


def test_a_clock_set_back_never_counts_below_what_was_counted():
    stage = Stage(workshop_id="w", key="S1", kind="board", title="SWOT", elapsed=60)
    stage.running_since = datetime(2027, 1, 14, 9, 0, tzinfo=UTC).isoformat()
    assert elapsed_seconds(stage, datetime(2027, 1, 14, 8, 0, tzinfo=UTC)) == 60
