"""What the audit of a sales ledger found: exact figures, each with the rows it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias, cast

from facilitator.audit.engine.choices import Choices, Regularity
from facilitator.audit.plain import from_plain, plain
from facilitator.methods.abc_classes import ClassRow, Concentration
from facilitator.methods.dynamics import Seasonality, Trend
from facilitator.methods.economics import ChannelResult
from facilitator.methods.exact import NotAvailable

Share: TypeAlias = Fraction | NotAvailable
"""1 for all of it; growth is 0.05 for five per cent more."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both inside."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Origin:
    """Which rows of the ledger a figure is made of, on top of the filters chosen."""

    compact: ClassVar[bool] = True
    span: Span | None = None
    """None where the rows of every day count."""
    where: tuple[tuple[str, str], ...] = ()
    """Column and value; "" stands for rows without a value."""
    abc: str = ""
    """Customers of this class only."""
    column: str = ""
    """Customers of this regularity only: X, Y, Z, n/a or lost."""
    group: str = ""
    """Customers of one group of `Movement` only: new, returned, lost or kept."""
    returns: bool = False
    """Rows with an amount below zero only."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the ledger holds under the filters, and which months are compared."""

    lines: int
    total: Fraction
    """The control total: the sum of all rows that take part."""
    first_day: date
    last_day: date
    return_lines: int
    returns: Fraction
    anonymous_lines: int
    """Rows without a customer; they count in the dynamics and nowhere among customers."""
    anonymous: Fraction
    customers: int
    empty_months: tuple[date, ...]
    incomplete: tuple[date, ...]
    """First or last months that seem not to be whole, by their first day."""
    window: Span
    """The months of ABC, shares and growth."""
    before: Span | None
    """As many months before them; None where the ledger does not reach that far back."""
    notes: tuple[str, ...]
    origin: Origin = field(default_factory=Origin)
    """All rows that take part; of the returns and of the rows without a customer below."""
    returns_origin: Origin = field(default_factory=Origin)
    anonymous_origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One month, quarter or year."""

    label: str
    revenue: Fraction
    complete: bool
    growth: Share
    """Against the period just before."""
    year_growth: Share
    """Against the same period a year before."""
    moving: Share
    """Total of this and the eleven months before; not available for quarters and years."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class DeclineRow:
    """A fall against last year that needs a cause."""

    label: str
    change: Fraction
    origin: Origin


@dataclass(frozen=True, slots=True)
class Dynamics:
    """Sales of the company or of one channel over time."""

    name: str
    months: tuple[PeriodRow, ...]
    quarters: tuple[PeriodRow, ...]
    years: tuple[PeriodRow, ...]
    to_date: Share
    """Whole months of a year that is not over, against the same months a year before."""
    cagr: Decimal | NotAvailable
    trend: Trend | NotAvailable
    season: Seasonality | NotAvailable
    declines: tuple[DeclineRow, ...]
    origin: Origin = field(default_factory=Origin)
    """The whole series: what CAGR, trend and season were computed from."""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer in the window of ABC."""

    customer: str
    place: int
    """Place by revenue, from 1; 0 for one without revenue above zero in the window."""
    abc: str
    column: str
    revenue: Fraction
    share: Share
    cumulative: Share
    before: Fraction | NotAvailable
    growth: Share
    cv: Decimal | NotAvailable
    periods: int
    """Length of the history XYZ looked at."""
    active: int
    """Periods of it with a purchase."""
    indicative: bool
    has_returns: bool
    first: date | None
    """First month with a purchase."""
    last: date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class CustomerList:
    """The first of some customers, and how many there are and what they bring altogether."""

    rows: tuple[CustomerRow, ...]
    count: int
    revenue: Fraction


@dataclass(frozen=True, slots=True)
class Abc:
    """Ranking by revenue in the window."""

    ranked: CustomerList
    classes: tuple[ClassRow, ...]
    pareto: tuple[tuple[Fraction, Fraction], ...]
    """Share of customers, share of revenue they bring; up to a hundred points."""
    hints: tuple[str, ...]
    credits: CustomerList
    """More returned than bought in the window."""
    inactive: int
    """Customers without revenue in the window."""
    concentration: Concentration
    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin])
    """Which rows each class is made of; "" for all customers with revenue in the window."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to cut XYZ that separates the customers of this ledger."""

    regularity: Regularity
    counts: Mapping[str, int]
    sentence: str


