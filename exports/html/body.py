"""The Markdown as HTML: headings with anchors, tables with captions and headers for each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from exports.pieces import reader
from facilitator.words.language import _

SECTION = "h2"


@dataclass(frozen=True, slots=True)
class Page:
    """What stands before the first section, the sections, and their anchors with their titles."""

    head: str
    body: str
    sections: tuple[tuple[str, str], ...]


def page_of(markdown: str) -> Page:
    """The document as HTML, each section of its own in a `section` named by its heading."""
    tokens = reader().parse(markdown)
    starts = [at for at, each in enumerate(tokens) if _opens(each)]
    first = starts[0] if starts else len(tokens)
    parts: list[str] = []
    sections: list[tuple[str, str]] = []
    for number, (at, end) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1):
        anchor = f"section-{number}"
        tokens[at].attrSet("id", anchor)
        sections.append((anchor, _words(tokens[at + 1])))
        parts.append(f'<section aria-labelledby="{anchor}">\n{_html(tokens[at:end])}</section>')
    return Page(_html(tokens[:first]), "\n".join(parts), tuple(sections))


def _opens(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == SECTION


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _html(tokens: Sequence[Token]) -> str:
    """The tokens rendered; a table is called after the heading above it."""
    parts: list[str] = []
    kept: list[Token] = []
    heading, named = "", 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            heading, named = _words(tokens[at + 1]), 0
        elif token.type == "table_open":
            named += 1
            caption = (
                heading
                if named == 1
                else _("{heading}, table {named}").format(heading=heading, named=named)
            )
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
            _headers(tokens[at:end])
            parts += [_rendered(kept), _opening(caption)]
            kept = []
            continue
        elif token.type == "table_close":
            parts += [_rendered(kept), "</table></div>\n"]
            kept = []
            continue
        kept.append(token)
    return "".join([*parts, _rendered(kept)])


def _opening(caption: str) -> str:
    words = escape(caption)
    # Wide tables scroll inside their own box, which the keyboard can reach.
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{words}">'
        f"<table>\n<caption>{words}</caption>\n"
    )


def _rendered(tokens: Sequence[Token]) -> str:
    markdown = reader()
    return markdown.renderer.render(list(tokens), markdown.options, {}) if tokens else ""


def _headers(table: Sequence[Token]) -> None:
    """Columns and rows are named by header cells; numbers are set to the right by a class."""
    first = False
    for token in table:
        if token.type == "tr_open":
            first = True
        if token.type in ("th_open", "td_open"):
            if "right" in str(token.attrs.pop("style", "")):
                token.attrSet("class", "number")
            if token.type == "th_open":
                token.attrSet("scope", "col")
            elif first:
                token.tag = "th"
                token.attrSet("scope", "row")
        if token.type == "td_close":
            token.tag = "th" if first else "td"
            first = False
