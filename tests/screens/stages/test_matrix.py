"""Channel priority by keys: weights, silent scores, the reveal, the decision."""

from pathlib import Path

import pytest

from facilitator.model import Channel, Criterion, Decision, Hearing, Row, Score, Stage
from screens.stages.revote import RevoteDialog
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo


def criteria() -> list[Row]:
    found = [row for row in demo.scoring() if isinstance(row, Criterion)]
    found[0].low, found[0].middle = "clients buy on price", "some name our difference"
    return [*found]


def in_phase(phase: str, *rows: Row) -> list[Row]:
    everything = bare(*rows)
    for row in everything:
        if isinstance(row, Stage) and row.kind == "matrix":
            row.phase = phase
        if isinstance(row, Channel):
            row.role = ""  # type: ignore[assignment]
    return everything


def phase(shown: Shown) -> str:
    return next(stage.phase for stage in shown.state.stages if stage.kind == "matrix")


def given(shown: Shown, who: str, number: int = 1) -> dict[tuple[str, str], int]:
    return {
        (row.channel_id, row.criterion_id): row.value
        for row in shown.state.rows(Score)
        if row.participant_id == who and row.round == number
    }


async def test_weights_are_set_by_digits_and_percents_follow(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("", *criteria())) as shown:
        assert "5 = 25.0" in shown.text("#criteria")
        assert "1 clients buy on price · 3 some name our difference" in shown.said("#criteria")
        await shown.press("escape", "9", "down", "plus")
        weights = {row.ref: row.weight for row in shown.state.rows(Criterion)}
        assert weights == {"C1": 9, "C2": 6, "C3": 4, "C4": 3, "C5": 3}
        assert "9 = 36.0" in shown.said("#criteria")


async def test_criteria_are_typed_renamed_explained_and_deleted(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("")) as shown:
        await shown.type("Growth outlook = 4")
        await shown.type("Access to key clients")
        assert [(row.name, row.weight) for row in shown.state.rows(Criterion)] == [
            ("Growth outlook", 4),
            ("Access to key clients", 1),
        ]
        await shown.press("escape", "g")
        for words in ("shrinks", "stands still", "grows"):
            await shown.type(words)
        row = shown.state.rows(Criterion)[0]
        assert (row.low, row.middle, row.high) == ("shrinks", "stands still", "grows")
        await shown.press("down", "d")
        assert [row.name for row in shown.state.rows(Criterion)] == ["Growth outlook"]


async def test_without_channels_it_says_what_to_do_and_takes_one(tmp_path: Path) -> None:
    rows = [row for row in in_phase("", *criteria()) if not isinstance(row, Channel)]
    async with showing(tmp_path, "S3", rows) as shown:
        assert "There is no channel to score yet" in shown.text()
        await shown.press("escape", "f")
        assert "There is no channel to score" in shown.told
        assert phase(shown) == ""
        await shown.press("c")
        await shown.type("Corporate")
        await shown.press("f")
        assert phase(shown) == "scoring"
        assert "Corporate" in shown.text("#matrix-grid")


async def test_one_person_scores_with_one_key_each_blanks_stay_blank(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("scoring", *criteria())) as shown:
        assert "JW Jonas Weber scores" in shown.text("#matrix-title")
        assert "Jonas Weber ›" in shown.text()
        await shown.press("escape", "5", "4", "space", "7", "3")
        assert given(shown, "JW") == {
            ("corporate", "C1"): 5,
            ("corporate", "C2"): 4,
            ("corporate", "C4"): 3,
        }
        assert "3 of 15" in shown.text("#matrix-title")


