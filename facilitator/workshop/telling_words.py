"""What the history calls the fields of rows, and which of their values are codes."""

from decimal import Decimal
from typing import Any, cast

from facilitator.words.language import NP_, language, pgettext
from facilitator.words.number import NO_BREAK, format_number
from facilitator.workshop.called import called
from facilitator.workshop.fields import MINOR_DIGITS

FIELDS = (
    NP_("field", "title"),
    NP_("field", "company"),
    NP_("field", "question"),
    NP_("field", "day"),
    NP_("field", "start"),
    NP_("field", "currency"),
    NP_("field", "unit"),
    NP_("field", "country"),
    NP_("field", "agenda"),
    NP_("field", "agenda title"),
    NP_("field", "state"),
    NP_("field", "archived"),
    NP_("field", "deleted"),
    NP_("field", "rule plan"),
    NP_("field", "rule actions"),
    NP_("field", "rule lists"),
    NP_("field", "rules confirmed"),
    NP_("field", "stage"),
    NP_("field", "plan round"),
    NP_("field", "agreed"),
    NP_("field", "follow up"),
    NP_("field", "kind"),
    NP_("field", "parent"),
    NP_("field", "parent seq"),
    NP_("field", "person"),
    NP_("field", "language"),
    NP_("field", "period first"),
    NP_("field", "period last"),
    NP_("field", "version"),
    NP_("field", "key"),
    NP_("field", "minutes"),
    NP_("field", "elapsed"),
    NP_("field", "running since"),
    NP_("field", "prompt"),
    NP_("field", "phase"),
    NP_("field", "left reason"),
    NP_("field", "name"),
    NP_("field", "territory"),
    NP_("field", "active"),
    NP_("field", "role"),
    NP_("field", "initials"),
    NP_("field", "channel"),
    NP_("field", "presence"),
    NP_("field", "votes"),
    NP_("field", "moderator"),
    NP_("field", "board"),
    NP_("field", "section"),
    NP_("field", "ref"),
    NP_("field", "text"),
    NP_("field", "evidence"),
    NP_("field", "subject"),
    NP_("field", "author"),
    NP_("field", "listed"),
    NP_("field", "first factor"),
    NP_("field", "second factor"),
    NP_("field", "accepted"),
    NP_("field", "tags"),
    NP_("field", "links"),
    NP_("field", "direction"),
    NP_("field", "card"),
    NP_("field", "participant"),
    NP_("field", "dots"),
    NP_("field", "internal"),
    NP_("field", "external"),
    NP_("field", "value"),
    NP_("field", "weight"),
    NP_("field", "low"),
    NP_("field", "middle"),
    NP_("field", "high"),
    NP_("field", "criterion"),
    NP_("field", "round"),
    NP_("field", "importance"),
    NP_("field", "required"),
    NP_("field", "own"),
    NP_("field", "competitor"),
    NP_("field", "owner"),
    NP_("field", "assumption"),
    NP_("field", "process change"),
    NP_("field", "at risk"),
    NP_("field", "metric"),
    NP_("field", "data source"),
    NP_("field", "baseline"),
    NP_("field", "target"),
    NP_("field", "deadline"),
    NP_("field", "milestone"),
    NP_("field", "scope"),
    NP_("field", "sources"),
    NP_("field", "relevant"),
    NP_("field", "capacity"),
    NP_("field", "not doing"),
    NP_("field", "helpers"),
    NP_("field", "depends on"),
    NP_("field", "measure"),
    NP_("field", "first step"),
    NP_("field", "first step day"),
    NP_("field", "priority"),
    NP_("field", "cost"),
    NP_("field", "status"),
    NP_("field", "confirm by"),
    NP_("field", "amendment"),
    NP_("field", "origin"),
    NP_("field", "reason"),
    NP_("field", "rule"),
    NP_("field", "stage key"),
    NP_("field", "reversible"),
    NP_("field", "review"),
    NP_("field", "decided at"),
    NP_("field", "topic"),
    NP_("field", "about"),
    NP_("field", "note"),
    NP_("field", "raised by"),
    NP_("field", "outcome"),
    NP_("field", "raised at"),
    NP_("field", "form"),
    NP_("field", "field"),
    NP_("field", "sheet"),
    NP_("field", "grouping"),
    NP_("field", "label"),
    NP_("field", "numbers"),
    NP_("field", "source"),
    NP_("field", "files"),
    NP_("field", "rows"),
    NP_("field", "control total"),
    NP_("field", "first day"),
    NP_("field", "last day"),
    NP_("field", "without customer"),
    NP_("field", "left out"),
    NP_("field", "mapping"),
    NP_("field", "choices"),
    NP_("field", "results"),
    NP_("field", "kept"),
    NP_("field", "imported on"),
    NP_("field", "ledger"),
    NP_("field", "values"),
)
"""Every field that may change, as English says it: without _id, spaces for underscores."""

_CODED = frozenset(
    {
        *("direction", "kind", "ledger", "outcome", "phase", "presence", "priority", "role"),
        *("rule", "rule_actions", "rule_lists", "rule_plan", "source", "state", "status"),
        *("tags", "topic", "unit", "value"),
    }
)
"""Fields that hold codes, or words that were offered as such."""


def field_called(name: str) -> str:
    """A field in the language of the moment."""
    plain = "about" if name == "target_id" else name.removesuffix("_id").replace("_", " ")
    return pgettext("field", plain)


def value_called(name: str, value: Any, currency: str) -> Any:
    """A value as people say it: codes by their words, a cost in the currency; else as it is."""
    if name == "cost" and isinstance(value, int):
        digits = MINOR_DIGITS.get(currency, 2)
        exact = Decimal(value).scaleb(-digits)
        places = 0 if exact == exact.to_integral_value() else digits
        return f"{format_number(exact, places, language())}{NO_BREAK}{currency}"
    if name not in _CODED:
        return value
    if isinstance(value, list):
        return [called(str(each)) for each in cast("list[Any]", value)]
    return called(value) if isinstance(value, str) and value else value
