from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.methods.actions import (
    ActionItem,
    ActionStatus,
    Field,
    Finding,
    Level,
    Person,
    check_plan,
    loads,
    without_action,
)

SESSION = date(2027, 1, 14)
PEOPLE = {
    "JW": Person("Jonas Weber"),
    "IS": Person("Irina Sokolova"),
    "PN": Person("Piotr Nowak"),
    "EM": Person("Elena Markovic"),
    "TL": Person("Tomasz Lis"),
    "AB": Person("Anna Berg"),
}


def no_holiday(day: date) -> bool:
    return False


def _action(ref, title, owner, deadline, first_step, sources) -> ActionItem:
    month, day = map(int, deadline.split("-"))
    return ActionItem(
        ref=ref,
        title=title,
        owners=(owner,),
        deadline=date(2027, month, day),
        measure="84 rows in CRM",
        first_step="first step",
        first_step_on=date(2027, 1, first_step),
        sources=tuple(sources.split()),
    )


DEMO = [
    _action(
        "A01",
        "Rewrite the corporate proposal around payback and guaranteed savings",
        "IS",
        "02-05",
        18,
        "R3 R2 W2 WO2",
    ),
    _action(
        "A02",
        "List the 84 look-alike companies with decision maker and phone",
        "PN",
        "01-29",
        18,
        "SO1 O1",
    ),
    _action(
        "A03",
        "Set six CRM stages, mandatory next-step date and daily pipeline report",
        "IS",
        "02-26",
        20,
        "W6 WO1",
    ),
    _action("A04", "Hire a new-business manager", "JW", "03-31", 22, "W1 WO1"),
    _action("A05", "Run a weekly block of 17 cold calls", "PN", "02-26", 19, "G1 SO1"),
    _action(
        "A06",
        "Move order handling from account managers to sales support",
        "AB",
        "03-15",
        22,
        "R4 W7",
    ),
    _action(
        "A07",
        "Stock the 6 fastest driver types and agree consignment for the rest",
        "AB",
        "04-30",
        21,
        "R1 W3 T4",
    ),
    _action(
        "A08",
        "Select 5 dealers and sign agreements with regional protection",
        "EM",
        "03-31",
        22,
        "G2 WT1",
    ),
    _action(
        "A09",
        "Certify sellers and dealer staff on product and savings calculation",
        "TL",
        "04-16",
        25,
        "W2 W4",
    ),
    _action(
        "A10",
        "Turn the web shop into a lead source with a form for sites over 1 000 m²",
        "TL",
        "03-12",
        21,
        "D1 O1",
    ),
]
GOOD = DEMO[1]


def _check(*actions: ActionItem, holiday=no_holiday, people=PEOPLE, **more) -> tuple[Finding, ...]:
    return check_plan(actions, people, SESSION, holiday, **more)


def _changed(**change: object) -> tuple[Finding, ...]:
    return _check(replace(GOOD, **change))


def test_demo_plan_has_nothing_to_remark() -> None:
    assert _check(*DEMO, accepting=True) == ()


def test_demo_load_and_coverage() -> None:
    assert {each.owner: each.actions for each in loads(DEMO)} == {
        "AB": 2,
        "EM": 1,
        "IS": 2,
        "JW": 1,
        "PN": 2,
        "TL": 2,
    }
    assert max(each.share for each in loads(DEMO)) == Fraction(1, 5)
    assert without_action(["R1", "R3", "R4", "G1", "G2"], DEMO) == ()
    assert without_action(["R1", "R5"], DEMO) == ("R5",)


