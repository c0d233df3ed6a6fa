"""The audit of a ledger in the document: its figures, and nasty names shown exactly."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeAlias

from nasty import NASTY

from exports import markdown
from facilitator.audit.keeping import cleaned
from facilitator.demo.sources import kept
from facilitator.model import AuditSource, Row, Workshop
from facilitator.words.text import clean
from facilitator.workshop.state import State

TODAY = date(2027, 1, 14)
Read: TypeAlias = Callable[[str], Any]


def document(words: Sequence[str] = ()) -> str:
    """A session with the example's ledger and survey.

    Where words are given they are the names of its files, channels and customers, and the comments.
    """
    rows: list[Row] = [Workshop(id="w", number=1, title="Audit", unit="thousand")]
    for kind, taken in zip(("ledger", "survey"), kept(), strict=True):
        told = asdict(taken) | {"first_day": None, "last_day": None}
        if words:
            told["files"] = [told["files"][0] | {"name": word} for word in words]
            named(told["results"], words)
        values = cleaned(told) | {"id": kind, "workshop_id": "w", "kind": kind}
        rows.append(AuditSource.from_plain(json.loads(json.dumps(values))))
    return markdown.render(State(rows), TODAY)


def named(results: dict[str, Any], words: Sequence[str]) -> None:
    if "comments" in results:
        first = results["comments"][0]
        results["comments"] = [
            first | {"line": at, "text": word, "channel": word} for at, word in enumerate(words)
        ]
        return
    for part in (results["abc"]["ranked"], results["stopped"]):
        part["rows"] = [part["rows"][0] | {"customer": word} for word in words]
    channel = results["channels"][0]
    results["channels"] = [
        channel | {"figures": channel["figures"] | {"value": word}} for word in words
    ]
    results["matrix"]["cells"][0]["names"] = list(words)
    results["coverage"]["notes"] = list(words)


def table(page: Any, title: str) -> list[list[str]]:
    found = [rows for rows in page.tables if rows[0][0] == title]
    assert len(found) == 1, [rows[0] for rows in page.tables]
    return found[0][1:]


def test_its_figures_are_read_back(read: Read) -> None:
    page = read(document())
    assert table(page, "File")[0][:2] == ["taveon-sales.csv", "3 721"]
    assert len(table(page, "File")[0][3]) == 64
    assert table(page, "Class of customers")[0] == ["A", "11", "55 %", "20 %", "3 350", "82.11 %"]
    assert table(page, "Customer")[0][:4] == ["Halmer Logistics", "520", "12.75 %", "12.75 %"]
    assert len(table(page, "Customer")) == 20
    row = table(page, "Customers (revenue)")[0]
    assert row == ["A", "4 (1 670)", "4 (1 110)", "3 (570)", "0 (0)"]
    assert [row[0] for row in table(page, "Stopped buying")] == ["Radion", "Arbex Ceramics"]
    assert table(page, "Movement")[-1][:6] == ["All", "21", "1", "0", "2", "20"]
    assert table(page, "Sales of")[-1][:4] == ["Total", "2026", "4 700", "+6.8 %"]
    assert len(table(page, "Score")) == 13
    text = "\n".join(page.texts)
    assert "Control total: 9 100 000 EUR" in text
    assert "by quarter, since first purchase, X up to 10 %, Y up to 25 %" in text


def test_words_of_a_ledger_are_shown_as_they_are(read: Read) -> None:
    words = [word for word in NASTY if clean(word, limit_graphemes=9_999).text.strip()]
    page = read(document(words))
    assert page.active == set()
    shown = sorted(" ".join(shown_as(word).split()) for word in words)
    for title, column in (("Customer", 0), ("Stopped buying", 0), ("Score", 2)):
        cells = [row[column] for row in table(page, title)]
        assert sorted(" ".join(cell.split()) for cell in cells) == shown, title


def shown_as(word: str) -> str:
    """One line, as a cell shows it."""
    kept_of_it = clean(word, limit_graphemes=9_999, multiline=True).text.strip()
    return re.sub(r"\s*\n\s*", " ⏎ ", kept_of_it)
