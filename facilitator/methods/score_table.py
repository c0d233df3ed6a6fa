"""The table under a channel scoring: weights, cells, weighted sums and their order.

Simple additive weighting: score = sum of weight x mean score. Scores are never rescaled by the
options present, so the order of two options does not depend on a third.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    fraction,
    half_up,
    mean,
    population_variance,
    root,
    total,
)
from facilitator.words.language import N_, _

Scores: TypeAlias = Mapping[tuple[str, str, str], int | None]
"""(option, criterion, participant) to a score; None or no entry is a blank, never 0."""

Order: TypeAlias = tuple[tuple[str, ...], ...]
"""Options from best to worst; options with exactly equal scores share a group."""

AGREED_BELOW = Fraction(30, 100)
TALK_UP_TO = Fraction(50, 100)
NEEDED_COVERAGE = Fraction(1, 2)
NEEDED_SCORES = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole scores from `lowest` to `highest`, higher is better."""

    lowest: int
    highest: int

    def __post_init__(self) -> None:
        if self.lowest >= self.highest:
            raise ValueError("The highest score of a scale must be above the lowest.")

    @property
    def practical_tie(self) -> Fraction:
        """Differences below this are a practical tie: 0.05 on 1–5, 0.1 on 1–10."""
        return Fraction(self.highest, 100)


FIVE = Scale(1, 5)
TEN = Scale(1, 10)


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored on; `raw_weight` is 0–10 or points of 100, 0 greys it out."""

    key: str
    raw_weight: Exact


class Accord(StrEnum):
    """How far the scores of one cell lie apart."""

    AGREED = N_("agreed")
    TALK = N_("talk if time")
    MUST_TALK = N_("must talk")
    INSUFFICIENT = N_("insufficient")


@dataclass(frozen=True, slots=True)
class Cell:
    """All scores of one option on one criterion.

    `histogram` counts every step of the scale from lowest to highest; `spread` is the exact
    square of sigma / ((max - min of the scale) / 2); `coverage` is scores given / participants.
    """

    option: str
    criterion: str
    given: Mapping[str, int]
    participants: int
    mean: Fraction | NotAvailable
    sigma: Decimal | NotAvailable
    spread: Fraction | NotAvailable
    lowest: int | None
    highest: int | None
    histogram: tuple[int, ...]
    coverage: Fraction | NotAvailable
    accord: Accord

    @property
    def valid(self) -> bool:
        """Whether at least half the participants and at least two scored."""
        return self.accord is not Accord.INSUFFICIENT


@dataclass(frozen=True, slots=True)
class OptionScore:
    """Weighted score of one option.

    `share` is the score as a part of the highest possible one. A provisional score uses weights
    renormalised over the valid criteria; `missing` names the others.
    """

    option: str
    score: Fraction | NotAvailable
    share: Fraction | NotAvailable
    provisional: bool
    missing: tuple[str, ...]


Table: TypeAlias = Mapping[tuple[str, str], Cell]
Means: TypeAlias = Mapping[str, Fraction]


def normalised(criteria: Iterable[Criterion]) -> Mapping[str, Fraction] | NotAvailable:
    """Weights of all criteria as parts of 1; raises ValueError for a negative raw weight."""
    raw = {criterion.key: fraction(criterion.raw_weight) for criterion in criteria}
    for key, weight in raw.items():
        if weight < 0:
            raise ValueError(
                _("The weight of {criterion} is negative; give it 0 or more.").format(criterion=key)
            )
    whole = total(list(raw.values()))
    if whole == 0:
        return NotAvailable(_("No criterion has a weight; give at least one more than 0."))
    return {key: weight / whole for key, weight in raw.items()}


def cell(
    option: str, criterion: str, given: Mapping[str, int], participants: int, scale: Scale
) -> Cell:
    """Describe the scores of one cell; `given` holds no blanks."""
    values = list(given.values())
    variance = population_variance(values)
    coverage: Fraction | NotAvailable = NotAvailable(_("Nobody takes part in this scoring."))
    if participants:
        coverage = Fraction(len(values), participants)
    half = Fraction(scale.highest - scale.lowest, 2)
    sigma: Decimal | NotAvailable
    spread: Fraction | NotAvailable
    if isinstance(variance, NotAvailable):
        sigma = spread = variance
    else:
        sigma, spread = root(variance), variance / half**2
    return Cell(
        option=option,
        criterion=criterion,
        given=dict(given),
        participants=participants,
        mean=mean(values),
        sigma=sigma,
        spread=spread,
        lowest=min(values, default=None),
        highest=max(values, default=None),
        histogram=tuple(values.count(at) for at in range(scale.lowest, scale.highest + 1)),
        coverage=coverage,
        accord=_accord(len(values), coverage, spread),
    )


def _accord(
    scored: int, coverage: Fraction | NotAvailable, spread: Fraction | NotAvailable
) -> Accord:
    if isinstance(coverage, NotAvailable) or isinstance(spread, NotAvailable):
        return Accord.INSUFFICIENT
    if scored < NEEDED_SCORES or coverage < NEEDED_COVERAGE:
        return Accord.INSUFFICIENT
    if spread < AGREED_BELOW**2:  # squares, so that the boundaries hold exactly
        return Accord.AGREED
    return Accord.TALK if spread <= TALK_UP_TO**2 else Accord.MUST_TALK


def table(
    options: Sequence[str],
    criteria: Sequence[Criterion],
    scores: Scores,
    eligible: Mapping[str, Sequence[str]],
    scale: Scale,
) -> Table:
    """Build every cell; `eligible` names the participants whose scores count per option."""
    cells: dict[tuple[str, str], Cell] = {}
    for option in options:
        people = eligible[option]
        for criterion in criteria:
            given = {
                who: score
                for who in people
                if (score := scores.get((option, criterion.key, who))) is not None
            }
            cells[option, criterion.key] = cell(option, criterion.key, given, len(people), scale)
    return cells


def valid_means(cells: Table, option: str) -> Means:
    """Means of the option's valid cells by criterion."""
    return {
        criterion: cell.mean
        for (owner, criterion), cell in cells.items()
        if owner == option and cell.valid and not isinstance(cell.mean, NotAvailable)
    }


