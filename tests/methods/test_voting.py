import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.voting import (
    BallotFault,
    ItemVotes,
    Tally,
    dot_budget,
    drop_threshold,
    droppable,
    merge,
    shortlist,
    tally,
)

PEOPLE = ("JW", "IS", "PN", "EM", "TL", "AB")


def _ballots(text: str) -> dict[str, dict[str, int]]:
    """Read 'JW S2 S1, IS S1' the way the room's ballots are written down."""
    rows = [row.split() for row in text.split(",")]
    return {row[0]: dict.fromkeys(row[1:], 1) for row in rows}


STRENGTHS = _ballots("JW S2 S1 S8, IS S1 S2 S3, PN S2 S3 S1, EM S5 S2 S7, TL S1 S9 S2, AB S6 S2 S4")
WEAKNESSES = _ballots(
    "JW W1 W3 W5, IS W1 W6 W2, PN W2 W7 W3, EM W4 W5 W3, TL W2 W9 W1, AB W3 W7 W1"
)
OPPORTUNITIES = _ballots(
    "JW O1 O3 O6, IS O1 O4 O3, PN O1 O4 O5, EM O6 O1 O3, TL O9 O1 O4, AB O3 O1 O8"
)
THREATS = _ballots("JW T2 T1 T3, IS T2 T8 T1, PN T3 T9 T2, EM T1 T6 T3, TL T1 T9 T4, AB T2 T4 T8")
STRATEGIES = _ballots("JW SO1 WO1, IS WO1 SO1, PN SO1 WO2, EM WT1 SO1, TL SO1 WO2, AB WO2 WT1")


@pytest.mark.parametrize(
    ("items", "dots"), [(0, 0), (1, 1), (2, 1), (5, 1), (9, 3), (10, 3), (36, 10), (62, 10)]
)
def test_dot_budget_is_a_third_between_one_and_ten(items: int, dots: int) -> None:
    assert dot_budget(items) == dots


def test_very_long_lists_may_use_up_to_twenty_dots() -> None:
    assert dot_budget(36, cap=20) == 12
    assert dot_budget(36, cap=1) == 1
    assert dot_budget(62, cap=20) == 20
    with pytest.raises(ValueError, match="20"):
        dot_budget(62, cap=21)


@pytest.mark.parametrize(
    ("quadrant", "ballots", "dots", "kept"),
    [
        ("S", STRENGTHS, [4, 6, 2, 1, 1, 1, 1, 1, 1], {"S2": 6, "S1": 4, "S3": 2}),
        ("W", WEAKNESSES, [4, 3, 4, 1, 2, 1, 2, 0, 1], {"W1": 4, "W3": 4, "W2": 3}),
        ("O", OPPORTUNITIES, [6, 0, 4, 3, 1, 2, 0, 1, 1], {"O1": 6, "O3": 4, "O4": 3}),
        ("T", THREATS, [4, 4, 3, 2, 0, 1, 0, 2, 2], {"T1": 4, "T2": 4, "T3": 3}),
    ],
)
def test_demo_quadrants(
    quadrant: str, ballots: dict[str, dict[str, int]], dots: list[int], kept: dict[str, int]
) -> None:
    items = [f"{quadrant}{number}" for number in range(1, 10)]
    votes = tally(items, ballots, dot_budget(len(items)), voters=PEOPLE)
    assert [votes.dots(item) for item in items] == dots
    assert votes.problems == ()
    assert votes.waiting == ()
    assert votes.cast == 18
    chosen = shortlist(votes, top=3)
    assert {row.item: row.dots for row in chosen.kept} == kept
    assert chosen.run_off == ()
    assert chosen.tied == ()


def test_demo_strategies_keep_the_tie_because_the_list_stays_within_the_limit() -> None:
    items = ["SO1", "SO2", "ST1", "WO1", "WO2", "WT1", "WT2"]
    votes = tally(items, STRATEGIES, dot_budget(7))
    chosen = shortlist(votes, top=3, limit=4)
    assert [(row.item, row.dots) for row in chosen.kept] == [
        ("SO1", 5),
        ("WO2", 3),
        ("WO1", 2),
        ("WT1", 2),
    ]
    assert chosen.tied == ("WO1", "WT1")
    assert chosen.run_off == ()
    strict = shortlist(votes, top=3)
    assert [row.item for row in strict.kept] == ["SO1", "WO2"]
    assert strict.run_off == ("WO1", "WT1")
    assert strict.seats == 1


