"""Return on time invested: what the room thinks of the session at its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, mean, population_sigma
from facilitator.words.language import _

FINE_FROM = 3


@dataclass(frozen=True, slots=True)
class Roti:
    """Mean and population sigma of scores 1–5, and who has not scored.

    `fine` is None without a score; below a mean of 3 ask what would raise it by one.
    """

    mean: Fraction | NotAvailable
    sigma: Decimal | NotAvailable
    fine: bool | None
    waiting: tuple[str, ...]


def roti(scores: Mapping[str, int | None]) -> Roti:
    """Summarise scores from 1 (waste) to 5 (high gain); raises ValueError outside them."""
    given = [score for score in scores.values() if score is not None]
    for who, score in scores.items():
        if score is not None and not 1 <= score <= 5:
            raise ValueError(
                _("{name} scored the session {score}; use 1 to 5.").format(name=who, score=score)
            )
    average = mean(given)
    return Roti(
        mean=average,
        sigma=population_sigma(given),
        fine=None if isinstance(average, NotAvailable) else average >= FINE_FROM,
        waiting=tuple(who for who, score in scores.items() if score is None),
    )
