"""XYZ: clients by how regularly they buy, of equal periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    fraction,
    mean,
    population_variance,
    root,
    sample_variance,
)
from facilitator.words.language import _, ngettext

NO_HISTORY = "n/a"

LOST = "lost"


@dataclass(frozen=True, slots=True)
class XyzLimits:
    """Largest coefficient of variation of X and of Y, in per cent, both inclusive."""

    x: Exact
    y: Exact

    def __post_init__(self) -> None:
        if not 0 <= fraction(self.x) < fraction(self.y):
            raise ValueError("The limits must rise: 0 <= end of X < end of Y per cent.")


CLASSIC = XyzLimits(10, 25)

MEDIUM = XyzLimits(20, 50)

SUPPLY_CHAIN = XyzLimits(50, 100)


class Sigma(StrEnum):
    """Divide the squares by n (population) or by n − 1 (sample)."""

    POPULATION = "population"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Period:
    """Length of a period and what it asks of a history; state it beside every result."""

    name: str
    reliable: int
    """Fewer periods than this make a class indicative."""
    lost_after: int
    """Closing periods without a purchase that make a client lost."""
    minimum: int = 6


MONTHS = Period("month", reliable=12, lost_after=6)

QUARTERS = Period("quarter", reliable=8, lost_after=4)


@dataclass(frozen=True, slots=True)
class XyzResult:
    """Regularity of one client over the history that counts."""

    column: str
    """X, Y, Z, or one of NO_HISTORY and LOST."""
    cv: Decimal | NotAvailable
    """Coefficient of variation, 0.1 for 10 %; for display, classes compare exact squares."""
    periods: int
    """Length of the history after the cut."""
    indicative: bool = False
    has_returns: bool = False


def variation_squared(
    values: Sequence[Exact], sigma: Sigma = Sigma.POPULATION
) -> Fraction | NotAvailable:
    """Square of the coefficient of variation, exact; the mean must be above zero."""
    middle = mean(values)
    spread = population_variance(values) if sigma is Sigma.POPULATION else sample_variance(values)
    if isinstance(middle, NotAvailable):
        return middle
    if middle <= 0:
        return NotAvailable(_("The average purchase is zero or negative."))
    return spread if isinstance(spread, NotAvailable) else spread / middle**2


def lost_since(period: Period) -> str:
    """Why a client is lost: how long nothing was bought."""
    said = (
        ngettext(
            "No purchase in the last {count} months or more.",
            "No purchase in the last {count} months or more.",
            period.lost_after,
        )
        if period.name == "month"
        else ngettext(
            "No purchase in the last {count} quarters or more.",
            "No purchase in the last {count} quarters or more.",
            period.lost_after,
        )
    )
    return said.format(count=period.lost_after)


def classify_xyz(
    series: Sequence[Exact | None],
    limits: XyzLimits = CLASSIC,
    sigma: Sigma = Sigma.POPULATION,
    period: Period = QUARTERS,
    client_since: int | None = None,
) -> XyzResult:
    """Class of one client's purchases per equal period, oldest first.

    History starts with the first purchase or at position `client_since`, whichever is earlier.
    A blank inside it is not taken for zero: the client has no class until it is filled in.
    """
    bought = [at for at, value in enumerate(series) if value is not None and value != 0]
    if not bought:
        return _no_class(0, _("The client bought nothing in these periods."))
    start = bought[0] if client_since is None else min(bought[0], max(client_since, 0))
    history = [fraction(value) for value in series[start:] if value is not None]
    length = len(series) - start
    if len(history) < length:
        return _no_class(length, _("A period is blank; enter 0 if nothing was bought in it."))
    if len(series) - 1 - bought[-1] >= period.lost_after:
        lost = NotAvailable(lost_since(period))
        return XyzResult(LOST, lost, length)
    if length < period.minimum:
        return _no_class(
            length,
            _("Not enough history: fewer than {count} periods.").format(count=period.minimum),
        )
    squared = variation_squared(history, sigma)
    if isinstance(squared, NotAvailable):
        return _no_class(length, squared.reason)
    return XyzResult(
        column=_xyz_letter(squared, limits),
        cv=root(squared),
        periods=length,
        indicative=length < period.reliable,
        has_returns=min(history) < 0,
    )


def deseasonalise(
    series: Sequence[Exact | None], indices: Sequence[Exact]
) -> tuple[Fraction | None, ...] | NotAvailable:
    """Divide each value by the company's season index; the series starts with a year."""
    if not indices or any(fraction(index) <= 0 for index in indices):
        return NotAvailable(_("A season index is missing or zero, the season cannot be taken out."))
    return tuple(
        None if value is None else fraction(value) / fraction(indices[at % len(indices)])
        for at, value in enumerate(series)
    )


def _no_class(periods: int, reason: str) -> XyzResult:
    return XyzResult(NO_HISTORY, NotAvailable(reason), periods)


def _xyz_letter(squared: Fraction, limits: XyzLimits) -> str:
    if squared * 10_000 <= fraction(limits.x) ** 2:
        return "X"
    return "Y" if squared * 10_000 <= fraction(limits.y) ** 2 else "Z"
