"""The installed command in a real terminal: a session by keys, and what a lost window costs."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.e2e.terminal import Terminal, is_possible

pytestmark = pytest.mark.skipif(not is_possible(), reason="needs tmux and the installed command")

LIST = "a Type"
"""What the footer says when keys act on a list."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    window = Terminal(tmp_path)
    yield window
    window.end()


def create(window: Terminal) -> None:
    """A new session from the home screen, with a name, a question and people."""
    window.start()
    window.see("No session yet", "n New")
    window.keys("n")
    window.see("Which agenda?", "2 Half day")
    window.type("2")
    window.see("Session ›")
    window.enter("Strategy 2027", seen="✓ Session saved")
    window.enter("Taveon Lighting", seen="✓ Company saved")
    window.enter("How do we grow although dealers shrink?", seen="✓ Question saved")
    window.keys("Tab")
    window.see("Add a person ›")
    window.enter("Marta Zielinska, moderator, MZ", seen="✓ Marta Zielinska added")
    window.enter("Jonas Weber, owner, JW", seen="✓ Jonas Weber added")
    window.enter("Piotr Nowak, key accounts, PN, Corporate", seen="✓ Piotr Nowak added")
    window.enter("Anna Berg, finance, AB", seen="✓ Anna Berg added")
    window.keys("Tab")
    window.see("Add a channel ›")
    window.enter("Dealer", seen="✓ Dealer added")


def go(window: Terminal, downs: int, title: str, seen: str) -> None:
    """Go to a stage by the agenda: so many rows below the first one."""
    window.keys("C-g")
    window.see("Enter goes there")
    window.keys("Home", *["Down"] * downs)
    under_the_cursor = re.compile(rf"▸.{{3}}{title} ")
    window.wait(lambda: under_the_cursor.search(window.screen()), window.screen)
    window.keys("Enter")
    window.see(seen)


def collect(window: Terminal) -> None:
    """Cards in all four quadrants, and a dot of each of two people."""
    go(window, 3, "SWOT", "Strengths ›")
    window.enter("Design in 5 days // rivals need 12", seen="✓ S1 added")
    window.enter("Spare parts for 7 years", seen="✓ S2 added")
    window.keys("Tab")
    window.see("Weaknesses ›")
    window.enter("Only 200 cold calls a year", seen="✓ W1 added")
    window.enter("o: 84 companies are no clients of ours", seen="✓ O1 added")
    window.enter("t: Imports are 20 % cheaper", seen="✓ T1 added")
    window.keys("BTab")
    window.see("Strengths ›")
    window.escape(LIST)
    window.keys("v")
    window.see("Not voted yet: JW, PN, AB")
    window.keys("Space")
    window.see("Not voted yet: PN, AB")
    window.keys("Tab")
    window.see("Piotr Nowak · S1")
    window.keys("Space")
    window.see("Not voted yet: AB")
    window.type("r")
    window.see("████████")
    window.escape(LIST)


def prioritise(window: Terminal) -> None:
    """Add the stage behind SWOT, freeze weights, score, reveal, decide."""
    window.keys("C-g")
    window.see("a adds")
    window.type("a")
    window.see("Add which stage?")
    window.keys(*["Down"] * 11)
    window.wait(lambda: re.search(r"▸ +Channel priority", window.screen()), window.screen)
    window.keys("Enter")
    window.wait(lambda: re.search(r"▸ +Channels ", window.screen()), window.screen)
    window.keys("Enter")
    window.see("Criterion ›")
    window.enter("Margin = 5", seen="✓ C1 weighs 5")
    window.enter("Growth = 3", seen="✓ C2 weighs 3")
    window.escape(LIST)
    window.keys("f")
    window.see("The weights are frozen.", "Jonas Weber ›")
    scores = {"Jonas Weber": "5434", "Piotr Nowak": "4322", "Anna Berg": "4533"}
    for person, row in scores.items():
        window.see(f"{person} scores · 0 of 4")
        for count, score in enumerate(row, 1):
            window.type(score)
            window.see(f"{person} scores · {count} of 4")
        window.type("]")
    window.see("Jonas Weber scores · 4 of 4")
    window.type("r")
    window.see("Revealed. Highest and lowest scorers speak first.")
    window.type("d")
    window.see("What do we do with Corporate?")
    window.type("1")
    window.see("What do we do with Dealer?")
    window.type("4")
    window.see("We decide ›")
    window.keys("Enter")
    window.see("✓ D1 decided", "D1 because ›")
    window.enter("the margin is higher", seen="✓ D1 saved")
    window.see("D1 decided by ›")
    window.keys("Enter")
    window.see(LIST)


def plan(window: Terminal) -> None:
    """Two actions typed as people say them."""
    go(window, 8, "Actions", "New action ›")
    window.enter(
        "@PN Call 84 companies by 29 jan 2027; done: 12 meetings held; first: list; from: O1 W1",
        seen="✓ A01 for Piotr Nowak by Fri 29 Jan 2027",
    )
    window.enter(
        "@AB Price the retrofit by 12 feb 2027; done: price list signed | approved",
        seen="✓ A02 for Anna Berg by Fri 12 Feb 2027",
    )


