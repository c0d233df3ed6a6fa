"""Lists and counts of customers: ABC, the matrix, who came, left, came back and fell silent."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Numeric,
    case,
    cast,
    func,
    literal_column,
    select,
    true,
)

from facilitator.audit.engine import xyz
from facilitator.audit.engine.choices import Choices, Regularity
from facilitator.audit.engine.customers import NEVER
from facilitator.audit.engine.ledger import inlined, numbers
from facilitator.audit.engine.season import Season
from facilitator.audit.engine.shapes import AnyRow, AnySelect
from facilitator.audit.engine.span import Timeline, days, first_day, label
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import (
    Abc,
    CustomerList,
    CustomerRow,
    FlowRow,
    Matrix,
    MatrixCell,
    Movement,
    Origin,
)
from facilitator.methods.dynamics import change
from facilitator.methods.exact import NotAvailable, divide
from facilitator.methods.segments import (
    ABC_CLASSES,
    ABC_MINIMUM_CLIENTS,
    LOST,
    MATRIX_COLUMNS,
    POLICIES,
    REFERENCE_CLIENTS,
    ClassRow,
    Concentration,
)

_NAMES = 20
_POINTS = 100
_NO_START = "There were no clients at the start."
_NO_BEFORE = NotAvailable("The ledger does not reach that far back.")
NOBODY = NotAvailable("No customer has revenue above zero in these months.")


class People:
    """Reads the table of customers that belongs to some choices."""

    def __init__(
        self,
        space: Workspace,
        customers: FromClause,
        choices: Choices,
        time: Timeline,
        season: Season | None = None,
    ) -> None:
        self.season = season
        self.space, self.customers, self.choices, self.time = space, customers, choices, time
        c = customers.c
        active = space.row(
            select(func.count(), func.coalesce(func.sum(c.this), 0)).where(c.abc != "")
        )
        self.active, self.revenue = int(active[0]), Fraction(active[1])

    def listed(
        self, *tests: ColumnElement[bool], order: Sequence[Any] = (), skip: int = 0
    ) -> CustomerList:
        """Customers who pass the tests, by place unless ordered otherwise."""
        c = self.customers.c
        whole = self.space.row(
            select(func.count(), func.coalesce(func.sum(c.this), 0)).where(*tests)
        )
        by = (*order, c.place, c.customer)
        chosen = select(self.customers).where(*tests).order_by(*by)
        rows = self.space.rows(chosen.limit(self.choices.listed).offset(skip))
        squares = xyz.exact_squares(self.space, rows, self.choices.regularity, self.season)
        shown = tuple(self._row(row, squares) for row in rows)
        return CustomerList(shown, int(whole[0]), Fraction(whole[1]))

    def _row(self, row: AnyRow, squares: Mapping[str, Fraction]) -> CustomerRow:
        ranked = row.abc != ""
        revenue, regularity = Fraction(row.this), self.choices.regularity
        none = NOBODY if not self.revenue else NotAvailable("There is no revenue to share.")
        prior = Fraction(row.prior) if self.time.prior else None
        classed = row.kind in xyz.CLASSES
        return CustomerRow(
            customer=row.customer,
            place=int(row.place) if ranked else 0,
            abc=row.abc,
            column=row.kind,
            revenue=revenue,
            share=revenue / self.revenue if ranked else none,
            cumulative=Fraction(row.cumulative) / self.revenue if ranked else none,
            before=_NO_BEFORE if prior is None else prior,
            growth=_NO_BEFORE if prior is None else change(revenue, prior),
            cv=xyz.cv(row, regularity, squares),
            periods=int(row.length),
            active=int(row.active),
            indicative=classed and row.length < regularity.period.reliable,
            has_returns=classed and row.least < 0,
            first=first_day(row.first_month) if row.last_month != NEVER else None,
            last=first_day(row.last_month) if row.last_month != NEVER else None,
            origin=Origin(days(*self.time.this), (("customer", row.customer),)),
        )

    def abc(self) -> Abc | NotAvailable:
        """Ranking, classes, Pareto, hints and concentration."""
        if not self.active:
            return NOBODY
        c = self.customers.c
        classes = self._classes()
        inactive = self.space.row(
            select(func.count()).where(c.this == 0).select_from(self.customers)
        )
        alike = self.space.row(select(func.min(c.this) == func.max(c.this)).where(c.abc != ""))
        return Abc(
            ranked=self.listed(c.abc != ""),
            classes=classes,
            pareto=self._pareto(),
            hints=hints(classes, bool(alike[0])),
            credits=self.listed(c.this < 0, order=(c.this,)),
            inactive=int(inactive[0]),
            concentration=self._concentration(),
        )

    def _classes(self) -> tuple[ClassRow, ...]:
        c = self.customers.c
        query = select(c.abc, func.count(), func.sum(c.this)).where(c.abc != "").group_by(c.abc)
        found = {row[0]: (int(row[1]), Fraction(row[2])) for row in self.space.rows(query)}
        return tuple(
            ClassRow(
                abc=letter,
                clients=found.get(letter, (0, Fraction(0)))[0],
                client_share=Fraction(found.get(letter, (0, Fraction(0)))[0], self.active),
                reference=REFERENCE_CLIENTS[letter],
                revenue=found.get(letter, (0, Fraction(0)))[1],
                revenue_share=found.get(letter, (0, Fraction(0)))[1] / self.revenue,
            )
            for letter in ABC_CLASSES
        )

    def _pareto(self) -> tuple[tuple[Fraction, Fraction], ...]:
        c = self.customers.c
        places = sorted({-(-self.active * at // _POINTS) for at in range(1, _POINTS + 1)})
        query = select(c.place, c.cumulative).where(c.place.in_(places)).order_by(c.place)
        return tuple(
            (Fraction(int(row[0]), self.active), Fraction(row[1]) / self.revenue)
            for row in self.space.rows(query)
        )

    def _concentration(self) -> Concentration:
        c = self.customers.c
        money = cast(c.this, Numeric(19, 4))
        squares = self.space.row(select(func.sum(money * money)).where(c.abc != ""))[0]
        top = [
            Fraction(row[0]) / self.revenue
            for row in self.space.rows(select(c.this).where(c.abc != "", c.place <= 3))
        ]
        return Concentration(
            max(top), sum(top, Fraction(0)), 10_000 * Fraction(squares) / self.revenue**2
        )

    def matrix(self) -> Matrix | NotAvailable:
        """The nine cells with their largest customers, and the columns beside them."""
        if not self.active:
            return NOBODY
        c = self.customers.c
        at = func.row_number().over(partition_by=(c.abc, c.kind), order_by=(c.place, c.customer))
        first = select(c.abc, c.kind, c.customer, at.label("at")).subquery("first")
        names: dict[tuple[str, str], list[str]] = {}
        query = select(first).where(first.c.at <= _NAMES).order_by(first.c.at)
        for row in self.space.rows(query):
            names.setdefault((row.abc, row.kind), []).append(row.customer)
        sums = {
            (row[0], row[1]): (int(row[2]), Fraction(row[3]))
            for row in self.space.rows(
                select(c.abc, c.kind, func.count(), func.sum(c.this)).group_by(c.abc, c.kind)
            )
        }
        cells: list[MatrixCell] = []
        for letter in ABC_CLASSES:
            for column in MATRIX_COLUMNS:
                count, revenue = sums.get((letter, column), (0, Fraction(0)))
                cells.append(
                    MatrixCell(
                        abc=letter,
                        column=column,
                        customers=count,
                        revenue=revenue,
                        share=revenue / self.revenue,
                        names=tuple(names.get((letter, column), ())),
                        policy=POLICIES.get(letter + column),
                        origin=Origin(days(*self.time.this), (), letter, column),
                    )
                )
        outside = {column: sums.get(("", column), (0,))[0] for column in MATRIX_COLUMNS}
        return Matrix(tuple(cells), outside)

    def irregular(self) -> CustomerList | NotAvailable:
        """A and B customers in Z: where hidden reserves are looked for."""
        c = self.customers.c
        return self.listed(c.abc.in_(("A", "B")), c.kind == "Z") if self.active else NOBODY

    def stopped(self, last: int) -> CustomerList:
        """Customers who are silent: lost, or for more than two of their usual intervals.

        `last` is the last whole period. Ordered by what they had brought in the months before.
        """
        c = self.customers.c
        gone = (c.prior > 0) & (c.this <= 0)
        slow = (c.active >= 3) & (
            (last - c.last_period) * (c.active - 1) > 2 * (c.last_period - c.first_period)
        )
        silent = (c.kind == LOST) | gone | slow
        return self.listed(
            silent, c.last_month <= self.time.end, c.last_month != NEVER,
            order=(c.prior.desc(), c.this.desc()),
        )  # fmt: skip


def hints(classes: Sequence[ClassRow], alike: bool) -> tuple[str, ...]:
    """What the proportions of the classes say; the sentences of the method for long lists."""
    count = sum(row.clients for row in classes)
    told: list[str] = []
    if count < ABC_MINIMUM_CLIENTS:
        told.append("Too few clients for ABC: read it as a ranking.")
    if count > 1 and alike:
        return (*told, "No concentration: all clients bring the same.")
    if count >= ABC_MINIMUM_CLIENTS:
        share = {row.abc: row.client_share for row in classes}
        if share["A"] > Fraction(35, 100):
            told.append("Flat base: few small growing clients, weak inflow.")
        if share["A"] < Fraction(10, 100):
            told.append("Dependence on very few clients.")
        if share["C"] > Fraction(70, 100):
            told.append("A long tail of small clients costs service time.")
    return tuple(told)


def movements(
    space: Workspace, table: FromClause, time: Timeline, by_channel: bool = False
) -> dict[str, Movement]:
    """Who stayed, came and left, altogether under "" or by channel, as `retention` counts them."""
    c = table.c
    this, prior = c.this, c.prior
    had, has = prior > 0, this > 0
    fresh = has & (prior <= 0)
    new, back = fresh & (c.first_month >= time.this[0]), fresh & (c.first_month < time.this[0])
    columns = [
        _count(had), _count(new), _count(back), _count(had & (this <= 0)), _count(has),
        _sum(had, prior), _sum(had, this), _sum(had, case((this < prior, this), else_=prior)),
        _sum(new, this), _sum(back, this), _sum(had & (this <= 0), prior),
    ]  # fmt: skip
    query: AnySelect = select(*columns)
    if by_channel:
        query = select(*columns, c.channel).group_by(c.channel)
    rows = space.rows(query)
    return {(row[11] or "") if by_channel else "": _movement(row, by_channel) for row in rows}


def _movement(row: AnyRow, by_channel: bool) -> Movement:
    start, new, back, lost, end = (int(row[at] or 0) for at in range(5))
    base, now, least, fresh, again, gone = (Fraction(row[at] or 0) for at in range(5, 11))
    return Movement(
        name=(row[11] or "") if by_channel else "",
        start=start,
        new=new,
        returned=back,
        lost=lost,
        end=end,
        crr=divide(start - lost, start, _NO_START),
        churn=divide(lost, start, _NO_START),
        nrr=divide(now, base, _NO_START),
        grr=divide(least, base, _NO_START),
        new_revenue=fresh,
        returned_revenue=again,
        lost_revenue=gone,
    )


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
    found = {int(row.period): row for row in rows}
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
            )
        )
    return tuple(told)


def _count(test: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((test, 1), else_=0))


def _sum(test: ColumnElement[bool], value: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.sum(case((test, value), else_=0))
