"""The words of the command line and the commands they call."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from facilitator.commands import line_following, line_keeping
from facilitator.commands.line_app import (
    CUT,
    DEFAULT,
    LOOKS,
    READING,
    SERVER,
    Common,
    Files,
    Json,
    Reference,
    Rows,
    Screen,
    Table,
    app,
)
from facilitator.words.language import N_

OTHERS = (line_following, line_keeping)
"""Their commands are there once they are read."""


@app.default
def home(*, settings: Common = DEFAULT, looks: Screen = LOOKS) -> int:
    """Show the list of sessions."""
    from facilitator.commands import screen

    return screen.home(settings, looks)


@app.command(name="open")
def open_session(
    ref: Reference = "", /, *, settings: Common = DEFAULT, looks: Screen = LOOKS
) -> int:
    """Open a session where it was left (without a reference: the latest)."""
    from facilitator.commands import screen

    return screen.open_session(ref, settings, looks)


@app.command
def demo(
    *,
    no_ui: bool = False,
    settings: Common = DEFAULT,
    looks: Screen = LOOKS,
) -> int:
    """Show the worked example in a throw-away database; --no-ui --db FILE loads it there.

    Parameters
    ----------
    no_ui
        Load the example only, without opening the screen.
    """
    from facilitator.commands import screen

    return screen.demo(settings, looks, no_ui=no_ui)


@app.command
def new(
    *,
    title: str = "",
    company: str = "",
    question: str = "",
    agenda: str = "",
    source: Annotated[str, Parameter(name="--from")] = "",
    person: tuple[str, ...] = (),
    period: str = "",
    date: str = "",
    start: str = "",
    currency: str = "",
    unit: str = "",
    session_lang: str = "",
    participants: Path | None = None,
    settings: Common = DEFAULT,
) -> int:
    """Create a session, or make a plan from one, and print its reference.

    Parameters
    ----------
    title
        What the session is called; a session needs one.
    company
        Whose session it is.
    question
        What must be answered at the end.
    agenda
        Which agenda (facilitator agendas lists them); default: full_day.
    source
        The session or plan a plan is made from: number, or part of its title.
    person
        Whose personal plan; several times for several plans, "everyone" for one each.
    period
        What the plan is for: 2027-02, feb 2027, 2027-Q1, 2027.
    session_lang
        Language of the agenda and documents: en, ru, pl; default: that of the screen.
    date
        The day, as people say it: 2027-01-14, 14 Jan, fri.
    start
        When it begins: 09:30.
    currency
        Three letters, such as EUR, PLN or USD.
    unit
        What amounts are typed in: one, thousand or million.
    participants
        CSV file: name, initials, role, channel, presence, votes, moderator.
    """
    from facilitator.commands import sessions

    header = {"title": title, "company": company, "question": question, "day": date}
    header |= {"start": start, "currency": currency, "unit": unit, "language": session_lang}
    plan = sessions.PlanAsked(source, person, period)
    return sessions.new(settings, agenda, participants, header, plan)


@app.command(name="list")
def list_sessions(*, json: Json = False, settings: Common = DEFAULT) -> int:
    """List the sessions, changed last first."""
    from facilitator.commands import sessions

    return sessions.show_list(settings, as_json=json)


@app.command
def show(
    ref: Reference = "",
    /,
    *,
    screen: bool = False,
    json: Json = False,
    settings: Common = DEFAULT,
    looks: Screen = LOOKS,
) -> int:
    """Print the plan, or with --json every figure; --screen shows the session to the room.

    Parameters
    ----------
    screen
        Follow the moderator's screen live on the room's one: read-only, without questions or
        notes. Closed with q.
    """
    if screen:
        from facilitator.commands import screen as screens

        return screens.show_room(ref, settings, looks)
    from facilitator.commands import documents

    return documents.show(settings, ref, as_json=json)


@app.command
def check(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Check the plan; exit code 1 when something must be mended."""
    from facilitator.commands import documents

    return documents.check(settings, ref)


