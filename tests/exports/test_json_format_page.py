"""The page about the format lists every table and field there is.

After a change of the tables: WRITE_GOLDEN=1 python -m pytest tests/exports/test_json_format_page.py
"""

import os
import re
from pathlib import Path

from facilitator.model import MEMBERS, Row, Workshop
from facilitator.workshop.exchange import VERSION
from facilitator.workshop.exchange.document import LOCAL

PAGE = Path(__file__).parents[2] / "docs" / "json-format.md"
LISTED = re.compile(r"(<!-- fields: begin .*?-->\n)(.*?)(<!-- fields: end -->)", re.DOTALL)


def fields() -> str:
    rows: list[tuple[str, type[Row]]] = [("session", Workshop)]
    rows += [(str(kind.__tablename__), kind) for kind in MEMBERS]
    lines = ["", "| Table | What a row is | Fields |", "|---|---|---|"]
    for name, kind in rows:
        meaning = (kind.__doc__ or "").strip().splitlines()[0].rstrip(".").replace("|", "\\|")
        names = ", ".join(f"`{field}`" for field in kind.model_fields if field != LOCAL)
        lines.append(f"| `{name}` | {meaning} | {names} |")
    return "\n".join([*lines, "", ""])


def test_every_table_and_field_is_listed() -> None:
    page = PAGE.read_text("utf-8")
    if os.environ.get("WRITE_GOLDEN"):
        page = LISTED.sub(lambda match: match[1] + fields() + match[3], page)
        PAGE.write_text(page, encoding="utf-8")
    found = LISTED.search(page)
    assert found is not None
    assert found[2] == fields()
    assert f"`{VERSION}`; a program refuses" in page
