"""The formats a session can be exported to, for the command line and the export dialog alike.

What writes a format is imported when that format is first asked for: neither the list of sessions
nor a session on the screen waits for a library of documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from facilitator.store.entry import Entry
from facilitator.words.language import N_, _, speaking
from facilitator.workshop.aside import history_without_aside, without_aside
from facilitator.workshop.plans.personal_goal import without_private_goal
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import without_hidden

Write = Callable[[State, Sequence[Entry], date], str | bytes]
"""Takes the session, its whole history (oldest first) and today."""

MANY_LIBRARIES = "documents"
"""The extra that brings the libraries of all formats."""


class MissingLibrary(Exception):
    """A format needs a library that is not installed; `sentence` names the command that helps."""

    def __init__(self, form: "Format") -> None:
        self.sentence = _(
            "{title} needs {library}, which is not installed. Install it with: "
            "pip install {library} (or all formats at once: "
            "pip install 'facilitator[{many_libraries}]')."
        ).format(title=_(form.title), library=form.library, many_libraries=MANY_LIBRARIES)
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line and of its files, what it is good for."""

    extension: str
    title: str
    hint: str
    write: Write
    package: str = ""
    """What is imported of the library that an extra of the same name as the format brings."""
    library: str = ""
    """What that library is called when it is installed."""
    complete: bool = False
    """Whether it keeps everything, private notes too, to be imported again."""
    team_write: Write | None = None
    """What writes the plan of one person for the team, where that is another document."""

    def render(
        self, state: State, history: Sequence[Entry], today: date, *, team: bool = False
    ) -> str | bytes:
        """The session as a document, with its whole history (oldest first), as of `today`.

        The moderator's own notes, and votes that are not revealed yet, are in the complete
        document alone; for the `team` a private personal goal is left out too, which the complete
        document cannot do. Raises `MissingLibrary`.
        """
        write = self.write
        if team:
            assert not self.complete, "a complete document keeps a private goal"
            state = without_private_goal(state)
            write = self.team_write or write
        if not self.complete:
            state = without_aside(without_hidden(state))
            history = history_without_aside(history)
        try:
            with speaking(state.workshop.language):
                return write(state, history, today)
        except ModuleNotFoundError as missing:
            if self.package and (missing.name or "").partition(".")[0] == self.package:
                raise MissingLibrary(self) from missing
            raise


def _by(module: str) -> Write:
    """What `render` of a module of exports writes."""

    def write(state: State, history: Sequence[Entry], today: date) -> str | bytes:
        return import_module(f"exports.{module}").render(state, history, today)

    return write


def _markdown(state: State, history: Sequence[Entry], today: date) -> str:
    from exports import markdown
    from exports.markdown.mark import marked

    return marked(markdown.render(state, today, history), state, today)


def _markdown_for_team(state: State, history: Sequence[Entry], today: date) -> str:
    from exports import markdown
    from exports.markdown.mark import marked

    told = markdown.render(state, today, history, team=True)
    return marked(told, state, today, team=True)


def _json(state: State, history: Sequence[Entry], _today: date) -> str:
    from exports import json_document

    return json_document.render(state, history)


FORMATS: dict[str, Format] = {
    each.extension: each
    for each in (
        Format(
            "md",
            N_("Markdown"),
            N_("the complete plan, to read and to send"),
            _markdown,
            team_write=_markdown_for_team,
        ),
        Format(
            "html",
            N_("Web page"),
            N_("the complete plan with charts, to open and print"),
            _by("html"),
        ),
        Format(
            "docx",
            N_("Word"),
            N_("minutes to edit and sign"),
            _by("docx_minutes"),
            "docx",
            "python-docx",
        ),
        Format("pdf", "PDF", N_("minutes to print and sign"), _by("pdf"), "typst", "typst"),
        Format(
            "pptx",
            N_("PowerPoint"),
            N_("slides with charts to edit"),
            _by("slides"),
            "pptx",
            "python-pptx",
        ),
        Format(
            "xlsx",
            N_("Excel"),
            N_("every table with its filter"),
            _by("xlsx"),
            "xlsxwriter",
            "xlsxwriter",
        ),
        Format("csv", "CSV", N_("the action plan as a table"), _by("csv_plan")),
        Format("ics", N_("Calendar"), N_("a reminder for every deadline"), _by("calendar")),
        Format(
            "json", "JSON", N_("everything, to keep or to import elsewhere"), _json, complete=True
        ),
    )
}
"""By the word after `--to`."""
