"""The audit equals an independent calculation with pandas, to the cent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import Choices, Filters, History, Regularity
from facilitator.audit.results import Abc, Audit, Movement
from facilitator.methods.exact import NotAvailable
from tests.audit.engine.made import Sale, parquet, random_sales, tuples

pd = pytest.importorskip("pandas")

COLUMNS = (
    "row", "day", "customer", "amount", "channel", "product", "salesperson", "region",
    "order_id", "segment",
)  # fmt: skip
FILTERS = [
    Filters(),
    Filters(channels=("Channel 1", "")),
    Filters(since=date(2024, 2, 1), salespeople=("Seller 2", "Seller 3")),
    Filters(regions=("Region 0",), until=date(2025, 6, 30)),
]


def frame(sales: Sequence[Sale], filters: Filters) -> Any:
    table = pd.DataFrame(tuples(sales), columns=list(COLUMNS))
    table["cents"] = [int(amount * 10_000) for amount in table["amount"]]
    table["month"] = [day.year * 12 + day.month - 1 for day in table["day"]]
    for column, names in (
        ("channel", filters.channels),
        ("region", filters.regions),
        ("salesperson", filters.salespeople),
    ):
        if names:
            table = table[table[column].fillna("").isin(names)]
    if filters.since:
        table = table[table["day"] >= filters.since]
    return table[table["day"] <= filters.until] if filters.until else table


def money(units: Any) -> Fraction:
    return Fraction(int(units), 10_000)


@pytest.fixture(scope="module")
def sales() -> list[Sale]:
    return random_sales(7)


@pytest.fixture(scope="module")
def analysis(sales: list[Sale], tmp_path_factory: pytest.TempPathFactory):
    file = parquet(sales, tmp_path_factory.mktemp("ledger") / "ledger.parquet")
    with Analysis(file) as opened:
        yield opened


@pytest.fixture(scope="module", params=FILTERS, ids=["all", "channel", "seller", "region"])
def cut(request: pytest.FixtureRequest, analysis: Analysis, sales: list[Sale]) -> Any:
    choices = Choices(filters=request.param, listed=1000)
    return analysis.audit(choices), frame(sales, request.param)


def window(found: Audit) -> tuple[int, int]:
    span = found.coverage.window
    return span.first.year * 12 + span.first.month - 1, span.last.year * 12 + span.last.month - 1


def test_the_control_total_and_the_months(cut: Any) -> None:
    found, table = cut
    assert found.coverage.total == money(table["cents"].sum())
    assert found.coverage.lines == len(table)
    assert found.coverage.anonymous_lines == table["customer"].isna().sum()
    assert found.coverage.return_lines == (table["cents"] < 0).sum()
    assert found.coverage.returns == money(table.loc[table["cents"] < 0, "cents"].sum())
    by_month = table.groupby("month")["cents"].sum()
    shown = {
        row.origin.span.first.year * 12 + row.origin.span.first.month - 1: row.revenue
        for row in found.total.months
        if row.origin.span
    }
    assert {at: value for at, value in shown.items() if value} == {
        at: money(value) for at, value in by_month.items()
    }


def test_customers_of_the_window(cut: Any) -> None:
    found, table = cut
    first, last = window(found)
    assert isinstance(found.abc, Abc)
    this = table[table["month"].between(first, last)].groupby("customer")["cents"].sum()
    active = this[this > 0].sort_values(ascending=False)
    assert {row.customer: row.revenue for row in found.abc.ranked.rows} == {
        name: money(value) for name, value in active.items()
    }
    assert [row.revenue for row in found.abc.ranked.rows] == [money(v) for v in active]
    assert {row.customer: row.revenue for row in found.abc.credits.rows} == {
        name: money(value) for name, value in this[this < 0].items()
    }
    running = active.cumsum()
    assert found.abc.ranked.rows[4].cumulative == Fraction(int(running.iloc[4]), int(active.sum()))


@pytest.mark.parametrize("dimension", ["product", "salesperson", "region"])
def test_breakdowns(cut: Any, dimension: str) -> None:
    found, table = cut
    first, last = window(found)
    inside = table[table["month"].between(first, last)]
    expected = inside.groupby(inside[dimension].fillna(""))["cents"].sum()
    rows = next(each for each in found.breakdowns if each.dimension == dimension).rows
    assert {row.value: row.revenue for row in rows if row.lines} == {
        name: money(value) for name, value in expected.items()
    }
    assert sum((row.share for row in rows), Fraction(0)) == 1


def test_channels_orders_and_cheques(cut: Any) -> None:
    found, table = cut
    first, last = window(found)
    inside = table[table["month"].between(first, last)].copy()
    inside["channel"] = inside["channel"].fillna("")
    orders = inside.groupby("channel")["order_id"].nunique()
    revenue = inside.groupby("channel")["cents"].sum()
    shown = {row.figures.value: row for row in found.channels if row.figures.lines}
    assert {name: row.orders for name, row in shown.items()} == orders.to_dict()
    for name, row in shown.items():
        assert row.cheque == money(revenue[name]) / int(orders[name])
    assert found.cheque.total == money(revenue.sum()) / int(orders.sum())


def test_movement(cut: Any) -> None:
    found, table = cut
    first, last = window(found)
    if found.coverage.before is None:
        assert isinstance(found.movement, NotAvailable)
        return
    named = table[table["customer"].notna()]
    this = named[named["month"].between(first, last)].groupby("customer")["cents"].sum()
    prior = named[named["month"].between(first - 12, first - 1)].groupby("customer")["cents"].sum()
    both = pd.DataFrame({"this": this, "prior": prior}).fillna(0)
    had, has = both["prior"] > 0, both["this"] > 0
    moved = found.movement
    assert isinstance(moved, Movement)
    assert (moved.start, moved.end, moved.lost) == (had.sum(), has.sum(), (had & ~has).sum())
    # The cube keeps a channel's months apart, so a first purchase is one of a channel in a month.
    sums = (
        named.assign(channel=named["channel"].fillna(""))
        .groupby(["customer", "channel", "month"])["cents"]
        .sum()
    )
    start = sums[sums > 0].reset_index().groupby("customer")["month"].min()
    fresh = both.index[has & ~had]
    assert moved.new == sum(start[name] >= first for name in fresh)
    assert moved.returned == sum(start[name] < first for name in fresh)
    assert moved.nrr == Fraction(int(both["this"][had].sum()), int(both["prior"][had].sum()))
    least = both[had].min(axis=1).sum()
    assert moved.grr == Fraction(int(least), int(both["prior"][had].sum()))


@pytest.mark.parametrize("unit", ["month", "quarter"])
@pytest.mark.parametrize("history", list(History))
def test_variation(analysis: Analysis, sales: list[Sale], unit: str, history: History) -> None:
    choices = Choices(regularity=Regularity(unit, history), listed=1000)
    found = analysis.audit(choices)
    assert isinstance(found.abc, Abc)
    size = {"month": 1, "quarter": 3}[unit]
    table = frame(sales, Filters())
    whole = [row for row in getattr(found.total, f"{unit}s") if row.complete]
    span = (whole[0].origin.span, whole[-1].origin.span)
    low, high = ((s.first.year * 12 + s.first.month - 1) // size for s in span)
    table["period"] = table["month"] // size
    table = table[table["period"].between(low, high)]
    wide = table.pivot_table(
        index="customer", columns="period", values="cents", aggfunc="sum", fill_value=0
    ).reindex(columns=range(low, high + 1), fill_value=0)
    checked = 0
    for row in found.abc.ranked.rows:
        if not isinstance(row.cv, Decimal):
            continue
        values = wide.loc[row.customer]
        if history is History.SINCE_FIRST:
            values = values[values.index >= values[values != 0].index[0]]
        assert len(values) == row.periods
        assert float(row.cv) == pytest.approx(values.std(ddof=0) / values.mean(), rel=1e-12)
        checked += 1
    assert checked > 20


@pytest.mark.parametrize("unit", ["month", "quarter"])
def test_flows(analysis: Analysis, sales: list[Sale], unit: str) -> None:
    found = analysis.audit(Choices(regularity=Regularity(unit)))
    size, wait = {"month": (1, 6), "quarter": (3, 4)}[unit]
    table = frame(sales, Filters())
    rows = [row for row in getattr(found.total, f"{unit}s") if row.complete]
    first, last = (
        (s.origin.span.first.year * 12 + s.origin.span.first.month - 1) // size
        for s in (rows[0], rows[-1])
    )
    table["period"] = table["month"] // size
    sums = table[table["period"].between(first, last)].groupby(["customer", "period"])["cents"]
    bought: dict[str, list[int]] = {}
    for (customer, period), value in sums.sum().items():
        if value > 0:
            bought.setdefault(customer, []).append(period)
    for at, row in zip(range(first, last + 1), found.flows, strict=True):
        assert row.active == sum(at in periods for periods in bought.values())
        assert row.new == sum(min(periods) == at for periods in bought.values())
        assert row.lost == sum(
            at - wait in periods and not set(range(at - wait + 1, at + 1)) & set(periods)
            for periods in bought.values()
        )


REAL = Path(__file__).parents[4] / "shared" / "data"


@pytest.mark.parametrize("name", ["cdnow", "northwind"])
def test_a_real_ledger(name: str, tmp_path: Path) -> None:
    file = REAL / f"{name}_ledger.csv"
    if not file.exists():
        pytest.skip("the ledgers to try are not on this machine")
    table = pd.read_csv(file, dtype=str)
    day = "date" if "date" in table else "order_date"
    sales = [
        Sale(date.fromisoformat(row[day]), Decimal(row["amount"]), row["customer"])
        for row in table.to_dict("records")
    ]
    with Analysis(parquet(sales, tmp_path / "real.parquet")) as opened:
        found = opened.audit(replace(Choices(), listed=100_000))
    assert isinstance(found.abc, Abc)
    assert found.coverage.total == sum((Fraction(sale.amount) for sale in sales), Fraction(0))
    # Northwind ends on 6 May: the month is not over.
    assert bool(found.coverage.incomplete) == (name == "northwind")
    span = found.coverage.window
    brought: dict[str, Fraction] = {}
    for sale in sales:
        if span.first <= sale.day <= span.last and sale.customer:
            brought[sale.customer] = brought.get(sale.customer, Fraction(0)) + Fraction(sale.amount)
    assert {row.customer: row.revenue for row in found.abc.ranked.rows} == {
        customer: value for customer, value in brought.items() if value > 0
    }
