"""The schema in docs is that of the tables, and exported sessions keep to it.

After a change of the tables: WRITE_GOLDEN=1 python -m pytest tests/exports/test_json_schema.py
"""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.formats import FORMATS
from facilitator.workshop.exchange.schema import schema
from tests.exports.demo import TODAY, demo, nasty_demo

jsonschema = pytest.importorskip("jsonschema")

KEPT = Path(__file__).parents[2] / "docs" / "session.schema.json"


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    if os.environ.get("WRITE_GOLDEN"):
        told = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
        KEPT.write_text(told, encoding="utf-8")
    return json.loads(KEPT.read_text("utf-8"))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    state, history = demo()
    return json.loads(FORMATS["json"].render(state, history, TODAY))


def test_the_schema_in_docs_is_that_of_the_tables(kept: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(kept)
    assert kept == schema()


def test_exported_sessions_keep_to_it(kept: dict[str, Any], document: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(kept)
    assert list(validator.iter_errors(document)) == []
    nasty = json.loads(FORMATS["json"].render(nasty_demo()[0], [], TODAY))
    assert list(validator.iter_errors(nasty)) == []


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "another format": lambda told: told.update(format="x"),
    "a newer version": lambda told: told.update(version=99),
    "no session": lambda told: told.pop("session"),
    "the number of a database": lambda told: told["session"].update(number=1),
    "an unknown field": lambda told: told["tables"]["action"][0].update(tilte="x"),
    "a row without its id": lambda told: told["tables"]["action"][0].pop("id"),
    "a text for a cost": lambda told: told["tables"]["action"][0].update(cost="9k"),
    "an unknown status": lambda told: told["tables"]["action"][0].update(status="maybe"),
    "an unknown table": lambda told: told["tables"].update(secrets=[]),
    "an entry without changes": lambda told: told["journal"][0].pop("changes"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_it_says_no_to_what_an_import_refuses(
    kept: dict[str, Any], document: dict[str, Any], how: str
) -> None:
    small = document | {"journal": document["journal"][:1]}
    spoilt = copy.deepcopy(small)
    SPOILT[how](spoilt)
    assert spoilt != small
    assert not jsonschema.Draft202012Validator(kept).is_valid(spoilt)
