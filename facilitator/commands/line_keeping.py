"""The words of the command line for what is done to whole sessions; see `keeping`."""

from typing import Annotated

from cyclopts import Parameter

from facilitator.commands.line_app import DEFAULT, Common, Reference, app


@app.command
def carry(
    *refs: str,
    source: Annotated[str, Parameter(name="--from")] = "",
    target: Annotated[str, Parameter(name="--to")] = "",
    keep: bool = False,
    settings: Common = DEFAULT,
) -> int:
    """Move sessions to another database: facilitator carry --to postgresql://user@host/name 3.

    Parameters
    ----------
    refs
        Numbers of the sessions, or parts of their titles; default: all.
    source
        The database they lie in; default: the one of --db.
    target
        The database they go to: a file or a URL.
    keep
        Leave them where they are, too.
    """
    from facilitator.commands import keeping

    return keeping.carry(settings, source, target, refs, keep=keep)


@app.command
def forget(ref: Reference = "", /, *, yes: bool = False, settings: Common = DEFAULT) -> int:
    """Take a session out of the database, its backups and the second copy for good.

    Parameters
    ----------
    yes
        Do it; without this it is only said what would be done.
    """
    from facilitator.commands import keeping

    return keeping.forget(settings, ref, yes=yes)


@app.command
def anonymise(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Replace the names of people in a session, its history and its copies."""
    from facilitator.commands import keeping

    return keeping.anonymise(settings, ref)


@app.command
def people(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Print the people of a session as CSV, as facilitator new --participants reads it."""
    from facilitator.commands import keeping

    return keeping.people(settings, ref)
