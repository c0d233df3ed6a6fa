"""The exported Markdown, edited and read back: exactly the changes somebody made, line by line."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nasty import NASTY

from exports.formats import FORMATS
from exports.markdown.figures import day
from exports.markdown.naming import choice
from exports.returning import Returned, read_back
from exports.returning.titles import vocabulary
from exports.returning.values import read_day
from facilitator.model import MEMBERS, Action, Card, Decision, Goal, Participant, Row
from facilitator.store.entry import Change
from facilitator.words.language import LANGUAGES, speaking
from facilitator.words.text import clean
from facilitator.workshop.actions import change_action
from facilitator.workshop.agreement import reopen_plan
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exchange.differences import What, take_in_differences
from facilitator.workshop.state import State
from tests.exports.demo import TODAY, demo, nasty_demo
from tests.exports.returning.edited import NOW, back, exported, replaced
from tests.templates import demo_opened


def in_language(state: State, language: str) -> State:
    """The session with its documents in this language."""
    before = {"language": state.workshop.language}
    change = Change("workshop", state.workshop.id, before, {"language": language})
    return state.after([change], state.head)


def row(document: str, ref: str) -> str:
    return next(each for each in document.splitlines() if each.startswith(f"| {ref} |"))


def line_of(document: str, start: str) -> int:
    return next(at for at, each in enumerate(document.splitlines(), 1) if each.startswith(start))


def test_nothing_edited_is_nothing_to_take_in(state: State, document: str) -> None:
    found = back(state, document)
    assert found == Returned((), (), ())


def test_an_editor_may_set_the_tables_its_own_way(state: State, document: str) -> None:
    padded = document.replace(" | ", "   |  ").replace("\n", "\r\n")
    found = back(state, b"\xef\xbb\xbf" + padded.encode())
    assert (found.differences, found.unread) == ((), ())


def test_every_nasty_text_comes_back_unchanged() -> None:
    state, _titles = nasty_demo()
    document = str(FORMATS["md"].render(state, [], TODAY))
    found = read_back(document, Edit(state, NOW, TODAY), [])
    assert (found.differences, found.unread) == ((), ())


TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=60)).map(
    lambda each: clean(each, multiline=True, limit_graphemes=10_000).text
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=8, max_size=8))
def test_whatever_was_typed_an_unedited_export_asks_for_no_change(texts: list[str]) -> None:
    state = small(texts)
    document = str(FORMATS["md"].render(state, [], TODAY))
    found = read_back(document, Edit(state, NOW, TODAY), [])
    assert (found.differences, found.unread) == ((), ()), document


def small(texts: list[str]) -> State:
    """A session with these texts in all places that come back."""
    full = demo()[0]
    rows: list[Row] = [full.workshop, *full.stages, *full.people[:2]]
    one = {"workshop_id": full.workshop.id}
    title, measure, goal, note, decision, reason, card, evidence = texts
    rows += [
        Action(**one, id="a1", ref="A01", title=title, measure=measure, first_step=note),
        Goal(**one, id="g1", ref="G1", text=goal, scope=note, milestone=measure),
        Decision(**one, id="d1", ref="D1", text=decision, reason=reason),
        Card(**one, id="c1", ref="S1", board="S1", section="S", text=card, evidence=evidence),
        Card(**one, id="c2", ref="S2", board="S1", section="S", text=evidence, subject=note),
    ]
    return State(rows)


EDITS: list[tuple[str, str, str, str, object]] = [
    ("| A02 | List the 84", "| A02 | Call the 84", "A02", "title", None),
    ("| Jonas Weber | Wed 31 Mar", "| Anna Berg | Wed 31 Mar", "A04", "owner_id", "AB"),
    ("Fri 5 Feb 2027", "Fri 12 Feb 2027", "A01", "deadline", date(2027, 2, 12)),
    ("Fri 5 Feb 2027", "Fri 13 Feb 2027", "A01", "deadline", date(2027, 2, 13)),
    ("Fri 5 Feb 2027", "2027-03-01", "A01", "deadline", date(2027, 3, 1)),
    ("Fri 5 Feb 2027", "–", "A01", "deadline", None),
    ("contract signed, start date fixed", "contract signed", "A04", "measure", "contract signed"),
    ("| R4, W7 | open", "| R4, W7 | in progress", "A06", "status", "in_progress"),
    ("| R4, W7 | open", "| R4 | open", "A06", "sources", ["R4"]),
    ("9 000 EUR | collect", "9 500 EUR | collect", "A01", "cost", 950_000),
    ("Fri 22 Jan 2027 | new", "Fri 22 Jan 2027 | both", "A04", "direction", "both"),
    ("sketch the form –", "draw the form –", "A10", "first_step", "draw the form"),
    ("| D2 | Dealers from", "| D2 | All dealers from", "D2", "text", None),
    ("small orders need local stock; 250", "250", "D2", "reason", None),
    ("### G2 Raise", "### G2 Lift", "G2", "text", None),
    ("- **Scope:** Corporate", "- **Scope:** All", "G1", "scope", "All"),
    ("- **Scope:** Corporate\n", "", "G1", "scope", ""),
    ("| S2 | Contract guarantees", "| S2 | The contract guarantees", "S2", "text", None),
    ("| R1 | On-time delivery", "| R1 | Delivery on time", "R1", "text", None),
    ("| P1 | ", "| P1 | Again: ", "P1", "text", None),
]


@pytest.mark.parametrize(("old", "new", "ref", "field", "value"), EDITS, ids=lambda _each: "")
def test_one_edit_is_exactly_one_change(
    state: State, document: str, old: str, new: str, ref: str, field: str, value: object
) -> None:
    if old not in document:
        pytest.fail(f"The example does not say “{old}” any more.")
    edited = document.replace(old, new, 1)
    found = back(state, edited)
    assert found.unread == ()
    (only,) = found.differences
    assert (only.what, only.ref, only.is_contested) == (What.CHANGED, ref, False)
    assert next(iter(only.values)) == field
    edit = Edit(state, NOW, TODAY)
    assert take_in_differences(edit, [only]) == 1
    before = {each.id: each.plain() for kind in MEMBERS for each in state.rows(kind)}
    after = {each.id: each.plain() for kind in MEMBERS for each in edit.state.rows(kind)}
    told = [key for key in before if before[key] != after[key]]
    (key,) = told
    changed = {name for name in before[key] if before[key][name] != after[key][name]}
    assert field in changed
    assert changed <= {field, "round"}
    if value is not None:
        kept = after[key][field]
        if field == "owner_id":
            kept = next(each.initials for each in state.rows(Participant) if each.id == kept)
        assert kept == (value.isoformat() if isinstance(value, date) else value)


def test_new_and_removed_rows(state: State, document: str) -> None:
    gone = row(document, "A10")
    new = "|  | Buy a label printer | Anna Berg | 5 Mar 2027 | it runs | W3 | open | 400 | – | – |"
    edited = replaced(document, (gone, new))
    goal = "### Win ten look-alikes\n\n- **Owner:** Piotr Nowak\n- **Deadline:** 30 Jun 2027\n\n"
    edited = replaced(edited, ("### Funnel as counted", goal + "### Funnel as counted"))
    card = row(edited, "S1")
    edited = replaced(edited, (card, card + "\n| | Ours alone | | a letter | | | |"))
    found = back(state, edited)
    assert found.unread == ()
    assert [(each.what, each.kind, each.ref) for each in found.differences] == [
        (What.ADDED, "action", ""),
        (What.ADDED, "card", ""),
        (What.ADDED, "goal", ""),
        (What.REMOVED, "action", "A10"),
    ]
    edit = Edit(state, NOW, TODAY)
    assert take_in_differences(edit, found.differences) == 4
    action = edit.state.rows(Action)[-1]
    assert (action.ref, action.title, action.cost) == ("A11", "Buy a label printer", 40_000)
    assert (action.deadline, action.sources) == (date(2027, 3, 5), ["W3"])
    assert "A10" not in [each.ref for each in edit.state.rows(Action)]
    added = edit.state.rows(Card)[-1]
    assert (added.board, added.section, added.text, added.evidence) == (
        *("S1", "S", "Ours alone"),
        "a letter",
    )
    assert edit.state.rows(Goal)[-1].text == "Win ten look-alikes"
    entry = edit.entry("take_in_differences")
    assert entry.label == "4 changes taken in from an edited plan"


Spoil = Callable[[str], tuple[str, str]]

SPOILT: dict[str, Spoil] = {
    "nobody": lambda each: (each.replace("| Jonas Weber | Wed", "| Nobody | Wed"), "| A04"),
    "no day": lambda each: (each.replace("Fri 5 Feb 2027", "someday"), "| A01"),
    "over": lambda each: (each.replace("Fri 5 Feb 2027", "5 Jan 2027"), "| A01"),
    "status": lambda each: (each.replace("| R4, W7 | open", "| R4, W7 | maybe"), "| A06"),
    "source": lambda each: (each.replace("| R4, W7 | open", "| R4, W99 | open"), "| A06"),
    "remark": lambda each: (each.replace("## Goals", "Do ask them!\n\n## Goals"), "Do ask them!"),
    "counted": lambda each: (each.replace("| EM | Elena", "| EX | Elena"), "| EX | Elena"),
    "html": lambda each: (each.replace("## Goals", "<b>x</b>\n\n## Goals"), "<b>x</b>"),
    "code": lambda each: (each.replace("## Goals", "```\nx\n```\n\n## Goals"), "```"),
    "a bar": lambda each: (each.replace("contract signed, start", "signed | start"), "| A04"),
    "twice": lambda each: (each.replace("| A02 |", "| A01 |"), "| A01 | List"),
    "a link": lambda each: (each + "\n[x]: http://e.example\n", "[x]:"),
    "apart": lambda each: (each.replace("\n| A05", "\n\n| A05"), "| A05"),
    "a column": lambda each: (each.replace("| Cost | First", "| Price | First"), "| A01"),
    "no text": lambda each: (each.replace("\n| A05", "\n| | – | Anna Berg | | | |\n| A05"), "| |"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_means_nothing_is_named_by_its_line(state: State, document: str, how: str) -> None:
    edited, start = SPOILT[how](document)
    assert edited != document
    found = back(state, edited)
    assert line_of(edited, start) in [each.line for each in found.unread], found
    assert all(each.sentence for each in found.unread)
    if how != "twice":
        assert not [each for each in found.differences if each.what is What.REMOVED]


def test_a_section_or_a_column_left_out_is_told_and_changes_nothing(
    state: State, document: str
) -> None:
    start, end = document.index("## Decisions"), document.index("## Action plan")
    found = back(state, document[:start] + document[end:])
    assert found.differences == ()
    assert found.notices == ("“Decision” is not in the file: nothing of it is changed.",)


def test_the_plan_of_another_session_is_refused(state: State, document: str) -> None:
    with pytest.raises(Refused, match="another session"):
        back(state, document.replace(state.workshop.id, "f" * 32))
    with pytest.raises(Refused, match="not UTF-8"):
        back(state, "Größe".encode("cp1252"))


def test_a_closed_plan_says_how_to_open_it() -> None:
    closed = demo()[0]
    found = back(closed, exported(closed).replace("Fri 5 Feb 2027", "Fri 12 Feb 2027"))
    (only,) = found.unread
    assert "Reopen it" in only.sentence


async def test_what_changed_since_is_shown_with_three_values(tmp_path: Path) -> None:
    with demo_opened(tmp_path) as opened:
        await opened.run(reopen_plan, "a word was missing")
        history = await opened.history()
        document = str(FORMATS["md"].render(opened.state, history, TODAY))
        await opened.run(change_action, "A01", measure="seven readers", deadline="2027-02-20")
        edited = replaced(document, ("Fri 5 Feb 2027", "Fri 12 Feb 2027"))
        edited = replaced(edited, ("contract signed, start date fixed", "contract signed"))
        found = read_back(edited, opened.edit(), await opened.history())
        assert found.unread == ()
        assert found.notices == ("The session was changed since the export: 1 entry was added.",)
        deadline, measure = found.differences
        assert deadline.is_contested
        assert (deadline.in_session, deadline.in_file, deadline.when_exported) == (
            *("Sat 20 Feb 2027", "Fri 12 Feb 2027"),
            "Fri 5 Feb 2027",
        )
        assert (measure.ref, measure.is_contested) == ("A04", False)
        head = opened.state.head
        await opened.run(take_in_differences, found.differences)
        assert opened.state.head == head + 1
        rows = {each.ref: each for each in opened.state.rows(Action)}
        assert rows["A01"].deadline == date(2027, 2, 12)
        assert rows["A01"].measure == "seven readers"
        await opened.undo()
        rows = {each.ref: each for each in opened.state.rows(Action)}
        assert rows["A04"].measure == "contract signed, start date fixed"
        # What both did alike is no difference any more.
        await opened.run(take_in_differences, found.differences)
        again = read_back(edited, opened.edit(), await opened.history())
        assert again.differences == ()


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_a_plan_in_another_language_comes_back_too(state: State, language: str) -> None:
    state = in_language(state, language)
    document = exported(state)
    assert f" {language} plan" in document
    assert back(state, document) == Returned((), (), ())
    found = back(state, replaced(document, ("contract signed, start date fixed", "signed")))
    (only,) = found.differences
    assert (only.ref, dict(only.values)) == ("A04", {"measure": "signed"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_choices_are_read_as_the_language_writes_them(state: State, language: str) -> None:
    state = in_language(state, language)
    document = exported(state)
    with speaking(language):
        edited = document.replace(day(date(2027, 2, 5)), day(date(2027, 2, 12)), 1)
        cells = row(document, "A06").split(" | ")
        at = cells.index(choice("open"))
        moved = [*cells[:at], choice("in_progress"), *cells[at + 1 :]]
        edited = replaced(edited, (row(document, "A06"), " | ".join(moved)))
        for ahead in range(0, 400, 7):
            assert read_day(day(TODAY + timedelta(ahead)), TODAY) == TODAY + timedelta(ahead)
    found = back(state, edited)
    assert found.unread == ()
    assert [dict(each.values) for each in found.differences] == [
        {"deadline": date(2027, 2, 12)},
        {"status": "in_progress"},
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_are_called_the_same(state: State, language: str) -> None:
    english = vocabulary(state)
    with speaking(language):
        found = vocabulary(state)
    assert set(found.tables.values()) == set(english.tables.values())
    for kind, titles in english.fields.items():
        if kind != "card":
            assert list(found.fields[kind].values()) == list(titles.values())
        assert set(found.fields[kind].values()) == set(titles.values())
