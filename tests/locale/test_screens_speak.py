"""Every word on the screens that is not the room's own comes from the catalogue.

A catalogue that brackets each message stands in for a language; what is left outside brackets once
the room's words are taken away was never marked, or was put together from pieces.
"""
# pyright: reportPrivateUsage=false

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from textual.content import Content
from textual.screen import Screen
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Static

from facilitator.store.entry import Entry
from facilitator.words import language
from facilitator.words.language import LANGUAGES
from facilitator.workshop.state import State
from screens.stages.paged import PagedBody
from screens.widgets.capture import CaptureLine
from screens.widgets.grid import Grid
from screens.widgets.itemlist import ItemList
from screens.widgets.rail import Rail
from tests.locale.brackets import SPOKEN, outside, speak_in_brackets
from tests.screens.program import demo_in, running

SIZE = (120, 40)

KEYS = frozenset(("shift", "up", "down"))
NAMES = frozenset(
    (
        *("Facilitator", "SWOT", "ABC", "XYZ", "NPS", "CAGR", "HHI", "CV", "TAM", "SAM", "SOM"),
        *("KPI", "ROI", "USP", "SMART", "CRR", "NRR", "GRR", "EUR", "PLN", "USD"),
    )
)
"""The product's name, methods and formats, which are called so in every language."""
NAMED = KEYS | NAMES


@pytest.fixture(autouse=True)
def _brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_in_brackets(monkeypatch)
    monkeypatch.setattr(language, "_screen", SPOKEN)


# -- what is on the screen -------------------------------------------------------------------------


def shown(screen: Screen[object]) -> Iterator[tuple[str, str]]:
    """Every text of the widgets that are seen, whole, with the widget it is in."""
    for widget in screen.query(Widget):
        if not widget.display or any(not each.display for each in widget.ancestors_with_self):
            continue
        where = f"{type(widget).__name__}#{widget.id}"
        for text in _texts(widget):
            yield where, text


def _texts(widget: Widget) -> Iterator[str]:
    yield _plain(widget.border_title)
    yield _plain(widget.border_subtitle)
    if isinstance(widget, ItemList):
        yield "" if widget.items else str(widget._placeholder)
        for item in widget.items:
            yield from (item.ref, item.text, item.right, item.detail)
    elif isinstance(widget, Grid):
        yield widget._corner
        yield "" if widget.rows else str(widget._placeholder)
        yield from (column.title for column in widget.columns)
        for row in widget.rows:
            yield row.label
            yield from (cell.text for cell in row.cells)
    elif isinstance(widget, CaptureLine):
        yield str(widget.placeholder)
        yield widget.label
    elif isinstance(widget, Static) and not isinstance(widget, Rail):
        content = visualize(widget, widget.content)
        yield content.plain if isinstance(content, Content) else str(content)


def _plain(title: object) -> str:
    return title.plain if isinstance(title, Content) else str(title or "")


# -- whose words they are --------------------------------------------------------------------------


def own_words(state: State, history: Iterable[Entry] = ()) -> list[str]:
    """What the room typed and what its agenda says, the longest first.

    A language is called by its own name. Labels of the history are stored sentences, in the
    language they were said in.
    """
    found = {entry.label for entry in history} | set(LANGUAGES.values())
    for table in state._tables.values():
        for row in table.values():
            found |= {*_strings(row.plain())}
    for stage in state.stages:
        found |= {*_strings(stage.spec)}
    lines = {line.strip().casefold() for each in found for line in each.split("\n")}
    return sorted((each for each in lines if len(each) > 1), key=len, reverse=True)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from _strings(each)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, (list, tuple)):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _strings(each)  # pyright: ignore[reportUnknownArgumentType]