@pytest.mark.parametrize(
    ("change", "field", "level", "words"),
    [
        ({"owners": ()}, Field.OWNER, Level.ERROR, "A02: Nobody owns it"),
        (
            {"owners": ("IS", "PN")},
            Field.OWNER,
            Level.ERROR,
            "Irina Sokolova, Piotr Nowak share it",
        ),
        ({"owners": ("ZZ",)}, Field.OWNER, Level.ERROR, "not in the session"),
        ({"deadline": None}, Field.DEADLINE, Level.ERROR, "Set a deadline"),
        ({"deadline": date(2027, 1, 13)}, Field.DEADLINE, Level.ERROR, "before the session"),
        ({"deadline": date(2027, 1, 30)}, Field.DEADLINE, Level.WARNING, "on a weekend"),
        ({"deadline": date(2028, 1, 17)}, Field.DEADLINE, Level.WARNING, "12 months"),
        ({"measure": "  "}, Field.MEASURE, Level.WARNING, "number, a document, a state"),
        ({"title": "List all"}, Field.TITLE, Level.WARNING, "8 characters"),
        ({"title": "List " + "x" * 116}, Field.TITLE, Level.WARNING, "121 characters"),
        ({"title": "New list of companies"}, Field.TITLE, Level.WARNING, "with a verb"),
        ({"title": "Improve the proposal"}, Field.TITLE, Level.WARNING, "promises improvement"),
        ({"title": "Улучшить предложение"}, Field.TITLE, Level.WARNING, "promises improvement"),
        ({"title": "Poprawić ofertę handlową"}, Field.TITLE, Level.WARNING, "promises"),
        ({"first_step": ""}, Field.FIRST_STEP, Level.WARNING, "Name a first step"),
        ({"first_step_on": None}, Field.FIRST_STEP, Level.WARNING, "Mon 25 Jan 2027"),
        ({"first_step_on": date(2027, 1, 26)}, Field.FIRST_STEP, Level.WARNING, "is late"),
        ({"first_step_on": date(2027, 1, 13)}, Field.FIRST_STEP, Level.WARNING, "before"),
        ({"sources": ()}, Field.SOURCE, Level.INFO, "No source or goal"),
        ({"depends_on": ("A99",)}, Field.DEPENDS_ON, Level.WARNING, "A99, which is not"),
    ],
)
def test_each_fault_is_found_once(change, field: Field, level: Level, words: str) -> None:
    findings = _changed(**change)
    assert [(each.field, each.level, each.ref) for each in findings] == [(field, level, "A02")]
    assert words in findings[0].sentence


@pytest.mark.parametrize(
    "change",
    [
        {"deadline": SESSION},
        {"deadline": date(2028, 1, 14)},
        {"title": "List sites"},
        {"title": "List " + "x" * 115},
        {"first_step_on": SESSION},
        {"first_step_on": date(2027, 1, 25)},  # ten days end on a Sunday
        {"status": ActionStatus.DONE, "first_step": ""},
        {"status": ActionStatus.CANCELLED, "owners": (), "deadline": None, "title": ""},
    ],
)
def test_boundaries_are_fine(change: dict[str, object]) -> None:
    assert _changed(**change) == ()


def test_a_missing_measure_stops_acceptance() -> None:
    vague = replace(GOOD, measure="")
    assert [each.level for each in _check(vague)] == [Level.WARNING]
    assert [each.level for each in _check(vague, accepting=True)] == [Level.ERROR]


def test_holidays_are_asked_for() -> None:
    def holiday(day: date) -> bool:
        return day in (date(2027, 1, 29), date(2027, 1, 25))

    assert [each.sentence for each in _check(GOOD, holiday=holiday)] == [
        "A02: The deadline Fri 29 Jan 2027 is on a holiday; choose a working day."
    ]
    late = replace(GOOD, deadline=date(2027, 2, 5), first_step_on=date(2027, 1, 26))
    assert _check(late, holiday=holiday) == ()


def test_an_absent_owner_confirms_by_a_date() -> None:
    absent = {**PEOPLE, "PN": Person("Piotr Nowak", present=False)}
    findings = _check(GOOD, people=absent)
    assert [each.level for each in findings] == [Level.ERROR]
    assert "Piotr Nowak is absent" in findings[0].sentence
    dated = {**PEOPLE, "PN": Person("Piotr Nowak", False, date(2027, 1, 20))}
    assert _check(GOOD, people=dated) == ()


