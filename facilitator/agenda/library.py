"""What there is to choose from: the product's stages, parts and agendas, and a moderator's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from facilitator.agenda import tables
from facilitator.agenda.assembly import assemble
from facilitator.agenda.lines import Place
from facilitator.agenda.parts import Form, Ledger, Sheet
from facilitator.agenda.plain import build
from facilitator.agenda.problems import AgendaError, Problem, Report
from facilitator.agenda.reading import read_table
from facilitator.agenda.stages import Agenda, Stage
from facilitator.agenda.tables import UnknownName
from facilitator.words.language import _

FOLDER = "agendas"
"""Where a user's agendas are kept inside the settings directory."""


def form(id: str) -> Form:
    """Return a form of the product, such as "structure" or "market"; raises UnknownName."""
    return build(Form, tables.table("forms", id))


def ledger(id: str) -> Ledger:
    """Return "requirements", "goals" or "actions"; raises UnknownName."""
    return build(Ledger, tables.table("ledgers", id))


def sheet(id: str) -> Sheet:
    """Return a sheet of the audit, such as "sales" or "nps"; raises UnknownName."""
    return build(Sheet, tables.table("sheets", id))


@lru_cache
def stage(id: str) -> Stage:
    """Return a stage of the catalogue as it stands there; raises UnknownName."""
    tables.stage_table(id)  # says which stages there are
    table = {"id": "one", "title": "One stage", "stage": [{"use": id}]}
    report = Report(tables.HERE, dict[Place, int])
    return assemble(table, report, own=False).stages[0]


def catalogue_stages() -> list[Stage]:
    """Return every stage of the catalogue: audit, session, monthly plan, follow-up, a break."""
    return [stage(id) for id in tables.stage_ids()]


@lru_cache
def _ready(id: str) -> Agenda:
    table, report = read_table(tables.ready_file(id))
    return assemble(table, report, own=False)


def ready_agendas() -> list[Agenda]:
    """Return the agendas of the product: full day, half day, monthly plan, follow-up."""
    return [_ready(id) for id in tables.READY]


def ready_agenda(id: str) -> Agenda:
    """Return one agenda of the product; raises UnknownName."""
    if id not in tables.READY:
        known = ", ".join(tables.READY)
        raise UnknownName(
            _("there is no ready agenda '{id}'; there are {known}").format(id=id, known=known)
        )
    return _ready(id)


@dataclass(frozen=True)
class Loaded:
    """Agendas that can be used, and what to tell about files that cannot or that hide another."""

    agendas: tuple[Agenda, ...]
    problems: tuple[Problem, ...] = ()

    def agenda(self, id: str) -> Agenda:
        """Return the agenda with this id; KeyError if there is none."""
        for each in self.agendas:
            if each.id == id:
                return each
        raise KeyError(id)


def load_agenda(path: Path) -> Agenda:
    """Return the agenda in a file; raises AgendaError, whose problems name file and line."""
    return _load(path)[0]


def _load(path: Path) -> tuple[Agenda, list[Problem]]:
    table, report = read_table(path)
    return assemble(table, report), report.problems


def all_agendas(config_dir: Path) -> Loaded:
    """Return ready agendas and those of `config_dir/agendas`, with all problems of the latter.

    A user's agenda takes the place of a ready one with the same id, and a note says so. Of two user
    files with one id the first by name counts.
    """
    found = {each.id: each for each in ready_agendas()}
    problems: list[Problem] = []
    for path in user_files(config_dir):
        try:
            agenda, notes = _load(path)
        except AgendaError as error:
            problems += error.problems
            continue
        problems += notes
        earlier = found.get(agenda.id)
        if earlier and earlier.path:
            problems.append(
                _id_problem(
                    agenda,
                    _(
                        "the id '{id}' is already used by {name}; give this agenda another id"
                    ).format(id=agenda.id, name=earlier.path.name),
                    True,
                )
            )
            continue
        if earlier:
            note = _(
                "the id '{id}' takes the place of the ready agenda; change the id to have both"
            ).format(id=agenda.id)
            problems.append(_id_problem(agenda, note, False))
        found[agenda.id] = agenda
    return Loaded(tuple(found.values()), tuple(problems))


def find_agenda(id: str, config_dir: Path) -> Agenda | None:
    """Return one agenda as `all_agendas` has it, without reading the other ready ones, or None."""
    for path in user_files(config_dir):
        try:
            agenda = load_agenda(path)
        except AgendaError:
            continue
        if agenda.id == id:
            return agenda
    return _ready(id) if id in tables.READY else None


def user_files(config_dir: Path) -> list[Path]:
    """Return the agenda files a user keeps, by name; none if there is no such directory."""
    folder = config_dir / FOLDER
    try:
        return sorted(path for path in folder.glob("*.toml") if path.is_file())
    except OSError:
        return []


def _id_problem(agenda: Agenda, reason: str, serious: bool) -> Problem:
    path = agenda.path or Path()
    report = read_table(path)[1]
    return Problem(path, report.line(("id",)), reason, serious)
