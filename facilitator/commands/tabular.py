"""Lines for people: columns that stand under each other, amounts, shares, names as they are."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, half_up
from facilitator.words.language import _
from facilitator.words.number import with_marks
from facilitator.words.text import excerpt

_GAP = "  "
_NAME = 48


def columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows of cells as lines: the first cell to the left, figures to the right."""
    from rich.cells import cell_len

    kept = [list(row) for row in rows]
    width = max(map(len, kept), default=0)
    for row in kept:
        row += [""] * (width - len(row))
    wide = [max(cell_len(row[at]) for row in kept) for at in range(width)]
    for first, *others in kept:
        start = first + " " * (wide[0] - cell_len(first))
        rest = [
            " " * (room - cell_len(cell)) + cell
            for cell, room in zip(others, wide[1:], strict=True)
        ]
        yield _GAP.join([start, *rest]).rstrip()


def amount(value: Exact | NotAvailable) -> str:
    """An amount with two decimals and spaces between thousands, or n/a."""
    return (
        _("n/a")
        if isinstance(value, NotAvailable)
        else with_marks(f"{half_up(value, 2):,}".replace(",", " "))
    )


def share(value: Exact | NotAvailable) -> str:
    """A share in per cent with one decimal, or n/a."""
    return (
        _("n/a")
        if isinstance(value, NotAvailable)
        else f"{with_marks(str(half_up(Fraction(value) * 100, 1)))} %"
    )


def name(text: str) -> str:
    """A name out of a file, safe for a terminal; rows may name none."""
    return excerpt(text, _NAME) or _("(none named)")
