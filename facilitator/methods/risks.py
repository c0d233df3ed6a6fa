"""Risks of a period: score, order, and which need a response.

Source: coverage row 129; agenda 3.3 step 7; worked example 5.20.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.methods.actions import Level
from facilitator.methods.exact import NotAvailable
from facilitator.methods.remarks import Remark
from facilitator.words.language import _

RESPONSE_FROM = 12
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may break the plan; probability and impact 1–5, None while not rated.

    Raises ValueError for a rating outside 1…5.
    """

    ref: str
    probability: int | None
    impact: int | None
    response: str = ""
    owner: str = ""
    trigger: str = ""

    def __post_init__(self) -> None:
        for problem, value in (
            (_("{ref}: the probability is {number}; use {low} to {high}."), self.probability),
            (_("{ref}: the impact is {number}; use {low} to {high}."), self.impact),
        ):
            if value is not None and not LOWEST <= value <= HIGHEST:
                raise ValueError(
                    problem.format(ref=self.ref, number=value, low=LOWEST, high=HIGHEST)
                )

    @property
    def score(self) -> int | NotAvailable:
        """Probability × impact, 1 to 25."""
        if self.probability is None or self.impact is None:
            return NotAvailable(_("Rate both the probability and the impact from 1 to 5."))
        return self.probability * self.impact

    @property
    def needs_response(self) -> bool:
        """Whether the score is 12 or more."""
        score = self.score
        return not isinstance(score, NotAvailable) and score >= RESPONSE_FROM


def ranked(risks: Sequence[Risk]) -> tuple[Risk, ...]:
    """Highest score first; equal scores by impact, then by reference; unrated ones last."""

    def place(risk: Risk) -> tuple[int, int, str]:
        score = risk.score
        return (0 if isinstance(score, NotAvailable) else -score, -(risk.impact or 0), risk.ref)

    return tuple(sorted(risks, key=place))


def check_risks(risks: Sequence[Risk]) -> tuple[Remark, ...]:
    """What is still open, risk by risk, the highest first."""
    found: list[Remark] = []
    for risk in ranked(risks):
        score = risk.score
        if isinstance(score, NotAvailable):
            found.append(Remark(Level.WARNING, risk.ref, f"{risk.ref}: {score.reason}"))
        elif risk.needs_response and not risk.response.strip():
            sentence = _(
                "{ref}: a score of {score} needs a response; say what will be done."
            ).format(ref=risk.ref, score=score)
            found.append(Remark(Level.ERROR, risk.ref, sentence))
        if risk.needs_response and not risk.owner.strip():
            sentence = _("{ref}: nobody watches it; name one person.").format(ref=risk.ref)
            found.append(Remark(Level.WARNING, risk.ref, sentence))
        if not risk.trigger.strip():
            sentence = _("{ref}: name the early sign by which you will notice it.").format(
                ref=risk.ref
            )
            found.append(Remark(Level.INFO, risk.ref, sentence))
    return tuple(found)
