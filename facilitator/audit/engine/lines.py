"""What is looked up in the ledger itself: the rows of some numbers, and which values there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from facilitator.audit.engine import cubes
from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import Filters
from facilitator.audit.engine.ledger import COLUMNS, DIMENSIONS

MOST_VALUES = 500
_AT_ONCE = 5_000


def rows_numbered(analysis: Analysis, numbers: Sequence[int]) -> list[Mapping[str, Any]]:
    """The rows of these numbers in their order; one that is not there is left out."""
    ledger = analysis.source.ledger
    found: dict[int, Mapping[str, Any]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = list(numbers[start : start + _AT_ONCE])
        statement = select(*(ledger.c[name] for name in COLUMNS)).where(ledger.c.row.in_(wanted))
        rows = (
            analysis.space.rows(statement)
            if analysis.source.files
            else analysis.source.stream(statement)
        )
        for row in rows:
            found[int(row.row)] = dict(zip(COLUMNS, row, strict=True))
    return [found[number] for number in numbers if number in found]


def values_of(analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """Of every dimension what it names, by revenue; "" stands for rows that name nothing."""
    ledger, nothing = analysis.source.ledger, Filters()
    found: dict[str, tuple[str, ...]] = {}
    for name in DIMENSIONS:
        if not analysis.has(name):
            found[name] = ()
            continue
        key, columns, statement = (
            (("calendar", nothing), cubes.CALENDAR, cubes.calendar(ledger, nothing))
            if name == "channel"
            else (("values", name, nothing), cubes.VALUES, cubes.values(ledger, name, nothing))
        )
        cube = analysis.cube(key, columns, statement)
        value = cube.c.channel if name == "channel" else cube.c.value
        largest = (
            select(value, func.sum(cube.c.revenue).label("revenue"))
            .group_by(value)
            .order_by(func.sum(cube.c.revenue).desc(), value)
            .limit(MOST_VALUES)
        )
        found[name] = tuple(str(row[0] or "") for row in analysis.space.rows(largest))
    return found
