"""Results, conditions and refusals are said by the catalogue; what is kept never is.

A catalogue that brackets each message stands in for a language: what people read must come out in
brackets, and what is stored, compared or exported as a code must not.
"""
# pyright: reportPrivateUsage=false

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, cast

import pytest

from facilitator.demo.examples import FILES, prose
from facilitator.model import MEMBERS
from facilitator.words.language import speaking
from facilitator.workshop.actions import add_action, change_action
from facilitator.workshop.agreement import close_plan, obstacles, reopen_plan, vote_action
from facilitator.workshop.capture import capture
from facilitator.workshop.cards import edit_card
from facilitator.workshop.check import check
from facilitator.workshop.criteria import add_criterion
from facilitator.workshop.dots import give_dots
from facilitator.workshop.edit import Refused
from facilitator.workshop.exits import unmet
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.parking import sort_parked
from facilitator.workshop.priority import decide_channel_roles, give_score
from facilitator.workshop.results.figures import figures
from facilitator.workshop.rounds import give_numbers
from facilitator.workshop.setup import change_session
from facilitator.workshop.state import State
from tests.locale.brackets import OPEN, SHUT, SPOKEN, outside, speak_in_brackets
from tests.rows import rows_of
from tests.templates import demo_opened, entries_of
from tests.templates import load_demo as build_demo

DAY = date(2027, 1, 14)
OF_THE_AGENDA = (
    *("agenda_title", "title", "spec", "name", "low", "middle", "high", "label", "language"),
    *("rule_plan", "rule_actions", "rule_lists"),
    "results",
)
"""Where texts of an agenda and usual rules are copied to, in the language of the session; and what
an audit found, which is told in the language its file was read in."""


@pytest.fixture(autouse=True)
def _brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_in_brackets(monkeypatch)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenWorkshop]:
    with demo_opened(tmp_path_factory.mktemp("demo")) as opened:
        yield opened


def unsaid(text: str, state: State) -> list[str]:
    """Words outside brackets that are neither the room's own nor references or figures."""
    left = outside(text)
    for own in sorted({each for each in _own(state) if each in left}, key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", " ", left)
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\b[A-Z]{1,3}\d+\b", " ", left))
    return [word for word in words if not word.isupper()]


def _own(state: State) -> Iterator[str]:
    for row in rows_of(state):
        for value in row.plain().values():
            yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, dict):
        for each in cast("dict[str, Any]", value).values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in cast("list[Any]", value):
            yield from _texts(each)


# -- what people read ----------------------------------------------------------------------------


def test_conditions_and_checks_of_the_worked_example_are_said_whole(demo: OpenWorkshop) -> None:
    """At its end and before anything was said."""
    begun = _without_what_was_said(demo.state)
    with speaking(SPOKEN):
        found = [
            each.sentence
            for state in (demo.state, begun)
            for stage in state.stages
            for each in unmet(state, stage, DAY)
        ]
        found += [each.sentence for state in (demo.state, begun) for each in check(state, DAY)]
        found += [each.sentence for each in obstacles(begun)]
    assert len(found) > 30
    assert {text: words for text in found if (words := unsaid(text, demo.state))} == {}


def _without_what_was_said(state: State) -> State:
    return State([state.workshop, *state.stages, *state.people])


TYPED = (
    *("nobody", "urgent", "perhaps", "best", "somewhere", "dozen", "euros", "noon"),
    *("nothing", "Nowhere", "x", "gone"),
)
"""What the tries below are refused for."""


