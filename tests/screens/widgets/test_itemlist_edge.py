"""What stands at the right edge of a list is never under its scrollbar."""

from textual.app import App, ComposeResult

from screens.widgets.itemlist import Item, ItemList


class Bordered(App[None]):
    CSS = "ItemList { border: round white; }"

    def compose(self) -> ComposeResult:
        yield ItemList([Item(str(n), f"text {n}", right="votes 12") for n in range(30)])


async def test_the_right_column_is_whole_beside_the_scrollbar() -> None:
    app = Bordered()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        rows = [strip.text for strip in app.screen._compositor.render_strips()]  # pyright: ignore
    assert [row for row in rows if "votes 12" in row] == rows[1:7]
