"""What was agreed: the action plan, decisions, goals, the word of each person, parked items."""

from collections.abc import Iterator
from datetime import date

from exports.actions import person, plan_lines
from exports.tables.table import Column, Kind, Table, Value, known, table_of
from exports.words import joined, line, spoken
from facilitator.methods.exact import NotAvailable
from facilitator.methods.smart import Smart
from facilitator.model import Acceptance, Decision, Parked
from facilitator.workshop.results.agreement import PersonOnPlan, action_votes, plan_agreement
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.reading import number
from facilitator.workshop.state import State

WORDS = {
    Acceptance.ACCEPT: "accepts",
    Acceptance.RESERVATION: "accepts with reservation",
    Acceptance.OBJECT: "objects",
}


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
    many = "" if workshop.unit == "one" else workshop.unit
    facts: list[tuple[str, Value]] = [
        ("Title", line(workshop.title)),
        ("Company", line(workshop.company)),
        ("Question", line(workshop.question)),
        ("Date", workshop.day),
        ("Period from", workshop.period_first),
        ("Period to", workshop.period_last),
        ("Person", line(workshop.person)),
        ("Amounts in", line(f"{many} {workshop.currency}")),
        ("Agenda", line(workshop.agenda_title)),
        ("Action plan is agreed by", line(workshop.rule_plan)),
        ("Plan", line(plan_agreement(state).sentence)),
        ("Session", "agreed and closed" if workshop.agreed else spoken(workshop.state)),
        ("Next review", workshop.follow_up),
        ("As of", today),
    ]
    rows = tuple((label, value) for label, value in facts if value)
    return Table("Session", (Column("What"), Column("Value")), rows, stays=True)


def _plan(state: State, today: date) -> Table:
    currency = line(state.workshop.currency)
    return table_of(
        "Action plan",
        plan_lines(state, today),
        ("Ref", Kind.TEXT, lambda row: row.ref),
        ("Action", Kind.TEXT, lambda row: row.title),
        ("Owner", Kind.TEXT, lambda row: row.owner),
        ("Deadline", Kind.DAY, lambda row: row.deadline),
        ("Measure of done", Kind.TEXT, lambda row: row.measure),
        ("Source", Kind.TEXT, lambda row: row.sources),
        ("Status", Kind.TEXT, lambda row: row.status),
        ("Overdue", Kind.TEXT, lambda row: "yes" if row.overdue else "no"),
        ("Agreement", Kind.TEXT, lambda row: row.agreement),
        (f"Cost, {currency}", Kind.MONEY, lambda row: row.cost),
        ("First step", Kind.TEXT, lambda row: row.first_step),
        ("First step by", Kind.DAY, lambda row: row.first_step_day),
        ("Starts", Kind.DAY, lambda row: row.start),
        ("Helpers", Kind.TEXT, lambda row: row.helpers),
        ("Waits for", Kind.TEXT, lambda row: row.waits_for),
        ("Clients", Kind.TEXT, lambda row: row.direction),
        ("Channel", Kind.TEXT, lambda row: row.channel),
        ("Priority", Kind.TEXT, lambda row: row.priority),
        ("Shown by", Kind.TEXT, lambda row: row.evidence),
        ("Owner confirms by", Kind.DAY, lambda row: row.confirm_by),
        stays=True,
    )


def _decisions(state: State) -> Table:
    return table_of(
        "Decisions",
        state.rows(Decision),
        ("Ref", Kind.TEXT, lambda row: line(row.ref)),
        ("Decision", Kind.TEXT, lambda row: line(row.text)),
        ("Reason", Kind.TEXT, lambda row: line(row.reason)),
        ("Decided by", Kind.TEXT, lambda row: line(row.rule)),
        ("Stage", Kind.TEXT, lambda row: line(row.stage_key)),
        ("Can be undone", Kind.TEXT, lambda row: "yes" if row.reversible else "not without loss"),
        ("Review", Kind.DAY, lambda row: row.review),
    )


