"""Lists and counts of customers: ABC, the matrix, who came, left, came back and fell silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Numeric, case, cast, func, select

from facilitator.audit.engine import xyz
from facilitator.audit.engine.choices import MONTHS_IN, Choices, Regularity
from facilitator.audit.engine.customers import NEVER
from facilitator.audit.engine.season import Season
from facilitator.audit.engine.shapes import AnyRow
from facilitator.audit.engine.span import Timeline, days, first_day, no_before
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import (
    Abc,
    CustomerList,
    CustomerRow,
    Matrix,
    MatrixCell,
    Origin,
)
from facilitator.methods.abc_classes import (
    ABC_CLASSES,
    REFERENCE_CLIENTS,
    ClassRow,
    Concentration,
    proportion_hints,
)
from facilitator.methods.abc_xyz import MATRIX_COLUMNS, POLICIES
from facilitator.methods.dynamics import change
from facilitator.methods.exact import NotAvailable, total
from facilitator.methods.xyz_classes import LOST
from facilitator.words.language import _

_NAMES = 20
_POINTS, _TOP = 100, 3


def nobody() -> NotAvailable:
    """Why there are no classes: nobody has revenue."""
    return NotAvailable(_("No customer has revenue above zero in these months."))


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers of one ABC class, "" for none, with one regularity."""

    customers: int = 0
    revenue: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)
    """Revenue of the smallest and of the largest of them."""
    squares: Fraction = Fraction(0)
    """Sum of the squares of their revenues; 0 for those without an ABC class."""
    nothing: int = 0
    """Those whose revenue is exactly nothing."""
    short: int = 0
    """Those with a class of XYZ from a short history."""
    returns: int = 0
    """Those with a class of XYZ who returned goods."""


_EMPTY = Cell()


