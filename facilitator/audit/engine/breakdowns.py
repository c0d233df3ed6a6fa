"""Channels, products, salespeople, regions, segments, and the average cheque."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import ColumnElement, FromClause, case, func, literal_column, select

from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.cubes import one_bit
from facilitator.audit.engine.ledger import among, numbers
from facilitator.audit.engine.shapes import AnyRow, AnySelect
from facilitator.audit.engine.span import Timeline, days, first_day, no_before
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import (
    Breakdown,
    ChannelRow,
    Cheque,
    Movement,
    Origin,
    Share,
    ValueRow,
)
from facilitator.methods.dynamics import change
from facilitator.methods.economics import ChannelFacts, average_cheque, channel_result
from facilitator.methods.exact import NotAvailable, divide, total
from facilitator.words.language import N_, _

_NO_REVENUE = N_("There is no revenue to share.")


def _no_customers() -> NotAvailable:
    return NotAvailable(_("The rows of this channel name no customers."))


@dataclass(frozen=True, slots=True)
class Month:
    """One channel in one month, out of the calendar cube."""

    channel: str
    month: int
    revenue: Fraction
    lines: int
    first_day: date
    last_day: date
    returns: Fraction
    return_lines: int
    anonymous: Fraction
    anonymous_lines: int


def months(rows: Sequence[AnyRow]) -> tuple[Month, ...]:
    """Read the calendar cube; a sum of whole numbers comes as what the database likes."""
    return tuple(
        Month(
            channel=row.channel or "",
            month=int(row.month),
            revenue=Fraction(row.revenue),
            lines=int(row.lines),
            first_day=row.first_day,
            last_day=row.last_day,
            returns=Fraction(row.returns),
            return_lines=int(row.return_lines),
            anonymous=Fraction(row.anonymous),
            anonymous_lines=int(row.anonymous_lines),
        )
        for row in rows
    )


def by_month(rows: Sequence[Month]) -> dict[int, Fraction]:
    """Revenue of each month over the rows given."""
    sums: dict[int, Fraction] = {}
    for row in rows:
        sums[row.month] = sums.get(row.month, Fraction(0)) + row.revenue
    return sums


def between(rows: Sequence[Month], span: tuple[int, int]) -> list[Month]:
    """Rows of the months from the first to the last."""
    return [row for row in rows if span[0] <= row.month <= span[1]]


@dataclass(frozen=True, slots=True)
class Orders:
    """Different order numbers; one that spans two channels counts in both."""

    months: Mapping[tuple[str, int], int]
    """By channel and month; an order that spans two months counts in both."""
    window: Mapping[str, int]
    """By channel in the whole window, every order once."""


def orders_by_months(
    space: Workspace, cube: FromClause, months: tuple[int, int], window: tuple[int, int]
) -> Orders:
    """Read the cube of sets of months; `months` are the first and last of the ledger."""
    c, first = cube.c, months[0]
    every = numbers(months[1] - first + 1)
    bit = one_bit(months[1] - first + 1).bitwise_lshift(every.c.place)
    counted = select(c.channel, every.c.place, func.sum(c.orders)).select_from(
        cube.join(every, c.months.bitwise_and(bit) != 0)
    )
    inside = (1 << (window[1] - first + 1)) - (1 << (window[0] - first))
    whole = select(c.channel, func.sum(c.orders)).where(
        c.months.bitwise_and(literal_column(str(inside))) != 0
    )
    return Orders(
        {
            (row[0] or "", first + int(row[1])): int(row[2])
            for row in space.rows(counted.group_by(c.channel, every.c.place))
        },
        {row[0] or "": int(row[1]) for row in space.rows(whole.group_by(c.channel))},
    )


def orders_of(rows: Sequence[Month], counted: Orders | None) -> int:
    """Orders of a month behind its rows: order numbers where the ledger has them, else sales."""
    if counted is None:
        return sum(row.lines - row.return_lines for row in rows)
    return sum(counted.months.get((row.channel, row.month), 0) for row in rows)


def window_orders(rows: Sequence[Month], counted: Orders | None) -> int:
    """The same for the window's rows."""
    if counted is None:
        return orders_of(rows, None)
    return sum(counted.window.get(channel, 0) for channel in {row.channel for row in rows})