def test_an_action_may_not_wait_for_a_later_one() -> None:
    later = replace(DEMO[0], ref="A11", deadline=date(2027, 3, 1))
    same = replace(later, deadline=GOOD.deadline)
    waiting = replace(GOOD, depends_on=("A11",))
    assert [each.field for each in _check(waiting, later)] == [Field.DEPENDS_ON]
    assert "Mon 1 Mar 2027" in _check(waiting, later)[0].sentence
    assert _check(waiting, same) == ()
    gone = replace(same, status=ActionStatus.CANCELLED)
    assert "cancelled" in _check(waiting, gone)[0].sentence


def _plan(owners: str) -> list[ActionItem]:
    return [
        replace(GOOD, ref=f"A{at:02}", owners=(owner,)) for at, owner in enumerate(owners.split())
    ]


@pytest.mark.parametrize(
    ("owners", "loaded"),
    [
        ("JW IS PN", []),
        ("JW JW IS", ["Jonas Weber owns 2 of 3"]),
        ("JW JW JW IS IS PN PN EM TL AB", []),  # exactly 30 %
        ("JW JW JW IS IS PN PN EM TL", ["Jonas Weber owns 3 of 9"]),
        ("JW " * 4 + "IS " * 4 + "PN " * 4 + "EM EM", []),
        ("JW " * 5 + "IS " * 4 + "PN " * 4 + "EM EM", ["Jonas Weber owns 5 of 15"]),
    ],
)
def test_load_of_owners(owners: str, loaded: list[str]) -> None:
    findings = _check(*_plan(owners))
    assert [each.sentence.split(" actions")[0] for each in findings] == loaded
    assert all(each.ref is None and each.level is Level.WARNING for each in findings)


def test_more_than_fifteen_actions_ask_for_a_choice() -> None:
    owners = "JW JW JW JW IS IS IS IS PN PN PN PN EM EM EM EM"
    assert [each.sentence for each in _check(*_plan(owners))] == [
        "16 actions; choose the 15 that matter most."
    ]


def test_an_empty_plan_has_no_load() -> None:
    assert _check() == ()
    assert loads([]) == ()


def test_a_session_on_a_leap_day_looks_a_year_ahead() -> None:
    action = replace(GOOD, deadline=date(2029, 2, 28), first_step_on=date(2028, 3, 1))
    leap = date(2028, 2, 29)
    assert check_plan([action], PEOPLE, leap, no_holiday) == ()
    after = replace(action, deadline=date(2029, 3, 1))
    assert "12 months" in check_plan([after], PEOPLE, leap, no_holiday)[0].sentence


owned = st.lists(
    st.tuples(st.sampled_from([*PEOPLE, None]), st.sampled_from(ActionStatus)), max_size=20
)


@given(owned, st.randoms(use_true_random=False))
def test_loads_add_up_in_any_order(rows, random) -> None:
    actions = [
        replace(GOOD, ref=f"A{at}", owners=(owner,) if owner else (), status=status)
        for at, (owner, status) in enumerate(rows)
    ]
    live = [action for action in actions if action.status is not ActionStatus.CANCELLED]
    found = loads(actions)
    unowned = sum(not action.owners for action in live)
    assert sum(each.actions for each in found) + unowned == len(live)
    if live:
        assert sum(each.share for each in found) == 1 - Fraction(unowned, len(live))
    errors = [each for each in _check(*actions) if each.level is Level.ERROR]
    assert len(errors) == unowned
    random.shuffle(actions)
    assert loads(actions) == found


@given(st.integers(-30, 800))
def test_a_deadline_is_an_error_exactly_before_the_session(days: int) -> None:
    deadline = SESSION + timedelta(days=days)
    levels = {each.level for each in _changed(deadline=deadline)}
    assert (Level.ERROR in levels) == (deadline < SESSION)
    if deadline >= SESSION:
        doubtful = deadline.weekday() >= 5 or deadline > date(2028, 1, 14)
        assert (Level.WARNING in levels) == doubtful
