"""What is computed beside the stages of a sales plan, and what one key takes over there."""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import FEWEST, MOST, KpiKind, control_rhythm
from facilitator.model import Channel
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.sales_commands import (
    carry_out_tool,
    propose_quarters,
    take_rhythm,
    win_back,
)
from facilitator.workshop.plans.sales_metrics import client_revenue, retained, revenue_growth
from facilitator.workshop.plans.sales_people import (
    MISSION_LONGEST,
    MISSION_SHORTEST,
    STORY_LONGEST,
    KpiRhythm,
    cycle_days,
    kpis_by_person,
    mission,
    personas,
    rhythms,
    roles,
)
from facilitator.workshop.plans.sales_season import ChannelSeason, seasons
from facilitator.workshop.plans.sales_strategies import crm, expected, strategies, tools
from facilitator.workshop.results.records import number, records, text
from facilitator.workshop.state import State
from screens.stages.plans import Lines, Proposal
from screens.stages.plans.sales_money import benefit_lines, budget_lines, channel_lines
from screens.stages.shown import LIGHTS, line, money, percent, plain, remark
from screens.stages.shown import number as figure
from screens.widgets.itemlist import Item, Tone

_MONTHS = N_("J F M A M J J A S O N D")
"""The first letters of the months."""


def _mission(state: State, today: date) -> list[Item]:
    found = mission(state)
    length = len(found.text)
    fits = MISSION_SHORTEST <= length <= MISSION_LONGEST
    tone: Tone = "good" if fits else "warn"
    span = _("{least} to {most} characters").format(least=MISSION_SHORTEST, most=MISSION_LONGEST)
    passed: Tone = "good" if found.passed == 3 else "warn"
    items = [
        Item("length", _("Length"), right=str(length), detail=span, tone=tone),
        Item(
            "checks",
            _("Checks passed"),
            right=_("{passed} of 3").format(passed=found.passed),
            tone=passed,
        ),
        *(remark(f"lacks {at}", each) for at, each in enumerate(found.missing) if found.text),
    ]
    if not state.workshop.parent_id:
        said = _("This plan was made from no session: type goals, sales and margins in its stages.")
        items.append(remark("parent", said, "muted"))
    return [*items, *progress_lines(state, today)]


def progress_lines(state: State, today: date) -> list[Item]:
    """How many sections of the plan have nothing missing."""
    stages = [stage for stage in state.stages if stage.key.startswith("L")]
    missing = {stage.key: len(unmet(state, stage, today)) for stage in stages}
    done = [stage for stage in stages if not missing[stage.key]]
    items = [
        Item("progress", _("Sections of the plan done"), tone="heading"),
        Item(
            "done",
            _("Sections with nothing missing"),
            right=_("{done} of {stages}").format(done=len(done), stages=len(stages)),
        ),
    ]
    for stage in stages:
        count = missing[stage.key]
        tone: Tone = "warn" if count else "good"
        right = (
            ngettext("{count} missing", "{count} missing", count).format(count=count)
            if count
            else _("done")
        )
        items.append(
            Item(
                f"stage {stage.key}",
                stage.title,
                stage.key,
                right=right,
                tone=tone,
            )
        )
    return items


# -- people --------------------------------------------------------------------------------------


def _roles(state: State, today: date) -> list[Item]:
    found = roles(state)
    items = [
        remark(
            f"empty {each.row.id}",
            _("{called} has nobody in it.").format(called=each.called),
        )
        for each in found
        if not each.staffed
    ]
    items += [
        remark(
            f"left {each.row.id}",
            _("{called}: somebody in it has left.").format(called=each.called),
            "bad",
        )
        for each in found
        if each.left
    ]
    if found and not any(each.kind in ("marketing", "agency") for each in found):
        items.append(remark("support", _("No role supports sales from marketing or an agency.")))
    if found and not items:
        items.append(Item("whole", _("Every role has people"), tone="good"))
    return items + (_kpi_counts(state) if found else [])