def cheque(rows: Sequence[Month], counted: Orders | None, time: Timeline) -> Cheque:
    """Average cheque of the window and of every month."""
    this = between(rows, time.this)
    series: list[tuple[date, Share]] = []
    for at in range(time.first, time.last + 1):
        inside = between(rows, (at, at))
        revenue = total([row.revenue for row in inside])
        series.append((first_day(at), average_cheque(revenue, orders_of(inside, counted))))
    what = _("Rows with a sale were counted as orders: the ledger has no order numbers.")
    if counted is not None:
        what = _(
            "Different order numbers; one that spans months counts once, and in each month shown."
        )
    return Cheque(
        counted=what,
        total=average_cheque(total([row.revenue for row in this]), window_orders(this, counted)),
        months=tuple(series),
        origin=Origin(days(*time.this)),
        origins=tuple(Origin(days(at, at)) for at in range(time.first, time.last + 1)),
    )


def channels(
    rows: Sequence[Month],
    counted: Orders | None,
    choices: Choices,
    time: Timeline,
    moved: Mapping[str, Movement],
) -> tuple[ChannelRow, ...]:
    """Every channel in the window, the largest first."""
    costs = {each.channel: each for each in choices.costs}
    whole = total([row.revenue for row in between(rows, time.this)])
    found: list[ChannelRow] = []
    for name in sorted({row.channel for row in rows}):
        mine = [row for row in rows if row.channel == name]
        this = between(mine, time.this)
        revenue = total([row.revenue for row in this])
        prior = total([row.revenue for row in between(mine, time.prior)]) if time.prior else None
        orders, cost = window_orders(this, counted), costs.get(name)
        facts = ChannelFacts(
            name, revenue, cost.gross_margin if cost else None, cost.cost if cost else None
        )
        found.append(
            ChannelRow(
                figures=_value(
                    "channel", name, revenue, prior, sum(r.lines for r in this), whole, time
                ),
                customers=moved[name].end if name in moved else 0,
                orders=orders,
                cheque=average_cheque(revenue, orders),
                economics=channel_result(facts),
                movement=moved.get(name, _no_customers()) if time.prior else no_before(),
            )
        )
    return tuple(sorted(found, key=lambda row: (-row.figures.revenue, row.figures.value)))


def breakdown(
    space: Workspace, dimension: str, cube: FromClause, choices: Choices, time: Timeline
) -> Breakdown:
    """Revenue of the window by one dimension, against the months before."""
    sums = _sums(cube, choices, time).subquery("sums")
    c = sums.c
    order = (c.this.desc(), func.coalesce(c.value, ""))
    every = func.count().over().label("all_of"), func.sum(c.this).over().label("whole")
    listed = space.rows(select(sums, *every).order_by(*order).limit(choices.listed))
    count = int(listed[0].all_of) if listed else 0
    whole = Fraction(listed[0].whole) if listed else Fraction(0)
    rows = tuple(
        _value(
            dimension,
            row.value or "",
            Fraction(row.this),
            Fraction(row.prior) if time.prior else None,
            int(row.lines),
            whole,
            time,
        )
        for row in listed
    )
    return Breakdown(dimension, rows, count, whole - total([row.revenue for row in rows]))


def _sums(cube: FromClause, choices: Choices, time: Timeline) -> AnySelect:
    c = cube.c
    inside = c.month.between(*time.this)
    earlier = c.month.between(*(time.prior or (-1, -1)))
    tests: list[ColumnElement[bool]] = [c.month.between(time.first, time.last)]
    if choices.filters.channels:
        tests.append(among(c.channel, choices.filters.channels))
    return (
        select(
            c.value,
            func.sum(case((inside, c.revenue), else_=0)).label("this"),
            func.sum(case((earlier, c.revenue), else_=0)).label("prior"),
            func.sum(case((inside, c.lines), else_=0)).label("lines"),
        )
        .where(*tests)
        .group_by(c.value)
    )


def _value(
    dimension: str,
    name: str,
    revenue: Fraction,
    prior: Fraction | None,
    lines: int,
    whole: Fraction,
    time: Timeline,
) -> ValueRow:
    return ValueRow(
        value=name,
        revenue=revenue,
        share=divide(revenue, whole, _(_NO_REVENUE)),
        before=no_before() if prior is None else prior,
        growth=no_before() if prior is None else change(revenue, prior),
        lines=lines,
        origin=Origin(days(*time.this), ((dimension, name),)),
    )
