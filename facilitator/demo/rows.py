"""Rows of a ledger as the example lists them."""

from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.records import add_record


async def enter_rows(opened: OpenWorkshop, ledger: str, fields: str, rows: list[list[str]]) -> None:
    """Add a row for each list of values, which are those of the `fields` in their order."""
    for row in rows:
        await opened.run(add_record, ledger, "", **dict(zip(fields.split(), row, strict=True)))
