"""The minutes as PDF, to sign: pages set by Typst from data, with fonts it brings along.

The text of the room goes in as data and never as source: the template shows strings, and a string
is not markup.
"""

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

import typst

from exports.columns import shares
from exports.minutes import Minutes, minutes
from exports.pieces import Bullets, Heading, Line, Paragraph, Piece
from facilitator.store.entry import Entry
from facilitator.words.language import _, language
from facilitator.workshop.state import State


def render(state: State, history: Sequence[Entry], today: date) -> bytes:
    """The document as bytes of a PDF."""
    template = (files("exports.pdf") / "minutes.typ").read_bytes()
    told = json.dumps(_told(minutes(state, history, today)), ensure_ascii=False)
    return typst.compile(template, format="pdf", sys_inputs={"told": told})


def _told(minutes: Minutes) -> dict[str, Any]:
    return {
        "language": language(),
        "title": minutes.title,
        "company": minutes.company,
        "pieces": [_piece(each) for each in minutes.pieces],
        "signatures": _("Signatures"),
        "columns": [_("Name"), _("Role"), _("Signature"), _("Date")],
        "signers": [[each.name, each.role] for each in minutes.signers],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Heading):
        return {"kind": "heading", "level": piece.level, "line": _line(piece.line)}
    if isinstance(piece, Paragraph):
        return {"kind": "paragraph", "line": _line(piece.line)}
    if isinstance(piece, Bullets):
        return {"kind": "bullets", "items": [_line(each) for each in piece.items]}
    return {
        "kind": "table",
        "widths": list(shares(piece)),
        "header": [_line(each) for each in piece.header],
        "rows": [[_line(each) for each in row] for row in piece.rows],
        "right": sorted(piece.right),
    }


def _line(line: Line) -> list[list[Any]]:
    return [[run.text, run.bold] for run in line]
