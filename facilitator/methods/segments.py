"""Client segments: ABC by share of revenue, XYZ by regularity, and the two crossed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    divide,
    fraction,
    mean,
    population_variance,
    root,
    sample_variance,
    total,
)
from facilitator.words.language import N_, _, ngettext

ABC_CLASSES = ("A", "B", "C")
REFERENCE_CLIENTS = {"A": Fraction(20, 100), "B": Fraction(30, 100), "C": Fraction(50, 100)}
"""Share of clients in the classic Pareto proportions."""
ABC_MINIMUM_CLIENTS = 10

NO_HISTORY = "n/a"
LOST = "lost"
MATRIX_COLUMNS = ("X", "Y", "Z", NO_HISTORY, LOST)

POLICIES = {
    "AX": N_(
        "Protect: named account manager, annual agreement, joint forecast, service levels, "
        "board contact."
    ),
    "AY": N_("Plan with the client: season calendar, early-order bonus, reserve capacity."),
    "AZ": N_(
        "Big but unpredictable: find out why (projects? are we the second supplier?); "
        "framework contract, several contacts; do not build capacity on it."
    ),
    "BX": N_("Grow: cross-sell, raise the share of wallet; a candidate for A."),
    "BY": N_("Activate: quarterly contact plan, bundles, promotion in weak months."),
    "BZ": N_("Qualify: test the potential; invest only where it is A-size."),
    "CX": N_("Simplify: standard terms, self-service or inside sales, minimum order."),
    "CY": N_("Low touch: campaigns, reminders."),
    "CZ": N_("Automate or hand over to dealers; no field visits; review prices."),
}
"""Suggested policy per cell; a session may edit it."""


class Boundary(StrEnum):
    """Where the client that crosses a limit belongs."""

    CROSS_IN = "cross-in"
    """In the upper class: the share before its tie block decides."""
    CROSS_OUT = "cross-out"
    """In the lower class: the share after its tie block decides; A may stay empty."""


@dataclass(frozen=True, slots=True)
class AbcLimits:
    """Cumulative share of revenue in per cent at which A and B end; 80/15/5 by default."""

    a: Exact = 80
    b: Exact = 95

    def __post_init__(self) -> None:
        if not 0 < fraction(self.a) < fraction(self.b) <= 100:
            raise ValueError("The limits must rise: 0 < end of A < end of B <= 100 per cent.")


@dataclass(frozen=True, slots=True)
class RankedClient:
    """One active client in order of revenue; shares are fractions of the active total."""

    client: str
    revenue: Fraction
    share: Fraction
    cumulative: Fraction
    abc: str


@dataclass(frozen=True, slots=True)
class AbcResult:
    """Ranking of the active clients; the others are set apart and count nowhere."""

    ranked: tuple[RankedClient, ...]
    revenue: Fraction
    inactive: tuple[str, ...]
    """Revenue of exactly zero."""
    credits: tuple[tuple[str, Fraction], ...]
    """Negative revenue, more returned than bought: to be looked at one by one."""
    unknown: tuple[str, ...]
    """Revenue not entered."""


def classify_abc(
    revenues: Mapping[str, Exact | None],
    limits: AbcLimits | None = None,
    boundary: Boundary = Boundary.CROSS_IN,
) -> AbcResult:
    """Rank clients by revenue of one period and give each tie block one class.

    Equal revenues are ordered by client id and never fall into different classes.
    """
    chosen = limits or AbcLimits()
    known = {client: fraction(value) for client, value in revenues.items() if value is not None}
    active = sorted(
        ((client, value) for client, value in known.items() if value > 0),
        key=lambda pair: (-pair[1], pair[0]),
    )
    whole = total([value for _unused, value in active])
    ranked: list[RankedClient] = []
    before = Fraction(0)
    for value, block in groupby(active, key=lambda pair: pair[1]):
        clients = [client for client, _unused in block]
        after = before + value * len(clients)
        letter = _abc_letter(before, after, whole, chosen, boundary)
        for client in clients:
            before += value
            ranked.append(RankedClient(client, value, value / whole, before / whole, letter))
    return AbcResult(
        ranked=tuple(ranked),
        revenue=whole,
        inactive=tuple(sorted(client for client, value in known.items() if value == 0)),
        credits=tuple(sorted((client, value) for client, value in known.items() if value < 0)),
        unknown=tuple(sorted(client for client in revenues if client not in known)),
    )


def _abc_letter(
    before: Fraction, after: Fraction, whole: Fraction, limits: AbcLimits, boundary: Boundary
) -> str:
    for letter, limit in (("A", fraction(limits.a)), ("B", fraction(limits.b))):
        inside = (
            before * 100 < limit * whole
            if boundary is Boundary.CROSS_IN
            else after * 100 <= limit * whole
        )
        if inside:
            return letter
    return "C"


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One ABC class against the reference proportions; shares are fractions."""

    abc: str
    clients: int
    client_share: Fraction
    reference: Fraction
    revenue: Fraction
    revenue_share: Fraction