async def test_nobody_sees_the_scores_of_another(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("scoring", *criteria())) as shown:
        await shown.press("escape", "5", "4", "3", "2", "1", "tab")
        assert "IS Irina Sokolova scores · 0 of 15" in shown.text("#matrix-title")
        cells = shown.text("#matrix-grid").replace("C1   C2   C3   C4   C5", "")
        assert not any(digit in cells for digit in "12345")
        await shown.press("left_square_bracket")
        cells = shown.text("#matrix-grid").replace("C1   C2   C3   C4   C5", "")
        assert not any(digit in cells for digit in "12345"), "not even of the one who scores"
        assert cells.count("•") == 5
        await shown.press("p")
        assert "5    4    3    2    1" in shown.text("#matrix-grid"), "unless the operator looks"
        await shown.press("right_square_bracket")
        await shown.press("1", "left_square_bracket")
        assert given(shown, "IS") == {("corporate", "C1"): 1}
        assert "JW Jonas Weber scores · 5 of 15" in shown.text("#matrix-title")
        assert "JW … Jonas Weber" in shown.text("#matrix-summary")


async def test_a_sheet_of_scores_is_typed_in_one_line(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("scoring", *criteria())) as shown:
        await shown.type("5 5 4 4 5 2 4 2 4 . 3 2 4 3 2")
        scores = given(shown, "JW")
        assert len(scores) == 14
        assert ("dealer", "C5") not in scores
        assert scores["retail", "C3"] == 4
        await shown.type("5 4 3")
        assert "Nothing was entered" in shown.told
        await shown.press("ctrl+u")
        await shown.type("this is no score")
        assert "Scores are digits" in shown.told


async def test_commands_of_another_phase_do_nothing_here(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("scoring", *criteria())) as shown:
        await shown.press("escape", "d", "v", "n")
        assert len(shown.state.rows(Criterion)) == 5
        assert shown.app.screen is shown.screen
        await shown.screen.action_do("matrix.decide")
        await shown.settle()
        assert "Reveal the scores first" in shown.told
        await shown.screen.action_do("card.delete")
        await shown.settle()
        assert "Unfreeze the weights first" in shown.told
        assert len(shown.state.rows(Criterion)) == 5


async def test_unfreezing_needs_a_reason_and_history_keeps_it(tmp_path: Path) -> None:
    async with showing(tmp_path, "S3", in_phase("scoring", *criteria())) as shown:
        await shown.press("escape", "f")
        assert "Unfreeze the weights because" in shown.text()
        await shown.press("enter")
        assert phase(shown) == "scoring"
        await shown.type("C2 was misread")
        assert phase(shown) == "weights"
        entries = shown.app.desk.opened.store.entries("w")
        assert "C2 was misread" in entries[-1].label
        assert shown.text("#criteria")


async def test_the_reveal_shows_means_ranks_and_what_must_be_talked_about(
    tmp_path: Path,
) -> None:
    rows = in_phase("scoring", *demo.scoring())
    async with showing(tmp_path, "S3", rows, size=(120, 45)) as shown:
        await shown.press("escape", "r")
        assert phase(shown) == "revealed"
        assert "Blanks remain with AB" in shown.told
        grid = shown.text("#matrix-grid").splitlines()
        assert grid[1].split()[-2:] == ["4.40", "1"]
        assert grid[2].split()[-2:] == ["3.01", "2"]
        assert grid[3].split()[-2:] == ["2.62", "3"]
        assert "2.83!" in grid[3]
        assert "2.60~" in grid[2], "the blank is not a zero"
        await shown.press("down", "down")
        cell = shown.text("#matrix-cell")
        assert "mean 2.83 · spread σ 1.21: must talk · 1–5 · 6 of 6" in cell
        assert "1▃1 2▃1 3█3 4·0 5▃1" in cell
        assert "EM 1 · PN 2 · JW IS AB 3 · TL 5" in cell
        assert "Ask EM (1) and TL (5)" in cell
        said = shown.said("#matrix-summary")
        assert "Unlike the room, EM and TL put their own channel first." in said
        assert "the order stays: Corporate 4.31, Dealer 2.72, Retail 2.33" in said
        assert "Without C2 the order changes: Corporate 4.37, Retail 2.88, Dealer 2.73" in said
        assert "Dealer draws level only if C4 weighs 83.6 % (now 15.0 %)" in said


