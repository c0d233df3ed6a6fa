"""A session as typed tables: what a workbook shows, a sheet for each; empty ones are left out."""

from collections.abc import Iterator
from datetime import date

from exports.tables.agreed import agreed
from exports.tables.figures import audit_figures
from exports.tables.kept import answers, record_tables
from exports.tables.table import Table
from exports.tables.worked import worked
from facilitator.workshop.state import State

__all__ = ["Table", "tables"]


def tables(state: State, today: date) -> tuple[Table, ...]:
    """Every table that has rows; the plan and its agreement come first and are always there."""
    return tuple(each for each in _tables(state, today) if each.rows or each.stays)


def _tables(state: State, today: date) -> Iterator[Table]:
    yield from agreed(state, today)
    yield from worked(state, today)
    yield from record_tables(state)
    yield from audit_figures(state)
    yield from answers(state)
