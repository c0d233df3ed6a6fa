"""The options every command understands, and what they make of the environment."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from facilitator.words.language import _
from facilitator.words.reasons import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from facilitator.store.places import Places
    from facilitator.workshop.library import Library


YES = frozenset({"yes", "y", "true", "1", "on"})
"""What switches something on in the environment."""


class Stopped(Exception):
    """A command ends here; the sentence goes to stderr, the code to the shell.

    Code 1: the answer is no (nothing found, checks not passed). Code 2: it was asked wrongly, or
    cannot be done here.
    """

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def content_of(path: "Path") -> bytes:
    """What a file holds; raises `Stopped` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stopped(
            _("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error)), 2
        ) from error


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of every command; each is also read from the environment: FACILITATOR_DB …

    The environment is asked when a command runs, not when this is made.
    """

    db: str = ""
    """Database file or SQLAlchemy URL; default: a file in the user's data directory."""
    today: str = ""
    """The day to take for today, YYYY-MM-DD."""
    lang: str = ""
    """Language of the screen and of messages: en, ru, pl; default: that of the environment."""

    def database(self) -> str:
        """The database that was named; empty: none was."""
        return self.db or _said("DB")

    def named_day(self) -> date | None:
        """The day to take for today, if one was named; raises `Stopped` for no day."""
        named = self.today or _said("TODAY")
        try:
            return date.fromisoformat(named) if named else None
        except ValueError as error:
            raise Stopped(
                _("--today wants a day like 2027-01-14, not “{typed}”.").format(typed=named), 2
            ) from error

    def day(self) -> date:
        """Today, or the day named; raises `Stopped` for something else than a day."""
        return self.named_day() or date.today()

    def places(self) -> "Places":
        """The user's directories."""
        from facilitator.store.places import Places

        return Places.of_user()

    def where(self) -> str:
        """The database: given, or the default file."""
        return self.database() or str(self.places().database)

    @contextmanager
    def library(self) -> "Generator[Library]":
        """The sessions of the database, closed afterwards; raises `Stopped` when it is refused."""
        from facilitator.store.glance import DatabaseRefused
        from facilitator.store.settings import UnsafeSettings
        from facilitator.store.store import NotSaved, Store
        from facilitator.workshop.edit import Refused
        from facilitator.workshop.library import Library
        from facilitator.workshop.opened import Clock

        today = self.day()
        try:
            store = Store(self.where(), self.places())
        except (DatabaseRefused, UnsafeSettings) as refused:
            raise Stopped(str(refused), 2) from refused
        try:
            with store:
                yield Library(store, Clock(today=lambda: today))
        except (Refused, NotSaved) as refused:
            raise Stopped(str(refused)) from refused


@dataclass(frozen=True, slots=True)
class Looks:
    """Options of the commands that open the screen; also from the environment, as `Settings`."""

    no_mouse: bool = False
    """Leave the mouse to the terminal."""
    theme: str = ""
    """facilitator-dark, facilitator-light, or a theme of Textual such as ansi-dark."""

    def has_mouse(self) -> bool:
        """Whether the mouse is ours."""
        return not self.no_mouse and _said("NO_MOUSE").lower() not in YES

    def named_theme(self) -> str:
        """The theme that was named; empty: none was."""
        return self.theme or _said("THEME")


def _said(name: str) -> str:
    return os.environ.get(f"FACILITATOR_{name}", "")


def say(sentence: str) -> None:
    """A message for people: goes to stderr, so that stdout holds data alone."""
    print(sentence, file=sys.stderr)


def needs_terminal() -> None:
    """Raise `Stopped` where no screen can be drawn."""
    from screens.guard.output import unfit

    problem = unfit(os.environ, sys.stderr.encoding, sys.stdin.isatty() and sys.stdout.isatty())
    if problem:
        raise Stopped(
            _("{problem} The other commands work here: facilitator --help").format(problem=problem),
            2,
        )
