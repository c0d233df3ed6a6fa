"""XYZ with the company's season taken out: regular buyers of a seasonal trade are regular."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import MONTHS_IN, Choices, Regularity
from facilitator.audit.results import Abc, Audit, Xyz
from facilitator.methods.dynamics import Seasonality, seasonality
from facilitator.methods.exact import NotAvailable
from facilitator.methods.xyz_classes import Sigma, classify_xyz, deseasonalise
from tests.audit.engine.made import Sale, parquet, random_sales

SEASON = (1, 1, 2, 2, 3, 4, 4, 3, 2, 2, 1, 1)
"""Of lamps for gardens: four times more in June than in January."""


def garden() -> list[Sale]:
    """Ten who buy with the season to the cent, one who buys against it, 2024 to 2026."""
    found: list[Sale] = []
    for at in range(36):
        day, index = date(2024 + at // 12, at % 12 + 1, 15), SEASON[at % 12]
        found += [Sale(day, Decimal(100 * n * index), f"with {n}") for n in range(1, 11)]
        found.append(Sale(day, Decimal(1200 // index), "against"))
    return found


@pytest.fixture(scope="module", params=[garden, lambda: random_sales(11, 2500, days=1095)])
def ledger(request, tmp_path_factory) -> Iterator[tuple[Analysis, list[Sale]]]:
    sales = request.param()
    file = parquet(sales, tmp_path_factory.mktemp("season") / "ledger.parquet")
    with Analysis(file) as analysis:
        yield analysis, sales


def season_of(found: Audit, unit: str) -> Seasonality:
    rows = found.total.months if unit == "month" else found.total.quarters
    per_year = 12 // MONTHS_IN[unit]
    first = next(row.origin.span for row in rows if row.origin.span)
    lead = (first.first.month - 1) // MONTHS_IN[unit]
    series = [None] * lead + [row.revenue if row.complete else None for row in rows]
    found_season = seasonality([*series, *[None] * (-len(series) % per_year)], per_year)
    assert isinstance(found_season, Seasonality)
    return found_season


@pytest.mark.parametrize("unit", ["month", "quarter"])
@pytest.mark.parametrize("sigma", list(Sigma))
def test_classes_are_those_of_the_method(ledger, unit: str, sigma: Sigma) -> None:
    analysis, sales = ledger
    chosen = Regularity(unit, sigma=sigma, deseasonalise=True)
    found = analysis.audit(Choices(regularity=chosen, listed=1000))
    assert isinstance(found.abc, Abc) and isinstance(found.xyz, Xyz)
    rows = [
        row
        for row in (found.total.months if unit == "month" else found.total.quarters)
        if row.complete
    ]
    spans = [row.origin.span for row in rows if row.origin.span]
    size = MONTHS_IN[unit]
    lead = (spans[0].first.month - 1) // size
    for row in found.abc.ranked.rows:
        mine = [sale for sale in sales if sale.customer == row.customer]
        series = [
            sum((s.amount for s in mine if span.first <= s.day <= span.last), Decimal(0))
            for span in spans
        ]
        plain = deseasonalise([*[0] * lead, *series], season_of(found, unit).indices)
        assert not isinstance(plain, NotAvailable)
        expected = classify_xyz(list(plain), chosen.limits, sigma, chosen.period)
        assert row.column == expected.column
        if row.column in "XYZ":
            assert row.cv == expected.cv
    assert found.xyz.deseasonalised
    left_in = analysis.audit(Choices(regularity=replace(chosen, deseasonalise=False))).xyz
    assert isinstance(left_in, Xyz) and not left_in.deseasonalised
    assert found.xyz.plain_counts == left_in.counts and left_in.plain_counts is None


def test_who_buys_with_the_season_is_regular(tmp_path: Path) -> None:
    file = parquet(garden(), tmp_path / "garden.parquet")
    with Analysis(file) as analysis:
        chosen = Regularity("month", deseasonalise=True)
        found = analysis.audit(Choices(regularity=chosen)).xyz
        assert isinstance(found, Xyz)
        assert (found.counts["X"], found.counts["Z"]) == (10, 1)
        assert found.plain_counts is not None and found.plain_counts["X"] == 0
        assert "The season is taken out; with it 0 are X" in found.sentence


def test_without_two_years_the_season_stays_in(tmp_path: Path) -> None:
    sales = [sale for sale in garden() if sale.day.year == 2024]
    chosen = Choices(regularity=Regularity("month", deseasonalise=True))
    with Analysis(parquet(sales, tmp_path / "year.parquet")) as analysis:
        found = analysis.audit(chosen)
        again = analysis.audit(replace(chosen, regularity=Regularity("month")))
    assert isinstance(found.xyz, Xyz) and isinstance(again.xyz, Xyz)
    assert not found.xyz.deseasonalised and found.xyz.counts == again.xyz.counts
    assert "could not be taken out: A season needs at least two full years" in found.xyz.sentence
    assert isinstance(found.abc, Abc)
    assert sum((row.revenue for row in found.abc.ranked.rows), Fraction(0)) > 0
