"""What the program leaves in the terminal it is left from."""

import os
from pathlib import Path

import pytest

from tests.e2e.pseudo import LEFT_ALTERNATE_SCREEN, Pseudo
from tests.e2e.terminal import PROGRAM
from tests.screens.importing.test_import_flow import ledger

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or not PROGRAM.exists(), reason="needs a terminal and the command"
)


def test_nothing_is_said_behind_a_session_into_which_a_file_was_read(tmp_path: Path) -> None:
    ledger(tmp_path / "sales.csv")
    window = Pseudo(tmp_path, "--db", "sessions.db")
    try:
        window.see("No session yet")
        window.type(b"n")
        window.see("Which agenda?")
        window.type(b"1")
        window.see("Session ›")
        window.type(b"\x10")
        window.see("type a few letters of a command")
        window.type(b"Dynamics")
        window.see("Go to Dynamics")
        window.type(b"\r")
        window.see("What do you see first")
        window.type(b"\x1b")
        window.see("a Type")
        window.type(b"i")
        window.see("Which sales file?", "sales.csv")
        window.type(b"\r")
        window.see("r  Read")
        window.type(b"r")
        window.see("y takes it into the session")
        window.type(b"y")
        window.see("24 rows taken")
        window.type(b"\x11")
        window.wait_ended()
        assert window.status == 0
        behind = window.output.rpartition(LEFT_ALTERNATE_SCREEN)[2]
        assert b"leaked" not in behind and behind.count(b"\n") < 3, behind.decode()
    finally:
        window.end()
