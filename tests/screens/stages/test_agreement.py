"""Agreement by keys: hands, amendments, the plan by name, closing it."""

from pathlib import Path

import pytest

from facilitator.model import Acceptance, Action, Participant, PlanVote, Row, Topic, Vote
from facilitator.words.language import use
from facilitator.workshop.exits import unmet
from facilitator.workshop.results.agreement import OBJECTIONS, action_votes
from facilitator.workshop.results.reading import fillings
from facilitator.workshop.reveal import hands_vote, is_hidden
from tests.screens.stages.host import Shown, bare, showing
from tests.workshop import demo_rows as demo
from tests.workshop.demo_words import VOTERS


def plan(*rows: Row) -> list[Row]:
    """Three actions of the demo, nobody has voted."""
    return bare(*demo.actions()[:3], *rows)


def passed() -> list[Row]:
    """All hands of the demo on those three."""
    refs = {"A01", "A02", "A03"}
    return [row for row in demo.votes() if isinstance(row, Vote) and row.target_id in refs]


def hands(shown: Shown, ref: str, number: int = 1) -> dict[str, int | None]:
    return {
        vote.participant_id: vote.value
        for vote in shown.state.rows(Vote)
        if vote.topic == Topic.ACTION and vote.target_id == ref and vote.round == number
    }


def words(shown: Shown, number: int = 1) -> dict[str, tuple[str, str, str]]:
    return {
        row.participant_id: (str(row.value), row.reason, row.amendment)
        for row in shown.state.rows(PlanVote)
        if row.round == number
    }


async def test_one_key_per_hand_goes_from_person_to_person_and_on(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "5", "5", "4", "4", "4")
        assert "1 missing" in shown.text("#agree-grid")
        assert "✓" in shown.text("#agree-grid")
        assert "0 of 3 passed" in shown.said("#agree-title")
        await shown.press("3", "up")
        assert "The hands are hidden until r reveals them." in shown.said("#agree-row")
        await shown.press("c")
        assert "Reveal the hands first, with r on an action: A01" in shown.told
        await shown.press("r", "down", "home", "0")
        assert hands(shown, "A01") == dict(zip(VOTERS, (5, 5, 4, 4, 4, 3), strict=True))
        assert hands(shown, "A02") == {"JW": 0}
        assert "3 passed" in shown.text("#agree-grid")
        assert "1 of 3 passed" in shown.said("#agree-title")
        await shown.press("up", "home", "2")
        assert "2*" in shown.text("#agree-grid")
        await shown.press("left")
        assert "* changed after the reveal: JW 5→2" in shown.said("#agree-row")


async def test_all_complete_hands_are_revealed_by_one_key(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan(), size=(120, 36)) as shown:
        await shown.press("escape", *"554443", *"433333", "5")
        assert "r reveals all that are complete: A01, A02." in shown.said("#agree-row")
        assert "r Reveal hands" in shown.said("#footer")
        head = shown.state.head
        await shown.press("r")
        assert "Revealed: A01, A02. Still hidden, for hands are missing: A03." in shown.told
        assert shown.state.head == head + 1, "one key, one entry: u takes all of it back"
        assert "2 of 3 passed" in shown.said("#agree-title")
        assert "hidden until r reveals" in shown.said("#agree-row")
        await shown.press("r")  # none is complete now: those under the cursor
        assert "Revealed: A03." in shown.told
        assert hidden(shown) == []
        await shown.press("u", "u")
        assert hidden(shown) == ["A01", "A02", "A03"]


def hidden(shown: Shown) -> list[str]:
    votes = action_votes(shown.state)
    return [each.action.ref for each in votes if is_hidden(shown.state, hands_vote(each.action))]


async def test_low_hands_are_named_with_what_to_ask(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "5", "4", "4", "4", "3", "1", "up", "r")
        assert "1 re-work" in shown.text("#agree-grid")
        await shown.press("left")
        about = shown.said("#agree-row")
        assert "Hear AB (asks for a change): what would have to change for a 3?" in about
        assert "by Fri 5 Feb 2027" in about
        await shown.press("end", "left", "0", "up")
        assert "Hear AB (blocks)" in shown.said("#agree-row")
        assert "0 blocked" in shown.text("#agree-grid")


