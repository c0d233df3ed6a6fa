"""Runs the long form of every fault test and writes what it came to into docs/reliability.md.

`python -m tests.faults.full` runs all, which takes hours; `--only F3,F5` runs some, and `--minutes`
ends each after so long. `--from F3=a.json,b.json` takes what the program of a row has printed, in
parts or on another machine. A row that was never run says so.
"""

import argparse
import ast
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
NOT_RUN = "not run"
LARGEST = ("longest", "oldest", "slowest", "reopen")
"""Figures of which parts of a run are compared and not added begin so."""


@dataclass(frozen=True, slots=True)
class Row:
    """A test with its long form: what is set in the environment, what is wanted."""

    name: str
    what: str
    tests: str
    environment: tuple[tuple[str, str], ...]
    wanted: str

    @property
    def command(self) -> str:
        """What a person types to run it."""
        return f"python -m tests.faults.full --only {self.name}"


ROWS = (
    Row("F1", "killed writer", "tests/faults/test_kill.py", (("FACILITATOR_KILLS", "1000"),),
        "0 lost, torn, damaged; reopened below 1 s"),
    Row("F2", "power cut", "tests/faults/test_powercut.py", (("FACILITATOR_POWER_CUTS", "1000"),),
        "0 lost, 0 corrupt"),
    Row("F3", "installed program killed while it is typed into", "tests/e2e/test_killing_app.py",
        (("FACILITATOR_APP_KILLS", "300"),),
        "300 kills: 0 lost, KILL costs ≤ 2 s of typing, TERM and HUP nothing"),
    Row("F4", "monkey", "tests/monkey/test_monkey.py", (("FACILITATOR_MONKEY", "100000"),),
        "100,000 events, 0 faults"),
    Row("F5", "bytes into the terminal", "tests/e2e/test_fuzzing.py",
        (("FACILITATOR_FRAGMENTS", "5000"),), "5,000 fragments, 0 deaths"),
    Row("F6", "nasty texts on every screen and in every export",
        "tests/screens/test_nasty_screens.py tests/screens/test_nasty_matrix.py "
        "tests/exports/test_nasty_everywhere.py", (("FACILITATOR_NASTY", "1"),), "100 %"),
    Row("F7", "faults raised on purpose", "tests/screens/guard", (), "goes on, or starts afresh"),
    Row("F8", "writes that fail", "tests/faults/test_errno.py", (("FACILITATOR_FAULTS", "1"),),
        "nothing told as saved that is not"),
    Row("F9", "two windows, a server that restarts",
        "tests/faults/test_editing.py tests/faults/test_outage.py tests/faults/test_apart.py",
        (("FACILITATOR_EDITS", "1000"), ("FACILITATOR_APART", "60")), "0 lost, none above 5 s"),
    Row("F10", "migrations broken off",
        "tests/store/test_every_schema.py tests/store/test_schema_one.py",
        (("FACILITATOR_FAULTS", "1"),), "every row kept"),
    Row("F11", "any order, beside a model", "tests/faults/test_stateful.py",
        (("FACILITATOR_STEPS", "500"),), "no difference"),
    Row("F12", "restored from the second copy",
        "tests/faults/test_restore.py tests/faults/test_rebuilding.py", (), "100 %"),
    Row("F13", "four hours", "tests/faults/test_four_hours.py",
        (("FACILITATOR_HOURS", "4"),), "memory < +20 %, latency ≤ 1.5 ×"),
    Row("Network", "what reaches for it", "tests/faults/test_silence.py", (), "nothing"),
    Row("Reports", "what they tell of the room", "tests/screens/guard/test_silent_reports.py", (),
        "nothing"),
)  # fmt: skip

PROGRAMS = {
    "F1": "tests.faults.killing",
    "F3": "tests.e2e.killing_app",
    "F4": "tests.monkey.monkey",
    "F5": "tests.e2e.fuzzing",
    "F13": "tests.faults.four_hours",
}
"""What prints the figures that a row can be taken from."""


