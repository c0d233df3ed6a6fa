"""A stage and an agenda: what a session goes through, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from facilitator.agenda.parts import Criterion, ExitCheck, Form, Ledger, Section, Sheet, Step
from facilitator.agenda.plain import build, plain
from facilitator.agenda.texts import said
from facilitator.words.language import ENGLISH, _, language, speaking

KINDS = (
    "setup",  # header, people, channels; stands before every agenda
    "round",  # every person: a number and one sentence
    "board",  # sections of cards
    "options",  # strategy options in four cells, linked to factors
    "matrix",  # alternatives × criteria
    "form",  # fields, with computed figures
    "ledger",  # rows with fields
    "figures",  # typed tables of the audit, findings as cards
    "agreement",  # people × actions, then the plan by name
    "break",  # a timer
)


AGENDA_KINDS = ("session", "sales_plan", "operational_plan", "personal_plan", "follow_up")
"""What is made with an agenda: a session, a plan people work by, or a review of one."""


@dataclass(frozen=True)
class Stage:
    """One stage: one subject, one kind. Keys a kind does not use keep their defaults.

    A session stores its own copy (`to_plain`), so that an edited agenda never changes a session
    held before. The first of `forms` is offered first; the others are alternatives to it
    (profiles). Beside a ledger or sheets, forms are filled in addition.
    """

    id: str
    title: str
    name: str
    kind: str
    minutes: int
    purpose: str = ""
    prompts: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    exit: tuple[ExitCheck, ...] = ()
    entry: tuple[ExitCheck, ...] = ()  # asked before the stage is opened for the first time
    steps: tuple[Step, ...] = ()
    deeper: tuple[str, ...] = ()  # stages of the catalogue that go on from here, where wanted
    # round (number and sentence are labels), agreement and matrix (scale, words for its points)
    scale: tuple[int, int] = (1, 5)
    anchors: tuple[str, ...] = ()
    number: str = ""
    sentence: str = ""
    parking: bool = False
    # board, findings of figures
    sections: tuple[Section, ...] = ()
    evidence: bool = False
    subjects: tuple[str, ...] = ()
    votes: str = ""  # dots are given per "section" or over the whole "stage"; "" means no vote
    shortlist: int = 0
    # options
    cells: tuple[Section, ...] = ()
    # matrix: "channels", or "segments" in a company with one channel
    criteria: tuple[Criterion, ...] = ()
    alternatives: str = ""
    roles: tuple[str, ...] = ()
    # form, ledger, figures, agreement
    forms: tuple[Form, ...] = ()
    ledger: Ledger | None = None
    ledgers: tuple[Ledger, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    views: tuple[str, ...] = ()  # of `checks.VIEWS`: shown before the sheets when a file was read

    @property
    def all_ledgers(self) -> tuple[Ledger, ...]:
        """`ledger` and `ledgers`."""
        return ((self.ledger,) if self.ledger else ()) + self.ledgers

    @property
    def is_break(self) -> bool:
        """Whether this stage is a pause."""
        return self.kind == "break"

    def section(self, id: str) -> Section:
        """Return a section of the board or a cell of the options; KeyError if there is none."""
        for each in (*self.sections, *self.cells):
            if each.id == id:
                return each
        raise KeyError(id)

    def form(self, id: str) -> Form:
        """Return a form of this stage; KeyError if there is none."""
        for each in self.forms:
            if each.id == id:
                return each
        raise KeyError(id)

    def sheet(self, id: str) -> Sheet:
        """Return a sheet of this stage; KeyError if there is none."""
        for each in self.sheets:
            if each.id == id:
                return each
        raise KeyError(id)

    def to_plain(self) -> dict[str, Any]:
        """Return the stage as a dict fit for JSON; values equal to their default are left out."""
        return plain(self)

    def said(self) -> Stage:
        """Return the stage as it is shown: in the language of the moment."""
        return Stage.from_plain({**self.to_plain(), "language": language()})

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Stage:
        """Build the stage `to_plain` described; keys of another version are passed over.

        With a "language" beside them its texts are said in that language.
        """
        spoken = data.get("language", "")
        if spoken in ("", ENGLISH):
            return build(cls, data)
        with speaking(spoken):
            return build(cls, said(data, _))


@dataclass(frozen=True)
class Agenda:
    """An ordered list of stages; `path` is the user's file, None for a ready agenda.

    `kind` says what is made with it. A plan or a review `takes` over from the session it is made
    from: "people", "channels", "goals", "actions", "decisions", "parked", "requirements",
    "criteria", "header:question", and by their id "sheet:sales", "form:market", "ledger:deals",
    "cards:S1".
    """

    id: str
    title: str
    description: str
    stages: tuple[Stage, ...]
    before: tuple[str, ...] = ()
    path: Path | None = None
    kind: str = "session"
    takes: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Minutes of all stages, breaks included."""
        return sum(stage.minutes for stage in self.stages)

    @property
    def break_minutes(self) -> int:
        """Minutes of the breaks."""
        return sum(stage.minutes for stage in self.stages if stage.is_break)

    def said(self) -> Agenda:
        """Return the agenda as it is shown: in the language of the moment."""
        return replace(
            self,
            title=_(self.title),
            description=_(self.description),
            before=tuple(map(_, self.before)),
            stages=tuple(each.said() for each in self.stages),
        )

    def stage(self, id: str) -> Stage:
        """Return the stage with this id; KeyError if the agenda has none."""
        for each in self.stages:
            if each.id == id:
                return each
        raise KeyError(id)
