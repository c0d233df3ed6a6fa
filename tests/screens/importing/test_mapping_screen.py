"""A file as understood, corrected column by column."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from facilitator.audit.mapping import Mapping
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.recognise import recognise
from facilitator.audit.remembered import remember
from facilitator.audit.survey import recognise_survey
from facilitator.audit.vocabulary import LEDGER, SURVEY, Role
from screens.importing.looking import first_look, keep_in_mind
from screens.importing.mapping import MappingScreen
from screens.importing.table import ColumnsTable
from tests.screens.importing.pushed import Pushed, pushed

PLAIN = "date;client;sum;paid\n03.04.2026;Alpha;1 234,50;7\n05.06.2026;Beta;abc;8\n"
UNCLEAR = "date;client;sum\n03.04.2026;Alpha;1 234,50\n05.06.2026;Beta;abc\n"
GARBLED = "Дата;Клиент;Сумма\n31.01.2026;Ветер;10,50\n28.02.2026;Север;1 200,00\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path


def screen_for(path: Path, *, number: str = "", survey: bool = False) -> MappingScreen:
    look = recognise_survey if survey else recognise
    begin = partial(first_look, look=look, memory=path.parent / "mappings")
    return MappingScreen(path, look, begin, SURVEY if survey else LEDGER, number=number)


def written(folder: Path, text: str, name: str = "sales.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding)
    return path


async def stand_on(shown: Pushed, name: str) -> None:
    table = shown.screen.query_one(ColumnsTable)
    for _ in range(len(table.columns)):
        if table.columns[table.column].name == name:
            return
        await shown.press("right" if table.column < len(table.columns) - 1 else "home")
    raise AssertionError(name)


async def test_a_clear_file_is_read_with_one_key(folder: Path) -> None:
    path = written(folder, "date;customer;amount\n2026-01-31;Alpha;10.50\n2026-02-01;Beta;2\n")
    async with pushed(screen_for(path, number="file 1 of 2")) as shown:
        await shown.until("sales.csv · file 1 of 2", "2 rows · control total 12.50")
        await shown.until("● date", "● customer", "● amount", "2026-01-31", "Read 2 rows")
        await shown.press("r")
        mapped = await shown.left()
    assert mapped.told.columns == {
        Role.DATE: "date", Role.CUSTOMER: "customer", Role.AMOUNT: "amount",
    }  # fmt: skip
    assert not mapped.told.numbers and not mapped.told.dates
    assert not mapped.is_remembered


async def test_a_key_pressed_while_the_file_is_looked_at_is_obeyed_after_it(folder: Path) -> None:
    path = written(folder, "date;amount\n2026-01-31;10.50\n2026-02-01;2\n")
    async with pushed(screen_for(path)) as shown:
        await shown.press("r")
        assert (await shown.left()).path == path


async def test_guesses_doubts_and_bad_cells_are_shown_and_changed(folder: Path) -> None:
    async with pushed(screen_for(written(folder, UNCLEAR)), size=(80, 30)) as shown:
        await shown.until("? Column “date”: Day and month cannot be told apart", "? date")
        await shown.until("2026-04-03", "No column is the amount", "● customer")
        await shown.press("r")
        await shown.until("Not yet, see the line below.")
        await stand_on(shown, "sum")
        await shown.press("enter")
        await shown.until("What is “sum”?")
        await shown.press("2")
        await shown.until("● amount", "1,234.50", "✗ abc", "✗ 1 bad", "line 3: abc")
        await shown.until("2 rows · control total 1,234.50")
        await stand_on(shown, "date")
        await shown.press("d")
        await shown.until("How are the days of “date” written?")
        await shown.press("2")
        await shown.until("2026-03-04", "2026-05-06")
        assert "cannot be told apart" not in shown.text
        await shown.press("tab", "enter")
        mapped = await shown.left()
    assert mapped.told.columns[Role.AMOUNT] == "sum"
    assert mapped.told.dates == {"date": DateStyle.MONTH_FIRST}
    assert mapped.found.control_total is not None


async def test_a_role_goes_to_another_column_and_away(folder: Path) -> None:
    path = written(folder, "date;amount;net\n2026-01-31;1,234;5\n2026-02-01;2,345;6\n")
    async with pushed(screen_for(path)) as shown:
        await shown.until("control total 3,579", "“1,234” may be 1234 or 1.234")
        await stand_on(shown, "amount")
        await shown.press("n")
        await shown.until("How are the numbers of “amount” written?")
        await shown.press("2")
        await shown.until("control total 3.579")
        await stand_on(shown, "net")
        await shown.press("e", "2")
        await shown.until("control total 11", "“net” is the amount")
        await shown.press("n", "escape")
        await stand_on(shown, "amount")
        await shown.until("“amount” is not used.")
        await shown.press("n")
        await shown.until("Numbers are in columns of an amount")
        await stand_on(shown, "date")
        await shown.press("e", "end", "enter")
        await shown.until("No column is the date yet")
        await shown.press("escape")
        assert await shown.left() is None


async def test_encoding_delimiter_and_header_can_be_corrected(folder: Path) -> None:
    path = written(folder, "export of today;;\n" + GARBLED, encoding="cp1251")
    async with pushed(screen_for(path)) as shown:
        await shown.until("cp1251 · “;” between cells · header in line 2", "Ветер")
        await shown.press("f", "1")
        await shown.until("Letters (encoding) of")
        await shown.press("7")  # cp866
        await shown.until("cp866 · “;”")
        assert "Ветер" not in shown.text
        await shown.press("f", "1", "4")
        await shown.until("cp1251", "Ветер")
        await shown.press("f", "3")
        await shown.until("line 2: Дата · Клиент · Сумма")
        await shown.press("1")
        await shown.until("no header", "column 1")
        await shown.press("f", "2", "3")
        await shown.until("“,” between cells")
        await shown.press("f", "4")
        await shown.until("“;” between cells · header in line 2", "● amount")
        await shown.press("r")
        mapped = await shown.left()
    assert mapped.told.encoding is None
    assert mapped.told.columns[Role.CUSTOMER] == "Клиент"


async def test_a_file_of_a_known_shape_starts_as_the_last_one_was_read(folder: Path) -> None:
    first = written(folder, PLAIN)
    shape = recognise(first).shape
    columns = {Role.DATE: "date", Role.AMOUNT: "paid", Role.REGION: "client"}
    remember(
        folder / "mappings",
        Mapping(shape=shape, columns=columns, dates={"date": DateStyle.MONTH_FIRST}),
    )
    later = written(folder, PLAIN.replace("Alpha", "Gamma"), "later.csv")
    async with pushed(screen_for(later)) as shown:
        await shown.until("columns as in the last file of this shape", "● region", "● amount")
        await shown.until("2026-03-04", "control total 15")
        await shown.press("r")
        mapped = await shown.left()
    assert mapped.is_remembered
    assert mapped.told.columns == columns
    keep_in_mind(mapped, folder / "mappings")
    other = written(folder, "date;amount\n2026-01-01;1\n2026-01-02;2\n", "other.csv")
    async with pushed(screen_for(other)) as shown:
        await shown.until("control total 3")
        assert "last file" not in shown.text


async def test_a_broken_file_is_a_sentence_with_a_way_out(folder: Path) -> None:
    path = written(folder, "one column\n1\n2\n")
    async with pushed(screen_for(path)) as shown:
        await shown.until("has only one column.", "Esc goes back to choose another file.")
        await shown.press("r", "enter", "n", "d", "w")
        await shown.until("Nothing is in doubt.")
        await shown.press("escape", "f", "2")
        await shown.until("Between cells of")
        await shown.press("2")
        await shown.until("No column is the date")
        await shown.press("escape")
        assert await shown.left() is None


async def test_a_file_that_goes_away_leaves_what_was_known(folder: Path) -> None:
    path = written(folder, "date;amount\n2026-01-01;1\n2026-01-02;2\n")
    async with pushed(screen_for(path)) as shown:
        await shown.until("control total 3")
        path.unlink()
        await stand_on(shown, "amount")
        await shown.press("n", "2")
        await shown.until("There is no file “sales.csv”.", "The file is shown as before.")
        assert "control total 3" in shown.text


@pytest.mark.parametrize("size", [(60, 18), (120, 36)])
async def test_a_wide_file_scrolls(folder: Path, size: tuple[int, int]) -> None:
    names = ["date", *(f"extra {at}" for at in range(58)), "amount"]
    rows = [["2026-01-01", *(f"x{at}" for at in range(58)), str(at)] for at in range(30)]
    text = "\n".join(";".join(row) for row in [names, *rows])
    async with pushed(screen_for(written(folder, text)), size=size) as shown:
        await shown.until("● date", "Read 30 rows")
        await shown.press("end")
        await shown.until("● amount", "“amount” is the amount")
        assert "● date" not in shown.text
        await shown.press("pagedown", "pagedown")
        await shown.until("21 ")
        await shown.press("home")
        await shown.until("● date", "all read")
        await shown.press("r")
        columns = (await shown.left()).told.columns
    assert columns[Role.DATE] == "date"
    assert columns[Role.AMOUNT] == "amount"


async def test_a_survey_asks_for_its_score(folder: Path) -> None:
    path = written(folder, "when;answer;why\n2026-01-01;9;good\n2026-01-02;3;slow\n", "nps.csv")
    async with pushed(screen_for(path, survey=True)) as shown:
        await shown.until("No column is the score yet", "● comment")
        await stand_on(shown, "answer")
        await shown.press("enter", "1")
        await shown.until("● score", "Read 2 rows")
        await shown.press("r")
        mapped = await shown.left()
    assert mapped.told.columns[Role.SCORE] == "answer"
    assert NumberStyle.POINT not in mapped.told.numbers.values()