async def test_an_emptied_hand_is_missing_again(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan(*passed())) as shown:
        await shown.press("escape", "space")
        assert "JW" not in hands(shown, "A01")
        assert "1 missing" in shown.text("#agree-grid")


async def test_amending_an_action_asks_its_votes_again_and_no_others(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan(*passed())) as shown:
        await shown.press("escape", "m", "1", "ctrl+u")
        await shown.type("template in half of all proposals")
        assert "Its votes are asked for again" in shown.told
        action = shown.state.find(Action, "A01")
        assert action is not None
        assert (action.measure, action.round) == ("template in half of all proposals", 2)
        assert hands(shown, "A01", 2) == {}
        assert len(hands(shown, "A01", 1)) == 6, "the first round stays in the record"
        assert len(hands(shown, "A02")) == 6
        await shown.press("ctrl+u")
        await shown.type("half is enough until June")
        after = shown.state.find(Action, "A01")
        assert after is not None
        assert (after.amendment, after.round) == ("half is enough until June", 2)
        assert "Round 1 was JW 5 IS 5 PN 4" in shown.said("#agree-row")


async def test_the_plan_is_accepted_by_name(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "pagedown", "a", "a")
        assert words(shown) == {"JW": ("accept", "", ""), "IS": ("accept", "", "")}
        await shown.press("r")
        assert "PN accepts, but" in shown.text()
        await shown.type("dealers must hear it from me first")
        assert words(shown)["PN"] == ("reservation", "dealers must hear it from me first", "")
        assert "res" in shown.text("#agree-grid")
        await shown.press("delete")
        assert "PN" not in words(shown)


async def test_an_objection_is_stored_with_what_would_resolve_it(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "pagedown", "o")
        await shown.type("A07: not in the budget")
        assert words(shown) == {}, "half an objection is none yet"
        assert "JW could accept if" in shown.text()
        await shown.type("at most 15 000 EUR")
        assert words(shown) == {"JW": ("object", "A07: not in the budget", "at most 15 000 EUR")}
        assert "NO!" in shown.text("#agree-grid")
        assert "in discussion" in shown.said("#agree-title")
        assert "acceptable if: at most 15 000 EUR" in shown.said("#agree-row")


async def test_on_an_action_the_letters_of_the_plan_do_not_act(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "r", "o", "a")
        assert words(shown) == {}
        assert shown.screen.line.has_focus, "a goes to the line, as on every list"


async def test_what_stands_in_the_way_is_listed_and_gone_to(tmp_path: Path) -> None:
    rows = plan(*passed())
    next(row for row in rows if row.id == "A02").deadline = None  # type: ignore[attr-defined]
    async with showing(tmp_path, "S10", rows) as shown:
        await shown.press("escape", "c")
        listed = shown.text()
        assert "A02 has no deadline." in listed
        assert "Anna Berg has not answered yet." in listed
        await shown.press("1")
        assert "A02 deadline ›" in shown.text()
        await shown.type("5 feb")
        action = shown.state.find(Action, "A02")
        assert action is not None and str(action.deadline) == "2027-02-05"
        assert not shown.state.workshop.agreed


async def test_the_plan_closes_when_nothing_is_in_the_way_and_can_be_reopened(
    tmp_path: Path,
) -> None:
    accepted = [
        PlanVote(workshop_id="w", id=f"w{who}", participant_id=who, value=Acceptance.ACCEPT)
        for who in VOTERS
    ]
    async with showing(tmp_path, "S10", plan(*passed(), *accepted)) as shown:
        assert "c closes it as agreed" in shown.said("#agree-title")
        await shown.press("escape", "c")
        assert shown.state.workshop.agreed
        assert "Closed as agreed: accepted by all 6 of 6" in shown.said("#agree-title")
        await shown.press("1")
        assert "Reopen it" in shown.told
        assert hands(shown, "A01")["JW"] == 5
        await shown.press("c")
        await shown.type("a client has cancelled")
        assert not shown.state.workshop.agreed


