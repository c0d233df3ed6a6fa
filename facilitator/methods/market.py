"""Market potential bottom-up: TAM, SAM, SOM, and how much of it is already ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from facilitator.methods.exact import Exact, NotAvailable, divide, fraction, mean, median
from facilitator.words.language import N_, _

FEW_CLIENTS_BELOW = 5


@dataclass(frozen=True, slots=True)
class MarketFactors:
    """One case of the estimate; None where the room has no figure yet.

    Raises ValueError for a negative factor or a share above 1.
    """

    companies: Exact | None
    """Companies in the territory that match the key-client profile."""
    average_revenue: Exact | None
    """Revenue per key client and year."""
    serviceable: Exact | None
    """Share we can serve by territory, product fit and capacity, 0.6 for 60 %."""
    attainable: Exact | None
    """Share of the serviceable market within the planning horizon."""

    def __post_init__(self) -> None:
        for name, value in self._named():
            if value is not None and fraction(value) < 0:
                raise ValueError(
                    _("The {factor} is negative; enter 0 or more.").format(factor=name)
                )
        for name, value in self._named()[2:]:
            if value is not None and fraction(value) > 1:
                raise ValueError(
                    _("The {factor} is above 100 %; enter a share such as 0.6.").format(factor=name)
                )

    def _named(self) -> tuple[tuple[str, Exact | None], ...]:
        return (
            (_("number of matching companies"), self.companies),
            (_("average revenue"), self.average_revenue),
            (_("serviceable share"), self.serviceable),
            (_("attainable share"), self.attainable),
        )


@dataclass(frozen=True, slots=True)
class Potential:
    """The market in companies and in money per year."""

    tam: Fraction
    serviceable_companies: Fraction
    sam: Fraction
    attainable: Fraction
    som: Fraction


def potential(factors: MarketFactors) -> Potential | NotAvailable:
    """Multiply the factors out; any missing one leaves the whole not available."""
    companies, average = factors.companies, factors.average_revenue
    serviceable, attainable = factors.serviceable, factors.attainable
    if companies is None or average is None:
        return NotAvailable(_("The number of matching companies or the average is not entered."))
    if serviceable is None or attainable is None:
        return NotAvailable(_("The serviceable or the attainable share is not entered."))
    reached = fraction(companies) * fraction(serviceable)
    sam = reached * fraction(average)
    return Potential(
        tam=fraction(companies) * fraction(average),
        serviceable_companies=reached,
        sam=sam,
        attainable=fraction(attainable),
        som=sam * fraction(attainable),
    )


@dataclass(frozen=True, slots=True)
class Position:
    """Where the company stands in its potential."""

    current_share: Fraction | NotAvailable
    """Own revenue from matching clients divided by SAM."""
    headroom: Fraction
    """SOM minus own revenue; negative when the estimate lies below today."""
    headroom_growth: Fraction | NotAvailable
    """Headroom divided by own revenue."""
    penetration: Fraction | NotAvailable
    """Own matching clients divided by serviceable companies."""
    look_alikes: int
    """Serviceable companies that are not our clients, whole ones, never below 0."""


def position(market: Potential, own_revenue: Exact, own_clients: int) -> Position:
    """Compare own revenue and clients of the last year with one case of the estimate."""
    own = fraction(own_revenue)
    headroom = market.som - own
    return Position(
        current_share=divide(own, market.sam, _("The serviceable market is zero.")),
        headroom=headroom,
        headroom_growth=divide(headroom, own, _("There is no own revenue to compare with.")),
        penetration=divide(
            own_clients, market.serviceable_companies, _("There are no serviceable companies.")
        ),
        look_alikes=max(0, floor(market.serviceable_companies) - own_clients),
    )


def market_checks(
    market: Potential, own_revenue: Exact, own_clients: int, case: str = "base"
) -> tuple[str, ...]:
    """What contradicts itself in one case, in sentences; none when all is plausible."""
    own = fraction(own_revenue)
    found: list[str] = []
    if own_clients > market.serviceable_companies:
        found.append(
            _(
                "There are more own clients than serviceable companies in the {case} case: "
                "the count or the serviceable share is too low."
            ).format(case=_(case))
        )
    if own > market.sam:
        found.append(
            _(
                "Own revenue is above the serviceable market in the {case} case: "
                "the average or the count is wrong."
            ).format(case=_(case))
        )
    if market.som < own:
        found.append(
            _("The attainable share is below the current share in the {case} case.").format(
                case=_(case)
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MarketRange:
    """Three cases of the same market: all lows, all bases, all highs multiplied out."""

    low: Potential | NotAvailable
    base: Potential | NotAvailable
    high: Potential | NotAvailable

    def checks(self, own_revenue: Exact, own_clients: int) -> tuple[str, ...]:
        """Checks of all cases that are available, low first."""
        cases = ((N_("low"), self.low), (N_("base"), self.base), (N_("high"), self.high))
        return tuple(
            sentence
            for name, case in cases
            if not isinstance(case, NotAvailable)
            for sentence in market_checks(case, own_revenue, own_clients, name)
        )


def market_range(low: MarketFactors, base: MarketFactors, high: MarketFactors) -> MarketRange:
    """Multiply three cases out; raises ValueError where a factor does not rise low–base–high."""
    names = (
        _("number of companies"),
        _("average revenue"),
        _("serviceable share"),
        _("attainable share"),
    )
    cases = [
        (case.companies, case.average_revenue, case.serviceable, case.attainable)
        for case in (low, base, high)
    ]
    for name, values in zip(names, zip(*cases, strict=True), strict=True):
        known = [fraction(value) for value in values if value is not None]
        if known != sorted(known):
            raise ValueError(
                _("The {factor} does not rise from low over base to high; correct it.").format(
                    factor=name
                )
            )
    return MarketRange(potential(low), potential(base), potential(high))


@dataclass(frozen=True, slots=True)
class AverageClient:
    """Revenue per matching client of today, with how much it can carry."""

    mean: Fraction
    median: Fraction
    clients: int

    @property
    def few(self) -> bool:
        """Whether fewer than five clients stand behind the average."""
        return self.clients < FEW_CLIENTS_BELOW


def average_client(revenues: Sequence[Exact | None]) -> AverageClient | NotAvailable:
    """Mean and median over the matching clients whose revenue is known."""
    known = [fraction(value) for value in revenues if value is not None]
    centre, middle = mean(known), median(known)
    if isinstance(centre, NotAvailable) or isinstance(middle, NotAvailable):
        return NotAvailable(_("No matching client has a known revenue."))
    return AverageClient(centre, middle, len(known))


def average_from_spend(category_spend: Exact, wallet_share: Exact) -> Fraction:
    """Average revenue from what a company spends on the category, where ours is not typical."""
    return fraction(category_spend) * fraction(wallet_share)


def market_share(own_revenue: Exact, market_revenue: Exact) -> Fraction | NotAvailable:
    """Own share; both of the same period, territory and price level."""
    return divide(own_revenue, market_revenue, _("The size of the market is zero."))


def relative_share(own_revenue: Exact, largest_competitor: Exact) -> Fraction | NotAvailable:
    """Own revenue divided by the largest competitor's."""
    return divide(own_revenue, largest_competitor, _("The competitor's revenue is zero."))
