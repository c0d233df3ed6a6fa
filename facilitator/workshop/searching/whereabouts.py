"""Where something of a session is shown: the stage, and what to go to in it."""

from dataclasses import dataclass

from facilitator.model import Action, Stage
from facilitator.workshop.lookup import find_kind, find_stage
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

LEDGERS = {"action": "actions", "goal": "goals", "requirement": "requirements"}
"""The ledgers whose rows have tables of their own."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A stage by its id, and a place in it as `Body.go_to` understands it."""

    stage_id: str
    where: str


def whereabouts(state: State, table: str, ref: str, place: str = "") -> Whereabouts | None:
    """Where a row is shown, by its table, reference and place (see `store.texts`).

    None when no stage of the agenda shows it.
    """
    if table == "vote":
        return _of_vote(state, place)
    where = ref
    if table in ("workshop", "participant"):
        stage = find_kind(state, "setup")
    elif table in ("card", "decision", "parked"):
        stage = find_stage(state, place)
    elif table == "criterion":
        stage = find_kind(state, "matrix")
    elif table == "plan_vote":
        stage = find_kind(state, "agreement")
        where = _initials(state, place)
    elif table == "answer":
        form, _bar, rest = place.partition("|")
        subject, _bar, field = rest.rpartition("|")  # what the room typed may hold one, too
        stage, where = stage_of_form(state, form), f"form:{form}/{subject}|{field}"
    else:
        stage = stage_of_ledger(state, LEDGERS.get(table, place))
    return None if stage is None else Whereabouts(stage.id, where)


def stage_of_ledger(state: State, ledger: str) -> Stage | None:
    """The first stage that shows the rows of a ledger; one made for it before any other."""
    showing = [
        stage
        for stage in state.stages
        if any(each.id == ledger for each in plan(state, stage).all_ledgers)
    ]
    of_its_own = [stage for stage in showing if stage.kind == "ledger"]
    return next(iter(of_its_own + showing), None)


def stage_of_form(state: State, form: str) -> Stage | None:
    """The first stage that has a form."""
    for stage in state.stages:
        if any(each.id == form for each in plan(state, stage).forms):
            return stage
    return None


def _of_vote(state: State, target: str) -> Whereabouts | None:
    action = state.find(Action, target)
    if action is not None:
        stage = find_kind(state, "agreement")
        return None if stage is None else Whereabouts(stage.id, action.ref)
    stage = find_kind(state, "round")
    return None if stage is None else Whereabouts(stage.id, "")


def _initials(state: State, participant_id: str) -> str:
    return next((each.initials for each in state.people if each.id == participant_id), "")
