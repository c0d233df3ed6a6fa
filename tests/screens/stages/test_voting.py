"""Dots of people on cards, entered by keys."""

from pathlib import Path

from facilitator.model import Ballot, Card
from screens.stages.voting import VotingDialog
from screens.widgets.grid import Grid
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo


def cards(count: int) -> list[Card]:
    return [
        Card(
            workshop_id="w",
            id=f"S{at}",
            position=at,
            board="S1",
            section="S",
            ref=f"S{at}",
            text=f"Strength number {at}",
        )
        for at in range(1, count + 1)
    ]


def dots(shown: Shown) -> dict[tuple[str, str], int]:
    return {(row.participant_id, row.card_id): row.dots for row in shown.state.rows(Ballot)}


async def test_each_key_is_a_stored_dot_until_the_budget_is_spent(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*cards(9))) as shown:
        await shown.press("escape", "v")
        assert isinstance(shown.app.screen, VotingDialog)
        assert "3 each" in shown.text("#vote-title")
        assert "JW 3" in shown.text("#vote-grid")
        await shown.press("space", "down", "space", "down", "1", "down", "space")
        assert dots(shown) == {("JW", "S1"): 1, ("JW", "S2"): 1, ("JW", "S3"): 1}
        assert "●" not in shown.text("#vote-grid")
        assert "Jonas Weber placed 4 dots but has 3" in shown.text("#vote-told")
        assert "JW 0" in shown.text("#vote-grid")
        assert "Not voted yet: IS, PN, EM, TL, AB" in shown.text("#vote-waiting")
        await shown.press("up", "space")
        assert ("JW", "S3") not in dots(shown)


async def test_tab_begins_the_next_person_at_the_first_card(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*cards(3))) as shown:
        await shown.press("escape", "v", "down", "space", "tab", "space", "shift+tab")
        assert dots(shown) == {("JW", "S2"): 1, ("IS", "S1"): 1}
        assert shown.app.screen.query_one(Grid).current == ("S1", "JW")


async def test_totals_stay_hidden_until_they_are_revealed(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*demo.boards())) as shown:
        await shown.press("escape", "v")
        assert "dots" not in shown.text("#vote-grid").splitlines()[0]
        assert "Everybody has voted. r reveals them." in shown.text("#vote-waiting")
        await shown.press("r")
        lines = shown.text("#vote-grid").splitlines()
        assert lines[0].rstrip().endswith("dots")
        assert [int(line.split()[-1]) for line in lines[1:10]] == [4, 6, 2, 1, 1, 1, 1, 1, 1]


async def test_dots_are_taken_back_and_the_vote_begins_again_hidden(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*cards(9))) as shown:
        await shown.press("escape", "v", "c")
        assert "Nobody has given dots here yet." in shown.text("#vote-told")
        await shown.press("space", "down", "space", "tab", "space", "r", "c")
        assert "Irina Sokolova" in shown.text()
        await shown.press("1")
        assert dots(shown) == {("JW", "S1"): 1, ("JW", "S2"): 1}
        await shown.press("c", "1")
        assert dots(shown) == {}
        await shown.press("space")
        assert sum(dots(shown).values()) == 1 and "●" not in shown.text("#vote-grid")
        await shown.press("u", "u", "u")
        assert len(dots(shown)) == 3 and "●" in shown.text("#vote-grid")


async def test_more_dots_on_a_card_only_when_the_room_allows_them(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*cards(9))) as shown:
        await shown.press("escape", "v", "2")
        assert dots(shown) == {}
        await shown.press("x", "2")
        assert dots(shown) == {("JW", "S1"): 2}
        await shown.press("u")
        assert dots(shown) == {}


async def test_sixty_cards_are_reached_and_esc_comes_back_to_the_board(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*cards(60)), size=(60, 18)) as shown:
        await shown.press("escape", "v", *["pagedown"] * 10, "space")
        assert dots(shown) == {("JW", "S60"): 1}
        assert "S60" in shown.text("#vote-grid")
        await shown.press("escape")
        assert shown.app.screen is shown.screen


async def test_without_cards_it_says_what_to_do(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare()) as shown:
        await shown.press("escape", "v", "space", "r", "tab", "x")
        assert "no card to vote on yet" in shown.text("#vote-grid")
        await shown.press("escape")
        assert shown.app.screen is shown.screen


async def test_dots_are_hidden_until_the_reveal_and_changes_after_it_are_marked(
    tmp_path: Path,
) -> None:
    async with showing(tmp_path, "S1", bare(*cards(9)), size=(120, 36)) as shown:
        await shown.press("escape", "v", "space", "down", "space", "tab", "space")
        assert "Irina Sokolova: 1 dot given" in shown.text("#vote-told")
        assert "Not voted yet: PN, EM, TL, AB" in shown.text("#vote-waiting")
        assert "●" not in shown.text("#vote-grid")
        await shown.press("p")
        assert shown.text("#vote-grid").count("●") == 1, "the operator checks one person"
        await shown.press("tab")
        assert "●" not in shown.text("#vote-grid")
        entries = await shown.app.desk.opened.history()
        assert "on S1" not in " ".join(entry.label for entry in entries)
        await shown.press("escape")
        assert not any(
            line.rstrip().endswith("2") for line in shown.text("#section-S").splitlines()
        )
        await shown.press("L")
        assert "The dots are still hidden." in shown.told
        await shown.press("v", "r")
        lines = shown.text("#vote-grid").splitlines()
        assert lines[1].split()[-2:] == ["████████", "2"]
        assert lines[2].split()[-2:] == ["████", "1"]
        assert "changed" not in shown.text("#vote-waiting")
        await shown.press("right", "home", "down", "down", "space")
        assert "* changed after the reveal: JW S3 0→1" in shown.said("#vote-waiting")
        assert "●*" in shown.text("#vote-grid").splitlines()[3]
        await shown.press("space")
        assert "changed" not in shown.text("#vote-waiting"), "as it was at the reveal"
        await shown.press("r")
        assert "on the table already" in shown.text("#vote-told")
        await shown.press("escape", "L")
        assert "Short-list: S1" in shown.told
