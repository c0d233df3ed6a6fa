"""The figures beside a form, as lines of a list: label, value, or why there is none."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from facilitator.agenda.parts import Form
from facilitator.methods.exact import NotAvailable
from facilitator.methods.gaps import ChainStatus
from facilitator.methods.market import Potential
from facilitator.words.language import _
from facilitator.workshop.called import called
from facilitator.workshop.forms import answers
from facilitator.workshop.results.forms import MATCHES_NEEDED, filled, profiles
from facilitator.workshop.results.funnel import Bridge, Scenario, bridges
from facilitator.workshop.results.gaps import chains
from facilitator.workshop.results.market import Market, market
from facilitator.workshop.results.structure import structures
from facilitator.workshop.state import State
from screens.stages.shown import day, line, money, number, percent, plain, remark, small
from screens.widgets.itemlist import Item, Tone

Build = Callable[[State, str], list[Item]]

_CHAIN_TONES: Mapping[ChainStatus, Tone] = {ChainStatus.REALISED: "good", ChainStatus.GAP: "bad"}


def form_lines(state: State, form: Form, subject: str, today: date) -> list[Item]:
    """What follows from one filling of a form; empty for a form nothing is computed of.

    `today` is the day in the room.
    """
    build = _BUILDERS.get(form.id)
    if build is not None:
        return build(state, subject)
    return _completeness(state, form, subject) if form.computed else []


def _completeness(state: State, form: Form, subject: str) -> list[Item]:
    done = filled(form, subject, answers(state, form.id, subject))
    missing = ", ".join(field.label for field in done.missing)
    detail = _("missing: {missing}").format(missing=missing) if missing else ""
    tone: Tone = "good" if done.complete else "warn"
    share = percent(done.share, 0)
    lines = [line("complete", _("Complete"), done.share, share, detail=detail, tone=tone)]
    if form.id in ("profile_b2b", "profile_b2c"):
        lines.append(_discriminates(state, form.id, subject))
    return lines


def _discriminates(state: State, form: str, subject: str) -> Item:
    found = [each for each in profiles(state) if each.filled.form == form]
    mine = next((each for each in found if each.filled.subject == subject), None)
    excluded = len(mine.exclusions) if mine else 0
    matches = len(mine.matches) if mine else 0
    mismatches = len(mine.mismatches) if mine else 0
    detail = _(
        "{excluded} excluded, {matches} of {needed} match, {mismatches} of 1 does not"
    ).format(excluded=excluded, matches=matches, needed=MATCHES_NEEDED, mismatches=mismatches)
    if mine is not None and mine.discriminates:
        return Item("tells", _("Tells clients apart"), right=_("yes"), detail=detail, tone="good")
    return Item("tells", _("Tells clients apart"), right=_("not yet"), detail=detail, tone="warn")


# -- channel structure ---------------------------------------------------------------------------


def _structure(state: State, subject: str) -> list[Item]:
    found = structures(state).get(subject)
    if found is None:
        return [Item("empty", _("Figures appear as fields are filled in."), tone="muted")]
    width = found.width_change
    change = found.width_change_share
    per = found.per_partner_now, found.per_partner_planned
    planned = money(state, per[1])
    if not isinstance(found.per_partner_change, NotAvailable):
        planned += f" ({percent(found.per_partner_change, sign=True)})"
    return [
        line(
            "width",
            _("Change of width"),
            width,
            f"{number(width, sign=True)} ({percent(change, sign=True)})",
        ),
        line("now", _("Revenue per partner now"), per[0], money(state, per[0])),
        line("planned", _("Revenue per partner planned"), per[1], planned),
        line("top", _("Share of top partner"), found.top_share, percent(found.top_share)),
        line("coverage", _("Territory coverage"), found.coverage, percent(found.coverage)),
        line("kept", _("Kept share of revenue"), found.kept_share, percent(found.kept_share)),
        line(
            "risk",
            _("Revenue at risk"),
            found.at_risk,
            money(state, found.at_risk),
            tone="warn" if _above(found.at_risk) else "",
        ),
        line(
            "plan", _("Planned revenue"), found.planned_revenue, money(state, found.planned_revenue)
        ),
    ]


def _above(value: Fraction | NotAvailable) -> bool:
    return not isinstance(value, NotAvailable) and value > 0


# -- market potential ------------------------------------------------------------------------------


def _market(state: State, subject: str) -> list[Item]:
    found = market(state)
    if isinstance(found, NotAvailable):
        return [Item("market", found.reason, tone="muted")]
    base = found.base
    if isinstance(base, NotAvailable):
        lines = [line(key, key.upper(), base, "") for key in ("tam", "sam", "som")]
        return [*lines[:1], *_warnings(found)]
    lines = [
        _case(state, found, "TAM", lambda each: each.tam),
        _case(state, found, "SAM", lambda each: each.sam),
        _case(state, found, "SOM", lambda each: each.som),
    ]
    stands = found.position
    if isinstance(stands, NotAvailable):
        return [*lines, line("share", _("Current share"), stands, ""), *_warnings(found)]
    headroom = money(state, stands.headroom, sign=True)
    growth = percent(stands.headroom_growth, sign=True)
    return [
        *lines,
        line(
            "share", _("Current share of SAM"), stands.current_share, percent(stands.current_share)
        ),
        line("headroom", _("Headroom"), stands.headroom, f"{headroom} ({growth})"),
        line("penetration", _("Penetration"), stands.penetration, percent(stands.penetration)),
        line("alike", _("Look-alike companies"), stands.look_alikes, number(stands.look_alikes)),
        *_warnings(found),
    ]


def _case(state: State, found: Market, name: str, of: Callable[[Potential], Fraction]) -> Item:
    base = found.base
    value = base if isinstance(base, NotAvailable) else of(base)
    cases = found.range.low, found.range.high
    ends = [plain(of(each)) for each in cases if not isinstance(each, NotAvailable)]
    span = f"  {ends[0]} … {ends[1]}" if len(ends) == 2 and ends[0] != ends[1] else ""
    return line(name, f"{name}{span}", value, money(state, value))


def _warnings(found: Market) -> list[Item]:
    return [remark(f"warning {at}", each) for at, each in enumerate(found.warnings)]


# -- chain and bridge ------------------------------------------------------------------------------


def _chain(state: State, subject: str) -> list[Item]:
    found = next((each for each in chains(state) if each.subject == subject), None)
    if found is None:
        return [Item("chain", _("Three times yes makes a USP that is realised."), tone="muted")]
    status = found.chain.status
    tone: Tone = _CHAIN_TONES.get(status, "warn")
    parts = [found.profile, found.channel, found.usp]
    shown = Item("chain", " → ".join(filter(None, parts)), right=called(status), tone=tone)
    return [
        shown,
        *(remark(f"link {at}", each) for at, each in enumerate(found.chain.missing)),
    ]


def _bridge(state: State, subject: str) -> list[Item]:
    found = next((each for each in bridges(state) if each.subject == subject), None)
    if found is None:
        return [Item("bridge", _("Figures appear as fields are filled in."), tone="muted")]
    return [
        line("gap", _("New business needed"), found.revenue_gap, money(state, found.revenue_gap)),
        line("contracts", _("Contracts needed"), found.contracts, number(found.contracts)),
        line("last", _("Last useful start"), found.last_start, day(found.last_start)),
        line("weeks", _("Working weeks"), found.weeks, number(found.weeks)),
        *_scenario(_("At historical rates"), found.historical),
        *_improved(found),
    ]


def _improved(found: Bridge) -> list[Item]:
    if not found.improved_step:
        return []
    title = _("If {step} convert {share}").format(
        step=found.improved_step, share=percent(found.improved_rate, 0)
    )
    return _scenario(title, found.improved)


def _scenario(title: str, found: Scenario | NotAvailable) -> list[Item]:
    if isinstance(found, NotAvailable):
        return [line(title, title, found, "")]
    lines = [Item(title, title, tone="heading")]
    for need in found.needs:
        count = need.count
        lines.append(line(f"{title} {need.stage}", need.stage, count, number(count)))
    norm = found.per_week
    if isinstance(norm, NotAvailable):
        return [*lines, line(f"{title} week", _("Per week"), norm, "")]
    per_week = f"{norm.count} ({number(norm.exact, 1)})"
    first = small(found.needs[0].stage)
    return [
        *lines,
        Item(
            f"{title} week",
            _("{step} per week").format(step=first),
            right=per_week,
            tone="picked",
        ),
    ]


_BUILDERS: Mapping[str, Build] = {
    "structure": _structure,
    "market": _market,
    "chain": _chain,
    "bridge": _bridge,
}
