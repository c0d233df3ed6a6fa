"""Plans in the list of sessions: made with p, folded under their session, quick at any count."""

import time
from pathlib import Path

import pytest

from facilitator.model import Goal
from facilitator.store.glance import Summary
from facilitator.workshop.goals import add_goal
from facilitator.workshop.setup import Person, add_people
from screens.home_list import Fold, home_items
from screens.widgets.itemlist import ItemList
from tests.screens.program import running
from tests.workshop.plan_parts import growth


def summary(number: int, title: str, parent: int = 0, **values: str) -> Summary:
    whole = {
        "company": "Taveon Lighting",
        "day": "2027-01-14",
        "state": "draft",
        "stage": "",
        "changed_at": "",
        "kind": "personal_plan" if parent else "session",
        "person": "",
        "period_first": "",
        "period_last": "",
    }
    return Summary(
        id=str(number),
        number=number,
        title=title,
        archived=False,
        deleted=False,
        agreed=False,
        stages_done=0,
        stages=6,
        parent_id=str(parent) if parent else "",
        **(whole | values),
    )


def test_plans_stand_under_their_session_and_many_are_folded() -> None:
    few = [summary(2, "March", 1, period_first="2027-03-01"), summary(1, "Strategy")]
    few.append(summary(3, "February", 1, period_first="2027-02-01"))
    assert [each.text for each in home_items(few, Fold())] == [
        "Strategy",
        "   February",
        "   March",
    ]
    assert home_items(few, Fold({"1": False}))[0].right == "2 plans ▸  0/6"
    assert len(home_items(few, Fold({"1": False}))) == 1
    many = [*few, *(summary(at, f"Person {at}", 3) for at in range(4, 10))]
    assert [each.text for each in home_items(many, Fold())] == [
        "Strategy",
        "   February",
        "   March",
    ]
    unfolded = home_items(many, Fold({"3": True}))
    assert unfolded[2].text == "      Person 4"
    assert len(unfolded) == len(many)


def test_a_session_comes_up_when_one_of_its_plans_was_changed_last() -> None:
    listed = [summary(3, "Plan", 1), summary(2, "Other"), summary(1, "Strategy")]
    assert [each.text for each in home_items(listed, Fold())] == ["Strategy", "   Plan", "Other"]


def test_a_plan_whose_session_is_not_shown_stands_alone_and_circles_end() -> None:
    assert [each.text for each in home_items([summary(2, "Plan", 7)], Fold())] == ["Plan"]
    circle = [summary(1, "One", 2), summary(2, "Two", 1)]
    assert len(home_items(circle, Fold())) <= 2


def test_five_thousand_plans_are_lines_at_once() -> None:
    months = [summary(at, f"Month {at}", 1) for at in range(2, 26)]
    people = [summary(at, f"Person {at}", 2 + at % 24) for at in range(26, 5_026)]
    listed = [summary(1, "Strategy"), *months, *people]
    begun = time.perf_counter()
    items = home_items(listed, Fold())
    assert time.perf_counter() - begun < 0.3
    assert [each.right for each in items] == ["24 plans ▸  0/6"]


@pytest.fixture
def agendas(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "agendas"
    folder.mkdir(parents=True)
    path = growth().path
    assert path is not None
    text = path.read_text("utf-8").replace('title = "Growth plan"', 'title = "Own plan"')
    text = text.replace('"sales_plan"', '"personal_plan"')
    (folder / "growth.toml").write_text(text, "utf-8")


async def test_a_plan_is_made_from_the_session_under_the_cursor(
    tmp_path: Path, agendas: None
) -> None:
    async with running(tmp_path, size=(120, 36)) as program:
        await program.open_new(title="Strategy 2027")
        await program.session.desk.run(add_people, [Person("Anna Berg"), Person("Piotr Nowak")])
        await program.session.desk.run(add_goal, "Grow")
        program.session.do_home()
        await program.settle()
        await program.press("p")
        await program.until("Which plan?", "Own plan")
        listing = program.top.query_one(ItemList)
        listing.move_to("growth")
        await program.press("enter")
        await program.until("Whose plan is it?", "Anna Berg")
        program.top.query_one(ItemList).action_cursor_first()
        await program.press("enter")
        await program.until("for which month or quarter?", "2027-02")
        await program.press("end", "x", "enter")
        await program.until("is no month, quarter or year")
        await program.press("backspace", "enter")
        await program.until("Set-up", "Made from Strategy 2027, with 2 people, 1 goal")
        state = program.state
        header = state.workshop
        assert (header.kind, header.person) == ("personal_plan", "Anna Berg")
        assert [goal.text for goal in state.rows(Goal)] == ["Grow"]

        program.session.do_home()
        await program.settle()
        assert program.sessions == ["Strategy 2027", "   Anna Berg, February 2027"]
        await program.press("left")
        assert program.sessions == ["Strategy 2027"]
        assert "1 plan ▸" in program.text()
        await program.press("right")
        assert len(program.sessions) == 2
        assert "personal plan · being prepared" in program.text()


async def test_an_open_plan_says_that_its_session_changed(tmp_path: Path, agendas: None) -> None:
    async with running(tmp_path, size=(120, 36)) as program:
        await program.open_new(title="Strategy 2027")
        library = program.app.library
        assert library is not None
        session = program.session.desk.opened
        agenda = growth()
        plan = await library.derive(session.id, agenda)
        await program.session.desk.run(add_goal, "Grow")
        await program.app.open_session(plan.id)
        await program.until("The session this was made from has changed: 1 new (G1).")
        assert program.state.workshop.id == plan.id
        await program.session.action_do("plan.again")
        await program.until("Taken over: 1 new (G1).")
        assert [goal.text for goal in program.state.rows(Goal)] == ["Grow"]


async def test_a_new_plan_asks_from_which_session_it_is_made(tmp_path: Path, agendas: None) -> None:
    async with running(tmp_path, size=(120, 36)) as program:
        await program.open_new(title="Strategy 2027")
        await program.session.desk.run(add_people, [Person("Anna Berg")])
        program.session.do_home()
        await program.settle()
        await program.press("n")
        await program.until("Which agenda?", "Own plan")
        program.top.query_one(ItemList).move_to("growth")
        await program.press("enter")
        await program.until("from which session or plan is it made?", "1 Strategy 2027")
        await program.press("1")
        await program.until("Whose plan is it?")
        await program.press("1")
        await program.until("for which month or quarter?")
        await program.press("escape")
        assert program.sessions == ["Strategy 2027"], "left with Esc, nothing is made"
