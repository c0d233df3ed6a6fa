"""Weighted channel scoring: one call from silent individual scores to everything shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.methods.score_ranking import Ranking, rank
from facilitator.methods.score_table import (
    FIVE,
    TEN,
    Accord,
    Cell,
    Criterion,
    OptionScore,
    Order,
    Scale,
    Scores,
    Table,
    normalised,
    option_score,
    order,
    table,
    valid_means,
)
from facilitator.methods.sensitivity import (
    Change,
    Robustness,
    Swing,
    Variant,
    all_pairs,
    reweighted,
    robustness,
    swings,
    variant,
)
from facilitator.words.language import _

__all__ = [
    "FIVE",
    "TEN",
    "Accord",
    "Cell",
    "Change",
    "Criterion",
    "Evaluation",
    "OptionScore",
    "PersonalScores",
    "Scale",
    "Variant",
    "evaluate",
]


@dataclass(frozen=True, slots=True)
class PersonalScores:
    """One participant's own weighted scores and order; blanks make a score provisional.

    `own_first` says whether a channel this person owns comes out first for them.
    """

    participant: str
    scores: tuple[OptionScore, ...]
    order: Order
    own_first: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything a scoring says; the decision is a separate record.

    `scores` keep the order of the options given, `order` is by exact score only, `ranking` breaks
    practical ties. `variants` holds equal weights, each criterion left out, each weight ±20 %.
    `swings` covers fully scored options. `robustness` is per ranked option, by place.
    """

    weights: Mapping[str, Fraction] | NotAvailable
    cells: Table
    scores: tuple[OptionScore, ...]
    order: Order
    ranking: Ranking
    persons: tuple[PersonalScores, ...]
    without_own: Variant
    variants: tuple[Variant, ...]
    swings: tuple[Swing, ...]
    robustness: Mapping[str, Robustness | NotAvailable]

    def variant(self, change: Change, criterion: str | None = None) -> Variant:
        """Look up one sensitivity check; raises KeyError if it was not made."""
        for found in self.variants:
            if (found.change, found.criterion) == (change, criterion):
                return found
        raise KeyError((change, criterion))

    @property
    def first_place(self) -> Robustness | NotAvailable:
        """How firmly the first place stands."""
        leaders = [place.option for place in self.ranking.places if place.place == 1]
        if not leaders:
            return NotAvailable(_("No option has a score yet."))
        if len(leaders) > 1:
            return NotAvailable(_("The first place is tied; decide the tie first."))
        return self.robustness[leaders[0]]


def evaluate(
    options: Sequence[str],
    criteria: Sequence[Criterion],
    scores: Scores,
    participants: Sequence[str] | None = None,
    owners: Mapping[str, str | Collection[str]] | None = None,
    scale: Scale = FIVE,
    decided: Sequence[str] = (),
) -> Evaluation:
    """Evaluate a channel scoring.

    `scores` maps (option, criterion, participant) to a score on `scale` or None; `participants`
    is everyone expected to score (by default whoever appears in `scores`); `owners` maps a
    participant to the option or options they own; `decided` is the order recorded by the room for
    options that stay tied. Raises ValueError, with a sentence for the moderator, for repeated or
    unknown keys, a negative weight, and a score outside the scale.
    """
    if participants is None:
        participants = list(dict.fromkeys(who for _unused, _unused, who in scores))
    _check(options, criteria, scores, participants, scale)
    owned = {who: _as_set(channels) for who, channels in (owners or {}).items()}
    weights = normalised(criteria)
    cells = table(options, criteria, scores, dict.fromkeys(options, participants), scale)
    means = {option: valid_means(cells, option) for option in options}
    entries = tuple(option_score(option, means[option], weights, scale) for option in options)
    exact_order = order(entries)
    ranking = rank(entries, cells, weights, scale, decided)
    provisional = tuple(entry.option for entry in entries if entry.provisional)
    complete = {option: means[option] for option in ranking.options if option not in provisional}
    found = swings(weights, complete, all_pairs(tuple(complete)))
    return Evaluation(
        weights=weights,
        cells=cells,
        scores=entries,
        order=exact_order,
        ranking=ranking,
        persons=tuple(
            _personal(who, options, criteria, scores, weights, owned.get(who, set()), scale)
            for who in participants
        ),
        without_own=_without_own(
            options, criteria, scores, participants, owned, scale, exact_order
        ),
        variants=reweighted(criteria, means, scale, exact_order),
        swings=found,
        robustness={
            option: robustness(option, ranking.options, found, provisional)
            for option in ranking.options
        },
    )


def _as_set(channels: str | Collection[str]) -> set[str]:
    return {channels} if isinstance(channels, str) else set(channels)


def _check(
    options: Sequence[str],
    criteria: Sequence[Criterion],
    scores: Scores,
    people: Sequence[str],
    scale: Scale,
) -> None:
    keys = [criterion.key for criterion in criteria]
    for name, given in (("option", options), ("criterion", keys), ("participant", people)):
        repeated = {each for each in given if list(given).count(each) > 1}
        if repeated:
            raise ValueError(f"The {name} {sorted(repeated)[0]} is listed twice; keep one.")
    known = set(options), set(keys), set(people)
    for place, score in scores.items():
        for name, value, listed in zip(
            ("option", "criterion", "participant"), place, known, strict=True
        ):
            if value not in listed:
                raise ValueError(f"There is a score for the {name} {value}, which is not listed.")
        if score is not None and not scale.lowest <= score <= scale.highest:
            option, criterion, who = place
            raise ValueError(
                f"{who} gave {option} on {criterion} a {score}; "
                f"use {scale.lowest} to {scale.highest} or leave it blank."
            )


def _personal(
    who: str,
    options: Sequence[str],
    criteria: Sequence[Criterion],
    scores: Scores,
    weights: Mapping[str, Fraction] | NotAvailable,
    owned: set[str],
    scale: Scale,
) -> PersonalScores:
    entries: list[OptionScore] = []
    for option in options:
        own = {
            criterion.key: Fraction(score)
            for criterion in criteria
            if (score := scores.get((option, criterion.key, who))) is not None
        }
        entries.append(option_score(option, own, weights, scale))
    groups = order(entries)
    first = set(groups[0]) if groups else set[str]()
    return PersonalScores(who, tuple(entries), groups, bool(first & owned))


def _without_own(
    options: Sequence[str],
    criteria: Sequence[Criterion],
    scores: Scores,
    people: Sequence[str],
    owned: Mapping[str, set[str]],
    scale: Scale,
    before: Order,
) -> Variant:
    """Score every option without the people who own it."""
    eligible = {
        option: [who for who in people if option not in owned.get(who, set())] for option in options
    }
    cells = table(options, criteria, scores, eligible, scale)
    weights = normalised(criteria)
    entries = [
        option_score(option, valid_means(cells, option), weights, scale) for option in options
    ]
    return variant(Change.OWN_CHANNEL, None, entries, before)
