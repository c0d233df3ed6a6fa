"""Net promoter score with honest intervals for small samples (Reichheld; Rocks 2016)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, divide, fraction, mean, root
from facilitator.words.language import N_, _

ANECDOTAL_BELOW = 10
INDICATIVE_BELOW = 30
ADJUSTED_BELOW = 100
"""Below this number of answers the adjusted interval is the one to show."""

_Z = Fraction(196, 100)
_LIMIT = Fraction(100)
_BASE_MATTERS_ABOVE = Fraction(5, 100)
_PROMOTER = 9
_PASSIVE = 7
_TOP = 10


class Weight(StrEnum):
    """How much a number of answers can carry."""

    ANECDOTAL = N_("anecdotal")
    INDICATIVE = N_("indicative")
    OK = N_("ok")


@dataclass(frozen=True, slots=True)
class Interval:
    """95 % interval on the NPS scale, clipped to −100…+100."""

    centre: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Nps:
    """NPS of one group of answers; all scores on the scale −100…+100."""

    promoters: int
    passives: int
    detractors: int
    addressable: int | None
    """Clients who could have answered, where known."""
    score: Fraction
    margin_squared: Fraction
    """Square of the 95 % margin of error, exact."""
    adjusted: Interval
    """Adjusted Wald interval; its centre is not the score."""

    @property
    def answers(self) -> int:
        """Number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def margin(self) -> Fraction:
        """95 % margin of error in NPS points, to 28 digits."""
        return fraction(root(self.margin_squared))

    @property
    def interval(self) -> Interval:
        """The interval to show: adjusted below 100 answers, plain from there on."""
        if self.answers < ADJUSTED_BELOW:
            return self.adjusted
        return _interval(self.score, self.margin_squared)

    @property
    def weight(self) -> Weight:
        """Label by the number of answers."""
        if self.answers < ANECDOTAL_BELOW:
            return Weight.ANECDOTAL
        return Weight.INDICATIVE if self.answers < INDICATIVE_BELOW else Weight.OK

    @property
    def response_rate(self) -> Fraction | NotAvailable:
        """Answers divided by the clients who could have answered."""
        if self.addressable is None:
            return NotAvailable(_("The number of people asked is not entered."))
        return divide(self.answers, self.addressable, _("Nobody was asked."))


def nps(scores: Iterable[int | None], addressable: int | None = None) -> Nps | NotAvailable:
    """NPS of a list of answers 0…10; None is a person who did not answer and is left out.

    Raises ValueError naming the answer that is not a whole number from 0 to 10.
    """
    counts = [0, 0, 0]
    for place, score in enumerate(scores, 1):
        if score is not None:
            counts[1 - _value(score, f"Answer {place}")] += 1
    return nps_of_groups(*counts, addressable=addressable)


def nps_of_counts(counts: Mapping[int, int], addressable: int | None = None) -> Nps | NotAvailable:
    """NPS of counts per score, such as {10: 5, 8: 3, 0: 2}; raises ValueError like `nps`."""
    groups = [0, 0, 0]
    for score, count in counts.items():
        groups[1 - _value(score, "A score")] += _count(count)
    return nps_of_groups(*groups, addressable=addressable)


def nps_of_groups(
    promoters: int, passives: int, detractors: int, addressable: int | None = None
) -> Nps | NotAvailable:
    """NPS of ready counts; raises ValueError for a negative count or more answers than people."""
    groups = tuple(_count(count) for count in (promoters, passives, detractors))
    answers = sum(groups)
    if addressable is not None and addressable < answers:
        raise ValueError(
            _(
                "{answers} answers came from {asked} people asked; correct the number of people "
                "asked."
            ).format(answers=answers, asked=addressable)
        )
    if answers == 0:
        return NotAvailable(_("There are no answers yet."))
    correction = _finite_base(answers, addressable)
    score = Fraction(100 * (promoters - detractors), answers)
    plain = _margin_squared(Fraction(promoters), Fraction(detractors), Fraction(answers))
    # Three invented answers, a quarter each at the ends: the best coverage in Rocks (2016).
    quarter, tried = Fraction(3, 4), Fraction(answers + 3)
    spread = _margin_squared(promoters + quarter, detractors + quarter, tried)
    centre = 100 * (promoters - detractors) / tried
    if correction == 0:
        # Everybody answered: nothing is estimated, the score is the whole truth.
        centre = score
    return Nps(
        *groups,
        addressable=addressable,
        score=score,
        margin_squared=plain * correction,
        adjusted=_interval(centre, spread * correction),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Two groups or two waves compared."""

    delta: Fraction
    threshold_squared: Fraction
    """Square of the difference that has to be exceeded."""

    @property
    def threshold(self) -> Fraction:
        """The difference that has to be exceeded, in NPS points, to 28 digits."""
        return fraction(root(self.threshold_squared))

    @property
    def significant(self) -> bool:
        """Whether the difference is real at 95 %; compared by exact squares."""
        return self.delta**2 > self.threshold_squared


def difference(first: Nps, second: Nps) -> Difference:
    """First minus second, against √(margin₁² + margin₂²)."""
    return Difference(first.score - second.score, first.margin_squared + second.margin_squared)


@dataclass(frozen=True, slots=True)
class CompanyNps:
    """NPS in which every client company has one voice, however many people answered."""

    score: Fraction
    companies: int
    answers: int


def nps_per_company(answers: Sequence[tuple[str, int | None]]) -> CompanyNps | NotAvailable:
    """Average +1, 0, −1 inside each company, then over the companies; pairs of company, score."""
    voices: dict[str, list[int]] = {}
    for company, score in answers:
        if score is not None:
            voices.setdefault(company, []).append(
                _value(score, _("An answer of {company}").format(company=company))
            )
    averages = [Fraction(sum(values), len(values)) for values in voices.values()]
    middle = mean(averages)
    if isinstance(middle, NotAvailable):
        return NotAvailable(_("There are no answers yet."))
    return CompanyNps(100 * middle, len(averages), sum(len(values) for values in voices.values()))


def _value(score: int, what: str) -> int:
    # A survey file can hand over anything; a float or True would slip through a range check.
    if type(score) is not int or not 0 <= score <= _TOP:
        raise ValueError(f"{what} is {score}; an answer is a whole number from 0 to 10.")
    if score >= _PROMOTER:
        return 1
    return 0 if score >= _PASSIVE else -1


def _count(count: int) -> int:
    if type(count) is not int or count < 0:
        raise ValueError(f"{count} is not a number of answers; enter 0 or more.")
    return count


def _margin_squared(promoters: Fraction, detractors: Fraction, answers: Fraction) -> Fraction:
    up, down = promoters / answers, detractors / answers
    variance = up + down - (up - down) ** 2
    return (100 * _Z) ** 2 * variance / answers


def _finite_base(answers: int, addressable: int | None) -> Fraction:
    if addressable is None or answers <= _BASE_MATTERS_ABOVE * addressable:
        return Fraction(1)
    if addressable == answers:
        return Fraction(0)
    return Fraction(addressable - answers, addressable - 1)


def _interval(centre: Fraction, margin_squared: Fraction) -> Interval:
    margin = fraction(root(margin_squared))
    return Interval(centre, max(-_LIMIT, centre - margin), min(_LIMIT, centre + margin))
