"""XYZ over all customers: borders decided exactly, quantiles, what a choice does, a better one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, sqrt
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select, update

from facilitator.audit.engine.choices import History, Regularity
from facilitator.audit.engine.customers import (
    column_of,
    length_of,
    regularity,
    squared_cv,
    with_season,
)
from facilitator.audit.engine.season import Season
from facilitator.audit.engine.shapes import AnyRow
from facilitator.audit.engine.workspace import Workspace
from facilitator.audit.results import Origin, Proposal, Xyz
from facilitator.methods.abc_xyz import MATRIX_COLUMNS
from facilitator.methods.exact import NotAvailable, half_up, root
from facilitator.methods.xyz_classes import (
    CLASSIC,
    LOST,
    MEDIUM,
    NO_HISTORY,
    SUPPLY_CHAIN,
    Sigma,
    XyzLimits,
    lost_since,
)
from facilitator.words.language import N_, _

CLASSES = ("X", "Y", "Z")
QUANTILES = (10, 25, 50, 75, 90)
SEPARATES = Fraction(1, 10)
"""Every class holds at least this share of the customers with a class."""
_STEP = 5
_AT_ONCE = 1000
_FEW = 3


def exact_squared_cv(
    length: int, whole: Decimal | Fraction, squares: Decimal | Fraction, sigma: Sigma
) -> Fraction:
    """Square of the coefficient of variation from sums; the mean must be above zero."""
    middle = Fraction(whole) / length
    variance = Fraction(squares) / length - middle**2
    if sigma is Sigma.SAMPLE:
        variance = variance * length / (length - 1)
    return variance / middle**2


def exact_squares(
    space: Workspace, rows: Sequence[AnyRow], chosen: Regularity, season: Season | None
) -> dict[str, Fraction]:
    """Customer: square of the coefficient of variation, for rows that have a class."""
    classed = [row for row in rows if row.kind in CLASSES]
    if season is None:
        sums = {row.customer: (Fraction(row.total), Fraction(row.squares)) for row in classed}
    else:
        sums = season.sums(space, [row.customer for row in classed])
    return {
        row.customer: exact_squared_cv(row.length, *sums[row.customer], chosen.sigma)
        for row in classed
    }


def decide(space: Workspace, customers: Any, chosen: Regularity, season: Season | None) -> None:
    """Give the customers near a limit the class that exact arithmetic gives them."""
    c = customers.c
    near = select(c.customer, c.kind, c.length, c.total, c.squares).where(
        c.doubtful, c.kind.in_(CLASSES)
    )
    found: dict[str, list[str]] = {letter: [] for letter in CLASSES}
    for name, squared in exact_squares(space, space.rows(near), chosen, season).items():
        found[_letter(squared, chosen.limits)].append(name)
    for letter, names in found.items():
        for at in range(0, len(names), _AT_ONCE):
            some = c.customer.in_(names[at : at + _AT_ONCE])
            space.execute(update(customers).where(some).values(kind=letter))


def _letter(squared: Fraction, limits: XyzLimits) -> str:
    if squared * 10_000 <= Fraction(limits.x) ** 2:
        return "X"
    return "Y" if squared * 10_000 <= Fraction(limits.y) ** 2 else "Z"


def cv(row: AnyRow, chosen: Regularity, squares: Mapping[str, Fraction]) -> Decimal | NotAvailable:
    """Coefficient of variation of one customer, or why there is none."""
    if row.kind in CLASSES:
        return root(squares[row.customer])
    period = chosen.period
    if row.kind == LOST:
        return NotAvailable(lost_since(period))
    if row.active == 0:
        return NotAvailable(_("The customer bought nothing in whole periods."))
    if row.length < period.minimum:
        return NotAvailable(
            _("Not enough history: fewer than {count} periods.").format(count=period.minimum)
        )
    if row.active < chosen.active:
        return NotAvailable(
            (
                _("Fewer than {count} months with a purchase.")
                if period.name == "month"
                else _("Fewer than {count} quarters with a purchase.")
            ).format(count=chosen.active)
        )
    return NotAvailable(_("The average purchase is zero or negative."))


@dataclass(frozen=True, slots=True)
class Counted:
    """Customers per column, and those with a class from a short history or with returns."""

    columns: Mapping[str, int]
    short: int
    returns: int


def summary(
    space: Workspace,
    customers: FromClause,
    chosen: Regularity,
    grid: tuple[int, int],
    counted: Counted,
    proposal: Proposal | NotAvailable,
    unseasoned: tuple[Mapping[str, int], str] | None = None,
) -> Xyz:
    """Counts, quantiles and sentence of the choice in force.

    `unseasoned`: the counts with the season left in, and why it was left in, if it was.
    """
    counts = {column: counted.columns.get(column, 0) for column in MATRIX_COLUMNS}
    told = sentence(chosen, counts, grid)
    plain, why = unseasoned or (None, "")
    if plain is not None and not why:
        season = _("The season is taken out; with it {x} are X, {y} Y and {z} Z.")
        told = f"{told} {season.format(x=plain['X'], y=plain['Y'], z=plain['Z'])}"
    elif why:
        season = _("The season could not be taken out: {reason}").format(reason=why)
        told = f"{told} {season}"
    return Xyz(
        counts=counts,
        periods=max(0, grid[1] - grid[0] + 1),
        quantiles=_quantiles(space, customers.c.squared, customers.c.kind.in_(CLASSES)),
        indicative=counted.short,
        with_returns=counted.returns,
        sentence=told,
        proposal=proposal,
        deseasonalised=plain is not None and not why,
        plain_counts=plain if not why else None,
        origins={k: Origin(None, (), "", k) for k in MATRIX_COLUMNS},
    )


def counts_with_season(
    space: Workspace, histories: FromClause, chosen: Regularity, grid: tuple[int, int], all_of: int
) -> dict[str, int]:
    """Customers per column with the season left in; `all_of` counts those without a history too."""
    plain = with_season(histories)
    measured = regularity(plain, chosen, grid).subquery("measured")
    c = measured.c
    near = c.doubtful & c.kind.in_(CLASSES)
    clear = select(c.kind, func.count()).where(~near).group_by(c.kind)
    counts: dict[str, int] = dict.fromkeys(MATRIX_COLUMNS, 0)
    counts.update({row[0]: int(row[1]) for row in space.rows(clear)})
    rows = space.rows(select(c.customer, c.kind, c.length, c.total, c.squares).where(near))
    for squared in exact_squares(space, rows, chosen, None).values():
        counts[_letter(squared, chosen.limits)] += 1
    counts[NO_HISTORY] += all_of - sum(counts.values())
    return counts


_SENTENCES = {
    (True, True): N_(
        "By month over {periods} whole months, each from the first purchase on: of "
        "{some} customers with a class {x} are X (CV up to {x_limit} %), {y} Y (up to {y_limit} "
        "%) and {z} Z; {short} have not "
        "enough history, {lost} are lost."
    ),
    (True, False): N_(
        "By month over {periods} whole months, all: of {some} customers with a class {x} are X "
        "(CV up to {x_limit} %), {y} Y (up to {y_limit} %) and {z} Z; {short} have not "
        "enough history, {lost} are lost."
    ),
    (False, True): N_(
        "By quarter over {periods} whole quarters, each from the first purchase on: of "
        "{some} customers with a class {x} are X (CV up to {x_limit} %), {y} Y (up to {y_limit} "
        "%) and {z} Z; {short} have not "
        "enough history, {lost} are lost."
    ),
    (False, False): N_(
        "By quarter over {periods} whole quarters, all: of {some} customers with a class {x} are X "
        "(CV up to {x_limit} %), {y} Y (up to {y_limit} %) and {z} Z; {short} have not "
        "enough history, {lost} are lost."
    ),
}
"""By whether periods are months, and whether each customer's begin with the first purchase."""


