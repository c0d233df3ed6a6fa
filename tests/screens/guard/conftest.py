"""The app every test here begins with."""

from pathlib import Path

import pytest

from tests.screens.guard.fragile import Host


@pytest.fixture
def app(tmp_path: Path) -> Host:
    return Host(tmp_path / "reports")
