"""What the room worked with: cards, channels and their scores, requirements, time."""

from collections.abc import Iterator
from datetime import date

from exports.actions import channel, person
from exports.tables.table import Column, Kind, Table, Value, table_of
from exports.words import joined, line, spoken
from facilitator.methods.exact import NotAvailable, or_none
from facilitator.model import Ballot, Card, Criterion, Requirement
from facilitator.words.language import _
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
        _("Cards"),
        state.rows(Card),
        (_("Stage"), Kind.TEXT, lambda row: line(row.board)),
        (_("Section"), Kind.TEXT, lambda row: line(row.section)),
        (_("Ref"), Kind.TEXT, lambda row: line(row.ref)),
        (_("Card"), Kind.TEXT, lambda row: line(row.text)),
        (_("About"), Kind.TEXT, lambda row: line(row.subject)),
        (_("Evidence"), Kind.TEXT, lambda row: line(row.evidence)),
        (_("Dots"), Kind.WHOLE, lambda row: dots.get(row.id)),
        (_("Short-listed"), Kind.TEXT, lambda row: _("yes") if row.listed else _("no")),
        (_("Clients"), Kind.TEXT, lambda row: spoken(row.direction)),
        (_("Lived with because"), Kind.TEXT, lambda row: line(row.accepted)),
        (_("Marks"), Kind.TEXT, lambda row: joined([spoken(each) for each in row.tags])),
    )


def _ranking(found: Priority) -> Table:
    columns = (
        Column(_("Place"), Kind.WHOLE),
        Column(_("Channel")),
        Column(_("Score"), Kind.NUMBER),
        Column(_("Role")),
    )
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return Table(_("Channels"), columns, ())
    roles = {each.name: each.role for each in found.channels}
    rows = tuple(
        (each.place, line(each.option), each.score, spoken(roles.get(each.option, "")))
        for each in evaluation.ranking.places
    )
    return Table(_("Channels"), columns, rows)


def _scores(found: Priority) -> Table:
    """A row for each channel and criterion, a column for each person."""
    initials = [each.initials for each in found.people]
    columns = (
        Column(_("Channel")),
        Column(_("Criterion")),
        *(Column(line(who), Kind.WHOLE) for who in initials),
        Column(_("Mean"), Kind.NUMBER),
        Column(_("Said")),
    )
    evaluation = found.evaluation
    if isinstance(evaluation, NotAvailable):
        return Table(_("Scores"), columns, ())
    rows: list[tuple[Value, ...]] = []
    for (option, criterion), cell in evaluation.cells.items():
        if cell.given:
            said = line(found.heard.get((option, criterion), ""))
            shown = (cell.given.get(who) for who in initials)
            mean = or_none(cell.mean) if cell.valid else None
            rows.append((line(option), line(criterion), *shown, mean, said))
    return Table(_("Scores"), columns, tuple(rows))


def _criteria(state: State) -> Table:
    return table_of(
        _("Criteria"),
        state.rows(Criterion),
        (_("Ref"), Kind.TEXT, lambda row: line(row.ref)),
        (_("Criterion"), Kind.TEXT, lambda row: line(row.name)),
        (_("Weight"), Kind.WHOLE, lambda row: row.weight),
        (_("Lowest score means"), Kind.TEXT, lambda row: line(row.low)),
        (_("Middle"), Kind.TEXT, lambda row: line(row.middle)),
        (_("Highest score means"), Kind.TEXT, lambda row: line(row.high)),
    )


def _requirements(state: State) -> Table:
    return table_of(
        _("Requirements"),
        state.rows(Requirement),
        (_("Ref"), Kind.TEXT, lambda row: line(row.ref)),
        (_("Requirement"), Kind.TEXT, lambda row: line(row.text)),
        (_("Importance"), Kind.WHOLE, lambda row: row.importance),
        (_("Required"), Kind.WHOLE, lambda row: row.required),
        (_("Own level"), Kind.WHOLE, lambda row: row.own),
        (_("Competitor"), Kind.WHOLE, lambda row: row.competitor),
        (_("Channel"), Kind.TEXT, lambda row: channel(state, row.channel_id)),
        (_("Owner"), Kind.TEXT, lambda row: person(state, row.owner_id)),
        (_("Evidence"), Kind.TEXT, lambda row: line(row.evidence)),
        (_("Assumption"), Kind.TEXT, lambda row: _("yes") if row.assumption else _("no")),
        (_("Change of process"), Kind.TEXT, lambda row: line(row.process_change)),
    )


def _time(state: State) -> Table:
    return table_of(
        _("Time"),
        [each for each in state.stages if each.minutes or each.elapsed],
        (_("Stage"), Kind.TEXT, lambda row: line(f"{row.key} {row.title}")),
        (_("Planned, min"), Kind.WHOLE, lambda row: row.minutes),
        (_("Spent, min"), Kind.WHOLE, lambda row: row.elapsed // 60),
        (_("State"), Kind.TEXT, lambda row: spoken(row.state)),
        (_("Went on because"), Kind.TEXT, lambda row: line(row.left_reason)),
    )
