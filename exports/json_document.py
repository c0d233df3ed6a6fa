"""The lossless export: one JSON document that can be imported again, byte for byte the same."""

import json
from collections.abc import Iterable

from facilitator.store.entry import Entry
from facilitator.workshop.exchange import to_document
from facilitator.workshop.state import State


def render(state: State, history: Iterable[Entry]) -> str:
    """The session with its whole journal (oldest first), indented by two, ending in a line end.

    Raises ValueError for a number JSON does not know.
    """
    document = to_document(state, history)
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
