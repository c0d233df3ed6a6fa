"""Rows as the calculations want them: answers by field, exact numbers, lists, yes or no."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from facilitator.agenda.stages import Stage as Plan
from facilitator.methods.exact import NotAvailable
from facilitator.model import Answer, Figure, Participant, Presence, Stage
from facilitator.words.deadline import DeadlineError, parse_day
from facilitator.words.number import NotANumber, parse_amount
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State

T = TypeVar("T")

TICKS = "ticks"
"""The form whose answers say what a moderator ticked, by stage key and item."""

_YES = frozenset({"yes", "y", "true", "1", "да", "д", "tak", "t", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0", "нет", "н", "nie"})
_EMPTY: Mapping[str, str] = {}
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")


def fillings(state: State, form: str) -> Mapping[str, Mapping[str, str]]:
    """Every filling of a form: subject to (field to text); blank fields are left out."""
    return state.memo("fillings", lambda: _fillings(state)).get(form, {})


def _fillings(state: State) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in state.rows(Answer):
        if row.text.strip():
            found.setdefault(row.form, {}).setdefault(row.subject, {})[row.field] = row.text.strip()
    return found


def answer(state: State, form: str, field: str, subject: str = "") -> str:
    """The text of one field, empty when it is not filled in."""
    return fillings(state, form).get(subject, _EMPTY).get(field, "")


def ticked(state: State, stage_key: str, item: str) -> bool:
    """Whether the moderator ticked an item of a stage."""
    text = answer(state, TICKS, item, stage_key)
    return bool(text) and yes_no(text) is not False


def rows_of(state: State, sheet: str) -> tuple[Figure, ...]:
    """The rows of one audit sheet, in their order."""
    sheets = state.memo("sheets", lambda: _by_sheet(state))
    return tuple(sheets.get(sheet, ()))


def _by_sheet(state: State) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for row in state.rows(Figure):
        found.setdefault(row.sheet, []).append(row)
    return found


def values(row: Figure, count: int = 0) -> list[Fraction | None]:
    """The numbers of a row, exact, filled up with None to `count`; unreadable text is None."""
    read = [None if text is None else number(text) for text in row.numbers]
    return read + [None] * (count - len(read))


def number(text: str) -> Fraction | None:
    """An exact number from text as typed, a unit after it left out; None where there is none."""
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    try:
        return Fraction(parse_amount(text).value)
    except NotANumber:
        return None


def three_numbers(text: str) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """A range "low / base / high"; one number stands for all three."""
    parts = [number(part) for part in text.split("/")] if text else []
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else (None, None, None)


def whole(text: str) -> int | None:
    """A whole number from text as typed; None where there is none."""
    found = number(text)
    return int(found) if found is not None and found.denominator == 1 else None


def day_of(text: str, anchor: date) -> date | None:
    """A day as stored (ISO) or as said; days without a year are the next ones from `anchor`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return parse_day(text, anchor)
    except DeadlineError:
        return None


def entries(text: str) -> tuple[str, ...]:
    """The entries of a list field: one per line (⏎ as kept), or parted by semicolons."""
    return tuple(part.strip() for part in re.split(r"[;\n⏎]", text) if part.strip())


def references(text: str) -> tuple[str, ...]:
    """References named in a text, such as G1 or SO2, in upper case."""
    return tuple(each.upper() for each in re.findall(r"\b[A-Za-z]{1,2}\d+\b", text))


def yes_no(text: str) -> bool | None:
    """True, False, or None where the text is neither."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def guarded(build: Callable[[], T]) -> T | NotAvailable:
    """What `build` gives, or why the numbers typed in cannot be right."""
    try:
        return build()
    except ValueError as error:
        return NotAvailable(str(error))


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """The name it is found by."""
        ...


N = TypeVar("N", bound=Named)


def by_name(rows: Iterable[N], name: str) -> N:
    """The row of this name; raises KeyError when there is none."""
    for row in rows:
        if row.name == name:
            return row
    raise KeyError(name)


def initials(state: State, participant_id: str) -> str:
    """The initials of a person, empty when there is none."""
    person = state.find(Participant, participant_id) if participant_id else None
    return person.initials if person else ""


def in_the_room(person: Participant) -> bool:
    """Whether the person takes part now, at the table or from afar."""
    return person.presence != Presence.ABSENT


def plan(state: State, stage: Stage) -> Plan:
    """Prompts, sections, forms and exit checks of a stage, read once per state."""
    return state.memo(("plan", stage.id), lambda: plan_of(stage))
