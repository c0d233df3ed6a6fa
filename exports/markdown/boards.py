"""What lies on boards: SWOT and other cards with votes and factors, strategy options, the fit."""

from collections.abc import Iterable, Sequence

from exports.markdown.figures import number, percent, why
from exports.markdown.naming import choice, names
from exports.markdown.text import Column, blocks, bullets, cell, escape, heading, listing
from facilitator.agenda.parts import Section
from facilitator.methods.exact import NotAvailable
from facilitator.model import Card, Fit, Stage
from facilitator.words.language import _
from facilitator.workshop.results.options import Options, options
from facilitator.workshop.results.swot import CardResult, SectionResult, board
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import are_dots_hidden

BOARDS = ("board", "figures")
"""Kinds of stage whose cards lie in sections."""


def boards(state: State) -> str:
    """Every board of the session with its sections, the short-list first in words."""
    found = [_board(state, stage) for stage in state.stages if stage.kind == "board"]
    return blocks(*found)


def _board(state: State, stage: Stage) -> str:
    read = board(state, stage)
    sections = [section_of(state, section) for section in read.sections if section.cards]
    if not sections:
        return ""
    short = [
        (section.section.title, [card.card.ref for card in section.listed])
        for section in read.sections
    ]
    listed = "; ".join(f"{escape(title)} {names(refs)}" for title, refs in short if refs)
    proved = percent(read.evidence_share, 0)
    return blocks(
        heading(2, escape(stage.title)),
        _("**Short-list:** {listed}").format(listed=listed) if listed else "",
        _("**With evidence:** {proved} of {cards} cards").format(
            proved=proved, cards=len(read.cards)
        ),
        *sections,
    )


def section_of(state: State, found: SectionResult, level: int = 3) -> str:
    """One section of a board as a table, cards in their order."""
    return blocks(
        heading(level, escape(found.section.title)),
        cards_table(found.cards, found.section),
        dots_wait(state, (each.card for each in found.cards)),
    )


def dots_wait(state: State, cards: Iterable[Card]) -> str:
    """That the dots on these cards are not revealed yet; empty where they are."""
    hidden = any(are_dots_hidden(state, card) for card in cards)
    return _("**Dots:** not yet revealed") if hidden else ""


def cards_table(cards: Sequence[CardResult], section: Section) -> str:
    """Cards with what the room gave them; columns nobody used are left out."""
    factor = " × ".join(section.factor) if section.factor else _("factor")
    return listing(
        cards,
        Column(_("Ref"), lambda each: cell(each.card.ref), stay=True),
        Column(_("Card"), lambda each: cell(each.card.text), stay=True),
        Column(_("About"), lambda each: escape(each.card.subject)),
        Column(escape(section.note.capitalize()), lambda each: _evidence(each.card)),
        Column(_("Dots"), lambda each: str(each.dots or ""), True),
        Column(escape(factor.capitalize()), _factor),
        Column(_("Short-list"), lambda each: "✓" if each.card.listed else ""),
        Column(_("Lived with because"), lambda each: escape(each.card.accepted)),
        Column(_("Clients"), lambda each: choice(each.card.direction)),
        Column(_("Marks"), lambda each: ", ".join(map(choice, each.card.tags))),
    )


def _evidence(card: Card) -> str:
    return escape(card.evidence)


def _factor(each: CardResult) -> str:
    if isinstance(each.factor, NotAvailable):
        return ""
    return f"{each.card.first_factor} × {each.card.second_factor} = **{each.factor}**"


def strategy(state: State) -> str:
    """The options of every options stage, with links, dots and how well factors fit."""
    found = [_options(state, stage) for stage in state.stages if stage.kind == "options"]
    return blocks(*found)


