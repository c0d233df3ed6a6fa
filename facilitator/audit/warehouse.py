"""A table on a server: which of its columns is which, guessed from their names and types."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, inspect, types
from sqlalchemy.engine.reflection import Inspector
from sqlalchemy.exc import NoSuchTableError, SQLAlchemyError

from facilitator.audit.columns import Evidence, Example, guess_roles, missing
from facilitator.audit.engine.source import Warehouse
from facilitator.audit.overlay import overlaid
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.server import NoWarehouse, place, reason
from facilitator.audit.vocabulary import DIMENSIONS, NUMBERS, Role, header_fit, needed
from facilitator.words.language import _
from facilitator.words.several import all_of
from facilitator.words.text import excerpt

_NAMES = {
    Role.DATE: "day",
    Role.AMOUNT: "amount",
    Role.QUANTITY: "quantity",
    Role.PRICE: "price",
    Role.CUSTOMER: "customer",
    **DIMENSIONS,
}
_KINDS: Mapping[str, tuple[type[Any], ...]] = {
    "day": (types.Date, types.DateTime),
    "number": (types.Numeric, types.Integer, types.Float),
    "text": (types.String, types.Uuid, types.Enum, types.Boolean),
}
_WORDS = {
    "day": re.compile(r"date[0-9]*|datetime[0-9]*|timestamp(_[a-z]+)?"),
    "number": re.compile(r"u?(tiny|small|big)?int[0-9]*|decimal[0-9]*|number|float[0-9]*|double"),
    "text": re.compile(r"(fixed|databricks)?string(type)?|text|(var)?char|uuid|enum[0-9]*"),
}
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table as understood from its metadata; nothing of its rows was read."""

    name: str
    schema: str | None
    host: str
    roles: Mapping[Role, str]
    row: str | None
    """The column that numbers the rows, if its key is one whole number."""
    kinds: Mapping[str, str]
    """Every column in the order of the table, with what it can hold, see `kind_of`."""
    doubts: tuple[str, ...] = ()
    problem: str = ""
    """Why its rows cannot be read so, as a sentence; empty when they can."""

    @property
    def title(self) -> str:
        """What the table is called in a sentence."""
        whole = f"{self.schema}.{self.name}" if self.schema else self.name
        return _("table {whole} on {host}").format(whole=whole, host=self.host)

    @property
    def columns(self) -> dict[str, str]:
        """Names of the ledger's columns to those of the table, as `Warehouse` wants them."""
        found = {_NAMES[role]: name for role, name in self.roles.items() if role in _NAMES}
        return found if self.row is None else {"row": self.row, **found}

    def opened(self, engine: Engine) -> Warehouse:
        """The table as a ledger."""
        return Warehouse(engine, self.name, self.columns, self.schema)


def recognise_table(
    engine: Engine, name: str, told: Mapping[Role, str] | None = None, schema: str | None = None
) -> Table:
    """The table, whose rows can be read; raises NoWarehouse with its problem, if it has one."""
    table = look_at_table(engine, name, told, schema)
    if table.problem:
        raise NoWarehouse(table.problem)
    return table


def look_at_table(
    engine: Engine, name: str, told: Mapping[Role, str] | None = None, schema: str | None = None
) -> Table:
    """Guess which column is which from names and types; what `told` says goes before every guess.

    `name` may begin with a schema and a dot. An empty column in `told` takes a guess back. Raises
    NoWarehouse with a sentence: no such table or column, no permission.
    """
    try:
        inspector = inspect(engine)
        name, schema = _found(inspector, name, schema, place(engine.url))
        listed = inspector.get_columns(name, schema=schema)
        key = inspector.get_pk_constraint(name, schema=schema).get("constrained_columns") or []
    except NoSuchTableError:
        raise NoWarehouse(
            _("There is no table “{excerpt}”.").format(excerpt=excerpt(name, 60))
        ) from None
    except SQLAlchemyError as error:
        raise NoWarehouse(
            _("The columns of {name} cannot be read: {reason}.").format(
                name=name, reason=reason(engine.url, error)
            )
        ) from None
    columns = {str(each["name"]): each["type"] for each in listed}
    given = _named(name, columns, told or {})
    evidence = [_evidence(each, at, columns[each]) for at, each in enumerate(columns)]
    guessed = {
        role: evidence[at].name
        for role, (at, _unused) in guess_roles([each for each in evidence if each.cells]).items()
    }
    if Role.DATE not in guessed:
        guessed |= _written_days(columns)
    roles = overlaid(guessed, given)
    return Table(
        name=name,
        schema=schema,
        host=place(engine.url),
        roles=roles,
        row=next((each for each in key if len(key) == 1 and _is_whole(columns[each])), None),
        kinds={each: kind_of(kind) for each, kind in columns.items()},
        doubts=tuple(_doubts(columns, roles)),
        problem=next(_problems(name, columns, roles), ""),
    )


