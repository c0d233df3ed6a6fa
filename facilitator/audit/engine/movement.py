"""Who stayed, came, came back and left: against the months before, and period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
)

from facilitator.audit.engine.choices import MONTHS_IN, Regularity
from facilitator.audit.engine.customers import NEVER, group_of
from facilitator.audit.engine.ledger import inlined, numbers
from facilitator.audit.engine.shapes import AnyRow, AnySelect
from facilitator.audit.engine.span import Timeline, days, label
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import FlowRow, Group, Movement, Origin, Span
from facilitator.methods.exact import divide
from facilitator.words.language import N_, _

GROUPS = ("kept", "lost", "new", "returned")
_NAMES = 20
_NO_START = N_("There were no clients at the start.")


def movements(
    space: Workspace, table: FromClause, time: Timeline, by_channel: bool = False
) -> dict[str, Movement]:
    """Who stayed, came and left, altogether under "" or by channel, as `retention` counts them."""
    c = table.c
    had, retained = c.prior > 0, case((c.this < c.prior, c.this), else_=c.prior)
    name: ColumnElement[Any] = literal_column("''")
    if by_channel:
        name = func.coalesce(c.channel, "")
    marked = select(
        name.label("name"), group_of(table, time).label("kind"), c.customer, c.this, c.prior,
        case((had, retained), else_=0).label("retained"),
    ).subquery("marked")  # fmt: skip
    m = marked.c
    sums = (
        select(m.name, m.kind, func.count(), func.sum(m.this), func.sum(m.prior),
               func.sum(m.retained))
        .group_by(m.name, m.kind)
    )  # fmt: skip
    brought = case((m.kind == "lost", m.prior), else_=m.this)
    place = func.row_number().over(
        partition_by=(m.name, m.kind), order_by=(brought.desc(), m.customer)
    )
    placed = select(m.name, m.kind, m.customer, place.label("place")).subquery("placed")
    p = placed.c
    first = select(p.name, p.kind, p.customer).where(p.place <= _NAMES, p.kind != "")
    names: dict[tuple[str, str], list[str]] = {}
    for row in space.rows(first.order_by(p.name, p.kind, p.place)):
        names.setdefault((row[0], row[1]), []).append(row[2])
    found: dict[str, dict[str, _Sums]] = {}
    for row in space.rows(sums):
        found.setdefault(row[0], {})[row[1]] = _Sums(
            int(row[2]), Fraction(row[3]), Fraction(row[4]), Fraction(row[5])
        )
    return {name: _movement(name, kinds, names, time, by_channel) for name, kinds in found.items()}


@dataclass(frozen=True, slots=True)
class _Sums:
    """One group: how many, what they brought, had brought, and the smaller of the two."""

    customers: int = 0
    this: Fraction = Fraction(0)
    prior: Fraction = Fraction(0)
    retained: Fraction = Fraction(0)


def _movement(
    name: str,
    kinds: Mapping[str, _Sums],
    names: Mapping[tuple[str, str], Sequence[str]],
    time: Timeline,
    by_channel: bool,
) -> Movement:
    kept, lost, new, back = (kinds.get(kind, _Sums()) for kind in GROUPS)
    start, base = kept.customers + lost.customers, kept.prior + lost.prior
    where = (("channel", name),) if by_channel else ()
    groups = tuple(
        Group(
            name=kind,
            customers=sums.customers,
            revenue=sums.this,
            before=sums.prior,
            names=tuple(names.get((name, kind), ())),
            origin=Origin(_span(kind, time), where, "", "", kind),
        )
        for kind, sums in zip(GROUPS, (kept, lost, new, back), strict=True)
    )
    return Movement(
        name=name,
        start=start,
        new=new.customers,
        returned=back.customers,
        lost=lost.customers,
        end=kept.customers + new.customers + back.customers,
        crr=divide(kept.customers, start, _(_NO_START)),
        churn=divide(lost.customers, start, _(_NO_START)),
        nrr=divide(kept.this + lost.this, base, _(_NO_START)),
        grr=divide(kept.retained + lost.retained, base, _(_NO_START)),
        new_revenue=new.this,
        returned_revenue=back.this,
        lost_revenue=lost.prior,
        groups=groups,
    )


def _span(kind: str, time: Timeline) -> Span | None:
    if kind != "lost":
        return days(*time.this)
    return days(*time.prior) if time.prior else None


def flows_by_bits(
    histories: FromClause, regularity: Regularity, grid: tuple[int, int]
) -> AnySelect:
    """The same as `flows` out of the bits of the histories: no row is sorted for it."""
    wait = regularity.period.lost_after
    bought = histories.c.bought
    alike = select(bought, func.count().label("customers")).group_by(bought).subquery("alike")
    every = numbers(max(0, grid[1] - grid[0] + 1))
    one = cast(literal_column("1"), BigInteger)
    at, b = every.c.place, alike.c.bought
    places = (
        select(
            at,
            alike.c.customers,
            b.bitwise_and(one.bitwise_lshift(at) - 1).label("before"),
            b.bitwise_rshift(at).label("since"),
        )
        .select_from(alike.join(every, true()))
        .where(b.bitwise_and(one.bitwise_lshift(at)) != 0)
        .subquery("places")
    )
    p = places.c
    long_ago = p.before.bitwise_rshift(func.greatest(p.place - wait, 0)) == 0
    soon = p.since.bitwise_rshift(1).bitwise_and((1 << wait) - 1)

    def counted(test: ColumnElement[bool]) -> ColumnElement[Any]:
        return func.sum(case((test, p.customers), else_=0))

    return select(
        (p.place + inlined(grid[0])).label("period"),
        func.sum(p.customers).label("active"),
        counted(p.before == 0).label("new"),
        counted((p.before != 0) & long_ago).label("returned"),
        counted(soon == 0).label("lost"),
    ).group_by(p.place)


def flows(purchases: FromClause, regularity: Regularity, last: int) -> AnySelect:
    """Period: how many bought, for the first time, after a break, for the last time before one."""
    rows = (
        select(purchases.c.customer, purchases.c.period).where(purchases.c.revenue > 0).subquery()
    )
    order: Any = {"partition_by": rows.c.customer, "order_by": rows.c.period}
    wait = regularity.period.lost_after
    # An explicit default: some databases give 0 and not NULL outside the window.
    steps = select(
        rows.c.period,
        func.lag(rows.c.period, 1, NEVER).over(**order).label("earlier"),
        func.lead(rows.c.period, 1, last + wait + 1).over(**order).label("later"),
    ).subquery("steps")
    period, earlier = steps.c.period, steps.c.earlier
    return select(
        period,
        func.count().label("active"),
        _count(earlier == NEVER).label("new"),
        _count((earlier != NEVER) & (period - earlier > wait)).label("returned"),
        _count(steps.c.later - period > wait).label("lost"),
    ).group_by(period)


def flow_rows(
    rows: Sequence[AnyRow], regularity: Regularity, grid: tuple[int, int]
) -> tuple[FlowRow, ...]:
    """The flows period by period; a customer is given up when the wait is over."""
    found, size = {int(row.period): row for row in rows}, MONTHS_IN[regularity.unit]
    told: list[FlowRow] = []
    for at in range(grid[0], grid[1] + 1):
        row, gone = found.get(at), found.get(at - regularity.period.lost_after)
        told.append(
            FlowRow(
                label=label(regularity.unit, at),
                active=int(row.active) if row else 0,
                new=int(row.new) if row else 0,
                returned=int(row.returned) if row else 0,
                lost=int(gone.lost) if gone else 0,
                origin=Origin(days(at * size, at * size + size - 1)),
            )
        )
    return tuple(told)


def _count(test: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((test, 1), else_=0))
