"""Taking turns: everybody once, whoever comes, goes or passes."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.turns import Turns, begin, go_back, go_on, put_off, waiting

PEOPLE = ("JW", "IS", "PN", "EM")


def played(turns: Turns, steps: str, here: tuple[str, ...] = PEOPLE) -> list[str]:
    """Who speaks after each step: n next, l later, b back."""
    moves = {"n": go_on, "l": put_off}
    said = [turns.now]
    for step in steps:
        turns = go_back(turns) if step == "b" else moves[step](turns, here)
        said.append(turns.now)
    return said


def test_everybody_speaks_once_in_the_order_of_the_list() -> None:
    assert played(begin(PEOPLE), "nnnn") == ["JW", "IS", "PN", "EM", ""]


def test_the_next_round_begins_with_the_one_after_whoever_began() -> None:
    assert begin(PEOPLE, "JW").order == ("IS", "PN", "EM", "JW")
    assert begin(PEOPLE, "EM").order == PEOPLE
    assert begin(PEOPLE, "gone").order == PEOPLE


def test_who_asks_to_come_later_is_asked_again_at_the_end_and_once_only() -> None:
    assert played(begin(PEOPLE), "lnnn") == ["JW", "IS", "PN", "EM", "JW"]
    assert played(begin(PEOPLE), "lnnnn")[-1] == ""
    assert played(begin(PEOPLE), "lnnnl")[-1] == ""


def test_who_leaves_is_passed_over_and_who_comes_late_speaks_last() -> None:
    assert played(begin(PEOPLE), "nnn", ("JW", "EM", "AB")) == ["JW", "EM", "AB", ""]
    over = go_on(begin(PEOPLE), ("JW",))
    assert over.is_over


def test_back_gives_the_turn_to_who_had_it() -> None:
    assert played(begin(PEOPLE), "nnb") == ["JW", "IS", "PN", "IS"]
    assert played(begin(PEOPLE), "nnnnb")[-1] == "EM"
    assert played(begin(PEOPLE), "b") == ["JW", "JW"]


def test_nobody_there_is_no_turn() -> None:
    assert begin(()).is_over
    assert go_on(begin(()), ()).is_over


@given(st.lists(st.sampled_from("ABCDEFGH"), unique=True), st.text("nl", max_size=40))
def test_nobody_speaks_twice_and_nobody_is_forgotten(people: list[str], steps: str) -> None:
    turns = begin(people)
    for step in steps:
        turns = (go_on if step == "n" else put_off)(turns, people)
        through = [*turns.had, *turns.left]
        assert len(through) == len(set(through))
        now = [turns.now] if turns.now else []
        assert sorted([*through, *now, *waiting(turns, people)]) == sorted(people)
    for _step in range(2 * len(people)):
        turns = go_on(turns, people)
    assert turns.is_over
    assert sorted((*turns.had, *turns.left)) == sorted(people)


@given(st.lists(st.sampled_from("ABCDEFGH"), unique=True, min_size=1), st.integers(1, 30))
def test_over_the_rounds_everybody_begins_equally_often(people: list[str], rounds: int) -> None:
    began, count = "", dict.fromkeys(people, 0)
    for _round in range(rounds):
        began = begin(people, began).now
        count[began] += 1
    assert max(count.values()) - min(count.values()) <= 1
