"""Ledgers by keys: a line adds a row, Enter goes into its fields, digits set levels."""

from pathlib import Path

import pytest

from facilitator.agenda import stage as plan_of_stage
from facilitator.model import Action, Goal, Requirement, Topic, Vote
from facilitator.words.language import use
from facilitator.workshop.stages import new_stage
from screens.desk import Desk
from screens.widgets.capture import CaptureLine
from tests.screens.stages.host import Host, bare, showing
from tests.screens.waiting import wait_until
from tests.workshop import demo_rows as demo


async def test_a_requirement_with_its_levels_in_one_line(tmp_path: Path) -> None:
    async with showing(tmp_path, "S7", bare(), size=(120, 40)) as shown:
        assert "For example: Quality" in shown.text()
        await shown.type("On-time delivery of 95 % 5 5 3 4")
        row = shown.state.rows(Requirement)[0]
        assert (row.ref, row.text) == ("R1", "On-time delivery of 95 %")
        assert (row.importance, row.required, row.own, row.competitor) == (5, 5, 3, 4)
        assert "5 5 3 4  gap 2 → 10" in shown.text()
        assert "critical · competitor ahead · no action yet" in shown.text()
        assert shown.screen.line.value == ""


async def test_a_number_in_the_words_is_no_level(tmp_path: Path) -> None:
    async with showing(tmp_path, "S7", bare()) as shown:
        await shown.type("Proposal in 5 days")
        await shown.type("60 days payment 3 4")
        rows = shown.state.rows(Requirement)
        assert [(row.text, row.importance, row.required) for row in rows] == [
            ("Proposal in 5 days", None, None),
            ("60 days payment", 3, 4),
        ]
        assert "missing: importance, required, own" in shown.text()


async def test_digits_set_levels_one_after_another(tmp_path: Path) -> None:
    row = Requirement(workshop_id="w", id="R1", ref="R1", text="Delivery")
    async with showing(tmp_path, "S7", bare(row)) as shown:
        await shown.press("escape", "5", "5", "3", "4")
        kept = shown.state.rows(Requirement)[0]
        assert (kept.importance, kept.required, kept.own, kept.competitor) == (5, 5, 3, 4)
        await shown.press("u", "u")
        kept = shown.state.rows(Requirement)[0]
        assert (kept.own, kept.competitor) == (None, None)


async def test_the_demo_gaps(tmp_path: Path) -> None:
    rows = bare(*demo.ledgers())
    async with showing(tmp_path, "S7", rows, size=(120, 40)) as shown:
        text = shown.text().replace("\xa0", " ")
        assert "Fit 75.5 % (competitor 69.5 %) · Σ weighted gap 37" in text
        assert "critical R1 R3 R4" in text
        assert "USP candidate" in text


async def test_an_action_in_the_grammar_of_the_line(tmp_path: Path) -> None:
    gap = Requirement(workshop_id="w", id="R3", ref="R3", text="Proposal in 5 days")
    async with showing(tmp_path, "S9", bare(gap)) as shown:
        await shown.type("@is Rewrite the corporate proposal by 5 feb; done: template; from: R3")
        await shown.type("Hire a new-business manager by 31 mar; cost: 900")
        owned, open_one = shown.state.rows(Action)
        assert (owned.owner_id, str(owned.deadline)) == ("IS", "2027-02-05")
        assert (owned.measure, owned.sources) == ("template", ["R3"])
        assert (open_one.title, open_one.owner_id) == ("Hire a new-business manager", "")
        assert (str(open_one.deadline), open_one.cost) == ("2027-03-31", 90_000)
        assert "IS Fri 5 Feb" in shown.text()
        assert "Nobody owns it" in shown.text()
        assert "Load IS 1" in shown.text()


async def test_enter_goes_into_the_fields_and_escape_back(tmp_path: Path) -> None:
    row = Action(workshop_id="w", id="A01", ref="A01", title="Hire a new-business manager")
    async with showing(tmp_path, "S9", bare(row)) as shown:
        await shown.press("escape", "enter")
        assert shown.screen.line.label == "A01 Owner*", "the first that is missing"
        assert "initials: JW IS" in shown.text().replace(",", "")
        await shown.type("jo")
        assert shown.screen.line.label == "A01 Deadline*"
        await shown.type("31 mar")
        assert "Wed 31 Mar 2027" in shown.told
        kept = shown.state.rows(Action)[0]
        assert (kept.owner_id, str(kept.deadline)) == ("JW", "2027-03-31")
        await shown.press("escape", "escape", "a")
        assert shown.screen.line.label == "New action"


async def test_tab_goes_on_without_and_out_behind_the_last_field(tmp_path: Path) -> None:
    row = Requirement(workshop_id="w", id="R1", ref="R1", text="Delivery")
    async with showing(tmp_path, "S7", bare(row)) as shown:
        await shown.press("tab")
        assert shown.screen.line.label == "R1 Importance*"
        await shown.press("tab")
        assert shown.screen.line.label == "R1 Required level*"
        await shown.press("shift+tab", "shift+tab")
        assert shown.screen.line.label == "R1 Requirement*"
        assert shown.screen.line.value == "Delivery"
        await shown.press("shift+tab")
        assert shown.screen.line.label == "New requirement"


async def test_two_people_as_owner_are_refused_and_stay_in_the_line(tmp_path: Path) -> None:
    row = Action(workshop_id="w", id="A01", ref="A01", title="Hire a new-business manager")
    async with showing(tmp_path, "S9", bare(row)) as shown:
        await shown.press("tab")
        await shown.type("IS, PN")
        assert "Name one owner" in shown.told
        assert shown.screen.line.value == "IS, PN"
        assert shown.state.rows(Action)[0].owner_id == ""


