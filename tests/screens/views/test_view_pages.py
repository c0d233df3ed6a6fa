"""Views as tabs of a stage: what a key on a row keeps, opens, cuts, and says when it cannot."""

from decimal import Decimal
from pathlib import Path

import pytest

from facilitator.agenda import AgendaError, load_agenda
from facilitator.audit.engine.choices import Filters
from facilitator.model import Action, Card, Stage
from facilitator.workshop.results.audit import ledger_audit, ledger_source
from facilitator.workshop.sources import drop_source
from screens.dialogs.choose import ChooseDialog
from screens.stages.views.cuts import cut_of
from screens.stages.views.filters import ValueDialog
from screens.stages.views.opening import CustomersDialog, FigureDialog
from screens.widgets.itemlist import ItemList
from tests.screens.stages.host import Shown, bare, showing
from tests.screens.views.taveon import (
    PATIENCE,
    go_to_row,
    ledger_file,
    page_of,
    until,
    viewing,
)
from tests.screens.waiting import wait_until


def cards(shown: Shown) -> list[tuple[str, str, str]]:
    return [(card.section, card.text, card.evidence) for card in shown.state.rows(Card)]


async def on_top(shown: Shown, kind: type) -> None:
    await wait_until(lambda: isinstance(shown.app.screen, kind), PATIENCE)
    await shown.settle()


