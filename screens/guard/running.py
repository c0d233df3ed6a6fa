"""Runs the app, and a fresh one after a fault it could not go on from."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from facilitator.words.language import _
from screens.guard.app import RESTART, GuardedApp
from screens.guard.report import write_report

MOST_RESTARTS = 3
"""Within `WINDOW` seconds; a fault that comes back at once is not cured by another start."""

WINDOW = 60.0


def run_guarded(
    make_app: Callable[[], GuardedApp[Any]],
    *,
    reports: Path | None = None,
    now: Callable[[], float] = monotonic,
    say: Callable[[str], object] = lambda sentence: print(sentence, file=sys.stderr),
) -> int:
    """Run the app until it ends by itself; returns the code for the shell.

    `make_app` is called for each start and reads where the session stood from disk. `reports` is
    where a fault outside any app is written; without it, it is only named. Nothing of the room
    is ever printed.
    """
    starts: list[float] = []
    report: Path | None = None
    while True:
        try:
            app = make_app()
            app.restarted_after = report
            app.run()
        except Exception as error:
            report = reports and write_report(
                reports, error, "starting or ending", datetime.now(UTC)
            )
            problem = _("Facilitator could not run ({name}).").format(name=type(error).__name__)
            say(_sentence(problem, report))
            return 1
        if app.return_code != RESTART:
            return app.return_code or 0
        report = app.fault_report
        starts = [start for start in starts if now() - start < WINDOW]
        if len(starts) >= MOST_RESTARTS:
            say(_sentence(_("Facilitator failed again and again and has stopped."), report))
            return 1
        starts.append(now())


def _sentence(problem: str, report: Path | None) -> str:
    where = (
        _("The report {report} says where; it holds no text of the session.").format(report=report)
        if report
        else _("No report could be written.")
    )
    return f"{problem} {_('Everything that was saved is safe.')} {where}"
