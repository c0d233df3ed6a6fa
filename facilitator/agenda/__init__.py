"""What a session consists of: stages, prompts, minutes, exit checks; ready agendas as data.

Names are loaded when first asked for: opening a stored session needs `Stage` only, and neither the
reading of files nor their checks.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.agenda.checks import CHECKS
    from facilitator.agenda.copying import copy_agenda
    from facilitator.agenda.library import UnknownName, form, ledger, sheet
    from facilitator.agenda.loader import (
        Loaded,
        all_agendas,
        load_agenda,
        ready_agenda,
        ready_agendas,
        stage,
    )
    from facilitator.agenda.parts import (
        Computed,
        Criterion,
        ExitCheck,
        Field,
        Form,
        Ledger,
        Section,
        Sheet,
        Step,
    )
    from facilitator.agenda.problems import AgendaError, Problem
    from facilitator.agenda.stages import KINDS, Agenda, Stage

_HOMES = {
    "checks": "CHECKS",
    "copying": "copy_agenda",
    "library": "UnknownName form ledger sheet",
    "loader": "Loaded all_agendas load_agenda ready_agenda ready_agendas stage",
    "parts": "Computed Criterion ExitCheck Field Form Ledger Section Sheet Step",
    "problems": "AgendaError Problem",
    "stages": "KINDS Agenda Stage",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "CHECKS",
    "KINDS",
    "Agenda",
    "AgendaError",
    "Computed",
    "Criterion",
    "ExitCheck",
    "Field",
    "Form",
    "Ledger",
    "Loaded",
    "Problem",
    "Section",
    "Sheet",
    "Stage",
    "Step",
    "UnknownName",
    "all_agendas",
    "copy_agenda",
    "form",
    "ledger",
    "load_agenda",
    "ready_agenda",
    "ready_agendas",
    "sheet",
    "stage",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