def run(row: Row, minutes: float) -> str:
    """What the long form of a row came to, as one cell of the table."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={report}"]
        try:
            subprocess.run(
                [*words, *row.tests.split()],
                cwd=ROOT,
                env=os.environ | dict(row.environment),
                check=False,
                timeout=minutes * 60 or None,
            )
        except subprocess.TimeoutExpired:
            return f"{NOT_RUN} to its end within {minutes:g} minutes"
        if not report.exists():
            return f"{NOT_RUN}: the tests could not be begun"
        return _told(ElementTree.parse(report).getroot())


def _told(suites: ElementTree.Element) -> str:
    suite = next(suites.iter("testsuite"))
    count = {each: int(suite.get(each, "0")) for each in ("tests", "failures", "errors", "skipped")}
    wrong = count["failures"] + count["errors"]
    told = f"{count['tests'] - wrong - count['skipped']} tests passed, {wrong} failed"
    told += f", {count['skipped']} skipped" if count["skipped"] else ""
    figures: list[dict[str, Any]] = []
    for each in suites.iter("property"):
        with suppress(ValueError, SyntaxError):  # a test may note a word, too
            value = ast.literal_eval(each.get("value", "{}"))
            figures += [value] if isinstance(value, dict) else []
    parts = [told, *(said(each) for each in figures), f"{float(suite.get('time', '0')):.0f} s"]
    return "; ".join(part for part in parts if part)


def said(figures: dict[str, Any]) -> str:
    """Figures in one line: lists by their length, what is long left out."""
    parts: list[str] = []
    for name, value in figures.items():
        shown = name.replace("_", " ")
        if name == "screens":
            parts.append(f"{len(value)} screens and stages")
        elif isinstance(value, dict):
            parts.append(f"{shown}: " + ", ".join(f"{key} {each}" for key, each in value.items()))
        elif name == "seeds" and value:
            parts.append(f"{len(value)} seeds ({', '.join(_ranges(value))})")
        else:
            parts.append(f"{shown} {len(value) if isinstance(value, list) else value}")
    return ", ".join(parts)


def _ranges(numbers: list[int]) -> list[str]:
    found: list[list[int]] = []
    for each in sorted(numbers):
        if found and each == found[-1][-1] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    return [f"{each[0]}–{each[-1]}" if each[1:] else str(each[0]) for each in found]


def together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of several parts of one run: added, or the largest of them."""
    whole: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if name not in whole:
                whole[name] = value
            elif isinstance(value, dict):
                whole[name] = together([whole[name], value])
            elif name.startswith(LARGEST):
                whole[name] = max(whole[name], value)
            elif isinstance(value, float):
                whole[name] = round(whole[name] + value, 1)
            else:
                whole[name] = whole[name] + value
    return whole


def rows_of(page: str) -> dict[str, str]:
    """The rows that stand in the page, by their names."""
    table = page.partition(BEGIN)[2].partition(END)[0]
    return {line.split("|")[1].strip(): line for line in table.splitlines() if line[:3] == "| F"
            or line[:4] in ("| Ne", "| Re")}  # fmt: skip


def line_of(row: Row, came_to: str, day: str, command: str = "") -> str:
    """One line of the table."""
    command = command or row.command
    return f"| {row.name} | {row.what} | {came_to} | {row.wanted} | {day} | `{command}` |"


def page_with(page: str, results: dict[str, str], now: datetime, command: str = "") -> str:
    """The page with these results in its table; other rows stay as they are."""
    known = rows_of(page)
    day = f"{now:%Y-%m-%d %H:%M} UTC"
    head = ["| | What is done | Came to | Wanted | When | Command |", "| - | - | - | - | - | - |"]
    lines = [
        line_of(row, results[row.name], day, command)
        if row.name in results
        else known.get(row.name) or line_of(row, NOT_RUN, "")
        for row in ROWS
    ]
    about = f"Written by `python -m tests.faults.full`, last with {versions()}."
    table = "\n".join([BEGIN, about, "", *head, *lines, END])
    return re.sub(f"{BEGIN}.*{END}", lambda _unused: table, page, flags=re.DOTALL)


def versions() -> str:
    """What it ran with."""
    import sqlite3

    names = ("facilitator", "textual", "sqlalchemy", "sqlmodel", "pytest")
    parts = [f"{name} {version(name)}" for name in names]
    system = f"{platform.system()}, {os.cpu_count()} processors"
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return ", ".join([system, python, *parts])


def main() -> None:
    """Run, and write the table after each row."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="names of rows, with commas")
    options.add_argument("--minutes", type=float, default=0, help="for each row")
    options.add_argument("--from", dest="taken", action="append", default=[], help="F3=a.json,…")
    chosen = options.parse_args()
    taken = dict(each.split("=", 1) for each in chosen.taken)
    only = chosen.only.split(",") if chosen.only else [] if taken else [row.name for row in ROWS]
    for row in ROWS:
        if row.name in taken:
            files = [json.loads(Path(each).read_text()) for each in taken[row.name].split(",")]
            in_parts = f" (in {len(files)} parts)" if files[1:] else ""
            result = said(together(files)) + in_parts
            command = f"python -m {PROGRAMS[row.name]}"
        elif row.name in only:
            result, command = run(row, chosen.minutes), ""
        else:
            continue
        now = datetime.now(UTC)
        page = page_with(PAGE.read_text("utf-8"), {row.name: result}, now, command)
        PAGE.write_text(page, "utf-8")
        print(row.name, result, flush=True)


if __name__ == "__main__":
    main()
