"""How much the order of scored options hangs on the weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from facilitator.methods.exact import NotAvailable, fraction
from facilitator.methods.score_table import (
    Criterion,
    Means,
    OptionScore,
    Order,
    Scale,
    normalised,
    option_score,
    order,
    reversals,
)
from facilitator.words.language import N_, _

ROBUST_FROM = Fraction(10, 100)
SENSITIVE_FROM = Fraction(5, 100)
WEIGHT_STEP = Fraction(20, 100)


class Change(StrEnum):
    """What was changed to see whether the order holds."""

    OWN_CHANNEL = N_("without own-channel scores")
    EQUAL_WEIGHTS = N_("equal weights")
    LEFT_OUT = N_("one criterion left out")
    WEIGHT_UP = N_("one raw weight +20 %")
    WEIGHT_DOWN = N_("one raw weight -20 %")


@dataclass(frozen=True, slots=True)
class Variant:
    """The scoring under one change; `criterion` names the one changed, if any.

    `swaps` are pairs that were (better, worse) and are now the other way round.
    """

    change: Change
    criterion: str | None
    scores: tuple[OptionScore, ...]
    order: Order
    swaps: tuple[tuple[str, str], ...]
    order_changed: bool
    first_changed: bool


@dataclass(frozen=True, slots=True)
class Swing:
    """Weight `tie_at` (0…1) of a criterion at which two options tie; now it is `weight`."""

    criterion: str
    first: str
    second: str
    weight: Fraction
    tie_at: Fraction

    @property
    def distance(self) -> Fraction:
        """How far the weight would have to move, as a part of 1."""
        return abs(self.tie_at - self.weight)


class Firmness(StrEnum):
    """How firmly an option holds its place when weights move."""

    ROBUST = N_("robust")
    SENSITIVE = N_("sensitive")
    FRAGILE = N_("fragile")
    INDEPENDENT = N_("independent of weights")


@dataclass(frozen=True, slots=True)
class Robustness:
    """Firmness of one option's place and the swing nearest to today's weights.

    `left_out` names rivals with a provisional score: they cannot be compared yet.
    """

    option: str
    firmness: Firmness
    nearest: Swing | None
    left_out: tuple[str, ...]


def variant(
    change: Change,
    criterion: str | None,
    scores: Sequence[OptionScore],
    before: Order,
) -> Variant:
    """Compare changed scores with the order before the change."""
    after = order(scores)
    return Variant(
        change=change,
        criterion=criterion,
        scores=tuple(scores),
        order=after,
        swaps=reversals(before, after),
        order_changed=_as_sets(before) != _as_sets(after),
        first_changed=_as_sets(before[:1]) != _as_sets(after[:1]),
    )


def _as_sets(groups: Order) -> list[set[str]]:
    return [set(group) for group in groups]


def reweighted(
    criteria: Sequence[Criterion], means: Mapping[str, Means], scale: Scale, before: Order
) -> tuple[Variant, ...]:
    """Equal weights, each criterion left out, each raw weight 20 % up and down.

    Only criteria with a weight take part; greyed ones stay out of the equal weights too.
    """
    used = [criterion for criterion in criteria if fraction(criterion.raw_weight) > 0]
    plans: list[tuple[Change, str | None, list[Criterion]]] = [
        (Change.EQUAL_WEIGHTS, None, [Criterion(each.key, 1) for each in used])
    ]
    for one in used:
        rest = [other for other in used if other is not one]
        if rest:
            plans.append((Change.LEFT_OUT, one.key, rest))
    for one in used:
        for change, factor in (
            (Change.WEIGHT_UP, 1 + WEIGHT_STEP),
            (Change.WEIGHT_DOWN, 1 - WEIGHT_STEP),
        ):
            moved = Criterion(one.key, fraction(one.raw_weight) * factor)
            plans.append((change, one.key, [moved if each is one else each for each in used]))
    if not used:
        return ()
    found: list[Variant] = []
    for change, key, plan in plans:
        weights = normalised(plan)
        scores = [option_score(option, means[option], weights, scale) for option in means]
        found.append(variant(change, key, scores, before))
    return tuple(found)


def swings(
    weights: Mapping[str, Fraction] | NotAvailable,
    means: Mapping[str, Means],
    pairs: Sequence[tuple[str, str]],
) -> tuple[Swing, ...]:
    """Weights at which two options tie while the other weights keep their proportions.

    `S(t) = t s + (1 - t) R` with R the weighted mean of the other criteria; only 0 <= t <= 1 is
    reported. Two options equal at every weight tie at today's. All options must have a mean on
    every weighted criterion.
    """
    if isinstance(weights, NotAvailable):
        return ()
    found: list[Swing] = []
    for key, weight in weights.items():
        if weight in (0, 1):
            continue
        rest = {
            option: sum(
                (
                    part * means[option][other]
                    for other, part in weights.items()
                    if other != key and part
                ),
                Fraction(0),
            )
            / (1 - weight)
            for option in means
        }
        for first, second in pairs:
            ahead = rest[first] - rest[second]
            slope = (means[first][key] - means[second][key]) - ahead
            if slope:
                tie_at = -ahead / slope
            elif ahead == 0:
                tie_at = weight
            else:
                continue
            if 0 <= tie_at <= 1:
                found.append(Swing(key, first, second, weight, tie_at))
    return tuple(found)


def all_pairs(options: Sequence[str]) -> list[tuple[str, str]]:
    """Every two options, the better ranked first."""
    return list(combinations(options, 2))


def robustness(
    option: str, ranked: Sequence[str], found: Sequence[Swing], provisional: Sequence[str]
) -> Robustness | NotAvailable:
    """Judge how firmly an option holds its place among all that are `ranked`.

    10 percentage points or more to the nearest tie is robust, 5 to 10 sensitive, less fragile.
    """
    if option in provisional:
        return NotAvailable(
            _("{option} still lacks scores on a weighted criterion.").format(option=option)
        )
    rivals = [other for other in ranked if other != option]
    if not [rival for rival in rivals if rival not in provisional]:
        return NotAvailable(
            _("{option} has no fully scored rival to compare with.").format(option=option)
        )
    own = [swing for swing in found if option in (swing.first, swing.second)]
    nearest = min(own, key=lambda swing: swing.distance, default=None)
    left_out = tuple(rival for rival in rivals if rival in provisional)
    return Robustness(option, _firmness(nearest), nearest, left_out)


def _firmness(nearest: Swing | None) -> Firmness:
    if nearest is None:
        return Firmness.INDEPENDENT
    if nearest.distance >= ROBUST_FROM:
        return Firmness.ROBUST
    return Firmness.SENSITIVE if nearest.distance >= SENSITIVE_FROM else Firmness.FRAGILE
