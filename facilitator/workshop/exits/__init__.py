"""What a stage still lacks before the room goes on: one concrete sentence for each thing."""

from collections.abc import Iterable, Mapping
from datetime import date

from facilitator.agenda.parts import ExitCheck
from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage, StageState
from facilitator.words.language import _
from facilitator.workshop.exits import (
    agreement,
    cards,
    figures,
    followup,
    forms,
    goals,
    ledgers,
    operational,
    options,
    people,
    personal,
    priority,
    sales,
)
from facilitator.workshop.exits.here import Check, Here, Unmet
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

__all__ = ["KNOWN", "Unmet", "in_the_way", "unmet"]

KNOWN: Mapping[str, Check] = {
    **people.CHECKS,
    **cards.CHECKS,
    **figures.CHECKS,
    **options.CHECKS,
    **priority.CHECKS,
    **forms.CHECKS,
    **ledgers.CHECKS,
    **goals.CHECKS,
    **agreement.CHECKS,
    **sales.CHECKS,
    **operational.CHECKS,
    **personal.CHECKS,
    **followup.CHECKS,
}
"""How each check of `facilitator.agenda.checks.CHECKS` is decided."""


def unmet(state: State, stage: Stage, today: date) -> list[Unmet]:
    """Everything the exit checks of a stage still miss, in the order of the agenda.

    An empty list lets the room go on. A check of a newer version is named, not passed over.
    """
    return list(state.memo(("unmet", stage.id, today), lambda: _unmet(state, stage, today)))


def in_the_way(state: State, stage: Stage, today: date) -> list[Unmet]:
    """What a stage stands behind and is not there yet; nothing once the stage was opened.

    `go_to` of each is the key of the stage that lacks it.
    """
    if stage.state in (StageState.ACTIVE, StageState.DONE):
        return []
    spec = plan(state, stage)
    return list(_asked(state, stage, spec, spec.entry, today))


def _unmet(state: State, stage: Stage, today: date) -> tuple[Unmet, ...]:
    spec = plan(state, stage)
    return _asked(state, stage, spec, spec.exit, today)


def _asked(
    state: State, stage: Stage, spec: Plan, checks: Iterable[ExitCheck], today: date
) -> tuple[Unmet, ...]:
    found: list[Unmet] = []
    for check in checks:
        decide = KNOWN.get(check.check)
        if decide is None:
            sentence = _("This version does not know how to check: {check}.").format(
                check=check.text
            )
            found.append(Unmet(sentence, "", check.check))
            continue
        here = Here(state, stage, spec, check, today)
        found.extend(Unmet(sentence, go_to, check.check) for sentence, go_to in decide(here))
    return tuple(found)