@app.command
def export(
    ref: Reference = "",
    /,
    *,
    to: Literal["md", "html", "docx", "pdf", "pptx", "xlsx", "csv", "ics", "json"] = "md",
    out: Annotated[str, Parameter(allow_leading_hyphen=True)] = "",
    force: bool = False,
    team: bool = False,
    settings: Common = DEFAULT,
) -> int:
    """Write the plan as a document; of a personal plan, the page the person carries along.

    Parameters
    ----------
    out
        The file to write, or - to print; default: date and title in this directory.
    force
        Overwrite an existing file.
    team
        Of a personal plan: everything but a private goal.
    """
    from facilitator.commands import documents

    return documents.export(settings, ref, to, out, force=force, team=team)


@app.command(name="import")
def take_in(
    file: Path,
    ref: Reference = "",
    /,
    *,
    copy: bool = False,
    accept: str = "",
    json: Json = False,
    settings: Common = DEFAULT,
) -> int:
    """Take in a session from JSON, or changes of a session from its edited Markdown.

    Parameters
    ----------
    file
        The JSON or Markdown document of a session.
    copy
        Take the session in beside the one that is there, as one of its own.
    accept
        Changes to take in, by number, such as 1,3,5, or all; default: only show them.
    """
    from facilitator.commands import documents, exchange

    if ref or file.suffix.lower() in exchange.MARKDOWN:
        return exchange.take_back(settings, file, ref, accept=accept, as_json=json)
    return documents.take_in(settings, file, copy=copy)


@app.command
def history(ref: Reference = "", /, *, settings: Common = DEFAULT) -> int:
    """Print who changed what, when, in which stage."""
    from facilitator.commands import sessions

    return sessions.history(settings, ref)


@app.command
def find(
    *words: Annotated[
        str, Parameter(help=N_("All of them must be there; capitals do not matter."))
    ],
    json: Json = False,
    settings: Common = DEFAULT,
) -> int:
    """Search the words of all sessions: facilitator find dealer price."""
    from facilitator.commands import finding

    return finding.find(settings, words, as_json=json)


@app.command
def audit(
    *files: Path,
    survey: Path | None = None,
    survey_map: tuple[str, ...] = (),
    reading: Files = READING,
    server: Table = SERVER,
    cut: Rows = CUT,
    json: Json = False,
    settings: Common = DEFAULT,
) -> int:
    """Audit sales: dynamics, ABC/XYZ, retention, channels, from files or a table; NPS of a survey.

    Parameters
    ----------
    files
        CSV, TSV, XLSX, XLS, ODS or Parquet; how they were understood is said on stderr.
    survey
        A file of answers from 0 to 10, beside a ledger or alone.
    survey_map
        A column of the survey for a role: --survey-map "score=How likely".
    """
    from facilitator.commands import ledger

    options = (reading, cut, server)
    return ledger.audit(settings, files, survey, options, survey_map, as_json=json)


@app.command
def agendas(*, copy: str = "", settings: Common = DEFAULT) -> int:
    """List the agendas, or copy one for editing: --copy full_day.

    Parameters
    ----------
    copy
        The agenda to copy, by its first word in the list.
    """
    from facilitator.commands import sessions

    return sessions.agendas(settings, copy)


@app.command
def rebuild(
    session: str = "",
    /,
    *,
    source: Annotated[Literal["recorder", "backup"], Parameter(name="--from")] = "recorder",
    afresh: bool = False,
    settings: Common = DEFAULT,
) -> int:
    """Restore sessions from the second copy or a backup.

    Parameters
    ----------
    session
        The id of one session; default: all.
    afresh
        Replace the database even though it can be read; it is put aside, not deleted.
    """
    from facilitator.commands import documents

    return documents.rebuild(settings, session, source, afresh=afresh)


@app.command
def where(*, settings: Common = DEFAULT) -> int:
    """Print where sessions, copies, backups and agendas lie."""
    from facilitator.commands import sessions

    return sessions.where(settings)
