"""Strategies with their tactics and what they bring, and the tools they are worked with.

Source: coverage rows 97–107; expected results against the goals as in the worked example 5.16.
"""

from dataclasses import dataclass
from fractions import Fraction

from facilitator.agenda.library import sheet
from facilitator.methods.exact import Figure, NotAvailable, fraction, known
from facilitator.model import Action, Record
from facilitator.words.language import N_, _
from facilitator.workshop.results import records as rows
from facilitator.workshop.results.fixed_rows import fixed_row
from facilitator.workshop.results.funnel import bridges
from facilitator.workshop.results.reading import answer, number, references, rows_of
from facilitator.workshop.state import State

OFTEN = ("daily", "weekly", "event")
"""How often a tactic is done that counts as everyday work; an event is each time it happens."""

DIRECTIONS = ("new", "existing")
CRM = "crm"
_CHANGED = ("rework", "replace")


@dataclass(frozen=True, slots=True)
class Strategy:
    """One strategy; `countable` are its daily and weekly tactics with a number above zero."""

    row: Record
    direction: str
    contracts: Fraction | None
    revenue: Fraction | None
    tactics: tuple[Record, ...]
    countable: tuple[Record, ...]
    tools: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the strategies for one kind of business bring, and what the goals need of it."""

    direction: str
    strategies: int
    valued: int
    """How many of them say an expected revenue."""
    revenue: Figure
    contracts: Figure
    needed: Figure
    needed_contracts: Figure

    @property
    def gap(self) -> Figure:
        """Needed − expected revenue; above zero while the strategies do not reach the goal."""
        both = known(self.needed, self.revenue)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]

    @property
    def contracts_gap(self) -> Figure:
        """Needed − expected contracts."""
        both = known(self.needed_contracts, self.contracts)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]


def strategies(state: State) -> tuple[Strategy, ...]:
    """Every strategy with its tactics and tools."""
    return tuple(_strategy(state, row) for row in rows.records(state, "strategies"))


def _strategy(state: State, row: Record) -> Strategy:
    tactics = rows.rows_pointing_to(state, row.ref, "tactics")
    return Strategy(
        row,
        rows.text(row, "direction"),
        _number(row, "expected_contracts"),
        _number(row, "expected_sum"),
        tuple(tactics),
        tuple(each for each in tactics if is_countable(each)),
        tuple(rows.rows_pointing_to(state, row.ref, "tools")),
    )


def is_countable(tactic: Record) -> bool:
    """Whether a tactic is everyday work with a number that can be counted (coverage row 98)."""
    quantity = _number(tactic, "quantity")
    often = rows.text(tactic, "frequency") in OFTEN
    return often and quantity is not None and quantity > 0 and bool(rows.text(tactic, "unit"))


def _number(row: Record, field: str) -> Fraction | None:
    found = rows.number(row, field)
    return None if found is None else fraction(found)


def expected(state: State) -> tuple[Expected, ...]:
    """Expected revenue and contracts against the funnel math of the goals, new then existing."""
    return tuple(_expected(state, direction) for direction in DIRECTIONS)


def _expected(state: State, direction: str) -> Expected:
    mine = [each for each in strategies(state) if each.direction == direction]
    sums = [each.revenue for each in mine if each.revenue is not None]
    counts = [each.contracts for each in mine if each.contracts is not None]
    nothing = NotAvailable(
        _("No strategy for new business says what it brings.")
        if direction == "new"
        else _("No strategy for existing business says what it brings.")
    )
    return Expected(
        direction,
        len(mine),
        len(sums),
        sum(sums, Fraction(0)) if sums else nothing,
        sum(counts, Fraction(0)) if counts else nothing,
        *_needed(state, direction),
    )


def _needed(state: State, direction: str) -> tuple[Figure, Figure]:
    """Revenue and contracts the goals need of one kind of business, from their funnel math."""
    found = bridges(state)
    if not found:
        reason = NotAvailable(_("No funnel math says how much of the goal is new business."))
        return reason, reason
    if direction == "existing":
        grown = [number(answer(state, "bridge", "existing_growth", each.subject)) for each in found]
        given = [each for each in grown if each is not None]
        none = NotAvailable(_("The funnel math names no growth of existing clients."))
        contracts = NotAvailable(_("Contracts are counted for new business."))
        return (sum(given, Fraction(0)) if given else none), contracts
    revenue, contracts = Fraction(0), Fraction(0)
    for each in found:
        if isinstance(each.revenue_gap, NotAvailable):
            return each.revenue_gap, each.revenue_gap
        if isinstance(each.contracts, NotAvailable):
            return each.contracts, each.contracts
        revenue += each.revenue_gap
        contracts += each.contracts
    return revenue, contracts


# -- tools ---------------------------------------------------------------------------------------


_WHY = {
    "keep": N_("{ref}: say why you keep it."),
    "rework": N_("{ref}: say why you rework it."),
    "replace": N_("{ref}: say why you replace it."),
}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool, and what a decision to rework or replace it has led to."""

    row: Record
    category: str
    decision: str
    reason: str
    actions: tuple[str, ...]
    """References of actions of this plan that carry it out."""
    session_actions: tuple[str, ...]
    """References of actions of the session that do, as typed."""
    budget: tuple[str, ...]
    """References of the lines of the budget that come from it."""

    @property
    def changed(self) -> bool:
        """Whether it is reworked or replaced."""
        return self.decision in _CHANGED

    @property
    def costs(self) -> bool:
        """Whether any money is named."""
        return bool(_number(self.row, "one_time") or _number(self.row, "monthly"))

    @property
    def lacks(self) -> str | None:
        """What is missing before the decision can be worked on, as a sentence."""
        ref = self.row.ref
        if self.category == CRM and not self.decision:
            return _("{ref}: decide to keep, rework or replace the CRM.").format(ref=ref)
        if self.decision and not self.reason:
            return _(_WHY.get(self.decision, _WHY["keep"])).format(ref=ref)
        if self.changed and not (self.actions or self.session_actions):
            return _("{ref}: no action does it yet; P on the row makes one.").format(ref=ref)
        if self.changed and self.costs and not self.budget:
            return _("{ref}: its cost is not in the budget; P on the row puts it there.").format(
                ref=ref
            )
        return None


