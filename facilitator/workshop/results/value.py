"""Value: tests of materials with client readers, the USP of each channel, the checklist lights."""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.agenda.library import sheet
from facilitator.methods.exact import NotAvailable
from facilitator.methods.valuetest import (
    READERS_MINIMUM,
    Light,
    Question,
    ValueTest,
    value_test_of_counts,
)
from facilitator.model import Channel, Figure
from facilitator.words.language import _
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.reading import answer, guarded, rows_of, values
from facilitator.workshop.state import State

VALUE_TEST = "value_test"
CHECKLIST = "checklist"
USP = "usp"


@dataclass(frozen=True, slots=True)
class Checklist:
    """Lights of the sales-system checklist by line, None where none is set."""

    lights: Mapping[str, Light | None]
    evidence: Mapping[str, str]

    def count(self, light: Light | None) -> int:
        """Lines with this light; None counts the lines without one."""
        return sum(each == light for each in self.lights.values())


def value_tests(state: State) -> Mapping[str, ValueTest | NotAvailable]:
    """Result of each tested material, by its name."""
    return state.memo("value tests", lambda: _value_tests(state))


def _value_tests(state: State) -> dict[str, ValueTest | NotAvailable]:
    return {row.label: guarded(lambda row=row: _test(row)) for row in rows_of(state, VALUE_TEST)}


def _test(row: Figure) -> ValueTest | NotAvailable:
    readers, *yes = values(row, 6)[:6]
    if readers is None:
        return NotAvailable(_("The number of readers is not typed in."))
    counts = {
        question: None if value is None else int(value)
        for question, value in zip(Question, yes, strict=True)
    }
    return value_test_of_counts(int(readers), counts)


def checklist(state: State) -> Checklist:
    """Read the six lines; a row is found by its title or its id."""
    return state.memo("checklist", lambda: _checklist(state))


def _checklist(state: State) -> Checklist:
    rows = {fixed_row(CHECKLIST, row.label): row for row in rows_of(state, CHECKLIST)}
    lights: dict[str, Light | None] = {}
    evidence: dict[str, str] = {}
    for line in sheet(CHECKLIST).rows:
        row = rows.pop(line.id, None)
        lights[line.title], evidence[line.title] = _light(row) if row else (None, "")
    for row in rows.values():  # the six lines are a proposal: a room may write its own
        lights[row.label], evidence[row.label] = _light(row)
    return Checklist(lights, evidence)


def _light(row: Figure) -> tuple[Light | None, str]:
    """The light is the row's first value, what shows it the second one or the note."""
    words = [(text or "").strip() for text in row.numbers] + ["", ""]
    word = words[0].casefold()
    light = Light(word) if word in tuple(Light) else None
    return light, words[1] or row.note.strip()


@dataclass(frozen=True, slots=True)
class UspCare:
    """What the USP of one active channel still needs."""

    channel: str
    status: str
    unproved: bool
    """It is worded, and nothing proves it."""
    readers: int
    """Most readers any tested material had."""

    @property
    def to_develop(self) -> bool:
        """Whether it is known that there is none."""
        return self.status == "none"

    @property
    def too_few_readers(self) -> bool:
        """Whether it is called tested although too few readers stand behind that."""
        return self.status == "tested" and self.readers < READERS_MINIMUM


def usp_care(state: State) -> tuple[UspCare, ...]:
    """Each active channel's USP: whether it is to be developed, proved, tested."""
    tests = (each for each in value_tests(state).values() if not isinstance(each, NotAvailable))
    readers = max((each.readers for each in tests), default=0)
    return tuple(
        UspCare(
            each.name,
            answer(state, USP, "status", each.id),
            bool(answer(state, USP, "statement", each.id))
            and not answer(state, USP, "proof", each.id),
            readers,
        )
        for each in state.rows(Channel)
        if each.active
    )


def usp_status(state: State) -> Mapping[str, str]:
    """Status of the USP by name of active channel: none, draft, tested, or empty."""
    return {
        channel.name: answer(state, USP, "status", channel.id)
        for channel in state.rows(Channel)
        if channel.active
    }
