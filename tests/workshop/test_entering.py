"""Stages that stand behind others: opened once those hold something, or with a reason."""

import pytest

from facilitator.model import Stage
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.entering import Locked, go_to
from facilitator.workshop.exits import in_the_way, unmet
from facilitator.workshop.figures import type_figures
from facilitator.workshop.stages import skip_stage
from tests.workshop.conftest import TODAY


def by(opened, key: str) -> Stage:
    return next(stage for stage in opened.state.stages if stage.key == key)


async def enter(opened, key: str, waiver: str = "") -> Stage:
    return await opened.run(go_to, by(opened, key).id, waiver=waiver)


async def test_channels_are_not_compared_before_the_audit(session):
    head = session.state.head
    with pytest.raises(Locked) as locked:
        await enter(session, "S3")
    assert [each.go_to for each in locked.value.missing] == ["A1", "A2"]
    assert "A1 Dynamics has no figures yet" in str(locked.value)
    assert session.state.head == head
    await session.run(type_figures, "sales", ["Dealer; 2026; 5"])
    await session.run(type_figures, "economics", ["Dealer; 2026; 10; 40; 1"])
    assert (await enter(session, "S3")).state == "active"


async def test_a_reason_opens_it_and_is_kept_where_something_is_missing(session):
    await enter(session, "S3", waiver="figures come on Friday")
    assert by(session, "A1").left_reason == by(session, "A2").left_reason
    assert by(session, "A1").left_reason == "figures come on Friday"
    assert in_the_way(session.state, by(session, "S3"), TODAY) == []
    assert not any(
        each.check == "audited" for each in unmet(session.state, by(session, "S3"), TODAY)
    )


async def test_skipping_the_audit_is_no_reason(session):
    for key in ("A1", "A2"):
        await session.run(skip_stage, by(session, key).id)
    with pytest.raises(Locked):
        await enter(session, "S3")


async def test_the_key_client_waits_for_the_priority(session):
    await enter(session, "S3", waiver="figures come on Friday")
    with pytest.raises(Locked, match="S3 Channels has no decision yet"):
        await enter(session, "S5")
    assert session.state.stage.key == "S3"
    await session.run(add_decision, "Corporate first.")
    assert (await enter(session, "S5")).state == "active"


async def test_what_was_open_once_stays_open(session):
    await enter(session, "S3", waiver="figures come on Friday")
    await enter(session, "S1")
    assert (await enter(session, "S3")).state == "active"