@dataclass(frozen=True, slots=True)
class Xyz:
    """Regularity of purchases and what the choice of periods and limits did to it."""

    counts: Mapping[str, int]
    """Customers per column: X, Y, Z, n/a, lost."""
    periods: int
    """Whole periods of the ledger."""
    quantiles: tuple[tuple[int, Decimal], ...]
    """Per cent of the customers with a class, and the CV they do not exceed."""
    indicative: int
    with_returns: int
    sentence: str
    proposal: Proposal | NotAvailable
    deseasonalised: bool = False
    """Whether the company's season was taken out before the variation was measured."""
    plain_counts: Mapping[str, int] | None = None
    """The same counts with the season left in, where it was taken out."""
    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin])
    """Which rows the customers of each column brought."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Customers of one ABC class with one regularity."""

    abc: str
    column: str
    customers: int
    revenue: Fraction
    share: Share
    names: tuple[str, ...]
    """The largest of them."""
    policy: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Matrix:
    """The nine cells, with no history and lost beside them."""

    cells: tuple[MatrixCell, ...]
    outside: Mapping[str, int]
    """Customers per column who brought nothing in the window."""

    def cell(self, abc: str, column: str) -> MatrixCell:
        """Find one cell; raises KeyError for a name that is no cell."""
        for cell in self.cells:
            if (cell.abc, cell.column) == (abc, column):
                return cell
        raise KeyError(abc + column)


@dataclass(frozen=True, slots=True)
class Group:
    """Customers of one kind in a movement: kept, new, returned or lost."""

    name: str
    customers: int
    revenue: Fraction
    """What they brought in the window."""
    before: Fraction
    """What they had brought in the months before."""
    names: tuple[str, ...]
    """The largest of them; the lost ones by what they had brought."""
    origin: Origin
    """Their rows in the window; those of the months before for the lost ones."""


@dataclass(frozen=True, slots=True)
class Movement:
    """Customers of the window against those of the months before, for all or for one channel."""

    name: str
    start: int
    new: int
    """Bought for the first time."""
    returned: int
    """Had bought earlier, though not in the months before."""
    lost: int
    end: int
    crr: Share
    churn: Share
    nrr: Share
    grr: Share
    new_revenue: Fraction
    returned_revenue: Fraction
    lost_revenue: Fraction
    """What the lost ones had brought in the months before."""
    groups: tuple[Group, ...] = ()

    def group(self, name: str) -> Group | None:
        """Find one group; None for a name that is no group."""
        return next((group for group in self.groups if group.name == name), None)


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Customers who bought in a period, came for the first time, came back, were given up."""

    label: str
    active: int
    new: int
    returned: int
    lost: int
    """Silent since as many periods as XYZ waits for, counted in the last of these."""
    origin: Origin = field(default_factory=Origin)
    """The sales of the period."""


@dataclass(frozen=True, slots=True)
class Cheque:
    """Revenue per order."""

    counted: str
    """What was counted as an order."""
    total: Share
    months: tuple[tuple[date, Share], ...]
    origin: Origin = field(default_factory=Origin)
    """The rows of the window."""
    origins: tuple[Origin, ...] = ()
    """Those of each month."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One channel, product, salesperson, region or segment in the window."""

    value: str
    """Empty for rows that name none."""
    revenue: Fraction
    share: Share
    before: Fraction | NotAvailable
    growth: Share
    lines: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """What the ledger and the typed costs say of one channel in the window."""

    figures: ValueRow
    customers: int
    orders: int
    cheque: Share
    economics: ChannelResult
    movement: Movement | NotAvailable


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Revenue by the values of one dimension, the largest first."""

    dimension: str
    rows: tuple[ValueRow, ...]
    count: int
    rest: Fraction
    """Revenue of the values that are not listed."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything the room looks at; what cannot be told says why."""

    choices: Choices
    coverage: Coverage
    total: Dynamics
    dynamics: tuple[Dynamics, ...]
    """By channel, the largest first."""
    abc: Abc | NotAvailable
    xyz: Xyz | NotAvailable
    matrix: Matrix | NotAvailable
    irregular: CustomerList | NotAvailable
    """A and B customers that buy irregularly."""
    movement: Movement | NotAvailable
    flows: tuple[FlowRow, ...]
    stopped: CustomerList | NotAvailable
    """Who stopped buying, by what they had brought in the months before."""
    channels: tuple[ChannelRow, ...]
    channel_total: ChannelResult | NotAvailable
    cheque: Cheque
    breakdowns: tuple[Breakdown, ...]
    """Products, salespeople, regions, segments, where the ledger names them."""

    def plain(self) -> dict[str, Any]:
        """The audit as JSON knows it; numbers are text and exact."""
        return cast("dict[str, Any]", plain(self))

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> "Audit":
        """The audit that `plain` described; raises ValueError naming what is not right."""
        return from_plain(cls, values)
