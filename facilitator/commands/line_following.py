"""The words of the command line for what was agreed: what is due, what was done, a day kept."""

from typing import Annotated

from cyclopts import Parameter

from facilitator.commands.line_app import DEFAULT, Common, Json, Ledgered, Reference, app
from facilitator.words.language import N_


@app.command
def due(
    *,
    owner: str = "",
    within: str = "7d",
    json: Json = False,
    settings: Common = DEFAULT,
) -> int:
    """List what is due and overdue in all sessions: actions, facts, payments, dates.

    Parameters
    ----------
    owner
        Initials or part of a name.
    within
        Days or weeks ahead: 7d, 2w.
    """
    from facilitator.commands import due as commands

    return commands.show_due(settings, owner, within, as_json=json)


@app.command
def done(
    ref: Reference,
    action: Ledgered,
    /,
    *,
    note: str = "",
    on: str = "",
    settings: Common = DEFAULT,
) -> int:
    """Mark an action as done: facilitator done 3 A07 --note "contract signed".

    Parameters
    ----------
    note
        What shows that it is done.
    on
        The day it was done on, today if left out: 9 feb, yesterday.
    """
    from facilitator.commands import due as commands

    return commands.done(settings, ref, action, note, on)


@app.command
def status(
    ref: Reference,
    action: Ledgered,
    to: Annotated[str, Parameter(help=N_("open, in progress, done, blocked or cancelled."))],
    /,
    *,
    note: str = "",
    settings: Common = DEFAULT,
) -> int:
    """Say how far an action is: facilitator status 3 A07 blocked --note "no answer".

    Parameters
    ----------
    note
        What shows it, or what blocks it.
    """
    from facilitator.commands import due as commands

    return commands.status(settings, ref, action, to, note)


@app.command
def move(
    ref: Reference,
    action: Ledgered,
    day: Annotated[str, Parameter(help=N_("The new deadline: 2027-03-05, 5 mar, fri."))],
    /,
    *,
    note: str = "",
    settings: Common = DEFAULT,
) -> int:
    """Give an action a new deadline: facilitator move 3 A05 "5 mar" --note "week 1 was short".

    Parameters
    ----------
    note
        Why it moves.
    """
    from facilitator.commands import due as commands

    return commands.move(settings, ref, action, day, note)


@app.command
def track(
    ref: Annotated[
        str, Parameter(help=N_("Number of the personal plan, or the person's name."))
    ] = "",
    numbers: Annotated[
        str,
        Parameter(help=N_("Calls, meetings, proposals, contracts, paid; a day may stand before.")),
    ] = "",
    /,
    *,
    day: str = "",
    json: Json = False,
    settings: Common = DEFAULT,
) -> int:
    """Keep a day of a personal plan and show the standing: facilitator track 5 "15 2 1 0 0".

    Parameters
    ----------
    day
        The day it was, today if left out: yesterday, mon, 12 feb.
    """
    from facilitator.commands import tracking

    return tracking.track(settings, ref, numbers, day, as_json=json)