async def test_results_stand_before_the_sheets_and_go_with_the_ledger(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1") as shown:
        tabs = [tab.title for tab in shown.body.tabs()]  # type: ignore[attr-defined]
        assert tabs[:5] == ["Years", "Quarters", "Months", "Season", "Declines"]
        assert tabs[5] == "Sales by month"
        text = shown.said().replace("\xa0", " ")
        assert "▸Years" in text and "Dynamics, Jan 2025 – Dec 2026, revenue k€" in text
        assert "Total 2026: 4 700 k€, +6.8 % on 2025" in text
        await shown.press("escape", "right_square_bracket")
        assert "Q4 2026" in shown.text()
        await shown.app.desk.run(drop_source, "ledger")
        await shown.settle()
        assert "Sales by month" in shown.text() and "Quarters" not in shown.text()
        await shown.screen.do_undo()
        await shown.settle()
        assert "▸Years" in shown.text()


async def test_keys_go_along_when_results_come_and_go(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1") as shown:
        await shown.press("escape")
        assert shown.screen.focused in page_of(shown).lists()
        await shown.app.desk.run(drop_source, "ledger")
        await shown.settle()
        assert shown.screen.focused in shown.body.page.lists()  # type: ignore[attr-defined]
        await shown.screen.do_undo()
        await shown.settle()
        assert shown.screen.focused in page_of(shown).lists()


async def test_without_a_ledger_there_are_only_sheets(tmp_path: Path) -> None:
    async with showing(tmp_path, "A1", bare()) as shown:
        tabs = [tab.title for tab in shown.body.tabs()]  # type: ignore[attr-defined]
        assert tabs[0] == "Sales by month" and "Years" not in tabs
        await shown.press("escape")
        await shown.screen.action_do("view.finding")
        await shown.settle()
        assert "There are no results yet. Read a sales file" in shown.told


async def test_a_finding_a_pinned_one_and_a_cause(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1") as shown:
        await shown.press("escape")
        await go_to_row(shown, "Retail 2026")
        await shown.press("f")
        said = ("FD", "Retail 2026: 620 k€, +10.7 % on 2025", "sales.csv, 12 months to Dec 2026")
        assert cards(shown) == [said]
        assert "FD1 added" in shown.told
        await shown.press("f")
        assert "FD1 says that already." in shown.told and len(cards(shown)) == 1
        await shown.press("p")
        assert shown.state.rows(Card)[0].tags == ["pinned"]
        await go_to_row(shown, "Dealer 2026")
        await shown.press("p")
        assert shown.state.rows(Card)[1].tags == ["pinned"]
        await shown.press("u")
        assert len(cards(shown)) == 1, "kept and pinned in one step"
        await go_to_row(shown, "fall Dealer, Q3 2026")
        await shown.press("c")
        assert shown.screen.line.value == "Dealer, Q3 2026: "
        assert shown.screen.line.label == "Causes of decline"
        await shown.type("own brands of two dealers")
        assert cards(shown)[1] == ("CA", "Dealer, Q3 2026: own brands of two dealers", "")
        assert isinstance(shown.screen.focused, ItemList), "the next decline is one key away"
        assert page_of(shown).row is not None
        await shown.press("a")
        await shown.type("Total sales are flat in summer")
        assert cards(shown)[2][:2] == ("FD", "Total sales are flat in summer")


async def test_a_swot_item_and_an_action(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3") as shown:
        await shown.press("escape")
        await shown.screen.action_do("view.cause")
        await shown.settle()
        assert "Causes are collected in the stage Dynamics" in shown.told
        await go_to_row(shown, "class A")
        await shown.press("s")
        await on_top(shown, ChooseDialog)
        await shown.press("2")
        await wait_until(lambda: shown.state.rows(Card), PATIENCE)
        card = shown.state.rows(Card)[0]
        assert (card.board, card.section) == ("S1", "W")
        assert card.text == (
            "A: 11 customers (55 %, usual 20 %) bring 3 350 k€, 82.1 % of the revenue"
        )
        assert card.evidence == "sales.csv, 12 months to Dec 2026, ABC 80/95"
        await shown.settle()
        await shown.press("x")
        await on_top(shown, ChooseDialog)
        await shown.press("3")
        await wait_until(lambda: shown.screen.line.value, PATIENCE)
        assert shown.screen.line.value.startswith("@PN Look into A: 11 customers")
        await shown.type("fri")
        action = shown.state.rows(Action)[0]
        assert (action.owner_id, str(action.deadline)) == ("PN", "2027-01-15")
        assert action.title.startswith("Look into A: 11 customers (55 %, usual 20 %)")


async def test_without_a_swot_the_key_says_so(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A2") as shown:
        board = next(each for each in shown.state.rows(Stage) if each.key == "S1")
        await shown.app.desk.run(lambda edit: edit.remove(board))
        await shown.press("escape", "s")
        await until(shown, "This agenda has no SWOT stage.")


async def test_findings_go_to_the_section_they_belong_to(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3") as shown:
        await shown.press("escape")
        for view in ("view:irregular/", "view:stopped/"):
            shown.body.go_to(view)
            await shown.settle()
            await shown.press("f")
        reserve, risk = cards(shown)
        assert reserve[0] == "RE" and reserve[1].startswith("Velpak Packaging, class AZ, buys irr")
        assert reserve[2].endswith("XYZ by quarter, since first purchase, 10/25 %")
        assert risk[0] == "RK" and risk[1].startswith("Radion had brought 60 k€")


async def test_a_figure_opens_to_rows_that_add_up_to_it(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1", held=True, size=(120, 36)) as shown:
        await shown.press("escape")
        shown.body.go_to("view:months/")
        await shown.settle()
        await go_to_row(shown, "Dealer 2026-07")
        await shown.press("enter")
        await on_top(shown, FigureDialog)
        await until(shown, "rows add up to 100 000 €")
        text = shown.said().replace("\xa0", " ")
        assert "Dealer Jul 2026: 100 k€, −13.0 % on Jul 2025" in text
        assert "−13.043478 % = −3/23" in text
        assert "revenue of the same period a year before − 1" in text
        assert "window of 12 months to Dec 2026; ABC 80/95, boundary cross-in" in text
        assert "Filters: none" in text and "Source: sales.csv, 3 721 rows" in text
        items = shown.app.screen.query_one(ItemList).items
        rows = [item for item in items if item.key.startswith("row ")]
        count = next(item.text for item in items if item.key == "rows").split()[0]
        assert len(rows) == int(count)
        amounts = [Decimal(row.right.replace("\xa0", "").replace("−", "-")) for row in rows]
        assert sum(amounts) == 100_000
        assert all("2026-07-" in row.text and "Dealer" in row.text for row in rows)
        lines = ledger_file().read_text("utf-8").splitlines()
        assert rows[0].text.split()[0] in lines[int(rows[0].ref) - 1]
        await shown.press("escape")
        shown.body.go_to("view:years/")
        await shown.settle()
        await go_to_row(shown, "Total 2026")
        await shown.press("enter")
        await on_top(shown, FigureDialog)
        await until(shown, "1 928 rows add up to 4 700 000 €")
        whole = shown.app.screen.query_one(ItemList)
        some = len(whole.items)
        await shown.press("end")
        await wait_until(lambda: len(whole.items) > some, PATIENCE)


async def test_a_cell_of_the_matrix_lists_its_customers(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3", held=True) as shown:
        shown.body.go_to("view:matrix/")
        await shown.press("escape")
        text = shown.said().replace("\xa0", " ")
        assert "4 · 1 670 4 · 1 110 3 · 570" in text
        assert "Protect: named account manager" in text
        await shown.press("right", "right", "f")
        assert cards(shown)[0][0] == "RE"
        assert cards(shown)[0][1].startswith("AZ: 3 customers bring 570 k€, 14.0 % of the revenue")
        await shown.press("enter")
        await on_top(shown, CustomersDialog)
        await until(shown, "3 customers, together 570 k€", "Renvik Cold Store")
        assert "Big but unpredictable" in shown.text()
        await shown.press("escape", "tab", "end")
        assert page_of(shown).row is not None
        assert "Renvik Cold Store" in page_of(shown).row.sentence  # type: ignore[union-attr]
        await shown.press("escape")
        await shown.press("right_square_bracket")
        assert "▸Irregular" in shown.text()


async def test_a_filter_cuts_every_view_and_is_never_stored(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A2", held=True) as shown:
        head = shown.state.head
        await shown.press("escape", "F")
        await on_top(shown, ChooseDialog)
        await shown.press("1")
        await on_top(shown, ValueDialog)
        await shown.type("deal")
        await until(shown, "Only channel Dealer", "1 560")
        await wait_until(lambda: "Retail" not in shown.text("ViewPage"), PATIENCE)
        assert "620" not in shown.text("ViewPage")
        await shown.press("f")
        assert cards(shown)[0][2] == "sales.csv, 12 months to Dec 2026, channel Dealer"
        await shown.press("u")
        await shown.screen.enter(next(e for e in shown.state.stages if e.key == "A3"))
        await shown.settle()
        await until(shown, "Only channel Dealer")
        await shown.press("escape")
        shown.body.go_to("view:dependence/")
        await until(shown, "Elnord")
        assert "Halmer" not in shown.text()
        await shown.press("escape")
        assert "All rows again." in shown.told
        assert "Halmer Logistics" in shown.text()
        cut = cut_of(shown.app.desk)
        for channel in ("Corporate", "Dealer"):  # the second one does not wait for the first
            cut.filters = Filters(channels=(channel,))
            shown.body.show()
            await shown.pilot.pause()
        await until(shown, "Only channel Dealer", "Elnord")
        await wait_until(lambda: not cut.running, PATIENCE)
        assert "Halmer" not in shown.text() and "…" not in shown.text(".filters")
        await shown.press("A")
        assert ledger_audit(shown.state).choices.filters.any is False  # type: ignore[union-attr]
        assert not shown.state.rows(Card) and shown.state.head > head
        await shown.press("A")
        assert "No filter is on" in shown.told


async def test_a_period_and_filters_that_leave_nothing(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1", held=True) as shown:
        await shown.press("escape", "slash")
        await on_top(shown, ChooseDialog)
        await shown.press("3")  # to
        await on_top(shown, ValueDialog)
        await shown.type("dec 2025")
        await until(shown, "Only to Dec 2025", "4 400")
        await wait_until(lambda: "4 700" not in shown.text("ViewPage").replace("\xa0", " "), 20)
        await shown.press("F")
        await on_top(shown, ChooseDialog)
        await shown.press("2")
        await on_top(shown, ValueDialog)
        await shown.type("mar 2026")
        await until(shown, "The first month of the period comes after the last one.")


async def test_choices_are_stored_and_taken_back(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3", held=True) as shown:
        await shown.press("escape", "X")
        await on_top(shown, ChooseDialog)
        await shown.press("3")
        await on_top(shown, ChooseDialog)
        await shown.press("2")
        await until(shown, "Cut anew. Who crosses a limit: cross-out")
        await until(shown, "3 200")
        stored = ledger_source(shown.state)
        assert stored is not None and stored.choices["boundary"] == "cross-out"
        await shown.press("f")
        assert cards(shown)[0][2].endswith("ABC 80/95 cross-out")
        await shown.press("u", "u")
        assert "3 350" in shown.text().replace("\xa0", " ")
        again = ledger_source(shown.state)
        assert again is not None and again.choices.get("boundary", "cross-in") == "cross-in"


async def test_a_typed_limit_and_the_proposal(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3", held=True) as shown:
        shown.body.go_to("view:xyz/")
        await shown.press("escape", "X")
        await on_top(shown, ChooseDialog)
        await shown.press("6")
        await on_top(shown, ChooseDialog)
        await shown.press("4")
        await wait_until(lambda: shown.screen.line.is_editing, PATIENCE)
        assert shown.screen.line.value == "10/25"
        await shown.press(*["backspace"] * 5)
        await shown.type("5")
        await until(shown, "Type two numbers, such as 80/95.")
        await shown.press("backspace")
        await shown.type("12/30")
        await until(shown, "XYZ, by quarter, 12/30 %")
        await shown.press("P")
        await until(shown, "XYZ, by quarter, 10/25 %")
        assert "Cut anew. XYZ limits, CV in %: 10/25" in shown.told


async def test_the_season_is_taken_out_of_regularity(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A3", held=True) as shown:
        shown.body.go_to("view:xyz/")
        await shown.press("escape", "X")
        await on_top(shown, ChooseDialog)
        await shown.press("9")
        await on_top(shown, ChooseDialog)
        await shown.press("2")
        await until(shown, "Cut anew. The season in XYZ: taken out")
        await until(shown, "with a class 6 are X", "The season is taken out")


async def test_without_the_ledger_itself_keys_say_how_to_have_it(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A1") as shown:
        await shown.press("escape")
        await shown.press("F")
        await until(shown, "Read the file")
        shown.screen.tell("")
        await shown.press("P")
        assert "That is how the figures are cut already." in shown.told
        await shown.press("X")
        await on_top(shown, ChooseDialog)
        await shown.press("1")
        await on_top(shown, ChooseDialog)
        await shown.press("2")
        await until(shown, "Read the file")
        await go_to_row(shown, "Retail 2026")
        await shown.press("enter")
        await on_top(shown, FigureDialog)
        await until(shown, "620 000 €", "Read the file")
        assert cut_of(shown.app.desk).filters.any is False


async def test_loyalty_keeps_what_clients_said(tmp_path: Path) -> None:
    async with viewing(tmp_path, "A4") as shown:
        assert "▸NPS" in shown.text() and "+43" in shown.text()
        await shown.press("escape", "f")
        assert cards(shown)[0] == (
            "PR",
            "NPS Corporate +43 (14 answers, 95 %: 0.0 to +70.6, indicative)",
            "nps.csv, 14 answers",
        )
        await shown.press("right_square_bracket", "down", "f")
        section, text, evidence = cards(shown)[1]
        assert (section, text) == ("DE", "Late deliveries in autumn")
        assert evidence.startswith("nps.csv, line ") and evidence.endswith("score 4, Dealer")
        await shown.screen.action_do("view.filter")
        await until(shown, "A survey is not filtered or cut.")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 70)])
async def test_views_fit_any_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with viewing(tmp_path, "A0", size=size) as shown:
        assert "Overview, 12 months to Dec 2026" in shown.text()
        assert "2026" in shown.text()
        await shown.press("escape", "f")
        assert cards(shown)[0][0] == "FA"
        await go_to_row(shown, "nps channel Dealer")
        await shown.press("f")
        assert cards(shown)[1][2] == "nps.csv, 10 answers", "a survey's figure names the survey"
        await shown.screen.enter(next(each for each in shown.state.stages if each.key == "A3"))
        await shown.settle()
        shown.body.go_to("view:matrix/")
        await shown.press("escape")
        assert "4 · 1 670" in shown.text().replace("\xa0", " ")


def test_an_unknown_view_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'id = "mine"\ntitle = "Mine"\n[[stage]]\nuse = "A1"\nviews = [\n  "years",\n  "weeks",\n]\n'
        '[[stage]]\nuse = "S1"\nviews = ["years"]\n',
        encoding="utf-8",
    )
    with pytest.raises(AgendaError) as caught:
        load_agenda(path)
    told = {each.line: each.reason for each in caught.value.problems}
    assert told[7].startswith("there is no view 'weeks'; there are overview, years")
    assert "means nothing in a stage of kind 'board'" in told[11]