def sentence(chosen: Regularity, counts: Mapping[str, int], grid: tuple[int, int]) -> str:
    """What the choice of periods, history and limits does to this ledger."""
    some = sum(counts[letter] for letter in CLASSES)
    period, limits = chosen.period, chosen.limits
    told = _SENTENCES[period.name == "month", chosen.history is History.SINCE_FIRST]
    told = _(told).format(
        periods=max(0, grid[1] - grid[0] + 1),
        some=some,
        x=counts["X"],
        x_limit=_shown(limits.x),
        y=counts["Y"],
        y_limit=_shown(limits.y),
        z=counts["Z"],
        short=counts[MATRIX_COLUMNS[3]],
        lost=counts[LOST],
    )
    if some and not counts["X"] + counts["Y"]:
        blunt = _("These limits put nobody in X or Y: they tell no customers apart.")
        told = f"{told} {blunt}"
    elif some and not counts["Y"] + counts["Z"]:
        blunt = _("These limits put everybody in X: they tell no customers apart.")
        told = f"{told} {blunt}"
    return told


def proposed(
    space: Workspace, histories: FromClause, chosen: Regularity, grid: tuple[int, int]
) -> Proposal | NotAvailable:
    """A cut by this unit that puts a tenth or more into each class, textbook limits first.

    Where none of them does, limits near the terciles of CV, whole steps of 5 per cent.
    """
    tries = [
        replace(chosen, history=history, limits=limits)
        for history in (History.SINCE_FIRST, History.FULL)
        for limits in (CLASSIC, MEDIUM, SUPPLY_CHAIN)
    ]
    found = _counts(space, histories, tries, grid)
    for each, counts in zip(tries, found, strict=True):
        if _separates(counts):
            return _proposal(each, counts, "")
    if sum(found[0].values()) < _FEW:
        return NotAvailable(_("Too few customers have a history long enough to tell them apart."))
    squared, classed = _measured(histories, tries[0], grid)
    thirds = [value for _unused, value in _quantiles(space, squared, classed, (33, 67))]
    x, y = (max(_STEP, ceil(100 * value / _STEP) * _STEP) for value in thirds)
    limits = XyzLimits(x, max(y, x + _STEP))
    best = replace(chosen, history=History.SINCE_FIRST, limits=limits)
    counts = _counts(space, histories, [best], grid)[0]
    if not _separates(counts):
        return NotAvailable(
            _("By month the customers buy too much alike.")
            if chosen.period.name == "month"
            else _("By quarter the customers buy too much alike.")
        )
    return _proposal(best, counts, _("No textbook limits tell these customers apart."))


