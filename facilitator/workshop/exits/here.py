"""What an exit check is given, and what it answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from facilitator.agenda.parts import ExitCheck
from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage
from facilitator.words.language import ngettext
from facilitator.workshop.lookup import find_stage
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing missing; `go_to` is the section, row reference or field the screen jumps to."""

    sentence: str
    go_to: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """A check where it stands: the stage, its copy of the agenda, the parameters, the day."""

    state: State
    stage: Stage
    spec: Plan
    check: ExitCheck
    today: date

    @property
    def session_day(self) -> date:
        """The day of the session, or today while it has none."""
        return self.state.workshop.day or self.today

    def awaited(self) -> Iterator[Stage]:
        """The stages the check names; one that was left with a reason is let be."""
        for key in self.check.words("stages"):
            stage = find_stage(self.state, key)
            if stage is not None and not stage.left_reason:
                yield stage


Misses: TypeAlias = Iterator[tuple[str, str]]
"""Sentences with the target to jump to."""

Check: TypeAlias = Callable[[Here], Misses]


def listed(names: list[str] | tuple[str, ...], most: int = 5) -> str:
    """Names parted by commas, the rest counted: "A01, A02 and 3 more"."""
    if len(names) <= most:
        return ", ".join(names)
    more = len(names) - most
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=", ".join(names[:most]), count=more
    )
