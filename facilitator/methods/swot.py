"""SWOT: quality of items, weight of factors, IFE and EFE matrices."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, fraction, total
from facilitator.methods.wording import starts_with_doing
from facilitator.words.language import _, ngettext

SHORTEST, LONGEST = 5, 140
FEWEST_ITEMS, USUAL_ITEMS, MOST_ITEMS = 5, 10, 20
MIDPOINT = Fraction(5, 2)


class Quadrant(StrEnum):
    """The four quadrants by their letter."""

    STRENGTHS = "S"
    WEAKNESSES = "W"
    OPPORTUNITIES = "O"
    THREATS = "T"

    @property
    def internal(self) -> bool:
        """Whether it is about us; O and T would be true without our company."""
        return self in (Quadrant.STRENGTHS, Quadrant.WEAKNESSES)

    @property
    def helpful(self) -> bool:
        """Whether it helps us: S and O."""
        return self in (Quadrant.STRENGTHS, Quadrant.OPPORTUNITIES)


def quadrant_of(outside: bool, helpful: bool) -> Quadrant:
    """Place an item: would it be true without our company, and does it help us?"""
    if outside:
        return Quadrant.OPPORTUNITIES if helpful else Quadrant.THREATS
    return Quadrant.STRENGTHS if helpful else Quadrant.WEAKNESSES


class HintKind(StrEnum):
    """What could be better about an item or a quadrant."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    OWN_ACTION = "own action in an outside quadrant"
    NO_EVIDENCE = "no evidence"
    TOO_FEW_ITEMS = "too few items"
    MANY_ITEMS = "many items"
    TOO_MANY_ITEMS = "too many items"


@dataclass(frozen=True, slots=True)
class Hint:
    """A soft warning with a sentence for the moderator; `blocks` marks a hard limit."""

    kind: HintKind
    sentence: str
    blocks: bool = False


def item_hints(quadrant: Quadrant, text: str, evidence: str = "") -> tuple[Hint, ...]:
    """Check one item: 5–140 characters, a fact and not our own action, evidence."""
    clean = " ".join(text.split())
    hints: list[Hint] = []
    if len(clean) < SHORTEST:
        sentence = _(
            "Say it in at least {count} characters, so that everyone reads it the same."
        ).format(count=SHORTEST)
        hints.append(Hint(HintKind.TOO_SHORT, sentence, blocks=True))
    if len(clean) > LONGEST:
        sentence = ngettext(
            "{count} characters; cut it to {longest} or make two items of it.",
            "{count} characters; cut it to {longest} or make two items of it.",
            len(clean),
        ).format(count=len(clean), longest=LONGEST)
        hints.append(Hint(HintKind.TOO_LONG, sentence, blocks=True))
    if not quadrant.internal and starts_with_doing(clean):
        sentence = _(
            "This reads like our own action: name the fact outside, keep the deed for TOWS."
        )
        hints.append(Hint(HintKind.OWN_ACTION, sentence))
    if not evidence.strip():
        hints.append(Hint(HintKind.NO_EVIDENCE, _("What proves it? Add a number or a source.")))
    return tuple(hints)


def quadrant_hints(item_count: int) -> tuple[Hint, ...]:
    """Check the number of items in a quadrant: work with 5–10, never more than 20."""
    if item_count > MOST_ITEMS:
        sentence = ngettext(
            "{count} items; merge or drop until {most} are left.",
            "{count} items; merge or drop until {most} are left.",
            item_count,
        ).format(count=item_count, most=MOST_ITEMS)
        return (Hint(HintKind.TOO_MANY_ITEMS, sentence, blocks=True),)
    if item_count > USUAL_ITEMS:
        sentence = ngettext(
            "{count} items; merge near-duplicates to about {most}.",
            "{count} items; merge near-duplicates to about {most}.",
            item_count,
        ).format(count=item_count, most=USUAL_ITEMS)
        return (Hint(HintKind.MANY_ITEMS, sentence),)
    if item_count < FEWEST_ITEMS:
        sentence = ngettext(
            "{count} items; ask for at least {least} before voting.",
            "{count} items; ask for at least {least} before voting.",
            item_count,
        ).format(count=item_count, least=FEWEST_ITEMS)
        return (Hint(HintKind.TOO_FEW_ITEMS, sentence),)
    return ()


def factor(first: int | None, second: int | None) -> int | NotAvailable:
    """Weight 1…25 of a short-listed item: importance x strength, or impact x probability.

    Raises ValueError for a value outside 1…5.
    """
    if first is None or second is None:
        return NotAvailable(_("The item is not scored yet."))
    for value in (first, second):
        if not 1 <= value <= 5:
            raise ValueError(_("A factor was scored {score}; use 1 to 5.").format(score=value))
    return first * second


@dataclass(frozen=True, slots=True)
class FactorRating:
    """A factor of IFE or EFE; `weight` is a part of 1 or points, they are normalised.

    Ratings: 4 major and 3 minor strength, 2 minor and 1 major weakness; for O and T how well we
    respond, from 4 superior to 1 poor. None is not rated yet.
    """

    ref: str
    quadrant: Quadrant
    weight: Exact
    rating: int | None


@dataclass(frozen=True, slots=True)
class WeightedFactor:
    """A factor with its weight as a part of 1 and its weight x rating."""

    ref: str
    weight: Fraction
    rating: int
    weighted: Fraction


@dataclass(frozen=True, slots=True)
class FactorMatrix:
    """IFE or EFE: rows and their total in 1…4; 2.5 is the midpoint."""

    rows: tuple[WeightedFactor, ...]
    total: Fraction

    @property
    def above_midpoint(self) -> bool:
        """Whether the total is above 2.5."""
        return self.total > MIDPOINT


def factor_evaluation(factors: Sequence[FactorRating]) -> FactorMatrix | NotAvailable:
    """Evaluate internal factors (IFE, S and W) or external ones (EFE, O and T).

    Raises ValueError for factors of both sides, a negative weight, or a rating its quadrant does
    not allow: S 3–4, W 1–2, O and T 1–4.
    """
    if len({each.quadrant.internal for each in factors}) > 1:
        raise ValueError("Evaluate inside factors (S, W) and outside factors (O, T) apart.")
    for each in factors:
        _check_rating(each)
    whole = total([each.weight for each in factors])
    if whole == 0:
        return NotAvailable(_("No factor has a weight yet."))
    unrated = [each.ref for each in factors if each.rating is None]
    if unrated:
        return NotAvailable(_("Not rated yet: {refs}.").format(refs=", ".join(unrated)))
    rows = tuple(
        WeightedFactor(each.ref, weight, each.rating, weight * each.rating)
        for each in factors
        if each.rating is not None
        for weight in (fraction(each.weight) / whole,)
    )
    return FactorMatrix(rows, total([row.weighted for row in rows]))


def _check_rating(each: FactorRating) -> None:
    if fraction(each.weight) < 0:
        raise ValueError(f"The weight of {each.ref} is negative; give it 0 or more.")
    allowed = {Quadrant.STRENGTHS: (3, 4), Quadrant.WEAKNESSES: (1, 2)}
    lowest, highest = allowed.get(each.quadrant, (1, 4))
    if each.rating is not None and not lowest <= each.rating <= highest:
        raise ValueError(f"{each.ref} is rated {each.rating}; use {lowest} to {highest}.")
