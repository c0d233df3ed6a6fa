"""Pay that follows from a personal plan: base, rate by achievement, cap.

Source: worked example 5.20; coverage rows 156, 157 and 159.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from facilitator.methods.exact import Exact, Figure, NotAvailable, entered, fraction, known
from facilitator.words.language import N_, _

SHOWN_AT = (Fraction(80, 100), Fraction(1), Fraction(120, 100))
"""Achievements a pay table shows: 80, 100 and 120 %."""

_NO_PLAN = N_("The plan of paid revenue is missing or zero, so there is no achievement.")


@dataclass(frozen=True, slots=True)
class Band:
    """Rate paid on all paid revenue from an achievement on; both are shares, 0.8 for 80 %."""

    start: Exact
    rate: Exact


@dataclass(frozen=True, slots=True)
class PayRule:
    """Pay of a month: base + rate of the band reached × paid revenue, at most `cap`.

    The first band starts at 0, the others rise; an achievement on the start of a band is in it.
    Raises ValueError for bands out of order, a rate outside 0…1, a negative base, or a cap below
    the base.
    """

    base: Exact
    bands: tuple[Band, ...]
    cap: Exact | None = None
    """Most that is paid, base included; None without a limit."""

    def __post_init__(self) -> None:
        if fraction(self.base) < 0:
            raise ValueError(_("The base pay is negative; enter 0 or more."))
        starts = [fraction(band.start) for band in self.bands]
        if not starts or starts[0] != 0:
            raise ValueError(_("The first pay band must start at 0 %."))
        if any(later <= earlier for earlier, later in pairwise(starts)):
            raise ValueError(_("Each pay band must start above the one before."))
        if any(not 0 <= fraction(band.rate) <= 1 for band in self.bands):
            raise ValueError(_("A pay rate lies outside 0 to 100 %; correct it."))
        if self.cap is not None and fraction(self.cap) < fraction(self.base):
            raise ValueError(_("The cap is below the base pay; raise it or leave it out."))

    def rate_at(self, achievement: Exact) -> Fraction:
        """Rate of the highest band that starts at or below the achievement, else of the first."""
        reached = [band for band in self.bands if fraction(band.start) <= fraction(achievement)]
        return fraction((reached or self.bands)[-1 if reached else 0].rate)


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay at one amount of paid revenue, in the same money."""

    paid: Fraction
    achievement: Fraction
    """Paid revenue ÷ plan."""
    rate: Fraction
    amount: Fraction
    capped: bool


def pay(rule: PayRule, paid: Exact | None, plan: Exact | None) -> Pay | NotAvailable:
    """Pay for paid revenue against a plan; not available without a plan above zero.

    Raises ValueError for negative paid revenue.
    """
    both = known(entered(paid, _("The paid revenue is not entered.")), entered(plan, _(_NO_PLAN)))
    if isinstance(both, NotAvailable):
        return both
    revenue, target = both
    if revenue < 0:
        raise ValueError(_("The paid revenue is negative; enter 0 or more."))
    if target <= 0:
        return NotAvailable(_(_NO_PLAN))
    rate = rule.rate_at(revenue / target)
    amount = fraction(rule.base) + rate * revenue
    capped = rule.cap is not None and amount > fraction(rule.cap)
    if rule.cap is not None and capped:
        amount = fraction(rule.cap)
    return Pay(revenue, revenue / target, rate, amount, capped)


def pay_table(
    rule: PayRule, plan: Exact | None, achievements: Sequence[Exact] = SHOWN_AT
) -> tuple[Pay, ...] | NotAvailable:
    """Pay at several achievements of the plan, such as 80, 100 and 120 %."""
    rows: list[Pay] = []
    for share in achievements:
        row = pay(rule, None if plan is None else fraction(plan) * fraction(share), plan)
        if isinstance(row, NotAvailable):
            return NotAvailable(_(_NO_PLAN))
        rows.append(row)
    return tuple(rows)


def contract_value(rule: PayRule, average_contract: Exact | None, achievement: Exact = 1) -> Figure:
    """What one average contract pays at an achievement of the plan: average × rate."""
    average = entered(average_contract, _("The average contract is not known."))
    return average if isinstance(average, NotAvailable) else average * rule.rate_at(achievement)


def pay_warning(rule: PayRule | None) -> str | None:
    """Sentence for a plan that changes nothing in the pay, else None."""
    if rule is None:
        return _("The plan has no pay effect; agree what each result pays.")
    if all(fraction(band.rate) == 0 for band in rule.bands):
        return _("The plan has no pay effect: only the base is paid.")
    return None