def test_refusals_are_said_whole(demo: OpenWorkshop) -> None:
    tries: list[Callable[[Any], object]] = [
        lambda edit: add_action(edit, ""),
        lambda edit: add_action(edit, "Call them", owner_id="AB, PN"),
        lambda edit: add_action(edit, "Call them", owner_id="nobody"),
        lambda edit: add_action(edit, "Call them", sources="Q99"),
        lambda edit: add_action(edit, "Call them", priority="urgent"),
        lambda edit: add_action(edit, "Call them", status="perhaps"),
        lambda edit: change_action(edit, "A99", title="x"),
        lambda edit: vote_action(edit, "A01", "MZ", 3),
        lambda edit: close_plan(edit),
        lambda edit: capture(edit, "no place for this", "P1"),
        lambda edit: edit_card(edit, "gone", text="x"),
        lambda edit: add_criterion(edit, "Another"),
        lambda edit: give_dots(edit, "MZ", "S1"),
        lambda edit: give_score(edit, "Nowhere", "C1", "AB", 3),
        lambda edit: type_figures(edit, "sales", ["Corporate; 2024; 1; 2", "x"]),
        lambda edit: type_figures(edit, "nothing", ["x"]),
        lambda edit: answer(edit, "market", "nothing", "1"),
        lambda edit: sort_parked(edit, "P1", "somewhere"),
        lambda edit: decide_channel_roles(edit, {"Corporate": "best"}),
        lambda edit: give_numbers(edit, "roti", "5 5"),
        lambda edit: change_session(edit, currency="euros"),
        lambda edit: change_session(edit, unit="dozen"),
        lambda edit: change_session(edit, start="noon"),
        lambda edit: (reopen_plan(edit), reopen_plan(edit)),
    ]
    told: dict[str, list[str]] = {}
    refused = 0
    with speaking(SPOKEN):
        for attempt in tries:
            try:
                attempt(demo.edit())
            except Refused as sentence:
                refused += 1
                assert OPEN in str(sentence)
                text = str(sentence)
                for word in TYPED:
                    text = text.replace(f"“{word}”", " ").replace(word, " ")
                if words := unsaid(text, demo.state):
                    told[str(sentence)] = words
    assert refused >= len(tries) - 3
    assert told == {}


def test_each_language_has_results_of_its_own(demo: OpenWorkshop) -> None:
    """What was worked out in one language is not shown in another."""
    plain = figures(demo.state, DAY)
    with speaking(SPOKEN):
        said = figures(demo.state, DAY)
    assert figures(demo.state, DAY) == plain
    differing = dict(_differing(plain, said))
    assert all(OPEN in there for there in differing.values())
    reasons = {key: text for key, text in differing.items() if key.endswith("not_available")}
    assert {text for text in reasons.values() if unsaid(text, demo.state)} == set()


def _differing(one: Any, other: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Where two documents differ; they must be built alike."""
    assert type(one) is type(other), at
    if isinstance(one, dict):
        mine, theirs = cast("dict[str, Any]", one), cast("dict[str, Any]", other)
        assert list(mine) == list(theirs), at  # names are never translated
        for name in mine:
            yield from _differing(mine[name], theirs[name], f"{at}.{name}")
    elif isinstance(one, list):
        pairs = zip(cast("list[Any]", one), cast("list[Any]", other), strict=True)
        for place, (first, second) in enumerate(pairs):
            yield from _differing(first, second, f"{at}[{place}]")
    elif one != other:
        yield at, str(other)


# -- what is kept --------------------------------------------------------------------------------


def as_list(text: str) -> str:
    """A form keeps several answers with semicolons between them, whatever was typed."""
    return text.replace("; ", ", ")


def test_nothing_that_is_kept_depends_on_the_language(demo: OpenWorkshop) -> None:
    """The worked example, held again by somebody whose screen speaks another language.

    Its room speaks that language too: what it says is prose of the example, and stays said.
    """
    typed = {as_list(text) for file in FILES for text in prose(file)}
    typed |= {"Proposals"}  # the step to improve, typed as the funnel names it
    with speaking(SPOKEN):
        entries = entries_of(build_demo)
    rows: dict[str, dict[str, Any]] = {}
    for entry in entries:
        for change in entry.changes:
            if change.after is None:
                rows.pop(change.key, None)
            else:
                rows[change.key] = rows.get(change.key, {}) | change.after
    bracketed = {
        (name, text)
        for row in rows.values()
        for name, value in row.items()
        if name not in OF_THE_AGENDA
        for text in _texts(value)
        if OPEN in text and as_list(text.removeprefix(OPEN).removesuffix(SHUT)) not in typed
    }
    assert bracketed == set()
    before = sum(1 for kind in MEMBERS for _each in demo.state.rows(kind))
    assert len(rows) == before + 1
    assert any(OPEN in entry.label for entry in entries)


def test_undoing_says_so_and_changes_nothing_else(demo: OpenWorkshop) -> None:
    async def there_and_back() -> None:
        before = {kind: demo.state.rows(kind) for kind in MEMBERS}
        with speaking(SPOKEN):
            await demo.run(change_session, title="Another title")
            assert (await demo.undo()).startswith(OPEN)
        assert {kind: demo.state.rows(kind) for kind in MEMBERS} == before

    asyncio.run(there_and_back())
