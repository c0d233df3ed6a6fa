import pytest

from facilitator.agenda import stage
from facilitator.model import Figure
from facilitator.workshop.edit import Refused
from facilitator.workshop.figures import (
    delete_figure,
    set_figure,
    set_sheet_setting,
    type_figures,
)
from facilitator.workshop.forms import answers
from facilitator.workshop.stages import add_stage

MONTHS = "165; 180; 195; 185; 185; 180; 165; 200; 245; 255; 280; 285"


async def test_a_line_becomes_a_row_of_exact_numbers(session):
    [row] = await session.run(type_figures, "sales", [f"corporate; 2026; {MONTHS}"])
    assert (row.grouping, row.label) == ("Corporate", "2026")
    assert row.numbers == MONTHS.split("; ")


async def test_values_may_be_parted_by_spaces_or_tabs(session):
    spaced, tabbed = await session.run(
        type_figures,
        "sales",
        [f"Dealer; 2026; {MONTHS.replace(';', '')}", "Retail\t2026\t54.5\t50"],
    )
    assert spaced.numbers == MONTHS.split("; ")
    assert tabbed.numbers == ["54.5", "50", *[None] * 10]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("1 500", "1500"), ("1\u00a0500,5", "1500.5"), ("100 200", "100200"), ("9 50", None)],
)
async def test_a_space_before_three_digits_sets_thousands_apart(session, typed, first):
    [row] = await session.run(type_figures, "sales", [f"Dealer; 2026; {typed}"])
    assert row.numbers[:2] == ([first, None] if first else ["9", "50"])


async def test_one_number_or_several_is_asked_and_a_whole_row_is_not(session):
    with pytest.raises(Refused, match=r"is one number or 3\. Write 165180195, or put a semicolon"):
        await session.run(type_figures, "sales", ["Dealer; 2026; 165 180 195"])
    [row] = await session.run(type_figures, "economics", ["Dealer; 2026; 156 24 140"])
    assert row.numbers == ["156", "24", "140"]
    [row] = await session.run(type_figures, "accounts", ["Dealer; Elnord; 95 108 110 117"])
    assert row.numbers == ["95", "108", "110", "117"]


async def test_a_missing_month_stays_missing_and_zero_stays_zero(session):
    [row] = await session.run(type_figures, "sales", ["Corporate; 2026; 165; ; 0; -; n/a; 180"])
    assert row.numbers == ["165", None, "0", None, None, "180", *[None] * 6]


async def test_many_lines_are_one_step_and_a_bad_one_stops_them_all(session):
    lines = ["Corporate; 2026; 2520; 38; 310", "", "Dealer; 2026; 1560; 24; 140"]
    assert len(await session.run(type_figures, "economics", lines)) == 2
    assert await session.undo() == "Channel economics: 2 rows typed in"
    assert session.state.rows(Figure) == ()
    with pytest.raises(Refused, match=r"Line 2: .*not a number"):
        await session.run(type_figures, "economics", [lines[0], "Dealer; 2026; much; 24; 140"])
    assert session.state.rows(Figure) == ()


async def test_typing_a_row_again_replaces_it(session):
    await session.run(type_figures, "economics", ["Dealer; 2026; 1560; 24; 140"])
    await session.run(type_figures, "economics", ["dealer; 2026; 1500; 27; 115"])
    [row] = session.state.rows(Figure)
    assert row.numbers == ["1500", "27", "115"]


@pytest.mark.parametrize(
    ("sheet", "line", "why"),
    [
        ("economics", "Dealer; 2026; 1560; 24", "Channel cost is missing"),
        ("economics", "Dealer; 2026; 1560; 240; 140", "at most 100"),
        ("economics", "Dealer; 2026; 1560; 24; 140; 7", "too many"),
        ("economics", "Dealer; 2026", "too short"),
        ("economics", "Export; 2026; 1560; 24; 140", "Corporate, Dealer, Retail"),
        ("economics", "; 2026; 1560; 24; 140", "Channel is missing"),
        ("economics", "Dealer; ; 1560; 24; 140", "Year is missing"),
        ("nps", "Dealer; 9; 11", "at most 10"),
        ("nps", "Dealer; 9; ; 8", "missing"),
        ("accounts", "Dealer; Elnord; " + "1;" * 21, "too many"),
    ],
)
async def test_a_line_that_cannot_be_read_is_refused(session, sheet, line, why):
    with pytest.raises(Refused, match=why):
        await session.run(type_figures, sheet, [line])
    assert session.state.rows(Figure) == ()


async def test_as_many_answers_as_were_given_fit_one_line(session):
    [row] = await session.run(type_figures, "nps", ["Dealer; 9 10 8 7 7 8 6 5 4 6"])
    assert (row.grouping, row.label) == ("Dealer", "")
    assert row.numbers == ["9", "10", "8", "7", "7", "8", "6", "5", "4", "6"]


async def test_fixed_rows_are_known_by_id_or_title_and_optional_columns_stay_empty(session):
    rows = await session.run(type_figures, "funnel", ["cold call; 400", "FIRST MEETINGS; 32; 14"])
    assert [row.label for row in rows] == ["Cold calls", "First meetings"]
    assert [row.numbers for row in rows] == [["400", None, None], ["32", "14", None]]


async def test_a_sheet_of_words_keeps_words(session):
    await session.run(add_stage, stage("A6"))
    [gap] = await session.run(type_figures, "checklist", ["requirements; red; on time 86 %"])
    assert gap.numbers == ["red", "on time 86 %"]
    with pytest.raises(Refused, match="green, amber, red"):
        await session.run(type_figures, "checklist", ["Requirements; purple; late"])


async def test_a_row_is_typed_over_keeps_its_note_and_is_deleted(session):
    row = await session.run(
        set_figure, "economics", "Dealer", "2026", ["1560", "24", "140"], "without Kabelio"
    )
    row = await session.run(set_figure, "economics", "Dealer", "2026", ["1500", "27", "115"])
    assert (row.numbers, row.note) == (["1500", "27", "115"], "without Kabelio")
    await session.run(delete_figure, row.id)
    assert session.state.rows(Figure) == ()
    with pytest.raises(Refused, match="not there any more"):
        await session.run(delete_figure, row.id)


async def test_a_setting_of_a_sheet_is_kept_as_an_answer(session):
    assert await session.run(set_sheet_setting, "funnel", "months", "24") == "24"
    assert answers(session.state, "funnel") == {"months": "24"}
    with pytest.raises(Refused, match="at least 1"):
        await session.run(set_sheet_setting, "funnel", "months", "0")
    with pytest.raises(Refused, match="no setting"):
        await session.run(set_sheet_setting, "funnel", "years", "2")
