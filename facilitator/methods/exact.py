"""Exact arithmetic shared by the methods: Fractions inside, rounding only for display."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import TypeAlias, TypeVar

from facilitator.words.language import _
from facilitator.words.number import with_marks

T = TypeVar("T")

Exact: TypeAlias = int | Fraction | Decimal
"""A number without rounding error; a float is never one."""

_ROOT_DIGITS = 28
_ROOT_CONTEXT = Context(prec=_ROOT_DIGITS, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """A figure that cannot be computed, with the reason in one plain sentence.

    It takes the place of a number, so that neither zero nor NaN reaches the screen.
    """

    reason: str


Figure: TypeAlias = Fraction | NotAvailable
"""A computed number, or the reason why there is none."""


def fraction(value: Exact) -> Fraction:
    """Turn an exact number into a Fraction without loss.

    Raises TypeError for a float: its error would already be inside.
    """
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; pass int, Decimal or Fraction")
    return Fraction(value)


def total(values: Sequence[Exact]) -> Fraction:
    """Add the values exactly; an empty sequence adds up to 0."""
    return sum((fraction(value) for value in values), Fraction(0))


def divide(part: Exact, whole: Exact, reason: str = "") -> Fraction | NotAvailable:
    """Divide exactly, or give `reason` when `whole` is zero."""
    divisor = fraction(whole)
    if divisor == 0:
        return NotAvailable(reason or _("The divisor is zero."))
    return fraction(part) / divisor


def entered(value: Exact | NotAvailable | None, reason: str) -> Figure:
    """Take a number that may be blank; a blank gives `reason`, never zero."""
    if value is None:
        return NotAvailable(reason)
    return value if isinstance(value, NotAvailable) else fraction(value)


def quotient(part: Figure, whole: Figure, reason: str) -> Figure:
    """Divide two figures; the first one that is missing says why, `reason` stands for a zero."""
    if isinstance(part, NotAvailable):
        return part
    return whole if isinstance(whole, NotAvailable) else divide(part, whole, reason)


def or_none(value: T | NotAvailable) -> T | None:
    """The value, None where it is not available."""
    return None if isinstance(value, NotAvailable) else value


def known(*figures: Figure) -> tuple[Fraction, ...] | NotAvailable:
    """Numbers of figures that are needed together, or the reason of the first missing one."""
    found: list[Fraction] = []
    for figure in figures:
        if isinstance(figure, NotAvailable):
            return figure
        found.append(figure)
    return tuple(found)


def complete_total(values: Sequence[Exact | NotAvailable | None], reason: str) -> Figure:
    """Add values up only when none is missing: a blank gives `reason`, not a smaller total."""
    found = known(*(entered(value, reason) for value in values))
    return found if isinstance(found, NotAvailable) else total(found)


def mean(values: Sequence[Exact]) -> Fraction | NotAvailable:
    """Average the given values; drop missing ones before, they are not zero."""
    return divide(total(values), len(values), _("There are no values to average."))


def median(values: Sequence[Exact]) -> Fraction | NotAvailable:
    """Give the middle value, or the mean of the two middle ones."""
    if not values:
        return NotAvailable(_("There are no values to take the median of."))
    ordered = sorted(fraction(value) for value in values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def population_variance(values: Sequence[Exact]) -> Fraction | NotAvailable:
    """Average squared distance from the mean (divided by n), exact."""
    return _variance(values, 0)


def sample_variance(values: Sequence[Exact]) -> Fraction | NotAvailable:
    """Squared distance from the mean divided by n - 1, exact; needs two values."""
    return _variance(values, 1)


def _variance(values: Sequence[Exact], lost: int) -> Fraction | NotAvailable:
    centre = mean(values)
    if isinstance(centre, NotAvailable):
        return centre
    squares = total([(fraction(value) - centre) ** 2 for value in values])
    return divide(squares, len(values) - lost, _("One value alone has no sample deviation."))


def root(value: Exact) -> Decimal:
    """Square root to 28 significant digits.

    Compare squares as Fractions where a boundary matters; this is for display and reports.
    Raises ValueError for a negative value.
    """
    exact = fraction(value)
    if exact < 0:
        raise ValueError(f"{exact} is negative and has no square root")
    wide = Context(prec=2 * _ROOT_DIGITS)
    quotient = wide.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return _ROOT_CONTEXT.sqrt(quotient)


def population_sigma(values: Sequence[Exact]) -> Decimal | NotAvailable:
    """Population standard deviation (divided by n)."""
    variance = population_variance(values)
    return variance if isinstance(variance, NotAvailable) else root(variance)


def sample_sigma(values: Sequence[Exact]) -> Decimal | NotAvailable:
    """Sample standard deviation (divided by n - 1)."""
    variance = sample_variance(values)
    return variance if isinstance(variance, NotAvailable) else root(variance)


def half_up(value: Exact, places: int = 1) -> Decimal:
    """Round for display: halves away from zero, never a negative zero.

    Raises ValueError for a negative number of places.
    """
    if places < 0:
        raise ValueError("places cannot be negative")
    exact = fraction(value)
    scaled = abs(exact) * 10**places + Fraction(1, 2)
    digits = scaled.numerator // scaled.denominator
    sign = 1 if exact < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))


def plain(value: Exact, places: int = 1) -> str:
    """Write a number inside a sentence: 1,207 or 97.5, without zeros at the end."""
    shown = f"{half_up(value, places):,}"
    return with_marks(shown.rstrip("0").rstrip(".") if "." in shown else shown)


def percent(share: Exact, places: int = 1) -> str:
    """Write a share inside a sentence: 0.975 is 97.5 %."""
    return f"{plain(fraction(share) * 100, places)} %"


def largest_remainder(amount: int, weights: Sequence[Exact]) -> tuple[int, ...] | NotAvailable:
    """Split a whole amount into whole parts in proportion to the weights.

    The parts add up to the amount exactly; leftover units go to the largest remainders, equal
    remainders to the earlier part. Raises ValueError for a negative weight.
    """
    parts = [fraction(weight) for weight in weights]
    if any(part < 0 for part in parts):
        raise ValueError("a weight cannot be negative")
    whole = total(parts)
    if whole == 0:
        return NotAvailable(_("All weights are zero, nothing says how to split the amount."))
    sign = -1 if amount < 0 else 1
    ideal = [abs(amount) * part / whole for part in parts]
    floors = [share.numerator // share.denominator for share in ideal]
    left = abs(amount) - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - ideal[at], at))
    for at in order[:left]:
        floors[at] += 1
    return tuple(sign * part for part in floors)
