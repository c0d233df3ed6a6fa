import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.rows import Columns, Item, Line, lay_out, wrapped
from screens.widgets.stack import ItemStack

CARD = Item("1", "Own service centre, answers in 4 hours", ref="S1", mark="●", right="4")
COLUMNS = Columns.of([CARD])


def test_a_text_hangs_under_its_beginning_and_keeps_the_right_column_free() -> None:
    assert Columns(2, 1, 1) == COLUMNS
    assert lay_out(CARD, COLUMNS, 31) == (
        Line("S1 ● ", "Own service centre,", "4"),
        Line("     ", "answers in 4 hours"),
    )


def test_detail_stands_below_and_is_marked_as_such() -> None:
    item = Item("1", "Gap", ref="S1", mark="●", right="4", detail="owner missing")
    assert lay_out(item, COLUMNS, 40)[1] == Line("     ", "owner missing", is_detail=True)


def test_texts_start_together_when_references_differ_in_length() -> None:
    columns = Columns.of([Item("9", "a", ref="S9"), Item("10", "b", ref="S10")])
    assert lay_out(Item("9", "a", ref="S9"), columns, 40)[0].lead == "S9  "
    assert lay_out(Item("10", "b", ref="S10"), columns, 40)[0].lead == "S10 "


def test_a_text_from_right_to_left_shares_its_row_with_nothing() -> None:
    item = Item("1", "שלום מרחבא abc 123", ref="S1", mark="●", right="4")
    head, *texts = lay_out(item, COLUMNS, 40)
    assert head == Line("S1 ● ", "", "4")
    assert texts == [Line("", "שלום מרחבא abc 123")]


def test_without_room_beside_the_reference_the_text_stands_below_it() -> None:
    head, *texts = lay_out(CARD, COLUMNS, 12)
    assert head == Line("S1 ● ", "", "4")
    assert all(line.lead == "" and cell_len(line.text) <= 10 for line in texts)
    assert " ".join(line.text for line in texts) == CARD.text


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\x0b", "\x85", "\u2028", "\t"])
def test_breaks_in_a_reference_or_mark_never_break_the_row(line_break: str) -> None:
    item = Item("1", "text", ref=f"S{line_break}1", mark=f"a{line_break}b", right=f"4{line_break}")
    lines = lay_out(item, Columns.of([item]), 40)
    assert all(not {*line_break} & {*line.lead, *line.right} for line in lines)


@given(st.text(max_size=200), st.integers(min_value=2, max_value=60))
def test_no_wrapped_line_is_wider_than_asked(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    assert not any("\n" in line for line in lines)


def test_markup_stays_what_was_typed() -> None:
    for text in ("a [/] b", "[bold]x", "[@click=app.quit]x[/]", "[x] done", ":100:"):
        assert wrapped(text, 40) == (text,)


@given(
    st.lists(st.text(alphabet="ab c", max_size=60), min_size=1, max_size=30),
    st.integers(min_value=10, max_value=40),
)
def test_a_stack_agrees_with_laying_out_everything(texts: list[str], width: int) -> None:
    items = [Item(str(index), text, ref=f"S{index}") for index, text in enumerate(texts)]
    stack = ItemStack(items[:1])
    stack.set_width(width)
    for item in items[1:]:
        stack.append(item)
    stack.settle(0, 10_000)
    expected = [len(lay_out(item, Columns.of(items), width)) for item in items]
    starts = [sum(expected[:index]) for index in range(len(items))]
    assert stack.total == sum(expected)
    assert [stack.start(index) for index in range(len(items))] == starts
    assert [stack.item_at(start) for start in starts] == list(range(len(items)))
    assert stack.item_at(stack.total) is None


def test_a_number_is_not_broken_at_its_no_break_space() -> None:
    text = "1–4 kw. 1\u00a0207 · 1\u00a0130 · 1\u00a0218 · 1\u00a0619"
    assert wrapped(text, 33) == ("1–4 kw. 1\u00a0207 · 1\u00a0130 · 1\u00a0218 ·", "1\u00a0619")


def test_what_stands_at_the_right_is_cut_with_a_sign_where_it_leaves_no_room() -> None:
    item = Item("a", "Too long a calling script", ref="CO1", right="K6 G1 · correct · 26 Feb 2027")
    lines = lay_out(item, Columns.of([item]), 30)
    assert lines[0].right == "K6 G1 · correct · 26 Fe…"
    assert all(cell_len(f"{line.lead}{line.text}{line.right}") <= 28 for line in lines)
    assert [line.text for line in lines[1:]] == ["Too long a calling script"]
