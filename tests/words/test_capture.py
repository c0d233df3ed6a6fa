import re
from collections import Counter
from dataclasses import fields
from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nasty import NASTY, NASTY_LARGE

from facilitator.words.capture import (
    ActionLine,
    Captured,
    CardLine,
    DecisionLine,
    ParkingLine,
    read_line,
)
from facilitator.words.deadline import Deadline
from facilitator.words.number import Amount

untimed = settings(deadline=None)  # the first example may import a library

THURSDAY = date(2027, 1, 14)
FRIDAY = Deadline(date(2027, 1, 15), "Fri 15 Jan 2027")
NAMES = {
    "JW": "Jonas Weber",
    "IS": "Irina Sokolova",
    "PN": "Piotr Nowak",
    "EM": "Elena Markovic",
    "TL": "Tomasz Lis",
    "AB": "Anna Berg",
}
PEOPLE = {name: initials for initials, full in NAMES.items() for name in (initials, full)}
SECTIONS = {key.lower(): key for key in "SWOT"} | {
    "strengths": "S",
    "weaknesses": "W",
    "слабые стороны": "W",
    "mocne strony": "S",
}


def read(line: str) -> Captured:
    return read_line(line, sections=SECTIONS, people=PEOPLE, today=THURSDAY)


def action(line: str) -> ActionLine:
    found = read(line)
    assert isinstance(found, ActionLine)
    return found


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("Own service centre, 4 h", CardLine(None, "Own service centre, 4 h")),
        ("  ", CardLine(None, "")),
        ("w: CRM stages undefined", CardLine("W", "CRM stages undefined")),
        ("W:CRM", CardLine("W", "CRM")),
        ("Weaknesses : CRM", CardLine("W", "CRM")),
        ("слабые  стороны: мало звонков", CardLine("W", "мало звонков")),
        ("ц: мало звонков", CardLine("W", "мало звонков")),
        ("О: рынок растёт", CardLine("O", "рынок растёт")),
        ("w:", CardLine("W", "")),
        ("w (Lumex): late", CardLine("W", "late", None, "Lumex")),
        ("w: a // b // c", CardLine("W", "a", "b // c")),
        ("Fast // 3 of 4 say so", CardLine(None, "Fast", "3 of 4 say so")),
        ("Cheap // http://e.example/a", CardLine(None, "Cheap", "http://e.example/a")),
        ("see http://e.example/a", CardLine(None, "see http://e.example/a")),
        ("http://e.example", CardLine(None, "http://e.example")),
        ("s://e.example", CardLine(None, "s://e.example")),
        ("// nothing before", CardLine(None, "// nothing before")),
        ("nothing behind //", CardLine(None, "nothing behind //")),
        ("Price: too high", CardLine(None, "Price: too high")),
        ("По: делу", CardLine(None, "По: делу")),
        ("mail anna@e.example by fri", CardLine(None, "mail anna@e.example by fri")),
        ("what? @JW knows!", CardLine(None, "what? @JW knows!")),
        ("!!! urgent", CardLine(None, "!!! urgent")),
        ("?! really", CardLine(None, "?! really")),
        (r"\! not decided", CardLine(None, "! not decided")),
        (r"\@home", CardLine(None, "@home")),
        (r"\? open", CardLine(None, "? open")),
        (r"\w: the letter", CardLine(None, "w: the letter")),
        (r"\\! a backslash", CardLine(None, r"\! a backslash")),
        (r"\\server\share", CardLine(None, r"\\server\share")),
    ],
)
def test_cards(line: str, card: CardLine) -> None:
    assert read(line) == card


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        ("! Corporate first", DecisionLine("Corporate first")),
        ("!Corporate first", DecisionLine("Corporate first")),
        (
            "! Corporate first because it returns 209 %",
            DecisionLine("Corporate first", "it returns 209 %"),
        ),
        ("! a because b because c", DecisionLine("a", "b because c")),
        ("! Не берём, потому что дорого", DecisionLine("Не берём", "дорого")),
        ("! Tak robimy, ponieważ działa", DecisionLine("Tak robimy", "działa")),
        ("! because we can", DecisionLine("because we can")),
        ("! we do it because", DecisionLine("we do it because")),
        ("! w: stays", DecisionLine("w: stays")),
    ],
)
def test_decisions(line: str, decision: DecisionLine) -> None:
    assert read(line) == decision


