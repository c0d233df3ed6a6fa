"""What a reader of Markdown makes of a document, for tests that parse an export back."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

HTML = frozenset({"html_block", "html_inline"})
ACTIVE = HTML | {"link_open", "image", "code_inline", "code_block", "fence", "s_open", "em_open"}


@dataclass
class Page:
    """The pieces of a parsed document."""

    kinds: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)

    @property
    def active(self) -> set[str]:
        """Kinds of pieces that do something: HTML, links, code, emphasis nobody meant."""
        return self.kinds & ACTIVE


def _shown(token: Token) -> str:
    """The words of an inline token as a reader sees them."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or []
    )


def _read(document: str) -> Page:
    page = Page()
    before = ""
    for token in READER.parse(document):
        page.kinds.add(token.type)
        page.kinds.update(child.type for child in token.children or [])
        if token.type == "table_open":
            page.tables.append([])
        elif token.type == "tr_open":
            page.tables[-1].append([])
        elif token.type == "inline":
            page.texts.append(_shown(token))
            if before == "heading_open":
                page.headings.append(_shown(token))
            elif before in ("th_open", "td_open"):
                page.tables[-1][-1].append(_shown(token))
        before = token.type
    return page


@pytest.fixture(scope="session")
def read() -> Callable[[str], Page]:
    """Parse a document as GitHub does."""
    return _read
