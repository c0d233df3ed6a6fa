"""The demo company's figures come out of a ledger that holds its months and quarters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import ChannelCost, Choices, Filters, Regularity
from facilitator.audit.results import (
    Abc,
    Audit,
    CustomerList,
    Dynamics,
    Matrix,
    Movement,
    Xyz,
)
from facilitator.methods.abc_classes import Boundary
from facilitator.methods.dynamics import Seasonality, Trend
from facilitator.methods.economics import ChannelResult
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.xyz_classes import Sigma
from tests.audit.engine.made import ACCOUNTS, demo_sales, parquet

CHOICES = Choices(
    costs=(
        ChannelCost("Corporate", Decimal("0.38"), 310),
        ChannelCost("Dealer", Decimal("0.24"), 140),
        ChannelCost("Retail", Decimal("0.42"), 185),
    ),
    earlier_years=((2024, Decimal(4150)),),
    as_of=date(2027, 1, 14),
)


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory):
    file = parquet(demo_sales(), tmp_path_factory.mktemp("demo") / "demo.parquet")
    with Analysis(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(analysis: Analysis) -> Audit:
    return analysis.audit(CHOICES)


def per_cent(value: object, places: int = 2) -> str:
    assert isinstance(value, (Fraction, Decimal)), value
    return str(half_up(value * 100, places))


def test_dynamics(found: Audit) -> None:
    total = found.total
    assert [(row.label, row.revenue) for row in total.years] == [
        ("2024", 4150), ("2025", 4400), ("2026", 4700)
    ]  # fmt: skip
    assert [per_cent(row.growth) for row in total.years[1:]] == ["6.02", "6.82"]
    assert isinstance(total.cagr, Decimal) and per_cent(total.cagr) == "6.42"
    assert [per_cent(row.year_growth, 1) for row in total.months[12:]] == [
        "4.1", "9.0", "5.8", "10.9", "7.7", "8.0", "5.2", "7.5", "6.1", "5.4", "5.3", "7.9"
    ]  # fmt: skip
    assert isinstance(total.season, Seasonality)
    assert [str(half_up(index, 3)) for index in total.season.indices] == [
        "0.929", "0.923", "0.977", "0.890", "0.885", "0.856",
        "0.787", "0.916", "1.112", "1.200", "1.278", "1.247",
    ]  # fmt: skip
    assert isinstance(total.trend, Trend) and half_up(total.trend.slope, 2) == Decimal("4.66")
    assert total.months[-1].moving == 4700


def test_channels_and_their_declines(found: Audit) -> None:
    by_name: dict[str, Dynamics] = {each.name: each for each in found.dynamics}
    assert {name: per_cent(each.years[-1].growth) for name, each in by_name.items()} == {
        "Corporate": "16.67", "Dealer": "-7.14", "Retail": "10.71"
    }  # fmt: skip
    dealer = by_name["Dealer"]
    quarters = [per_cent(row.year_growth, 1) for row in dealer.quarters[4:]]
    assert quarters == ["-2.4", "-5.3", "-10.3", "-10.2"]
    assert [row.label for row in dealer.declines if "Q" in row.label] == [
        "2026 Q2", "2026 Q3", "2026 Q4"
    ]  # fmt: skip


def test_economics(found: Audit) -> None:
    shown = {
        row.figures.value: (
            row.economics.gross_profit,
            row.economics.contribution,
            per_cent(row.economics.return_on_cost, 1),
            per_cent(row.economics.contribution_margin, 1),
        )
        for row in found.channels
    }
    assert shown == {
        "Corporate": (Fraction("957.6"), Fraction("647.6"), "208.9", "25.7"),
        "Dealer": (Fraction("374.4"), Fraction("234.4"), "167.4", "15.0"),
        "Retail": (Fraction("260.4"), Fraction("75.4"), "40.8", "12.2"),
    }
    whole = found.channel_total
    assert isinstance(whole, ChannelResult)
    assert whole.contribution == Fraction("957.4")
    assert per_cent(whole.gross_margin) == "33.88"
    assert per_cent(whole.return_on_cost, 1) == "150.8"


def test_abc(found: Audit) -> None:
    assert isinstance(found.abc, Abc)
    rows = found.abc.ranked.rows
    assert [row.abc for row in rows] == ["A"] * 11 + ["B"] * 7 + ["C"] * 2
    assert [per_cent(row.cumulative) for row in rows[:3]] == ["12.75", "23.28", "33.58"]
    assert rows[10].customer == "Renvik Cold Store"
    assert per_cent(rows[9].cumulative) == "78.43"
    assert {row.customer: row.revenue for row in rows} == {
        name: sum(quarters[4:]) for name, quarters in ACCOUNTS.items() if sum(quarters[4:])
    }
    assert [(row.clients, row.revenue) for row in found.abc.classes] == [
        (11, 3350), (7, 640), (2, 90)
    ]  # fmt: skip
    assert [per_cent(row.revenue_share) for row in found.abc.classes] == [
        "82.11", "15.69", "2.21"
    ]  # fmt: skip
    assert found.abc.hints == ("Flat base: few small growing clients, weak inflow.",)
    assert per_cent(found.abc.concentration.top3) == "33.58"
    assert half_up(found.abc.concentration.hhi, 0) == 739
    assert found.abc.inactive == 2
    assert found.abc.pareto[-1] == (1, 1)


def test_the_other_rule_leaves_renvik_in_b(analysis: Analysis) -> None:
    abc = analysis.audit(replace(CHOICES, boundary=Boundary.CROSS_OUT)).abc
    assert isinstance(abc, Abc)
    assert abc.classes[0].clients == 10
    assert abc.ranked.rows[10].abc == "B"


def test_xyz_and_the_matrix(found: Audit) -> None:
    assert isinstance(found.abc, Abc) and isinstance(found.matrix, Matrix)
    cv = {
        row.customer: (per_cent(row.cv) if isinstance(row.cv, Decimal) else "–", row.column)
        for row in found.abc.ranked.rows
    }
    assert cv["Halmer Logistics"] == ("9.12", "X")
    assert cv["Dorum Auto Parts"] == ("24.36", "Y")
    assert cv["Velpak Packaging"] == ("25.76", "Z")
    assert cv["Sillen Printing"] == ("58.25", "Z")
    assert cv["Marlow Metals"] == ("39.37", "Z")
    assert cv["Novik Chemicals"] == ("–", "n/a")
    cells = {(each.abc, each.column): (each.customers, each.revenue) for each in found.matrix.cells}
    assert cells == {
        ("A", "X"): (4, 1670), ("A", "Y"): (4, 1110), ("A", "Z"): (3, 570),
        ("A", "n/a"): (0, 0), ("A", "lost"): (0, 0),
        ("B", "X"): (0, 0), ("B", "Y"): (5, 500), ("B", "Z"): (2, 140),
        ("B", "n/a"): (0, 0), ("B", "lost"): (0, 0),
        ("C", "X"): (0, 0), ("C", "Y"): (0, 0), ("C", "Z"): (1, 50),
        ("C", "n/a"): (1, 40), ("C", "lost"): (0, 0),
    }  # fmt: skip
    assert found.matrix.outside["lost"] == 2
    assert found.matrix.cell("A", "Z").names[0] == "Velpak Packaging"
    assert isinstance(found.irregular, CustomerList) and found.irregular.count == 5
    assert isinstance(found.stopped, CustomerList)
    assert {row.customer for row in found.stopped.rows} == {"Radion", "Arbex Ceramics"}


def test_sample_sigma_moves_dorum(analysis: Analysis) -> None:
    sample = replace(CHOICES, regularity=Regularity(sigma=Sigma.SAMPLE))
    abc = analysis.audit(sample).abc
    assert isinstance(abc, Abc)
    dorum = next(row for row in abc.ranked.rows if row.customer == "Dorum Auto Parts")
    assert (per_cent(dorum.cv), dorum.column) == ("26.04", "Z")


def test_what_the_choice_does(found: Audit) -> None:
    assert isinstance(found.xyz, Xyz)
    assert found.xyz.counts == {"X": 4, "Y": 9, "Z": 6, "n/a": 1, "lost": 2}
    assert "of 19 customers with a class 4 are X" in found.xyz.sentence
    assert not isinstance(found.xyz.proposal, NotAvailable)


def test_retention(found: Audit) -> None:
    moved = {row.figures.value: row.movement for row in found.channels}
    moved["all"] = found.movement
    shown: dict[str, tuple[object, ...]] = {}
    for name, each in moved.items():
        if isinstance(each, Movement):
            rates = (per_cent(rate) for rate in (each.crr, each.churn, each.nrr, each.grr))
            shown[name] = (each.start, each.new, each.lost, each.end, *rates)
    assert shown == {
        "Corporate": (12, 1, 1, 12, "91.67", "8.33", "114.81", "97.22"),
        "Dealer": (9, 0, 1, 8, "88.89", "11.11", "92.86", "91.67"),
        "all": (21, 1, 2, 20, "90.48", "9.52", "105.21", "94.79"),
    }
    assert isinstance(moved["Retail"], NotAvailable)


def test_retail_stays_in_the_dynamics_and_leaves_abc_with_a_count(found: Audit) -> None:
    assert found.coverage.anonymous_lines == 24
    assert found.coverage.anonymous == 560 + 620
    assert found.coverage.total == 4400 + 4700
    assert any("name no customer" in note for note in found.coverage.notes)


def test_typed_years_are_left_out_of_a_filtered_audit(analysis: Analysis) -> None:
    dealers = analysis.audit(replace(CHOICES, filters=Filters(channels=("Dealer",))))
    assert [row.label for row in dealers.total.years] == ["2025", "2026"]
    assert dealers.coverage.total == 1680 + 1560
    assert isinstance(dealers.abc, Abc) and dealers.abc.ranked.count == 8
