"""What each kind of stage may and must say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from facilitator.agenda.checks import VIEWS
from facilitator.agenda.lines import Place
from facilitator.agenda.problems import Report
from facilitator.words.language import _
from facilitator.words.several import one_of

COMMON = frozenset(
    {
        "id",
        "title",
        "name",
        "kind",
        "minutes",
        "purpose",
        "prompts",
        "pitfalls",
        "exit",
        "entry",
        "steps",
        "deeper",
    }
)

MAY: dict[str, frozenset[str]] = {
    "setup": frozenset(),
    "round": frozenset({"scale", "anchors", "number", "sentence", "parking"}),
    "board": frozenset({"sections", "evidence", "subjects", "votes", "shortlist"}),
    "options": frozenset({"cells", "votes"}),
    "matrix": frozenset({"criteria", "scale", "alternatives", "roles"}),
    "form": frozenset({"forms", "ledgers", "sheets"}),
    "ledger": frozenset({"ledger", "ledgers", "forms", "sheets", "scale", "anchors"}),
    "figures": frozenset({"sheets", "ledgers", "forms", "sections", "views"}),
    "agreement": frozenset({"ledger", "scale", "anchors"}),
    "break": frozenset(),
}
"""Keys of each kind besides the common ones."""

MUST: dict[str, tuple[str, ...]] = {
    "setup": (),
    "round": ("number", "sentence"),
    "board": ("sections",),
    "options": ("cells",),
    "matrix": ("criteria", "alternatives", "roles"),
    "form": ("forms",),
    "ledger": ("ledger|ledgers",),
    "figures": ("sheets|ledgers",),
    "agreement": ("ledger",),
    "break": (),
}
"""Keys a kind cannot do without, or one of two; but for a break also a purpose and prompts."""

CELLS = ("SO", "ST", "WO", "WT")


def check_kind(stage: Mapping[str, Any], place: Place, report: Report) -> None:
    """Report keys that do not belong to the kind of the stage, and those it lacks."""
    kind = stage["kind"]
    must = MUST[kind] if kind == "break" else ("purpose", "prompts", *MUST[kind])
    for key in stage:
        if key not in COMMON | MAY[kind]:
            report.error(
                (*place, key),
                _("'{key}' means nothing in a stage of kind '{kind}'").format(key=key, kind=kind),
            )
    for keys in must:
        either = keys.split("|")
        if not any(stage.get(key) for key in either):
            named = next((key for key in either if key in stage), either[0])
            needs = one_of(f"'{key}'" for key in either)
            report.error(
                (*place, named),
                _lacks(len(either) == 1, named in stage).format(
                    named=named, kind=kind, needs=needs
                ),
            )
    _check_prefixes(stage, place, report)
    _check_cells(stage, place, report)
    _check_scale(stage, place, report)
    _check_views(stage, place, report)
    if kind == "matrix" and not any(each["weight"] for each in stage.get("criteria", ())):
        report.error((*place, "criteria"), _("at least one criterion needs a weight above 0"))


def _lacks(one: bool, empty: bool) -> str:
    if one and empty:
        return _("'{named}' is empty; a stage of kind '{kind}' needs it")
    if one:
        return _("'{named}' is missing; a stage of kind '{kind}' needs it")
    if empty:
        return _("'{named}' is empty; a stage of kind '{kind}' needs {needs}")
    return _("'{named}' is missing; a stage of kind '{kind}' needs {needs}")


def _check_prefixes(stage: Mapping[str, Any], place: Place, report: Report) -> None:
    key = "cells" if stage["kind"] == "options" else "sections"
    owners: dict[str, str] = {}
    for at, section in enumerate(stage.get(key, ())):
        for prefix in section.get("prefix", ()):
            if owner := owners.get(prefix.lower()):
                reason = _("the prefix '{prefix}' already sends cards to '{owner}'").format(
                    prefix=prefix, owner=owner
                )
                report.error((*place, key, at, "prefix"), reason)
            owners[prefix.lower()] = section["title"]


def _check_cells(stage: Mapping[str, Any], place: Place, report: Report) -> None:
    for at, cell in enumerate(stage.get("cells", ())):
        if cell["id"] not in CELLS:
            reason = _("a cell is one of {cells}; here it is '{cell}'").format(
                cells=", ".join(CELLS), cell=cell["id"]
            )
            report.error((*place, "cells", at, "id"), reason)


def _check_views(stage: Mapping[str, Any], place: Place, report: Report) -> None:
    for at, name in enumerate(stage.get("views", ())):
        if name not in VIEWS:
            report.error(
                (*place, "views", at),
                _("there is no view '{name}'; there are {views}").format(
                    name=name, views=", ".join(VIEWS)
                ),
            )


def _check_scale(stage: Mapping[str, Any], place: Place, report: Report) -> None:
    low, high = stage.get("scale", (1, 5))
    if not 0 <= low < high <= 10:
        report.error((*place, "scale"), _("'scale' goes from a lower to a higher number, 0 to 10"))
        return
    anchors = stage.get("anchors", ())
    if anchors and len(anchors) != high - low + 1:
        reason = _(
            "'anchors' needs {count} entries, one for each point from {low} to {high}"
        ).format(count=high - low + 1, low=low, high=high)
        report.error((*place, "anchors"), reason)
