"""Agreement of a room: fist-to-five, acceptance by name, gradients, consent.

Nobody's silence counts as a yes: an abstention is "not yet".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TypeVar

from facilitator.methods.exact import NotAvailable, mean
from facilitator.words.days import say_day
from facilitator.words.language import N_, _

PASSING_FIST = 3
GRADIENT_SUPPORT = Fraction(75, 100)
MAX_CONSENT_ROUNDS = 3

_Vote = TypeVar("_Vote", bound=int)


class VoteStatus(StrEnum):
    """Where a vote on one item stands."""

    PASSED = N_("passed")
    REWORK = N_("re-work")
    BLOCKED = N_("blocked")
    INCOMPLETE = N_("incomplete")


@dataclass(frozen=True, slots=True)
class FistToFive:
    """Result of one round; `distribution` counts hands of 0, 1, … 5 fingers.

    Show `lowest` and `distribution` before `mean`. `to_hear` are the people with 1 or 2,
    `blocking` those with 0, `waiting` those without a vote.
    """

    status: VoteStatus
    lowest: int | None
    distribution: tuple[int, int, int, int, int, int]
    mean: Fraction | NotAvailable
    to_hear: tuple[str, ...]
    blocking: tuple[str, ...]
    waiting: tuple[str, ...]


def fist_to_five(votes: Mapping[str, int | None]) -> FistToFive:
    """Judge one round of fist-to-five: passed when everyone shows 3 or more.

    `votes` holds every voter present, None for no vote yet. While someone is waiting the result
    is incomplete, because all hands are revealed at once. Raises ValueError outside 0…5.
    """
    given = _given(votes, 0, 5)
    waiting = tuple(who for who, vote in votes.items() if vote is None)
    hands = list(given.values())
    if waiting or not hands:
        status = VoteStatus.INCOMPLETE
    elif 0 in hands:
        status = VoteStatus.BLOCKED
    else:
        status = VoteStatus.PASSED if min(hands) >= PASSING_FIST else VoteStatus.REWORK
    counts = [hands.count(fingers) for fingers in range(6)]
    return FistToFive(
        status=status,
        lowest=min(hands, default=None),
        distribution=(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]),
        mean=mean(hands),
        to_hear=tuple(who for who, vote in given.items() if 0 < vote < PASSING_FIST),
        blocking=tuple(who for who, vote in given.items() if vote == 0),
        waiting=waiting,
    )


def _given(votes: Mapping[str, _Vote | None], lowest: int, highest: int) -> dict[str, _Vote]:
    given = {who: vote for who, vote in votes.items() if vote is not None}
    for who, vote in given.items():
        if not lowest <= vote <= highest:
            raise ValueError(
                _("{name} voted {vote}; use {lowest} to {highest}.").format(
                    name=who, vote=int(vote), lowest=lowest, highest=highest
                )
            )
    return given


class Answer(StrEnum):
    """What a person says to the whole plan."""

    ACCEPT = N_("accept")
    RESERVATION = N_("accept with reservation")
    OBJECT = N_("object")


@dataclass(frozen=True, slots=True)
class PlanVoter:
    """A person with a vote on the plan; `answer` is None for "not yet" and abstention."""

    name: str
    present: bool = True
    answer: Answer | None = None
    reason: str = ""
    acceptable_if: str = ""
    confirm_by: date | None = None

    @property
    def accepts(self) -> bool:
        """Whether the answer is an acceptance, with or without reservation."""
        return self.answer in (Answer.ACCEPT, Answer.RESERVATION)


class PlanStatus(StrEnum):
    """Where the acceptance of the plan stands."""

    ACCEPTED = N_("accepted")
    ACCEPTED_BY_PRESENT = N_("accepted by those present")
    IN_DISCUSSION = N_("in discussion")
    OPEN = N_("open")


class Lack(StrEnum):
    """What is missing for acceptance by everyone."""

    NOBODY = "nobody votes"
    NO_ANSWER = "no answer"
    OBJECTION = "objection"
    NO_REASON = "objection without a reason"
    NO_WAY_OUT = "objection without what would make it acceptable"
    NO_RESERVATION_TEXT = "reservation without a text"
    TO_CONFIRM = "absent, to confirm"
    NO_CONFIRM_DATE = "absent, without a date to confirm by"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing missing, about one person (None: about the room)."""

    lack: Lack
    name: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class PlanAcceptance:
    """Status of the plan, how many of all voters accepted it, and what is missing."""

    status: PlanStatus
    accepted: int
    voters: int
    missing: tuple[Missing, ...]


def plan_acceptance(voters: Sequence[PlanVoter]) -> PlanAcceptance:
    """Judge unanimous acceptance: all voters present accept, with or without reservation.

    Any objection, of an absent person too, puts the plan in discussion. Absent people who have not
    answered leave it accepted by those present.
    """
    missing = [found for voter in voters for found in _missing(voter)]
    if not any(voter.present for voter in voters):
        sentence = _("No voter is present; mark who is in the room before asking.")
        missing.insert(0, Missing(Lack.NOBODY, None, sentence))
    return PlanAcceptance(
        status=_plan_status(voters),
        accepted=sum(voter.accepts for voter in voters),
        voters=len(voters),
        missing=tuple(missing),
    )