def _kpi_counts(state: State) -> list[Item]:
    items = [Item("kpis of", _("KPIs of each person"), tone="heading")]
    for found in kpis_by_person(state):
        wanted = (
            _("{fewest} to {most} are wanted").format(fewest=FEWEST, most=MOST)
            if found.hint
            else ""
        )
        lacks = [
            _("no process KPI") if kind == KpiKind.PROCESS else _("no result KPI")
            for kind in found.lacks
        ]
        detail = " · ".join(filter(None, (wanted, *lacks)))
        tone: Tone = "warn" if detail else "good"
        count = str(len(found.kpis))
        items.append(
            Item(found.person.id, found.person.name, right=count, detail=detail, tone=tone)
        )
    return items


def _kpis(state: State, today: date) -> list[Item]:
    days, basis = cycle_days(state)
    known = NotAvailable(_("The sales cycle is not known.")) if days is None else days
    items = [
        line("cycle", _("Sales cycle"), known, _("{days} days").format(days=days), detail=basis)
    ]
    for kind in (KpiKind.PROCESS, KpiKind.RESULT):
        rhythm = control_rhythm(days, kind)
        if not isinstance(rhythm, NotAvailable):
            look = ", ".join(filter(None, (called(rhythm.frequency), _(rhythm.interim))))
            said = (
                _("Process KPIs: look {frequency}")
                if kind is KpiKind.PROCESS
                else _("Result KPIs: look {frequency}")
            )
            items.append(Item(kind.value, said.format(frequency=look)))
    items += [_rhythm(each) for each in rhythms(state) if each.differs]
    loose = [row.ref for row in records(state, "kpis") if not text(row, "goal")]
    if loose:
        said = _("No goal is served yet by {loose}: what people are measured by, they do.").format(
            loose=", ".join(loose)
        )
        items.append(Item("loose", said, tone="muted"))
    left = [row for row in records(state, "kpis") if _gone(state, text(row, "person"))]
    items += [
        remark(
            f"left {row.id}",
            _("{ref}: its person has left.").format(ref=row.ref),
            "bad",
        )
        for row in left
    ]
    return [*items, *_kpi_counts(state)]


def _rhythm(found: KpiRhythm) -> Item:
    proposed = "" if isinstance(found.proposed, NotAvailable) else found.proposed.frequency.value
    name = f"{found.row.ref} {text(found.row, 'name')}"
    said = _("{name}: {chosen}, proposed {proposed}; P takes it.").format(
        name=name, chosen=called(found.chosen), proposed=called(proposed)
    )
    return remark(f"look {found.row.id}", said)


def _gone(state: State, person: str) -> bool:
    return bool(person) and all(each.id != person for each in state.people)


