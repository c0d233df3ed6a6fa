"""How sales are made: the care each step gets, the weakest step, findings on technique, exams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.agenda.library import sheet
from facilitator.methods.exact import NotAvailable, divide
from facilitator.model import Participant, Record
from facilitator.words.language import _
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.funnel import SHEET, funnel
from facilitator.workshop.results.reading import rows_of, values
from facilitator.workshop.results.records import number, person, records, text
from facilitator.workshop.state import State

STEPS, TECHNIQUES, CERTIFICATES = "process_steps", "techniques", "certificates"
AREAS = ("people", "channel", "process", "tool")
CLIENTS = ("existing", "new")
"""The two departments of sales, in the order findings are gone through."""

LOSSES = ("qualified", "terms_agreed")
"""The steps where most deals are lost, and where the reason is asked for."""

PASS_MARK = 80
"""Per cent; a default of this product."""


@dataclass(frozen=True, slots=True)
class StepCare:
    """A counted step of the funnel and what is written down for it."""

    step: str
    described: bool
    """Whether a standard action and an exit criterion are there."""
    lacks_loss_reason: bool


@dataclass(frozen=True, slots=True)
class WeakSteps:
    """The step where most is lost, the longest, the dearest; a figure without any is a reason."""

    conversion: tuple[str, Fraction, int] | NotAvailable
    """Step, conversion to the next one, deals it is counted from."""
    days: tuple[str, Fraction] | NotAvailable
    cost: tuple[str, Fraction] | NotAvailable


@dataclass(frozen=True, slots=True)
class Techniques:
    """Findings, existing clients first, and how many there are of each area."""

    findings: tuple[Record, ...]
    areas: Mapping[str, int]

    @property
    def blind(self) -> tuple[str, ...]:
        """Areas nobody has looked at although others were."""
        return tuple(each for each, count in self.areas.items() if not count)


@dataclass(frozen=True, slots=True)
class Certified:
    """Who passed among those examined or expected to be; `share` is a part of 1."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]
    share: Fraction | NotAvailable


def step_care(state: State) -> tuple[StepCare, ...]:
    """Every step of the funnel that is counted or described, in the order of the funnel."""
    return state.memo("step care", lambda: _step_care(state))


def _step_care(state: State) -> tuple[StepCare, ...]:
    written = {fixed_row(SHEET, text(row, "text")): row for row in records(state, STEPS)}
    named = {key: text(row, "text") for key, row in written.items()}
    named |= {fixed_row(SHEET, row.label): row.label for row in rows_of(state, SHEET)}
    usual = [row.id for row in sheet(SHEET).rows if row.id in named]
    counted = [fixed_row(SHEET, row.label) for row in rows_of(state, SHEET)]
    order = dict.fromkeys((*usual, *counted, *written))
    return tuple(_care(key, named[key], written.get(key)) for key in order)


def _care(key: str, name: str, row: Record | None) -> StepCare:
    described = row is not None and bool(
        text(row, "standard_action") and text(row, "exit_criterion")
    )
    return StepCare(name, described, key in LOSSES and not (row and text(row, "loss_reason")))


def weak_steps(state: State) -> WeakSteps:
    """Where the funnel is weakest: share that goes on, days, cost. The first of equals is named."""
    return state.memo("weak steps", lambda: _weak_steps(state))


def _weak_steps(state: State) -> WeakSteps:
    found = funnel(state)
    if isinstance(found, NotAvailable):
        return WeakSteps(found, found, found)
    rates = [
        (each.stage, each.conversion, each.count or 0)
        for each in found.steps
        if not isinstance(each.conversion, NotAvailable)
    ]
    none = NotAvailable(_("Two steps that follow each other are not counted yet."))
    return WeakSteps(
        min(rates, key=lambda each: each[1]) if rates else none,
        _most(state, 1, _("The days of a step are not typed in.")),
        _most(state, 2, _("The cost of a step is not typed in.")),
    )


def _most(state: State, column: int, reason: str) -> tuple[str, Fraction] | NotAvailable:
    listed: Sequence[tuple[str, Fraction]] = [
        (row.label, value)
        for row in rows_of(state, SHEET)
        if (value := values(row, 3)[column]) is not None
    ]
    return max(listed, key=lambda each: each[1]) if listed else NotAvailable(reason)


def techniques(state: State) -> Techniques:
    """Findings on technique; those of existing clients come first."""
    rows = records(state, TECHNIQUES)
    order = {each: at for at, each in enumerate(CLIENTS)}
    areas = [text(row, "area") for row in rows]
    return Techniques(
        tuple(sorted(rows, key=lambda row: order.get(text(row, "clients"), len(order)))),
        {each: areas.count(each) for each in AREAS},
    )


def certified(state: State) -> Certified:
    """Who knows what they sell: 80 % or more in every exam; one without a score has not passed."""
    scores: dict[str, bool] = {}
    for row in records(state, CERTIFICATES):
        who: Participant | None = person(state, row, "person")
        name = who.name if who else text(row, "text")
        score = number(row, "score")
        scores[name] = scores.get(name, True) and score is not None and score >= PASS_MARK
    passed = tuple(name for name, well in scores.items() if well)
    failed = tuple(name for name, well in scores.items() if not well)
    share = divide(len(passed), len(scores), _("Nobody's exam is typed in yet."))
    return Certified(passed, failed, share)
