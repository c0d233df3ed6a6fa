"""A review in a real terminal's terms: digits, a new day, facts, lights, what changed."""

from datetime import date
from pathlib import Path

from facilitator.agenda import stage as plan_of_stage
from facilitator.model import Action, Record
from facilitator.workshop.results.actions import ANSWERS, MOVED_FROM
from facilitator.workshop.results.reading import answer
from facilitator.workshop.stages import new_stage
from screens.spotlight.stage_charts import charts_here
from tests.screens.stages.host import bare, showing
from tests.workshop import demo_rows as demo


def review(key: str):
    """The stages of a review behind the demo's, with its actions."""
    stages = [new_stage("w", plan_of_stage(each)) for each in ("F3", "F2", "F4", "F5", "F1")]
    for at, stage in enumerate(stages):
        stage.id, stage.position = stage.key, 90 + at
    return bare(*stages, *demo.ledgers())


async def test_statuses_on_digits_and_a_new_day(tmp_path: Path) -> None:
    async with showing(tmp_path, "F3", review("F3"), (120, 36)) as shown:
        await shown.press("escape", "3")
        await shown.type("16 proposals; 13 jan")
        first = shown.state.rows(Action)[0]
        assert (first.status, first.evidence) == ("done", "16 proposals")
        assert answer(shown.state, ANSWERS, "done_on", first.id) == "2027-01-13"
        await shown.press("down", "4")
        await shown.type("no list can be bought")
        second = shown.state.rows(Action)[1]
        assert (second.status, second.evidence) == ("blocked", "no list can be bought")
        await shown.press("down", "2", "m")
        await shown.type("5 mar")
        assert "Say why A03 moves" in shown.told
        await shown.type("; supplier answers in March")
        third = shown.state.rows(Action)[2]
        assert (third.status, third.deadline) == ("in_progress", date(2027, 3, 5))
        assert answer(shown.state, ANSWERS, MOVED_FROM, third.id) == "2027-02-26"
        assert "moved +5 working days from Fri 26 Feb 2027" in shown.said()


async def test_facts_under_their_kpi_and_an_action_of_a_red_one(tmp_path: Path) -> None:
    kpi = Record(
        workshop_id="w",
        id="K1",
        ledger="kpis",
        ref="K1",
        values={
            "name": "Cold calls", "kind": "process", "target": "17", "unit": "calls",
            "frequency": "weekly", "source": "CRM", "person": "PN",
        },
    )  # fmt: skip
    async with showing(tmp_path, "F2", [*review("F2"), kpi], (120, 36)) as shown:
        await shown.type("8 jan; 10")
        (fact,) = [row for row in shown.state.rows(Record) if row.ledger == "kpi_facts"]
        assert fact.values == {"period": "2027-01-08", "fact": "10", "kpi": "K1"}
        assert "10 of 17 58.8 %" in shown.said()
        assert "red" in shown.said()
        (chart,) = charts_here(shown.body)
        drawn = "\n".join(chart.draw(60, 12))
        assert "17 calls" in drawn and "10 calls" in drawn and "59\u00a0% red" in drawn
        await shown.press("escape", "P")
        action = shown.state.rows(Action)[-1]
        assert (action.title, action.sources) == ("Bring Cold calls back to 17 calls", ["K1"])
        await shown.press("P")
        assert "K1 Cold calls has an action already." in shown.told


async def test_a_row_says_whether_its_fact_was_counted_or_typed(tmp_path: Path) -> None:
    def row(key: str, ledger: str, **values: str) -> Record:
        return Record(workshop_id="w", id=key, ledger=ledger, ref=key, values=values)

    kpi = row(
        "K1", "kpis", name="Cold calls", kind="process", target="17", unit="calls",
        frequency="weekly", source="CRM",
    )  # fmt: skip
    counted = row("KF1", "kpi_facts", period="2027-01-04", kpi="K1", counted="9", days="4")
    typed = row("KF2", "kpi_facts", period="2027-01-11", kpi="K1", fact="7")
    async with showing(tmp_path, "F2", [*review("F2"), kpi, counted, typed], (80, 24)) as shown:
        lines = [" ".join(each.split()) for each in shown.text().replace("┃", " ").splitlines()]
        first = next(at for at, each in enumerate(lines) if "KF1" in each)
        for at, told in enumerate(
            ("Mon 4 Jan 2027 9", "counted from 4 tracked days", "Mon 11 Jan 2027 7", "typed")
        ):
            assert lines[first + at].rstrip("▁▂▃▄▅▆▇█ ").endswith(told)


async def test_the_scoreboard_counts_and_the_watch_list_has_lights(tmp_path: Path) -> None:
    async with showing(tmp_path, "F1", review("F1"), (120, 36)) as shown:
        await shown.type("14 jan")
        said = shown.said()
        assert "Actions on Thu 14 Jan 2027" in said
        assert "10 open" in said
    async with showing(tmp_path / "watch", "F5", review("F5")) as shown:
        await shown.type("No answer; orders late; 4; AB; 4 mar")
        assert "GP1" in shown.text()
        await shown.press("escape", "]", "r")
        await shown.type("two promises broken")
        assert "red" in shown.text()
