"""Who else has a session open."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.store.hold import Hold, holders, is_running
from facilitator.store.places import Places

HOLDER = (
    "import sys; from pathlib import Path; from facilitator.store.hold import Hold\n"
    "from facilitator.store.places import Places\n"
    "hold = Hold(Places.under(Path(sys.argv[1])), 'w')\n"
    "print(hold.holder.pid, flush=True); sys.stdin.read()"
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places.under(tmp_path)


def test_another_window_is_named_until_it_closes(places: Places) -> None:
    then = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
    with Hold(places, "w", then) as one:
        assert one.others() == []
        with Hold(places, "w", datetime(2026, 3, 2, 10, 0, tzinfo=UTC)) as two, Hold(places, "v"):
            assert two.others() == [one.holder]
            assert [other.since for other in one.others()] == ["2026-03-02T10:00:00+00:00"]
            told = two.others()[0].sentence()
            assert str(os.getpid()) in told and f"{then.astimezone():%H:%M}" in told
        assert one.others() == []
    assert not list(places.holds.iterdir())


def test_a_process_that_was_killed_holds_nothing(places: Places) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(places.data.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        assert [holder.pid for holder in holders(places, "w")] == [pid]
        window.kill()
        window.wait()
        assert holders(places, "w") == []
    assert not list((places.holds / "w").glob("*.json"))


def rewrite(hold: Hold, **values: object) -> None:
    told = json.loads(hold.file.read_text()) | values
    hold.file.write_text(json.dumps(told))


def test_a_later_process_of_the_same_number_is_not_taken_for_it(places: Places) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not tell when a process was started")
    with Hold(places, "w") as hold:
        rewrite(hold, started="another boot:1")
        assert holders(places, "w") == []


def test_a_window_on_another_computer_counts_while_it_is_touched(places: Places) -> None:
    with Hold(places, "w") as hold:
        rewrite(hold, host="another computer", pid=1)
        found = holders(places, "w")
        assert found == [replace(hold.holder, host="another computer", pid=1)]
        assert "on another computer" in found[0].sentence()
        os.utime(hold.file, (0, 0))
        hold.touch()
        assert len(holders(places, "w")) == 1
        os.utime(hold.file, (0, 0))
        assert holders(places, "w") == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', "null", '{"pid": 1}'])
def test_a_note_that_makes_no_sense_is_passed_over_and_later_removed(
    places: Places, text: str
) -> None:
    hold = Hold(places, "w")
    hold.file.write_text(text)
    assert holders(places, "w") == []
    assert hold.file.exists()
    os.utime(hold.file, (0, 0))
    assert holders(places, "w") == []
    assert not hold.file.exists()
    hold.release()


def test_a_disk_that_refuses_is_no_hindrance(places: Places) -> None:
    places.state.mkdir(parents=True)
    places.holds.write_text("in the way")
    with Hold(places, "w") as hold:
        hold.touch()
        assert hold.others() == []


def test_this_process_runs_and_an_impossible_one_does_not() -> None:
    assert is_running(os.getpid())
    assert not is_running(2**40)
