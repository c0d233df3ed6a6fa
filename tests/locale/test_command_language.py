"""`--lang`, FACILITATOR_LANG and the environment: in which language the command line speaks."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.cli import run
from facilitator.commands.speech import language_of, take_language
from facilitator.words import language
from tests.locale.brackets import Bracketed


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.delenv("FACILITATOR_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    language.use("en")


def test_the_option_may_stand_anywhere() -> None:
    assert take_language(["--lang", "ru", "list"]) == (["list"], "ru")
    assert take_language(["list", "--lang=pl", "--json"]) == (["list", "--json"], "pl")
    assert take_language(["find", "--", "--lang", "ru"]) == (["find", "--", "--lang", "ru"], "")


def test_the_option_comes_before_the_variable_and_that_before_the_environment() -> None:
    said = {"LANG": "pl_PL.UTF-8"}
    assert language_of("", said) == "pl"
    assert language_of("", said | {"FACILITATOR_LANG": "ru"}) == "ru"
    assert language_of("en", said | {"FACILITATOR_LANG": "ru"}) == "en"
    assert language_of("", {"LANG": "fr_FR.UTF-8"}) == "en"


def test_another_language_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--lang", "fr"]) == 2
    assert "“fr” is not spoken here" in capsys.readouterr().err


def test_help_and_messages_speak(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        language,
        "_catalogue",
        lambda code: Bracketed() if code == "pl" else gettext.NullTranslations(),
    )
    assert run(["--lang", "pl", "list", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "⟦List the sessions, changed last first.⟧" in shown
    assert "⟦Print JSON.⟧" in shown
    assert "⟦The day to take for today, YYYY-MM-DD.⟧" in shown
    assert "⟦Parameters⟧" in shown
    assert run(["--lang", "pl", "import", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "⟦Required.⟧" in shown
    assert "[required]" not in shown
    assert run(["list"]) == 0
    assert "⟦" not in capsys.readouterr().err


def test_a_session_is_made_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new", "--title", "Plan", "--db", str(tmp_path / "a.db")]
    assert run([*words, "--session-lang", "pl"]) == 0
    assert run([*words, "--session-lang", "fr"]) == 1
    assert "The language of a session is one of" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["done", "1"], "Brakuje: ACTION."),
        (["export", "1", "--format", "md"], "Nie ma opcji --format. Czy chodzi o --force?"),
        (["rebuild", "--from", "zz"], "--from to jedno z: recorder, backup, a nie „zz”."),
        (["list", "--today", "2027-01-14", "--today", "x"], "--today podano więcej niż raz."),
        (["due", "--owner"], "--owner wymaga wartości."),
        (["list", "--today", "x"], "--today: podaj dzień, na przykład 2027-01-14, a nie „x”."),
        (["import", "nowhere.json"], "nie ma takiego pliku ani folderu"),
    ],
)
def test_words_that_cannot_be_read_are_named_in_the_language(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "pl", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_choice_is_listed_and_a_state_is_said_in_the_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["--lang", "pl", "rebuild", "--help"]) == 0
    assert "Jedno z: recorder, backup." in capsys.readouterr().out
    database = ["--db", str(tmp_path / "s.db")]
    assert run(["--lang", "pl", "new", "--title", "Rok 2027", *database]) == 0
    assert run(["--lang", "pl", "list", *database]) == 0
    assert "\twersja robocza\t" in capsys.readouterr().out


def test_figures_of_an_audit_are_written_as_the_language_writes_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ledger, survey = tmp_path / "sprzedaz.csv", tmp_path / "ankieta.csv"
    ledger.write_text("Data;Klient;Kwota\n03.01.2026;Alfa;1 234,50\n15.02.2026;Beta;2 000,00\n")
    survey.write_text("ocena\n" + "10\n9\n8\n6\n3\n9\n")
    words = ["audit", str(ledger), "--survey", str(survey), "--db", str(tmp_path / "s.db")]
    assert run(["--lang", "pl", *words, "--today", "2026-03-10"]) == 0
    shown = capsys.readouterr()
    assert "suma kontrolna 3\u00a0234,50" in shown.err
    assert "b/d" in shown.out and "n/a" not in shown.out
    assert "+16,7" in shown.out
