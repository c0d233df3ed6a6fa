import json
from datetime import date

from exports.formats import FORMATS
from facilitator.model import Workshop
from facilitator.workshop.state import State


def test_every_format_renders_a_session_under_its_name() -> None:
    state = State([Workshop(id="w", number=1, title="Session")])
    texts = {name: each.render(state, [], date(2027, 1, 14)) for name, each in FORMATS.items()}
    assert texts["md"].startswith("# Session\n")
    assert json.loads(texts["json"])["session"]["title"] == "Session"
    assert all(text.endswith("\n") for text in texts.values())
    assert [each.extension for each in FORMATS.values()] == list(FORMATS)