async def test_what_was_said_is_noted_and_the_cell_counts_as_heard(tmp_path: Path) -> None:
    rows = in_phase("revealed", *demo.scoring())
    async with showing(tmp_path, "S3", rows) as shown:
        await shown.press("escape", "down", "down", "n")
        await shown.type("EM sees returns, TL the web shop")
        heard = shown.state.rows(Hearing)
        assert [(row.channel_id, row.criterion_id, row.text) for row in heard] == [
            ("retail", "C1", "EM sees returns, TL the web shop")
        ]
        assert "2.83✓" in shown.text("#matrix-grid")


async def test_a_second_vote_keeps_the_first_and_counts_instead_of_it(tmp_path: Path) -> None:
    rows = in_phase("revealed", *demo.scoring())
    async with showing(tmp_path, "S3", rows) as shown:
        await shown.press("escape", "down", "down", "v")
        assert isinstance(shown.app.screen, RevoteDialog)
        assert not given(shown, "JW", 2), "opening the dialog changes nothing"
        await shown.press("3", "3", "2", "2", "4", "3")
        assert "hidden until r reveals it" in shown.text("#revote-title")
        assert shown.text("#revote-grid").count("•") == 6
        await shown.press("escape")
        assert "Vote 2 is not revealed yet: v, then r." in shown.said("#matrix-cell")
        assert "*" not in shown.text("#matrix-grid"), "the vote before counts"
        await shown.press("v", "n")
        assert "Reveal this vote first, with r." in shown.text("#revote-told")
        await shown.press("r")
        assert "•" not in shown.text("#revote-grid")
        await shown.press("escape")
        cell = ("retail", "C1")
        assert [given(shown, who, 2)[cell] for who in ("JW", "IS", "PN", "EM", "TL", "AB")] == [
            3, 3, 2, 2, 4, 3,
        ]  # fmt: skip
        assert given(shown, "EM")[cell] == 1
        assert "spread σ 0.69" in shown.text("#matrix-cell")
        assert "* changed after the reveal: EM 1→2, TL 5→4" in shown.said("#matrix-cell")
        assert "2.83~*" in shown.text("#matrix-grid")


async def test_the_decision_gives_roles_a_sentence_a_reason_and_a_rule(tmp_path: Path) -> None:
    rows = in_phase("revealed", *demo.scoring())
    async with showing(tmp_path, "S3", rows) as shown:
        await shown.press("escape", "d")
        assert "What do we do with Corporate?" in shown.text()
        await shown.press("1", "3", "4")
        assert (
            shown.screen.line.value == "Corporate: priority; Dealer: restructure; Retail: maintain"
        )
        await shown.press("enter")
        roles = {row.name: str(row.role) for row in shown.state.rows(Channel)}
        assert roles == {"Corporate": "priority", "Dealer": "restructure", "Retail": "maintain"}
        await shown.type("our guarantee works there")
        await shown.press("enter")
        made = shown.state.rows(Decision)
        assert [(row.stage_key, row.reason, row.rule) for row in made] == [
            ("S3", "our guarantee works there", "owner decision after scoring")
        ]
        assert "because our guarantee works there" in shown.said("#matrix-summary")


async def test_leaving_the_roles_half_way_decides_nothing(tmp_path: Path) -> None:
    rows = in_phase("revealed", *demo.scoring())
    async with showing(tmp_path, "S3", rows) as shown:
        await shown.press("escape", "d", "1", "escape")
        assert not shown.state.rows(Decision)
        assert not any(row.role for row in shown.state.rows(Channel))


@pytest.mark.parametrize("size", [(60, 18), (240, 70)])
@pytest.mark.parametrize("at", ["", "scoring", "revealed"])
async def test_each_phase_fits_any_terminal(tmp_path: Path, at: str, size: tuple[int, int]) -> None:
    async with showing(tmp_path, "S3", in_phase(at, *demo.scoring()), size=size) as shown:
        await shown.press("escape", "down", "right")
        assert "›" in shown.text()
        assert "C1" in shown.text()
