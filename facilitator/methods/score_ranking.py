"""Places of scored options, practical ties and what broke them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import TypeAlias

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_table import OptionScore, Scale, Table, average_sigma
from facilitator.words.language import N_


class TieBreak(StrEnum):
    """What put one of two practically tied options above the other."""

    SCORE = N_("higher score of two neighbouring groups")
    HEAVIEST_CRITERION = N_("higher mean on the heaviest criterion")
    SPREAD = N_("lower average spread of scores")
    DECISION = N_("recorded decision")
    OPEN = N_("still tied, decide")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two options closer than the practical tie; `difference` is first minus second score."""

    first: str
    second: str
    difference: Fraction
    broken_by: TieBreak


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the ranking; options with an open tie share it."""

    place: int
    option: str
    score: Fraction
    provisional: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places from best to worst, the practical ties, and options without any score."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    unranked: tuple[str, ...]

    @property
    def options(self) -> tuple[str, ...]:
        """Options from best to worst."""
        return tuple(place.option for place in self.places)


_Keys: TypeAlias = Mapping[str, tuple[Fraction, Decimal | int, int]]


def rank(
    entries: Sequence[OptionScore],
    cells: Table,
    weights: Mapping[str, Fraction] | NotAvailable,
    scale: Scale,
    decided: Sequence[str] = (),
) -> Ranking:
    """Rank options by score, breaking practical ties.

    Ties break by (1) higher mean on the heaviest criterion (the average, when several are the
    heaviest), (2) lower average sigma, (3) `decided`, the order the room recorded. An option is
    compared with the best of its group, so that tied options are tied pairwise.
    """
    scores = {
        entry.option: entry.score for entry in entries if not isinstance(entry.score, NotAvailable)
    }
    unranked = tuple(entry.option for entry in entries if entry.option not in scores)
    if isinstance(weights, NotAvailable):
        return Ranking((), (), unranked)
    provisional = {entry.option for entry in entries if entry.provisional}
    places: list[Place] = []
    ties: list[Tie] = []
    passed: list[str] = []
    for group in _groups(scores, scale.practical_tie):
        keys = _tie_keys(group, cells, weights, decided)
        for option in passed:
            ties.extend(_ties(option, group, scores, scale, None))
        ordered = sorted(group, key=lambda option: keys[option])
        for at, option in enumerate(ordered):
            ties.extend(_ties(option, ordered[at + 1 :], scores, scale, keys))
        for _, level in groupby(ordered, key=lambda option: keys[option]):
            shared = len(places) + 1
            places.extend(
                Place(shared, option, scores[option], option in provisional) for option in level
            )
        passed = list(ordered)
    return Ranking(tuple(places), tuple(ties), unranked)


def _groups(scores: Mapping[str, Fraction], tie: Fraction) -> list[list[str]]:
    groups: list[list[str]] = []
    for option in sorted(scores, key=lambda option: -scores[option]):
        if groups and scores[groups[-1][0]] - scores[option] < tie:
            groups[-1].append(option)
        else:
            groups.append([option])
    return groups


def _tie_keys(
    group: Sequence[str], cells: Table, weights: Mapping[str, Fraction], decided: Sequence[str]
) -> _Keys:
    """Sort keys inside one group; a rule that lacks a value for anyone decides for nobody."""
    top = max(weights.values())
    heaviest = [key for key, weight in weights.items() if weight == top]
    means = {option: _mean_of(cells, option, heaviest) for option in group}
    used = [key for key, weight in weights.items() if weight]
    sigmas = {option: average_sigma(cells, option, used) for option in group}
    by_mean = all(value is not None for value in means.values())
    by_sigma = not any(isinstance(value, NotAvailable) for value in sigmas.values())
    keys: dict[str, tuple[Fraction, Decimal | int, int]] = {}
    for option in group:
        value, sigma = means[option], sigmas[option]
        keys[option] = (
            -value if by_mean and value is not None else Fraction(0),
            sigma if by_sigma and not isinstance(sigma, NotAvailable) else 0,
            decided.index(option) if option in decided else len(decided),
        )
    return keys


def _mean_of(cells: Table, option: str, criteria: Sequence[str]) -> Fraction | None:
    whole = Fraction(0)
    for criterion in criteria:
        found = cells[option, criterion]
        if not found.valid or isinstance(found.mean, NotAvailable):
            return None
        whole += found.mean
    return whole / len(criteria)


def _ties(
    option: str,
    others: Sequence[str],
    scores: Mapping[str, Fraction],
    scale: Scale,
    keys: _Keys | None,
) -> list[Tie]:
    found: list[Tie] = []
    for other in others:
        difference = scores[option] - scores[other]
        if abs(difference) < scale.practical_tie:
            broken = TieBreak.SCORE if keys is None else _broken_by(keys[option], keys[other])
            found.append(Tie(option, other, difference, broken))
    return found


def _broken_by(
    one: tuple[Fraction, Decimal | int, int], other: tuple[Fraction, Decimal | int, int]
) -> TieBreak:
    if one[0] != other[0]:
        return TieBreak.HEAVIEST_CRITERION
    if one[1] != other[1]:
        return TieBreak.SPREAD
    return TieBreak.DECISION if one[2] != other[2] else TieBreak.OPEN
