"""Where the program begins: reads the words, calls a command, tells the shell how it went.

Nothing of the screen or of the database is imported before a command needs it, and the reader of
the command line itself only when there is something to read: most starts show the list of
sessions, and that should be there at once.
"""

import os
import sys
from collections.abc import Sequence

from facilitator.commands.settings import Looks, Settings, Stopped, say
from facilitator.commands.speech import UnknownLanguage, language_of, take_language
from facilitator.words.language import _, use

OF_ALL = {"--db": True, "--today": True, "--theme": True, "--no-mouse": False}
"""Options that may stand before a command, and whether a value follows."""

INTERRUPTED = 130
"""What a shell expects of a program that was stopped with Ctrl+C."""


def main(words: Sequence[str] | None = None) -> None:
    """Carry out what the words of the command line say and leave with its code."""
    code = run(words)
    if "duckdb" in sys.modules:
        # While Python takes itself apart, the binding of DuckDB counts what is left of it as leaks
        # and says so at length, on the terminal that was just given back.
        sys.stderr.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.exit(code)


def run(words: Sequence[str] | None = None) -> int:
    """Carry out what the words say; returns 0, 1 (no), 2 (asked wrongly) or 130 (stopped)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # pyright: ignore
    given = sys.argv[1:] if words is None else list(words)
    given, language = take_language(given)
    try:
        use(language_of(language, os.environ))
    except UnknownLanguage as unknown:
        say(str(unknown))
        return 2
    try:
        code = _called(command_first(given)) if given else _home()
        sys.stdout.flush()
    except Stopped as stopped:
        say(stopped.sentence)
        return stopped.code
    except KeyboardInterrupt:
        say(_("Stopped."))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has seen enough; Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def command_first(words: Sequence[str]) -> list[str]:
    """The words with options that stand before a command put behind it, where it reads them."""
    rest, options = list(words), list[str]()
    while rest and (name := rest[0].partition("=")[0]) in OF_ALL:
        count = 1 if "=" in rest[0] or not OF_ALL[name] else 2
        options, rest = options + rest[:count], rest[count:]
    if not rest or rest[0].startswith("-"):
        return list(words)
    return [rest[0], *options, *rest[1:]]


def _home() -> int:
    from facilitator.commands import screen

    return screen.home(Settings(), Looks())


def _called(words: list[str]) -> int:
    from cyclopts import CycloptsError, UnusedCliTokensError

    from facilitator.commands.line import app
    from facilitator.commands.wrong import sentence

    try:
        result = app(words, exit_on_error=False, print_error=False, result_action="return_value")
    except UnusedCliTokensError as error:
        unknown = " ".join(error.unused_tokens or words)
        raise Stopped(
            _("There is no command or option “{unknown}”. See facilitator --help").format(
                unknown=unknown
            ),
            2,
        ) from error
    except CycloptsError as error:
        raise Stopped(
            _("{error} See facilitator --help").format(error=sentence(error)), 2
        ) from error
    return result if isinstance(result, int) else 0
