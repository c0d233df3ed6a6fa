"""Which column or line of the exported plan is which field, in the language of the moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.words.language import _
from facilitator.workshop.plans.personal import is_personal
from facilitator.workshop.results.reading import plan
from facilitator.workshop.state import State

Titles = Mapping[str, str]
"""Title as it is shown to field of the table."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The titles of one document."""

    ref: str
    goals: str
    """The heading goals stand under."""
    tables: Mapping[str, str]
    """Title of a table's second column to the kind of its rows."""
    fields: Mapping[str, Titles]
    """Kind of a row to its titles."""


def vocabulary(state: State) -> Vocabulary:
    """The titles as the export writes them now."""
    return Vocabulary(
        ref=_("Ref"),
        goals=_("Goals"),
        tables={
            _("Action"): "action",
            _("Decision"): "decision",
            _("Requirement"): "requirement",
            _("Item"): "parked",
            _("Card"): "card",
            _("Option"): "card",
        },
        fields={
            "action": _action(),
            "goal": _goal(),
            "decision": {
                _("Decision"): "text",
                _("Reason"): "reason",
                _("Decided by"): "rule",
                _("Can be undone"): "reversible",
                _("Review"): "review",
            },
            "requirement": _requirement(),
            "parked": {_("Item"): "text", _("Note"): "note"},
            "card": _card(state),
            "session": _header(state),
        },
    )


def _action() -> Titles:
    return {
        _("Action"): "title",
        _("Owner"): "owner_id",
        _("Deadline"): "deadline",
        _("Measure of done"): "measure",
        _("Source"): "sources",
        _("Status"): "status",
        _("Cost"): "cost",
        _("First step"): "first_step",
        _("Helpers"): "helpers",
        _("Starts"): "start",
        _("Waits for"): "depends_on",
        _("Clients"): "direction",
        _("Channel"): "channel_id",
        _("Priority"): "priority",
        _("Shown by"): "evidence",
        _("Owner confirms by"): "confirm_by",
    }


def _header(state: State) -> Titles:
    """The lines under the title; the page of one person has a title of its own."""
    title = {} if is_personal(state) else {"": "title"}
    return title | {
        _("Company"): "company",
        _("Question"): "question",
        _("Date"): "day",
        _("Moderator"): "moderator",
        _("Country"): "country",
        _("Next review"): "follow_up",
    }


def _goal() -> Titles:
    return {
        "": "text",
        _("Metric"): "metric",
        _("From – to"): "target",
        _("Deadline"): "deadline",
        _("Owner"): "owner_id",
        _("Clients"): "direction",
        _("Scope"): "scope",
        _("Milestones"): "milestone",
        _("Serves"): "sources",
        _("Upper limit"): "capacity",
        _("What we will not do"): "not_doing",
    }


def _requirement() -> Titles:
    return {
        _("Requirement"): "text",
        _("Importance"): "importance",
        _("Required"): "required",
        _("Own"): "own",
        _("Competitor"): "competitor",
        _("Channel"): "channel_id",
        _("Process owner"): "owner_id",
        _("Evidence"): "evidence",
        _("Process to change"): "process_change",
    }


def _card(state: State) -> Titles:
    notes = {
        section.note
        for stage in state.stages
        for section in plan(state, stage).sections
        if section.note
    }
    titles = {said.capitalize(): "evidence" for note in notes for said in (note, _(note))}
    return titles | {
        _("Evidence"): "evidence",
        _("Card"): "text",
        _("Option"): "text",
        _("Links"): "links",
        _("About"): "subject",
        _("Lived with because"): "accepted",
        _("Clients"): "direction",
    }
