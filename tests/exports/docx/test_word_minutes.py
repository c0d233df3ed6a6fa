"""The minutes as a Word document, read back: complete, signed by everybody, only ever text."""

import io
import re
import zipfile
from typing import Any

import pytest

from exports.actions import plan_lines
from tests.exports.demo import TODAY, demo, demo_state, nasty_demo

docx = pytest.importorskip("docx")


def tables(document: bytes) -> list[list[list[str]]]:
    page = docx.Document(io.BytesIO(document))
    return [[[cell.text for cell in row.cells] for row in each.rows] for each in page.tables]


def with_header(document: bytes, *titles: str) -> list[dict[str, str]]:
    found = next(each for each in tables(document) if set(titles) <= set(each[0]))
    return [dict(zip(found[0], row, strict=True)) for row in found[1:]]


@pytest.fixture(scope="module")
def written() -> bytes:
    from exports.docx_minutes import render

    state, history = demo()
    return render(state, history, TODAY)


def test_the_plan_and_the_agreement_come_back(written: bytes) -> None:
    rows = with_header(written, "Action", "Owner", "Deadline")
    lines = plan_lines(demo_state(), TODAY)
    assert [row["Ref"] for row in rows] == [told.ref for told in lines]
    for row, told in zip(rows, lines, strict=True):
        assert (row["Action"], row["Owner"]) == (told.title, told.owner)
        assert told.deadline
        assert row["Deadline"].endswith(f"{told.deadline.day} {told.deadline:%b %Y}")
        assert (row["Measure of done"], row["Source"]) == (told.measure, told.sources)
        assert (row["Status"], row["Hands"]) == (told.status, "passed")
    said = {row["Person"]: row for row in with_header(written, "Word on the plan")}
    assert said["Elena Markovic"]["Word on the plan"] == "accepts with reservation"
    assert said["Elena Markovic"]["Reservation or objection"].startswith("dealers must hear it")


def test_it_can_be_signed(written: bytes) -> None:
    page = docx.Document(io.BytesIO(written))
    headings = [each.text for each in page.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [
        *("Present", "Decisions", "Goals", "Action plan", "First steps and terms", "Agreement"),
        *("Open objections", "Parking lot", "Next review", "Signatures"),
    ]
    assert page.paragraphs[0].style.name == "Title"
    signed = with_header(written, "Signature", "Date")
    assert [row["Name"] for row in signed] == [each.name for each in demo_state().voters]
    assert "Thu 18 Feb 2027" in [each.text for each in page.paragraphs]
    assert page.core_properties.title == demo_state().workshop.title


def test_no_words_of_the_room_become_a_field_a_link_or_a_macro() -> None:
    from exports.docx_minutes import render

    state, _ = nasty_demo()
    document = render(state, [], TODAY)
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        assert not [name for name in packed.namelist() if "vba" in name.casefold()]
        body = packed.read("word/document.xml").decode()
        links: Any = packed.read("word/_rels/document.xml.rels").decode()
    assert not re.search(r"<w:(fldSimple|instrText|hyperlink|object|drawing)", body)
    assert "External" not in links
    rows = with_header(document, "Action", "Owner", "Deadline")
    told = plan_lines(state, TODAY)
    assert len(rows) == len(told)
    by_ref = {row["Ref"]: row["Action"] for row in rows}
    for words in ("=1+1", "<script>alert(1)</script>", "[x](javascript:alert(1))", "a|b"):
        ref = next(each.ref for each in told if each.title == words)
        assert by_ref[ref] == words
