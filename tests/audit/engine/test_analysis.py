"""Edges of the audit: exact limits, halves of months, nothing to audit, stopping it."""

import json
import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import func, literal, select

from facilitator.audit.engine import analysis as analysis_module
from facilitator.audit.engine import cubes, customers
from facilitator.audit.engine.analysis import Analysis, EmptyLedger, audit
from facilitator.audit.engine.choices import Choices, Filters, History, Regularity
from facilitator.audit.engine.embedded import Embedded
from facilitator.audit.engine.ledger import numbers
from facilitator.audit.engine.workspace import Cancelled, NotComputed, Workspace
from facilitator.audit.results import Abc, Audit, CustomerList, Movement, Xyz
from facilitator.methods.abc_classes import Boundary
from facilitator.methods.exact import NotAvailable
from facilitator.methods.xyz_classes import Sigma, XyzLimits
from tests.audit.engine.made import Sale, parquet, random_sales


def by_month(customer: str, amounts: list[str], first: int = 2025 * 12) -> list[Sale]:
    days = [date((first + at) // 12, (first + at) % 12 + 1, 15) for at in range(len(amounts))]
    pairs = zip(days, amounts, strict=True)
    return [Sale(day, Decimal(amount), customer) for day, amount in pairs if amount != "0"]


def columns(sales: list[Sale], tmp_path: Path, regularity: Regularity) -> dict[str, str]:
    found = audit(parquet(sales, tmp_path / "l.parquet"), Choices(regularity=regularity))
    assert isinstance(found.abc, Abc)
    return {row.customer: row.column for row in found.abc.ranked.rows}


def test_a_limit_is_decided_exactly(tmp_path: Path) -> None:
    # CV is 10 % and 25 % to the last digit; 0.9 and 1.1 are no binary fractions.
    sales = [
        *by_month("ten", ["0.9", "1.1"] * 6),
        *by_month("a cent more", ["0.9", "1.1"] * 5 + ["0.9", "1.1001"]),
        *by_month("twenty-five", ["0.75", "1.25"] * 6),
        *by_month("more", ["0.75", "1.25"] * 5 + ["0.75", "1.2501"]),
        *by_month("huge", ["90000000000.0001", "110000000000.0001"] * 6),
        *by_month("huge, a hair more", ["90000000000", "110000000000.0001"] * 6),
    ]
    assert columns(sales, tmp_path, Regularity("month")) == {
        "ten": "X", "a cent more": "Y", "twenty-five": "Y", "more": "Z",
        "huge": "X", "huge, a hair more": "Y",
    }  # fmt: skip
    # The sample σ of 0.9 and 1.1 is above 10 %, that of 0.75 and 1.25 above 25 %.
    assert columns(sales, tmp_path, Regularity("month", sigma=Sigma.SAMPLE))["ten"] == "Y"


def test_a_border_between_two_smallest_amounts(tmp_path: Path) -> None:
    # 80 % of 0.0011 is 0.00088: what starts at 0.0008 is still inside, by whole hundredths of it.
    sales = [Sale(date(2025, 1, 5), Decimal(f"0.000{n}"), f"{n}") for n in (8, 2, 1)]
    found = audit(parquet(sales, tmp_path / "l.parquet"))
    assert isinstance(found.abc, Abc)
    assert [row.abc for row in found.abc.ranked.rows] == ["A", "A", "B"]
    out = audit(parquet(sales, tmp_path / "l.parquet"), Choices(boundary=Boundary.CROSS_OUT))
    assert isinstance(out.abc, Abc)
    assert [row.abc for row in out.abc.ranked.rows] == ["A", "B", "C"]


def test_who_is_new_and_who_came_back(tmp_path: Path) -> None:
    year = 2024 * 12
    sales = [
        *by_month("always", ["5"] * 36, year - 12),
        *by_month("new in January", ["5"], year + 12),
        *by_month("back", ["5"] + ["0"] * 30 + ["5"], year - 12),
        *by_month("gone", ["5"] * 20, year - 12),
        Sale(date(2025, 3, 3), Decimal(0), "looked only"),
    ]
    found = audit(parquet(sales, tmp_path / "l.parquet"))
    moved = found.movement
    assert isinstance(moved, Movement)
    assert (moved.start, moved.new, moved.returned, moved.lost, moved.end) == (2, 1, 1, 1, 3)
    assert (moved.new_revenue, moved.returned_revenue, moved.lost_revenue) == (5, 5, 40)
    assert found.coverage.return_lines == 0
    assert isinstance(found.stopped, CustomerList)
    assert found.stopped.rows[0].customer == "gone"


def test_who_bought_after_the_last_whole_quarter_has_not_stopped(tmp_path: Path) -> None:
    # The ledger ends with April: the second quarter is not over, the months of it are.
    sales = [
        *by_month("always", ["5"] * 28),
        *by_month("again in April", ["5"] * 9 + ["0"] * 18 + ["5"]),
        *by_month("silent", ["5"] * 9),
    ]
    found = audit(parquet(sales, tmp_path / "l.parquet"), Choices(regularity=Regularity("quarter")))
    assert isinstance(found.stopped, CustomerList)
    assert [row.customer for row in found.stopped.rows] == ["silent"]


def test_one_off_buyers_at_a_limit_are_all_decided(tmp_path: Path) -> None:
    # Over 10 months one purchase has a CV of exactly 300 %.
    sales = [*by_month("every month", ["5"] * 10)]
    for at in range(40):
        sales += by_month(f"once {at}", ["0"] * 9 + [f"{at + 1}.3"])
    chosen = Regularity("month", History.FULL, XyzLimits(100, 300))
    found = columns(sales, tmp_path, chosen)
    assert {kind for name, kind in found.items() if name.startswith("once")} == {"Y"}
    found = columns(sales, tmp_path, replace(chosen, active=2))
    assert {kind for name, kind in found.items() if name.startswith("once")} == {"n/a"}


def test_a_month_that_is_not_over_is_shown_and_left_out(tmp_path: Path) -> None:
    sales: list[Sale] = []
    for at in range(29):
        year, month = divmod(at, 12)
        last = 5 if at == 28 else 28
        sales += [
            Sale(date(2023 + year, month + 1, day), Decimal(100), "one")
            for day in range(1, last + 1)
        ]
    file = parquet(sales, tmp_path / "l.parquet")
    found = audit(file)
    assert found.coverage.incomplete == (date(2025, 5, 1),)
    assert found.coverage.window.last == date(2025, 4, 30)
    month = found.total.months[-1]
    assert (month.revenue, month.complete) == (500, False)
    assert isinstance(month.growth, NotAvailable) and isinstance(month.year_growth, NotAvailable)
    assert not found.total.years[-1].complete
    assert found.total.to_date == 0
    assert any("2025-05 seems not to be whole" in note for note in found.coverage.notes)
    taken = audit(file, Choices(include_incomplete=True))
    assert taken.coverage.incomplete == ()
    assert taken.coverage.window.last == date(2025, 5, 31)


def test_the_limits_that_tell_nobody_apart_are_told_and_others_proposed(tmp_path: Path) -> None:
    sales: list[Sale] = []
    for at in range(30):
        swing = 30 + 6 * at
        sales += by_month(f"{at:02}", [str(200 + swing), str(200 - swing)] * 12)
    file = parquet(sales, tmp_path / "l.parquet")
    with Analysis(file) as analysis:
        found = analysis.audit(Choices(regularity=Regularity("month", limits=XyzLimits(1, 2))))
        assert isinstance(found.xyz, Xyz)
        assert "put nobody in X or Y" in found.xyz.sentence
        proposal = found.xyz.proposal
        assert not isinstance(proposal, NotAvailable)
        # Swings of 15 to 102 %: the textbook's limits leave one class nearly empty.
        assert proposal.regularity.limits == XyzLimits(45, 75)
        assert "No textbook limits" in proposal.sentence
        again = analysis.audit(Choices(regularity=proposal.regularity)).xyz
        assert isinstance(again, Xyz)
        assert {name: again.counts[name] for name in "XYZ"} == proposal.counts
        assert min(proposal.counts.values()) >= 3


def test_a_ledger_without_customers_keeps_its_dynamics(tmp_path: Path) -> None:
    sales = [Sale(date(2025, month, 15), Decimal(10)) for month in range(1, 13)]
    found = audit(parquet(sales, tmp_path / "l.parquet"))
    assert found.total.years[0].revenue == 120
    for part in (found.abc, found.xyz, found.matrix, found.movement, found.stopped):
        assert isinstance(part, NotAvailable)


@pytest.mark.parametrize("amounts", [["0"], ["-5"], ["-5", "-7", "2"]])
def test_ledgers_without_revenue(amounts: list[str], tmp_path: Path) -> None:
    sales = [
        Sale(date(2025, at + 1, 3), Decimal(amount), "one") for at, amount in enumerate(amounts)
    ]
    found = audit(parquet(sales, tmp_path / "l.parquet"))
    assert isinstance(found.abc, NotAvailable)
    assert found.coverage.total == sum(map(Decimal, amounts))
    json.dumps(found.plain())


def test_nothing_to_audit(tmp_path: Path) -> None:
    with pytest.raises(EmptyLedger, match="no rows"):
        audit(parquet([], tmp_path / "empty.parquet"))
    file = parquet([Sale(date(2025, 1, 2), Decimal(1), "one")], tmp_path / "one.parquet")
    with pytest.raises(EmptyLedger, match="take one of them away"):
        audit(file, Choices(filters=Filters(channels=("nowhere",))))
    with pytest.raises(ValueError, match="choose other months"):
        audit(file, Choices(filters=Filters(since=date(2030, 1, 1))))
    with pytest.raises(FileNotFoundError, match="import the ledger again"):
        audit(tmp_path / "gone.parquet")


def test_the_audit_as_json_tells_what_was_chosen(tmp_path: Path) -> None:
    found = audit(parquet(random_sales(3, 500), tmp_path / "l.parquet"))
    told = json.loads(json.dumps(found.plain()))
    assert told["choices"]["regularity"]["limits"] == {"x": 10, "y": 25}
    assert Decimal(told["coverage"]["total"]) == found.coverage.total
    assert told["matrix"]["cells"][0]["origin"]["abc"] == "A"


def test_pages_of_customers(tmp_path: Path) -> None:
    choices = Choices(listed=7)
    with Analysis(parquet(random_sales(5, 900), tmp_path / "l.parquet")) as analysis:
        found = analysis.audit(choices)
        assert isinstance(found.abc, Abc)
        count = found.abc.ranked.count
        seen: list[str] = []
        while page := analysis.customers(choices, skip=len(seen)).rows:
            seen += [row.customer for row in page]
        assert len(seen) == len(set(seen)) == found.coverage.customers >= count
        only_a = analysis.customers(choices, abc="A")
        assert only_a.count == found.abc.classes[0].clients


def test_a_stopped_calculation_leaves_the_analysis_usable(tmp_path: Path) -> None:
    file = tmp_path / "large.parquet"
    duckdb.sql(
        "SELECT range AS row, DATE '2022-01-01' + (hash(range) % 1400)::INT AS day, "
        "(hash(range + 7) % 150000)::VARCHAR AS customer, 5::DECIMAL(18,4) AS amount, "
        "NULL::VARCHAR AS channel, NULL::VARCHAR AS product, NULL::VARCHAR AS salesperson, "
        "NULL::VARCHAR AS region, NULL::VARCHAR AS order_id, NULL::VARCHAR AS segment "
        "FROM range(400000)"
    ).write_parquet(str(file))
    with Analysis(file, tmp_path / "spill") as analysis:
        told: list[BaseException] = []
        started, done = threading.Event(), threading.Event()

        def work() -> None:
            started.set()
            try:
                analysis.audit(Choices())
            except BaseException as error:
                told.append(error)
            done.set()

        thread = threading.Thread(target=work)
        thread.start()
        started.wait()
        # A statement has to run to be stopped: ask until one was.
        while not done.wait(0.01):
            analysis.cancel()
        thread.join()
        assert [type(each) for each in told] == [Cancelled]
        assert analysis.audit(Choices()).coverage.lines == 400_000


def test_amounts_stay_exact(tmp_path: Path) -> None:
    sales = [Sale(date(2025, 1, 1), Decimal("0.1"), "one") for _ in range(30)]
    found: Audit = audit(parquet(sales, tmp_path / "l.parquet"))
    assert found.coverage.total == 3


def test_ways_around_what_is_too_much_find_the_same(tmp_path: Path, monkeypatch) -> None:
    # Many rows behind a filter, more months than bits: slower ways, equal results.
    file = parquet(random_sales(9, 1200), tmp_path / "l.parquet")
    choices = Choices(filters=Filters(salespeople=("Seller 1", "Seller 3")))
    quick = audit(file, choices)
    assert quick.coverage.lines > 100
    monkeypatch.setattr(analysis_module, "_FEW", 100)
    monkeypatch.setattr(cubes, "MOST_BITS", 0)
    monkeypatch.setattr(customers, "MOST_PERIODS", 0)
    assert audit(file, choices) == quick
    monkeypatch.undo()
    monkeypatch.setattr(cubes, "_SMALL_BITS", 0)
    monkeypatch.setattr(analysis_module, "_ROWS_IN_A_MEGABYTE", 1)  # 4 parts of each large cube
    assert audit(file, choices) == quick


def test_parts_too_large_for_the_memory_are_halved(tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def part(at: int, parts: int):
        asked.append((at, parts))
        count = 20_000_000 if parts < 4 else 10  # one list has to be in memory as a whole
        places = func.list(numbers(count).c.place).label("places")
        return select(literal(at).label("number"), places)

    space = Workspace(Embedded((), tmp_path, memory=60))
    made = space.in_parts("key", part, 1)
    rows = space.rows(select(made.c.number).order_by(made.c.number))
    assert [row[0] for row in rows] == [0, 1, 2, 3]
    assert asked == [(0, 1), (0, 2), (0, 4), (1, 4), (2, 4), (3, 4)]
    assert space.in_parts("key", part, 1) is made
    with pytest.raises(NotComputed, match="needs more memory"):
        space.in_parts("other", lambda at, parts: part(at, 1), 32)
    space.close()


def test_customers_of_one_channel_and_of_several(tmp_path: Path) -> None:
    # By month the cube is taken as it is when nobody buys in two channels.
    apart = [replace(sale, channel=sale.customer) for sale in random_sales(10, 1200)]
    mixed = [replace(sale, channel=f"{at % 3}") for at, sale in enumerate(apart)]
    by_month = Choices(regularity=Regularity("month"))
    one, other = (
        audit(parquet(sales, tmp_path / f"{name}.parquet"), by_month)
        for name, sales in (("apart", apart), ("mixed", mixed))
    )
    assert (one.abc, one.xyz, one.matrix, one.flows) == (
        other.abc, other.xyz, other.matrix, other.flows
    )  # fmt: skip


def test_pages_of_those_who_left(tmp_path: Path) -> None:
    with Analysis(parquet(random_sales(6, 150), tmp_path / "l.parquet")) as opened:
        found = opened.audit(Choices())
        assert isinstance(found.movement, Movement)
        for group in found.movement.groups:
            page = opened.customers(Choices(), group=group.name)
            assert (page.count, page.revenue) == (group.customers, group.revenue)
        lost = found.movement.group("lost")
        assert lost is not None and lost.customers
        page = opened.customers(Choices(), group="lost")
        assert [row.customer for row in page.rows[:20]] == list(lost.names)
