"""What holds for any ledger: parts add up, order plays no part, classes are the methods' own."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as some

from facilitator.audit.engine.analysis import Analysis, SourceRows
from facilitator.audit.engine.choices import MONTHS_IN, Choices, History, Regularity
from facilitator.audit.results import Abc, Audit, Matrix, Movement, Xyz
from facilitator.methods.abc_classes import (
    AbcLimits,
    Boundary,
    class_report,
    classify_abc,
    concentration,
    imbalance_hints,
)
from facilitator.methods.abc_xyz import abc_xyz_matrix
from facilitator.methods.retention import retention
from facilitator.methods.xyz_classes import CLASSIC, MEDIUM, Sigma, XyzLimits, classify_xyz
from tests.audit.engine.made import Sale, parquet

DAYS = some.integers(0, 899).map(lambda at: date(2024, 1, 1) + timedelta(at))
# Few different amounts: ties and exact limits are what may go wrong.
AMOUNTS = some.sampled_from([Decimal(text) for text in ("10", "90", "110", "0.01", "-10", "75")])
CUSTOMERS = some.sampled_from(["01", "1", "Ω", "a'b", "b", None])
SALES = some.builds(
    Sale, DAYS, AMOUNTS, CUSTOMERS, some.sampled_from(["web", "shop", None]), order_id=CUSTOMERS
)
LEDGERS = some.lists(SALES, min_size=1, max_size=60)
CHOICES = some.builds(
    Choices,
    window=some.sampled_from([3, 12]),
    abc=some.sampled_from([AbcLimits(), AbcLimits(50, 90), AbcLimits(Decimal("66.6"), 100)]),
    boundary=some.sampled_from(Boundary),
    regularity=some.builds(
        Regularity,
        some.sampled_from(["month", "quarter"]),
        some.sampled_from(History),
        some.sampled_from([CLASSIC, MEDIUM, XyzLimits(100, 300)]),
        some.sampled_from(Sigma),
    ),
    include_incomplete=some.booleans(),
    listed=some.just(100),
)


def audited(sales: list[Sale], choices: Choices) -> Audit:
    with (
        TemporaryDirectory() as room,
        Analysis(parquet(sales, Path(room) / "l.parquet")) as analysis,
    ):
        return analysis.audit(choices)


def month(day: date) -> int:
    return day.year * 12 + day.month - 1


RETURNED = [Sale(date(2024, 1, 1), amount, "01", "web") for amount in (Decimal(10), Decimal(-10))]


@settings(max_examples=20, deadline=None)
@given(LEDGERS, CHOICES)
@example(RETURNED, Choices())  # all that was bought came back: nobody has revenue
def test_any_ledger(sales: list[Sale], choices: Choices) -> None:
    found = audited(sales, choices)  # once: it is what takes the time
    classes_are_those_of_the_methods(found, sales, choices)
    parts_add_up(found, sales)
    movement_is_that_of_the_method(found, sales)


def classes_are_those_of_the_methods(found: Audit, sales: list[Sale], choices: Choices) -> None:
    names = {sale.customer for sale in sales if sale.customer}
    revenue = {name: Decimal(0) for name in names}
    for sale in inside(found, sales):
        if sale.customer:
            revenue[sale.customer] += sale.amount
    if not isinstance(found.abc, Abc) or not isinstance(found.matrix, Matrix):
        assert not any(value > 0 for value in revenue.values())
        return
    expected = classify_abc(revenue, choices.abc, choices.boundary)
    rows = found.abc.ranked.rows
    assert [(row.customer, row.revenue, row.cumulative, row.abc) for row in rows] == [
        (one.client, one.revenue, one.cumulative, one.abc) for one in expected.ranked
    ]
    assert found.abc.classes == class_report(expected)
    assert found.abc.hints == imbalance_hints(expected)
    assert found.abc.concentration == concentration(expected)
    assert found.abc.inactive == len(expected.inactive)
    regularity = {name: regular(found, sales, name, choices) for name in sorted(names)}
    for row in rows:
        assert (row.column, row.cv if row.column in "XYZ" else None) == (
            regularity[row.customer].column,
            regularity[row.customer].cv if row.column in "XYZ" else None,
        )
    crossed = abc_xyz_matrix(expected, regularity)
    for cell in crossed.cells:
        mine = found.matrix.cell(cell.abc, cell.column)
        assert (mine.names, mine.revenue, mine.policy) == (cell.clients, cell.revenue, cell.policy)
    assert sum(found.matrix.outside.values()) == len(crossed.outside)


def inside(found: Audit, sales: list[Sale]) -> list[Sale]:
    span = found.coverage.window
    return [sale for sale in sales if span.first <= sale.day <= span.last]


def regular(found: Audit, sales: list[Sale], name: str, choices: Choices):
    chosen = choices.regularity
    size = MONTHS_IN[chosen.unit]
    rows = found.total.quarters if chosen.unit == "quarter" else found.total.months
    whole = [row.origin.span for row in rows if row.complete and row.origin.span]
    periods = [month(span.first) // size for span in whole]
    series = [
        sum((s.amount for s in sales if s.customer == name and month(s.day) // size == at), 0)
        for at in periods
    ]
    since = 0 if chosen.history is History.FULL else None
    return classify_xyz(series, chosen.limits, chosen.sigma, chosen.period, since)


@settings(max_examples=6, deadline=None)
@given(LEDGERS, CHOICES, some.randoms())
def test_the_order_of_rows_does_not_matter(sales, choices, chance) -> None:
    shuffled = list(sales)
    chance.shuffle(shuffled)
    assert audited(shuffled, choices) == audited(sales, choices)


def parts_add_up(found: Audit, sales: list[Sale]) -> None:
    whole = sum((Fraction(sale.amount) for sale in sales), Fraction(0))
    assert found.coverage.total == whole
    for rows in (found.total.months, found.total.quarters, found.total.years):
        assert sum((row.revenue for row in rows), Fraction(0)) == whole
    by_channel = [row.revenue for each in found.dynamics for row in each.months]
    assert sum(by_channel, Fraction(0)) == whole
    window = sum((Fraction(sale.amount) for sale in inside(found, sales)), Fraction(0))
    assert sum((row.figures.revenue for row in found.channels), Fraction(0)) == window
    if isinstance(found.abc, Abc) and isinstance(found.matrix, Matrix):
        assert sum((cell.revenue for cell in found.matrix.cells), Fraction(0)) == (
            found.abc.ranked.revenue
        )
        assert sum(row.clients for row in found.abc.classes) == found.abc.ranked.count
    if isinstance(found.xyz, Xyz):
        assert sum(found.xyz.counts.values()) == found.coverage.customers


def movement_is_that_of_the_method(found: Audit, sales: list[Sale]) -> None:
    before, mine = found.coverage.before, found.movement
    if before is None or not isinstance(mine, Movement):
        return
    pairs: dict[str, tuple[Decimal, Decimal]] = {}
    for sale in sales:
        if sale.customer:
            last, this = pairs.get(sale.customer, (Decimal(0), Decimal(0)))
            if before.first <= sale.day <= before.last:
                last += sale.amount
            if sale in inside(found, [sale]):
                this += sale.amount
            pairs[sale.customer] = (last, this)
    expected = retention(pairs)
    assert (mine.start, mine.new + mine.returned, mine.lost, mine.end) == (
        expected.start, len(expected.new), len(expected.lost), expected.end
    )  # fmt: skip
    assert (mine.crr, mine.churn, mine.nrr, mine.grr) == (
        expected.crr, expected.churn, expected.nrr, expected.grr
    )  # fmt: skip
    names = {group.name: set(group.names) for group in mine.groups}
    assert names["lost"] == set(expected.lost)
    assert names["new"] | names["returned"] == set(expected.new)
    assert all(group.customers == len(group.names) for group in mine.groups)
    assert [mine.group(name) for name in names] == list(mine.groups)


@settings(max_examples=5, deadline=None)
@given(LEDGERS, CHOICES)
def test_every_figure_opens_to_rows_that_add_up_to_it(sales, choices) -> None:
    with (
        TemporaryDirectory() as room,
        Analysis(parquet(sales, Path(room) / "l.parquet")) as analysis,
    ):
        found = analysis.audit(choices)

        def opened(origin) -> SourceRows:
            rows = analysis.rows_of(origin, choices)
            own = sum((Fraction(sales[at - 1].amount) for at in rows.numbers), Fraction(0))
            assert own == rows.total and len(rows.numbers) == rows.count
            return rows

        for row in (*found.total.months, *found.total.years):
            assert opened(row.origin).total == row.revenue
        for each in found.channels:
            rows = opened(each.figures.origin)
            assert (rows.total, rows.count) == (each.figures.revenue, each.figures.lines)
        if isinstance(found.matrix, Matrix):
            for cell in found.matrix.cells:
                assert opened(cell.origin).total == cell.revenue
        if isinstance(found.abc, Abc):
            for row in found.abc.ranked.rows:
                assert opened(row.origin).total == row.revenue
        moved = [found.movement, *(row.movement for row in found.channels)]
        groups = [group for each in moved if isinstance(each, Movement) for group in each.groups]
        for group in groups:
            wanted = group.before if group.name == "lost" else group.revenue
            assert opened(group.origin).total == wanted
        told = found.coverage
        rows = opened(told.returns_origin)
        assert (rows.total, rows.count) == (told.returns, told.return_lines)
        rows = opened(told.anonymous_origin)
        assert (rows.total, rows.count) == (told.anonymous, told.anonymous_lines)
        assert opened(told.origin).count == told.lines