def weighted(means: Means, weights: Mapping[str, Fraction]) -> Fraction | NotAvailable:
    """Weighted mean over the criteria that have both a weight and a mean."""
    used = {key: weight for key, weight in weights.items() if weight and key in means}
    whole = sum(used.values(), Fraction(0))
    if whole == 0:
        return NotAvailable(_("No weighted criterion has enough scores yet."))
    return sum((weight * means[key] for key, weight in used.items()), Fraction(0)) / whole


def option_score(
    option: str, means: Means, weights: Mapping[str, Fraction] | NotAvailable, scale: Scale
) -> OptionScore:
    """Score one option, provisional when a weighted criterion lacks a valid mean."""
    if isinstance(weights, NotAvailable):
        return OptionScore(option, weights, weights, False, ())
    missing = tuple(key for key, weight in weights.items() if weight and key not in means)
    score = weighted(means, weights)
    share = score if isinstance(score, NotAvailable) else score / scale.highest
    return OptionScore(option, score, share, bool(missing), missing)


def order(scores: Iterable[OptionScore]) -> Order:
    """Sort by exact score, best first; options without a score are left out."""
    groups: dict[Fraction, list[str]] = {}
    for entry in scores:
        if not isinstance(entry.score, NotAvailable):
            groups.setdefault(entry.score, []).append(entry.option)
    return tuple(tuple(groups[score]) for score in sorted(groups, reverse=True))


def reversals(before: Order, after: Order) -> tuple[tuple[str, str], ...]:
    """Pairs that were (better, worse) before and are the other way round after."""
    place = {option: at for at, group in enumerate(after) for option in group}
    return tuple(
        (better, worse)
        for at, group in enumerate(before)
        for better in group
        for lower in before[at + 1 :]
        for worse in lower
        if better in place and worse in place and place[better] > place[worse]
    )


def average_sigma(cells: Table, option: str, keys: Iterable[str]) -> Decimal | NotAvailable:
    """Average standard deviation over the option's valid cells among `keys`."""
    sigmas = [
        found.sigma
        for key in keys
        if (found := cells[option, key]).valid and not isinstance(found.sigma, NotAvailable)
    ]
    # Roots are irrational: past 20 places a difference is rounding and must not decide a tie.
    average = mean(sigmas)
    return average if isinstance(average, NotAvailable) else half_up(average, 20)
