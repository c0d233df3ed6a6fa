"""TOWS: strategies from pairs of inside and outside factors (Weihrich 1982)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.swot import Quadrant
from facilitator.words.language import _

STRONGEST_FIT = 3
CLEAR_LEAD = Fraction(5, 100)
FEWEST_STRATEGIES = 3


class TowsCell(StrEnum):
    """The four pairings of an inside with an outside quadrant."""

    SO = "SO"
    ST = "ST"
    WO = "WO"
    WT = "WT"

    @property
    def internal(self) -> Quadrant:
        """The inside quadrant of the pairing."""
        return Quadrant(self.value[0])

    @property
    def external(self) -> Quadrant:
        """The outside quadrant of the pairing."""
        return Quadrant(self.value[1])


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy by its short name and the references of the factors it links."""

    ref: str
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intensity:
    """How strongly a cell's pairs fit: sum of fits / (3 x rated pairs), a part of 1."""

    cell: TowsCell
    intensity: Fraction | NotAvailable
    fits: int
    rated: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Posture:
    """The suggested posture: the strongest cell, or None when the lead is under 5 points.

    `lead` is the distance to the runner-up as a part of 1; `unrated` cells took no part.
    """

    cell: TowsCell | None
    lead: Fraction
    leading: TowsCell
    runner_up: TowsCell
    unrated: tuple[TowsCell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the strategies still leave open; `missing` are sentences for the moderator."""

    unused: tuple[str, ...]
    empty_cells: tuple[TowsCell, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether the stage may end."""
        return not self.missing


def cell_of(links: Iterable[Quadrant]) -> TowsCell | NotAvailable:
    """Derive the cell from the quadrants a strategy links; both sides are needed, one of each.

    A strategy on one side only, or on both S and W (or O and T), has no cell: the reason says
    what to link.
    """
    linked = set(links)
    inside = [quadrant for quadrant in Quadrant if quadrant in linked and quadrant.internal]
    outside = [quadrant for quadrant in Quadrant if quadrant in linked and not quadrant.internal]
    if not inside and not outside:
        return NotAvailable(
            _("Link at least one inside factor (S, W) and one outside factor (O, T).")
        )
    if not inside:
        return NotAvailable(_("Only outside factors are linked; add a strength or a weakness."))
    if not outside:
        return NotAvailable(_("Only inside factors are linked; add an opportunity or a threat."))
    if len(inside) > 1:
        return NotAvailable(_("Strengths and weaknesses are linked together; make two strategies."))
    if len(outside) > 1:
        return NotAvailable(
            _("Opportunities and threats are linked together; make two strategies.")
        )
    return TowsCell(inside[0] + outside[0])


def strategy_cell(strategy: Strategy, quadrants: Mapping[str, Quadrant]) -> TowsCell | NotAvailable:
    """Derive the cell of a strategy; `quadrants` maps factor references to quadrants."""
    unknown = [ref for ref in strategy.factors if ref not in quadrants]
    if unknown:
        return NotAvailable(
            _("{ref} links {other}, which is not on the board.").format(
                ref=strategy.ref, other=unknown[0]
            )
        )
    return cell_of(quadrants[ref] for ref in strategy.factors)


def intensities(
    quadrants: Mapping[str, Quadrant], fits: Mapping[tuple[str, str], int | None]
) -> tuple[Intensity, ...]:
    """Intensity of each cell over the short-listed factors in `quadrants`.

    `fits` maps (inside, outside) references to 0 none, 1 weak, 2 clear, 3 strong; None or no entry
    is not rated and counts nowhere. Raises ValueError for another fit or an unknown pair.
    """
    for (inside, outside), fit in fits.items():
        known = inside in quadrants and outside in quadrants
        if not known or not quadrants[inside].internal or quadrants[outside].internal:
            raise ValueError(f"{inside} x {outside} does not pair an inside and an outside factor.")
        if fit is not None and not 0 <= fit <= STRONGEST_FIT:
            raise ValueError(f"The fit of {inside} x {outside} is {fit}; use 0 to 3.")
    return tuple(_intensity(cell, quadrants, fits) for cell in TowsCell)


def _intensity(
    cell: TowsCell,
    quadrants: Mapping[str, Quadrant],
    fits: Mapping[tuple[str, str], int | None],
) -> Intensity:
    pairs = [
        (inside, outside)
        for inside in quadrants
        if quadrants[inside] is cell.internal
        for outside in quadrants
        if quadrants[outside] is cell.external
    ]
    rated = [fit for pair in pairs if (fit := fits.get(pair)) is not None]
    value: Fraction | NotAvailable = NotAvailable(
        _("No pair of {cell} is rated yet.").format(cell=cell)
    )
    if rated:
        value = Fraction(sum(rated), STRONGEST_FIT * len(rated))
    return Intensity(cell, value, sum(rated), len(rated), len(pairs))


def posture(cells: Sequence[Intensity]) -> Posture | NotAvailable:
    """Suggest a posture from at least two rated cells; a lead of 5 points or more is clear."""
    rated = [
        (each.intensity, each.cell)
        for each in cells
        if not isinstance(each.intensity, NotAvailable)
    ]
    if len(rated) < 2:
        return NotAvailable(_("Rate pairs in at least two cells to compare them."))
    rated.sort(key=lambda pair: (-pair[0], pair[1]))
    (best, leading), (second, runner_up) = rated[:2]
    lead = best - second
    return Posture(
        cell=leading if lead >= CLEAR_LEAD else None,
        lead=lead,
        leading=leading,
        runner_up=runner_up,
        unrated=tuple(each.cell for each in cells if isinstance(each.intensity, NotAvailable)),
    )


def coverage(
    strategies: Sequence[Strategy],
    quadrants: Mapping[str, Quadrant],
    shortlisted: Collection[str],
    accepted: Collection[str] = (),
) -> Coverage:
    """Check the exit of the stage.

    Needed: a strategy in SO and in WO, three in total, and every short-listed weakness and threat
    used by a strategy or explicitly `accepted`. Strategies without a cell count for nothing.
    """
    cells = {strategy.ref: strategy_cell(strategy, quadrants) for strategy in strategies}
    placed = [each for each in strategies if isinstance(cells[each.ref], TowsCell)]
    used = {ref for each in placed for ref in each.factors}
    harmful = (Quadrant.WEAKNESSES, Quadrant.THREATS)
    unused = tuple(
        ref
        for ref, quadrant in quadrants.items()
        if quadrant in harmful and ref in shortlisted and ref not in used and ref not in accepted
    )
    filled = {cells[each.ref] for each in placed}
    missing = [
        f"{ref}: {reason.reason}"
        for ref, reason in cells.items()
        if isinstance(reason, NotAvailable)
    ]
    missing.extend(
        _("There is no {cell} strategy yet.").format(cell=cell)
        for cell in (TowsCell.SO, TowsCell.WO)
        if cell not in filled
    )
    if len(placed) < FEWEST_STRATEGIES:
        missing.append(
            _("{placed} strategies; find at least {fewest_strategies}.").format(
                placed=len(placed), fewest_strategies=FEWEST_STRATEGIES
            )
        )
    missing.extend(
        _("{ref} is used by no strategy; use it or accept it openly.").format(ref=ref)
        for ref in unused
    )
    return Coverage(
        unused=unused,
        empty_cells=tuple(cell for cell in TowsCell if cell not in filled),
        missing=tuple(missing),
    )
