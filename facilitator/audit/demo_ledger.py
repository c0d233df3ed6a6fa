"""The demo company's ledger: invoices that add up to exactly the figures of its session."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

CENTS = 100_000
"""Cents in a thousand euro, the unit of the figures."""

_QUARTER = 3
_MONTHS = 12
_CONTRACTS = 3
"""Contracts of a corporate client in a year; each is invoiced in several months."""
_EACH = {"Dealer": 650_000, "Retail": 40_000}
"""Average order in cents; 240 dealer and 1,550 retail orders in 2026."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One row: amount in euro; retail buyers are not known by name."""

    day: date
    customer: str | None
    channel: str
    order: str
    amount: Decimal


def invoices(figures: Mapping[str, Sequence[str]], seed: int = 1) -> tuple[Invoice, ...]:
    """All invoices of 2025 and 2026 in order of time.

    `figures` are those of the demo: "sales" holds “channel; year; twelve months” and "accounts"
    “channel; client; eight quarters”, both in thousand euro. The total of a year without months is
    no ledger and is left out.
    """
    random = Random(seed)
    accounts = [_fields(line) for line in figures["accounts"]]
    found: list[Invoice] = []
    for line in figures["sales"]:
        channel, year, told = _fields(line)
        months = [int(Decimal(word) * CENTS) for word in told.split()]
        if len(months) != _MONTHS:
            continue
        clients = [(name, quarters) for each, name, quarters in accounts if each == channel]
        found += _of_year(channel, int(year), months, clients, random)
    return tuple(sorted(found, key=lambda each: (each.day, each.order)))


def answers(figures: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """Channel and score of every answer of the demo's survey."""
    for line in figures["nps"]:
        channel, scores = (part.strip() for part in line.split(";"))
        yield from ((channel, int(score)) for score in scores.split())


def write_ledger(path: Path, figures: Mapping[str, Sequence[str]], seed: int = 1) -> int:
    """Write the ledger as CSV; the number of rows."""
    rows = invoices(figures, seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Date", "Customer", "Amount", "Channel", "Order ID"))
        for row in rows:
            told = row.day.isoformat(), row.customer or "", f"{row.amount:.2f}"
            writer.writerow((*told, row.channel, row.order))
    return len(rows)


def write_survey(
    path: Path,
    figures: Mapping[str, Sequence[str]],
    comments: Mapping[str, Sequence[tuple[int, str]]] | None = None,
) -> int:
    """Write the survey as CSV; the number of answers.

    `comments` are by channel, each with the score it stands beside: that of the first answer with
    this score that has none yet.
    """
    said = {channel: list(each) for channel, each in (comments or {}).items()}
    rows: list[tuple[str, ...]] = []
    for channel, score in answers(figures):
        mine = said.get(channel, [])
        at = next((at for at, (beside, _) in enumerate(mine) if beside == score), None)
        comment = () if comments is None else ("" if at is None else mine.pop(at)[1],)
        rows.append((channel, str(score), *comment))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("Channel", "Score", *(() if comments is None else ("Comment",))))
        writer.writerows(rows)
    return len(rows)


def _of_year(
    channel: str,
    year: int,
    months: Sequence[int],
    clients: Sequence[tuple[str, str]],
    random: Random,
) -> Iterator[Invoice]:
    table = _by_client(year, months, clients) if clients else {None: list(months)}
    cells = {(name, month): cents for name, row in table.items() for month, cents in enumerate(row)}
    if channel in _EACH:
        pieces = _orders(cells, sum(months) // _EACH[channel])
        number = 0
        for (name, month), count in pieces.items():
            for cents in _split(cells[name, month], count, random):
                number += 1
                yield _invoice(channel, year, month, name, number, cents, random)
        return
    for row, (name, told) in enumerate(table.items()):
        busy = [month for month, cents in enumerate(told) if cents]
        for place, month in enumerate(busy):
            number = row * _CONTRACTS + place * _CONTRACTS // len(busy) + 1
            yield _invoice(channel, year, month, name, number, told[month], random)


def _invoice(
    channel: str, year: int, month: int, name: str | None, number: int, cents: int, random: Random
) -> Invoice:
    day = date(year, month + 1, 1) + timedelta(days=random.randrange(28))
    return Invoice(day, name, channel, f"{channel[0]}{year}-{number:04d}", Decimal(cents) / 100)


def _by_client(
    year: int, months: Sequence[int], clients: Sequence[tuple[str, str]]
) -> dict[str | None, list[int]]:
    """Cents by client and month: rows add up to the client's quarters, columns to the months."""
    table: dict[str | None, list[int]] = {name: [] for name, _ in clients}
    for quarter in range(4):
        columns = months[quarter * _QUARTER : (quarter + 1) * _QUARTER]
        at = quarter + 4 * (year - 2025)
        rows = [int(Decimal(told.split()[at]) * CENTS) for _, told in clients]
        for (name, _), cents in zip(clients, _filled(rows, columns), strict=True):
            table[name] += cents
    return table


def _filled(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Whole numbers with these sums of rows and columns, as even as can be.

    Raises ValueError when the two do not add up to the same.
    """
    whole = sum(rows)
    if whole != sum(columns):
        raise ValueError(f"clients add up to {whole}, months to {sum(columns)}")
    table = [[row * column // whole for column in columns] for row in rows]
    open_rows = [row - sum(cells) for row, cells in zip(rows, table, strict=True)]
    for at, column in enumerate(columns):
        lacking = column - sum(cells[at] for cells in table)
        for number, cells in enumerate(table):
            given = min(lacking, open_rows[number])
            cells[at] += given
            open_rows[number] -= given
            lacking -= given
    return table


def _orders(
    cells: Mapping[tuple[str | None, int], int], count: int
) -> dict[tuple[str | None, int], int]:
    """How many orders each cell has: at least one where there is money, `count` in all."""
    busy = {key: cents for key, cents in cells.items() if cents}
    whole, spare = sum(busy.values()), count - len(busy)
    shares = {key: divmod(cents * spare, whole) for key, cents in busy.items()}
    found = {key: 1 + share for key, (share, _) in shares.items()}
    rest = sorted(shares, key=lambda key: shares[key][1], reverse=True)
    for key in rest[: count - sum(found.values())]:
        found[key] += 1
    return found


def _split(cents: int, count: int, random: Random) -> list[int]:
    """So many amounts above zero that add up."""
    weights = [random.randint(50, 150) for _ in range(count)]
    spare, whole = cents - count, sum(weights)
    parts = [1 + spare * weight // whole for weight in weights]
    parts[-1] += cents - sum(parts)
    return parts


def _fields(line: str) -> tuple[str, str, str]:
    first, second, third = (part.strip() for part in line.split(";"))
    return first, second, third
