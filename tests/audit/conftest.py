"""A home of their own for commands that are run."""

from pathlib import Path

import pytest

from tests.audit.command import at_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return at_home(tmp_path, monkeypatch)