def test_faulty_ballots_are_named_and_not_counted() -> None:
    ballots = {
        "JW": {"A": 2},
        "IS": {"A": 1, "B": 1, "C": 1},
        "PN": {"Z": 1},
        "EM": {"A": -1},
        "TL": {"B": 1},
        "AB": {},
    }
    votes = tally(["A", "B", "C"], ballots, budget=2, voters=[*PEOPLE, "XX"])
    assert {problem.participant: problem.fault for problem in votes.problems} == {
        "JW": BallotFault.OVER_ITEM_LIMIT,
        "IS": BallotFault.OVER_BUDGET,
        "PN": BallotFault.UNKNOWN_ITEM,
        "EM": BallotFault.NEGATIVE,
    }
    assert "take 1 back" in next(p.sentence for p in votes.problems if p.participant == "IS")
    assert votes.items[0] == ItemVotes("B", 1, 1)
    assert votes.cast == 1
    assert votes.unspent == {"TL": 1, "AB": 2}
    assert votes.waiting == ("XX",)


@pytest.mark.parametrize(("people", "needed"), [(1, 2), (5, 2), (6, 3), (15, 3), (16, 4), (60, 4)])
def test_drop_threshold_follows_the_group(people: int, needed: int) -> None:
    assert drop_threshold(people) == needed


def test_items_below_the_threshold_may_go() -> None:
    votes = Tally((ItemVotes("A", 3, 3), ItemVotes("B", 2, 2), ItemVotes("C", 0, 0)), (), (), {})
    assert droppable(votes, 5) == ("C",)
    assert droppable(votes, 6) == ("B", "C")


def test_an_item_nobody_wants_is_not_kept_to_fill_the_list() -> None:
    votes = tally(["A", "B", "C"], {"JW": {"A": 1}}, budget=1)
    assert [row.item for row in shortlist(votes, top=2).kept] == ["A"]


def test_two_equals_inside_the_list_are_no_tie_at_the_line() -> None:
    votes = Tally((ItemVotes("A", 3, 3), ItemVotes("B", 3, 3), ItemVotes("C", 1, 1)), (), (), {})
    chosen = shortlist(votes, top=2, limit=3)
    assert ([row.item for row in chosen.kept], chosen.tied) == (["A", "B"], ())


def test_merge_adds_votes_but_nobody_gets_two_on_one_item() -> None:
    ballots = {"JW": {"A": 1, "B": 1}, "IS": {"B": 1, "C": 1}, "PN": {"C": 1}}
    once = merge(ballots, "A", ["B"], max_per_item=1)
    assert once.ballots == {"JW": {"A": 1}, "IS": {"A": 1, "C": 1}, "PN": {"C": 1}}
    assert once.cut == {"JW": 1}
    twice = merge(ballots, "A", ["B"], max_per_item=2)
    assert tally(["A", "C"], twice.ballots, 3, max_per_item=2).dots("A") == 3
    assert twice.cut == {}


dots = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 2), max_size=7)
room = st.dictionaries(st.sampled_from(PEOPLE), dots, max_size=6)


@given(room, st.randoms(use_true_random=False))
def test_order_of_ballots_and_items_does_not_change_the_count(
    ballots: dict[str, dict[str, int]], random: object
) -> None:
    items, people = list("ABCDEFG"), list(ballots)
    before = tally(items, ballots, 5, 2)
    random.shuffle(items)  # type: ignore[attr-defined]
    random.shuffle(people)  # type: ignore[attr-defined]
    after = tally(items, {who: ballots[who] for who in people}, 5, 2)
    assert {row.item: row.dots for row in before.items} == {
        row.item: row.dots for row in after.items
    }
    valid = [who for who in ballots if who in before.unspent]
    assert before.cast == sum(sum(ballots[who].values()) for who in valid)


@given(room, st.integers(1, 7), st.integers(0, 3))
def test_a_short_list_never_splits_equals_and_never_exceeds_its_limit(
    ballots: dict[str, dict[str, int]], top: int, room_for_ties: int
) -> None:
    votes = tally(list("ABCDEFG"), ballots, 14, 2)
    chosen = shortlist(votes, top, top + room_for_ties)
    kept = {row.item for row in chosen.kept}
    left = [row for row in votes.items if row.item not in kept and row.dots > 0]
    assert len(kept) <= top + room_for_ties
    assert len(kept) + chosen.seats <= top + room_for_ties
    assert all(out.dots < row.dots for out in left for row in chosen.kept)
    if chosen.run_off:
        assert 0 < chosen.seats < len(chosen.run_off)
        assert not kept & set(chosen.run_off)


@given(room, st.integers(1, 3))
def test_a_merge_loses_exactly_the_dots_over_the_limit(
    ballots: dict[str, dict[str, int]], limit: int
) -> None:
    merged = merge(ballots, "A", ["B", "C"], limit)
    for who, ballot in ballots.items():
        after = merged.ballots[who]
        assert after.get("A", 0) <= limit
        assert sum(after.values()) + merged.cut.get(who, 0) == sum(ballot.values())
        assert not {"B", "C"} & set(after)
