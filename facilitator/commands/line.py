"""The words of the command line and the commands they call."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from facilitator import __version__
from facilitator.commands.cut import Cut
from facilitator.commands.line_keeping import add_commands
from facilitator.commands.reading import Reading
from facilitator.commands.settings import Looks, Settings
from facilitator.commands.speech import Help
from facilitator.commands.warehouse import Server
from facilitator.words.language import N_

app = App(
    name="facilitator",
    help=N_("From a sales audit through a strategic session to an action plan everyone agreed to."),
    version=__version__,
    help_format="plaintext",
    help_formatter=Help(),  # says what it shows in the language of the moment
    default_parameter=Parameter(negative="", show_default=False),
    suppress_keyboard_interrupt=False,  # it would end without a word
)

Common = Annotated[Settings, Parameter(name="*")]
Screen = Annotated[Looks, Parameter(name="*")]
Files = Annotated[Reading, Parameter(name="*")]
Table = Annotated[Server, Parameter(name="*")]
Rows = Annotated[Cut, Parameter(name="*")]

Reference = Annotated[str, Parameter(help=N_("Number of the session, or part of its title."))]
Ledgered = Annotated[str, Parameter(help=N_("Reference of the action, such as A07."))]
Json = Annotated[bool, Parameter(name="--json", help=N_("Print JSON."))]

DEFAULT = Settings()
LOOKS = Looks()
READING, SERVER, CUT = Reading(), Server(), Cut()


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
    """Show the worked example in a throw-away database; --no-ui --db FILE loads it there."""
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
    """List the agendas, or copy one for editing: --copy full_day."""
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


add_commands(app)