def test_parking() -> None:
    assert read("? Company-car policy") == ParkingLine("Company-car policy")
    assert read("? @em Company-car policy") == ParkingLine("Company-car policy", "EM")
    unknown = read("? @bob Company-car policy")
    assert isinstance(unknown, ParkingLine)
    assert unknown.text == "@bob Company-car policy"
    assert unknown.by is None
    assert unknown.problems[0].startswith("“bob” is nobody here.")


def test_an_action_with_everything() -> None:
    assert action(
        "@IS Rewrite the corporate proposal by 5 feb; from: R3 R2, w2; cost: 9 k€; "
        "done: new template in 100 % of proposals; ≥ 7 of 10 name our difference; "
        "first: collect the last 16 proposals – 18 Jan"
    ) == ActionLine(
        title="Rewrite the corporate proposal",
        owner="IS",
        deadline=Deadline(date(2027, 2, 5), "Fri 5 Feb 2027"),
        measure="new template in 100 % of proposals; ≥ 7 of 10 name our difference",
        first_step="collect the last 16 proposals – 18 Jan",
        sources=("R3", "R2", "W2"),
        cost=Amount(Decimal(9), "k€"),
    )


@pytest.mark.parametrize(
    ("line", "title", "owner", "deadline"),
    [
        ("@Anna Berg call dealers by fri", "call dealers", "AB", FRIDAY),
        ("@anna, call dealers, by fri.", "call dealers", "AB", FRIDAY),
        ("@ab call dealers; by: tomorrow", "call dealers", "AB", FRIDAY),
        ("@АВ позвонить дилерам до пятницы", "позвонить дилерам", "AB", FRIDAY),
        ("@фи позвонить к 15 января", "позвонить", "AB", FRIDAY),
        ("@tl позвонить; срок: завтра", "позвонить", "TL", FRIDAY),
        ("@tl zadzwonić w piątek", "zadzwonić", "TL", FRIDAY),
        ("@tl zadzwonić do piątku", "zadzwonić", "TL", FRIDAY),
        ("@tl cut price by 5 % by fri", "cut price by 5 %", "TL", FRIDAY),
        ("@tl work on by fri", "work on", "TL", FRIDAY),
        ("@tl keep; it; short by fri", "keep; it; short", "TL", FRIDAY),
        ("@tl shorten delivery by 2 weeks", "shorten delivery by 2 weeks", "TL", None),
        ("@tl raise revenue by 5m", "raise revenue by 5m", "TL", None),
        ("@tl raise the score by 3.5", "raise the score by 3.5", "TL", None),
        ("@tl list things to do today", "list things to do today", "TL", None),
        ("@tl standby fri", "standby fri", "TL", None),
        ("@tl tools;", "tools", "TL", None),
    ],
)
def test_actions(line: str, title: str, owner: str, deadline: Deadline | None) -> None:
    assert action(line) == ActionLine(title, owner, deadline)


@pytest.mark.parametrize(
    ("line", "title", "problem"),
    [
        ("@bob call by fri", "@bob call", "“bob” is nobody here."),
        ("@SUM(A1)", "@SUM(A1)", "“SUM(A1)” is nobody here."),
        ("@ call", "call", "Nobody is named."),
        ("@tl", "", "The action has no words yet."),
        ("@tl by fri", "", "The action has no words yet."),
        ("@tl call by next week", "call by next week", "Deadline: “next week” is a whole period."),
        ("@tl call by 31.02", "call by 31.02", "Deadline: There is no 31 Feb."),
        ("@tl call by 1.1.2027", "call by 1.1.2027", "Deadline: Fri 1 Jan 2027 is over;"),
        ("@tl call; by: soon", "call; by: soon", "Deadline: “soon” names no day."),
        ("@tl call; by: fri; by: mon", "call; by: mon", "The deadline is given twice;"),
        ("@tl call; cost: lots", "call; cost: lots", "Cost: “lots” is not a number."),
        ("@tl call; cost: 5 %", "call; cost: 5 %", "Cost: “5 %” is no sum of money."),
        ("@tl call; cost: -5", "call; cost: -5", "Cost: “-5” is no sum of money."),
        ("@tl call; from: the market", "call; from: the market", "“the” is no reference."),
    ],
)
def test_what_is_not_understood_stays_and_is_told(line: str, title: str, problem: str) -> None:
    found = action(line)
    assert found.title == title
    assert len(found.problems) == 1
    assert found.problems[0].startswith(problem)
    assert found.problems[0].endswith(".")


