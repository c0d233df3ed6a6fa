"""A text file to a table, or to a problem that names its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from facilitator.agenda.lines import find_lines
from facilitator.agenda.problems import AgendaError, Problem, Report
from facilitator.words.language import _

LARGEST = 1_000_000  # bytes; an agenda takes some ten thousand
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)$")
_AT_END = re.compile(r"\s*\(at end of document\)$")


def read_table(path: Path) -> tuple[dict[str, Any], Report]:
    """Return the parsed file and a report that knows its lines; raises AgendaError."""
    text = _read_text(path)
    return _parse(path, text), Report(path, lambda: find_lines(text))


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise _failed(
            path, 0, _("cannot be read: {strerror}").format(strerror=error.strerror or error)
        ) from error
    if len(raw) > LARGEST:
        raise _failed(path, 0, _("is larger than 1 MB; this is not an agenda"))
    try:
        # Some editors put an invisible mark at the beginning of a file.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _failed(path, line, _("is not UTF-8 text; save the file as UTF-8")) from error


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise _failed(path, 0, _("has brackets within brackets without end")) from error
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        reason = str(error)
        if found := _AT_LINE.search(reason):
            line = int(found[1])
        elif _AT_END.search(reason):
            line = max(1, len(text.splitlines()))
        else:
            line = 0
        reason = _AT_END.sub("", _AT_LINE.sub("", reason))
        raise _failed(
            path, line, _("is not valid TOML here: {reason}").format(reason=reason)
        ) from error


def _failed(path: Path, line: int, reason: str) -> AgendaError:
    return AgendaError([Problem(path, line, reason)])
