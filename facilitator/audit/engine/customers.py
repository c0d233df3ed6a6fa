"""Customers in SQL: their windows, their history by period, their rank and class.

Works on the cube of customers in DuckDB; single rows of the ledger are not touched.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Double,
    FromClause,
    Integer,
    Numeric,
    case,
    cast,
    false,
    func,
    literal_column,
    select,
)

from facilitator.audit.engine.choices import MONTHS_IN, Choices, History, Regularity
from facilitator.audit.engine.ledger import among, inlined
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.engine.span import Timeline
from facilitator.methods.abc_classes import Boundary
from facilitator.methods.xyz_classes import LOST, NO_HISTORY, Sigma

NEVER = -1
"""Month or period of something that did not happen."""
_FAR = 9_999_999
_UNITS = 10_000
"""Smallest amounts in one unit of money: the ledger keeps four places."""
MOST_PERIODS = 62
"""Periods a number of 64 bits can hold a bit for."""
DOUBT = 1e-9
"""Nearer to a limit than this, relative to 1 + limit², a double does not decide."""


def windows(cube: FromClause, choices: Choices, time: Timeline) -> AnySelect:
    """Customer × channel: revenue of the window and of the months before, first and last month."""
    month, revenue = cube.c.month, cube.c.revenue
    prior = time.prior or (NEVER, NEVER)
    chosen = select(cube.c.customer, cube.c.channel, month, revenue).where(
        month.between(time.first, time.last), *_channels(cube, choices)
    )
    inside = chosen.subquery("inside")
    month, revenue = inside.c.month, inside.c.revenue
    bought = revenue > 0
    return select(
        inside.c.customer,
        inside.c.channel,
        func.sum(case((month.between(*time.this), revenue), else_=0)).label("this"),
        func.sum(case((month.between(*prior), revenue), else_=0)).label("prior"),
        func.min(case((bought, month), else_=_FAR)).label("first_month"),
        func.max(case((bought, month), else_=NEVER)).label("last_month"),
    ).group_by(inside.c.customer, inside.c.channel)


def buyers(windows: FromClause) -> AnySelect:
    """The same per customer."""
    return select(
        windows.c.customer,
        func.sum(windows.c.this).label("this"),
        func.sum(windows.c.prior).label("prior"),
        func.min(windows.c.first_month).label("first_month"),
        func.max(windows.c.last_month).label("last_month"),
    ).group_by(windows.c.customer)


def group_of(table: FromClause, time: Timeline) -> ColumnElement[str]:
    """Kept, lost, new or returned against the months before; "" for those who are none of it."""
    c = table.c
    fresh = case((c.first_month >= time.this[0], "new"), else_="returned")
    had, has = c.prior > 0, c.this > 0
    return case((had & has, "kept"), (had, "lost"), (has, fresh), else_="")


def purchases(
    cube: FromClause, choices: Choices, time: Timeline, unit: str, apart: bool = False
) -> AnySelect:
    """Customer × period: revenue in the whole periods of this length.

    `apart`: the cube has one row for each customer and period already.
    """
    size = MONTHS_IN[unit]
    first, last = time.grid(unit)
    period = cube.c.month // literal_column(str(size), Integer) if size > 1 else cube.c.month
    chosen = select(cube.c.customer, period.label("period"), cube.c.revenue).where(
        cube.c.month.between(first * size, last * size + size - 1), *_channels(cube, choices)
    )
    rows = chosen.subquery("rows")
    if apart:
        revenue = cast(rows.c.revenue, Numeric(19, 4)).label("revenue")
        return select(rows.c.customer, rows.c.period, revenue)
    revenue = cast(func.sum(rows.c.revenue), Numeric(19, 4)).label("revenue")
    return select(rows.c.customer, rows.c.period, revenue).group_by(rows.c.customer, rows.c.period)


def histories(
    rows: FromClause, grid: tuple[int, int], season: Sequence[Fraction] = ()
) -> AnySelect:
    """Customer: exact sum and sum of squares over periods, first, last and number of purchases.

    Empty periods are zeros and need no rows: only their number enters mean and variance. `whole`
    and `square` are the two sums in double, with the season taken out where its indices are given.
    `bought` has a bit for each period of `grid` with a purchase, where they are not too many.
    """
    period, revenue = rows.c.period, rows.c.revenue
    bought = revenue != 0
    told = [
        func.min(case((bought, period), else_=_FAR)).label("first_period"),
        func.max(case((bought, period), else_=NEVER)).label("last_period"),
        func.sum(case((bought, 1), else_=0)).label("active"),
        func.sum(revenue).label("total"),
        func.sum(revenue * revenue).label("squares"),
        func.min(revenue).label("least"),
    ]
    if not season:
        told.append(cast(func.sum(revenue), Double).label("whole"))
        told.append(cast(func.sum(revenue * revenue), Double).label("square"))
    else:
        at = period % len(season)
        index = case(*((at == n, float(value)) for n, value in enumerate(season)), else_=1.0)
        plain = cast(revenue, Double) / index
        told.append(func.sum(plain).label("whole"))
        told.append(func.sum(plain * plain).label("square"))
    if grid[1] - grid[0] < MOST_PERIODS:
        one = cast(literal_column("1"), BigInteger)
        bit = one.bitwise_lshift(period - inlined(grid[0]))
        told.append(func.bit_or(case((revenue > 0, bit), else_=0)).label("bought"))
    return select(rows.c.customer, *told).group_by(rows.c.customer)


def length_of(history: FromClause, how: History, first: int, last: int) -> ColumnElement[int]:
    """Number of periods of each customer's history."""
    if how is History.FULL:
        return cast(literal_column(str(last - first + 1)), Integer)
    return literal_column(str(last + 1), Integer) - history.c.first_period


