"""Opening a stored session must not pay for the reading of files."""

from __future__ import annotations

import subprocess
import sys


def loaded_by(code: str) -> set[str]:
    shown = f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_package_loads_nothing_of_its_own() -> None:
    assert {each for each in loaded_by("import facilitator.agenda") if "agenda." in each} == set()


def test_a_stage_loads_no_reader() -> None:
    loaded = loaded_by("from facilitator.agenda import Stage")
    assert {each for each in loaded if "agenda." in each} == {
        "facilitator.agenda.parts",
        "facilitator.agenda.plain",
        "facilitator.agenda.stages",
        "facilitator.agenda.texts",
    }
    assert not loaded & {"tomllib", "json", "difflib", "pydantic", "sqlmodel", "textual", "rich"}


def test_every_public_name_is_there() -> None:
    import facilitator.agenda as agenda

    assert all(hasattr(agenda, name) for name in agenda.__all__)
    assert not hasattr(agenda, "nothing")
