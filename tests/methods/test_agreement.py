from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.agreement import (
    Answer,
    Consent,
    Gradient,
    Lack,
    Objection,
    PlanStatus,
    PlanVoter,
    VoteStatus,
    consent,
    fist_to_five,
    gradients,
    plan_acceptance,
)
from facilitator.methods.exact import NotAvailable, half_up

PEOPLE = ("JW", "IS", "PN", "EM", "TL", "AB")


@pytest.mark.parametrize(
    ("action", "hands", "lowest", "average", "status"),
    [
        ("A01", "554444", 4, "4.33", "passed"),
        ("A02", "455344", 3, "4.17", "passed"),
        ("A03", "453345", 3, "4.00", "passed"),
        ("A04", "555443", 3, "4.33", "passed"),
        ("A05", "453444", 3, "4.00", "passed"),
        ("A06", "445443", 3, "4.00", "passed"),
        ("A07", "544431", 1, "3.50", "re-work"),
        ("A08", "544544", 4, "4.33", "passed"),
        ("A09", "454454", 4, "4.33", "passed"),
        ("A10", "444354", 3, "4.00", "passed"),
        ("A07 round 2", "544444", 4, "4.17", "passed"),
        ("D1", "555345", 3, "4.50", "passed"),
    ],
)
def test_demo_actions(action: str, hands: str, lowest: int, average: str, status: str) -> None:
    result = fist_to_five(dict(zip(PEOPLE, map(int, hands), strict=True)))
    assert result.lowest == lowest
    assert str(half_up(result.mean, 2)) == average
    assert result.status == status
    assert result.to_hear == (("AB",) if action == "A07" else ())


def test_one_closed_fist_blocks_whatever_the_others_show() -> None:
    result = fist_to_five({"JW": 5, "IS": 1, "PN": 0})
    assert result.status is VoteStatus.BLOCKED
    assert (result.blocking, result.to_hear) == (("PN",), ("IS",))
    assert result.distribution == (1, 1, 0, 0, 0, 1)


def test_hands_are_revealed_together() -> None:
    result = fist_to_five({"JW": 0, "IS": None})
    assert result.status is VoteStatus.INCOMPLETE
    assert result.waiting == ("IS",)
    assert result.mean == 0
    nobody = fist_to_five({})
    assert nobody.status is VoteStatus.INCOMPLETE
    assert isinstance(nobody.mean, NotAvailable)


def test_six_fingers() -> None:
    with pytest.raises(ValueError, match="JW voted 6; use 0 to 5"):
        fist_to_five({"JW": 6})


DEMO_ROUND_2 = [
    PlanVoter("Jonas Weber", answer=Answer.ACCEPT),
    PlanVoter("Irina Sokolova", answer=Answer.ACCEPT),
    PlanVoter("Piotr Nowak", answer=Answer.ACCEPT),
    PlanVoter(
        "Elena Markovic", answer=Answer.RESERVATION, reason="dealers must hear it from me first"
    ),
    PlanVoter("Tomasz Lis", answer=Answer.ACCEPT),
    PlanVoter("Anna Berg", answer=Answer.ACCEPT),
]
OBJECTS = PlanVoter(
    "Anna Berg",
    answer=Answer.OBJECT,
    reason="A07 is not in the budget",
    acceptable_if="at most 15 000 EUR",
)


def test_demo_plan() -> None:
    first = plan_acceptance([*DEMO_ROUND_2[:-1], OBJECTS])
    assert first.status is PlanStatus.IN_DISCUSSION
    assert (first.accepted, first.voters) == (5, 6)
    assert [(each.lack, each.name) for each in first.missing] == [(Lack.OBJECTION, "Anna Berg")]
    second = plan_acceptance(DEMO_ROUND_2)
    assert second.status is PlanStatus.ACCEPTED
    assert (second.accepted, second.voters, second.missing) == (6, 6, ())


def test_silence_is_not_yet_a_yes() -> None:
    result = plan_acceptance([*DEMO_ROUND_2[:-1], PlanVoter("Anna Berg")])
    assert result.status is PlanStatus.OPEN
    assert [each.sentence for each in result.missing] == ["Anna Berg has not answered yet."]


