"""The loop around the app: a fresh one after a fault, and when it gives up."""

from pathlib import Path

from screens.guard import run_guarded
from tests.screens.guard.fragile import SECRET, Host, fail


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