_PROPOSALS = {
    (True, True): N_(
        "By month, since first purchase, X up to {x_limit} % and Y up to {y_limit} %: "
        "{x} X, {y} Y, {z} Z."
    ),
    (True, False): N_(
        "By month, full, X up to {x_limit} % and Y up to {y_limit} %: {x} X, {y} Y, {z} Z."
    ),
    (False, True): N_(
        "By quarter, since first purchase, X up to {x_limit} % and Y up to {y_limit} %: "
        "{x} X, {y} Y, {z} Z."
    ),
    (False, False): N_(
        "By quarter, full, X up to {x_limit} % and Y up to {y_limit} %: {x} X, {y} Y, {z} Z."
    ),
}
"""The same for what is proposed."""


def _proposal(chosen: Regularity, counts: Mapping[str, int], why: str) -> Proposal:
    limits = chosen.limits
    told = _(_PROPOSALS[chosen.unit == "month", chosen.history is History.SINCE_FIRST]).format(
        x_limit=_shown(limits.x),
        y_limit=_shown(limits.y),
        x=counts["X"],
        y=counts["Y"],
        z=counts["Z"],
    )
    if why:
        told = f"{told} {why}"
    return Proposal(chosen, dict(counts), told)


def _separates(counts: Mapping[str, int]) -> bool:
    some = sum(counts.values())
    return some >= _FEW and min(counts.values()) >= SEPARATES * some


def _measured(
    histories: FromClause, chosen: Regularity, grid: tuple[int, int]
) -> tuple[ColumnElement[float], ColumnElement[bool]]:
    length = length_of(histories, chosen.history, *grid)
    squared = squared_cv(histories, length, chosen.sigma)
    return squared, column_of(histories, length, squared, grid[1], chosen).in_(CLASSES)


def _counts(
    space: Workspace,
    histories: FromClause,
    tries: Sequence[Regularity],
    grid: tuple[int, int],
) -> list[dict[str, int]]:
    # All tries in one pass over the customers; what several of them measure is measured once.
    c = histories.c
    measures: list[ColumnElement[Any]] = []
    for how in History:
        length = length_of(histories, how, *grid)
        measures.append(length.label(f"length_{how.name}"))
        squared = squared_cv(histories, length, tries[0].sigma)
        measures.append(squared.label(f"squared_{how.name}"))
    measured = select(c.active, c.last_period, c.whole, *measures).subquery("measured")
    kinds: list[ColumnElement[Any]] = []
    for at, chosen in enumerate(tries):
        name = chosen.history.name
        length, squared = measured.c[f"length_{name}"], measured.c[f"squared_{name}"]
        kinds.append(column_of(measured, length, squared, grid[1], chosen).label(f"kind_{at}"))
    table = select(*kinds).select_from(measured).subquery("kinds")
    columns = [
        func.sum(case((kind == letter, 1), else_=0)) for kind in table.c for letter in CLASSES
    ]
    row = [int(value or 0) for value in space.row(select(*columns))]
    size = len(CLASSES)
    return [
        dict(zip(CLASSES, row[at * size : at * size + size], strict=True))
        for at in range(len(tries))
    ]


def _quantiles(
    space: Workspace,
    squared: ColumnElement[float],
    classed: ColumnElement[bool],
    wanted: Iterable[int] = QUANTILES,
) -> tuple[tuple[int, Decimal], ...]:
    cuts = tuple(wanted)
    asked = [func.percentile_disc(cut / 100).within_group(squared) for cut in cuts]
    row = space.row(select(*asked).where(classed))
    return tuple(
        (cut, half_up(Decimal(repr(sqrt(max(0.0, value)))), 6))
        for cut, value in zip(cuts, row, strict=True)
        if value is not None
    )


def _shown(per_cent: Any) -> str:
    return f"{half_up(per_cent, 2).normalize():f}"