def unsaid(texts: Iterable[tuple[str, str]], own: list[str]) -> set[tuple[str, str]]:
    """The words that no catalogue said and no person typed, each with where it is."""
    found: set[tuple[str, str]] = set()
    for where, text in texts:
        left = outside(text)
        if not re.search(r"[^\W\d_]{2}", left):
            continue
        folded = left.casefold()
        for each in own:
            if "…" in each:  # it was said with the sign, and is not cut
                folded = folded.replace(each, " ")
        folded = _CUT.sub(lambda cut: _unless_own(cut, own), folded)
        for each in own:
            if each in folded:
                folded = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", " ", folded)
        words = set(re.findall(r"[^\W_][^\W_]+", folded))
        words -= {each.casefold() for each in NAMED}
        words = {each for each in words if not re.fullmatch(r"[a-zα-ω]{0,3}\d+[a-z]?|f\d+", each)}
        if words:
            found.add((where, f"{' '.join(sorted(words))} | {text[:110]}"))
    return found


_CUT = re.compile(r"([^…○✓~!×·|]+?) ?…")
"""What stands before the sign that the rest did not fit."""


def _unless_own(cut: re.Match[str], own: list[str]) -> str:
    """The beginning of one of the room's texts is its own, too."""
    begun = re.sub(r"^\s*(?:[a-z]\d+ )?", "", cut[1]).strip()
    return " " if any(each.startswith(begun) for each in own) else cut[0]


def unheard(texts: Iterable[tuple[str, str]], heard: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts that were not looked at yet; they are from now on."""
    new = [each for each in dict.fromkeys(texts) if each not in heard]
    heard.update(new)
    return new


async def test_every_stage_speaks(tmp_path: Path) -> None:
    """The frame, every page of every stage, the footer of its list, help and palette of each."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    heard: set[tuple[str, str]] = set()
    async with running(await demo_in(tmp_path), reference="1", size=SIZE) as program:
        own = own_words(program.state)
        for stage in program.state.stages:
            await program.session.show_body(stage)
            await program.settle()
            body = program.body
            pages = [tab.key for tab in body.tabs()] if isinstance(body, PagedBody) else [""]
            for page in pages:
                if page and isinstance(body, PagedBody):
                    body.turn_to(page)
                body.enter_list()
                await program.settle()
                texts = unheard(shown(program.top), heard)
                found |= {(f"{stage.key} {w}", t) for w, t in unsaid(texts, own)}
            kind = stage.kind
            for command in () if kind in seen else ("do_help", "do_palette", "do_stage_about"):
                owner = program.session if hasattr(program.session, command) else program.app
                getattr(owner, command)()
                await program.settle()
                texts = unheard(shown(program.top), heard)
                found |= {(f"{stage.key} {command} {w}", t) for w, t in unsaid(texts, own)}
                await program.press("escape")
            seen.add(kind)
    assert not found, "\n".join(sorted({f"{where}: {text}" for where, text in found}))


async def test_home_and_dialogs_speak(tmp_path: Path) -> None:
    found: set[tuple[str, str]] = set()
    async with running(await demo_in(tmp_path), size=SIZE) as program:
        home = [*shown(program.top)]
        await program.press("n")
        await program.until("Which agenda?")
        asked = [*shown(program.top)]
        await program.press("escape")
        await program.press("t")
        await program.settle()
        tour = [*shown(program.top)]
        await program.press("escape")
    async with running(tmp_path, reference="1", size=SIZE) as program:
        own = own_words(program.state)
        said = own_words(program.state, await program.session.desk.opened.history())
        found |= unsaid([*home, *tour], own)
        found |= {each for each in unsaid(asked, own) if "ItemList" not in each[0]}
        for command in (
            "do_lists", "do_check", "do_stage_go", "do_stage_next", "do_export", "do_history",
        ):  # fmt: skip
            getattr(program.session, command)()
            await program.settle()
            texts = unsaid(shown(program.top), said if command == "do_history" else own)
            found |= {(f"{command} {where}", text) for where, text in texts}
            await program.press("escape")
        for key, command in (("S1", "do_card_vote"), ("S2", "do_option_fit")):
            stage = next(each for each in program.state.stages if each.key == key)
            await program.session.show_body(stage)
            await program.settle()
            getattr(program.body, command)()
            await program.settle()
            texts = unsaid(shown(program.top), own)
            found |= {(f"{command} {where}", text) for where, text in texts}
            await program.press("escape")
    assert not found, "\n".join(sorted({f"{where}: {text}" for where, text in found}))