async def test_a_new_round_of_the_plan_asks_everybody_again(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape", "pagedown", "n")
        assert "Nobody has answered in this round yet" in shown.told
        await shown.press("a", "n")
        assert shown.state.workshop.plan_round == 2
        assert words(shown) == {"JW": ("accept", "", "")}
        assert words(shown, 2) == {}
        assert "0 of 6" in shown.text("#agree-grid")


async def test_absent_people_are_skipped_and_confirm_by_a_day(tmp_path: Path) -> None:
    rows = plan()
    absent = next(row for row in rows if isinstance(row, Participant) and row.id == "IS")
    absent.presence = "absent"  # type: ignore[assignment]
    async with showing(tmp_path, "S10", rows) as shown:
        assert "IS–" in shown.text("#agree-grid")
        await shown.press("escape", "5", "4")
        assert hands(shown, "A01") == {"JW": 5, "PN": 4}
        await shown.press("b")
        assert "is in the room" in shown.told
        await shown.press("pagedown", "home", "right", "b")
        await shown.type("29 jan")
        assert "Irina Sokolova confirms by Fri 29 Jan 2027" in shown.told
        assert "confirms by Fri 29 Jan 2027" in shown.said("#agree-row")


async def test_a_sentence_goes_to_the_hand_it_explains(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan(*passed())) as shown:
        assert "JW on A01 ›" in shown.text()
        await shown.type("I lead this one")
        note = next(
            vote.note
            for vote in shown.state.rows(Vote)
            if (vote.participant_id, vote.target_id) == ("JW", "A01")
        )
        assert note == "I lead this one"
        assert "JW: I lead this one" in shown.said("#agree-row")


@pytest.mark.parametrize("size", [(60, 18), (240, 70)])
async def test_it_fits_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(tmp_path, "S10", demo.all_rows(), size=size) as shown:
        await shown.press("escape", *["pagedown"] * 6)
        assert "Plan as a" in shown.text("#agree-grid")


async def test_without_actions_the_plan_alone_is_shown(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", bare()) as shown:
        await shown.press("escape", "c")
        assert "There is no action yet" in shown.text()


async def test_hands_typed_faster_than_they_are_saved_all_count(tmp_path: Path) -> None:
    async with showing(tmp_path, "S10", plan()) as shown:
        await shown.press("escape")
        await shown.pilot.press(*"554443")  # nothing is waited for between the keys
        await shown.settle()
        assert hands(shown, "A01") == dict(zip(VOTERS, (5, 5, 4, 4, 4, 3), strict=True))


async def test_an_objection_is_taken_on_by_somebody_until_a_day(tmp_path: Path) -> None:
    rows = plan(*passed())
    async with showing(tmp_path, "S10", rows) as shown:
        await shown.press("escape", "end", "pagedown", "home", "o")
        await shown.type("it harms liquidity")
        await shown.type("15 000 EUR or less")
        who = next(iter(words(shown)))
        stage = shown.body.stage
        assert any("objects" in each.sentence for each in unmet(shown.state, stage, demo.TODAY))
        await shown.press("escape", "w")
        await shown.type("somebody soon")
        assert "AB by fri" in shown.told
        await shown.pilot.press(*["backspace"] * 20)
        await shown.type("IS by 29 jan 2027")
        noted = fillings(shown.state, OBJECTIONS)[who]
        assert (noted["owner"], noted["date"]) == ("IS", "2027-01-29")
        assert not any("objects" in each.sentence for each in unmet(shown.state, stage, demo.TODAY))


async def test_results_and_words_of_the_plan_are_whole_in_polish(tmp_path: Path) -> None:
    use("pl")
    try:
        async with showing(tmp_path, "S10", plan(*passed())) as shown:
            grid = shown.text("#agree-grid")
            assert "3 przyjęte" in grid and "przyję…" not in grid
    finally:
        use("en")
