"""Keys, clicks and sizes that come when what they were meant for is gone are no faults."""

import pytest
from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tests.screens.guard.fragile import BrokenScreen, Host, Poked, Question
from tests.screens.waiting import wait_until


async def test_two_keys_at_once_close_one_dialog_and_not_what_lies_below(app: Host) -> None:
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        below = Screen[None]()
        app.push_screen(below)
        await app.push_screen(Question(), answers.append)
        for _ in range(4):
            app.screen.post_message(events.Key("1", "1"))
        await pilot.pause()
        assert app.screen is below
        assert answers == ["answered"]
        assert app.return_code is None


async def test_a_window_resized_while_the_app_leaves_is_no_fault(app: Host) -> None:
    async with app.run_test(size=(80, 24)):
        app.exit(return_code=0)
        app.post_message(events.Resize(Size(20, 5), Size(20, 5)))
        app.push_screen(BrokenScreen())
    assert app.return_code == 0
    assert app.fault_report is None


class Asking(Widget):
    """Asks for a part of itself."""

    def on_poked(self) -> None:
        self.query_one("#part")


@pytest.mark.parametrize("is_going", [True, False])
async def test_what_asks_a_part_that_is_just_going_is_no_fault(app: Host, is_going: bool) -> None:
    async with app.run_test(notifications=True) as pilot:
        asking = Asking()
        await app.mount(asking)
        asking._pruning = is_going
        asking.post_message(Poked())
        await pilot.pause()
        assert bool(app.told()) is not is_going
        assert app.return_code is None
        asking._pruning = False


async def test_a_dialog_whose_asker_has_gone_can_be_closed(app: Host) -> None:
    async with app.run_test() as pilot:
        asking = app.run_worker(app.push_screen_wait(Question()), exit_on_error=False)
        await wait_until(lambda: isinstance(app.screen, Question))
        asking.cancel()
        await pilot.pause()
        app.screen.post_message(events.Key("1", "1"))
        await wait_until(lambda: not isinstance(app.screen, Question))
        assert app.return_code is None
        assert not app.told()


async def test_a_button_of_the_mouse_on_what_is_gone_is_no_fault(app: Host) -> None:
    async with app.run_test() as pilot:
        await app.mount(Static("words that can be marked"), before=app.fragile)
        await pilot.pause()
        static = app.query_one(Static)
        at = static.region.offset
        down = events.MouseDown(static, at.x, at.y, 0, 0, 1, False, False, False, at.x, at.y)
        with app.batch_update():  # it is out of the tree, and the screen is as it was drawn
            await static.remove()
            await app.on_event(down)
        await pilot.pause()
    assert app.told() == [] and not app._reports.exists()
