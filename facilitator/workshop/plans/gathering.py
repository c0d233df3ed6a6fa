"""A follow-up brings in the KPIs, facts and budget of the plans made from the same session.

What people track day by day becomes facts of the KPIs it is the quantity of.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from facilitator.model import Figure, Participant, Record, new_id
from facilitator.model.workshop import FOLLOW_UP, OPERATIONAL_PLAN, PERSONAL_PLAN, SALES_PLAN
from facilitator.store.glance import Summary
from facilitator.store.store import Store
from facilitator.words.language import ngettext
from facilitator.workshop.edit import Edit
from facilitator.workshop.plans.counting import count_in
from facilitator.workshop.plans.personal_tracking import TRACKING
from facilitator.workshop.results.reading import plan as plan_of
from facilitator.workshop.results.reading import rows_of
from facilitator.workshop.results.records import ledgers, records
from facilitator.workshop.state import State

LEDGERS = (
    ("kpis", "kpi_facts", "kpi"),
    ("budget", "budget_facts", "budget"),
    ("deals", "", ""),
)
"""What is brought in, with its facts and the field by which a fact names its row."""

SHEETS = ("months", "facts")
"""Plan and fact of the channels by month."""

KINDS = (SALES_PLAN, OPERATIONAL_PLAN, FOLLOW_UP)
"""Plans whose rows are read; of a plan of one person the tracked days are counted."""

COUNTED_BACK = timedelta(days=183)
"""How long before the last plan of one person the tracked days are still counted."""

MOST = 40
"""Plans read, the newest: three years of months."""


def plans_beside(store: Store, workshop_id: str) -> list[State]:
    """The plans of the same session, newest first; blocks on disk.

    Of plans of one person only the tracked days are read, of those that reach into the last half
    year before the plan asked for, or before the newest of them.
    """
    everything = {each.id: each for each in store.summaries() if not each.deleted}
    mine = everything.get(workshop_id)
    if mine is None:
        return []
    root = _root(mine, everything)
    family = [
        each
        for each in everything.values()
        if each.id != workshop_id and _root(each, everything) == root
    ]
    family.sort(key=lambda each: each.number, reverse=True)
    found = _tracked(store, [each for each in family if each.kind == PERSONAL_PLAN])
    family = [each for each in family if each.kind in KINDS]
    for each in family[:MOST]:
        contents = store.contents(each.id)
        found.append(State([contents.workshop, *contents.members], contents.head))
    return found


def _tracked(store: Store, family: Sequence[Summary]) -> list[State]:
    """Plans of one person with their tracked days alone, newest first."""
    last = max((each.period_last for each in family), default="")
    if not last:
        return []
    since = (date.fromisoformat(last) - COUNTED_BACK).isoformat()
    ids = [each.id for each in family if each.period_last >= since]
    return [State([each.workshop, *each.members]) for each in store.rows_of(ids, TRACKING)]


def _root(each: Summary, everything: dict[str, Summary]) -> str:
    seen = {each.id}
    while (above := everything.get(each.parent_id)) is not None and above.id not in seen:
        seen.add(above.id)
        each = above
    return each.id


def bring_in(edit: Edit, plans: Sequence[State]) -> int:
    """Take in rows and facts of the plans that are not here yet; returns how many.

    Rows are the same when they have the same words and person; the newest plan counts. What is
    here already stays as it is. KPIs that sum tracked days are counted (again) from those days.
    """
    count = 0
    personal = [each for each in plans if each.workshop.kind == PERSONAL_PLAN]
    plans = [each for each in plans if each.workshop.kind != PERSONAL_PLAN]
    for ledger, facts, field in LEDGERS:
        if ledger in ledgers(edit.state):
            count += _bring(edit, plans, ledger, facts, field)
    count += sum(_bring_sheet(edit, plans, sheet) for sheet in SHEETS if _shows(edit, sheet))
    count += count_in(edit, personal)
    if count:
        edit.says(
            ngettext(
                "{count} KPIs, facts, deals and budget lines brought in from the plans",
                "{count} KPIs, facts, deals and budget lines brought in from the plans",
                count,
            ).format(count=count)
        )
    return count


def _bring(edit: Edit, plans: Iterable[State], ledger: str, facts: str, field: str) -> int:
    known = {_name(edit.state, row): row.ref for row in records(edit.state, ledger)}
    entered = {_fact(row, field) for row in records(edit.state, facts)}
    new: list[Record] = []
    for plan in plans:
        here: dict[str, str] = {}
        for row in records(plan, ledger):
            name = _name(plan, row)
            if name not in known:
                taken = _copied(edit, plan, row)
                new.append(taken)
                known[name] = taken.ref
                edit.add_last(taken)
            here[row.ref] = known[name]
        for row in records(plan, facts) if facts else ():
            values = row.values | {field: here.get(row.values.get(field, ""), "")}
            fact = Record(
                id=new_id(), workshop_id=edit.workshop.id, ledger=facts, ref="", values=values
            )
            if values[field] and _fact(fact, field) not in entered:
                entered.add(_fact(fact, field))
                fact.ref = edit.next_refs(row.ref.rstrip("0123456789"))[0]
                new.append(edit.add_last(fact))
    return len(new)


def _shows(edit: Edit, sheet: str) -> bool:
    return any(
        each.id == sheet
        for stage in edit.state.stages
        for each in plan_of(edit.state, stage).sheets
    )


def _bring_sheet(edit: Edit, plans: Iterable[State], sheet: str) -> int:
    """Rows of the newest plan that has them; months it leaves blank come from earlier ones."""
    found: dict[tuple[str, str], list[str | None]] = {}
    for plan in plans:
        for row in rows_of(plan, sheet):
            numbers = found.setdefault((row.grouping, row.label), list(row.numbers))
            for at, number in enumerate(row.numbers[: len(numbers)]):
                numbers[at] = number if numbers[at] is None else numbers[at]
    here = {(row.grouping, row.label) for row in rows_of(edit.state, sheet)}
    new = [
        Figure(
            workshop_id=edit.workshop.id,
            sheet=sheet,
            grouping=group,
            label=label,
            numbers=numbers,
        )
        for (group, label), numbers in found.items()
        if (group, label) not in here
    ]
    return len(edit.add_all(new))


def _name(state: State, row: Record) -> tuple[str, str]:
    """What tells rows apart in all plans: their words, and whose they are."""
    words = row.values.get("name") or row.values.get("text") or row.values.get("client", "")
    person = state.find(Participant, row.values.get("person", ""))
    return words.casefold(), person.name.casefold() if person else ""


def _fact(row: Record, field: str) -> tuple[str, str]:
    return row.values.get(field, ""), row.values.get("period") or row.values.get("month", "")


def _copied(edit: Edit, plan: State, row: Record) -> Record:
    values = dict(row.values)
    person = plan.find(Participant, values.pop("person", ""))
    there = [each for each in edit.state.people if person and each.name == person.name]
    if there:
        values["person"] = there[0].id
    return Record(
        id=new_id(),
        workshop_id=edit.workshop.id,
        ledger=row.ledger,
        ref=edit.next_refs(row.ref.rstrip("0123456789"))[0],
        values=values,
    )
