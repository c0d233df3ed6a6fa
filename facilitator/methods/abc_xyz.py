"""ABC crossed with XYZ: which clients are large and regular, and how to treat each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.abc_classes import ABC_CLASSES, AbcResult
from facilitator.methods.exact import (
    NotAvailable,
    divide,
    total,
)
from facilitator.methods.xyz_classes import LOST, NO_HISTORY, XyzResult
from facilitator.words.language import N_, _

MATRIX_COLUMNS = ("X", "Y", "Z", NO_HISTORY, LOST)

POLICIES = {
    "AX": N_(
        "Protect: named account manager, annual agreement, joint forecast, service levels, "
        "board contact."
    ),
    "AY": N_("Plan with the client: season calendar, early-order bonus, reserve capacity."),
    "AZ": N_(
        "Big but unpredictable: find out why (projects? are we the second supplier?); "
        "framework contract, several contacts; do not build capacity on it."
    ),
    "BX": N_("Grow: cross-sell, raise the share of wallet; a candidate for A."),
    "BY": N_("Activate: quarterly contact plan, bundles, promotion in weak months."),
    "BZ": N_("Qualify: test the potential; invest only where it is A-size."),
    "CX": N_("Simplify: standard terms, self-service or inside sales, minimum order."),
    "CY": N_("Low touch: campaigns, reminders."),
    "CZ": N_("Automate or hand over to dealers; no field visits; review prices."),
}
"""Suggested policy per cell; a session may edit it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Clients of one ABC class with one regularity."""

    abc: str
    column: str
    clients: tuple[str, ...]
    """In order of revenue."""
    revenue: Fraction
    revenue_share: Fraction | NotAvailable
    policy: str | None
    """None in the columns beside the nine cells."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """ABC rows by X, Y, Z, no history and lost; clients without an ABC class stand outside."""

    cells: tuple[Cell, ...]
    outside: tuple[tuple[str, str], ...]
    """Client and XYZ column of those who brought no revenue in the ABC period."""

    def cell(self, abc: str, column: str) -> Cell:
        """Find one cell, such as A and X; raises KeyError for a name that is no cell."""
        for cell in self.cells:
            if (cell.abc, cell.column) == (abc, column):
                return cell
        raise KeyError(abc + column)

    @property
    def reserves(self) -> tuple[str, ...]:
        """A and B clients who buy irregularly: where hidden reserves are looked for."""
        return self.cell("A", "Z").clients + self.cell("B", "Z").clients


def abc_xyz_matrix(abc: AbcResult, regularity: Mapping[str, XyzResult]) -> Matrix:
    """Cross the two; an active client without a regularity counts as without history."""
    columns = {client: result.column for client, result in regularity.items()}
    cells: list[Cell] = []
    for letter in ABC_CLASSES:
        for column in MATRIX_COLUMNS:
            inside = [
                one
                for one in abc.ranked
                if one.abc == letter and columns.get(one.client, NO_HISTORY) == column
            ]
            revenue = total([one.revenue for one in inside])
            share = divide(revenue, abc.revenue, _("There is no revenue to share."))
            names = tuple(one.client for one in inside)
            policy = POLICIES.get(letter + column)
            cells.append(Cell(letter, column, names, revenue, share, policy))
    active = {one.client for one in abc.ranked}
    outside = tuple(sorted((name, col) for name, col in columns.items() if name not in active))
    return Matrix(tuple(cells), outside)
