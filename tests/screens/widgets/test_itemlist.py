from time import perf_counter

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widgets import Input

from screens.widgets import rows
from screens.widgets.itemlist import Item, ItemList


class Host(App[None]):
    def __init__(self, items: list[Item], placeholder: str = "") -> None:
        super().__init__()
        self.list = ItemList(items, placeholder=placeholder)
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.list
        yield Input()

    def on_mount(self) -> None:
        self.list.focus()

    def on_item_list_moved(self, message: ItemList.Moved) -> None:
        assert message.control is self.list
        self.heard.append(message)

    def on_item_list_chosen(self, message: ItemList.Chosen) -> None:
        assert message.control is self.list
        self.heard.append(message)

    def screen_text(self) -> list[str]:
        return [self.list.render_line(y).text.rstrip() for y in range(self.list.size.height)]


def cards(count: int) -> list[Item]:
    return [Item(str(number), f"Card {number}", ref=f"S{number}") for number in range(1, count + 1)]


def current(app: Host) -> str:
    assert app.list.current is not None
    return app.list.current.key


async def test_keys_move_and_tell() -> None:
    app = Host(cards(5))
    async with app.run_test() as pilot:
        await pilot.press("down", "j", "k", "end", "down", "home", "up")
        assert [m.item.key for m in app.heard if isinstance(m, ItemList.Moved)] == list("23251")
        await pilot.press("enter")
        last = app.heard[-1]
        assert isinstance(last, ItemList.Chosen)
        assert last.item == cards(5)[0]


async def test_the_cursor_is_a_sign_and_reversed_only_with_the_focus() -> None:
    app = Host(cards(2))
    async with app.run_test() as pilot:
        assert app.screen_text()[:2] == ["▸ S1 Card 1", "  S2 Card 2"]
        styles = [segment.style for segment in app.list.render_line(0)]
        assert all(style is not None and style.reverse for style in styles)
        await pilot.press("tab")
        assert app.screen_text()[0] == "▸ S1 Card 1"
        assert not any(
            segment.style.reverse for segment in app.list.render_line(0) if segment.style
        )


async def test_the_cursor_stays_on_its_item_when_others_come_and_go() -> None:
    app = Host(cards(5))
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        app.list.set_items([Item("new", "New"), *cards(5)])
        assert current(app) == "3"
        app.list.set_items([item for item in cards(5) if item.key != "3"])
        assert current(app) == "5", "the place is kept when the item is gone"
        app.list.set_items([])
        assert app.list.current is None
        await pilot.press("down", "up", "pageup", "pagedown", "home", "end", "enter")
        app.list.set_items(cards(2))
        assert current(app) == "1"


async def test_the_cursor_is_in_view_wherever_it_goes() -> None:
    items = [
        Item(str(n), "word " * (n % 40), ref=f"S{n}", detail="d" * (n % 7)) for n in range(300)
    ]
    app = Host(items)
    async with app.run_test(size=(40, 12)) as pilot:
        for key in ("end", "pageup", "pageup", "up", "home", *["pagedown"] * 9, "down", "end"):
            await pilot.press(key)
            assert any(line.startswith("▸ ") for line in app.screen_text()), key
            assert f"S{current(app)}" in " ".join(app.screen_text())
        app.list.move_to("150")
        await pilot.resize_terminal(25, 12)
        await pilot.pause()
        assert any(line.startswith("▸ S150") for line in app.screen_text())


async def test_paging_reaches_every_item_without_jumping_over_any() -> None:
    app = Host(cards(100))
    async with app.run_test(size=(40, 12)) as pilot:
        seen: set[str] = set()
        while current(app) != "100":
            seen |= {line.split("Card ")[1] for line in app.screen_text()}
            await pilot.press("pagedown")
        seen |= {line.split("Card ")[1] for line in app.screen_text()}
        assert seen == {item.key for item in cards(100)}


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (12, 3), (20, 2), (200, 60)])
async def test_every_key_is_safe_at_every_size(size: tuple[int, int]) -> None:
    app = Host([Item(str(n), "漢字 👩‍👩‍👧 text\nmore", ref=f"S{n}", right="4") for n in range(50)])
    async with app.run_test(size=size) as pilot:
        await pilot.press("pagedown", "pageup", "end", "pageup", "home", "down", "up", "enter")
        await pilot.resize_terminal(0, 0)
        await pilot.press("pagedown", "pageup", "end", "home")
        assert current(app) == "0"