def tools(state: State) -> tuple[Tool, ...]:
    """Every tool."""
    return tuple(_tool(state, row) for row in rows.records(state, "tools"))


def _tool(state: State, row: Record) -> Tool:
    actions = [each.ref for each in state.rows(Action) if row.ref in each.sources]
    lines = [
        each.ref
        for each in rows.records(state, "budget")
        if row.ref in references(rows.text(each, "source"))
    ]
    return Tool(
        row,
        rows.text(row, "category"),
        rows.text(row, "decision"),
        rows.text(row, "reason"),
        tuple(actions),
        references(rows.text(row, "action")),
        tuple(lines),
    )


@dataclass(frozen=True, slots=True)
class CrmItem:
    """One line of the readiness list; `light` is what counts, `typed` what was said."""

    title: str
    typed: str
    light: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Crm:
    """The readiness of the CRM: green only where the steps of the sale are described."""

    items: tuple[CrmItem, ...]
    open_steps: tuple[str, ...]
    """Steps of the funnel nobody has counted yet."""

    @property
    def ready(self) -> bool:
        """Whether every line is green and all were looked at."""
        return bool(self.items) and all(each.light == "green" for each in self.items)


def crm(state: State) -> Crm:
    """Lights of the CRM list: green stays amber until all steps are counted (coverage row 105)."""
    steps = open_steps(state)
    found: list[CrmItem] = []
    for row in rows_of(state, CRM):
        typed, evidence = [*(text or "" for text in row.numbers), "", ""][:2]
        light = "amber" if typed == "green" and steps else typed
        found.append(CrmItem(row.label, typed, light, evidence))
    return Crm(tuple(found), steps)


def open_steps(state: State) -> tuple[str, ...]:
    """Fixed steps of the funnel sheet without a count."""
    counted = {
        fixed_row("funnel", row.label)
        for row in rows_of(state, "funnel")
        if row.numbers and row.numbers[0] is not None
    }
    return tuple(step.title for step in sheet("funnel").rows if step.id not in counted)
