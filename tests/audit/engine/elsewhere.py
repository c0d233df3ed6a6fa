"""Which ledgers, cut by which choices, are compared between a server and a file."""

import pytest

from facilitator.audit.engine.choices import Choices, Filters, Regularity
from tests.audit.engine.made import demo_sales, random_sales

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
