"""Checks about ledgers: requirements, decisions, actions and their statuses."""

from collections.abc import Sequence
from datetime import timedelta

from facilitator.agenda.library import ledger as ready_ledger
from facilitator.agenda.parts import Field, Ledger
from facilitator.methods.actions import ActionStatus, Level
from facilitator.methods.exact import NotAvailable
from facilitator.model import Action, Decision, Goal, Record, Requirement
from facilitator.words.language import _
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.plans.followup import as_of
from facilitator.workshop.results.actions import findings, live, status_of
from facilitator.workshop.results.gaps import gaps
from facilitator.workshop.results.records import ledgers, records, rows_pointing_to

_KINDS: dict[str, type[Requirement] | type[Goal] | type[Action]] = {
    "requirements": Requirement,
    "goals": Goal,
    "actions": Action,
}


def _ledger(here: Here, parameter: str = "ledger") -> Ledger:
    wanted = here.check.word(parameter)
    own = next((each for each in here.spec.all_ledgers if each.id == wanted), None)
    return own or ledgers(here.state).get(wanted) or ready_ledger(wanted)


def _rows(here: Here) -> Sequence[Requirement | Goal | Action | Record]:
    ledger = here.check.word("ledger")
    if ledger not in _KINDS:
        return records(here.state, ledger)
    kind = _KINDS[ledger]
    return live(here.state) if kind is Action else here.state.rows(kind)


def _rows_for_each(here: Here) -> Misses:
    ledger, above = _ledger(here), _ledger(here, "of")
    needed = here.check.number("n")
    for row in records(here.state, above.id):
        count = len(rows_pointing_to(here.state, row.ref, ledger.id))
        if count < needed:
            yield (
                _("{ref}: {title} {count} of {needed}.").format(
                    ref=row.ref, title=ledger.title.lower(), count=count, needed=needed
                ),
                row.ref,
            )


def _min_rows(here: Here) -> Misses:
    ledger, needed = _ledger(here), here.check.number("n")
    count = len(_rows(here))
    if count < needed:
        yield (
            _("{title}: {count} of {needed}.").format(
                title=ledger.title, count=count, needed=needed
            ),
            ledger.id,
        )


def _rows_complete(here: Here) -> Misses:
    required = [field for field in _ledger(here).fields if field.required]
    for row in _rows(here):
        lacking = [field for field in required if _is_blank(row, field)]
        if lacking:
            names = listed([field.label.lower() for field in lacking])
            yield _("{ref} lacks: {names}.").format(ref=row.ref, names=names), row.ref


def _is_blank(row: Requirement | Goal | Action | Record, field: Field) -> bool:
    value = row.values.get(field.id) if isinstance(row, Record) else getattr(row, field.id, "")
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _critical_gaps_have_actions(here: Here) -> Misses:
    found = gaps(here.state)
    if not isinstance(found, NotAvailable):
        for ref in found.uncovered:
            yield _("The critical gap {ref} has no action yet.").format(ref=ref), ref


def _actions_between(here: Here) -> Misses:
    count, low, high = len(live(here.state)), here.check.number("low"), here.check.number("high")
    if count < low:
        yield _("Actions: {count} of {low}.").format(count=count, low=low), "actions"
    if count > high:
        yield _("Actions: {count}; keep at most {high}.").format(count=count, high=high), "actions"


def _actions_valid(here: Here) -> Misses:
    if not live(here.state):
        yield _("There is no action yet."), "actions"
    for finding in findings(here.state, here.session_day, accepting=True):
        if finding.level is Level.ERROR:
            yield finding.sentence, finding.ref or "actions"


def _actions_due_within(here: Here) -> Misses:
    last = here.session_day + timedelta(days=here.check.number("days"))
    for row in live(here.state):
        if row.deadline is None:
            yield _("{ref} has no deadline.").format(ref=row.ref), row.ref
        elif row.deadline > last:
            yield (
                _("{ref} is due {deadline}, later than {last}.").format(
                    ref=row.ref, deadline=row.deadline, last=last
                ),
                row.ref,
            )


def _statuses_loaded(here: Here) -> Misses:
    if not here.state.rows(Action):
        yield _("No actions of the earlier session are here yet."), "actions"


def _statuses_updated(here: Here) -> Misses:
    day = as_of(here.state, here.today)
    for row in live(here.state):
        due = row.deadline is not None and row.deadline <= day
        if due and status_of(row) is ActionStatus.OPEN:
            yield (
                _("{ref} was due {deadline} and has no status yet.").format(
                    ref=row.ref, deadline=row.deadline
                ),
                row.ref,
            )
        if status_of(row) is ActionStatus.DONE and not row.evidence.strip():
            yield _("{ref} is done; say what shows it.").format(ref=row.ref), row.ref


def _is_complete(row: Decision) -> bool:
    return bool(row.text.strip() and row.rule.strip())


def _decision_recorded(here: Here) -> Misses:
    mine = [row for row in here.state.rows(Decision) if row.stage_key == here.stage.key]
    if not mine:
        yield _("No decision is recorded in this stage yet."), "decision"
    elif not any(_is_complete(row) for row in mine):
        yield (
            _("{ref} does not say by which rule it was decided.").format(ref=mine[0].ref),
            mine[0].ref,
        )


def _decisions_complete(here: Here) -> Misses:
    rows = here.state.rows(Decision)
    if not rows:
        yield _("No decision is recorded yet."), "decision"
    for row in rows:
        if not _is_complete(row):
            lacks = (
                _("{ref} lacks the rule it was decided by.")
                if row.text.strip()
                else _("{ref} lacks the sentence.")
            )
            yield lacks.format(ref=row.ref), row.ref


CHECKS: dict[str, Check] = {
    "min_rows": _min_rows,
    "rows_complete": _rows_complete,
    "rows_for_each": _rows_for_each,
    "critical_gaps_have_actions": _critical_gaps_have_actions,
    "actions_between": _actions_between,
    "actions_valid": _actions_valid,
    "actions_due_within": _actions_due_within,
    "statuses_loaded": _statuses_loaded,
    "statuses_updated": _statuses_updated,
    "decision_recorded": _decision_recorded,
    "decisions_complete": _decisions_complete,
}
