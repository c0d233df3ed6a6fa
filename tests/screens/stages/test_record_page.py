"""Ledgers described by data, by keys: lines become rows, fields are filled, rows have rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitator.model import Action, Record, Row
from facilitator.workshop.records import records
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from screens.stages import plans
from screens.widgets.itemlist import Item
from tests.screens.stages.host import bare, showing
from tests.workshop.plan_parts import growth


def plan(*rows: Row) -> list[Row]:
    stage = new_stage("w", growth().stage("L7"))
    return bare(stage, *rows)


def strategy(number: int, text: str, **values: str) -> Record:
    ref = f"ST{number}"
    return Record(
        workshop_id="w",
        id=ref,
        position=number,
        ledger="ways",
        ref=ref,
        values={"text": text, **values},
    )


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def lines(state: State, today: date) -> list[Item]:
        count = len(records(state, "ways"))
        return [Item("count", f"Strategies on {today}", right=str(count))]

    monkeypatch.setattr(plans, "registry", lambda: {"ways": lines})
    yield


async def test_a_line_becomes_a_row_and_a_wrong_one_stays_in_the_line(
    tmp_path: Path, computed: None
) -> None:
    async with showing(tmp_path, "L7", plan(), size=(80, 24)) as shown:
        assert "Win retail associations; new; Piotr" in shown.text()
        await shown.type("Retail associations; new; Olga; 120")
        assert records(shown.state, "ways") == []
        assert shown.screen.line.value == "Retail associations; new; Olga; 120"
        assert "Owner: Nobody in this session is called “Olga”" in " ".join(shown.told.split())
        await shown.press("ctrl+u")
        await shown.type("Retail associations; new; is; 120")
        (row,) = records(shown.state, "ways")
        assert (row.values["owner"], row.values["expected"]) == ("IS", "120")
        text = shown.text().replace("\xa0", " ")
        assert "ST1" in text and "new · 120 k€" in text
        assert "Strategies on 2027-01-14" in text
        await shown.type("Grow dealers")
        assert "missing: direction, owner" in shown.said()
        assert "○" in shown.text(".-rows")


async def test_enter_and_tab_go_through_the_fields(tmp_path: Path) -> None:
    async with showing(tmp_path, "L7", plan(strategy(1, "Grow")), size=(120, 36)) as shown:
        await shown.press("escape", "enter")
        assert shown.screen.line.label == "ST1 Direction*", "the first that is missing"
        await shown.type("exi")
        assert shown.screen.line.label == "ST1 Owner*"
        await shown.type("ab")
        await shown.press("tab")
        assert shown.screen.line.label == "ST1 Until"
        await shown.type("1 jan 2020")
        assert "is over" in shown.told
        assert shown.screen.line.value == "1 jan 2020"
        await shown.press("ctrl+u")
        await shown.type("30 jun")
        (row,) = records(shown.state, "ways")
        assert row.values == {
            "text": "Grow",
            "direction": "existing",
            "owner": "AB",
            "until": "2027-06-30",
        }
        await shown.press("escape", "escape", "x")
        (action,) = shown.state.rows(Action)
        assert (action.title, action.owner_id, action.sources) == ("Grow", "AB", ["ST1"])


async def test_rows_stand_under_the_row_they_belong_to(tmp_path: Path) -> None:
    rows = plan(strategy(1, "Grow"), strategy(2, "Win"))
    async with showing(tmp_path, "L7", rows, size=(120, 36)) as shown:
        await shown.press("escape", "right_square_bracket", "home")
        assert shown.screen.line.label == "New tactic for ST1"
        await shown.press("a")
        await shown.type("Visit; 3")
        await shown.type("Call; 20; st2")
        assert shown.screen.line.label == "New tactic for ST2"
        await shown.type("Write; 5")
        made = [(row.ref, row.values["strategy"]) for row in records(shown.state, "habits")]
        assert made == [("TA1", "ST1"), ("TA2", "ST2"), ("TA3", "ST2")]
        text = shown.text()
        places = [text.index(each) for each in ("Grow", "Visit", "Win", "Call", "Write")]
        assert places == sorted(places)
        assert "3 a week" in text.replace("\xa0", " ")
        await shown.press("escape", "d")
        assert [row.ref for row in records(shown.state, "habits")] == ["TA1", "TA2"]
        await shown.press("u", "end", "K")
        assert [row.ref for row in records(shown.state, "habits")] == ["TA1", "TA3", "TA2"]


async def test_pasted_lines_make_rows(tmp_path: Path) -> None:
    async with showing(tmp_path, "L7", plan(), size=(60, 18)) as shown:
        body = shown.body
        said = await body.capture(["One\tnew\tIS", "Two\texisting\tAB"])
        assert said == "ST1 … ST2 added"
        assert [row.values["owner"] for row in records(shown.state, "ways")] == ["IS", "AB"]