def agree(window: Terminal) -> None:
    """Hands on each action, each person's word on the plan, the plan closed."""
    go(window, 9, "Agreement", "JW on A01 ›")
    window.escape(LIST)
    hands = iter(("PN on A01", "AB on A01", "JW on A02", "PN on A02", "AB on A02"))
    for fingers in "45354":
        window.type(fingers)
        window.see(f"{next(hands)} ›")
    window.type("4")
    window.see("JW on the plan ›")
    window.keys("Up")
    window.see("r reveals all that are complete:", "r Reveal hands")
    window.type("r")
    window.see("Revealed: A01, A02.")
    window.keys("Down", "Home")
    window.see("JW on the plan ›")
    for person in ("Jonas Weber", "Piotr Nowak", "Anna Berg"):
        window.type("a")
        window.see(f"{person} accepts the plan.")
    window.see("accepted by all 3 of 3")
    window.type("c")
    window.see("Agreed. The plan is closed")


def export(window: Terminal) -> str:
    """The Markdown file as a reader gets it."""
    window.keys("C-e")
    window.see("Markdown", "Enter writes the file")
    window.keys("Enter")
    window.see("✓ Written:")
    (written,) = window.work.glob("*.md")
    return written.read_text("utf-8")


def test_a_session_from_the_home_screen_to_the_agreed_plan(terminal: Terminal) -> None:
    create(terminal)
    collect(terminal)
    prioritise(terminal)
    plan(terminal)
    agree(terminal)
    document = export(terminal)
    assert document.startswith("# Strategy 2027\n")
    assert "Taveon Lighting" in document
    assert "How do we grow although dealers shrink?" in document
    assert "accepted by all 3 of 3" in document
    actions = table(document, "Ref", "Action", "Owner")
    assert [row["Ref"] for row in actions] == ["A01", "A02"]
    assert actions[0]["Action"] == "Call 84 companies"
    assert actions[0]["Owner"] == "Piotr Nowak"
    assert actions[0]["Deadline"] == "Fri 29 Jan 2027"
    assert actions[0]["Measure of done"] == "12 meetings held"
    assert actions[0]["Source"] == "O1, W1"
    assert actions[1]["Owner"] == "Anna Berg"
    assert actions[1]["Measure of done"] == r"price list signed \| approved"
    hands = table(document, "Action", "JW", "PN", "AB")
    assert [[row[who] for who in ("JW", "PN", "AB")] for row in hands] == [list("453"), list("544")]
    assert {row["Person"] for row in table(document, "Person", "Word on the plan")} == {
        "Jonas Weber",
        "Piotr Nowak",
        "Anna Berg",
    }
    strengths = table(document, "Ref", "Card", "Evidence", "Dots")
    assert strengths[0]["Card"] == "Design in 5 days"
    assert strengths[0]["Evidence"] == "rivals need 12"
    assert strengths[0]["Dots"] == "2"
    # 5·5/8 + 4·3/8 …: the means of three people, weighted 5 and 3 of 8.
    places = {row["Channel"]: row["Score"] for row in table(document, "Place", "Channel", "Score")}
    assert places == {"Corporate": "**4.2083**", "Dealer": "**2.7917**"}
    (decision,) = table(document, "Ref", "Decision", "Reason")
    assert decision["Decision"] == "Corporate: priority; Dealer: maintain"
    assert decision["Reason"] == "the margin is higher"

    terminal.keys("C-q")
    terminal.wait_closed()


def table(document: str, *columns: str) -> list[dict[str, str]]:
    """The rows of the first table that has these columns, by column."""
    lines = document.splitlines()
    wanted = set(columns)
    begin = next(at for at, line in enumerate(lines) if wanted <= set(cells(line)))
    rows: list[dict[str, str]] = []
    header = cells(lines[begin])
    for line in lines[begin + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(header, cells(line), strict=True)))
    return rows


def cells(line: str) -> list[str]:
    """What stands between the bars that are not escaped."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


# -- a window that is lost in the middle of a sentence ------------------------------------------


def half_typed(window: Terminal, words: str) -> None:
    """A session at the SWOT, two cards saved, and words in the line that nobody has entered."""
    create(window)
    go(window, 3, "SWOT", "Strengths ›")
    window.enter("Design in 5 days", seen="✓ S1 added")
    window.keys("Tab")
    window.see("Weaknesses ›")
    window.enter("Only 200 cold calls a year", seen="✓ W1 added")
    window.type(words)
    window.see(f"Weaknesses › {words}")


def reopen(window: Terminal) -> str:
    """The session as `facilitator open` shows it."""
    window.start("open")
    return window.see("S1", "Design in 5 days", "W1", "Only 200 cold calls", "Weaknesses ›")


def test_a_closed_window_loses_not_one_letter(terminal: Terminal) -> None:
    half_typed(terminal, "Proposals do not sh")
    pid = terminal.pid
    terminal.close()
    terminal.wait(lambda: not is_running(pid), lambda: "the program stays without a window")
    reopen(terminal)
    terminal.see("▶ SWOT", "Weaknesses › Proposals do not sh")
    terminal.enter("ow our difference", seen="✓ W2 added")
    terminal.see("W2", "Proposals do not")


def test_a_killed_program_keeps_what_had_its_tick_and_what_was_typed(terminal: Terminal) -> None:
    half_typed(terminal, "Proposals do not sh")
    typed = monotonic()
    terminal.wait(lambda: monotonic() - typed > 2)  # the promise is about what is older than this
    terminal.type("ow our diff")
    terminal.see("Weaknesses › Proposals do not show our diff")
    terminal.kill()
    terminal.wait_closed()
    screen = reopen(terminal)
    assert "▶ SWOT" in screen
    line = terminal.line
    assert line.startswith("Weaknesses › Proposals do not sh")
    assert "Weaknesses › Proposals do not show our diff".startswith(line)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