def _plan_status(voters: Sequence[PlanVoter]) -> PlanStatus:
    present = [voter for voter in voters if voter.present]
    if any(voter.answer is Answer.OBJECT for voter in voters):
        return PlanStatus.IN_DISCUSSION
    if not present or not all(voter.accepts for voter in present):
        return PlanStatus.OPEN
    everyone = all(voter.accepts for voter in voters)
    return PlanStatus.ACCEPTED if everyone else PlanStatus.ACCEPTED_BY_PRESENT


def _missing(voter: PlanVoter) -> list[Missing]:
    name = voter.name
    if voter.answer is Answer.OBJECT:
        objects = _("{name} objects: {reason}") if voter.reason else _("{name} objects")
        sentence = objects.format(name=name, reason=voter.reason)
        found = [Missing(Lack.OBJECTION, name, sentence)]
        if not voter.reason:
            sentence = _("{name} objects without a reason; ask what would be harmed.").format(
                name=name
            )
            found.append(Missing(Lack.NO_REASON, name, sentence))
        if not voter.acceptable_if:
            sentence = _("Ask {name} what would make the plan acceptable.").format(name=name)
            found.append(Missing(Lack.NO_WAY_OUT, name, sentence))
        return found
    if voter.answer is Answer.RESERVATION and not voter.reason:
        sentence = _("{name} accepts with a reservation; write the reservation down.").format(
            name=name
        )
        return [Missing(Lack.NO_RESERVATION_TEXT, name, sentence)]
    if voter.accepts:
        return []
    if voter.present:
        return [Missing(Lack.NO_ANSWER, name, _("{name} has not answered yet.").format(name=name))]
    if voter.confirm_by is None:
        sentence = _("{name} is absent; set the date by which {name} confirms.").format(name=name)
        return [Missing(Lack.NO_CONFIRM_DATE, name, sentence)]
    sentence = _("{name} is absent and confirms by {day}.").format(
        name=name, day=say_day(voter.confirm_by)
    )
    return [Missing(Lack.TO_CONFIRM, name, sentence)]


class Gradient(IntEnum):
    """Gradients of agreement (Kaner et al.), from endorsement to veto."""

    WHOLE_HEARTED = 1
    MINOR_POINT = 2
    WITH_RESERVATIONS = 3
    ABSTAIN = 4
    MORE_DISCUSSION = 5
    DISLIKE_BUT_SUPPORT = 6
    SERIOUS_DISAGREEMENT = 7
    VETO = 8


@dataclass(frozen=True, slots=True)
class GradientResult:
    """`support` is the part of votes at 1–3; `opposed` are the people at 7–8."""

    status: VoteStatus
    support: Fraction | NotAvailable
    opposed: tuple[str, ...]
    waiting: tuple[str, ...]


def gradients(
    votes: Mapping[str, Gradient | None], needed: Fraction = GRADIENT_SUPPORT
) -> GradientResult:
    """Judge a vote by gradients: nobody at 7–8 and at least `needed` of the votes at 1–3.

    Agree on `needed` before the vote. 7–8 blocks, too little support asks for re-work.
    """
    given = _given(votes, Gradient.WHOLE_HEARTED, Gradient.VETO)
    waiting = tuple(who for who, vote in votes.items() if vote is None)
    supporting = [vote for vote in given.values() if vote <= Gradient.WITH_RESERVATIONS]
    opposed = tuple(who for who, vote in given.items() if vote >= Gradient.SERIOUS_DISAGREEMENT)
    if not given:
        nothing = NotAvailable(_("Nobody has voted yet."))
        return GradientResult(VoteStatus.INCOMPLETE, nothing, (), waiting)
    support = Fraction(len(supporting), len(given))
    if waiting:
        status = VoteStatus.INCOMPLETE
    elif opposed:
        status = VoteStatus.BLOCKED
    else:
        status = VoteStatus.PASSED if support >= needed else VoteStatus.REWORK
    return GradientResult(status, support, opposed, waiting)


@dataclass(frozen=True, slots=True)
class Objection:
    """A voice against a proposal; a concern is a preference and does not stop it."""

    name: str
    text: str
    reasoned: bool
    resolved: bool = False


class Consent(StrEnum):
    """Result of one consent round."""

    ADOPTED = N_("adopted until the review date")
    INTEGRATE = N_("integrate the objections")
    ESCALATE = N_("park or hand to the owner of the decision")


def consent(objections: Sequence[Objection], rounds_done: int) -> Consent:
    """Adopt a proposal unless a reasoned objection stands; after three rounds stop trying.

    Raises ValueError for a negative number of integration rounds.
    """
    if rounds_done < 0:
        raise ValueError("The number of rounds cannot be negative.")
    if not any(each.reasoned and not each.resolved for each in objections):
        return Consent.ADOPTED
    return Consent.INTEGRATE if rounds_done < MAX_CONSENT_ROUNDS else Consent.ESCALATE
