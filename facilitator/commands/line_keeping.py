"""The words of the command line for what is done to whole sessions; see `keeping`."""

from typing import Annotated

from cyclopts import App, Parameter

from facilitator.commands.settings import Settings

Common = Annotated[Settings, Parameter(name="*")]
Reference = Annotated[str, Parameter(help="Number of the session, or part of its title.")]

DEFAULT = Settings()


def add_commands(app: App) -> None:
    """Let the command line understand carry, forget, anonymise and people."""
    for command in (carry, forget, anonymise, people):
        app.command(command)


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


def forget(ref: Reference = "", /, *, yes: bool = False, settings: Common = DEFAULT) -> int:
    """Take a session out of the database, its backups and the second copy for good.

    Parameters
    ----------
    yes
        Do it; without this it is only said what would be done.
    """
    from facilitator.commands import keeping

    return keeping.forget(settings, ref, yes=yes)


def anonymise(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Replace the names of people in a session, its history and its copies."""
    from facilitator.commands import keeping

    return keeping.anonymise(settings, ref)


def people(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Print the people of a session as CSV, as facilitator new --participants reads it."""
    from facilitator.commands import keeping

    return keeping.people(settings, ref)
