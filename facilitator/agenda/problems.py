"""What is wrong in an agenda file: which file, which line, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.agenda.lines import Place
from facilitator.words.language import _


@dataclass(frozen=True)
class Problem:
    """One complaint about a file; line 0 is the file as a whole.

    A file with a serious problem is not loaded; any other problem is a note.
    """

    file: Path
    line: int
    reason: str
    serious: bool = True

    def __str__(self) -> str:
        where = (
            _("{name}, line {line}").format(name=self.file.name, line=self.line)
            if self.line
            else self.file.name
        )
        return f"{where}: {self.reason}"


class AgendaError(Exception):
    """An agenda file cannot be used; `problems` says why, one sentence each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(each) for each in problems))


class Report:
    """Gathers problems of one file; lines are looked up only when there is something to say."""

    def __init__(self, file: Path, lines: Callable[[], Mapping[Place, int]]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._lines = lines
        self._found: Mapping[Place, int] | None = None

    def error(self, place: Place, reason: str) -> None:
        """Add a problem that keeps the file from being used."""
        self.problems.append(Problem(self.file, self.line(place), reason))

    def note(self, place: Place, reason: str) -> None:
        """Add a problem the file can be used with."""
        self.problems.append(Problem(self.file, self.line(place), reason, serious=False))

    def line(self, place: Place) -> int:
        """Return the line of a place, or of what it stands in when the text does not name it."""
        if self._found is None:
            self._found = self._lines()
        while place and place not in self._found:
            place = place[:-1]
        return self._found.get(place, 1)

    @property
    def failed(self) -> bool:
        """Whether any problem is serious."""
        return any(each.serious for each in self.problems)
