"""The product's own agenda data: catalogue of stages, forms, ledgers, sheets, ready agendas.

Files are read on first use and kept; callers get fresh tables or frozen parts.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from facilitator.agenda.parts import Form, Ledger, Sheet
from facilitator.agenda.plain import build

HERE = Path(__file__).parent
READY = ("full_day", "half_day", "monthly", "follow_up")
MODULES = ("audit", "session", "monthly", "followup")

T = TypeVar("T")


class UnknownName(LookupError):
    """The agenda data holds nothing of this name."""


def ready_file(id: str) -> Path:
    """Return where the ready agenda with this id is kept."""
    return HERE / "ready" / f"{id}.toml"


@lru_cache
def _catalogue() -> dict[str, dict[str, Any]]:
    tables = (_read(HERE / "catalogue" / f"{module}.toml") for module in MODULES)
    return {stage["id"]: stage for table in tables for stage in table["stage"]}


def catalogue() -> dict[str, dict[str, Any]]:
    """Return every stage of the catalogue by id, as in its file."""
    return deepcopy(_catalogue())


def stage_table(id: str) -> dict[str, Any]:
    """Return one stage of the catalogue as in its file; raises UnknownName."""
    if id not in _catalogue():
        known = ", ".join(_catalogue())
        raise UnknownName(f"the catalogue has no stage '{id}'; it has {known}")
    return deepcopy(_catalogue()[id])


@lru_cache
def names(what: str) -> tuple[str, ...]:
    """Return the known ids of "forms", "ledgers" or "sheets"."""
    return tuple(sorted(path.stem for path in (HERE / what).glob("*.toml")))


@lru_cache
def _file(what: str, id: str) -> dict[str, Any]:
    if id not in names(what):
        raise UnknownName(f"there is no {what[:-1]} '{id}'; there are {', '.join(names(what))}")
    return _read(HERE / what / f"{id}.toml")


def table(what: str, id: str) -> dict[str, Any]:
    """Return one of the "forms", "ledgers" or "sheets" as in its file; raises UnknownName."""
    return deepcopy(_file(what, id))


def form(id: str) -> Form:
    """Return a form of the product, such as "setup" or "market"; raises UnknownName."""
    return build(Form, _file("forms", id))


def ledger(id: str) -> Ledger:
    """Return "requirements", "goals" or "actions"; raises UnknownName."""
    return build(Ledger, _file("ledgers", id))


def sheet(id: str) -> Sheet:
    """Return a sheet of the audit, such as "sales" or "nps"; raises UnknownName."""
    return build(Sheet, _file("sheets", id))


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    with path.open("rb") as file:
        return tomllib.load(file)
