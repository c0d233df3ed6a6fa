"""What the moderator chose for the audit: which rows, which periods, which limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, cast

from facilitator.audit.plain import from_plain, plain
from facilitator.methods.abc_classes import AbcLimits, Boundary
from facilitator.methods.xyz_classes import CLASSIC, MONTHS, QUARTERS, Period, Sigma, XyzLimits
from facilitator.words.language import _

UNITS: Mapping[str, Period] = {"month": MONTHS, "quarter": QUARTERS}
MONTHS_IN: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}


class History(StrEnum):
    """Over which periods the regularity of a customer is measured."""

    SINCE_FIRST = "since first purchase"
    """From the customer's first purchase on; earlier periods say nothing about them."""
    FULL = "full"
    """Every period of the ledger; a customer who came late counts as irregular."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows take part; an empty tuple lets all through, "" stands for rows without a value.

    `since` and `until` name whole months by any day in them.
    """

    since: date | None = None
    until: date | None = None
    channels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    salespeople: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(_("The first month of the period comes after the last one."))

    @property
    def by_column(self) -> dict[str, tuple[str, ...]]:
        """What each column may hold; an empty tuple is anything."""
        return {
            "channel": self.channels,
            "region": self.regions,
            "salesperson": self.salespeople,
            "product": self.products,
            "segment": self.segments,
        }

    @property
    def any(self) -> bool:
        """Whether some row may be left out."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class ChannelCost:
    """What is typed beside the ledger: a channel's margin (0.38 for 38 %) and its cost."""

    channel: str
    gross_margin: Decimal | Fraction | None = None
    cost: Decimal | Fraction | int | None = None


@dataclass(frozen=True, slots=True)
class Regularity:
    """How XYZ is cut. The periods' length decides the result as much as the limits do."""

    unit: str = "quarter"
    """"month" or "quarter"."""
    history: History = History.SINCE_FIRST
    limits: XyzLimits = CLASSIC
    sigma: Sigma = Sigma.POPULATION
    active: int = 1
    """Fewer periods with a purchase than this give no class."""
    deseasonalise: bool = False
    """Divide by the company's season index before the variation is taken."""

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"{self.unit!r} is no period for XYZ; take month or quarter.")
        if self.active < 1:
            raise ValueError(_("A customer with a class bought in one period at least."))

    @property
    def period(self) -> Period:
        """The period with what it asks of a history."""
        return UNITS[self.unit]


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that decides the audit apart from the rows; equal choices give equal figures."""

    filters: Filters = field(default_factory=Filters)
    window: int = 12
    """Months that ABC, growth and retention look at, and compare with as many before them."""
    abc: AbcLimits = field(default_factory=AbcLimits)
    boundary: Boundary = Boundary.CROSS_IN
    regularity: Regularity = field(default_factory=Regularity)
    include_incomplete: bool = False
    """Take the last month although it seems not to be over."""
    as_of: date | None = None
    """Today; a month that is not over on this day is incomplete."""
    costs: tuple[ChannelCost, ...] = ()
    earlier_years: tuple[tuple[int, Decimal], ...] = ()
    """Totals of years before the ledger begins, typed by hand; a filtered audit ignores them."""
    listed: int = 200
    """Rows of every list; what does not fit is counted, and added up as the rest."""

    def __post_init__(self) -> None:
        if self.window < 1:
            raise ValueError(_("The period of ABC has one month at least."))
        if self.listed < 1:
            raise ValueError(_("A list has one row at least."))

    def plain(self) -> dict[str, Any]:
        """The choices as JSON knows them."""
        return cast("dict[str, Any]", plain(self))

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> "Choices":
        """The choices that `plain` described; raises ValueError for what is no choice."""
        return from_plain(cls, values)
