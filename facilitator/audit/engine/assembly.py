"""Puts the audit together from the tables of one cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import FromClause, select

from facilitator.audit.engine import breakdowns, xyz
from facilitator.audit.engine.breakdowns import Month, Orders, between, by_month
from facilitator.audit.engine.choices import Choices
from facilitator.audit.engine.movement import flow_rows, movements
from facilitator.audit.engine.people import People
from facilitator.audit.engine.season import Season
from facilitator.audit.engine.series import dynamics
from facilitator.audit.engine.span import Timeline, days, first_day, no_before
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import Audit, Coverage, Dynamics, Movement, Origin, Proposal
from facilitator.methods.economics import TOTAL, channel_total
from facilitator.methods.exact import NotAvailable, half_up, total
from facilitator.words.language import _, ngettext
from facilitator.words.number import with_marks

_DYNAMICS = 30
"""Channels that get dynamics of their own; a ledger with more has none worth the name."""


def _no_customers() -> NotAvailable:
    return NotAvailable(_("No row of the ledger names a customer."))


@dataclass(frozen=True, slots=True)
class Cut:
    """Everything one audit is read from."""

    space: Workspace
    choices: Choices
    time: Timeline
    rows: tuple[Month, ...]
    """The calendar under the filters."""
    windows: FromClause
    customers: FromClause
    flows: FromClause
    dimensions: Mapping[str, FromClause]
    orders: Orders | None
    proposal: Proposal | NotAvailable
    season: Season | None
    unseasoned: tuple[Mapping[str, int], str] | None

    @property
    def people(self) -> People:
        """The customers of the cut."""
        return People(self.space, self.customers, self.choices, self.time, self.season)


def assemble(cut: Cut) -> Audit:
    """Compute every part of the audit."""
    people, time, choices = cut.people, cut.time, cut.choices
    regularity = choices.regularity
    grid = time.grid(regularity.unit)
    named = people.count
    moved = movements(cut.space, cut.windows, time, by_channel=True)
    channels = breakdowns.channels(cut.rows, cut.orders, choices, time, moved)
    flows = cut.space.rows(select(cut.flows))
    return Audit(
        choices=choices,
        coverage=_coverage(cut, named),
        total=dynamics(TOTAL, by_month(cut.rows), time, (), _earlier(choices)),
        dynamics=tuple(_of_channel(cut, row.figures.value) for row in channels[:_DYNAMICS]),
        abc=people.abc() if named else _no_customers(),
        xyz=xyz.summary(
            cut.space, cut.customers, regularity, grid, people.counted, cut.proposal, cut.unseasoned
        )
        if named
        else _no_customers(),
        matrix=people.matrix() if named else _no_customers(),
        irregular=people.irregular() if named else _no_customers(),
        movement=_movement(cut, named),
        flows=flow_rows(flows, regularity, grid),
        stopped=people.stopped(grid[1]) if named else _no_customers(),
        channels=channels,
        channel_total=channel_total([row.economics for row in channels]),
        cheque=breakdowns.cheque(cut.rows, cut.orders, time),
        breakdowns=tuple(
            breakdowns.breakdown(cut.space, name, cube, choices, time)
            for name, cube in cut.dimensions.items()
        ),
    )


def _movement(cut: Cut, named: int) -> Movement | NotAvailable:
    if not named:
        return _no_customers()
    if not cut.time.prior:
        return no_before()
    return movements(cut.space, cut.customers, cut.time)[""]


def _of_channel(cut: Cut, name: str) -> Dynamics:
    mine = by_month([row for row in cut.rows if row.channel == name])
    return dynamics(name, mine, cut.time, (("channel", name),))


def _earlier(choices: Choices) -> dict[int, Decimal]:
    # A typed total knows nothing of channels or months: under a filter it would lie.
    return {} if choices.filters.any else dict(choices.earlier_years)


def _coverage(cut: Cut, named: int) -> Coverage:
    rows, time = cut.rows, cut.time
    sold = {row.month for row in rows}
    months = range(time.first, time.last + 1)
    return Coverage(
        lines=sum(row.lines for row in rows),
        total=total([row.revenue for row in rows]),
        first_day=min(row.first_day for row in rows),
        last_day=max(row.last_day for row in rows),
        return_lines=sum(row.return_lines for row in rows),
        returns=total([row.returns for row in rows]),
        anonymous_lines=sum(row.anonymous_lines for row in rows),
        anonymous=total([row.anonymous for row in rows]),
        customers=named,
        empty_months=tuple(first_day(at) for at in months if at not in sold),
        incomplete=tuple(first_day(at) for at in months if not time.complete(at, at)),
        window=days(*time.this),
        before=days(*time.prior) if time.prior else None,
        notes=tuple(_notes(cut)),
        origin=Origin(days(time.first, time.last)),
        returns_origin=Origin(days(time.first, time.last), returns=True),
        anonymous_origin=Origin(days(time.first, time.last), (("customer", ""),)),
    )


def _notes(cut: Cut) -> list[str]:
    time, choices = cut.time, cut.choices
    told: list[str] = []
    for at in range(time.first, time.last + 1):
        if not time.complete(at, at):
            told.append(
                _(
                    "{month} seems not to be whole: it is shown, and left out of growth, ABC and "
                    "XYZ."
                ).format(month=f"{first_day(at):%Y-%m}")
            )
    length = time.this[1] - time.this[0] + 1
    if length < choices.window:
        told.append(
            ngettext(
                "ABC looks at {count} months: the ledger has no more.",
                "ABC looks at {count} months: the ledger has no more.",
                length,
            ).format(count=length)
        )
    lost = [row for row in between(cut.rows, time.this) if row.anonymous_lines]
    if lost:
        share = sum(row.anonymous_lines for row in lost)
        money = half_up(total([row.anonymous for row in lost]), 2)
        told.append(
            ngettext(
                "{count} rows of the window name no customer ({money}): they stay in the dynamics "
                "and leave ABC and XYZ.",
                "{count} rows of the window name no customer ({money}): they stay in the dynamics "
                "and leave ABC and XYZ.",
                share,
            ).format(count=share, money=with_marks(str(money)))
        )
    return told