def _goals(state: State, today: date) -> Table:
    return table_of(
        "Goals",
        goals(state, today).goals,
        ("Ref", Kind.TEXT, lambda each: line(each.goal.ref)),
        ("Goal", Kind.TEXT, lambda each: line(each.goal.text)),
        ("Metric", Kind.TEXT, lambda each: line(each.goal.metric)),
        ("Unit", Kind.TEXT, lambda each: line(each.goal.unit)),
        ("From", Kind.NUMBER, lambda each: number(each.goal.baseline)),
        ("To", Kind.NUMBER, lambda each: number(each.goal.target)),
        ("Change", Kind.NUMBER, lambda each: known(each.change)),
        ("Deadline", Kind.DAY, lambda each: each.goal.deadline),
        ("Owner", Kind.TEXT, lambda each: person(state, each.goal.owner_id)),
        ("Source", Kind.TEXT, lambda each: joined(each.goal.sources)),
        ("SMART", Kind.TEXT, _letters),
        ("Lowest confidence", Kind.WHOLE, lambda each: each.lowest),
        ("Mean confidence", Kind.NUMBER, lambda each: known(each.mean)),
        ("Has an action", Kind.TEXT, lambda each: "yes" if each.has_action else "no"),
    )


def _letters(each: GoalResult) -> str:
    return each.letters if isinstance(each.smart, Smart) else ""


def _words(state: State) -> Table:
    return table_of(
        "Agreement",
        plan_agreement(state).people,
        ("Person", Kind.TEXT, lambda each: line(each.person.name)),
        ("Role", Kind.TEXT, lambda each: line(each.person.role)),
        ("Word on the plan", Kind.TEXT, word),
        ("Reservation or objection", Kind.TEXT, lambda each: line(each.reason)),
        ("Acceptable if", Kind.TEXT, lambda each: line(each.amendment)),
        ("Confirms by", Kind.DAY, lambda each: None if each.word else each.confirm_by),
        stays=True,
    )


def word(each: PersonOnPlan) -> str:
    """What a person said about the plan."""
    return WORDS[each.word] if each.word else "not yet"


def _hands(state: State) -> Table:
    votes = action_votes(state)
    initials = list(dict.fromkeys(who for vote in votes for who in vote.hands))
    rows: list[tuple[Value, ...]] = []
    for vote in votes:
        lowest = None if isinstance(vote.result, NotAvailable) else vote.result.lowest
        if isinstance(vote.result, NotAvailable) or lowest is None:
            continue
        shown = [vote.hands.get(who) for who in initials]
        result = (lowest, known(vote.result.mean), str(vote.result.status), vote.action.round)
        rows.append((line(vote.action.ref), *shown, *result))
    columns = (
        Column("Action"),
        *(Column(line(who), Kind.WHOLE) for who in initials),
        Column("Lowest", Kind.WHOLE),
        Column("Mean", Kind.NUMBER),
        Column("Result"),
        Column("Round", Kind.WHOLE),
    )
    return Table("Hands", columns, tuple(rows))


def _parked(state: State) -> Table:
    return table_of(
        "Parking lot",
        state.rows(Parked),
        ("Ref", Kind.TEXT, lambda row: line(row.ref)),
        ("Item", Kind.TEXT, lambda row: line(row.text)),
        ("Raised by", Kind.TEXT, lambda row: line(row.raised_by)),
        ("Stage", Kind.TEXT, lambda row: line(row.stage_key)),
        ("Goes to", Kind.TEXT, lambda row: spoken(row.outcome) or "not sorted"),
        ("Note", Kind.TEXT, lambda row: line(row.note)),
    )


def _people(state: State) -> Table:
    return table_of(
        "People",
        state.people,
        ("Initials", Kind.TEXT, lambda each: line(each.initials)),
        ("Name", Kind.TEXT, lambda each: line(each.name)),
        ("Role", Kind.TEXT, lambda each: line(each.role)),
        ("Presence", Kind.TEXT, lambda each: spoken(each.presence)),
        ("Votes", Kind.TEXT, lambda each: "yes" if each.votes else "no"),
        ("Moderates", Kind.TEXT, lambda each: "yes" if each.moderator else "no"),
    )
