"""The list of formats: each renders an empty session, none is imported before it is asked for."""

import json
import subprocess
import sys
from datetime import date

import pytest

from exports.formats import FORMATS, Format, MissingLibrary
from facilitator.model import Workshop
from facilitator.workshop.state import State

TODAY = date(2027, 1, 14)
HEAVY = ("markdown_it", "icalendar", "docx", "pptx", "xlsxwriter", "typst", "jinja2", "lxml")


def test_every_format_renders_a_session_under_its_name() -> None:
    state = State([Workshop(id="w", number=1, title="Session")])
    found = {
        name: each.render(state, [], TODAY) for name, each in FORMATS.items() if _installed(each)
    }
    assert str(found["md"]).startswith("# Session\n")
    assert json.loads(found["json"])["session"]["title"] == "Session"
    assert all(found.values())
    assert [each.extension for each in FORMATS.values()] == list(FORMATS)


def _installed(form: Format) -> bool:
    from importlib.util import find_spec

    return not form.package or find_spec(form.package) is not None


def test_the_list_of_formats_imports_no_library_of_documents() -> None:
    code = (
        "import sys, exports.formats, screens.dialogs.export, screens.app\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules"
        " and name not in ('markdown_it',)])\n"
        "print('exports.markdown' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split("\n")[:2] == ["[]", "False"]


def test_a_missing_library_is_a_sentence_with_the_command_that_helps() -> None:
    def write(*_given: object) -> str:
        raise ModuleNotFoundError("No module named 'docx'", name="docx.shared")

    form = Format("docx", "Word", "minutes", write, "docx", "python-docx")
    state = State([Workshop(id="w", number=1, title="Session")])
    with pytest.raises(MissingLibrary) as told:
        form.render(state, [], TODAY)
    assert "pip install python-docx" in told.value.sentence
    assert "facilitator[documents]" in told.value.sentence
