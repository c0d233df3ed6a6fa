import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from screens.widgets.grid import Cell, Column, Grid, GridRow
from screens.widgets.matrix import Widths, fitted

COLUMNS = [Column("reach", "Reach"), Column("cost", "Cost"), Column("speed", "Speed", width=3)]


def row(key: str, label: str, *marks: str) -> GridRow:
    return GridRow(key, label, [Cell(mark, right=True) for mark in marks])


ROWS = [row("C1", "Dealers", "4", "2", "5"), row("C2", "Own shop", "3"), row("C3", "Fairs")]


class Host(App[None]):
    BINDINGS: list[BindingType] = [Binding("1,d", "command")]  # noqa: RUF012

    def __init__(self, grid: Grid | None = None) -> None:
        super().__init__()
        self.grid = grid or Grid(accepts="12345 .", corner="Channel")
        self.heard: list[Message] = []
        self.commands = 0

    def compose(self) -> ComposeResult:
        yield self.grid
        yield Input()

    def on_mount(self) -> None:
        self.grid.set_grid(COLUMNS, ROWS)
        self.grid.focus()

    def hear(self, message: Message) -> None:
        assert message.control is self.grid
        self.heard.append(message)

    on_grid_keyed = hear
    on_grid_cell_chosen = hear
    on_grid_cell_moved = hear

    def action_command(self) -> None:
        self.commands += 1

    def keyed(self) -> list[tuple[str, str, str]]:
        keyed = [m for m in self.heard if isinstance(m, Grid.Keyed)]
        return [(m.row_key, m.column_key, m.character) for m in keyed]

    def screen_text(self) -> list[str]:
        return [self.grid.render_line(y).text.rstrip() for y in range(self.grid.size.height)]


async def test_titles_labels_and_cells_stand_in_columns() -> None:
    app = Host()
    async with app.run_test():
        assert app.screen_text()[:5] == [
            " Channel   Reach  Cost  Sp…",
            "▸Dealers  ▸    4     2    5",
            " Own shop      3",
            " Fairs",
            "",
        ]


async def test_the_cursor_moves_by_arrows_and_letters_and_stops_at_the_edges() -> None:
    app = Host()
    async with app.run_test() as pilot:
        for keys, expected in (
            (["down", "right"], ("C2", "cost")),
            (["j", "l", "l", "j"], ("C3", "speed")),
            (["k", "h"], ("C2", "cost")),
            (["up", "up", "up", "left", "left", "left"], ("C1", "reach")),
            (["end"], ("C1", "speed")),
            (["pagedown", "home"], ("C3", "reach")),
            (["pageup"], ("C1", "reach")),
        ):
            await pilot.press(*keys)
            assert app.grid.current == expected
        await pilot.press("tab")
        assert app.focused is not app.grid


async def test_the_cursor_is_a_sign_and_reversed_only_with_the_focus() -> None:
    app = Host()
    async with app.run_test() as pilot:

        def reversed_text() -> str:
            segments = app.grid.render_line(1)
            return "".join(s.text for s in segments if s.style and s.style.reverse)

        assert reversed_text() == "▸    4"
        await pilot.press("tab")
        assert reversed_text() == ""
        assert app.screen_text()[1].count("▸") == 2


async def test_an_accepted_key_goes_to_the_owner_before_any_command() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("1", "down", "5", "space", ".", "delete", "d", "6")
        assert app.keyed() == [
            ("C1", "reach", "1"),
            ("C2", "reach", "5"),
            ("C2", "reach", " "),
            ("C2", "reach", "."),
            ("C2", "reach", ""),
        ]
        assert app.commands == 1
        assert app.screen_text()[2] == "▸Own shop ▸    3", "only the owner changes a cell"
        await pilot.press("enter")
        chosen = app.heard[-1]
        assert isinstance(chosen, Grid.CellChosen)
        assert (chosen.row_key, chosen.column_key) == ("C2", "reach")


async def test_keys_in_a_burst_reach_the_cells_they_were_typed_for() -> None:
    app = Host(Grid(accepts="12345 .", advances="right"))
    async with app.run_test() as pilot:
        for key in ("3", "4", "down", "home", "5", "delete", "1"):
            app.post_message(events.Key(key, None))
        await pilot.pause()
        assert app.keyed() == [
            ("C1", "reach", "3"),
            ("C1", "cost", "4"),
            ("C2", "reach", "5"),
            ("C2", "cost", ""),
            ("C2", "cost", "1"),
        ]


async def test_a_grid_that_accepts_nothing_leaves_keys_to_commands() -> None:
    app = Host(Grid())
    async with app.run_test() as pilot:
        await pilot.press("1", "delete")
        assert (app.keyed(), app.commands) == ([], 1)


