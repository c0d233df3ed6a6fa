"""Decisions: a sentence, its reason, and the rule it was decided by."""

from datetime import date
from typing import Any

from facilitator.model import Decision, Topic
from facilitator.words.language import _
from facilitator.workshop.called import begun
from facilitator.workshop.edit import Edit
from facilitator.workshop.fields import day
from facilitator.workshop.ledger import delete_row, move_row, row_of

LONG = frozenset({"text", "reason"})


def add_decision(
    edit: Edit,
    text: str,
    reason: str = "",
    rule: str = "",
    stage_key: str = "",
    reversible: bool = True,
    review: date | str | None = None,
) -> Decision:
    """Record a decision of the present stage, or of the stage named."""
    stage = edit.state.stage
    decision = edit.add_last(
        Decision(
            workshop_id=edit.workshop.id,
            ref=edit.next_refs("D")[0],
            text=edit.needed(text, _("The decision")),
            reason=edit.text(reason, _("The reason")),
            rule=edit.text(rule, _("The rule"), limit=200),
            stage_key=stage_key or (stage.key if stage else ""),
            reversible=reversible,
            review=day(edit, "review", review),
            decided_at=edit.instant,
        )
    )
    edit.says(_("{ref} decided").format(ref=decision.ref))
    return decision


def change_decision(edit: Edit, decision: str, **values: Any) -> Decision:
    """Change text, reason, rule, reversible or review of a decision."""
    row = row_of(edit.state, Decision, decision)
    kept: dict[str, Any] = {}
    for field, value in values.items():
        if field == "text":
            kept[field] = edit.needed(value, _("The decision"))
        elif field == "review":
            kept[field] = day(edit, field, value)
        elif isinstance(value, str):
            kept[field] = edit.text(value, begun(field), limit=2_000 if field in LONG else 200)
        else:
            kept[field] = value
    edit.says(_("{ref} changed").format(ref=row.ref))
    return edit.change(row, **kept)


def delete_decision(edit: Edit, decision: str) -> None:
    """Take a decision out, with the hands shown for it."""
    delete_row(edit, row_of(edit.state, Decision, decision), Topic.DECISION)


def reorder_decision(edit: Edit, decision: str, steps: int) -> Decision:
    """Move a decision up (negative) or down in the list; its reference stays."""
    return move_row(edit, row_of(edit.state, Decision, decision), steps)