def _personas(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in personas(state):
        missing = (
            _("missing: {missing}").format(missing=", ".join(each.missing)) if each.missing else ""
        )
        tone: Tone = "good" if each.whole else "warn"
        story = _("{count} of {all}").format(count=each.story, all=STORY_LONGEST)
        items.append(
            Item(
                f"{each.form} {each.subject}",
                each.subject,
                right=_("whole") if each.whole else _("not yet"),
                detail=missing,
                tone=tone,
            )
        )
        long: Tone = "warn" if each.story > STORY_LONGEST else ""
        items.append(
            Item(
                f"story {each.form} {each.subject}",
                _("Story, characters"),
                right=story,
                tone=long,
            )
        )
    said = _(
        "Age, gender, family and income are optional. They never decide whom we serve, or how."
    )
    return [*items, Item("sensitive", said, tone="muted")]


# -- season and territory ------------------------------------------------------------------------


def _season(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in seasons(state):
        items.append(Item(f"season {each.channel}", each.channel, tone="heading"))
        if isinstance(each.indices, NotAvailable):
            items.append(
                Item(
                    f"none {each.channel}",
                    each.indices.reason,
                    tone="muted",
                )
            )
            continue
        items += _indices(each)
        items += [remark(f"{each.channel} {at}", said) for at, said in enumerate(each.remarks)]
    return items


def _indices(found: ChannelSeason) -> list[Item]:
    values = () if isinstance(found.indices, NotAvailable) else found.indices
    letters = _(_MONTHS).split()
    rows = [
        "  ".join(f"{letters[at]} {figure(values[at], 2)}" for at in range(first, first + 4))
        for first in range(0, len(values), 4)
    ]
    strong, weak = ", ".join(found.strongest), ", ".join(found.weakest)
    items = [Item(f"{found.channel} row {at}", row) for at, row in enumerate(rows)]
    items.append(
        Item(
            f"{found.channel} strong",
            _("Strongest"),
            right=strong,
            detail=found.basis,
        )
    )
    items.append(Item(f"{found.channel} weak", _("Weakest"), right=weak))
    if found.push:
        items.append(
            Item(
                f"{found.channel} push",
                _("To push"),
                right=", ".join(found.push),
            )
        )
    if found.promote:
        items.append(
            Item(
                f"{found.channel} promo",
                _("To promote"),
                right=", ".join(found.promote),
            )
        )
    return items


def _territories(state: State, today: date) -> list[Item]:
    listed = records(state, "territories")
    counts = [found for row in listed if (found := number(row, "companies")) is not None]
    if not counts:
        return []
    basis = _("{counted} of {regions} regions have a count").format(
        counted=len(counts), regions=len(listed)
    )
    shown = plain(sum(counts))
    return [Item("companies", _("Matching companies"), right=shown, detail=basis)]


# -- strategies and tools ------------------------------------------------------------------------


def _strategies(state: State, today: date) -> list[Item]:
    return [*_expected(state), *_countable(state)] if strategies(state) else []


def _tactics(state: State, today: date) -> list[Item]:
    return [*_countable(state), *_expected(state)] if strategies(state) else []


def _expected(state: State) -> list[Item]:
    items: list[Item] = []
    for each in expected(state):
        items.append(
            Item(
                each.direction,
                _("New business") if each.direction == "new" else _("Existing business"),
                tone="heading",
            )
        )
        said = _("{valued} of {strategies} strategies say a sum").format(
            valued=each.valued, strategies=each.strategies
        )
        shown = money(state, each.revenue)
        items.append(
            line(
                f"{each.direction} sum",
                _("Expected revenue"),
                each.revenue,
                shown,
                detail=said,
            )
        )
        needed = money(state, each.needed)
        items.append(
            line(
                f"{each.direction} need",
                _("Needed by the goals"),
                each.needed,
                needed,
            )
        )
        if not isinstance(each.gap, NotAvailable):
            tone: Tone = "warn" if each.gap > 0 else "good"
            gap = money(state, -each.gap, sign=True)
            items.append(
                Item(
                    f"{each.direction} gap",
                    _("Against the need"),
                    right=gap,
                    tone=tone,
                )
            )
        if not isinstance(each.contracts_gap, NotAvailable):
            counts = _("{count} of {all}").format(
                count=plain(each.contracts), all=plain(each.needed_contracts)
            )
            short: Tone = "warn" if each.contracts_gap > 0 else "good"
            items.append(
                Item(
                    f"{each.direction} count",
                    _("Contracts"),
                    right=counts,
                    tone=short,
                )
            )
    return items


def _countable(state: State) -> list[Item]:
    items = [Item("tactics of", _("Daily and weekly tactics that can be counted"), tone="heading")]
    for one in strategies(state):
        count = len(one.countable)
        enough: Tone = "good" if count >= 2 else "warn"
        tool = "" if one.tools else _("no tool enables it yet")
        name = text(one.row, "text")
        items.append(
            Item(
                one.row.id,
                name,
                one.row.ref,
                right=_("{count} of 2").format(count=count),
                detail=tool,
                tone=enough,
            )
        )
    return items


def _tools(state: State, today: date) -> list[Item]:
    items = [remark(each.row.id, each.lacks) for each in tools(state) if each.lacks]
    items += [
        Item(
            each.row.ref,
            f"{each.row.ref} {called(each.decision)}",
            right=", ".join((*each.actions, *each.session_actions, *each.budget)),
            tone="good",
        )
        for each in tools(state)
        if each.decision and not each.lacks
    ]
    without = [each.row.ref for each in strategies(state) if not each.tools]
    if without:
        said = _("No tool enables {without} yet.").format(without=", ".join(without))
        items.append(Item("without", said, tone="muted"))
    return items


def _crm(state: State, today: date) -> list[Item]:
    found = crm(state)
    held = [each for each in found.items if each.light != each.typed]
    items = [
        Item(each.title, each.title, right=called(each.light), tone=LIGHTS.get(each.light, ""))
        for each in found.items
    ]
    if held:
        names = ", ".join(each.title for each in held)
        items.append(
            remark(
                "held",
                _("{names}: amber until the steps of the sale are counted.").format(names=names),
            )
        )
    if found.open_steps and found.items:
        said = _("Not counted in the funnel yet: {open_steps}.").format(
            open_steps=", ".join(found.open_steps)
        )
        items.append(Item("open", said, tone="muted"))
    if found.ready:
        items.append(Item("ready", _("The CRM can carry the plan"), tone="good"))
    return items


# -- metrics -------------------------------------------------------------------------------------


def _client_revenue(state: State, today: date) -> list[Item]:
    items: list[Item] = []
    for each in client_revenue(state):
        items.append(Item(each.key, each.period, tone="heading"))
        share = percent(each.new_share)
        items.append(line(f"{each.key} new", _("Of new clients"), each.new_share, share))
        items.append(line(f"{each.key} churn", _("Churn"), each.churn, percent(each.churn)))
        if not isinstance(each.change, NotAvailable) and each.change.sentence:
            made = (
                _("{actions} does.").format(actions=", ".join(each.actions))
                if each.actions
                else _("P makes an action.")
            )
            items.append(remark(f"{each.key} back", f"{each.change.sentence} {made}"))
    for name, year, growth in revenue_growth(state):
        shown = percent(growth, sign=True)
        items.append(
            line(
                f"yoy {name}",
                _("{name} {year}, year on year").format(name=name, year=year),
                growth,
                shown,
            )
        )
    kept = retained(state)
    if not isinstance(kept, NotAvailable):
        basis = ngettext(
            "{count} clients at the start", "{count} clients at the start", kept.start
        ).format(count=kept.start)
        items.append(line("crr", _("Clients kept"), kept.crr, percent(kept.crr), detail=basis))
        items.append(line("churned", _("Churn"), kept.churn, percent(kept.churn)))
        items.append(line("nrr", _("Net revenue retention"), kept.nrr, percent(kept.nrr)))
        items.append(line("grr", _("Gross revenue retention"), kept.grr, percent(kept.grr)))
    return items


def _buying(state: State, today: date) -> list[Item]:
    promoted = any(each.promote for each in seasons(state))
    lines = records(state, "budget")
    paid = any(text(row, "category") == "promotion" for row in lines)
    items = _season(state, today)
    if promoted and lines and not paid:
        items.append(remark("promotion", _("Promotions are planned, but the budget has none.")))
    if not state.rows(Channel):
        items.append(
            Item("channels", _("There are no channels yet: F12 takes them in."), tone="muted")
        )
    return items


LINES: Mapping[str, Lines] = {
    "mission": _mission,
    "channel_plan": channel_lines,
    "quarters": channel_lines,
    "roles": _roles,
    "kpis": _kpis,
    "persona_b2b": _personas,
    "persona_b2c": _personas,
    "buying": _buying,
    "season": _season,
    "territories": _territories,
    "strategies": _strategies,
    "tactics": _tactics,
    "tools": _tools,
    "crm": _crm,
    "client_revenue": _client_revenue,
    "budget": budget_lines,
    "benefit": benefit_lines,
}
"""Beside which ledger, sheet or form."""

PROPOSALS: Mapping[str, Proposal] = {
    "quarters": propose_quarters,
    "channel_plan": propose_quarters,
    "tools": carry_out_tool,
    "kpis": take_rhythm,
    "client_revenue": win_back,
}
"""What one key takes over, and where."""