@pytest.mark.parametrize(
    ("direction", "first"), [("down", ("C2", "reach")), ("right", ("C1", "cost"))]
)
async def test_advancing_visits_each_cell_once(direction: str, first: tuple[str, str]) -> None:
    app = Host()
    async with app.run_test():
        visited = [app.grid.current]
        while app.grid.advance("down" if direction == "down" else "right"):
            visited.append(app.grid.current)
        assert visited[1] == first
        assert len(visited) == len(set(visited)) == 9
        assert visited[-1] == ("C3", "speed")


async def test_the_cursor_stays_on_its_cell_when_rows_and_columns_change() -> None:
    app = Host()
    async with app.run_test():
        app.grid.move_to("C2", "cost")
        app.grid.set_grid([COLUMNS[1], COLUMNS[0]], [ROWS[2], ROWS[1]])
        assert app.grid.current == ("C2", "cost")
        app.grid.set_grid(COLUMNS, ROWS[:1])
        assert app.grid.current == ("C1", "cost")
        app.grid.set_grid([], [])
        assert app.grid.current is None
        assert not app.grid.advance()


async def test_one_cell_can_be_replaced_and_an_unknown_one_is_an_error() -> None:
    app = Host()
    async with app.run_test():
        app.grid.set_cell("C3", "cost", Cell("[b]1", tone="bad"))
        assert app.screen_text()[3] == " Fairs            [b]1"
        with pytest.raises(KeyError):
            app.grid.set_cell("C9", "cost", Cell("1"))


async def test_a_narrow_grid_scrolls_and_keeps_titles_and_labels() -> None:
    columns = [Column(str(n), f"Criterion {n}") for n in range(20)]
    rows = [row(f"R{n}", f"Option number {n}", *["3"] * 20) for n in range(50)]
    app = Host()
    async with app.run_test(size=(40, 10)) as pilot:
        app.grid.set_grid(columns, rows)
        await pilot.pause()
        await pilot.press("end", *["pagedown"] * 20)
        await pilot.pause()
        titles, *lines = app.screen_text()
        assert app.grid.current == ("R49", "19")
        assert titles.startswith(" Channel")
        assert titles.endswith("Criterion 19")
        assert any(line.startswith("▸Option number 49") and line.endswith("3") for line in lines)
        assert all(cell_len(line) <= app.grid.size.width for line in lines)
        await pilot.press("home", *["pageup"] * 20)
        assert "Criterion 0" in app.screen_text()[0]
        assert app.screen_text()[1].startswith("▸Option number 0")


async def test_a_click_moves_and_two_choose() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.click(app.grid, offset=(19, 2))
        assert app.grid.current == ("C2", "cost")
        await pilot.click(app.grid, offset=(3, 3), times=2)
        assert app.grid.current == ("C3", "cost")
        assert isinstance(app.heard[-1], Grid.CellChosen)
        await pilot.click(app.grid, offset=(70, 1))
        await pilot.click(app.grid, offset=(3, 0))
        assert app.grid.current == ("C3", "cost")


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (12, 3), (200, 60)])
async def test_every_key_is_safe_at_every_size(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown", "pageup", "end", "home", "down", "right", "3", "enter")
        await pilot.resize_terminal(0, 0)
        await pilot.press("pagedown", "pageup", "end", "home", "down")
        app.grid.set_grid([], [])
        app.heard.clear()
        await pilot.press("pagedown", "pageup", "end", "home", "down", "right", "3", "enter")
        assert app.grid.current is None and not app.heard


async def test_an_empty_grid_says_what_belongs_there() -> None:
    app = Host(Grid(placeholder="No criteria [yet]"))
    async with app.run_test():
        app.grid.set_grid([], ROWS)
        assert app.screen_text()[0] == "No criteria [yet]"


@given(st.text(max_size=40), st.integers(0, 30), st.booleans())
def test_a_fitted_text_takes_exactly_its_width(text: str, width: int, right: bool) -> None:
    assert cell_len(fitted(text, width, right=right)) == width


def test_widths_follow_the_longest_text_up_to_a_limit() -> None:
    widths = Widths.of([Column("a", "A"), Column("b", "B" * 99)], [row("1", "L" * 99, "漢字")], "")
    assert widths == Widths(99, (4, 24))
    assert widths.narrowed(20).label == 8  # less than half of a narrow grid
    assert widths.narrowed(58).label == 24  # the usual limit while the cells need the room
    assert widths.narrowed(100).label == 100 - (6 + 26) - 2  # what the cells leave
    assert widths.narrowed(999).label == 99


async def test_going_on_passes_by_a_column_that_is_only_shown() -> None:
    grid = Grid(accepts="12345", advances="right")
    app = Host(grid)
    async with app.run_test() as pilot:
        columns = [Column("a", "A"), Column("sum", "Σ", passive=True), Column("b", "B")]
        grid.set_grid(columns, ROWS)
        grid.focus()
        await pilot.press(*"123")
        keyed = [
            (each.row_key, each.column_key, each.character)
            for each in app.heard
            if isinstance(each, Grid.Keyed)
        ]
    assert keyed == [("C1", "a", "1"), ("C1", "b", "2"), ("C2", "a", "3")]
