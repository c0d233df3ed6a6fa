"""The example's ledger and survey: imported by the product itself, they give its own figures."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.audit.engine.choices import Choices, Filters
from facilitator.audit.opened import OpenLedger
from facilitator.audit.results import Abc, Audit, Matrix, Movement, Xyz
from facilitator.demo.audit import imported, written
from facilitator.demo.loading import DAY, load_demo, the_example
from facilitator.demo.sources import KEPT, LEDGER, SURVEY, kept
from facilitator.methods.abc_classes import Concentration
from facilitator.methods.dynamics import Seasonality, Trend
from facilitator.methods.economics import ChannelResult
from facilitator.methods.exact import half_up
from facilitator.methods.nps import Nps
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.results.audit import ledger_audit, survey_of
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.loyalty import loyalty
from facilitator.workshop.results.sales import sales
from facilitator.workshop.sources import choices_for


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenWorkshop]:
    root = tmp_path_factory.mktemp("demo")
    with Store(root / "sessions.db", Places.under(root)) as store:
        yield asyncio.run(load_demo(store))


@pytest.fixture(scope="module")
def found(demo: OpenWorkshop) -> Audit:
    audit = ledger_audit(demo.state)
    assert audit is not None
    return audit


def per_cent(value: object, places: int = 2) -> str:
    assert isinstance(value, (Fraction, Decimal)), value
    return str(half_up(value * 100, places))


def test_what_is_shipped_is_what_an_import_gives() -> None:
    assert KEPT.read_text("utf-8") == written(imported())


def test_dynamics(found: Audit) -> None:
    assert [(row.label, row.revenue) for row in found.total.years] == [
        ("2024", 4_150_000), ("2025", 4_400_000), ("2026", 4_700_000)
    ]  # fmt: skip
    assert [per_cent(row.growth) for row in found.total.years[1:]] == ["6.02", "6.82"]
    assert isinstance(found.total.cagr, Decimal) and per_cent(found.total.cagr) == "6.42"
    assert isinstance(found.total.trend, Trend)
    assert half_up(found.total.trend.slope / 1000, 2) == Decimal("4.66")
    assert isinstance(found.total.season, Seasonality)
    season = " ".join(str(half_up(index, 3)) for index in found.total.season.indices)
    expected = "0.929 0.923 0.977 0.890 0.885 0.856 0.787 0.916 1.112 1.200 1.278 1.247"
    assert season == expected
    series = {each.name: each for each in found.dynamics}
    for line in the_example()["figures"]["sales"][1:]:
        channel, year, told = (part.strip() for part in line.split(";"))
        months = [row for row in series[channel].months if row.label.startswith(year)]
        assert [row.revenue for row in months] == [int(word) * 1000 for word in told.split()]
    assert {name: per_cent(each.years[-1].growth) for name, each in series.items()} == {
        "Corporate": "16.67", "Dealer": "-7.14", "Retail": "10.71"
    }  # fmt: skip
    assert [
        (row.label, per_cent(row.change, 1))
        for row in series["Dealer"].declines
        if "Q" in row.label
    ] == [("2026 Q2", "-5.3"), ("2026 Q3", "-10.3"), ("2026 Q4", "-10.2")]


def test_economics_and_orders(found: Audit) -> None:
    assert {
        row.figures.value: (
            row.economics.gross_profit,
            row.economics.contribution,
            per_cent(row.economics.return_on_cost, 1),
            per_cent(row.economics.contribution_margin, 1),
            row.orders,
            row.cheque,
        )
        for row in found.channels
    } == {
        "Corporate": (957_600, 647_600, "208.9", "25.7", 36, 70_000),
        "Dealer": (374_400, 234_400, "167.4", "15.0", 240, 6_500),
        "Retail": (260_400, 75_400, "40.8", "12.2", 1550, 400),
    }
    assert isinstance(found.channel_total, ChannelResult)
    assert found.channel_total.contribution == 957_400
    assert per_cent(found.channel_total.return_on_cost, 1) == "150.8"


def test_clients(found: Audit) -> None:
    assert isinstance(found.abc, Abc) and isinstance(found.xyz, Xyz)
    assert [(row.abc, row.clients, row.revenue) for row in found.abc.classes] == [
        ("A", 11, 3_350_000), ("B", 7, 640_000), ("C", 2, 90_000)
    ]  # fmt: skip
    top = found.abc.concentration
    assert isinstance(top, Concentration)
    assert per_cent(top.top3) == "33.58" and half_up(top.hhi, 0) == 739
    told = {row.customer: row for row in found.abc.ranked.rows}
    assert per_cent(told["Dorum Auto Parts"].cv) == "24.36"
    assert told["Dorum Auto Parts"].column == "Y" and told["Velpak Packaging"].column == "Z"
    assert per_cent(told["Renvik Cold Store"].cumulative) == "82.11"
    assert told["Novik Chemicals"].column == "n/a"
    assert found.xyz.counts["lost"] == 2
    assert isinstance(found.matrix, Matrix)
    shown = {
        cell.abc + cell.column: (cell.customers, cell.revenue)
        for cell in found.matrix.cells
        if cell.customers
    }
    assert shown == {
        "AX": (4, 1_670_000), "AY": (4, 1_110_000), "AZ": (3, 570_000), "BY": (5, 500_000),
        "BZ": (2, 140_000), "CZ": (1, 50_000), "Cn/a": (1, 40_000),
    }  # fmt: skip


def test_retention(found: Audit) -> None:
    moves = [found.movement, *(row.movement for row in found.channels)]
    shown = [
        (
            move.name,
            move.start, move.new + move.returned, move.lost, move.end,
            *map(per_cent, (move.crr, move.churn, move.nrr, move.grr)),
        )
        for move in moves
        if isinstance(move, Movement)
    ]  # fmt: skip
    assert shown == [
        ("", 21, 1, 2, 20, "90.48", "9.52", "105.21", "94.79"),
        ("Corporate", 12, 1, 1, 12, "91.67", "8.33", "114.81", "97.22"),
        ("Dealer", 9, 0, 1, 8, "88.89", "11.11", "92.86", "91.67"),
    ]
    assert [row.customer for row in found.stopped.rows] == ["Radion", "Arbex Ceramics"]  # type: ignore[union-attr]


def test_loyalty(demo: OpenWorkshop) -> None:
    found = loyalty(demo.state)
    assert not hasattr(found, "reason")
    shown = {
        name: (
            each.answers,
            each.promoters,
            each.passives,
            each.detractors,
            str(half_up(each.score, 2)),
        )
        for name, each in [*found.channels.items(), ("All", found.total)]  # type: ignore[union-attr]
        if isinstance(each, Nps)
    }
    assert shown == {
        "Corporate": (14, 8, 4, 2, "42.86"), "Dealer": (10, 2, 4, 4, "-20.00"),
        "Retail": (12, 5, 4, 3, "16.67"), "All": (36, 15, 12, 9, "16.67"),
    }  # fmt: skip
    survey = survey_of(demo.state)
    assert survey is not None
    comments = [(each.channel, each.score, each.text) for each in survey.comments]
    assert sorted(comments) == sorted(
        (channel, score, text)
        for channel, each in the_example()["comments"].items()
        for score, text in each
    )


def test_nothing_is_counted_twice(demo: OpenWorkshop, found: Audit) -> None:
    sheet = sales(demo.state)
    assert not hasattr(sheet, "reason") and sheet.remarks == ()  # type: ignore[union-attr]
    assert dict(sheet.total.years) == {  # type: ignore[union-attr]
        2024: 4150, 2025: 4400, 2026: 4700
    }  # fmt: skip
    typed = economics(demo.state)
    assert [each.revenue * 1000 for each in typed.channels] == [  # type: ignore[union-attr]
        row.figures.revenue for row in found.channels
    ]


async def test_the_files_lie_where_they_are_looked_for(demo: OpenWorkshop, found: Audit) -> None:
    directory = demo.store.places.ledgers / demo.id
    names = sorted(each.name for each in directory.iterdir())
    assert names == sorted([LEDGER, SURVEY, "where.json"])
    opened = await OpenLedger.at_hand(directory)
    assert opened is not None
    chosen = choices_for(demo.state)
    assert chosen.as_of == DAY
    again = await opened.audit(chosen)
    assert again == found
    assert opened.taken(again) == kept()[0]
    dealer = await opened.audit(replace(chosen, filters=Filters(channels=("Dealer",))))
    assert isinstance(dealer.abc, Abc) and dealer.abc.ranked.count == 8
    await opened.close()


def test_loading_and_exporting_it_needs_no_engine() -> None:
    code = """
import asyncio, sys, tempfile
from datetime import date
from pathlib import Path
from exports import json_document, markdown
from facilitator.demo.loading import DAY, load_demo
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.results.figures import figures
with tempfile.TemporaryDirectory() as name:
    root = Path(name)
    with Store(root / "sessions.db", Places.under(root)) as store:
        id = asyncio.run(load_demo(store)).id
        state = OpenWorkshop(store, id).state
        history = store.entries(id)
        assert "taveon-sales.csv" in markdown.render(state, DAY, history)
        assert "control_total" in json_document.render(state, history)
        assert figures(state, DAY)["ledger"]
heavy = {"duckdb", "facilitator.audit.ledger", "facilitator.audit.opened", "python_calamine"}
print(sorted(heavy & sys.modules.keys()))
"""
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert told.stdout.strip() == "[]"


def test_the_choices_kept_are_read_back() -> None:
    ledger, survey = kept()
    assert Choices.from_plain(ledger.choices).earlier_years == ((2024, Decimal(4_150_000)),)
    assert json.loads(json.dumps(ledger.results)) == ledger.results
    assert survey.rows == 36
    assert Path(KEPT).stat().st_size < 100_000
