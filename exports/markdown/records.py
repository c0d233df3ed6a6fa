"""Ledgers described by data as tables: a row for each row, a column for each field that is used."""

from collections.abc import Collection
from functools import partial

from exports.markdown.figures import day, money_unit, plain
from exports.markdown.text import Column, blocks, cell, escape, heading, listing
from facilitator.agenda.parts import Field, Ledger
from facilitator.model import Record
from facilitator.words.language import _
from facilitator.words.period import say_month
from facilitator.workshop import records
from facilitator.workshop.called import called
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

NUMBERS = ("number", "percent", "money")


def ledgers(state: State, told: Collection[str] = ()) -> str:
    """The ledgers of every stage in the order of the agenda, without those `told` elsewhere."""
    parts: list[str] = []
    seen = set(told)
    for stage in state.stages:
        mine = [
            each
            for each in plan(state, stage).all_ledgers
            if each.id in records.ledgers(state) and each.id not in seen
        ]
        tables = [ledger_table(state, each, 3 if len(mine) > 1 else 0) for each in mine]
        seen.update(each.id for each in mine)
        if any(tables):
            parts.append(blocks(heading(2, escape(plan(state, stage).name)), *tables))
    return blocks(*parts)


def ledger_table(state: State, ledger: Ledger, level: int = 3) -> str:
    """One ledger under a heading of this level (0: none); empty when it has no rows."""
    rows = records.records(state, ledger.id)
    if not rows:
        return ""
    fields = [
        Column(
            _title(state, field),
            partial(shown, state, field),
            right=field.type in NUMBERS,
            stay=field is ledger.main,
        )
        for field in ledger.fields
    ]
    reference: Column[Record] = Column(_("Ref."), lambda row: cell(row.ref), stay=True)
    head = heading(level, escape(ledger.title)) if level else ""
    return blocks(head, listing(rows, reference, *fields))


def _title(state: State, field: Field) -> str:
    unit = unit_of(state, field)
    return escape(field.label) + (f", {unit}" if unit else "")


def unit_of(state: State, field: Field) -> str:
    """What the numbers of a field are counted in, as Markdown; empty for one without a unit."""
    if field.type == "percent":
        return "%"
    if "money" in (field.type, field.unit):
        return money_unit(state.workshop)
    return escape(field.unit) if field.type in NUMBERS else ""


def shown(state: State, field: Field, row: Record) -> str:
    """One field of one row as Markdown, without its unit; empty when nothing is known."""
    words = records.text(row, field.id)
    if not words:
        return ""
    if field.type in NUMBERS:
        return plain(records.number(row, field.id))
    if field.type in ("date", "deadline"):
        return day(records.day(row, field.id))
    if field.type == "month":
        month = records.day(row, field.id)
        return say_month(month) if month else escape(words)
    if field.type in ("person", "persons", "channel"):
        return escape(", ".join(records.names(state, field, row)))
    if field.type in ("links", "row", "rows"):
        return escape(", ".join(records.refs(row, field.id)))
    return escape(called(words) if field.type == "choice" else words)
