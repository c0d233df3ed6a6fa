"""What one stage has to show on a slide, as Markdown: cards, options, answers, rows of ledgers."""

from collections.abc import Iterator

from exports.markdown.boards import dots_wait
from exports.markdown.figures import number, percent, why
from exports.markdown.forms import filling, title_of
from exports.markdown.naming import channel, choice, names
from exports.markdown.records import ledger_table
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.methods.valuetest import ValueTest
from facilitator.model import Channel, Requirement, Stage
from facilitator.words.language import _, ngettext
from facilitator.workshop import records
from facilitator.workshop.plans.personal_goal import GOAL, is_private
from facilitator.workshop.results.options import options
from facilitator.workshop.results.priority import priority
from facilitator.workshop.results.reading import TICKS, fillings, plan
from facilitator.workshop.results.swot import CardResult, SectionResult, board
from facilitator.workshop.results.value import checklist, value_tests
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_scores_awaited


def told_of(state: State, stage: Stage) -> str:
    """The stage's own words; empty when it has none to show."""
    told = plan(state, stage)
    sheets = {each.id for each in told.sheets}
    return blocks(
        _ranking(state) if stage.kind == "matrix" else "",
        _checklist(state) if "checklist" in sheets else "",
        _value_tests(state) if "value_test" in sheets else "",
        _options(state, stage) if stage.kind == "options" else _cards(state, stage),
        *_answers(state, stage),
        *_rows(state, stage),
    )


def _cards(state: State, stage: Stage) -> str:
    """The short-list of each section, all of its cards where none was made."""
    found = [each for each in board(state, stage).sections if each.cards]
    return blocks(*(_section(state, each) for each in found))


def _section(state: State, found: SectionResult) -> str:
    shown = found.listed or found.cards
    left = len(found.cards) - len(shown)
    more = ngettext(
        "{n} more card is in the plan.", "{n} more cards are in the plan.", left
    ).format(n=left)
    return blocks(
        heading(3, escape(found.section.title)),
        more if left else "",
        listing(
            shown,
            Column(_("Ref"), lambda each: cell(each.card.ref), stay=True),
            Column(_("Card"), lambda each: cell(each.card.text), stay=True),
            Column(_("Evidence"), lambda each: escape(each.card.evidence)),
            Column(_("Dots"), _dots, right=True),
        ),
        dots_wait(state, (each.card for each in shown)),
    )


def _dots(each: CardResult) -> str:
    return str(each.dots or "")


def _options(state: State, stage: Stage) -> str:
    found = options(state, stage)
    shown = found.selected or found.options
    left = len(found.options) - len(shown)
    more = ngettext(
        "{n} more option is in the plan.", "{n} more options are in the plan.", left
    ).format(n=left)
    return blocks(
        more if left else "",
        listing(
            shown,
            Column(_("Ref"), lambda each: cell(each.card.ref), stay=True),
            Column(_("Option"), lambda each: cell(each.card.text), stay=True),
            Column(_("Links"), lambda each: names(each.factors)),
            Column(_("Dots"), lambda each: str(each.dots or ""), right=True),
        ),
        dots_wait(state, (each.card for each in shown)),
    )


def _ranking(state: State) -> str:
    found = priority(state)
    if are_scores_awaited(state):
        return _("**Scores:** not yet revealed")
    if isinstance(found.evaluation, NotAvailable):
        return ""
    roles = {each.name: each.role for each in found.channels}
    return listing(
        found.evaluation.ranking.places,
        Column(_("Place"), lambda each: str(each.place), right=True, stay=True),
        Column(_("Channel"), lambda each: cell(each.option), stay=True),
        Column(_("Score"), lambda each: number(each.score, 2), right=True, stay=True),
        Column(_("Role"), lambda each: choice(roles.get(each.option, ""))),
    )


def _checklist(state: State) -> str:
    found = checklist(state)
    lines = [(name, light) for name, light in found.lights.items() if light]
    return listing(
        lines,
        Column(_("Line"), lambda line: cell(line[0]), stay=True),
        Column(_("Light"), lambda line: choice(str(line[1])), stay=True),
        Column(_("What shows it"), lambda line: escape(found.evidence[line[0]])),
    )


def _value_tests(state: State) -> str:
    return bullets(
        f"**{cell(name)}:** {_tested(found)}" for name, found in value_tests(state).items()
    )


def _tested(found: ValueTest | NotAvailable) -> str:
    if isinstance(found, NotAvailable):
        return why(found)
    mean = percent(found.mean, 0)
    if isinstance(found.passed, NotAvailable):
        return _("mean {mean}").format(mean=mean)
    if found.passed:
        return _("mean {mean}, passed").format(mean=mean)
    return _("mean {mean}, not passed").format(mean=mean)


def _answers(state: State, stage: Stage) -> Iterator[str]:
    """The stage's own forms, each filling under its title; a private goal stays where it is."""
    hidden = {TICKS, GOAL} if is_private(state) else {TICKS}
    forms = plan(state, stage).forms if stage.kind == "form" else ()
    for form in forms:
        if form.id in hidden:
            continue
        for subject, answers in fillings(state, form.id).items():
            known = state.find(Channel, subject)
            about = channel(state, subject) if known else escape(subject)
            title = title_of(state, form.id)
            yield blocks(
                heading(3, f"{title}: {about}" if about else title),
                filling(state, form.id, answers),
            )


def _rows(state: State, stage: Stage) -> Iterator[str]:
    """Requirements, and the ledgers an agenda describes by data; goals and actions are apart."""
    known = records.ledgers(state)
    for ledger in plan(state, stage).all_ledgers:
        if ledger.id == "requirements":
            yield _requirements(state)
        elif ledger.id in known:
            yield ledger_table(state, ledger)


def _requirements(state: State) -> str:
    return listing(
        state.rows(Requirement),
        Column(_("Ref"), lambda row: cell(row.ref), stay=True),
        Column(_("Requirement"), lambda row: cell(row.text), stay=True),
        Column(_("Importance"), lambda row: _level(row.importance), right=True),
        Column(_("Required"), lambda row: _level(row.required), right=True),
        Column(_("Own level"), lambda row: _level(row.own), right=True),
        Column(_("Competitor"), lambda row: _level(row.competitor), right=True),
    )


def _level(value: int | None) -> str:
    return "" if value is None else str(value)
