"""Values to rows: every table known, every type right, every id found, nothing twice."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from pydantic import ValidationError

from facilitator.model import MEMBERS, AuditSource, Member, Row, Stage, Workshop, type_of
from facilitator.store.entry import Plain
from facilitator.words.language import _
from facilitator.words.text import excerpt
from facilitator.workshop.exchange.document import LOCAL
from facilitator.workshop.exchange.problems import wrong
from facilitator.workshop.results.audit import check
from facilitator.workshop.stages import plan_of

POINTERS: dict[str, str] = {
    "stage_id": "stage",
    "channel_id": "channel",
    "criterion_id": "criterion",
    "participant_id": "participant",
    "owner_id": "participant",
    "card_id": "card",
    "internal_id": "card",
    "external_id": "card",
    "links": "card",
    "helpers": "participant",
}
"""Columns that hold the id of a row of another table, or a list of such ids."""

ELSEWHERE = frozenset({"parent_id", "origin_id"})
"""Columns that point into another session, which need not come along."""


UNIQUE: dict[str, tuple[str, ...]] = {
    "participant": ("initials",),
    "score": ("channel_id", "criterion_id", "participant_id", "round"),
    "vote": ("topic", "target_id", "participant_id", "round"),
    "plan_vote": ("participant_id", "round"),
    "answer": ("form", "subject", "field"),
    "audit_source": ("kind",),
}
"""Columns of which a session has every combination once."""


SESSION_ID = r"[0-9A-Za-z_-]{1,64}"
"""Files on disk are named after it: no other directory must be meant."""


def read_rows(document: Mapping[str, Any]) -> list[Row]:
    """The session and its members, checked one by one and against each other.

    The session's number is 0: whoever stores it gives a new one. Raises `NotTaken`.
    """
    header = document.get("session")
    if not isinstance(header, dict):
        raise wrong("“session”", _("must be an object with the fields of the session"))
    workshop = read_row("workshop", cast("Plain", header), "session")
    tables = document.get("tables")
    if not isinstance(tables, dict):
        raise wrong("“tables”", _("must be an object of tables"))
    lists = cast("dict[str, Any]", tables)
    for name in lists:
        if name not in type_of or name == Workshop.__tablename__:
            raise wrong(f"tables.{excerpt(name)}", _("is not a table of a session"))
    rows: list[Row] = [workshop]
    for kind in MEMBERS:
        name = str(kind.__tablename__)
        rows.extend(_members(name, lists.get(name, []), workshop.id))
    _check_ids(rows)
    _check_unique(rows)
    return rows


def _members(name: str, entries: Any, workshop_id: str) -> Iterable[Row]:
    if not isinstance(entries, list):
        raise wrong(f"tables.{name}", _("must be a list of rows"))
    for at, entry in enumerate(cast("list[Any]", entries)):
        place = f"tables.{name}[{at}]"
        if not isinstance(entry, dict):
            raise wrong(place, _("must be an object with the fields of a row"))
        row = read_row(name, cast("Plain", entry), place)
        if isinstance(row, Stage):
            _check_spec(row, place)
        if isinstance(row, AuditSource):
            _check_source(row, place)
        if isinstance(row, Member) and row.workshop_id != workshop_id:
            raise wrong(f"{place}.workshop_id", _("is not the id of the session"))
        yield row


def _check_spec(stage: Stage, place: str) -> None:
    try:
        plan_of(stage)
    except (TypeError, ValueError, AttributeError) as error:
        remedy = _("It is the stage as the agenda describes it; take it from an exported session.")
        raise wrong(f"{place}.spec", _("does not describe a stage"), remedy) from error


def _check_source(source: AuditSource, place: str) -> None:
    try:
        check(source)
    except ValueError as error:
        remedy = _("It is what an audit found; take it from an exported session.")
        raise wrong(
            f"{place}.results",
            _("cannot be read: {excerpt}").format(excerpt=excerpt(str(error), 120)),
            remedy,
        ) from error


def read_row(table: str, values: Plain, place: str) -> Row:
    """One whole row; fields left out take their default, unknown ones are refused."""
    kind = type_of[table]
    unknown = sorted(values.keys() - kind.model_fields.keys())
    if table == "workshop":
        unknown += [LOCAL] if values.get(LOCAL, 0) != 0 else []
        values = values | {LOCAL: 0}
    if unknown:
        raise wrong(f"{place}.{excerpt(unknown[0])}", _("is not a field of this table"))
    given = values.get("id")
    if not isinstance(given, str) or not given.strip():
        raise wrong(f"{place}.id", _("must be a text nothing else has as its id"))
    if table == "workshop" and not re.fullmatch(SESSION_ID, given):
        raise wrong(f"{place}.id", _("may hold letters a–z, digits, - and _ only, 64 at most"))
    try:
        return kind.from_plain(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (place, *first["loc"]))
        reason = first["msg"][:1].lower() + first["msg"][1:]
        raise wrong(
            excerpt(where, 80), _("is not right: {reason}").format(reason=reason)
        ) from error


def _check_ids(rows: Sequence[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise wrong(
                _("the id {excerpt}").format(excerpt=excerpt(row.id)), _("is used by two rows")
            )
        seen.add(row.id)


def _check_unique(rows: Sequence[Row]) -> None:
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        columns = ("ref",) if hasattr(row, "ref") else UNIQUE.get(row.__tablename__)
        if columns is None:
            continue
        values = (row.__tablename__, *(getattr(row, column) for column in columns))
        if values in seen:
            fields = ", ".join(columns)
            raise wrong(
                f"tables.{row.__tablename__}",
                _("has two rows of the same {fields}").format(fields=fields),
            )
        seen.add(values)


def check_pointers(rows: Iterable[Row], once: Collection[str]) -> None:
    """Refuse an id nothing carries; `once` are rows that were there and were removed.

    What a removed person said stays in the record, so that its rows may point at nobody.
    """
    everything = list(rows)
    known: dict[str, set[str]] = {}
    for row in everything:
        known.setdefault(row.__tablename__, set()).add(row.id)
    for row in everything:
        for column, table in POINTERS.items():
            value = getattr(row, column, None)
            wanted = cast("list[str]", value) if isinstance(value, list) else [value]
            for key in wanted:
                if key and key not in known.get(table, ()) and key not in once:
                    raise wrong(
                        _("{column} of {tablename} {excerpt}").format(
                            column=column, tablename=row.__tablename__, excerpt=excerpt(row.id)
                        ),
                        _("points at {excerpt}, and there is no such {table}").format(
                            excerpt=excerpt(str(key)), table=table
                        ),
                    )
