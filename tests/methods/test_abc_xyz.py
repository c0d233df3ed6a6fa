"""ABC crossed with XYZ: the demo company's clients, and what holds for any base."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.abc_classes import classify_abc
from facilitator.methods.abc_xyz import POLICIES, abc_xyz_matrix
from facilitator.methods.exact import NotAvailable
from facilitator.methods.xyz_classes import (
    NO_HISTORY,
    classify_xyz,
)
from tests.methods.clients import QUARTERLY, bases, histories

DEMO_ABC = classify_abc({client: sum(quarters[4:]) for client, quarters in QUARTERLY.items()})


def test_demo_matrix() -> None:
    matrix = abc_xyz_matrix(
        DEMO_ABC, {client: classify_xyz(row) for client, row in QUARTERLY.items()}
    )
    shown = {
        abc: [
            (len(matrix.cell(abc, column).clients), matrix.cell(abc, column).revenue)
            for column in ("X", "Y", "Z", "n/a")
        ]
        for abc in "ABC"
    }
    assert shown == {
        "A": [(4, 1670), (4, 1110), (3, 570), (0, 0)],
        "B": [(0, 0), (5, 500), (2, 140), (0, 0)],
        "C": [(0, 0), (0, 0), (1, 50), (1, 40)],
    }
    assert matrix.cell("A", "X").clients == ("K01", "K02", "D01", "K04")
    assert matrix.cell("A", "X").revenue_share == Fraction(1670, 4080)
    assert matrix.outside == (("D09", "lost"), ("K13", "lost"))
    assert matrix.reserves == ("K05", "K06", "K07", "K09", "K10")
    assert matrix.cell("B", "Z").policy == POLICIES["BZ"]
    assert matrix.cell("C", "n/a").policy is None
    with pytest.raises(KeyError):
        matrix.cell("D", "X")


def test_nine_policies_differ() -> None:
    assert sorted(POLICIES) == [a + x for a in "ABC" for x in "XYZ"]
    assert len(set(POLICIES.values())) == 9


def test_an_active_client_without_periods_counts_as_without_history() -> None:
    matrix = abc_xyz_matrix(classify_abc({"a": 5}), {})
    assert matrix.cell("A", NO_HISTORY).clients == ("a",)
    empty = abc_xyz_matrix(classify_abc({}), {})
    assert isinstance(empty.cell("A", "X").revenue_share, NotAvailable)


@given(bases, st.lists(histories, max_size=5))
def test_matrix_holds_every_active_client_once(
    base: dict[str, Decimal | None], rows: list[list[Decimal]]
) -> None:
    result = classify_abc(base)
    regularity = {
        client: classify_xyz(row) for client, row in zip(sorted(base), rows, strict=False)
    }
    matrix = abc_xyz_matrix(result, regularity)
    inside = [client for cell in matrix.cells for client in cell.clients]
    assert sorted(inside) == sorted(one.client for one in result.ranked)
    assert sum(cell.revenue for cell in matrix.cells) == result.revenue
    assert len(matrix.cells) == 15
