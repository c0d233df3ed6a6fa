"""Bytes no keyboard sends, into the terminal of the installed command (F5).

150 fragments by default; FACILITATOR_FRAGMENTS=5000 gives the full figure.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.fuzzing import send
from tests.e2e.terminal import PROGRAM

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or not PROGRAM.exists(), reason="needs a terminal and the command"
)

FRAGMENTS = int(os.environ.get("FACILITATOR_FRAGMENTS", "150"))


def test_no_bytes_end_it_or_break_what_is_stored(tmp_path: Path, record_property: Any) -> None:
    figures = send(FRAGMENTS, 1, tmp_path)
    record_property("bytes", asdict(figures))
    print(json.dumps(asdict(figures), indent=2))
    assert figures.fragments == FRAGMENTS
    assert figures.deaths == []
    assert figures.reports == []
    assert figures.broken == []
