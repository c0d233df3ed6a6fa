"""Lists and counts of customers: ABC, the matrix, who came, left, came back and fell silent."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Numeric,
    cast,
    func,
    select,
)

from facilitator.audit.engine import xyz
from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.customers import NEVER
from facilitator.audit.engine.season import Season
from facilitator.audit.engine.shapes import AnyRow
from facilitator.audit.engine.span import Timeline, days, first_day
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import (
    Abc,
    CustomerList,
    CustomerRow,
    Matrix,
    MatrixCell,
    Origin,
)
from facilitator.methods.dynamics import change
from facilitator.methods.exact import NotAvailable
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
            origins={letter: Origin(days(*self.time.this), (), letter) for letter in ABC_CLASSES},
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
