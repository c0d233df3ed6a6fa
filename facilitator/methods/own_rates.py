"""A person's own conversions, and the broken place when work goes but results do not.

Source: methods 2.14.2; coverage rows 152 and 165.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.methods.exact import Exact, Figure, NotAvailable, fraction, percent
from facilitator.methods.funnel import StageCount, StageRate, conversions
from facilitator.methods.periods import Period
from facilitator.methods.tracking import DayLog, totals
from facilitator.words.language import _

ACTIVITY_FROM = Fraction(90, 100)
RESULT_BELOW = Fraction(70, 100)


def own_conversions(
    logs: Iterable[DayLog], stages: Sequence[str], period: Period
) -> tuple[StageRate, ...]:
    """Conversions between the measures a person tracks, over the last 3 to 12 months.

    A measure without any entry is not counted, which is not zero; fewer than 30 cases are marked
    as a small sample. Raises ValueError for no stage or a part of a case.
    """
    if not stages:
        raise ValueError("a funnel has at least one stage")
    reached = totals(logs, period)
    return conversions([StageCount(stage, _whole(stage, reached.get(stage))) for stage in stages])


def _whole(stage: str, value: Fraction | None) -> int | None:
    if value is not None and value.denominator != 1:
        raise ValueError(
            _("{step} add up to a part of a case; enter whole numbers.").format(step=_(stage))
        )
    return None if value is None else value.numerator


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """The conversion that is furthest below what is usual."""

    stage: str
    following: str
    own: Fraction
    usual: Fraction
    cases: int
    small_sample: bool

    @property
    def of_usual(self) -> Fraction:
        """Own conversion ÷ the usual one."""
        return self.own / self.usual

    @property
    def sentence(self) -> str:
        """The weak spot with its basis."""
        said = (
            _("{step} to {following}: {share} of {cases} cases, a small sample, usually {usual}.")
            if self.small_sample
            else _("{step} to {following}: {share} of {cases} cases, usually {usual}.")
        )
        return said.format(
            step=_(self.stage),
            following=_(self.following),
            share=percent(self.own),
            cases=self.cases,
            usual=percent(self.usual),
        )


def weakest_conversion(
    own: Sequence[StageRate], usual: Mapping[str, Exact | NotAvailable | None]
) -> WeakSpot | NotAvailable:
    """Find the conversion lowest against history; `usual` is keyed by the earlier stage.

    Conversions are not compared with each other: calls become meetings more rarely than
    proposals become contracts, and nothing is wrong with that. Equal ones: the earlier stage.
    """
    found: list[WeakSpot] = []
    for at, rate in enumerate(own[:-1]):
        norm = usual.get(rate.stage)
        if norm is None or isinstance(norm, NotAvailable) or fraction(norm) <= 0:
            continue
        if isinstance(rate.conversion, NotAvailable) or rate.count is None:
            continue
        found.append(
            WeakSpot(
                rate.stage,
                own[at + 1].stage,
                rate.conversion,
                fraction(norm),
                rate.count,
                rate.small_sample,
            )
        )
    if not found:
        return NotAvailable(_("No own conversion can be compared with history yet."))
    return min(found, key=lambda spot: spot.of_usual)


def broken_place(activity: Figure, result: Figure, weak: WeakSpot | NotAvailable) -> str | None:
    """Sentence when work goes but results do not: activity ≥ 90 % and result < 70 % of pace.

    None when the rule does not apply or one of the two is not known.
    """
    if isinstance(activity, NotAvailable) or isinstance(result, NotAvailable):
        return None
    if activity < ACTIVITY_FROM or result >= RESULT_BELOW:
        return None
    found = (
        weak.reason
        if isinstance(weak, NotAvailable)
        else _("Look first at {step}").format(step=weak.sentence)
    )
    return _(
        "The work is done ({activity} of the pace), the result is not there ({result}). {found}"
    ).format(activity=percent(activity), result=percent(result), found=found)
