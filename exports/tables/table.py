"""One table of typed values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Value: TypeAlias = str | date | int | Decimal | Fraction | None
"""What a cell holds; None is unknown and never zero."""


class Kind(StrEnum):
    """How the values of a column are shown."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    """A part of 1, shown as per cent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and the kind of its values."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; every row is as wide as there are columns."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    stays: bool = False
    """Whether it is shown without any row too."""


def table_of(
    title: str,
    things: Iterable[T],
    *columns: tuple[str, Kind, Callable[[T], Value]],
    stays: bool = False,
) -> Table:
    """A row for each thing."""
    rows = tuple(tuple(show(thing) for _, _, show in columns) for thing in things)
    return Table(title, tuple(Column(name, kind) for name, kind, _ in columns), rows, stays)
