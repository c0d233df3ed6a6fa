"""A long session costs no more in the end than in the beginning (F13).

A tenth of an hour by default; FACILITATOR_HOURS=4 gives the full figure.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOURS = os.environ.get("FACILITATOR_HOURS", "0.1")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_memory_and_latency_stay(record_property: Any) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.four_hours", "--hours", HOURS],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures = json.loads(done.stdout)
    record_property("hours", figures)
    print(done.stdout)
    assert figures["entries"] > figures["commands"] / 2
    assert figures["memory_after_mb"] < figures["memory_before_mb"] * 1.2
    assert figures["last_ms"] <= figures["first_ms"] * 1.5
