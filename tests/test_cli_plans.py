"""Making plans on the command line: from a session, for a person, for a period."""

import json
from pathlib import Path

import pytest

from facilitator.cli import run
from tests.workshop.plan_parts import growth

PEOPLE = "name;role;moderator\nIrina Sokolova;head of sales;\nPiotr Nowak;;\nMarta Zielinska;;yes\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("FACILITATOR_DB", raising=False)
    monkeypatch.setenv("FACILITATOR_TODAY", "2027-01-14")
    monkeypatch.chdir(tmp_path)
    agendas = tmp_path / "xdg_config_home" / "facilitator" / "agendas"
    agendas.mkdir(parents=True)
    path = growth().path
    assert path is not None
    text = path.read_text("utf-8")
    for kind in ("sales_plan", "operational_plan", "personal_plan"):
        own = text.replace('id = "growth"', f'id = "own_{kind}"').replace(
            '"sales_plan"', f'"{kind}"'
        )
        (agendas / f"{kind}.toml").write_text(own, "utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


def session() -> None:
    words = ["new", "--title", "Strategy", "--company", "Taveon Lighting", "--agenda", "half_day"]
    assert run([*words, "--participants", "people.csv"]) == 0


def made(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert run(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    return sorted(rows, key=lambda row: row["number"])


def test_the_chain_from_a_session_to_a_plan_for_everyone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    session()
    assert run(["new", "--agenda", "own_sales_plan", "--from", "1"]) == 0
    month = ["new", "--agenda", "own_operational_plan", "--from", "sales plan"]
    assert run([*month, "--period", "feb 2027"]) == 0
    capsys.readouterr()
    personal = ["new", "--agenda", "own_personal_plan", "--from", "3", "--person", "everyone"]
    assert run(personal) == 0
    assert capsys.readouterr().out == "4\n5\n"
    rows = made(capsys)
    assert [row["title"] for row in rows] == [
        "Strategy",
        "Sales plan 2027",
        "Operational plan February 2027",
        "Irina Sokolova, February 2027",
        "Piotr Nowak, February 2027",
    ]
    kinds = ["session", "sales_plan", "operational_plan", "personal_plan", "personal_plan"]
    assert [row["kind"] for row in rows] == kinds
    parents = [row["id"] for row in rows[:3]]
    assert [row["parent_id"] for row in rows] == ["", *parents, parents[-1]]
    assert (rows[3]["period_first"], rows[3]["period_last"]) == ("2027-02-01", "2027-02-28")
    assert {row["company"] for row in rows} == {"Taveon Lighting"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--agenda", "own_personal_plan"], 2, "Whose plan is it? Add --person"),
        (["--agenda", "own_personal_plan", "--from", "1"], 1, "Whose plan is it? Name one person"),
        (
            [
                "--agenda",
                "own_personal_plan",
                "--from",
                "1",
                "--period",
                "feb",
                "--person",
                "IS",
                "--person",
                "Olga",
            ],
            1,
            "Nobody in this session is called “Olga”",
        ),
        (["--agenda", "own_operational_plan", "--from", "1"], 1, "Which month or quarter"),
        (["--agenda", "own_sales_plan", "--from", "9"], 1, "There is no session “9”"),
        (
            ["--agenda", "own_sales_plan", "--from", "1", "--period", "soon"],
            1,
            "“soon” is no month",
        ),
        (["--person", "IS"], 2, "--person and --period are for plans"),
        ([], 2, "A session needs a title"),
    ],
)
def test_what_is_missing_is_a_sentence_and_nothing_is_made(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session()
    assert run(["new", *words]) == code
    assert told in capsys.readouterr().err
    assert len(made(capsys)) == 1


def test_a_plan_may_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["new", "--agenda", "own_personal_plan", "--person", "Piotr Nowak", "--period", "Q1"]
    assert run(words) == 0
    (row,) = made(capsys)
    assert (row["title"], row["parent_id"]) == ("Piotr Nowak, Q1 2027", "")
