"""A table read from an agenda file to a finished agenda: names replaced by what they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from facilitator.agenda import tables
from facilitator.agenda.exits import check_exit, split_parameters
from facilitator.agenda.kinds import check_kind
from facilitator.agenda.ledger_rules import check_ledger, check_takes
from facilitator.agenda.lines import Place
from facilitator.agenda.problems import AgendaError, Report
from facilitator.agenda.schema import check_table
from facilitator.agenda.stages import AGENDA_KINDS, Agenda, Stage
from facilitator.words.language import _

Table = dict[str, Any]

# Under which key a file brings its own, and where the product keeps the ready ones.
_OWN = {"forms": "form", "ledgers": "ledger", "sheets": "sheet"}


def assemble(table: Table, report: Report, *, own: bool = True) -> Agenda:
    """Return the agenda a file describes; raises AgendaError with every problem of the file.

    Ready agendas are read with `own=False` and carry no path.
    """
    stages = _with_catalogue(table, report)
    check_table("agenda", {**table, "stage": stages}, (), report)
    if report.failed:
        raise AgendaError(report.problems)
    _check_own_parts(table, report)
    check_takes(table.get("takes", ()), report)
    if not stages:
        report.error(("stage",), _("an agenda needs at least one [[stage]]"))
    for at, stage in enumerate(stages):
        _finish(stage, table, ("stage", at), report)
    if report.failed:
        raise AgendaError(report.problems)
    built = tuple(Stage.from_plain(stage) for stage in stages)
    return Agenda(
        id=table["id"],
        title=table["title"],
        description=table.get("description", ""),
        stages=built,
        before=tuple(table.get("before", ())),
        path=report.file if own else None,
        kind=table.get("kind", AGENDA_KINDS[0]),
        takes=tuple(table.get("takes", ())),
    )


def _with_catalogue(table: Table, report: Report) -> list[Any]:
    """Return the stages with `use` replaced by the catalogue's stage under the file's own keys."""
    entries = table.get("stage")
    if isinstance(entries, dict):
        report.error(("stage",), _("write [[stage]] with two brackets, once for each stage"))
    if not isinstance(entries, list):
        return []
    merged: list[Any] = []
    pauses = 0
    for at, entry in enumerate(cast("list[Any]", entries)):
        if not isinstance(entry, dict):
            merged.append(entry)  # the schema says what is wrong with it
            continue
        stage = cast("Table", entry)
        if isinstance(stage.get("use"), str):
            stage = _use(stage, ("stage", at), report)
        if stage.get("kind") == "break":
            pauses += 1
            if stage.get("id", "break") == "break":
                stage = {**stage, "id": f"break{pauses}"}
        merged.append(stage)
    return merged


def _use(entry: Table, place: Place, report: Report) -> Table:
    name = entry["use"]
    try:
        ready = tables.stage_table(name)
    except tables.UnknownName as error:
        report.error((*place, "use"), str(error))
        return entry
    own = {key: value for key, value in entry.items() if key != "use"}
    if "kind" in own:
        reason = _("a stage taken with use = \"{name}\" keeps its kind '{ready}'").format(
            name=name, ready=ready["kind"]
        )
        report.error((*place, "kind"), _("{reason}; remove this line").format(reason=reason))
        del own["kind"]
    if own.get("minutes", ready["minutes"]) != ready["minutes"] and "steps" not in own:
        ready.pop("steps", None)  # they would no longer add up to the stage
    return {**ready, **own}


def _finish(stage: Table, table: Table, place: Place, report: Report) -> None:
    """Check what depends on the kind, replace names by parts, and check the exits."""
    before = len(report.problems)
    check_kind(stage, place, report)
    for key in ("forms", "ledgers", "sheets"):
        names = stage.get(key, ())
        if names:
            found = [
                _part(key, name, table, (*place, key, at), report) for at, name in enumerate(names)
            ]
            stage[key] = [each for each in found if each]
    if "ledger" in stage:
        stage["ledger"] = _part("ledgers", stage["ledger"], table, (*place, "ledger"), report)
    if len(report.problems) > before and report.failed:
        return
    for key in ("exit", "entry"):
        for at, entry in enumerate(stage.get(key, ())):
            check_exit(entry, stage, (*place, key, at), report)
        if key in stage or key == "exit":
            stage[key] = [split_parameters(each) for each in stage.get(key, ())]


def _part(what: str, name: str, table: Table, place: Place, report: Report) -> Table | None:
    for part in table.get(_OWN[what], ()):
        if part["id"] == name:
            return part
    try:
        return tables.table(what, name)
    except tables.UnknownName as error:
        report.error(place, str(error))
        return None


def _check_own_parts(table: Table, report: Report) -> None:
    """Forms, ledgers and sheets the product computes with must keep what it computes from."""
    for what, key in _OWN.items():
        for at, part in enumerate(table.get(key, ())):
            if part["id"] in tables.names(what):
                ready = tables.table(what, part["id"])
                holder = "values" if key == "sheet" else "fields"
                _check_kept(ready[holder], part[holder], (key, at, holder), report)
            elif key == "sheet":
                known = ", ".join(tables.names(what))
                report.error(
                    (key, at, "id"),
                    _("a {key} is one of {known}; copy one and change it").format(
                        key=key, known=known
                    ),
                )
            if key == "ledger":
                check_ledger(part, table, (key, at), report)


def _check_kept(
    ready: list[Mapping[str, Any]], given: list[Mapping[str, Any]], place: Place, report: Report
) -> None:
    places = {field["id"]: at for at, field in enumerate(given)}
    for field in ready:
        at = places.get(field["id"])
        if at is None:
            if field.get("required") or place[-1] == "values":
                report.error(
                    place,
                    _("the field '{field}' is needed for figures; keep it").format(
                        field=field["id"]
                    ),
                )
        elif given[at].get("type", "text") != field.get("type", "text"):
            kind = field.get("type", "text")
            report.error(
                (*place, at),
                _("the field '{field}' must keep the type '{kind}'").format(
                    field=field["id"], kind=kind
                ),
            )
    order = [field["id"] for field in ready]
    if place[-1] == "values" and [field["id"] for field in given] != order:
        report.error(
            place, _("the columns must stay as they are: {order}").format(order=", ".join(order))
        )