def _options(state: State, stage: Stage) -> str:
    read = options(state, stage)
    if not read.options:
        return ""
    chosen = names([each.card.ref for each in read.selected])
    return blocks(
        heading(2, _("{title}: strategy options").format(title=escape(stage.title))),
        _("**Chosen:** {chosen}").format(chosen=chosen) if chosen else "",
        listing(
            read.options,
            Column(_("Ref"), lambda each: cell(each.card.ref), stay=True),
            Column(_("Option"), lambda each: cell(each.card.text), stay=True),
            Column(_("Links"), lambda each: names(each.factors), stay=True),
            Column(_("Clients"), lambda each: choice(each.card.direction)),
            Column(_("Dots"), lambda each: str(each.dots), True, stay=True),
            Column(_("Chosen"), lambda each: "✓" if each.selected else ""),
            Column(_("About"), lambda each: escape(each.card.subject)),
            Column(_("Evidence"), lambda each: escape(each.card.evidence)),
            Column(_("Lived with because"), lambda each: escape(each.card.accepted)),
            Column(_("Marks"), lambda each: ", ".join(map(choice, each.card.tags))),
        ),
        dots_wait(state, (each.card for each in read.options)),
        bullets(escape(sentence) for sentence in read.coverage.missing),
        _fit(state, read),
    )


def _fit(state: State, read: Options) -> str:
    fits = {(fit.internal_id, fit.external_id): fit.value for fit in state.rows(Fit)}
    inside = [card for card in read.factors if card.section in ("S", "W")]
    outside = [card for card in read.factors if card.section in ("O", "T")]
    if not fits or not inside or not outside:
        return ""
    return blocks(
        heading(3, _("How well inside meets outside")),
        listing(
            inside,
            Column("", lambda card: cell(card.ref), stay=True),
            *(_fit_column(fits, card) for card in outside),
        ),
        _posture(read),
    )


def _fit_column(fits: dict[tuple[str, str], int], outside: Card) -> Column[Card]:
    def show(inside: Card) -> str:
        value = fits.get((inside.id, outside.id))
        return "" if value is None else str(value)

    return Column(cell(outside.ref), show, True, stay=True)


def _posture(read: Options) -> str:
    lines: list[str] = []
    if not isinstance(read.intensities, NotAvailable):
        shown = (
            _("{cell} {fits} of {rated} ({intensity})").format(
                cell=each.cell,
                fits=each.fits,
                rated=3 * each.rated,
                intensity=percent(each.intensity),
            )
            for each in read.intensities
            if each.rated
        )
        lines.append(_("**Intensity:** {shown}").format(shown=", ".join(shown)))
    posture = read.posture
    if isinstance(posture, NotAvailable):
        lines.append(_("**Posture:** {why}").format(why=why(posture)))
    else:
        points = number(100 * posture.lead, 1)
        named = str(posture.cell) if posture.cell else _("none is clear")
        lead = _("{leading} leads {runner_up} by {points} points").format(
            leading=posture.leading, runner_up=posture.runner_up, points=points
        )
        lines.append(_("**Posture:** {named} ({lead})").format(named=named, lead=lead))
    return bullets(lines)


def remaining_cards(state: State) -> str:
    """Cards that lie where no stage of the agenda looks any more; nothing the room said is lost."""
    places: set[tuple[str, str]] = set()
    whole: set[str] = set()
    for stage in state.stages:
        if stage.kind in BOARDS:
            places |= {(stage.key, each.section.id) for each in board(state, stage).sections}
        elif stage.kind == "options":
            whole.add(stage.key)
    rest = [
        card
        for card in state.rows(Card)
        if card.board not in whole and (card.board, card.section) not in places
    ]
    if not rest:
        return ""
    return blocks(
        heading(2, _("Further cards")),
        listing(
            rest,
            Column(_("Ref"), lambda card: cell(card.ref), stay=True),
            Column(_("Card"), lambda card: cell(card.text), stay=True),
            Column(_("Stage"), lambda card: cell(card.board), stay=True),
            Column(_("About"), lambda card: escape(card.subject)),
            Column(_("Evidence"), _evidence),
            Column(_("Lived with because"), lambda card: escape(card.accepted)),
        ),
    )
