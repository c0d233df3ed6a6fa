"""Every format read back by a reader of its own: all words, the plan's rows, what could act."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTIVE_MARKDOWN = {
    *("html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence"),
    *("s_open", "em_open", "hr", "blockquote_open", "ordered_list_open"),
}
FORMULA = re.compile(r"^'(?=[\s'\u200b\ufeff]*[=+\-@|%＝＋－＠])")
"""The apostrophe before a text a spreadsheet would calculate."""
ACTIVE_TAGS = {"script", "img", "iframe", "object", "embed", "form", "input", "button", "link"}
"""What HTML could do; the page's own links lead to its sections."""


@dataclass
class Read:
    """What a reader found."""

    texts: list[str] = field(default_factory=list)
    """Cells, paragraphs, lines, each as somebody sees it."""
    rows: list[dict[str, str]] = field(default_factory=list)
    """The action plan: title of the column to words."""
    active: list[str] = field(default_factory=list)
    """Whatever acts: a formula, a tag, a link, a macro."""

    @property
    def whole(self) -> str:
        """All words."""
        return "\n".join(self.texts)


def table_rows(tables: list[list[list[str]]]) -> list[dict[str, str]]:
    """The rows of the tables that are action plans, over as many tables as it takes."""
    wanted = {"Action", "Owner", "Deadline", "Measure of done"}
    return [
        dict(zip(table[0], row, strict=True))
        for table in tables
        if table and wanted <= set(table[0])
        for row in table[1:]
    ]


