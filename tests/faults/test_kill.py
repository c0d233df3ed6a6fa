"""Kills at random moments (F1): what was acknowledged is there, twice, and nothing is torn.

60 kills by default; FACILITATOR_KILLS=1000 gives the full figure.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLS = int(os.environ.get("FACILITATOR_KILLS", "60"))


def killed(*options: str) -> dict[str, Any]:
    """The figures of a run in a process of its own, which has one thread when it forks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", *options],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    print(done.stdout)
    return json.loads(done.stdout)


def test_nothing_acknowledged_is_lost_and_nothing_is_torn(record_property: Any) -> None:
    figures = killed("--kills", str(KILLS))
    record_property("kills", figures)
    assert figures["kills"] == KILLS
    assert figures["acked"] > KILLS, "the writer was killed before it wrote anything"
    assert figures["accidents"] == []
    assert figures["lost"] == 0
    assert figures["torn"] == 0
    assert figures["damaged"] == 0
    assert figures["unrecorded"] == 0
    assert figures["reopen_max_ms"] < 10_000


def test_a_tick_shown_before_the_commit_would_be_noticed() -> None:
    """The test of the test: it can fail."""
    assert killed("--kills", "20", "--too-early")["lost"] > 0
