"""Channel economics: what one unit of money put into a channel brings back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, divide, fraction, quotient, total
from facilitator.words.language import N_, _

TOTAL = N_("Total")
_NO_COST = N_("The channel has no cost, so there is no return on it.")
_NO_REVENUE = N_("The channel has no revenue.")


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """One channel in one period, as entered; None where nobody knows the figure."""

    name: str
    revenue: Exact | None
    gross_margin: Exact | None
    """Share of revenue, 0.38 for 38 %."""
    cost: Exact | None
    """Money spent on the channel, not the cost of goods."""


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """What a channel earned; money in the unit entered, shares as fractions."""

    name: str
    revenue: Fraction | NotAvailable
    gross_margin: Fraction | NotAvailable
    gross_profit: Fraction | NotAvailable
    cost: Fraction | NotAvailable
    contribution: Fraction | NotAvailable
    """Gross profit minus the channel's cost."""
    return_on_cost: Fraction | NotAvailable
    """Contribution divided by the channel's cost."""
    contribution_margin: Fraction | NotAvailable
    """Contribution divided by revenue."""


def channel_result(facts: ChannelFacts) -> ChannelResult:
    """Compute one channel; a figure that leans on a blank is not available, never zero.

    Raises ValueError for a margin above 1 (a percentage typed as it is) or a negative cost.
    """
    if facts.gross_margin is not None and fraction(facts.gross_margin) > 1:
        raise ValueError(
            _("The gross margin of {name} is above 100 %; enter a share such as 0.38.").format(
                name=facts.name
            )
        )
    if facts.cost is not None and fraction(facts.cost) < 0:
        raise ValueError(
            _("The cost of {name} is negative; enter what was spent.").format(name=facts.name)
        )
    revenue = _entered(
        facts.revenue, _("The revenue of {name} is not entered.").format(name=facts.name)
    )
    margin = _entered(
        facts.gross_margin, _("The gross margin of {name} is not entered.").format(name=facts.name)
    )
    cost = _entered(facts.cost, _("The cost of {name} is not entered.").format(name=facts.name))
    if isinstance(revenue, NotAvailable):
        profit: Fraction | NotAvailable = revenue
    else:
        profit = margin if isinstance(margin, NotAvailable) else revenue * margin
    return _result(facts.name, revenue, margin, profit, cost)


def channel_total(results: Sequence[ChannelResult]) -> ChannelResult | NotAvailable:
    """Add the channels up; a column with a gap has no total, its margin is profit ÷ revenue."""
    if not results:
        return NotAvailable(_("There are no channels yet."))
    revenue = _sum([result.revenue for result in results])
    profit = _sum([result.gross_profit for result in results])
    cost = _sum([result.cost for result in results])
    return _result(TOTAL, revenue, quotient(profit, revenue, _(_NO_REVENUE)), profit, cost)


def average_cheque(revenue: Exact | None, orders: int | None) -> Fraction | NotAvailable:
    """Revenue per order or contract of one channel; an average over channels misleads."""
    if revenue is None or orders is None:
        return NotAvailable(_("The revenue or the number of orders is not entered."))
    return divide(revenue, orders, _("There are no orders."))


def share_of_cases(part: int | None, whole: int | None) -> Fraction | NotAvailable:
    """Share of counted cases, such as deliveries on time; a part above the whole is an error."""
    if part is None or whole is None:
        return NotAvailable(_("One of the two counts is not entered."))
    if not 0 <= part <= whole:
        return NotAvailable(
            _("{count} of {whole} is not a share; correct the counts.").format(
                count=part, whole=whole
            )
        )
    return divide(part, whole, _("There are no cases."))


def time_split(parts: Mapping[str, Exact]) -> dict[str, Fraction] | NotAvailable:
    """Share of each kind of work in a time log kept in hours or per cent, in the order given."""
    if any(fraction(part) < 0 for part in parts.values()):
        return NotAvailable(_("A line of the time log is negative; correct it."))
    whole = total(list(parts.values()))
    if whole == 0:
        return NotAvailable(_("The time log is empty."))
    return {name: fraction(part) / whole for name, part in parts.items()}


def _entered(value: Exact | None, reason: str) -> Fraction | NotAvailable:
    return NotAvailable(reason) if value is None else fraction(value)


def _sum(values: Sequence[Fraction | NotAvailable]) -> Fraction | NotAvailable:
    known: list[Fraction] = []
    for value in values:
        if isinstance(value, NotAvailable):
            return value
        known.append(value)
    return total(known)


def _result(
    name: str,
    revenue: Fraction | NotAvailable,
    margin: Fraction | NotAvailable,
    profit: Fraction | NotAvailable,
    cost: Fraction | NotAvailable,
) -> ChannelResult:
    if isinstance(profit, NotAvailable):
        contribution: Fraction | NotAvailable = profit
    else:
        contribution = cost if isinstance(cost, NotAvailable) else profit - cost
    return ChannelResult(
        name=name,
        revenue=revenue,
        gross_margin=margin,
        gross_profit=profit,
        cost=cost,
        contribution=contribution,
        return_on_cost=quotient(contribution, cost, _(_NO_COST)),
        contribution_margin=quotient(contribution, revenue, _(_NO_REVENUE)),
    )
