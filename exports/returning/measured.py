"""The two lines of a goal that hold several fields: what is measured, and from where to where."""

import re
from collections.abc import Mapping
from typing import Any, cast

from exports.markdown.figures import plain
from exports.markdown.text import NOTHING
from exports.returning.given import Given
from facilitator.model import Goal
from facilitator.words.language import _, speaking
from facilitator.words.number import Language, NotANumber, parse_amount
from facilitator.words.text import excerpt
from facilitator.workshop.edit import Refused
from facilitator.workshop.results.reading import number

ARROWS = re.compile(r"→|->|=>")
COUNTED = re.compile(r"\s*\([^()]*\)\s*$")
"""The change behind the numbers, which the session counts."""


def metric(given: Given) -> Mapping[str, Any]:
    """“invoiced revenue in k€ (ERP)”: metric, unit, data source; each may be left out.

    Raises `Refused` where the words of the goal itself cannot be told apart that way.
    """
    with speaking(given.language):
        joint = _("in {unit}").partition("{unit}")[0]
        goal = given.row if isinstance(given.row, Goal) else None
        if goal is not None:
            kept = _metric_of(_shown_metric(goal), joint)
            if kept != (goal.metric, goal.unit, goal.data_source):
                raise Refused(
                    _("Metric, unit and data source cannot be told apart; change them there.")
                )
        values = _metric_of(given.words, joint)
    return dict(zip(("metric", "unit", "data_source"), values, strict=True))


def _shown_metric(goal: Goal) -> str:
    parts = [
        goal.metric,
        goal.unit and _("in {unit}").format(unit=goal.unit),
        goal.data_source and f"({goal.data_source})",
    ]
    return " ".join(part for part in parts if part)


def _metric_of(words: str, joint: str) -> tuple[str, str, str]:
    source = ""
    if found := re.fullmatch(r"(.*?)\s*\(([^()]*)\)", words):
        words, source = found[1], found[2].strip()
    measured, parted, unit = f" {words}".rpartition(f" {joint}")
    if not parted:
        measured, unit = words, ""
    return measured.strip(), unit.strip(), source


def from_to(given: Given) -> Mapping[str, Any]:
    """“2 520 → 3 024 k€ (+504, +20.0 %)”: base, target and unit; the change is counted anew.

    A number that was not touched stays as exact as it is.
    """
    words = COUNTED.sub("", given.words)
    if not words:
        return {"baseline": "", "target": ""}
    sides = ARROWS.split(words)
    if len(sides) != 2:
        raise Refused(
            _("“{words}” is no way from one number to another. Write it as 8 → 12 k€.").format(
                words=excerpt(given.words, 60)
            )
        )
    goal = given.row if isinstance(given.row, Goal) else None
    base, from_unit = _side(sides[0], goal.baseline if goal else "", given)
    target, unit = _side(sides[1], goal.target if goal else "", given)
    unit = unit or from_unit
    values = {"baseline": base, "target": target} | ({"unit": unit} if unit else {})
    if goal is not None and all(getattr(goal, name) == value for name, value in values.items()):
        raise Refused(_("The change is counted by the session from both numbers."))
    return values


def _side(words: str, exact: str, given: Given) -> tuple[str, str]:
    """One number as an exact decimal, and the unit behind it."""
    words = words.strip()
    with speaking(given.language):
        shown = plain(number(exact))
    number_of, rest = words[: len(shown)], words[len(shown) :]
    if _bare(number_of) == _bare(shown) and not re.match(r"[\d.,]", rest.lstrip()):
        return exact, rest.strip()
    if words in ("", NOTHING, "-", "—"):
        return "", ""
    try:
        amount = parse_amount(words, lang=cast(Language, given.language))
    except NotANumber as error:
        raise Refused(str(error)) from error
    return f"{amount.value:f}", amount.unit


def _bare(words: str) -> str:
    return "".join(words.split()).replace("−", "-")
