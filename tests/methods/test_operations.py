"""Operational plan: risks of the demo's first quarter (5.20), resources, schedule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.actions import Level
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.methods.periods import Period
from facilitator.methods.resources import Resource, check_resources
from facilitator.methods.risks import Risk, check_risks, ranked
from facilitator.methods.schedule import Task, check_schedule, collisions, in_order

RISKS = [
    Risk("subsidy opens late", 2, 4, "watch", "IS", "no date published"),
    Risk("hiring takes longer", 4, 3, "PN keeps the call block", "JW", "no offer by 1 March"),
    Risk("dealers dropped take clients along", 3, 4, "conflict rule", "EM", "first complaint"),
    Risk("driver shortage", 3, 5, "A07", "AB", "stock below two weeks"),
]
FEBRUARY = Period(date(2027, 2, 1), date(2027, 2, 28))


def day(number: int) -> date:
    return date(2027, 2, number)


def test_risks_of_the_demo_quarter() -> None:
    assert [risk.score for risk in ranked(RISKS)] == [15, 12, 12, 8]
    assert [risk.ref.split()[0] for risk in ranked(RISKS)] == [
        "driver",
        "dealers",
        "hiring",
        "subsidy",
    ]
    assert [risk.needs_response for risk in ranked(RISKS)] == [True, True, True, False]
    assert check_risks(RISKS) == ()


@pytest.mark.parametrize(("probability", "impact", "needed"), [(3, 4, True), (2, 5, False)])
def test_a_response_is_needed_from_twelve(probability: int, impact: int, needed: bool) -> None:
    found = check_risks([Risk("R", probability, impact, owner="AB", trigger="sign")])
    assert [remark.level for remark in found] == ([Level.ERROR] if needed else [])


def test_open_ends_of_a_risk() -> None:
    found = check_risks([Risk("R1", 3, None), Risk("R2", 5, 5)])
    assert [(remark.ref, remark.level) for remark in found] == [
        ("R2", Level.ERROR),
        ("R2", Level.WARNING),
        ("R2", Level.INFO),
        ("R1", Level.WARNING),
        ("R1", Level.INFO),
    ]
    assert isinstance(Risk("R", None, 5).score, NotAvailable)
    assert not Risk("R", None, 5).needs_response
    for probability, impact in ((0, 3), (3, 6)):
        with pytest.raises(ValueError, match="use 1 to 5"):
            Risk("R", probability, impact)


ratings = st.none() | st.integers(1, 5)


@given(st.lists(st.tuples(ratings, ratings), max_size=8), st.randoms(use_true_random=False))
def test_order_of_risks_does_not_depend_on_their_entry(pairs, random) -> None:
    risks = [Risk(f"R{at}", *pair) for at, pair in enumerate(pairs)]
    before = ranked(risks)
    random.shuffle(risks)
    assert ranked(risks) == before
    scores = [score for risk in before if isinstance(score := risk.score, int)]
    assert scores == sorted(scores, reverse=True)


def test_shortage_is_need_minus_available() -> None:
    short = Resource("Measuring sets", 3, 1, "pieces")
    assert (short.balance, short.shortage, short.light) == (2, 2, Light.AMBER)
    exact = Resource("Vans", 2, 2)
    assert (exact.shortage, exact.light) == (0, Light.GREEN)
    spare = Resource("Desks", 2, 5)
    assert (spare.balance, spare.shortage, spare.light) == (-3, 0, Light.GREEN)
    blank = Resource("Money", 5000, None)
    assert blank.light is Light.GREY
    assert blank.shortage == NotAvailable("What there is of Money is not entered.")
    assert isinstance(Resource("Money", None, 5).balance, NotAvailable)
    answered = Resource("People", 2, 1, answer="agency from 1 March")
    found = check_resources([short, exact, spare, blank, answered])
    assert [remark.sentence for remark in found] == [
        "Measuring sets is short by 2 pieces; say what will be done or dropped."
    ]
    with pytest.raises(ValueError, match="negative"):
        Resource("Vans", -1, 2)


def sentences(*tasks: Task) -> list[str]:
    return [remark.sentence for remark in check_schedule(tasks, FEBRUARY)]


def test_a_schedule_without_fault() -> None:
    tasks = [Task("T2", day(8), day(10), "PN", ("T1",)), Task("T1", day(1), day(8), "PN")]
    assert sentences(*tasks) == []
    assert in_order(tasks) == ("T1", "T2")


@pytest.mark.parametrize(
    ("task", "told"),
    [
        (Task("T", None, None), "T: Set a deadline."),
        (Task("T", None, date(2027, 3, 1)), "lies outside Mon 1 Feb 2027 to Sun 28 Feb 2027"),
        (Task("T", None, date(2027, 1, 31)), "lies outside"),
        (Task("T", day(9), day(8)), "after its deadline"),
        (Task("T", date(2027, 1, 31), day(8)), "The start Sun 31 Jan 2027 lies outside"),
        (Task("T", None, day(8), depends_on=("X",)), "X, which is not in the schedule"),
    ],
)
def test_dates_that_cannot_be(task: Task, told: str) -> None:
    (found,) = sentences(task)
    assert told in found


def test_the_first_and_the_last_day_are_inside() -> None:
    assert sentences(Task("T", FEBRUARY.first, FEBRUARY.last)) == []


def test_a_task_waits_for_what_comes_before() -> None:
    first = Task("T1", None, day(10))
    assert sentences(first, Task("T2", None, day(9), depends_on=("T1",))) == [
        "T2: It waits for T1, which is due later (Wed 10 Feb 2027)."
    ]
    assert sentences(first, Task("T2", None, day(10), depends_on=("T1",))) == []
    assert sentences(first, Task("T2", day(9), day(12), depends_on=("T1",))) == [
        "T2: It starts before T1 is due (Wed 10 Feb 2027)."
    ]


def test_a_circle_is_named() -> None:
    tasks = [
        Task("A", None, day(5), depends_on=("B",)),
        Task("B", None, day(5), depends_on=("A",)),
        Task("C", None, day(5)),
    ]
    (found,) = sentences(*tasks)
    assert "waits for" in found
    assert {found[0], found[12]} == {"A", "B"}
    assert in_order(tasks) == ("C", "A", "B")
    three = [Task(ref, None, day(5), "", (other,)) for ref, other in ("AB", "BC", "CA")]
    (found,) = sentences(*three)
    assert any(f"{way}: nobody" in found for way in _ways("A", "B", "C"))
    assert "T waits for T" in sentences(Task("T", None, day(5), depends_on=("T",)))[0]


def _ways(*refs: str) -> list[str]:
    """A circle read from each of its members; every one waits for the next."""
    turned = [(*refs[at:], *refs[:at], refs[at]) for at in range(len(refs))]
    return [" waits for ".join(way) for way in turned]


def test_dates_of_one_person_collide() -> None:
    tasks = [
        Task("fair", day(10), day(12), "EM"),
        Task("audit", None, day(12), "EM"),
        Task("visit", day(13), day(14), "EM"),
        Task("call", day(10), day(14), "PN"),
        Task("nobody", day(10), day(14)),
        Task("no date", None, None, "EM"),
    ]
    (found,) = collisions(tasks)
    assert (found.owner, found.first, found.second) == ("EM", "audit", "fair")
    assert found.days == Period(day(12), day(12))


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 5), st.sampled_from(["EM", "PN"])), max_size=6
)


@given(spans, st.randoms(use_true_random=False))
def test_collisions_in_any_order(rows, random) -> None:
    tasks = [
        Task(f"T{at}", day(1) + timedelta(start), day(1) + timedelta(start + length), owner)
        for at, (start, length, owner) in enumerate(rows)
    ]
    before = collisions(tasks)
    busy = {
        (task.owner, each)
        for task in tasks
        for each in Period(task.start or day(1), task.deadline or day(1)).days
        if sum(
            other.owner == task.owner
            and each in Period(other.start or day(1), other.deadline or day(1))
            for other in tasks
        )
        > 1
    }
    assert {(one.owner, each) for one in before for each in one.days.days} == busy
    random.shuffle(tasks)
    assert collisions(tasks) == before


@given(st.lists(st.sets(st.integers(0, 5), max_size=3), max_size=6))
def test_order_keeps_every_task_and_its_dependencies(waits: list[set[int]]) -> None:
    tasks = [
        Task(f"T{at}", None, None, depends_on=tuple(f"T{other}" for other in others if other < at))
        for at, others in enumerate(waits)
    ]
    order = in_order(tasks)
    assert sorted(order) == sorted(task.ref for task in tasks)
    for task in tasks:
        assert all(order.index(ref) < order.index(task.ref) for ref in task.depends_on)