async def test_status_goes_round_and_done_asks_what_shows_it(tmp_path: Path) -> None:
    review = new_stage("w", plan_of_stage("F3"))
    review.id, review.position = "F3", 99
    rows = bare(review, *demo.ledgers())
    async with showing(tmp_path, "F3", rows) as shown:
        await shown.press("escape", "s", "s")
        assert shown.state.rows(Action)[0].status == "done"
        assert "f types what shows it" in shown.text()
        await shown.press("f")
        await shown.type("16 proposals collected")
        assert shown.state.rows(Action)[0].evidence == "16 proposals collected"
        assert "done: 16 proposals collected" in shown.text()


async def test_goals_show_their_letters_and_confidence(tmp_path: Path) -> None:
    async with showing(tmp_path, "S8", bare()) as shown:
        await shown.type("Raise corporate revenue")
        assert "··A··" in shown.text()
        await shown.press("escape", "v", *"44434")
        given = [vote.value for vote in shown.state.rows(Vote) if vote.topic == Topic.CONFIDENCE]
        assert given == [4, 4, 4, 3, 4]


async def test_confidence_is_hidden_until_everybody_sees_it(tmp_path: Path) -> None:
    goal = Goal(workshop_id="w", id="G1", ref="G1", text="Raise revenue")
    async with showing(tmp_path, "S8", bare(goal)) as shown:
        await shown.press("escape", "v", *"44434")
        grid = shown.text("#trust-grid")
        assert grid.count("✓") == 5 and "4" not in grid
        assert "Not said yet: AB" in shown.text("#trust-waiting")
        await shown.press("3", "escape")
        assert "hidden" in shown.text() and "3.67" not in shown.text()
        await shown.press("v")
        assert "r reveals the numbers" in shown.text("#trust-waiting")
        await shown.press("r")
        assert [
            line.split()[-1].strip("▸") for line in shown.text("#trust-grid").splitlines()[1:7]
        ] == [*"444343"]
        await shown.press("home", "1")
        assert "before" in shown.text("#trust-grid"), "what was changed afterwards says so"
        await shown.press("u", "escape")
        assert "3.67 min 3" in shown.text()


async def test_pages_beside_the_ledger(tmp_path: Path) -> None:
    rows = bare(*demo.ledgers(), *demo.audit(), *demo.forms())
    async with showing(tmp_path, "S8", rows, size=(120, 40)) as shown:
        await shown.press("escape", "right_square_bracket")
        assert "8.0" in shown.text()
        assert "Cold calls" in shown.text()
        await shown.press("right_square_bracket")
        text = shown.text().replace("\xa0", " ")
        assert "Contracts needed" in text
        assert "420 k€" in text
        assert "17 (16.7)" in text, "the norm per week in the improved case"


async def test_a_gap_becomes_an_action(tmp_path: Path) -> None:
    rows = [row for row in bare(*demo.ledgers()) if not isinstance(row, Action)]
    async with showing(tmp_path, "S7", rows) as shown:
        await shown.press("escape", "x")
        action = shown.state.rows(Action)[0]
        assert (action.title, action.sources) == ("On-time delivery ≥ 95 %", ["R1"])


async def test_rows_move_and_go_and_come_back(tmp_path: Path) -> None:
    async with showing(tmp_path, "S7", bare(*demo.ledgers())) as shown:
        before = [row.ref for row in shown.state.rows(Requirement)]
        await shown.press("escape", "J")
        after = [row.ref for row in shown.state.rows(Requirement)]
        assert after[:2] == [before[1], before[0]]
        await shown.press("d")
        assert before[0] not in [row.ref for row in shown.state.rows(Requirement)]
        await shown.press("u", "u")
        assert [row.ref for row in shown.state.rows(Requirement)] == before


async def test_a_half_typed_field_comes_back_after_a_restart(tmp_path: Path) -> None:
    row = Action(workshop_id="w", id="A01", ref="A01", title="Hire a new-business manager")
    async with showing(tmp_path, "S9", bare(row)) as shown:
        await shown.press("tab", "tab", "tab")
        assert shown.screen.line.label == "A01 Measure of done*"
        await shown.type("contract sig", enter=False)
        await shown.screen.before_leaving()
        opened = shown.app.desk.opened
        again = Host(opened, "S9")
        again.desk = Desk(opened, await opened.drafts())
        async with again.run_test(size=(80, 24)) as pilot:
            await wait_until(lambda: again.screen.query("#body"))
            await pilot.pause()
            line = again.screen.query_one(CaptureLine)
            await wait_until(lambda: line.label == "A01 Measure of done*")
            assert line.value == "contract sig"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 70)])
async def test_ledgers_fit_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    rows = bare(*demo.ledgers())
    async with showing(tmp_path, "S9", rows, size=size) as shown:
        assert "A01" in shown.text()
        assert "Load" in shown.text()
        await shown.press("escape", "enter")
        assert "▸ Action*" in shown.text() and "  Owner*" in shown.text()
        assert "A01 Action* › Rewrite the corporate proposal" in shown.text()


async def test_what_the_line_adds_is_one_row_by_its_own_word(tmp_path: Path) -> None:
    use("pl")
    try:
        async with showing(tmp_path, "S9", bare()) as shown:
            assert shown.screen.line.label == "Dodaj: działanie"
    finally:
        use("en")
