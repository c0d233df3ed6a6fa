from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.model import Participant, Stage
from facilitator.workshop.state import State
from facilitator.workshop.timing import AMBER_FROM, Tone, attendance, clock, stage_times, tone
from tests.workshop.demo_rows import W, agenda, header, people

WARSAW = ZoneInfo("Europe/Warsaw")


def at(hour, minute):
    return datetime(2027, 1, 14, hour, minute, tzinfo=WARSAW)


def session(present="", since=None, changes=None, **values):
    """The full day with everything before `present` done in its planned time."""
    before = True
    rows = []
    for stage in agenda():
        if stage.id == present:
            before = False
            stage.state = "active"
            stage.running_since = since.astimezone(UTC).isoformat() if since else ""
        elif before and present:
            stage.state = "done"
            stage.elapsed = stage.minutes * 60
        for name, value in (changes or {}).get(stage.id, {}).items():
            setattr(stage, name, value)
        rows.append(stage)
    return State([header(stage_id=present, **values), *people(), *rows])


def test_before_the_start_the_day_ends_as_planned():
    found = clock(session(), at(9, 0))
    assert found.projected_end == at(16, 30)
    assert (found.drift_minutes, found.losses, found.tone) == (0, (), Tone.CALM)


def test_a_session_that_has_not_begun_drifts_from_its_start_on():
    found = clock(session(), at(9, 42))
    assert found.projected_end == at(16, 42)
    assert found.drift_minutes == 12


def test_the_present_stage_counts_up_and_the_end_stays_while_it_is_in_time():
    found = clock(session("S1", at(11, 15)), at(11, 45))
    assert (found.elapsed, found.planned, found.running) == (1800, 2400, True)
    assert found.projected_end == at(16, 30)
    assert found.planned_end == at(16, 30)
    assert found.drift_minutes == 0
    assert found.tone is Tone.CALM
    assert clock(session("S1", at(11, 15)), at(11, 47)).tone is Tone.AMBER


def test_overtime_moves_the_end_and_names_who_loses_it():
    found = clock(session("S1", at(11, 15)), at(12, 10))
    assert found.tone is Tone.RED
    assert found.drift_minutes == 15
    assert found.projected_end == at(16, 45)
    assert [(loss.stage_id, loss.minutes) for loss in found.losses] == [("S10", 5), ("S11", 10)]


def test_an_extension_drifts_at_once():
    found = clock(session("S1", at(11, 15), {"S1": {"minutes": 45}}), at(11, 20))
    assert found.drift_minutes == 5
    assert [(loss.stage_id, loss.minutes) for loss in found.losses] == [("S11", 5)]


def test_skipping_a_stage_gains_its_minutes():
    found = clock(session("S1", at(11, 15), {"S4": {"state": "skipped"}}), at(11, 20))
    assert found.drift_minutes == -15
    assert found.losses == ()


def test_a_stopped_clock_lets_the_end_move_on():
    state = session("S1", None, {"S1": {"elapsed": 600}})
    found = clock(state, at(11, 45))
    assert (found.elapsed, found.running) == (600, False)
    assert found.drift_minutes == 20


def test_on_another_day_only_the_minutes_count():
    later = at(11, 45) + timedelta(days=3)
    state = session("S1", later - timedelta(minutes=50))
    found = clock(state, later)
    assert found.drift_minutes == 10
    assert found.projected_end - found.planned_end == timedelta(minutes=10)
    assert clock(session("S1", at(11, 15), start=""), at(11, 20)).drift_minutes == 0


def test_a_closed_session_has_no_end_to_come():
    found = clock(session("S11", None, state="closed"), at(17, 0))
    assert (found.projected_end, found.drift_minutes) == (None, 0)
    running = clock(session("S11", at(16, 20), state="closed"), at(16, 25))
    assert running.projected_end == at(16, 30)


def test_the_moment_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        clock(session(), datetime(2027, 1, 14, 9, 0))


def test_actual_against_planned_minutes():
    state = session("S1", at(11, 15), {"S0": {"elapsed": 1085}, "A5": {"state": "skipped"}})
    found = {each.stage.id: each for each in stage_times(state, at(11, 20))}
    assert "A5" not in found
    assert (found["S0"].planned, found["S0"].elapsed, found["S0"].over) == (15, 1085, 3)
    assert found["S0"].tone is Tone.RED
    assert (found["S1"].elapsed, found["S1"].over) == (300, 0)


def test_attendance_counts_voters_in_the_room():
    rows = [
        row.with_changes({"presence": {"JW": "absent", "IS": "remote"}.get(row.id, "present")})
        if isinstance(row, Participant)
        else row
        for row in people()
    ]
    found = attendance(State([header(), *rows]))
    assert (found.remote, found.absent) == (("IS",), ("JW",))
    assert found.present == ("PN", "EM", "TL", "AB", "MZ")
    assert (found.voters_here, found.voters) == (5, 6)


@given(st.integers(0, 20_000), st.integers(0, 10_000))
def test_the_tone_never_brightens_as_time_goes_by(elapsed, planned):
    order = [Tone.CALM, Tone.AMBER, Tone.RED]
    assert order.index(tone(elapsed, planned)) <= order.index(tone(elapsed + 1, planned))
    if planned:
        assert (tone(elapsed, planned) is Tone.CALM) == (elapsed < AMBER_FROM * planned)


def test_a_stage_added_without_minutes_stays_calm():
    extra = Stage(
        **W,
        id="X",
        key="X",
        kind="board",
        title="X",
        spec={"id": "X", "title": "X", "name": "X", "kind": "board", "minutes": 0},
    )
    state = State([header(stage_id="X"), *people(), extra])
    found = clock(state, at(10, 0))
    assert (found.tone, found.planned) == (Tone.CALM, 0)
