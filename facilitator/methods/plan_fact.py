"""Plan against fact: variance of a line and of a table.

Source: methods 2.16 (variance = fact − plan, per cent of plan).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.methods.exact import (
    Exact,
    Figure,
    NotAvailable,
    complete_total,
    entered,
    fraction,
    known,
)
from facilitator.words.language import N_, _


@dataclass(frozen=True, slots=True)
class Line:
    """What was planned and what came of it; None where nobody entered the figure."""

    name: str
    plan: Exact | None
    fact: Exact | None


@dataclass(frozen=True, slots=True)
class Variance:
    """Fact against plan of one line, in the unit entered."""

    name: str
    plan: Figure
    fact: Figure

    @property
    def difference(self) -> Figure:
        """Fact − plan; positive where more came, or was spent, than planned."""
        both = known(self.plan, self.fact)
        return both if isinstance(both, NotAvailable) else both[1] - both[0]

    @property
    def of_plan(self) -> Figure:
        """Fact ÷ plan, 0.971 for 97.1 %; the plan must be above zero."""
        both = known(self.plan, self.fact)
        if isinstance(both, NotAvailable):
            return both
        if both[0] <= 0:
            return NotAvailable(_("The plan is zero or negative, so there is no percentage of it."))
        return both[1] / both[0]

    @property
    def deviation(self) -> Figure:
        """Difference ÷ plan, −0.029 for 2.9 % below it."""
        share = self.of_plan
        return share if isinstance(share, NotAvailable) else share - 1


def variance(line: Line) -> Variance:
    """Compare one line; a blank plan or fact leaves its figures not available, never zero."""
    return Variance(
        line.name,
        entered(line.plan, _("The plan of {name} is not entered.").format(name=line.name)),
        entered(line.fact, _("The fact of {name} is not entered.").format(name=line.name)),
    )


def variance_total(lines: Sequence[Line], name: str = N_("Total")) -> Variance:
    """Add lines up and compare; a line without plan or fact leaves that column without a total."""
    found = [variance(line) for line in lines]
    if not found:
        nothing = NotAvailable(_("There are no lines yet."))
        return Variance(name, nothing, nothing)
    return Variance(
        name,
        complete_total([one.plan for one in found], ""),
        complete_total([one.fact for one in found], ""),
    )


def remaining(line: Line) -> Figure:
    """What is still to come: plan − fact, never below zero; a blank fact counts as not known."""
    difference = variance(line).difference
    if isinstance(difference, NotAvailable):
        return difference
    return max(fraction(0), -difference)
