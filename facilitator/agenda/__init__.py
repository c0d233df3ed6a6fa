"""What a session consists of: stages, prompts, minutes, exit checks; ready agendas as data.

Names are loaded when first asked for: opening a stored session needs `Stage` only, and neither the
reading of files nor their checks.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitator.agenda.checks import CHECKS
    from facilitator.agenda.copying import copy_agenda
    from facilitator.agenda.library import (
        Loaded,
        all_agendas,
        catalogue_stages,
        find_agenda,
        form,
        ledger,
        load_agenda,
        ready_agenda,
        ready_agendas,
        sheet,
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
    from facilitator.agenda.tables import UnknownName

_HOMES = {
    "checks": "CHECKS",
    "copying": "copy_agenda",
    "library": (
        "Loaded all_agendas catalogue_stages find_agenda form ledger load_agenda"
        " ready_agenda ready_agendas sheet stage"
    ),
    "parts": "Computed Criterion ExitCheck Field Form Ledger Section Sheet Step",
    "problems": "AgendaError Problem",
    "stages": "KINDS Agenda Stage",
    "tables": "UnknownName",
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
    "catalogue_stages",
    "copy_agenda",
    "find_agenda",
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
