"""The command line as tests call it: in this process, in a home of its own."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from facilitator.audit import demo_ledger
from facilitator.cli import run

DEMO = Path(demo_ledger.__file__).parents[1] / "demo" / "taveon.json"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def refused(self) -> str:
        """The only sentence of a command that refused, and printed nothing else."""
        assert self.code in (1, 2) and self.out == "", self
        assert "Traceback" not in self.err
        return self.err.strip().splitlines()[-1]


def command(*words: object) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(word) for word in words])
    return Said(code, out.getvalue(), err.getvalue())


def at_home(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the program keep everything below `place`, temporary files too."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(place / name.lower()))
    for name in ("FACILITATOR_DB", "PGPASSWORD", "PGPASSFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FACILITATOR_TODAY", "2027-01-14")
    scratch = place / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    return place


def demo_figures() -> dict[str, list[str]]:
    return json.loads(DEMO.read_text("utf-8"))["figures"]
