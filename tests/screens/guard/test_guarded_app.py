import stat
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from screens.guard import RESTART, GuardedApp, run_guarded
from screens.guard.smallness import TooSmall
from tests.screens.waiting import wait_until

SECRET = "margin of 41 percent at Nordwind"


def fail() -> None:
    secret = SECRET
    raise ValueError(secret)


async def fail_later() -> None:
    fail()


class Poked(Message):
    pass


class Fragile(Widget, can_focus=True):
    """Fails in whatever place it is asked to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "fail"), Binding("g", "go_on")]
    DEFAULT_CSS = "Fragile { height: 1; }"
    depth: reactive[int] = reactive(0, init=False)
    slow_depth: reactive[int] = reactive(0, init=False)
    fails_when_drawn = False
    went_on = 0

    def render_line(self, y: int) -> Strip:
        if self.fails_when_drawn:
            fail()
        return Strip([Segment("drawn")])

    def action_fail(self) -> None:
        fail()

    def action_go_on(self) -> None:
        self.went_on += 1

    def watch_depth(self) -> None:
        fail()

    async def watch_slow_depth(self) -> None:
        fail()

    def on_poked(self) -> None:
        fail()

    def on_click(self) -> None:
        self.depth += 1

    def break_drawing(self) -> None:
        self.fails_when_drawn = True
        self.refresh()

    def sink(self) -> None:
        self.slow_depth += 1


class BrokenScreen(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Fragile()
        fail()


class Host(GuardedApp[None]):
    raises_in_tests = False

    def __init__(self, reports: Path) -> None:
        super().__init__(reports)
        self.fragile = Fragile()
        self.saved = 0

    def compose(self) -> ComposeResult:
        yield self.fragile
        yield Button("press", id="press")
        yield Input()

    def on_mount(self) -> None:
        self.fragile.focus()

    def on_button_pressed(self) -> None:
        fail()

    async def before_leaving(self) -> None:
        self.saved += 1

    def told(self) -> list[str]:
        return [notification.message for notification in self._notifications]


@pytest.fixture
def app(tmp_path: Path) -> Host:
    return Host(tmp_path / "reports")


def the_report(app: Host) -> str:
    (path,) = app._reports.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    text = path.read_text()
    assert SECRET not in text
    assert "builtins.ValueError" in text
    assert "in fail" in text
    return text


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


async def test_there_is_no_palette_of_the_framework(app: Host) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", "pagedown", "pagedown")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("text", ["a [/] b", "Q3 [/bold] x", "[@click=app.quit]x[/]", "[x] done"])
async def test_a_message_is_literal(app: Host, text: str) -> None:
    async with app.run_test(notifications=True) as pilot:
        app.notify(text)
        await pilot.pause()
        assert app.return_code is None
        assert app.told() == [text]
        (toast,) = app.screen.query("Toast")
        assert text in "".join(toast.render_line(y).text for y in range(toast.size.height))


@pytest.mark.parametrize(
    ("typed", "expected"), [("ч", "x"), ("п", "g"), ("ctrl+й", "ctrl+q"), ("g", "g"), ("1", "1")]
)
async def test_a_command_acts_by_the_place_of_its_key(app: Host, typed: str, expected: str) -> None:
    keys: list[str] = []

    class Listening(Fragile):
        def on_key(self, event: events.Key) -> None:
            keys.append(event.key)
            event.stop()

    app.fragile = Listening()
    async with app.run_test() as pilot:
        await pilot.press(typed)
        if expected == "ctrl+q":
            await wait_until(lambda: app.return_code is not None)
            assert app.return_code == 0
        else:
            assert keys == [expected]


async def test_a_text_field_takes_letters_as_they_are_typed(app: Host) -> None:
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.focus()
        await pilot.press(*"План", "ctrl+ц")
        assert field.value == "", "ctrl+ц stands where ctrl+w does: it deletes the word"
        await pilot.press(*"ход")
        assert field.value == "ход"


async def test_a_small_window_says_which_size_is_needed_and_loses_nothing(app: Host) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one(Input)
        field.focus()
        await pilot.press(*"half")
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        cover = app.screen.query_one(TooSmall)
        assert cover.region.size == (50, 12)
        shown = [strip.text.strip() for strip in app.screen._compositor.render_strips()]
        assert [line for line in shown if line] == [
            "This window is 50 × 12; the session needs 60 × 18."
        ]
        await pilot.resize_terminal(1, 1)
        await pilot.press(*" way")
        app.push_screen(Screen())
        await wait_until(lambda: app.screen.query(TooSmall))
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert not app.screen.query(TooSmall)
        app.pop_screen()
        await wait_until(lambda: not app.screen.query(TooSmall))
        assert app.focused is field
        assert field.value == "half way"


class Headless(Host):
    """Runs without a terminal, and breaks as often as it is told to."""

    to_break = 0

    def run(self, **_: object) -> None:
        super().run(headless=True)

    def on_mount(self) -> None:
        if Headless.to_break:
            Headless.to_break -= 1
            self.set_timer(0.001, fail)
        else:
            self.exit(return_code=3)


def test_the_loop_starts_afresh_and_hands_on_the_code(tmp_path: Path) -> None:
    Headless.to_break = 2
    apps: list[Headless] = []
    said: list[str] = []

    def make() -> Headless:
        apps.append(Headless(tmp_path))
        return apps[-1]

    assert run_guarded(make, say=said.append) == 3
    assert len(apps) == 3
    assert apps[0].restarted_after is None
    assert apps[1].restarted_after == apps[0].fault_report is not None
    assert not said


def test_the_loop_gives_up_after_three_restarts_in_a_minute(tmp_path: Path) -> None:
    Headless.to_break = 100
    said: list[str] = []
    assert run_guarded(lambda: Headless(tmp_path), say=said.append) == 1
    assert Headless.to_break == 96
    (sentence,) = said
    assert "safe" in sentence
    assert str(tmp_path) in sentence
    assert SECRET not in sentence


def test_restarts_far_apart_are_no_reason_to_give_up(tmp_path: Path) -> None:
    Headless.to_break = 6
    clock = iter(range(0, 100_000, 31))
    said: list[str] = []
    assert run_guarded(lambda: Headless(tmp_path), now=lambda: next(clock), say=said.append) == 3
    assert not said


def test_an_app_that_cannot_be_made_ends_in_a_sentence(tmp_path: Path) -> None:
    def make() -> Headless:
        raise ValueError(SECRET)

    said: list[str] = []
    assert run_guarded(make, reports=tmp_path, say=said.append) == 1
    assert "ValueError" in said[0]
    assert SECRET not in said[0]
    (report,) = tmp_path.iterdir()
    assert SECRET not in report.read_text()


class Question(ModalScreen[str]):
    """Answered by any key, as often as it is pressed."""

    def on_key(self) -> None:
        self.dismiss("answered")


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
