"""A fault in any place of the app: what goes on, what starts afresh, what is reported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Button

from screens.guard import RESTART
from tests.screens.guard.fragile import (
    SECRET,
    BrokenScreen,
    Fragile,
    Host,
    Poked,
    fail,
    fail_later,
    the_report,
)
from tests.screens.waiting import wait_until

SURVIVED: dict[str, Callable[[Host], object]] = {
    "handler": lambda app: app.fragile.post_message(Poked()),
    "handler of the app": lambda app: app.query_one(Button).press(),
    "action": lambda app: app.post_message(events.Key("x", "x")),
    "action run by name": lambda app: app.call_later(app.fragile.run_action, "fail"),
    "watcher set in a handler": lambda app: app.fragile.post_message(
        events.Click(app.fragile, 0, 0, 0, 0, 1, False, False, False)
    ),
    "call_later": lambda app: app.fragile.call_later(fail),
    "call_later of the app": lambda app: app.call_later(fail_later),
    "worker that is not to end the app": lambda app: app.run_worker(
        fail_later(), exit_on_error=False
    ),
    "worker of a widget that is not to end the app": lambda app: app.fragile.run_worker(
        fail_later(), exit_on_error=False
    ),
}


RESTARTED: dict[str, Callable[[Host], object]] = {
    "timer": lambda app: app.fragile.set_timer(0.01, fail),
    "interval": lambda app: app.fragile.set_interval(0.01, fail_later),
    "call_next": lambda app: app.fragile.call_next(fail),
    "asynchronous watcher": lambda app: app.fragile.call_later(app.fragile.sink),
    "drawing": lambda app: app.fragile.call_later(app.fragile.break_drawing),
    "worker": lambda app: app.run_worker(fail_later()),
    "worker in a thread": lambda app: app.run_worker(fail, thread=True),
    "compose of another screen": lambda app: app.call_later(app.push_screen, BrokenScreen()),
    "call_after_refresh": lambda app: app.fragile.call_after_refresh(fail),
}


@pytest.mark.parametrize("place", SURVIVED)
async def test_the_app_goes_on_after_a_fault_in(place: str, app: Host) -> None:
    async with app.run_test(notifications=True) as pilot:
        SURVIVED[place](app)
        await wait_until(app.told)
        assert "did not work" in app.told()[0]
        assert str(app.fault_report) in app.told()[0]
        assert SECRET not in "".join(app.told())
        app.fragile.focus()
        await pilot.press("g", "g")
        assert app.fragile.went_on == 2
        assert app.return_code is None
    assert "During: " in the_report(app)


@pytest.mark.parametrize("place", RESTARTED)
async def test_the_app_asks_for_a_fresh_start_after_a_fault_in(place: str, app: Host) -> None:
    async with app.run_test():
        RESTARTED[place](app)
        await wait_until(lambda: app.return_code is not None)
    assert app.return_code == RESTART
    assert app.saved == 1
    assert app.fault_report is not None
    assert not app._exit_renderables
    the_report(app)


async def test_one_fault_pressed_again_and_again_is_one_report(app: Host) -> None:
    async with app.run_test(notifications=True) as pilot:
        for _ in range(5):
            await pilot.press("x")
        assert len(app.told()) == 5
    the_report(app)


async def test_faults_without_end_lead_to_a_fresh_start(app: Host) -> None:
    def again() -> None:
        app.call_later(again)
        fail()

    async with app.run_test():
        app.call_later(again)
        await wait_until(lambda: app.return_code is not None)
    assert app.return_code == RESTART


async def test_a_fault_at_the_start_ends_the_app(tmp_path: Path) -> None:
    class Stillborn(Host):
        def compose(self) -> ComposeResult:
            fail()
            yield Fragile()

    app = Stillborn(tmp_path)
    assert await app.run_async(headless=True) is None
    assert app.return_code == RESTART


async def test_a_directory_that_takes_no_report_changes_nothing_else(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    app = Host(in_the_way)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("x")
        assert "No report could be written." in app.told()[0]
        await pilot.press("g")
        assert app.fragile.went_on == 1


async def test_other_tests_hear_of_a_survived_fault(tmp_path: Path) -> None:
    class Strict(Host):
        raises_in_tests = True

    app = Strict(tmp_path)
    with pytest.raises(ValueError, match=SECRET):
        async with app.run_test() as pilot:
            await pilot.press("x")


async def test_an_app_without_guard_is_left_as_it_is() -> None:
    class Plain(App[None]):
        def on_key(self) -> None:
            fail()

    app = Plain()
    with pytest.raises(ValueError, match=SECRET):
        async with app.run_test() as pilot:
            await pilot.press("x")


async def test_quitting_saves_once(app: Host) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await wait_until(lambda: app.return_code is not None)
    assert (app.return_code, app.saved) == (0, 1)


async def test_saving_that_fails_does_not_keep_the_app_from_leaving(tmp_path: Path) -> None:
    class Failing(Host):
        async def before_leaving(self) -> None:
            fail()

    app = Failing(tmp_path / "reports")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        await wait_until(lambda: app.return_code is not None)
    assert "saving before leaving" in the_report(app)
