"""Market potential from the market form: TAM, SAM, SOM, where we stand, what contradicts itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.market import (
    FEW_CLIENTS_BELOW,
    MarketFactors,
    MarketRange,
    Position,
    Potential,
    market_range,
    position,
)
from facilitator.words.language import _
from facilitator.workshop.results.reading import fillings, guarded, number, three_numbers, whole
from facilitator.workshop.state import State

FORM = "market"


@dataclass(frozen=True, slots=True)
class Market:
    """Three cases, the position in the base case, and warnings; money in the session's unit."""

    range: MarketRange
    own_revenue: Fraction | None
    own_clients: int | None
    position: Position | NotAvailable
    warnings: tuple[str, ...]

    @property
    def base(self) -> Potential | NotAvailable:
        """The base case."""
        return self.range.base


def market(state: State) -> Market | NotAvailable:
    """Compute the market of the session; shares are typed in per cent."""
    return state.memo("market", lambda: guarded(lambda: _market(state)))


def _market(state: State) -> Market | NotAvailable:
    answers = fillings(state, FORM).get("", {})
    if not answers:
        return NotAvailable(_("The market form is empty; start with the matching companies."))
    low, base, high = (_factors(answers, case) for case in range(3))
    cases = market_range(low, base, high)
    revenue = number(answers.get("own_revenue", ""))
    clients = whole(answers.get("own_clients", ""))
    stands: Position | NotAvailable = NotAvailable(_("Own revenue or own clients are not entered."))
    warnings: tuple[str, ...] = ()
    if revenue is not None and clients is not None:
        base_case = cases.base
        stands = (
            base_case
            if isinstance(base_case, NotAvailable)
            else position(base_case, revenue, clients)
        )
        warnings = cases.checks(revenue, clients)
    return Market(cases, revenue, clients, stands, (*warnings, *_few(answers)))


def _factors(answers: Mapping[str, str], case: int) -> MarketFactors:
    def read(field: str) -> Fraction | None:
        return three_numbers(answers.get(field, ""))[case]

    def share(field: str) -> Fraction | None:
        value = read(field)
        return None if value is None else value / 100

    return MarketFactors(
        companies=read("companies"),
        average_revenue=read("average"),
        serviceable=share("serviceable"),
        attainable=share("attainable"),
    )


def _few(answers: Mapping[str, str]) -> tuple[str, ...]:
    clients = whole(answers.get("average_clients", ""))
    if clients is None or clients >= FEW_CLIENTS_BELOW:
        return ()
    return (
        _("Only {clients} clients stand behind the average; treat it as a guess.").format(
            clients=clients
        ),
    )
