"""The web page parsed back: self-contained, accessible, complete, and only ever text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from exports.actions import plan_lines
from exports.html import render
from tests.exports.demo import TODAY, demo, nasty_demo

VOID = frozenset({"meta", "br", "hr", "rect", "line", "polyline"})
MEANT = frozenset(
    {
        *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main"),
        *("section", "footer", "h1", "h2", "h3", "p", "ul", "li", "strong", "div", "figure"),
        *("figcaption", "svg", "desc", "rect", "line", "polyline", "text"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
)


@dataclass
class Table:
    caption: str = ""
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    scopes: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Tables, tags, attributes and all words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag == "th":
            self.tables[-1].scopes.add(str(dict(attrs).get("scope")))
        self.words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag
        words = "".join(self.words).strip()
        if tag in ("th", "td"):
            self.tables[-1].rows[-1].append(words)
        elif tag == "caption":
            self.tables[-1].caption = words
        elif tag == "thead":
            self.tables[-1].header = self.tables[-1].rows.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        self.texts.append(data)


def read(document: str) -> Reader:
    reader = Reader()
    reader.feed(document)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page() -> tuple[str, Reader]:
    state, history = demo()
    document = render(state, history, TODAY)
    return document, read(document)


def test_the_plan_comes_back_from_its_table(page: tuple[str, Reader]) -> None:
    table = next(each for each in page[1].tables if each.caption == "Action plan")
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    lines = plan_lines(demo()[0], TODAY)
    assert [row["Ref"] for row in rows] == [told.ref for told in lines]
    for row, told in zip(rows, lines, strict=True):
        assert (row["Action"], row["Owner"], row["Status"]) == (
            *(told.title, told.owner, told.status),
        )
        assert (row["Measure of done"], row["Source"]) == (told.measure, told.sources)
        assert told.deadline
        assert f"{told.deadline.day} {told.deadline:%b %Y}" in row["Deadline"]
    agreement = next(each for each in page[1].tables if each.caption == "Agreement")
    assert [agreement.rows[3][0], *agreement.rows[3][2:3]] == [
        "Elena Markovic",
        "accepts with reservation",
    ]


def test_nothing_is_fetched_and_nothing_runs(page: tuple[str, Reader]) -> None:
    document, reader = page
    assert {tag for tag, _ in reader.tags} <= MEANT
    for tag, attributes in reader.tags:
        assert not {"src", "srcset", "data", "action"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert str(attributes.get("href", "#")).startswith("#")
    assert not re.search(r"url\(|@import", document)
    policy = next(each for _, each in reader.tags if "http-equiv" in each)
    assert str(policy["content"]).startswith("default-src 'none'")


def test_who_cannot_see_it_finds_the_way(page: tuple[str, Reader]) -> None:
    reader = page[1]
    tags = [tag for tag, _ in reader.tags]
    assert reader.tags[0] == ("html", {"lang": "en"})
    assert [tags.count(each) for each in ("title", "header", "nav", "main", "h1", "footer")] == [
        *(8, 1, 1, 1, 1, 1),
    ]  # a title of the page, and one of each of the seven charts
    assert all(table.caption and table.scopes == {"col", "row"} for table in reader.tables)
    ids = [each["id"] for _, each in reader.tags if "id" in each]
    assert len(ids) == len(set(ids))
    pointed = [str(each[name]) for _, each in reader.tags for name in ("href",) if name in each]
    assert {each[1:] for each in pointed} <= set(ids)
    named = {
        part for _, each in reader.tags for part in str(each.get("aria-labelledby") or "").split()
    }
    assert named <= set(ids)


def test_the_charts_say_their_values(page: tuple[str, Reader]) -> None:
    told = "\n".join(page[1].texts)
    for words in ("2024: 4 150", "2026: 4 700", "Irina Sokolova: 2", "Sales by year, thousand EUR"):
        assert words in told
    assert sum(tag == "figure" for tag, _ in page[1].tags) == 7
    assert sum(tag == "polyline" for tag, _ in page[1].tags) == 1


def test_no_words_of_the_room_become_markup() -> None:
    state, titles = nasty_demo()
    document = render(state, demo()[1], TODAY)
    reader = read(document)
    assert {tag for tag, _ in reader.tags} <= MEANT
    assert not any(name.startswith("on") for _, each in reader.tags for name in each)
    assert all(str(each.get("href", "#")).startswith("#") for _, each in reader.tags)
    table = next(each for each in reader.tables if each.caption == "Action plan")
    assert len(table.rows) == len(titles)
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", document)
