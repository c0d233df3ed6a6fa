"""What was agreed: the action plan, decisions, goals, the word of each person, parked items."""

from collections.abc import Iterator
from datetime import date

from exports.actions import person, plan_lines
from exports.tables.table import Column, Kind, Table, Value, table_of
from exports.words import joined, line, spoken, word_on_plan
from facilitator.methods.exact import NotAvailable, or_none
from facilitator.methods.smart import Smart
from facilitator.model import Decision, Parked
from facilitator.words.language import _
from facilitator.workshop.results.agreement import action_votes, plan_agreement
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.reading import number
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_hands_hidden


def agreed(state: State, today: date) -> Iterator[Table]:
    """The tables a plan consists of, as of `today`."""
    yield _plan(state, today)
    yield _decisions(state)
    yield _goals(state, today)
    yield _words(state)
    yield _hands(state)
    yield _parked(state)
    yield _session(state, today)
    yield _people(state)


def _session(state: State, today: date) -> Table:
    workshop = state.workshop
    many = "" if workshop.unit == "one" else spoken(workshop.unit)
    facts: list[tuple[str, Value]] = [
        (_("Title"), line(workshop.title)),
        (_("Company"), line(workshop.company)),
        (_("Question"), line(workshop.question)),
        (_("Date"), workshop.day),
        (_("Period from"), workshop.period_first),
        (_("Period to"), workshop.period_last),
        (_("Person"), line(workshop.person)),
        (_("Amounts in"), line(f"{many} {workshop.currency}")),
        (_("Agenda"), line(workshop.agenda_title)),
        (_("Action plan is agreed by"), line(_(workshop.rule_plan))),
        (_("Plan"), line(plan_agreement(state).sentence)),
        (_("Session"), _("agreed and closed") if workshop.agreed else spoken(workshop.state)),
        (_("Next review"), workshop.follow_up),
        (_("As of"), today),
    ]
    rows = tuple((label, value) for label, value in facts if value)
    return Table(_("Session"), (Column(_("What")), Column(_("Value"))), rows, stays=True)


def _plan(state: State, today: date) -> Table:
    currency = line(state.workshop.currency)
    return table_of(
        _("Action plan"),
        plan_lines(state, today),
        (_("Ref"), Kind.TEXT, lambda row: row.ref),
        (_("Action"), Kind.TEXT, lambda row: row.title),
        (_("Owner"), Kind.TEXT, lambda row: row.owner),
        (_("Deadline"), Kind.DAY, lambda row: row.deadline),
        (_("Measure of done"), Kind.TEXT, lambda row: row.measure),
        (_("Source"), Kind.TEXT, lambda row: row.sources),
        (_("Status"), Kind.TEXT, lambda row: row.status),
        (_("Overdue"), Kind.TEXT, lambda row: _("yes") if row.overdue else _("no")),
        (_("Agreement"), Kind.TEXT, lambda row: row.agreement),
        (_("Cost, {currency}").format(currency=currency), Kind.MONEY, lambda row: row.cost),
        (_("First step"), Kind.TEXT, lambda row: row.first_step),
        (_("First step by"), Kind.DAY, lambda row: row.first_step_day),
        (_("Starts"), Kind.DAY, lambda row: row.start),
        (_("Helpers"), Kind.TEXT, lambda row: row.helpers),
        (_("Waits for"), Kind.TEXT, lambda row: row.waits_for),
        (_("Clients"), Kind.TEXT, lambda row: row.direction),
        (_("Channel"), Kind.TEXT, lambda row: row.channel),
        (_("Priority"), Kind.TEXT, lambda row: row.priority),
        (_("Shown by"), Kind.TEXT, lambda row: row.evidence),
        (_("Owner confirms by"), Kind.DAY, lambda row: row.confirm_by),
        stays=True,
    )


def _decisions(state: State) -> Table:
    return table_of(
        _("Decisions"),
        state.rows(Decision),
        (_("Ref"), Kind.TEXT, lambda row: line(row.ref)),
        (_("Decision"), Kind.TEXT, lambda row: line(row.text)),
        (_("Reason"), Kind.TEXT, lambda row: line(row.reason)),
        (_("Decided by"), Kind.TEXT, lambda row: line(row.rule)),
        (_("Stage"), Kind.TEXT, lambda row: line(row.stage_key)),
        (
            _("Can be undone"),
            Kind.TEXT,
            lambda row: _("yes") if row.reversible else _("not without loss"),
        ),
        (_("Review"), Kind.DAY, lambda row: row.review),
    )