def cells(
    space: Workspace, customers: FromClause, regularity: Regularity
) -> dict[tuple[str, str], Cell]:
    """All that is counted and added up over customers, in one pass."""
    c = customers.c
    money = cast(c.this, Numeric(19, 4))
    classed = c.kind.in_(xyz.CLASSES)
    query = select(
        c.abc,
        c.kind,
        func.count(),
        func.sum(c.this),
        func.min(c.this),
        func.max(c.this),
        func.sum(case((c.abc != "", money * money), else_=0)),
        func.sum(case((c.this == 0, 1), else_=0)),
        func.sum(case((classed & (c.length < regularity.period.reliable), 1), else_=0)),
        func.sum(case((classed & (c.least < 0), 1), else_=0)),
    ).group_by(c.abc, c.kind)
    return {
        (row[0], row[1]): Cell(
            customers=int(row[2]),
            revenue=Fraction(row[3]),
            least=Fraction(row[4]),
            most=Fraction(row[5]),
            squares=Fraction(row[6]),
            nothing=int(row[7]),
            short=int(row[8]),
            returns=int(row[9]),
        )
        for row in space.rows(query)
    }


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
        self.cells = cells(space, customers, choices.regularity)
        ranked = [cell for (abc, _unused), cell in self.cells.items() if abc]
        self.active = sum(cell.customers for cell in ranked)
        self.revenue = total([cell.revenue for cell in ranked])

    @property
    def count(self) -> int:
        """All customers, those without revenue too."""
        return sum(cell.customers for cell in self.cells.values())

    def listed(
        self,
        *tests: ColumnElement[bool],
        order: Sequence[Any] = (),
        skip: int = 0,
        whole: tuple[int, Fraction] | None = None,
    ) -> CustomerList:
        """Customers who pass the tests, by place unless ordered otherwise.

        `whole` tells how many they are and what they bring, where that is known.
        """
        c = self.customers.c
        if whole is None:
            asked = select(func.count(), func.coalesce(func.sum(c.this), 0)).where(*tests)
            row = self.space.row(asked)
            whole = int(row[0]), Fraction(row[1])
        by = (*order, c.place, c.customer)
        chosen = select(self.customers).where(*tests).order_by(*by)
        rows = self.space.rows(chosen.limit(self.choices.listed).offset(skip))
        squares = xyz.exact_squares(self.space, rows, self.choices.regularity, self.season)
        return CustomerList(tuple(self._row(row, squares) for row in rows), *whole)

    def _row(self, row: AnyRow, squares: Mapping[str, Fraction]) -> CustomerRow:
        ranked = row.abc != ""
        revenue, regularity = Fraction(row.this), self.choices.regularity
        none = nobody() if not self.revenue else NotAvailable(_("There is no revenue to share."))
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
            before=no_before() if prior is None else prior,
            growth=no_before() if prior is None else change(revenue, prior),
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
            return nobody()
        c = self.customers.c
        classes = self._classes()
        ranked = [cell for (abc, _unused), cell in self.cells.items() if abc]
        alike = min(cell.least for cell in ranked) == max(cell.most for cell in ranked)
        places = self._places()
        return Abc(
            ranked=self.listed(c.abc != "", whole=(self.active, self.revenue)),
            classes=classes,
            pareto=tuple(
                (Fraction(at, self.active), row[1] / self.revenue)
                for at, row in places.items()
                if at in self._points()
            ),
            hints=proportion_hints(
                sum(row.clients for row in classes),
                {row.abc: row.client_share for row in classes},
                alike=alike,
            ),
            credits=self.listed(c.this < 0, order=(c.this,)),
            inactive=sum(cell.nothing for cell in self.cells.values()),
            concentration=Concentration(
                max(places[at][0] for at in places if at <= _TOP) / self.revenue,
                total([row[0] for at, row in places.items() if at <= _TOP]) / self.revenue,
                10_000 * total([cell.squares for cell in ranked]) / self.revenue**2,
            ),
            origins={letter: Origin(days(*self.time.this), (), letter) for letter in ABC_CLASSES},
        )

    def _classes(self) -> tuple[ClassRow, ...]:
        told: list[ClassRow] = []
        for letter in ABC_CLASSES:
            mine = [cell for (abc, _unused), cell in self.cells.items() if abc == letter]
            count, revenue = sum(c.customers for c in mine), total([c.revenue for c in mine])
            told.append(
                ClassRow(
                    abc=letter,
                    clients=count,
                    client_share=Fraction(count, self.active),
                    reference=REFERENCE_CLIENTS[letter],
                    revenue=revenue,
                    revenue_share=revenue / self.revenue,
                )
            )
        return tuple(told)

    def _points(self) -> frozenset[int]:
        """Places at which the curve of Pareto is drawn."""
        return frozenset(-(-self.active * at // _POINTS) for at in range(1, _POINTS + 1))

    def _places(self) -> dict[int, tuple[Fraction, Fraction]]:
        """Revenue and cumulative revenue at these places and the first three."""
        c = self.customers.c
        wanted = sorted(self._points() | set(range(1, min(_TOP, self.active) + 1)))
        query = select(c.place, c.this, c.cumulative).where(c.place.in_(wanted))
        return {
            int(row[0]): (Fraction(row[1]), Fraction(row[2]))
            for row in self.space.rows(query.order_by(c.place))
        }

    def matrix(self) -> Matrix | NotAvailable:
        """The nine cells with their largest customers, and the columns beside them."""
        if not self.active:
            return nobody()
        c = self.customers.c
        at = func.row_number().over(partition_by=(c.abc, c.kind), order_by=(c.place, c.customer))
        first = select(c.abc, c.kind, c.customer, at.label("at")).subquery("first")
        names: dict[tuple[str, str], list[str]] = {}
        query = select(first).where(first.c.at <= _NAMES).order_by(first.c.at)
        for row in self.space.rows(query):
            names.setdefault((row.abc, row.kind), []).append(row.customer)
        cells: list[MatrixCell] = []
        for letter in ABC_CLASSES:
            for column in MATRIX_COLUMNS:
                mine = self.cells.get((letter, column), _EMPTY)
                cells.append(
                    MatrixCell(
                        abc=letter,
                        column=column,
                        customers=mine.customers,
                        revenue=mine.revenue,
                        share=mine.revenue / self.revenue,
                        names=tuple(names.get((letter, column), ())),
                        policy=POLICIES.get(letter + column),
                        origin=Origin(days(*self.time.this), (), letter, column),
                    )
                )
        outside = {
            column: self.cells.get(("", column), _EMPTY).customers for column in MATRIX_COLUMNS
        }
        return Matrix(tuple(cells), outside)

    @property
    def counted(self) -> xyz.Counted:
        """Customers by regularity, whatever their revenue."""
        columns: dict[str, int] = {}
        for (_unused, column), cell in self.cells.items():
            columns[column] = columns.get(column, 0) + cell.customers
        every = self.cells.values()
        return xyz.Counted(
            columns, sum(cell.short for cell in every), sum(cell.returns for cell in every)
        )

    def irregular(self) -> CustomerList | NotAvailable:
        """A and B customers in Z: where hidden reserves are looked for."""
        if not self.active:
            return nobody()
        c = self.customers.c
        mine = [self.cells.get((letter, "Z"), _EMPTY) for letter in ("A", "B")]
        whole = sum(cell.customers for cell in mine), total([cell.revenue for cell in mine])
        return self.listed(c.abc.in_(("A", "B")), c.kind == "Z", whole=whole)

    def stopped(self, last: int) -> CustomerList:
        """Customers who are silent: lost, or for more than two of their usual intervals.

        `last` is the last whole period. Whoever bought after it, in a period that is not over, is
        not silent. Ordered by what they had brought in the months before.
        """
        size = MONTHS_IN[self.choices.regularity.period.name]
        c = self.customers.c
        gone = (c.prior > 0) & (c.this <= 0)
        slow = (c.active >= 3) & (
            (last - c.last_period) * (c.active - 1) > 2 * (c.last_period - c.first_period)
        )
        silent = gone | ((c.kind == LOST) | slow) & (c.last_month < (last + 1) * size)
        return self.listed(
            silent, c.last_month <= self.time.end, c.last_month != NEVER,
            order=(c.prior.desc(), c.this.desc()),
        )  # fmt: skip