async def test_a_click_selects_and_two_choose() -> None:
    app = Host([Item("1", "one"), Item("2", "two\nlines"), Item("3", "three")])
    async with app.run_test() as pilot:
        await pilot.click(app.list, offset=(4, 2))
        assert current(app) == "2"
        await pilot.click(app.list, offset=(4, 3), times=2)
        assert [m.item.key for m in app.heard if isinstance(m, ItemList.Chosen)] == ["3"]
        await pilot.click(app.list, offset=(4, 9))
        assert current(app) == "3"


async def test_an_update_shows_and_an_unknown_key_is_an_error() -> None:
    app = Host(cards(3))
    async with app.run_test():
        app.list.update_item(Item("2", "Changed\ntwice", ref="S2", mark="✓", right="7"))
        assert app.screen_text()[:4] == [
            "▸ S1   Card 1",
            "  S2 ✓ Changed".ljust(app.list.scrollable_content_region.width - 1) + "7",
            "       twice",
            "  S3   Card 3",
        ]
        with pytest.raises(KeyError):
            app.list.update_item(Item("9", "nobody"))


async def test_an_empty_list_says_what_belongs_there() -> None:
    app = Host([], placeholder="Nothing yet [b]here[/b]")
    async with app.run_test():
        assert app.screen_text()[0] == "  Nothing yet [b]here[/b]"
        app.list.append_item(Item("1", "[bold]x [/] y"))
        assert app.screen_text()[:2] == ["▸ [bold]x [/] y", ""]


async def test_ten_thousand_items_cost_little_and_one_more_wraps_only_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "A text which is long enough that it must be wrapped over two lines at least. " * 2
    items = [Item(str(n), f"{text}{n}", ref=f"S{n}", right="4") for n in range(10_000)]
    app = Host([])
    async with app.run_test() as pilot:
        start = perf_counter()
        app.list.set_items(items)
        app.list.render_line(0)
        assert perf_counter() - start < 0.3  # promised 0.1 on a quiet machine
        await pilot.press("end")
        wraps: list[str] = []
        wrap = rows.Content.wrap
        monkeypatch.setattr(
            rows.Content, "wrap", lambda self, width: wraps.append(self.plain) or wrap(self, width)
        )
        app.list.append_item(Item("new", f"{text}new", ref="S9x", right="4"))
        await pilot.pause()
        assert wraps == [f"{text}new"]
        assert current(app) == "new"
        assert "new" in " ".join(app.screen_text())


async def test_changing_items_never_lays_out_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Host(cards(100))
    async with app.run_test() as pilot:
        await pilot.pause()
        layouts: list[object] = []
        refresh_layout = app.screen._refresh_layout
        monkeypatch.setattr(
            app.screen,
            "_refresh_layout",
            lambda *args, **kwargs: layouts.append(args) or refresh_layout(*args, **kwargs),
        )
        app.list.append_item(Item("new", "New"))
        await pilot.press("home", "end", "pageup")
        app.list.set_items(cards(60))
        await pilot.pause()
        assert not layouts
        assert app.list.virtual_size.height == 60
        assert app.list.vertical_scrollbar.window_virtual_size == 60


async def test_nothing_at_the_right_edge_hides_under_the_scrollbar() -> None:
    app = Host([Item(str(n), "word " * 9, ref=f"S{n}", right=f"9{n}") for n in range(50)])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert app.list.show_vertical_scrollbar
        bar = app.list.vertical_scrollbar.region.x
        shown = [strip.text for strip in app.screen._compositor.render_strips()][:6]
        assert shown[0][:bar].endswith(" 90")
        assert shown[2][:bar].endswith(" 91")