def squared_cv(
    history: FromClause, length: ColumnElement[int], sigma: Sigma
) -> ColumnElement[float]:
    """Square of the coefficient of variation in double; 0 where the mean is not above zero."""
    n = cast(length, Double)
    whole: ColumnElement[Any] = history.c.whole
    squared = n * history.c.square / (whole * whole) - 1
    if sigma is Sigma.SAMPLE:
        squared = case((n > 1, squared * n / func.nullif(n - 1, 0)), else_=0.0)
    return case((whole > 0, squared), else_=0.0)


def with_season(histories: FromClause) -> FromClause:
    """The same histories, their variation with the season left in."""
    kept = [column for column in histories.c if column.name not in {"whole", "square"}]
    whole = cast(histories.c.total, Double).label("whole")
    return select(*kept, whole, cast(histories.c.squares, Double).label("square")).subquery("plain")


def column_of(
    history: FromClause,
    length: ColumnElement[int],
    squared: ColumnElement[float],
    last: int,
    chosen: Regularity,
) -> ColumnElement[str]:
    """X, Y, Z, no history or lost, in the order in which the method asks."""
    period = chosen.period
    return case(
        (history.c.active == 0, NO_HISTORY),
        (history.c.last_period <= last - period.lost_after, LOST),
        (length < period.minimum, NO_HISTORY),
        (history.c.active < chosen.active, NO_HISTORY),
        (history.c.whole <= 0, NO_HISTORY),
        (squared <= _square(chosen.limits.x), "X"),
        (squared <= _square(chosen.limits.y), "Y"),
        else_="Z",
    )


def doubtful(squared: ColumnElement[float], chosen: Regularity) -> ColumnElement[bool]:
    """Whether a limit is too near for a double to decide."""
    x, y = _square(chosen.limits.x), _square(chosen.limits.y)
    return (func.abs(squared - x) <= DOUBT * (1 + x)) | (func.abs(squared - y) <= DOUBT * (1 + y))


def regularity(history: FromClause, chosen: Regularity, grid: tuple[int, int]) -> AnySelect:
    """Customer: length of the history, squared CV, column, and whether the column is in doubt."""
    length = length_of(history, chosen.history, *grid)
    measured = select(
        history, length.label("length"), squared_cv(history, length, chosen.sigma).label("squared")
    ).subquery("measured")
    squared = measured.c.squared
    return select(
        measured,
        column_of(measured, measured.c.length, squared, grid[1], chosen).label("kind"),
        doubtful(squared, chosen).label("doubtful"),
    )


def ranking(buyers: FromClause, choices: Choices, active: Fraction) -> AnySelect:
    """Customer: place, cumulative revenue and ABC class; "" for one without revenue above zero.

    `active` is the revenue of all customers above zero. Equal revenues get one class.
    """
    revenue = case((buyers.c.this > 0, buyers.c.this), else_=0)
    order = (revenue.desc(), buyers.c.customer)
    placed = select(
        buyers,
        revenue.label("counted"),
        func.row_number().over(order_by=order).label("place"),
        func.sum(revenue).over(order_by=order, rows=(None, 0)).label("cumulative"),
    ).subquery("placed")
    block = placed.c.counted
    before = func.min(placed.c.cumulative - block).over(partition_by=block)
    after = func.max(placed.c.cumulative).over(partition_by=block)
    inside: list[ColumnElement[bool]] = []
    for limit in (choices.abc.a, choices.abc.b):
        border = Fraction(limit) * active / 100 * _UNITS
        # A sum has four places, so the border moves to the next of these without any loss.
        if choices.boundary is Boundary.CROSS_IN:
            inside.append(before < _money(-(-border.numerator // border.denominator)))
        else:
            inside.append(after <= _money(border.numerator // border.denominator))
    letter = case((block <= 0, ""), (inside[0], "A"), (inside[1], "B"), else_="C")
    return select(placed, letter.label("abc"))


def _money(units: int) -> ColumnElement[Any]:
    return cast(literal_column(f"{units // _UNITS}.{units % _UNITS:04}"), Numeric(38, 4))


def _square(per_cent: Any) -> float:
    return float((Fraction(per_cent) / 100) ** 2)


def _channels(cube: FromClause, choices: Choices) -> list[ColumnElement[bool]]:
    chosen = choices.filters.channels
    return [among(cube.c.channel, chosen)] if chosen else []


def joined(ranked: FromClause, regularity: FromClause) -> AnySelect:
    """One row per customer: rank beside regularity; no purchase in whole periods is no history."""
    r, h = ranked.c, regularity.c
    return select(
        r.customer,
        r.this,
        r.prior,
        r.first_month,
        r.last_month,
        r.place,
        r.cumulative,
        r.abc,
        func.coalesce(h.kind, NO_HISTORY).label("kind"),
        func.coalesce(h.length, 0).label("length"),
        func.coalesce(h.active, 0).label("active"),
        func.coalesce(h.total, 0).label("total"),
        func.coalesce(h.squares, 0).label("squares"),
        func.coalesce(h.least, 0).label("least"),
        func.coalesce(h.squared, 0.0).label("squared"),
        func.coalesce(h.first_period, 0).label("first_period"),
        func.coalesce(h.last_period, NEVER).label("last_period"),
        func.coalesce(h.doubtful, false()).label("doubtful"),
    ).select_from(ranked.outerjoin(regularity, r.customer == h.customer))
