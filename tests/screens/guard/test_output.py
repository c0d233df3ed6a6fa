import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from screens.guard.output import WithoutCommands, unfit

BLACK = Color(0, 0, 0)


@given(st.text())
def test_no_command_passes_and_the_row_keeps_its_width(text: str) -> None:
    (segment,) = WithoutCommands().apply([Segment(text)], BLACK)
    assert all(
        ord(sign) >= 0x20 and not 0x7F <= ord(sign) <= 0x9F and sign not in "\u2028\u2029"
        for sign in segment.text
    )
    assert not {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"} & {*segment.text}
    assert cell_len(segment.text) == cell_len(text)


def test_ordinary_text_and_its_style_stay() -> None:
    segments = [Segment("Plan — план 👩‍👩‍👧", Style(bold=True)), Segment("x", None)]
    assert WithoutCommands().apply(segments, BLACK) == segments


def test_a_link_with_a_command_in_it_is_no_link() -> None:
    style = Style(link="http://e.example/\x1b]52;c;x\x07", bold=True)
    (segment,) = WithoutCommands().apply([Segment("x", style)], BLACK)
    assert segment.style is not None
    assert segment.style.link is None
    assert segment.style.bold


@pytest.mark.parametrize(
    ("environment", "encoding", "is_terminal", "word"),
    [
        ({"TERM": "xterm"}, "utf-8", False, "pipes"),
        ({"TERM": "dumb"}, "utf-8", True, "TERM=dumb"),
        ({"TERM": "xterm"}, "latin-1", True, "latin-1"),
        ({}, None, True, "UTF-8"),
    ],
)
def test_an_unfit_terminal_is_refused_with_what_to_do(
    environment: dict[str, str], encoding: str | None, is_terminal: bool, word: str
) -> None:
    assert word in (unfit(environment, encoding, is_terminal) or "")


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf_8"])
def test_a_fit_terminal_is_not_refused(encoding: str) -> None:
    assert unfit({"TERM": "linux"}, encoding, True) is None
    assert unfit({}, encoding, True) is None
