"""A session keeps its own copy of each stage."""

from __future__ import annotations

import json

import pytest

from facilitator.agenda import Stage, ready_agenda, ready_agendas, stage

EVERY = [each for agenda in ready_agendas() for each in agenda.stages] + [stage("A6")]


@pytest.mark.parametrize("each", EVERY, ids=lambda each: f"{each.id}-{each.title}")
def test_a_stage_survives_json(each: Stage) -> None:
    again = Stage.from_plain(json.loads(json.dumps(each.to_plain())))
    assert again == each
    assert hash(again) == hash(each)


def test_a_copy_holds_forms_and_ledgers_themselves() -> None:
    data = stage("S7").to_plain()
    assert data["ledger"]["fields"][0]["id"] == "text"
    assert data["forms"][0]["id"] == "chain"


def test_changing_a_copy_changes_nothing_else() -> None:
    data = stage("S1").to_plain()
    data["prompts"].append("Another?")
    data["exit"][0]["parameters"]["per_section"] = 99
    assert len(stage("S1").prompts) == 5
    assert ready_agenda("full_day").stage("S1").exit[0].number("per_section") == 5


def test_copies_of_other_versions_open() -> None:
    data = {**stage("S1").to_plain(), "of_a_later_version": True}
    data["sections"][0]["colour"] = "blue"
    data["exit"][0]["check"] = "of_an_earlier_version"
    again = Stage.from_plain(data)
    assert again.sections == stage("S1").sections
    assert again.exit[0].check == "of_an_earlier_version"


def test_a_copy_without_its_title_is_refused() -> None:
    data = stage("S1").to_plain()
    del data["title"]
    with pytest.raises(TypeError, match="title"):
        Stage.from_plain(data)