def read_md(document: str | bytes) -> Read:
    assert isinstance(document, str)
    found = Read()
    tables: list[list[list[str]]] = []
    before = ""
    for token in READER.parse(document):
        kinds = {token.type, *(child.type for child in token.children or [])}
        found.active += sorted(kinds & ACTIVE_MARKDOWN)
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline":
            words = "".join(
                "\n" if child.type == "softbreak" else child.content
                for child in token.children or []
            )
            found.texts.append(words)
            if before in ("th_open", "td_open"):
                tables[-1][-1].append(words)
        before = token.type
    found.rows = table_rows(tables)
    return found


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Read()
        self.tables: list[list[list[str]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        leads = str(values.get("href", "#"))
        if tag in ACTIVE_TAGS or not leads.startswith("#"):
            self.found.active.append(tag)
        self.found.active += [name for name in values if name.startswith("on")]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        self.words = []

    def handle_endtag(self, tag: str) -> None:
        words = "".join(self.words).strip()
        if tag in ("th", "td"):
            self.tables[-1][-1].append(words)
        if words and tag != "style":
            self.found.texts.append(words)
        if tag in ("th", "td", "p", "li", "h1", "h2", "h3", "caption", "text", "desc", "title"):
            self.words = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.active.append(f"comment {data}")


def read_html(document: str | bytes) -> Read:
    page = _Page()
    page.feed(str(document))
    page.close()
    page.found.rows = table_rows(page.tables)
    return page.found


def read_docx(document: str | bytes) -> Read:
    import docx

    assert isinstance(document, bytes)
    page = docx.Document(io.BytesIO(document))
    tables = [[[cell.text for cell in row.cells] for row in each.rows] for each in page.tables]
    found = Read([each.text for each in page.paragraphs], table_rows(tables))
    found.texts += [cell for table in tables for row in table for cell in row]
    found.active = packed_actions(document, r"<w:(instrText|hyperlink|object|drawing|altChunk)")
    return found


def read_pptx(document: str | bytes) -> Read:
    import pptx

    assert isinstance(document, bytes)
    found = Read()
    tables: list[list[list[str]]] = []
    deck: Any = pptx.Presentation(io.BytesIO(document))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                rows = [[each.text_frame.text for each in row.cells] for row in shape.table.rows]
                tables.append(rows)
                found.texts += [cell for row in rows for cell in row]
            elif shape.has_text_frame:
                found.texts += [each.text for each in shape.text_frame.paragraphs]
            elif shape.has_chart:
                found.texts += [str(each) for each in shape.chart.plots[0].categories]
    found.rows = table_rows(tables)
    found.active = packed_actions(document, r"<(a:hlink[A-Z]|p:oleObj|p:audio|p:video)")
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                found.active += packed_actions(packed.read(name), r"<f>|<f |<hyperlink ")
    return found


def packed_actions(document: bytes, pattern: str) -> list[str]:
    """Macros, links to elsewhere and whatever the pattern finds in the files of a package."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            if "vba" in name.casefold() or name.startswith(("/", "..")):
                found.append(name)
            if name.endswith((".xml", ".rels")):
                text = packed.read(name)
                ElementTree.fromstring(text)
                found += re.findall(pattern, text.decode())
                found += re.findall('TargetMode="External"', text.decode())
    return found


def read_xlsx(document: str | bytes) -> Read:
    import python_calamine as calamine

    assert isinstance(document, bytes)
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(document))
    found = Read()
    tables: list[list[list[str]]] = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        tables.append([[str(each) for each in row] for row in rows])
        found.texts += [each for row in tables[-1] for each in row]
    found.rows = table_rows(tables)
    found.active = packed_actions(document, r"<f>|<f |<hyperlink ")
    return found


def read_pdf(document: str | bytes) -> Read:
    import pypdf

    assert isinstance(document, bytes)
    pages = pypdf.PdfReader(io.BytesIO(document))
    found = Read([page.extract_text() for page in pages.pages])
    catalogue: Any = pages.trailer["/Root"]
    found.active = [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in catalogue]
    for page in pages.pages:
        marks: Any = page.get("/Annots") or ()
        found.active += [str(each.get_object()) for each in marks]
    found.active += re.findall(r"/JavaScript|/Launch|/EmbeddedFile", document.decode("latin-1"))
    return found


def read_csv(document: str | bytes) -> Read:
    assert isinstance(document, str)
    text = document.removeprefix("\ufeff")
    separator = ";" if text.split("\n", 1)[0].count('";"') else ","
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    plain = [[FORMULA.sub("", each) for each in row] for row in rows]
    found = Read([each for row in plain for each in row], table_rows([plain]))
    found.active = [each for row in rows for each in row if each.lstrip()[:1] in tuple("=+@-\t")]
    return found


def read_ics(document: str | bytes) -> Read:
    from icalendar import Calendar

    calendar: Any = Calendar.from_ical(document)
    found = Read([str(calendar.get("x-wr-caldesc", "")), str(calendar.get("x-wr-calname", ""))])
    for event in calendar.walk("VEVENT"):
        told = str(event["description"])
        found.texts += [str(event["summary"]), told]
        lines = dict(each.split(": ", 1) for each in told.splitlines() if ": " in each)
        ref, _, title = str(event["summary"]).removeprefix("✓ ").partition(" ")
        day = event["dtstart"].dt.isoformat()
        found.rows.append({"Ref": ref, "Action": title, "Deadline": day} | lines)
    kinds = {each.name for each in calendar.walk()}
    found.active = sorted(kinds - {"VCALENDAR", "VEVENT", "VALARM"})
    found.active += [
        key for event in calendar.walk("VEVENT") for key in event if key in ("URL", "ATTACH")
    ]
    return found


def read_json(document: str | bytes) -> Read:
    assert isinstance(document, str)
    told = json.loads(document)
    found = Read(list(_texts(told["tables"])))
    people = {each["id"]: each["name"] for each in told["tables"]["participant"]}
    for row in told["tables"]["action"]:
        found.rows.append(
            {
                "Ref": row["ref"],
                "Action": row["title"],
                "Owner": people.get(row["owner_id"], ""),
                "Deadline": str(row["deadline"]),
                "Measure of done": row["measure"],
                "Status": row["status"],
                "Source": ", ".join(row["sources"]),
            }
        )
    return found


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


READERS: dict[str, Callable[[str | bytes], Read]] = {
    "md": read_md,
    "html": read_html,
    "docx": read_docx,
    "pptx": read_pptx,
    "pdf": read_pdf,
    "xlsx": read_xlsx,
    "csv": read_csv,
    "ics": read_ics,
    "json": read_json,
}
"""By the word after `--to`; a format without a reader fails the tests."""
