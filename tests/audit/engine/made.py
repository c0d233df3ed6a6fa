"""Ledgers made for the tests: seeded, small, and the demo company's own figures."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb

COLUMNS = (
    "row BIGINT, day DATE, customer VARCHAR, amount DECIMAL(18,4), channel VARCHAR, "
    "product VARCHAR, salesperson VARCHAR, region VARCHAR, order_id VARCHAR, segment VARCHAR"
)


@dataclass(frozen=True)
class Sale:
    day: date
    amount: Decimal
    customer: str | None = None
    channel: str | None = None
    product: str | None = None
    salesperson: str | None = None
    region: str | None = None
    order_id: str | None = None
    segment: str | None = None


def tuples(sales: Sequence[Sale]) -> list[tuple[object, ...]]:
    return [
        (
            at, sale.day, sale.customer, sale.amount, sale.channel, sale.product,
            sale.salesperson, sale.region, sale.order_id, sale.segment,
        )
        for at, sale in enumerate(sales, 1)
    ]  # fmt: skip


def parquet(sales: Sequence[Sale], file: Path) -> Path:
    # The module's own: to open another one takes longer than to fill it.
    connection = duckdb.default_connection()
    connection.execute(f"CREATE OR REPLACE TABLE ledger ({COLUMNS})")
    kinds = [
        column.strip().split(" ", 1)[1] for column in COLUMNS.replace("18,4", "18;4").split(",")
    ]
    parts = ", ".join(f"unnest(?::{kind.replace(';', ',')}[])" for kind in kinds)
    if sales:
        lists = [list(column) for column in zip(*tuples(sales), strict=True)]
        connection.execute(f"INSERT INTO ledger SELECT {parts}", lists)
    connection.execute(f"COPY (FROM ledger ORDER BY row) TO '{file}' (FORMAT parquet)")
    return file


def random_sales(seed: int, lines: int = 4000, customers: int = 60, days: int = 1000) -> list[Sale]:
    chance = random.Random(seed)
    found: list[Sale] = []
    for at in range(lines):
        number = int(customers * chance.random() ** 2)
        amount = Decimal(chance.randrange(1, 2_000_000)) / 100
        found.append(
            Sale(
                day=date(2023, 3, 1) + timedelta(chance.randrange(number * 5, days)),
                amount=-amount / 10 if chance.random() < 0.04 else amount,
                customer=None if chance.random() < 0.05 else f"{number:04}",
                channel=None if number % 7 == 6 else f"Channel {number % 3}",
                product=f"Product {chance.randrange(40)}",
                salesperson=f"Seller {chance.randrange(5)}",
                region=f"Region {number % 4}",
                order_id=str(at // 3),
            )
        )
    return found


MONTHS = {
    "Corporate": (
        (150, 155, 175, 150, 160, 150, 140, 170, 210, 220, 240, 240),
        (165, 180, 195, 185, 185, 180, 165, 200, 245, 255, 280, 285),
    ),
    "Dealer": (
        (145, 135, 140, 130, 125, 125, 115, 125, 150, 165, 170, 155),
        (140, 135, 135, 125, 120, 115, 100, 115, 135, 150, 150, 140),
    ),
    "Retail": (
        (50, 45, 45, 40, 38, 37, 36, 40, 49, 58, 62, 60),
        (54, 50, 51, 45, 43, 42, 41, 45, 54, 62, 67, 66),
    ),
}
ACCOUNTS = {
    "Halmer Logistics": (105, 108, 110, 117, 124, 128, 132, 136),
    "Brevik Foods": (95, 98, 100, 107, 103, 105, 108, 114),
    "Elnord": (105, 102, 104, 119, 106, 100, 98, 116),
    "Dorum Auto Parts": (62, 62, 72, 104, 74, 78, 84, 124),
    "Voltara": (86, 80, 82, 102, 84, 76, 74, 96),
    "Kestor Warehouses": (74, 74, 78, 84, 70, 72, 76, 82),
    "Lumitrade": (66, 60, 58, 76, 64, 56, 52, 68),
    "Velpak Packaging": (40, 38, 45, 67, 50, 50, 58, 82),
    "Stelmar": (50, 45, 45, 60, 48, 42, 40, 50),
    "Ostara Textiles": (60, 0, 30, 60, 30, 45, 25, 80),
    "Renvik Cold Store": (10, 20, 20, 40, 25, 25, 40, 60),
    "Ampero": (40, 30, 35, 45, 40, 30, 30, 40),
    "Kabelio": (30, 25, 25, 30, 30, 24, 24, 32),
    "Tarpan Furniture": (20, 20, 25, 35, 25, 22, 28, 35),
    "Svetlin": (16, 14, 16, 24, 22, 18, 18, 22),
    "Sillen Printing": (0, 15, 15, 30, 20, 0, 20, 40),
    "Instalo": (12, 11, 12, 15, 16, 14, 14, 16),
    "Marlow Metals": (0, 10, 10, 20, 10, 10, 15, 25),
    "Jutra Glass": (4, 5, 5, 16, 9, 5, 14, 22),
    "Novik Chemicals": (0, 0, 0, 0, 0, 10, 10, 20),
    "Radion": (15, 13, 13, 19, 0, 0, 0, 0),
    "Arbex Ceramics": (10, 10, 10, 20, 0, 0, 0, 0),
}
DEALERS = {
    "Elnord", "Voltara", "Lumitrade", "Stelmar", "Ampero", "Kabelio", "Svetlin", "Instalo",
    "Radion",
}  # fmt: skip


def demo_sales() -> list[Sale]:
    """Rows that add up to the demo's months by channel and to its quarters by account."""
    found: list[Sale] = []
    for channel, years in MONTHS.items():
        for at, amount in enumerate([*years[0], *years[1]]):
            if channel == "Retail":
                found.append(Sale(_day(at), Decimal(amount), channel=channel))
    for channel in ("Corporate", "Dealer"):
        months = [*MONTHS[channel][0], *MONTHS[channel][1]]
        for quarter in range(8):
            found += _quarter(channel, quarter, months[quarter * 3 : quarter * 3 + 3])
    return found


def _quarter(channel: str, quarter: int, months: Sequence[int]) -> list[Sale]:
    # Fill the months one after another with what the accounts bought in the quarter.
    names = [name for name in ACCOUNTS if (name in DEALERS) == (channel == "Dealer")]
    left = list(months)
    assert sum(left) == sum(ACCOUNTS[name][quarter] for name in names)
    found: list[Sale] = []
    for name in names:
        owed = ACCOUNTS[name][quarter]
        for at in range(3):
            part = min(owed, left[at])
            if part:
                found.append(Sale(_day(quarter * 3 + at), Decimal(part), name, channel))
                owed, left[at] = owed - part, left[at] - part
    return found


def _day(month: int) -> date:
    return date(2025 + month // 12, month % 12 + 1, 15)
