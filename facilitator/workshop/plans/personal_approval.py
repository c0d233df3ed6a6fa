"""The way of a personal plan from draft to approved; what is changed afterwards is a draft again.

Source: coverage rows 162 and 163.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from facilitator.methods.exact import NotAvailable
from facilitator.model import Participant, Record
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.plans.personal import author
from facilitator.workshop.results.reading import answer, fillings
from facilitator.workshop.results.records import person, records, text
from facilitator.workshop.state import State

APPROVALS = "approvals"
BASIS = "approval"
"""Answers that say what the plan held when a step was taken, by the row of the step."""

WORK, ACTIVITIES = "work", "activities"

_LEFT_OUT = frozenset({"status", "remaining", "list"})
"""Fields that go on while the plan is worked by."""


class Step(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Approval:
    """Where the plan stands and why."""

    step: Step
    sentence: str
    changed: tuple[str, ...]
    """Parts changed since it was submitted or approved."""
    row: Record | None
    """The last step taken."""
    by: Participant | None
    author: Participant | NotAvailable


def approval(state: State) -> Approval:
    """Where the plan stands: the last step, unless the plan was changed after it."""
    return state.memo("approval", lambda: _approval(state))


def _approval(state: State) -> Approval:
    whose = author(state)
    rows = records(state, APPROVALS)
    if not rows:
        return Approval(Step.DRAFT, _("Draft: not submitted yet."), (), None, None, whose)
    row = rows[-1]
    by = person(state, row, "person")
    step = text(row, "step")
    name = by.name if by else _("somebody who left")
    if step == "returned":
        said = _("Draft: returned by {name}: {reason}").format(name=name, reason=text(row, "note"))
        return Approval(Step.DRAFT, said, (), row, by, whose)
    changed = _changed(state, row)
    if changed:
        again = (
            _("Draft again: {changed} changed after it was approved.")
            if step == Step.APPROVED
            else _("Draft again: {changed} changed after it was submitted.")
        )
        said = again.format(changed=", ".join(changed))
        return Approval(Step.DRAFT, said, changed, row, by, whose)
    if step == Step.APPROVED and not isinstance(whose, NotAvailable) and by == whose:
        said = _("Submitted: {name} cannot approve the plan of {name}.").format(name=name)
        return Approval(Step.SUBMITTED, said, (), row, by, whose)
    done = _("Approved by {name}.") if step == Step.APPROVED else _("Submitted by {name}.")
    said = done.format(name=name)
    return Approval(Step(step), said, (), row, by, whose)


def _changed(state: State, row: Record) -> tuple[str, ...]:
    kept = answer(state, BASIS, "basis", row.id)
    if not kept:
        return ()
    before = dict(part.split("=", 1) for part in kept.split() if "=" in part)
    return tuple(
        called(name) for name, mark in fingerprint(state).items() if before.get(name) != mark
    )


def fingerprint(state: State) -> dict[str, str]:
    """A mark of each part that is approved; it changes when the part does."""
    header = state.workshop
    parts: dict[str, Any] = {
        "period": (header.period_first, header.period_last),
        "targets": _answers(state, "targets"),
        "work_plan": _rows(state, WORK),
        "activities": _rows(state, ACTIVITIES),
        "pay_rule": (_answers(state, "pay_rule"), _rows(state, "pay_bands")),
    }
    return {name: _mark(value) for name, value in parts.items()}


def basis(state: State) -> str:
    """The fingerprint as it is kept with a step."""
    return " ".join(f"{name}={mark}" for name, mark in fingerprint(state).items())


def _mark(value: Any) -> str:
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()


def _answers(state: State, form: str) -> list[tuple[str, str]]:
    given = fillings(state, form).get("", {})
    return sorted((field, words) for field, words in given.items() if field not in _LEFT_OUT)


def _rows(state: State, ledger: str) -> list[list[tuple[str, str]]]:
    return sorted(
        sorted((field, words) for field, words in row.values.items() if field not in _LEFT_OUT)
        for row in records(state, ledger)
    )
