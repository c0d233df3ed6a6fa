"""A round of numbers: who has given one is seen, what it is only when all are revealed."""

from pathlib import Path

from facilitator.model import Vote
from tests.screens.stages.host import bare, showing


async def test_numbers_are_hidden_until_r(tmp_path: Path) -> None:
    async with showing(tmp_path, "S0", bare()) as shown:
        await shown.press("escape", "r")
        assert "Nobody has voted yet." in shown.told
        await shown.press("4", "5", "2")
        assert [vote.value for vote in shown.state.rows(Vote)] == [4, 5, 2]
        people = shown.text("#people")
        assert people.count("✓") == 3 and "■" not in people
        assert "3 of" in shown.text("#summary")
        assert "hidden until r reveals it" in shown.text("#summary")
        assert "mean" not in shown.text("#summary")
        await shown.press("i")
        await shown.type("3 slept badly")
        assert "slept badly" in shown.text("#people") and "■" not in shown.text("#people")
        await shown.press("escape", "r")
        assert "■■■■■ 5" in shown.text("#people")
        assert "mean 3.5" in shown.text("#summary")
        await shown.press("home", "1")
        assert "* changed after the reveal: 4→1" in shown.said("#people")
