"""A moderator's own agendas beside the ready ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator.agenda import (
    UnknownName,
    all_agendas,
    copy_agenda,
    load_agenda,
    ready_agenda,
    ready_agendas,
)
from facilitator.agenda.tables import READY, stage_ids

SHORT = """\
id = "{id}"
title = "Short"
[[stage]]
use = "S1"
minutes = 20
[[stage]]
use = "break"
minutes = 5
"""


def keep(config: Path, name: str, text: str) -> Path:
    path = config / "agendas" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_own_files_there_are_the_ready_ones(tmp_path: Path) -> None:
    loaded = all_agendas(tmp_path / "not there")
    assert tuple(each.id for each in loaded.agendas) == READY
    assert loaded.problems == ()


def test_an_own_agenda_stands_behind_the_ready_ones(tmp_path: Path) -> None:
    path = keep(tmp_path, "short.toml", SHORT.format(id="short"))
    loaded = all_agendas(tmp_path)
    assert [each.id for each in loaded.agendas] == [*READY, "short"]
    assert loaded.agenda("short").path == path
    assert loaded.agenda("short").minutes == 25
    assert loaded.problems == ()


def test_an_own_agenda_may_take_the_place_of_a_ready_one(tmp_path: Path) -> None:
    keep(tmp_path, "mine.toml", "# mine\n" + SHORT.format(id="half_day"))
    loaded = all_agendas(tmp_path)
    assert [each.id for each in loaded.agendas] == list(READY)
    assert loaded.agenda("half_day").title == "Short"
    (note,) = loaded.problems
    assert (note.line, note.serious) == (2, False)
    assert "takes the place of the ready agenda" in note.reason


def test_of_two_files_with_one_id_the_first_counts(tmp_path: Path) -> None:
    keep(tmp_path, "a.toml", SHORT.format(id="short"))
    keep(tmp_path, "b.toml", SHORT.format(id="short").replace("Short", "Second"))
    loaded = all_agendas(tmp_path)
    assert loaded.agenda("short").title == "Short"
    (problem,) = loaded.problems
    assert (problem.file.name, problem.line, problem.serious) == ("b.toml", 1, True)
    assert "already used by a.toml" in problem.reason


def test_a_broken_file_does_not_keep_others_out(tmp_path: Path) -> None:
    keep(tmp_path, "a.toml", "id = ")
    keep(tmp_path, "b.toml", SHORT.format(id="short"))
    keep(tmp_path, "notes.txt", "not an agenda")
    (tmp_path / "agendas" / "folder.toml").mkdir()
    loaded = all_agendas(tmp_path)
    assert [each.id for each in loaded.agendas] == [*READY, "short"]
    assert [(each.file.name, each.line) for each in loaded.problems] == [("a.toml", 1)]


def test_text_too_wide_is_told_but_used(tmp_path: Path) -> None:
    text = SHORT.format(id="short") + '[[stage]]\nuse = "S2"\ntitle = "Thirteen wide"\n'
    keep(tmp_path, "short.toml", text)
    loaded = all_agendas(tmp_path)
    assert loaded.agenda("short").stage("S2").title == "Thirteen wide"
    (note,) = loaded.problems
    assert (note.line, note.serious) == (11, False)
    assert "13 characters wide; 12 fit" in note.reason


def test_wide_letters_count_twice(tmp_path: Path) -> None:
    keep(
        tmp_path, "a.toml", SHORT.format(id="a") + '[[stage]]\nuse="S2"\ntitle = "戦略会議戦略会"\n'
    )
    assert "14 characters wide" in all_agendas(tmp_path).problems[0].reason


def test_a_stage_with_other_minutes_drops_the_split(tmp_path: Path) -> None:
    keep(tmp_path, "short.toml", SHORT.format(id="short"))
    assert all_agendas(tmp_path).agenda("short").stage("S1").steps == ()
    assert len(ready_agenda("full_day").stage("S1").steps) == 5


@pytest.mark.parametrize("id", READY)
def test_a_copy_is_the_same_agenda_without_a_note(id: str, tmp_path: Path) -> None:
    path = copy_agenda(id, tmp_path)
    assert path == tmp_path / "agendas" / f"my_{id}.toml"
    agenda = load_agenda(path)
    assert agenda.stages == ready_agenda(id).stages
    assert agenda.before == ready_agenda(id).before
    assert all_agendas(tmp_path).problems == ()


def test_a_copy_needs_nothing_but_itself(tmp_path: Path) -> None:
    text = copy_agenda("full_day", tmp_path).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert not any(line.startswith("use =") for line in lines)
    for name in ("market", "structure", "profile_b2b", "actions", "goals", "sales", "nps"):
        assert f'id = "{name}"' in lines
    assert "# An agenda of your own" in text


def test_every_stage_of_the_catalogue_can_be_copied(tmp_path: Path) -> None:
    stages = "".join(f'[[stage]]\nuse = "{id}"\n' for id in stage_ids())
    original = keep(tmp_path, "every.toml", 'id = "every"\ntitle = "Every"\n' + stages)
    copied = copy_agenda("every", tmp_path, "again")
    assert load_agenda(copied).stages == load_agenda(original).stages
    assert all_agendas(tmp_path).problems == ()


def test_editing_a_copy_changes_that_agenda_only(tmp_path: Path) -> None:
    path = copy_agenda("half_day", tmp_path)
    text = path.read_text(encoding="utf-8")
    milestone = '{ id = "milestone", label = "Milestone", required = true'
    assert milestone in text
    text = text.replace("Inside or outside?", "Drinnen oder „draußen“?")
    text = text.replace(milestone, '{ id = "note", label = "Note" },\n  ' + milestone)
    path.write_text(text, encoding="utf-8")
    agenda = all_agendas(tmp_path).agenda("my_half_day")
    assert agenda.stage("S1").prompts[2] == "Drinnen oder „draußen“?"
    ledger = agenda.stage("S8").ledger
    assert ledger and "note" in [each.id for each in ledger.fields]
    assert ready_agenda("half_day").stage("S1").prompts[2] == "Inside or outside?"


def test_copies_never_overwrite(tmp_path: Path) -> None:
    names = [copy_agenda("monthly", tmp_path).name for _ in range(3)]
    assert names == ["my_monthly.toml", "my_monthly_2.toml", "my_monthly_3.toml"]
    with pytest.raises(FileExistsError, match="'my_monthly' already"):
        copy_agenda("monthly", tmp_path, "my_monthly")
    with pytest.raises(FileExistsError):
        copy_agenda("monthly", tmp_path, "full_day")


def test_copies_have_plain_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="letters a–z"):
        copy_agenda("monthly", tmp_path, "../monthly")
    assert not (tmp_path / "monthly.toml").exists()


def test_only_what_there_is_can_be_copied(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no agenda weekly"):
        copy_agenda("weekly", tmp_path)
    assert not (tmp_path / "agendas").exists()


def test_texts_with_quotes_and_backslashes_survive_a_copy(tmp_path: Path) -> None:
    words = 'prompts = ["\\"Why\\" \\\\ how – 100 %?"]\n'
    keep(tmp_path, "short.toml", SHORT.format(id="short").replace("minutes = 20\n", words))
    copied = load_agenda(copy_agenda("short", tmp_path))
    assert copied.stage("S1").prompts == ('"Why" \\ how – 100 %?',)


def test_ready_agendas_are_the_callers_own_list() -> None:
    ready_agendas().clear()
    assert len(ready_agendas()) >= 4
