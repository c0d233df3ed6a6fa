"""Calls in the session around its work: people, channels, stages, and what the room does."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from facilitator.agenda import stage as stage_plan
from facilitator.model import AuditSource
from facilitator.workshop import entering, pace, records, segments, setup, sources, stages, tongue
from facilitator.workshop.state import State
from tests.faults.calls.known import commands
from tests.faults.calls.named import SESSION, Call, call, channel, person, stage


def of_the_set_up() -> Iterator[Call]:
    yield call(SESSION, setup.change_person, person("TL"), role="Finance")
    yield call(SESSION, setup.set_moderator, person("TL"))
    yield call(SESSION, setup.add_people, [setup.Person(name="Olga Reis")])
    yield call(SESSION, setup.remove_person, person("OR"))
    yield call(SESSION, setup.change_channel, channel("Retail"), territory="North")
    yield call(SESSION, setup.add_channel, "Web shop")
    yield call(SESSION, setup.remove_channel, channel("Web shop"))
    yield from _of_segments()
    yield call(SESSION, sources.recut_ledger, {"period": "2025"}, _results)
    yield call(SESSION, sources.keep_ledger, True)
    yield call(SESSION, sources.drop_source, "survey")
    yield call(SESSION, entering.go_to, stage("S1"))
    yield call(SESSION, stages.pause_or_resume)
    yield call(SESSION, stages.extend_stage, stage("S1"), 5)
    yield call(SESSION, pace.take_usual, stage("S1"), pace.Usual(37, 2))
    yield call(SESSION, stages.show_prompt, 1, stage("S1"))
    yield call(SESSION, stages.add_stage, replace(stage_plan("A6"), minutes=0), stage("S1"))
    yield call(SESSION, stages.move_stage, stage("S2"), 1)
    yield call(SESSION, stages.skip_stage, stage("S2"))
    yield call(SESSION, tongue.change_language, "pl")
    yield call(SESSION, tongue.change_language, "en")
    yield from _of_the_room()


def _results(state: State) -> dict[str, Any]:
    return state.rows(AuditSource)[0].results


def _of_segments() -> Iterator[Call]:
    """Segments are compared where there is one channel."""
    for name in ("Retail", "Dealer"):
        yield call(SESSION, setup.change_channel, channel(name), active=False)
    yield call(SESSION, records.add_record, "segments", "Cold stores; strategic")
    yield call(SESSION, segments.take_segments)
    for name in ("Retail", "Dealer", "Corporate"):
        yield call(SESSION, setup.change_channel, channel(name), active=True)
    yield call(SESSION, setup.remove_channel, channel("Cold stores"))


def _of_the_room() -> Iterator[Call]:
    """Notes, silence and turns belong to the stage that is shown."""
    known = {command.__name__: command for command in commands().values()}
    here = stage("S1")
    for name, *args in (
        ("write_note", here, "Ask about the price list"),
        ("begin_silence", here, 3),
        ("lengthen_silence", here, 1),
        ("end_silence", here),
        ("next_turn", here),
        ("skip_turn", here),
        ("next_turn", here),
        ("last_turn_again", here),
        ("end_turns", here),
        ("break_now", replace(stage_plan("A6"), kind="break"), 10),
    ):
        if name in known:
            yield call(SESSION, known[name], *args)
    if taking := known.get("take_in_differences"):
        yield call(SESSION, taking, [_difference(taking)])


def _difference(command: Callable[..., Any]) -> Any:
    home = importlib.import_module(command.__module__)
    return home.Difference(
        number=1,
        what=home.What.CHANGED,
        kind="parked",
        ref="P2",
        label="Text",
        line=1,
        in_session="",
        in_file="The depot",
        values={"text": "The depot in Lodz"},
    )
