"""What the room worked with: cards, channels and their scores, requirements, time."""

from collections.abc import Iterator
from datetime import date

from exports.actions import channel, person
from exports.tables.table import Column, Kind, Table, Value, known, table_of
from exports.words import joined, line, spoken
from facilitator.methods.exact import NotAvailable
from facilitator.model import Ballot, Card, Criterion, Requirement
from facilitator.workshop.results.priority import Priority, priority
from facilitator.workshop.state import State


def worked(state: State, _today: date) -> Iterator[Table]:
    """The tables the plan rests on."""
    yield _cards(state)
    found = priority(state)
    yield _ranking(found)
    yield _scores(found)
    yield _criteria(state)
    yield _requirements(state)
    yield _time(state)


def _cards(state: State) -> Table:
    dots: dict[str, int] = {}
    for ballot in state.rows(Ballot):
        dots[ballot.card_id] = dots.get(ballot.card_id, 0) + ballot.dots
    return table_of(
        "Cards",
        state.rows(Card),
        ("Stage", Kind.TEXT, lambda row: line(row.board)),
        ("Section", Kind.TEXT, lambda row: line(row.section)),
        ("Ref", Kind.TEXT, lambda row: line(row.ref)),
        ("Card", Kind.TEXT, lambda row: line(row.text)),
        ("About", Kind.TEXT, lambda row: line(row.subject)),
        ("Evidence", Kind.TEXT, lambda row: line(row.evidence)),
        ("Dots", Kind.WHOLE, lambda row: dots.get(row.id)),
        ("Short-listed", Kind.TEXT, lambda row: "yes" if row.listed else "no"),
        ("Clients", Kind.TEXT, lambda row: spoken(row.direction)),
        ("Lived with because", Kind.TEXT, lambda row: line(row.accepted)),
        ("Marks", Kind.TEXT, lambda row: joined([spoken(each) for each in row.tags])),
    )


def _ranking(found: Priority) -> Table:
    columns = (
        Column("Place", Kind.WHOLE),
        Column("Channel"),
        Column("Score", Kind.NUMBER),
        Column("Role"),
    )
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return Table("Channels", columns, ())
    roles = {each.name: each.role for each in found.channels}
    rows = tuple(
        (each.place, line(each.option), each.score, spoken(roles.get(each.option, "")))
        for each in evaluation.ranking.places
    )
    return Table("Channels", columns, rows)


def _scores(found: Priority) -> Table:
    """A row for each channel and criterion, a column for each person."""
    initials = [each.initials for each in found.people]
    columns = (
        Column("Channel"),
        Column("Criterion"),
        *(Column(line(who), Kind.WHOLE) for who in initials),
        Column("Mean", Kind.NUMBER),
        Column("Said"),
    )
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return Table("Scores", columns, ())
    rows: list[tuple[Value, ...]] = []
    for (option, criterion), cell in evaluation.cells.items():
        if cell.given:
            said = line(found.heard.get((option, criterion), ""))
            shown = (cell.given.get(who) for who in initials)
            mean = known(cell.mean) if cell.valid else None
            rows.append((line(option), line(criterion), *shown, mean, said))
    return Table("Scores", columns, tuple(rows))


def _criteria(state: State) -> Table:
    return table_of(
        "Criteria",
        state.rows(Criterion),
        ("Ref", Kind.TEXT, lambda row: line(row.ref)),
        ("Criterion", Kind.TEXT, lambda row: line(row.name)),
        ("Weight", Kind.WHOLE, lambda row: row.weight),
        ("Lowest score means", Kind.TEXT, lambda row: line(row.low)),
        ("Middle", Kind.TEXT, lambda row: line(row.middle)),
        ("Highest score means", Kind.TEXT, lambda row: line(row.high)),
    )


def _requirements(state: State) -> Table:
    return table_of(
        "Requirements",
        state.rows(Requirement),
        ("Ref", Kind.TEXT, lambda row: line(row.ref)),
        ("Requirement", Kind.TEXT, lambda row: line(row.text)),
        ("Importance", Kind.WHOLE, lambda row: row.importance),
        ("Required", Kind.WHOLE, lambda row: row.required),
        ("Own level", Kind.WHOLE, lambda row: row.own),
        ("Competitor", Kind.WHOLE, lambda row: row.competitor),
        ("Channel", Kind.TEXT, lambda row: channel(state, row.channel_id)),
        ("Owner", Kind.TEXT, lambda row: person(state, row.owner_id)),
        ("Evidence", Kind.TEXT, lambda row: line(row.evidence)),
        ("Assumption", Kind.TEXT, lambda row: "yes" if row.assumption else "no"),
        ("Change of process", Kind.TEXT, lambda row: line(row.process_change)),
    )


def _time(state: State) -> Table:
    return table_of(
        "Time",
        [each for each in state.stages if each.minutes or each.elapsed],
        ("Stage", Kind.TEXT, lambda row: line(f"{row.key} {row.title}")),
        ("Planned, min", Kind.WHOLE, lambda row: row.minutes),
        ("Spent, min", Kind.WHOLE, lambda row: row.elapsed // 60),
        ("State", Kind.TEXT, lambda row: spoken(row.state)),
        ("Went on because", Kind.TEXT, lambda row: line(row.left_reason)),
    )
