"""Ledgers described by data: what their file must say, and what a plan can take over."""

from pathlib import Path

import pytest

from facilitator.agenda import AgendaError, copy_agenda, ledger, load_agenda
from facilitator.agenda.ledger_rules import check_ledger
from facilitator.agenda.problems import Report
from facilitator.agenda.stages import Stage
from facilitator.agenda.tables import names, table

GROWTH = Path(__file__).parents[1] / "workshop" / "growth.toml"


@pytest.mark.parametrize("id", names("ledgers"))
def test_every_ledger_of_the_product_keeps_to_the_rules(id: str) -> None:
    report = Report(Path(f"{id}.toml"), dict)
    check_ledger(table("ledgers", id), {}, (), report)
    assert [str(each) for each in report.problems] == []
    found = ledger(id)
    assert found.typed[0].id == found.main.id or found.main in found.typed
    assert found.main.required


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"quantity", "strategy"]', '"quantity", "sum"]', "there is no field 'sum'; there are"),
        ('line = ["text", "quantity"', 'line = ["quantity"', "'line' must name 'text'"),
        ('columns = ["quantity"]', 'columns = ["much"]', "there is no field 'much'"),
        ('of = "ways", required = true', "required = true", "names its ledger in 'of'"),
        ('of = "ways" }', 'of = "gone" }', "there is no ledger 'gone'"),
        ('belongs_to = "ways"', 'belongs_to = "goals"', "no field is a row of 'goals'"),
        ('choices = ["new", "existing"], ', "", "a choice needs 'choices'"),
        ('"people", "channels"', '"persons", "channels"', "'persons' cannot be taken over"),
        ('kind = "sales_plan"', 'kind = "plan"', 'it must be one of "session", "sales_plan"'),
        ('ledgers = ["ways", "habits"]', 'ledgers = ["ways", "drills"]', "'drills'; there are"),
        (
            'ledger = "habits", of = "ways"',
            'ledger = "habits", of = "goal"',
            "no ledger 'goal' here",
        ),
        ('ledgers = ["ways", "habits"]', "", "needs 'ledger' or 'ledgers'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = GROWTH.read_text("utf-8")
    assert text.count(old) == 1
    file = tmp_path / "growth.toml"
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(AgendaError) as error:
        load_agenda(file)
    first = error.value.problems[0]
    assert told in first.reason
    line = text[: text.index(old)].count("\n") + 1
    assert first.line == (line if new else first.line)


def test_a_copy_of_a_plan_s_agenda_is_the_same_plan(tmp_path: Path) -> None:
    folder = tmp_path / "agendas"
    folder.mkdir()
    (folder / "growth.toml").write_text(GROWTH.read_text("utf-8"), "utf-8")
    first = load_agenda(folder / "growth.toml")
    copied = load_agenda(copy_agenda("growth", tmp_path))
    assert (copied.kind, copied.takes) == (first.kind, first.takes)
    assert copied.stages == first.stages
    stage = copied.stage("L7")
    assert Stage.from_plain(stage.to_plain()) == stage
    assert [each.id for each in stage.all_ledgers] == ["ways", "habits"]
    ways = stage.ledgers[0]
    assert [each.id for each in ways.typed][:3] == ["text", "direction", "owner"]
    assert ways.main.label == "Strategy"
    with pytest.raises(KeyError):
        ways.field("colour")