def _found(
    inspector: Inspector, name: str, schema: str | None, where: str
) -> tuple[str, str | None]:
    """The table's name and schema; "sales.orders" may be a schema and a table, or one name."""
    if inspector.has_table(name, schema=schema):
        return name, schema
    before, dot, after = name.rpartition(".")
    if schema is None and dot and inspector.has_table(after, schema=before):
        return after, before
    looked_in = schema or (before if dot else None)
    known = sorted({*inspector.get_table_names(looked_in), *inspector.get_view_names(looked_in)})
    shown = ", ".join(known[:_SHOWN])
    if not known:
        there = _("No table can be seen there with this login.")
    elif len(known) > _SHOWN:
        there = _("It has {tables} and more.").format(tables=shown)
    else:
        there = _("It has {tables}.").format(tables=shown)
    inside = (
        _("schema {schema} of {where}").format(schema=looked_in, where=where)
        if looked_in
        else where
    )
    raise NoWarehouse(
        _(
            "There is no table “{table}” in {inside}. {there} "
            "A table of another schema is named --table schema.table."
        ).format(table=excerpt(after if dot else name, 60), inside=inside, there=there)
    )


def _named(
    name: str, columns: Mapping[str, types.TypeEngine[Any]], told: Mapping[Role, str]
) -> dict[Role, str]:
    folded = {each.casefold(): each for each in columns}
    found: dict[Role, str] = {}
    for role, column in told.items():
        right = column if column in columns or not column else folded.get(column.casefold())
        if right is None:
            shown = ", ".join(list(columns)[:_SHOWN]) + ("…" if len(columns) > _SHOWN else "")
            raise NoWarehouse(
                _(
                    "Table {table} has no column “{column}” for the {role}. It has {columns}."
                ).format(table=name, column=excerpt(column, 60), role=_(role.value), columns=shown)
            )
        found[role] = right
    return found


def kind_of(kind: types.TypeEngine[Any]) -> str:
    """What a column of this type can hold: "day", "number", "text", or "" for anything else.

    Drivers have types of their own that are nobody's kin; those go by their names.
    """
    for word, kinds in _KINDS.items():
        if isinstance(kind, kinds):
            return word
    name = type(kind).__name__.lower()
    return next((word for word, known in _WORDS.items() if known.fullmatch(name)), "")


def _evidence(name: str, at: int, kind: types.TypeEngine[Any]) -> Evidence:
    """What a column's type says, in the words recognition has for the cells of a file."""
    told = kind_of(kind)
    return Evidence(
        name=name,
        position=at,
        cells=(Example(0, name),) if told else (),
        blank=0,
        days=float(told == "day"),
        numbers=float(told == "number"),
        distinct=0.5,
        fractions=float(told == "number" and not _is_whole(kind)),
        date_style=DateStyle.YEAR_FIRST,
        date_doubt="",
        number_style=NumberStyle.POINT,
        number_doubt="",
    )


def _is_whole(kind: types.TypeEngine[Any]) -> bool:
    return isinstance(kind, types.Integer) or (
        isinstance(kind, types.Numeric) and getattr(kind, "scale", None) == 0
    )


def _written_days(columns: Mapping[str, types.TypeEngine[Any]]) -> dict[Role, str]:
    fits = {
        name: header_fit(name, Role.DATE)
        for name, kind in columns.items()
        if kind_of(kind) == "text"
    }
    best = max(fits, key=lambda name: fits[name], default="")
    return {Role.DATE: best} if best and fits[best] > 0.5 else {}


def _problems(
    name: str, columns: Mapping[str, types.TypeEngine[Any]], roles: Mapping[Role, str]
) -> Iterator[str]:
    if gone := missing(roles):
        shown = ", ".join(list(columns)[:_SHOWN]) + ("…" if len(columns) > _SHOWN else "")
        yield _(
            "No column of table {table} looks like {what}. Say which it is: "
            '--map "{role}=column". It has {columns}.'
        ).format(
            table=name,
            what=all_of(needed(role) for role in gone),
            role=gone[0].value,
            columns=shown,
        )
    for role in NUMBERS & roles.keys():
        if kind_of(columns[roles[role]]) != "number":
            yield _(
                "Column “{column}” of table {table} holds no numbers and cannot be the "
                "{role}. Choose another, or name a view that turns it into a number."
            ).format(column=roles[role], table=name, role=_(role.value))
    if Role.DATE in roles and kind_of(columns[roles[Role.DATE]]) not in ("day", "text"):
        yield _(
            "Column “{column}” of table {table} holds no days and cannot be the date. "
            "Choose another, or name a view that turns it into a date."
        ).format(column=roles[Role.DATE], table=name)


def _doubts(columns: Mapping[str, types.TypeEngine[Any]], roles: Mapping[Role, str]) -> list[str]:
    found: list[str] = []
    if Role.DATE not in roles:
        return found
    day = columns[roles[Role.DATE]]
    if kind_of(day) == "text":
        found.append(
            _("Column “{column}” is text; the server reads it as a date in its own way.").format(
                column=roles[Role.DATE]
            )
        )
    if getattr(day, "timezone", False):
        found.append(
            _("The days of “{column}” are those of the server's time zone.").format(
                column=roles[Role.DATE]
            )
        )
    return found
