"""Which ledgers, cut by which choices, are compared between a server and a file."""

from pathlib import Path

import pytest

from facilitator.audit.engine.analysis import Analysis
from facilitator.audit.engine.choices import Choices, Filters, Regularity
from facilitator.audit.engine.source import Source
from tests.audit.engine.made import demo_sales, parquet, random_sales

SALES = {"demo": demo_sales(), "random": random_sales(11, 3000)}

each_ledger = pytest.mark.parametrize("name", list(SALES))
each_choice = pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(filters=Filters(channels=("Dealer", "Channel 1", ""))),
        Choices(filters=Filters(salespeople=("Seller 2", "")), regularity=Regularity("month")),
    ],
    ids=["all", "channel", "seller"],
)


def same_audit(name: str, source: Source, choices: Choices, folder: Path) -> None:
    """Assert that a ledger elsewhere gives the audit, and the rows behind it, of the file here."""
    with (
        Analysis(parquet(SALES[name], folder / "l.parquet")) as here,
        Analysis(source) as there,
    ):
        expected, found = here.audit(choices), there.audit(choices)
        assert found == expected
        for row in found.total.quarters:
            assert there.rows_of(row.origin, choices) == here.rows_of(row.origin, choices)
