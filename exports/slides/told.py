"""What the slides say: for each stage its charts and tables, in the order of the programme."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from exports.actions import plan_lines
from exports.charts import Bar, Chart, charts
from exports.markdown.closing import parking_lot
from exports.markdown.plan import decisions
from exports.markdown.text import blocks
from exports.minutes import action_table, agreed_words, goals_table
from exports.pieces import Heading, Piece, pieces
from exports.slides.stages import told_of
from exports.words import NO_LIMIT
from facilitator.model import Stage
from facilitator.words.language import _
from facilitator.words.text import clean
from facilitator.workshop.results.reading import plan
from facilitator.workshop.results.rounds import Round, energy, return_on_time
from facilitator.workshop.state import State

SECTION = 2
"""The level of the headings that sections of the Markdown begin with."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What belongs under one title; it goes on over further slides where it is long."""

    title: str
    charts: tuple[Chart, ...] = ()
    pieces: tuple[Piece, ...] = ()


def slides(state: State, today: date) -> tuple[Slide, ...]:
    """Decisions, every stage that has something to show, what stays open; the title is not here."""
    return tuple(each for each in _slides(state, today) if each.charts or each.pieces)


def _slides(state: State, today: date) -> Iterator[Slide]:
    yield Slide(_("Decisions"), pieces=_read(decisions(state)))
    drawn = charts(state, today)
    shown: set[str] = set()
    for stage in state.stages:
        about = _about(state, stage) - shown
        shown |= about
        yield Slide(
            _title(stage),
            tuple(each for each in drawn if each.about in about) + _rounds(state, stage),
            _read(_stage(state, stage, about, today)),
        )
    if "actions" not in shown:
        yield Slide(_("Action plan"), pieces=_read(_actions(state, today)))
    if not any(stage.kind == "agreement" for stage in state.stages):
        yield Slide(_("Agreement"), pieces=_read(agreed_words(state)))
    yield Slide(_("Parking lot"), pieces=_read(parking_lot(state)))


def _about(state: State, stage: Stage) -> set[str]:
    """What of the session belongs to the stage: sheets, ledgers, its kind."""
    told = plan(state, stage)
    ledgers = set[str]() if stage.kind == "agreement" else {each.id for each in told.all_ledgers}
    return {stage.kind, *ledgers, *(each.id for each in told.sheets)}


def _title(stage: Stage) -> str:
    return f"{stage.key} {stage.title}".strip()


def _read(markdown: str) -> tuple[Piece, ...]:
    """The pieces without a heading that the slide's title says already."""
    found = pieces(clean(markdown, limit_graphemes=NO_LIMIT, multiline=True).text)
    first = found[0] if found else None
    return found[1:] if isinstance(first, Heading) and first.level == SECTION else found


def _stage(state: State, stage: Stage, about: set[str], today: date) -> str:
    if stage.kind == "agreement":
        return agreed_words(state)
    parts = [told_of(state, stage), _rounds_wait(state, stage)]
    if "goals" in about:
        parts.append(goals_table(state, today))
    if "actions" in about:
        parts.append(_actions(state, today))
    return blocks(*parts)


def _rounds(state: State, stage: Stage) -> tuple[Chart, ...]:
    """The numbers people gave in the round at the beginning or the end."""
    if stage.kind != "round":
        return ()
    if _is_first_round(state, stage):
        return _round("energy", _("Energy at the check-in"), energy(state))
    return _round("roti", _("Return on time (ROTI)"), return_on_time(state))


def _rounds_wait(state: State, stage: Stage) -> str:
    """That the numbers of the round are not revealed yet; empty where they are."""
    if stage.kind != "round":
        return ""
    is_first = _is_first_round(state, stage)
    found = energy(state) if is_first else return_on_time(state)
    title = _("Energy at the check-in") if is_first else _("Return on time (ROTI)")
    return _("**{title}:** not yet revealed").format(title=title) if found.hidden else ""


def _is_first_round(state: State, stage: Stage) -> bool:
    return stage is next(each for each in state.stages if each.kind == "round")


def _round(name: str, title: str, found: Round) -> tuple[Chart, ...]:
    bars = tuple(Bar(who, Fraction(value)) for who, value in found.numbers.items() if value)
    return (Chart(name, title, "", bars, "round"),) if bars else ()


def _actions(state: State, today: date) -> str:
    rows = plan_lines(state, today)
    if not rows:
        return _("No action has been recorded yet.")
    return action_table(rows)
