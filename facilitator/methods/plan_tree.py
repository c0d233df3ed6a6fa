"""From the plan of a year to quarters and months, and back: parts that add up exactly.

Source: methods 2.5 (season), worked example 5.16 and 5.20. A part gets the mean of its shares in
the years given; leftover units go to the largest remainders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    fraction,
    largest_remainder,
    plain,
    total,
)
from facilitator.methods.periods import MONTHS_IN_QUARTER, MONTHS_IN_YEAR
from facilitator.words.language import _

Year: TypeAlias = Sequence[Exact | None]
"""Values of the parts of one year in order, such as 12 months; None where there is none."""

QUARTERS = 4
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Shares:
    """Mean share of every part; the shares add up to 1."""

    parts: tuple[Fraction, ...]
    years: int
    """Years behind the mean; one alone may be an odd one."""
    left_out: int
    """Years with a gap or without sales."""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year split into quarters and every quarter into months, each exactly."""

    quarters: tuple[Fraction, ...]
    months: tuple[Fraction, ...]
    years: int

    def quarter_months(self, quarter: int) -> tuple[Fraction, ...]:
        """Months of a quarter from 1 to 4."""
        return self.months[(quarter - 1) * MONTHS_IN_QUARTER : quarter * MONTHS_IN_QUARTER]


def shares(years: Sequence[Year]) -> Shares | NotAvailable:
    """Mean over the years of each part's share in its year.

    A year with a gap, without positive sales or with a negative part has no shares and is left
    out. Raises ValueError for years of different lengths.
    """
    if len({len(year) for year in years}) > 1:
        raise ValueError("the years have different numbers of parts")
    found: list[list[Fraction]] = []
    for year in years:
        values = [fraction(value) for value in year if value is not None]
        whole = total(values)
        if len(values) == len(year) and whole > 0 and min(values) >= 0:
            found.append([value / whole for value in values])
    if not found:
        return NotAvailable(_("There is no full year with sales that says how to split the plan."))
    parts = tuple(total(column) / len(found) for column in zip(*found, strict=True))
    return Shares(parts, len(found), len(years) - len(found))


def split(amount: Exact, weights: Sequence[Exact]) -> tuple[Fraction, ...] | NotAvailable:
    """Split an amount in proportion to the weights, in units of its own last decimal.

    1,207 is split into whole parts, 1,207.5 into tenths; they add up to the amount exactly.
    Raises ValueError for a negative weight or more than six decimals.
    """
    exact = fraction(amount)
    for places in range(_MOST_DECIMALS + 1):
        units = exact * 10**places
        if units.denominator == 1:
            parts = largest_remainder(units.numerator, weights)
            if isinstance(parts, NotAvailable):
                return parts
            return tuple(Fraction(part, 10**places) for part in parts)
    raise ValueError(
        _("The amount has more than {count} decimals; round it.").format(count=_MOST_DECIMALS)
    )


def quarter_plan(target: Exact, years: Sequence[Year]) -> tuple[Fraction, ...] | NotAvailable:
    """Split a year by the mean of its quarter shares; `years` hold 12 months each."""
    found = shares([_quarter_totals(year) for year in years])
    return found if isinstance(found, NotAvailable) else split(target, found.parts)


def month_plan(
    target: Exact, quarter: int, years: Sequence[Year]
) -> tuple[Fraction, ...] | NotAvailable:
    """Split a quarter from 1 to 4 by the mean of its month shares; `years` hold 12 months each.

    Nothing planned needs no shares: a quarter of 0 has months of 0.
    """
    if not 1 <= quarter <= QUARTERS:
        raise ValueError("a quarter is a number from 1 to 4")
    if fraction(target) == 0:
        return (Fraction(0),) * MONTHS_IN_QUARTER
    first = (quarter - 1) * MONTHS_IN_QUARTER
    found = shares([year[first : first + MONTHS_IN_QUARTER] for year in _checked(years)])
    return found if isinstance(found, NotAvailable) else split(target, found.parts)


def year_plan(target: Exact, years: Sequence[Year]) -> YearPlan | NotAvailable:
    """Split a year into quarters, then every quarter into months."""
    quarters = quarter_plan(target, years)
    if isinstance(quarters, NotAvailable):
        return quarters
    months: list[Fraction] = []
    for number, amount in enumerate(quarters, 1):
        parts = month_plan(amount, number, years)
        if isinstance(parts, NotAvailable):
            return parts
        months.extend(parts)
    basis = shares([_quarter_totals(year) for year in years])
    return YearPlan(quarters, tuple(months), 0 if isinstance(basis, NotAvailable) else basis.years)


def _checked(years: Sequence[Year]) -> Sequence[Year]:
    if any(len(year) != MONTHS_IN_YEAR for year in years):
        raise ValueError("a year has twelve months")
    return years


def _quarter_totals(year: Year) -> list[Fraction | None]:
    (months,) = _checked([year])
    totals: list[Fraction | None] = []
    for at in range(0, MONTHS_IN_YEAR, MONTHS_IN_QUARTER):
        values = [value for value in months[at : at + MONTHS_IN_QUARTER] if value is not None]
        totals.append(total(values) if len(values) == MONTHS_IN_QUARTER else None)
    return totals


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """Parts of a plan against the whole they belong to."""

    whole: Fraction | None
    parts: Fraction
    """Sum of the parts that are entered."""
    missing: tuple[str, ...]
    """Parts without a figure: the sum may still grow."""

    @property
    def gap(self) -> Fraction | None:
        """Whole − parts: what the parts leave uncovered; negative where they are above it."""
        return None if self.whole is None else self.whole - self.parts

    @property
    def exact(self) -> bool:
        """Whether all parts are known and add up to the whole."""
        return self.gap == 0 and not self.missing

    @property
    def covered(self) -> bool:
        """Whether the parts reach the whole, even if some are still blank."""
        return self.gap is not None and self.gap <= 0

    @property
    def sentence(self) -> str:
        """The state in one sentence, the gap named."""
        if self.whole is None:
            return _("The whole is not entered; its parts add up to {amount}.").format(
                amount=plain(self.parts, 2)
            )
        gap = self.whole - self.parts
        if gap == 0:
            said = _("The parts add up to {amount}.")
        elif gap > 0:
            said = _("The parts add up to {amount}, {gap} below {whole}.")
        else:
            said = _("The parts add up to {amount}, {gap} above {whole}.")
        sentence = said.format(
            amount=plain(self.parts, 2), gap=plain(abs(gap), 2), whole=plain(self.whole, 2)
        )
        if not self.missing:
            return sentence
        blank = _("Still blank: {names}.").format(names=", ".join(self.missing))
        return f"{sentence} {blank}"


def check_parts(
    parts: Mapping[str, Exact | None], whole: Exact | None
) -> PartsCheck | NotAvailable:
    """Compare the sum of named parts with their whole (coverage row 124, agenda 3.3 step 4)."""
    values = [fraction(value) for value in parts.values() if value is not None]
    if not values:
        return NotAvailable(_("No part is entered yet."))
    return PartsCheck(
        whole=None if whole is None else fraction(whole),
        parts=total(values),
        missing=tuple(name for name, value in parts.items() if value is None),
    )
