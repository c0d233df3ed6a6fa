"""Two real terminals: the moderator's, and the room's that follows it and may come and go."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.e2e.terminal import Terminal, is_possible

pytestmark = pytest.mark.skipif(not is_possible(), reason="needs tmux and the installed command")

LAG = 0.5
"""Seconds by which the room may be behind the moderator's own screen."""


@pytest.fixture
def terminals(tmp_path: Path) -> Iterator[tuple[Terminal, Terminal]]:
    moderator, room = Terminal(tmp_path / "m"), Terminal(tmp_path / "r", 100, 30)
    yield moderator, room
    moderator.end()
    room.end()


def seen_after(window: Terminal, words: str) -> float:
    """Seconds until the words are on the screen, from now."""
    began = monotonic()
    while words not in window.screen():
        assert monotonic() - began < 30, f"{words} not in\n{window.screen()}"
        sleep(0.01)
    return monotonic() - began


def to_swot(window: Terminal) -> None:
    window.keys("C-g")
    window.see("Enter goes there")
    window.keys("Home", "Down", "Down", "Down")
    window.wait(lambda: "▸   SWOT" in window.screen(), window.screen)
    window.keys("Enter")
    window.see("Strengths ›")


def test_the_room_follows_within_half_a_second_and_both_may_come_and_go(
    terminals: tuple[Terminal, Terminal],
) -> None:
    moderator, room = terminals
    database = str(moderator.home / "sessions.db")
    room.start("show", "--screen", "--db", database)
    room.see("Waiting for the database of the session")
    words = ("--title", "Strategy 2027", "--agenda", "half_day", "--db", database)
    moderator.run("new", *words)
    room.see("Strategy 2027")
    moderator.start("open", "--db", database)
    moderator.see("Session ›")
    to_swot(moderator)
    room.see("SWOT", "Strengths · 0")

    lags: list[float] = []
    for number in range(1, 4):
        moderator.enter(f"Strength number {number}", seen=f"✓ S{number} added")
        lags.append(seen_after(room, f"Strength number {number}"))
    for title in ("Weaknesses", "Opportunities", "Threats"):
        moderator.keys("Tab")
        moderator.see(f"{title} ›")
        moderator.enter(f"The first of {title}", seen=f"✓ {title[0]}1 added")
        lags.append(seen_after(room, f"The first of {title}"))
    # A machine that does other things as well delays one or the other, not most of them.
    assert sorted(lags)[len(lags) // 2] <= LAG, lags
    assert "Ask " in moderator.screen()
    assert "Ask " not in room.screen() and "›" not in room.screen()

    room.keys("q")
    room.wait_closed()
    moderator.enter("Said while nobody looked", seen="✓ T2 added")
    room.start("show", "--screen", "--db", database)
    room.see("Said while nobody looked", "Threats · 2")
    moderator.kill()
    moderator.wait_closed()
    moderator.start("open", "--db", database)
    moderator.see("Strengths ›")
    moderator.enter("Said after the crash", seen="✓ S4 added")
    room.see("Said after the crash")