def test_the_absent_confirm_by_a_date() -> None:
    absent = PlanVoter("Anna Berg", present=False)
    undated = plan_acceptance([*DEMO_ROUND_2[:-1], absent])
    assert undated.status is PlanStatus.ACCEPTED_BY_PRESENT
    assert undated.missing[0].lack is Lack.NO_CONFIRM_DATE
    dated = plan_acceptance([*DEMO_ROUND_2[:-1], replace(absent, confirm_by=date(2027, 1, 20))])
    assert dated.status is PlanStatus.ACCEPTED_BY_PRESENT
    assert "Wed 20 Jan 2027" in dated.missing[0].sentence
    confirmed = plan_acceptance([*DEMO_ROUND_2[:-1], replace(absent, answer=Answer.ACCEPT)])
    assert confirmed.status is PlanStatus.ACCEPTED
    against = plan_acceptance([*DEMO_ROUND_2[:-1], replace(OBJECTS, present=False)])
    assert against.status is PlanStatus.IN_DISCUSSION


def test_empty_rooms_accept_nothing() -> None:
    for voters in ([], [PlanVoter("Anna Berg", present=False, answer=Answer.ACCEPT)]):
        result = plan_acceptance(voters)
        assert result.status is PlanStatus.OPEN
        assert result.missing[0].lack is Lack.NOBODY


def test_objections_and_reservations_need_their_words() -> None:
    result = plan_acceptance(
        [PlanVoter("JW", answer=Answer.OBJECT), PlanVoter("IS", answer=Answer.RESERVATION)]
    )
    assert [each.lack for each in result.missing] == [
        Lack.OBJECTION,
        Lack.NO_REASON,
        Lack.NO_WAY_OUT,
        Lack.NO_RESERVATION_TEXT,
    ]


@pytest.mark.parametrize(
    ("votes", "status", "support"),
    [
        ([1, 2, 3, 4], VoteStatus.PASSED, Fraction(3, 4)),
        ([1, 2, 4, 5], VoteStatus.REWORK, Fraction(1, 2)),
        ([1, 1, 1, 1, 1, 7], VoteStatus.BLOCKED, Fraction(5, 6)),
        ([1, 1, 1, 8], VoteStatus.BLOCKED, Fraction(3, 4)),
        ([1, 1, 1, 6], VoteStatus.PASSED, Fraction(3, 4)),
    ],
)
def test_gradients(votes: list[int], status: VoteStatus, support: Fraction) -> None:
    result = gradients({str(at): Gradient(vote) for at, vote in enumerate(votes)})
    assert (result.status, result.support) == (status, support)


def test_gradients_wait_for_everyone() -> None:
    assert gradients({"JW": Gradient.VETO, "IS": None}).status is VoteStatus.INCOMPLETE
    assert isinstance(gradients({}).support, NotAvailable)


def test_consent_needs_a_reasoned_objection_to_stop() -> None:
    harm = Objection("JW", "we would lose two dealers", reasoned=True)
    taste = Objection("IS", "I would do it in May", reasoned=False)
    assert consent([], 0) is Consent.ADOPTED
    assert consent([taste], 0) is Consent.ADOPTED
    assert consent([harm, taste], 2) is Consent.INTEGRATE
    assert consent([harm], 3) is Consent.ESCALATE
    assert consent([replace(harm, resolved=True)], 3) is Consent.ADOPTED


hands = st.dictionaries(st.sampled_from(PEOPLE), st.none() | st.integers(0, 5))


@given(hands, st.randoms(use_true_random=False))
def test_hands_add_up_in_any_order(votes: dict[str, int | None], random) -> None:
    result = fist_to_five(votes)
    shown = [vote for vote in votes.values() if vote is not None]
    assert sum(result.distribution) == len(shown) == len(votes) - len(result.waiting)
    if shown:
        assert result.mean * len(shown) == sum(shown)
    passed = bool(votes) and all(vote is not None and vote >= 3 for vote in votes.values())
    assert (result.status is VoteStatus.PASSED) == passed
    people = list(votes)
    random.shuffle(people)
    again = fist_to_five({who: votes[who] for who in people})
    assert (again.status, again.distribution) == (result.status, result.distribution)


voters = st.lists(
    st.builds(
        PlanVoter,
        name=st.sampled_from(PEOPLE),
        present=st.booleans(),
        answer=st.none() | st.sampled_from(Answer),
        reason=st.sampled_from(["", "because"]),
        acceptable_if=st.sampled_from(["", "if"]),
    ),
    max_size=6,
)


@given(voters)
def test_a_plan_is_accepted_only_by_everyone(room: list[PlanVoter]) -> None:
    result = plan_acceptance(room)
    everyone = any(voter.present for voter in room) and all(voter.accepts for voter in room)
    assert (result.status is PlanStatus.ACCEPTED) == everyone
    if result.status is not PlanStatus.ACCEPTED:
        assert result.missing
    assert (result.status is PlanStatus.IN_DISCUSSION) == any(
        voter.answer is Answer.OBJECT for voter in room
    )
    assert plan_acceptance(room[::-1]).status == result.status
