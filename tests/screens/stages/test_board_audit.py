"""What the board shows of the audit and of competitors, and what goes on from it."""

from pathlib import Path

from facilitator.model import Action, Card, Record
from facilitator.workshop.cards import card_by_ref
from tests.screens.stages.host import bare, showing
from tests.workshop import demo_audit


def card(section: str, ref: str, **values: object) -> Card:
    known: dict[str, object] = {"workshop_id": "w", "id": ref, "board": "S1", "section": section}
    return Card(**known | {"ref": ref, "text": f"Words of {ref}", "listed": True} | values)  # pyright: ignore


async def test_a_rivals_strength_becomes_a_threat_with_one_key(tmp_path: Path) -> None:
    rows = bare(card("S", "S1", subject="Lumex", evidence="price list"), card("S", "S2"))
    async with showing(tmp_path, "S1", rows, size=(160, 40)) as shown:
        assert "o: a threat?" in shown.said("#section-S")
        await shown.press("escape", "o")
        threat = card_by_ref(shown.state, "T1")
        assert threat is not None
        assert (threat.text, threat.subject, threat.evidence) == (
            "Lumex: Words of S1", "Lumex", "price list",
        )  # fmt: skip
        assert "o: a threat?" not in shown.said("#section-S")
        await shown.press("o")
        assert "stands among the threats already" in shown.told
        await shown.press("down", "o")
        assert "Only a competitor's strength" in shown.told


async def test_audit_numbers_stand_beside_the_board_and_are_read_anywhere(tmp_path: Path) -> None:
    async with showing(tmp_path, "S1", bare(*demo_audit.audit()), size=(160, 40)) as shown:
        beside = shown.said("#numbers")
        assert "Dealer 2026" in beside and "Clients kept" in beside and "NPS of" in beside
        await shown.pilot.resize_terminal(80, 24)
        await shown.settle()
        assert not shown.screen.query_one("#numbers").display
        await shown.press("escape", "b")
        assert "Audit numbers" in shown.said() and "Dealer 2026" in shown.said()


async def test_chances_not_used_today_stand_out_among_the_factors(tmp_path: Path) -> None:
    rows = bare(card("S", "S1"), card("O", "O1"), card("O", "O2", tags=["used_today"]))
    async with showing(tmp_path, "S2", rows, size=(120, 36)) as shown:
        assert "! O1 Words" in shown.said("#factors") and "○ O2" in shown.said("#factors")
        await shown.type("S1 x O1: Programme")
        assert "✓ O1" in shown.said("#factors")


async def test_a_bottleneck_waits_for_its_action(tmp_path: Path) -> None:
    rows = bare(card("W", "W1", tags=["bottleneck"]))
    async with showing(tmp_path, "S9", rows) as shown:
        assert "bottlenecks without an action: W1" in shown.said()
        await shown.type("@PN Book a visit by 29 jan; from: W1")
        assert "bottlenecks without an action" not in shown.said()


async def test_rows_beside_forms_and_figures_get_statuses_and_actions(tmp_path: Path) -> None:
    async with showing(tmp_path, "S6", bare()) as shown:
        await shown.press("escape", "right_square_bracket", "a")
        await shown.type("Cold store; listed; PN")
        await shown.press("escape", "s")
        assert shown.state.rows(Record)[0].values["status"] == "contacted"
        await shown.press("x")
        action = shown.state.rows(Action)[0]
        assert (action.title, action.sources) == ("Cold store", ["LK1"])
        await shown.press("left_square_bracket", "x")
        assert len(shown.state.rows(Action)) == 1
    async with showing(tmp_path / "audit", "A4", bare()) as shown:
        await shown.press("escape", "right_square_bracket", "a")
        await shown.type("Ostara; we wait ten days; delivery")
        await shown.press("escape", "x")
        assert shown.state.rows(Action)[0].sources == ["IV1"]
