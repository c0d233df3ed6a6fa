"""The JSON Schema of an exported session, made from the tables themselves."""

from typing import Any, cast

from pydantic.json_schema import models_json_schema

from facilitator.model import MEMBERS, Row, Workshop
from facilitator.store.entry import Kind
from facilitator.workshop.exchange.document import FORMAT, LOCAL, VERSION
from facilitator.workshop.exchange.rows import SESSION_ID

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SESSION = "session"

Schema = dict[str, Any]


def schema() -> Schema:
    """What a document of this version looks like; an import checks more than a schema can say."""
    kinds: list[type[Row]] = [Workshop, *MEMBERS]
    _names, told = models_json_schema([(kind, "validation") for kind in kinds])
    parts = cast("dict[str, Schema]", told["$defs"])
    rows = {kind.__name__ for kind in kinds}
    definitions = {
        name: _row(part) if name in rows else _plain(part) for name, part in sorted(parts.items())
    }
    definitions[Workshop.__name__]["properties"]["id"]["pattern"] = f"^{SESSION_ID}$"
    tables = {
        str(kind.__tablename__): {"type": "array", "items": _to(kind.__name__)} for kind in MEMBERS
    }
    return {
        "$schema": DIALECT,
        "title": "A session of Facilitator",
        "description": "What `facilitator export REF --to json` writes; see docs/json-format.md.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "session": _to(Workshop.__name__),
            "tables": {"type": "object", "properties": tables, "additionalProperties": False},
            "journal": {"type": ["array", "null"], "items": _to("Entry")},
        },
        "required": ["format", "version", "session", "tables"],
        "additionalProperties": False,
        "$defs": definitions | {"Entry": _entry(), "Change": _change()},
    }


def _to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _row(part: Schema) -> Schema:
    """A table's row: nothing unknown, an id; the number stays in its database."""
    told = _plain(part)
    fields = {name: field for name, field in told["properties"].items() if name != LOCAL}
    required = [name for name in ("id", *told.get("required", ())) if name != LOCAL]
    fields["id"] = {"type": "string", "minLength": 1}
    return told | {
        "properties": fields,
        "required": list(dict.fromkeys(required)),
        "additionalProperties": False,
    }


def _plain(part: Any) -> Any:
    """Without the titles that only repeat the names."""
    if isinstance(part, dict):
        told = cast("Schema", part)
        return {
            name: _plain(value)
            for name, value in told.items()
            if name != "title" or not isinstance(value, str)
        }
    if isinstance(part, list):
        return [_plain(each) for each in cast("list[Any]", part)]
    return part


def _entry() -> Schema:
    words = {"type": "string"}
    fields: Schema = {
        "id": {"type": "string", "minLength": 1},
        "workshop_id": words,
        "seq": {"type": "integer", "minimum": 1},
        "kind": {"enum": [str(kind) for kind in Kind]},
        "verb": words,
        "label": words,
        "at": words,
        "who": words,
        "stage_key": words,
        "target": words,
        "changes": {"type": "array", "items": _to("Change")},
    }
    return {
        "description": "One command that was committed.",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _change() -> Schema:
    side = {"type": ["object", "null"]}
    tables = [str(kind.__tablename__) for kind in (Workshop, *MEMBERS)]
    fields: Schema = {
        "table": {"enum": tables},
        "key": {"type": "string"},
        "before": side,
        "after": side,
    }
    return {
        "description": "One row before and after; null where there is none.",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
