"""One cut of a ledger: which tables it needs, each kept under the choices it depends on."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import FromClause, func, select

from facilitator.audit.engine import breakdowns, cubes, customers, movement, xyz
from facilitator.audit.engine.assembly import Cut
from facilitator.audit.engine.breakdowns import Month, Orders
from facilitator.audit.engine.choices import Choices, Filters, Regularity
from facilitator.audit.engine.ledger import DIMENSIONS
from facilitator.audit.engine.season import Season, indices
from facilitator.audit.engine.shapes import AnySelect
from facilitator.audit.engine.span import Timeline
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import Proposal
from facilitator.methods.exact import NotAvailable

if TYPE_CHECKING:
    from facilitator.audit.engine.analysis import Analysis


class Cutter:
    """Tables of one audit, each under the part of the choices it depends on."""

    def __init__(
        self,
        analysis: "Analysis",
        choices: Choices,
        known: Filters,
        time: Timeline,
        rows: tuple[Month, ...],
    ) -> None:
        self.analysis, self.choices, self.known, self.time = analysis, choices, known, time
        self.space: Workspace = analysis.space
        self.rows = rows
        self.unit = choices.regularity.unit
        self.grid = time.grid(self.unit)
        # What decides rows and months, apart from the limits.
        self.base = (known, choices.filters.channels, time)

    def cut(self) -> Cut:
        """Make what is not kept yet."""
        analysis = self.analysis
        cube = analysis.large_cube(
            ("customers", self.known),
            cubes.CUSTOMERS,
            "customer",
            lambda rows: cubes.customers(rows, self.known),
        )
        windows = self.space.table(
            ("windows", *self.base), lambda: customers.windows(cube, self.choices, self.time)
        )
        buyers = self.space.table(("buyers", *self.base), lambda: customers.buyers(windows))
        chosen = self.choices.regularity
        season = self._season(cube, chosen)
        taken_out = season if isinstance(season, Season) else None
        histories = self._histories(cube, self.unit, taken_out, self._apart(windows, buyers))
        sorted_out = self.space.table(
            ("people", *self.base, self.choices.abc, self.choices.boundary, chosen),
            lambda: self._people(buyers, histories),
            lambda table: xyz.decide(self.space, table, chosen, taken_out),
        )
        return Cut(
            space=self.space,
            choices=self.choices,
            time=self.time,
            rows=self.rows,
            windows=windows,
            customers=sorted_out,
            flows=self._flows(cube, histories),
            dimensions=self._dimensions(),
            orders=self._orders(),
            proposal=self._proposal(cube, histories),
            season=taken_out,
            unseasoned=self._unseasoned(season, histories, sorted_out),
        )

    def _histories(
        self, cube: FromClause, unit: str, season: Season | None, apart: bool = False
    ) -> FromClause:
        """`apart`: every customer has one channel only, so that months need no adding up."""
        grid = self.time.grid(unit)
        if season is not None:
            key = ("histories", *self.base, unit, season.indices)
            return self.space.table(
                key, lambda: customers.histories(season.purchases, grid, season.indices)
            )
        rows = customers.purchases(cube, self.choices, self.time, unit, apart).subquery("purchases")
        return self.space.table(
            ("histories", *self.base, unit), lambda: customers.histories(rows, grid)
        )

    def _apart(self, windows: FromClause, buyers: FromClause) -> bool:
        if self.unit != "month":
            return False
        counts = [select(func.count()).select_from(each) for each in (windows, buyers)]
        return self.space.row(counts[0])[0] == self.space.row(counts[1])[0]

    def _season(self, cube: FromClause, chosen: Regularity) -> Season | NotAvailable | None:
        """The season to be taken out, None where it is to be left in."""
        if not chosen.deseasonalise:
            return None
        found = indices(self.rows, self.time, chosen.unit)
        if isinstance(found, NotAvailable):
            return found
        rows = customers.purchases(cube, self.choices, self.time, chosen.unit)
        return Season(found, self.space.table(("purchases", *self.base, chosen.unit), lambda: rows))

    def _unseasoned(
        self, season: Season | NotAvailable | None, histories: FromClause, people: FromClause
    ) -> tuple[Mapping[str, int], str] | None:
        if season is None:
            return None
        if isinstance(season, NotAvailable):
            return {}, season.reason
        count = int(self.space.row(select(func.count()).select_from(people))[0])
        chosen = self.choices.regularity
        return xyz.counts_with_season(self.space, histories, chosen, self.grid, count), ""

    def _flows(self, cube: FromClause, histories: FromClause) -> FromClause:
        regularity = self.choices.regularity

        def counted() -> AnySelect:
            if "bought" in histories.c:
                return movement.flows_by_bits(histories, regularity, self.grid)
            rows = customers.purchases(cube, self.choices, self.time, self.unit)
            return movement.flows(rows.subquery("purchases"), regularity, self.grid[1])

        return self.space.table(("flows", *self.base, self.unit), counted)

    def _people(self, buyers: FromClause, histories: FromClause) -> AnySelect:
        active = self.space.row(select(func.sum(buyers.c.this)).where(buyers.c.this > 0))[0]
        ranked = customers.ranking(buyers, self.choices, Fraction(active or 0)).subquery("ranked")
        measured = customers.regularity(histories, self.choices.regularity, self.grid)
        return customers.joined(ranked, measured.subquery("regularity"))

    def _proposal(self, cube: FromClause, histories: FromClause) -> Proposal | NotAvailable:
        chosen = self.choices.regularity
        # Neither the limits nor the history in force play a part in what is proposed.
        key = (self.base, chosen.unit, chosen.sigma, chosen.active, chosen.deseasonalise)
        known = self.analysis.proposals
        if key not in known:
            known[key] = self._proposed(cube, histories)
        return known[key]

    def _proposed(self, cube: FromClause, histories: FromClause) -> Proposal | NotAvailable:
        chosen = self.choices.regularity
        found = xyz.proposed(self.space, histories, chosen, self.grid)
        if not isinstance(found, NotAvailable):
            return found
        other = replace(chosen, unit="month" if self.unit == "quarter" else "quarter")
        season = self._season(cube, other)
        table = self._histories(cube, other.unit, season if isinstance(season, Season) else None)
        better = xyz.proposed(self.space, table, other, self.time.grid(other.unit))
        return found if isinstance(better, NotAvailable) else better

    def _dimensions(self) -> dict[str, FromClause]:
        ledger = self.analysis.source.ledger
        return {
            name: self.analysis.cube(
                ("values", name, self.known),
                cubes.VALUES,
                cubes.values(ledger, name, self.known),
            )
            for name in DIMENSIONS
            if name != "channel" and self.analysis.has(name)
        }

    def _orders(self) -> Orders | None:
        if not self.analysis.has("order_id"):
            return None
        ledger, window = self.analysis.source.ledger, self.time.this
        first, last = self.analysis.months()
        if self.analysis.source.files and last - first < cubes.MOST_BITS:
            made = self.analysis.large_cube(
                ("orders", self.known),
                (),
                "order_id",
                lambda rows: cubes.order_months(rows, self.known, first, last - first + 1),
            )
            return breakdowns.orders_by_months(self.space, made, (first, last), window)
        months = self.analysis.cube(
            ("orders", self.known), cubes.ORDERS, cubes.orders(ledger, self.known)
        )
        whole = self.analysis.cube(
            ("orders", self.known, *window),
            cubes.WINDOW_ORDERS,
            cubes.window_orders(ledger, self.known, *window),
        )
        return Orders(
            {
                (row.channel or "", int(row.month)): int(row.orders)
                for row in self.space.rows(select(months))
            },
            {row.channel or "": int(row.orders) for row in self.space.rows(select(whole))},
        )