def class_report(result: AbcResult) -> tuple[ClassRow, ...] | NotAvailable:
    """Clients and revenue of A, B and C; a class without clients stays in the report."""
    if not result.ranked:
        return NotAvailable(_("No client has revenue above zero in this period."))
    rows: list[ClassRow] = []
    for letter in ABC_CLASSES:
        revenues = [one.revenue for one in result.ranked if one.abc == letter]
        rows.append(
            ClassRow(
                abc=letter,
                clients=len(revenues),
                client_share=Fraction(len(revenues), len(result.ranked)),
                reference=REFERENCE_CLIENTS[letter],
                revenue=total(revenues),
                revenue_share=total(revenues) / result.revenue,
            )
        )
    return tuple(rows)


def imbalance_hints(result: AbcResult) -> tuple[str, ...]:
    """What the proportions of the base say against the classic 20/30/50 per cent of clients."""
    report = class_report(result)
    if isinstance(report, NotAvailable):
        return ()
    hints: list[str] = []
    few = len(result.ranked) < ABC_MINIMUM_CLIENTS
    if few:
        hints.append(_("Too few clients for ABC: read it as a ranking."))
    if len(result.ranked) > 1 and len({one.revenue for one in result.ranked}) == 1:
        hints.append(_("No concentration: all clients bring the same."))
    elif not few:
        share = {row.abc: row.client_share for row in report}
        if share["A"] > Fraction(35, 100):
            hints.append(_("Flat base: few small growing clients, weak inflow."))
        if share["A"] < Fraction(10, 100):
            hints.append(_("Dependence on very few clients."))
        if share["C"] > Fraction(70, 100):
            hints.append(_("A long tail of small clients costs service time."))
    return tuple(hints)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much hangs on the largest clients."""

    top1: Fraction
    top3: Fraction
    hhi: Fraction
    """Herfindahl–Hirschman index: sum of squared shares in per cent, up to 10 000."""


def concentration(result: AbcResult) -> Concentration | NotAvailable:
    """Share of the first and the first three clients, and HHI, over active clients."""
    if not result.ranked:
        return NotAvailable(_("No client has revenue above zero in this period."))
    shares = [one.share for one in result.ranked]
    return Concentration(shares[0], total(shares[:3]), total([(100 * s) ** 2 for s in shares]))


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


@dataclass(frozen=True, slots=True)
class Cell:
    """Clients of one ABC class with one regularity."""

    abc: str
    column: str
    clients: tuple[str, ...]
    """In order of revenue."""
    revenue: Fraction
    revenue_share: Fraction | NotAvailable
    policy: str | None
    """None in the columns beside the nine cells."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """ABC rows by X, Y, Z, no history and lost; clients without an ABC class stand outside."""

    cells: tuple[Cell, ...]
    outside: tuple[tuple[str, str], ...]
    """Client and XYZ column of those who brought no revenue in the ABC period."""

    def cell(self, abc: str, column: str) -> Cell:
        """Find one cell, such as A and X; raises KeyError for a name that is no cell."""
        for cell in self.cells:
            if (cell.abc, cell.column) == (abc, column):
                return cell
        raise KeyError(abc + column)

    @property
    def reserves(self) -> tuple[str, ...]:
        """A and B clients who buy irregularly: where hidden reserves are looked for."""
        return self.cell("A", "Z").clients + self.cell("B", "Z").clients


def abc_xyz_matrix(abc: AbcResult, regularity: Mapping[str, XyzResult]) -> Matrix:
    """Cross the two; an active client without a regularity counts as without history."""
    columns = {client: result.column for client, result in regularity.items()}
    cells: list[Cell] = []
    for letter in ABC_CLASSES:
        for column in MATRIX_COLUMNS:
            inside = [
                one
                for one in abc.ranked
                if one.abc == letter and columns.get(one.client, NO_HISTORY) == column
            ]
            revenue = total([one.revenue for one in inside])
            share = divide(revenue, abc.revenue, _("There is no revenue to share."))
            names = tuple(one.client for one in inside)
            policy = POLICIES.get(letter + column)
            cells.append(Cell(letter, column, names, revenue, share, policy))
    active = {one.client for one in abc.ranked}
    outside = tuple(sorted((name, col) for name, col in columns.items() if name not in active))
    return Matrix(tuple(cells), outside)