def _goals(state: State, today: date) -> Table:
    return table_of(
        _("Goals"),
        goals(state, today).goals,
        (_("Ref"), Kind.TEXT, lambda each: line(each.goal.ref)),
        (_("Goal"), Kind.TEXT, lambda each: line(each.goal.text)),
        (_("Metric"), Kind.TEXT, lambda each: line(each.goal.metric)),
        (_("Unit"), Kind.TEXT, lambda each: line(each.goal.unit)),
        (_("From"), Kind.NUMBER, lambda each: number(each.goal.baseline)),
        (_("To"), Kind.NUMBER, lambda each: number(each.goal.target)),
        (_("Change"), Kind.NUMBER, lambda each: or_none(each.change)),
        (_("Deadline"), Kind.DAY, lambda each: each.goal.deadline),
        (_("Owner"), Kind.TEXT, lambda each: person(state, each.goal.owner_id)),
        (_("Source"), Kind.TEXT, lambda each: joined(each.goal.sources)),
        ("SMART", Kind.TEXT, _letters),
        (_("Lowest confidence"), Kind.WHOLE, lambda each: each.lowest),
        (_("Mean confidence"), Kind.NUMBER, lambda each: or_none(each.mean)),
        (_("Has an action"), Kind.TEXT, lambda each: _("yes") if each.has_action else _("no")),
    )


def _letters(each: GoalResult) -> str:
    return each.letters if isinstance(each.smart, Smart) else ""


def _words(state: State) -> Table:
    return table_of(
        _("Agreement"),
        plan_agreement(state).people,
        (_("Person"), Kind.TEXT, lambda each: line(each.person.name)),
        (_("Role"), Kind.TEXT, lambda each: line(each.person.role)),
        (_("Word on the plan"), Kind.TEXT, lambda each: word_on_plan(each.word)),
        (_("Reservation or objection"), Kind.TEXT, lambda each: line(each.reason)),
        (_("Acceptable if"), Kind.TEXT, lambda each: line(each.amendment)),
        (_("Confirms by"), Kind.DAY, lambda each: None if each.word else each.confirm_by),
        stays=True,
    )


def _hands(state: State) -> Table:
    votes = action_votes(state)
    initials = list(dict.fromkeys(who for vote in votes for who in vote.hands))
    rows: list[tuple[Value, ...]] = []
    for vote in votes:
        if are_hands_hidden(state, vote.action):
            blanks = [None for _who in initials]
            waits = (None, None, _("not yet revealed"), vote.action.round)
            rows.append((line(vote.action.ref), *blanks, *waits))
            continue
        lowest = None if isinstance(vote.result, NotAvailable) else vote.result.lowest
        if isinstance(vote.result, NotAvailable) or lowest is None:
            continue
        shown = [vote.hands.get(who) for who in initials]
        result = (lowest, or_none(vote.result.mean), spoken(vote.result.status), vote.action.round)
        rows.append((line(vote.action.ref), *shown, *result))
    columns = (
        Column(_("Action")),
        *(Column(line(who), Kind.WHOLE) for who in initials),
        Column(_("Lowest"), Kind.WHOLE),
        Column(_("Mean"), Kind.NUMBER),
        Column(_("Result")),
        Column(_("Round"), Kind.WHOLE),
    )
    return Table(_("Hands"), columns, tuple(rows))


def _parked(state: State) -> Table:
    return table_of(
        _("Parking lot"),
        state.rows(Parked),
        (_("Ref"), Kind.TEXT, lambda row: line(row.ref)),
        (_("Item"), Kind.TEXT, lambda row: line(row.text)),
        (_("Raised by"), Kind.TEXT, lambda row: line(row.raised_by)),
        (_("Stage"), Kind.TEXT, lambda row: line(row.stage_key)),
        (_("Goes to"), Kind.TEXT, lambda row: spoken(row.outcome) or _("not sorted")),
        (_("Note"), Kind.TEXT, lambda row: line(row.note)),
    )


def _people(state: State) -> Table:
    return table_of(
        _("People"),
        state.people,
        (_("Initials"), Kind.TEXT, lambda each: line(each.initials)),
        (_("Name"), Kind.TEXT, lambda each: line(each.name)),
        (_("Role"), Kind.TEXT, lambda each: line(each.role)),
        (_("Presence"), Kind.TEXT, lambda each: spoken(each.presence)),
        (_("Votes"), Kind.TEXT, lambda each: _("yes") if each.votes else _("no")),
        (_("Moderates"), Kind.TEXT, lambda each: _("yes") if each.moderator else _("no")),
    )
