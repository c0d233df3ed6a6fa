"""What key clients are worth and what they require: market potential, gaps, the chain."""

from exports.markdown.figures import money_unit, number, or_why, percent, why
from exports.markdown.forms import filling
from exports.markdown.naming import channel, choice, names, person
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Exact, NotAvailable
from facilitator.methods.gaps import Chain, FitIndex, GapRow
from facilitator.methods.market import Position, Potential
from facilitator.model import Requirement
from facilitator.words.language import _
from facilitator.workshop.results.gaps import Gaps, chains, gaps
from facilitator.workshop.results.market import FORM as MARKET
from facilitator.workshop.results.market import Market, market
from facilitator.workshop.results.reading import fillings
from facilitator.workshop.state import State

Case = tuple[str, Potential | NotAvailable]


def market_potential(state: State) -> str:
    """TAM, SAM, SOM in three cases, where the company stands, and what contradicts itself."""
    found = market(state)
    answers = fillings(state, MARKET).get("", {})
    if not answers:
        return ""
    title = heading(2, _("Market potential"))
    asked = filling(state, MARKET, answers)
    if isinstance(found, NotAvailable):
        return blocks(title, asked, why(found))
    return blocks(
        title,
        _cases(state, found),
        _position(state, found.position),
        bullets(escape(each) for each in found.warnings),
        asked,
    )


def _cases(state: State, found: Market) -> str:
    cases: list[Case] = [
        ("low", found.range.low),
        ("base", found.range.base),
        ("high", found.range.high),
    ]

    def column(title: str, field: str) -> Column[Case]:
        def show(case: Case) -> str:
            figures = case[1]
            return "" if isinstance(figures, NotAvailable) else number(getattr(figures, field))

        return Column(title, show, True, stay=True)

    unit = money_unit(state.workshop)
    if isinstance(found.range.base, NotAvailable):
        return why(found.range.base)
    return listing(
        [case for case in cases if not isinstance(case[1], NotAvailable)],
        Column(_("Case"), lambda case: choice(case[0]), stay=True),
        column(_("TAM, {unit}").format(unit=unit), "tam"),
        column(_("Serviceable companies"), "serviceable_companies"),
        column(_("SAM, {unit}").format(unit=unit), "sam"),
        column(_("SOM, {unit}").format(unit=unit), "som"),
    )


def _position(state: State, found: Position | NotAvailable) -> str:
    if isinstance(found, NotAvailable):
        return why(found)
    unit = money_unit(state.workshop)
    growth = percent(found.headroom_growth, sign=True)
    return facts(
        [
            (_("Current share"), percent(found.current_share)),
            (_("Headroom"), f"{number(found.headroom)} {unit} ({growth})"),
            (_("Penetration"), percent(found.penetration)),
            (_("Look-alike companies"), number(found.look_alikes, 0)),
        ]
    )


def requirement_gaps(state: State) -> str:
    """Requirements by weighted gap with flags, the fit index, and the chain check."""
    rows = {row.ref: row for row in state.rows(Requirement)}
    chain = _chains(state)
    if not rows:
        return blocks(heading(2, _("Requirement–capability gaps")), chain) if chain else ""
    found = gaps(state)
    title = heading(2, _("Requirement–capability gaps"))
    if isinstance(found, NotAvailable):
        plain = bullets(f"{cell(row.ref)} {escape(row.text)}" for row in rows.values())
        return blocks(title, why(found), plain, chain)
    return blocks(title, _matrix(state, found, rows), _figures(found), chain)


def _matrix(state: State, found: Gaps, rows: dict[str, Requirement]) -> str:
    def of(each: GapRow) -> Requirement:
        return rows[each.requirement.ref]

    def level(title: str, field: str) -> Column[GapRow]:
        return Column(title, lambda each: number(getattr(of(each), field), 0), True, stay=True)

    return listing(
        found.matrix.rows,
        Column(_("Ref"), lambda each: cell(each.requirement.ref), stay=True),
        Column(_("Requirement"), lambda each: cell(of(each).text), stay=True),
        level(_("Importance"), "importance"),
        level(_("Required"), "required"),
        level(_("Own"), "own"),
        level(_("Competitor"), "competitor"),
        Column(_("Gap"), lambda each: number(each.gap, 0), True, stay=True),
        Column(_("Weighted"), lambda each: number(each.weighted, 0), True, stay=True),
        Column(_("Flags"), lambda each: ", ".join(map(_, each.flags)), stay=True),
        Column(_("Channel"), lambda each: channel(state, of(each).channel_id)),
        Column(_("Process owner"), lambda each: person(state, of(each).owner_id)),
        Column(_("Evidence"), lambda each: escape(of(each).evidence)),
        Column(_("Assumption"), lambda each: _("a guess") if of(each).assumption else ""),
        Column(_("Process to change"), lambda each: escape(of(each).process_change)),
        Column(_("Value at risk"), lambda each: "✓" if of(each).at_risk else ""),
    )


def _figures(found: Gaps) -> str:
    return facts(
        [
            (_("Sum of weighted gaps"), _whole(found.matrix.weighted_total)),
            (_("Fit index"), _index(found.matrix.own)),
            (_("Fit index of the competitor"), _index(found.matrix.competitor)),
            (_("Critical"), names(found.critical)),
            (_("Critical without an action"), names(found.uncovered)),
        ]
    )


def _whole(value: Exact | NotAvailable) -> str:
    return or_why(value, number(value, 0))


def _index(found: FitIndex) -> str:
    if isinstance(found.index, NotAvailable):
        return ""
    part = (
        ""
        if found.rated == found.requirements
        else _(", {rated} of {requirements}").format(
            rated=found.rated, requirements=found.requirements
        )
    )
    return f"{percent(found.index)}{part}"


def _chains(state: State) -> str:
    parts: list[str] = []
    for found in chains(state):
        about = " – ".join(
            escape(each) for each in (found.profile, found.channel, found.usp) if each
        )
        parts += [f"**{about or _('Chain')}:** {_(found.chain.status)}", _breaks(found.chain)]
        note = fillings(state, "chain").get(found.subject, {}).get("note", "")
        parts.append(_("What shows it: {note}").format(note=escape(note)) if note else "")
    if not parts:
        return ""
    return blocks(heading(3, _("Does client, channel and USP fit?")), *parts)


def _breaks(chain: Chain) -> str:
    return bullets(escape(each) for each in chain.missing)
