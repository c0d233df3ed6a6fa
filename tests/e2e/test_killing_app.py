"""The installed command, killed at random moments while a script types (F3).

6 times by default; FACILITATOR_APP_KILLS=300 gives the full figure.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.killing_app import PROMISED, WAYS, kill
from tests.e2e.terminal import PROGRAM

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or not PROGRAM.exists(), reason="needs a terminal and the command"
)

KILLS = int(os.environ.get("FACILITATOR_APP_KILLS", "6"))

BUSY = 1.0
"""Seconds a key may wait on a busy machine before the program hears of it."""


def test_nothing_ticked_is_lost_and_what_was_typed_comes_back(
    tmp_path: Path, record_property: Any
) -> None:
    figures = kill(KILLS, 1, tmp_path)
    record_property("kills", asdict(figures))
    print(json.dumps(asdict(figures), indent=2))
    assert sum(figures.kills.values()) == KILLS
    assert figures.acked > 0 and figures.drafts > 0, "it was killed before anything was typed"
    assert figures.accidents == []
    assert figures.lost == 0
    assert figures.broken == []
    assert figures.not_brought_back == []
    assert figures.not_restored == 0
    assert {way: figures.letters_lost[way] for way in WAYS if way != "KILL"} == {
        "TERM": 0,
        "HUP": 0,
        "close": 0,
    }
    assert figures.oldest_lost_seconds <= PROMISED + BUSY
    assert figures.longest_leaving_seconds < 10


def test_the_figures_of_the_long_run_come_from_the_same_program() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.e2e.killing_app", "--kills", "0"],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
    assert json.loads(told)["acked"] == 0