def test_the_second_of_two_texts_is_added_to_the_first() -> None:
    found = action("@tl x; done: a; b; done:; c; first: d; first: e")
    assert (found.measure, found.first_step) == ("a; b; c", "d; e")


def everything(captured: Captured) -> str:
    """All that was kept, problems included, as one text."""

    def flat(value: Any) -> str:
        if isinstance(value, tuple):
            return " ".join(map(flat, value))
        if isinstance(value, Amount):
            return f"{value.value} {value.unit}"
        return value.echo if isinstance(value, Deadline) else str(value or "")

    return " ".join(flat(getattr(captured, entry.name)) for entry in fields(captured))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


PLAIN = ["alpha", "beta", "gamma", "Желчь", "łąka", "delta", "10", "x@y", "http://e.example"]
MARKS = [
    *["@", "@AB", "@bob", "@tomasz lis", "!", "?", "!?", "\\", "w:", "weaknesses:", "w (Lumex):"],
    *["//", ";", "; done:", "; first:", "; from:", "; cost:", "; by:", "; note:", "because", ","],
    *["by", "by fri", "до", "w piątek", "до пятницы", "by next week", "R3", "9000", "5 %", ":"],
]


@untimed
@given(st.lists(st.sampled_from(PLAIN + MARKS), max_size=14).map(" ".join))
def test_no_plain_word_is_lost_however_the_marks_fall(line: str) -> None:
    kept = words(everything(read(line)))
    for word in words(" ".join(PLAIN)):
        if word != "10":
            assert kept[word] >= words(line)[word], (line, word)
    if not re.search(r"cost:[ 0-9]*$|cost:[ 0-9]*;", line):
        assert kept["10"] >= words(line)["10"], line


@untimed
@given(st.text(max_size=80))
def test_every_word_of_any_text_is_kept(line: str) -> None:
    captured = read(line)
    if isinstance(captured, CardLine) and captured.section is None:
        missing = words(line) - words(everything(captured))
        assert not missing


@given(
    st.sampled_from(list(PEOPLE)),
    st.lists(st.sampled_from(["alpha", "Желчь", "łąka", "by 5 %"]), min_size=1).map(" ".join),
    st.permutations(
        [
            ("done", "≥ 7 of 10; twice"),
            ("first", "call the first dealer"),
            ("from", "R3 W2"),
            ("cost", "9 000"),
        ]
    ),
    st.sampled_from([" by fri", " до пятницы", ""]),
)
def test_a_complete_action_is_read_whatever_the_order(
    name: str, title: str, options: list[tuple[str, str]], when: str
) -> None:
    line = f"@{name} {title}{when}" + "".join(f"; {key}: {value}" for key, value in options)
    assert action(line) == ActionLine(
        title=title,
        owner=PEOPLE[name],
        deadline=FRIDAY if when else None,
        measure="≥ 7 of 10; twice",
        first_step="call the first dealer",
        sources=("R3", "W2"),
        cost=Amount(Decimal(9000)),
    )


@given(st.sampled_from(["!", "?", "@", "@AB ", "w:", "\\"]), st.text(max_size=40))
def test_a_backslash_makes_a_card_of_anything_special(mark: str, text: str) -> None:
    line = (mark + text).strip()
    escaped = read("\\" + line)
    assert isinstance(escaped, CardLine)
    assert escaped.section is None
    assert not words(line) - words(everything(escaped))


@pytest.mark.parametrize("typed", (*NASTY, *NASTY_LARGE), ids=lambda value: ascii(value)[:40])
@pytest.mark.parametrize("prefix", ["", "w: ", "! ", "? ", "@AB ", "@AB x; done: ", "\\"])
def test_nasty_strings_stay_as_they_are(prefix: str, typed: str) -> None:
    kept = everything(read(prefix + typed))
    assert typed.strip(" ;\n\r\t\x0b\x0c\u00a0\u2003\x85\u2028") in kept


@pytest.mark.parametrize("mark", [" ", "//", " // ", ";", "; ", ":", "\\", "@", ",", " by ", "a "])
def test_a_long_scribble_is_read_at_once(mark: str) -> None:
    began = process_time()
    for start in ("a", "@AB a", "@", "w", "! a", "\\"):
        assert "b" in everything(read(start + mark * 100_000 + "b"))
    assert process_time() - began < 5, "it grows faster than the text: usual is a tenth of a second"
