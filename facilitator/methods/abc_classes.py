"""ABC: clients by share of revenue, what their proportions say, how much hangs on the largest."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    fraction,
    total,
)
from facilitator.words.language import _

ABC_CLASSES = ("A", "B", "C")

REFERENCE_CLIENTS = {"A": Fraction(20, 100), "B": Fraction(30, 100), "C": Fraction(50, 100)}
"""Share of clients in the classic Pareto proportions."""

ABC_MINIMUM_CLIENTS = 10


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
    alike = len({one.revenue for one in result.ranked}) == 1
    return proportion_hints(
        len(result.ranked), {row.abc: row.client_share for row in report}, alike=alike
    )


def proportion_hints(
    clients: int, shares: Mapping[str, Fraction], *, alike: bool
) -> tuple[str, ...]:
    """What the share of the clients in each class says; `alike` when all bring the same."""
    hints: list[str] = []
    if clients < ABC_MINIMUM_CLIENTS:
        hints.append(_("Too few clients for ABC: read it as a ranking."))
    if clients > 1 and alike:
        hints.append(_("No concentration: all clients bring the same."))
    elif clients >= ABC_MINIMUM_CLIENTS:
        if shares["A"] > Fraction(35, 100):
            hints.append(_("Flat base: few small growing clients, weak inflow."))
        if shares["A"] < Fraction(10, 100):
            hints.append(_("Dependence on very few clients."))
        if shares["C"] > Fraction(70, 100):
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
