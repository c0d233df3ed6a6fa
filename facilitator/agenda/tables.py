"""The product's own agenda files as tables: catalogue of stages, forms, ledgers, sheets.

Files are read on first use and kept; callers get tables of their own.
"""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from facilitator.words.language import _

HERE = Path(__file__).parent
_ORDER = ("full_day", "half_day", "sales_plan", "monthly", "personal_plan", "follow_up")
_MODULES = ("audit", "session", "sales", "monthly", "personal", "followup")


def _there(folder: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in names if (HERE / folder / f"{each}.toml").exists())


READY = _there("ready", _ORDER)
"""The product's agendas in the order they are offered."""

MODULES = _there("catalogue", _MODULES)
"""The files of the catalogue of stages."""


class UnknownName(LookupError):
    """The agenda data holds nothing of this name."""


def ready_file(id: str) -> Path:
    """Return where the ready agenda with this id is kept."""
    return HERE / "ready" / f"{id}.toml"


@lru_cache
def _catalogue() -> dict[str, dict[str, Any]]:
    tables = (_read(HERE / "catalogue" / f"{module}.toml") for module in MODULES)
    return {stage["id"]: stage for table in tables for stage in table["stage"]}


def stage_ids() -> tuple[str, ...]:
    """Return the ids of all stages of the catalogue."""
    return tuple(_catalogue())


def stage_table(id: str) -> dict[str, Any]:
    """Return one stage of the catalogue as in its file; raises UnknownName."""
    if id not in _catalogue():
        known = ", ".join(_catalogue())
        raise UnknownName(
            _("the catalogue has no stage '{id}'; it has {known}").format(id=id, known=known)
        )
    return deepcopy(_catalogue()[id])


@lru_cache
def names(what: str) -> tuple[str, ...]:
    """Return the known ids of "forms", "ledgers" or "sheets"."""
    return tuple(sorted(path.stem for path in (HERE / what).glob("*.toml")))


@lru_cache
def _file(what: str, id: str) -> dict[str, Any]:
    if id not in names(what):
        raise UnknownName(
            _("there is no {what} '{id}'; there are {names}").format(
                what=what[:-1], id=id, names=", ".join(names(what))
            )
        )
    return _read(HERE / what / f"{id}.toml")


def table(what: str, id: str) -> dict[str, Any]:
    """Return one of the "forms", "ledgers" or "sheets" as in its file; raises UnknownName."""
    return deepcopy(_file(what, id))


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    with path.open("rb") as file:
        return tomllib.load(file)
