"""Writes that fail (F8): nothing is told as saved that is not, and nothing is left half done.

Every command and every export is tried; in short each at some of its writes, together at all.
FACILITATOR_FAULTS=1 tries every fault at every write of every command.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exports.formats import FORMATS
from tests.faults.representative import commands

ALL = ("--all",) if os.environ.get("FACILITATOR_FAULTS") else ()

COMPILER = shutil.which("cc") or shutil.which("gcc")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or COMPILER is None, reason="needs Linux and a C compiler"
)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of a run in a process of its own, whose system calls can fail."""
    library = tmp_path_factory.mktemp("failing") / "failing.so"
    source = Path(__file__).with_name("failing.c")
    assert COMPILER is not None
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.failing", *ALL],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_what_is_told_as_saved_is_saved_and_what_is_refused_changed_nothing(
    figures: dict[str, Any], record_property: Any
) -> None:
    summary = {name: figures[name] for name in ("refused", "saved", "doubtful")}
    record_property("faults", summary)
    print(summary, sum(figures["tried"].values()))
    assert figures["wrong"] == []
    assert figures["refused"] > figures["saved"] > 0
    # Of each command: the directory that cannot be synced once the database has it.
    assert figures["doubtful"] >= (len(commands()) if ALL else 0)


def test_no_command_was_forgotten(figures: dict[str, Any]) -> None:
    """A new command needs a call in the example or in tests/faults/representative.py."""
    assert figures["forgotten"] == []
    assert [name for name, count in figures["tried"].items() if not count] == []
    assert len(commands()) > 100


def test_every_format_was_tried(figures: dict[str, Any]) -> None:
    tried = {name for name, count in figures["tried"].items() if count > 20}
    assert {f"export {name}" for name in FORMATS} <= tried
