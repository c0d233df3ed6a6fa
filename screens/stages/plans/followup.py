"""What is computed beside the stages of a follow-up, and what one key takes over there."""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Light
from facilitator.model import Record
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.words.period import say_month, say_period
from facilitator.workshop.called import called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.plans.followup import ActionReview, Scoreboard, control, scoreboard
from facilitator.workshop.plans.followup_budget import budget_standings
from facilitator.workshop.plans.followup_channels import channel_standings
from facilitator.workshop.plans.followup_commands import action_from_kpi
from facilitator.workshop.plans.followup_goals import (
    Conversion,
    GoalStanding,
    conversions,
    goal_standings,
    payment_hint,
    undecided,
)
from facilitator.workshop.plans.followup_kpis import (
    FACTS,
    KPIS,
    Standing,
    fact_of,
    facts_due,
    origin,
    standings,
)
from facilitator.workshop.results.actions import served
from facilitator.workshop.results.records import record, text
from facilitator.workshop.results.records import refs as pointers
from facilitator.workshop.state import State
from screens.stages.action_page import review_words
from screens.stages.plans import Lines, Proposal, RowWords
from screens.stages.shown import LIGHTS, line, money, number, percent, plain, remark
from screens.widgets.itemlist import Item, Tone

# -- scoreboard ----------------------------------------------------------------------------------


def _scoreboard(state: State, today: date) -> list[Item]:
    found = scoreboard(state, today)
    counts = " · ".join(
        f"{count} {called(status)}" for status, count in found.by_status.items() if count
    )
    items = [
        Item("as of", _("Actions on {day}").format(day=say_day(found.as_of)), tone="heading"),
        Item("counts", counts or _("There is no action here yet."), tone="picked"),
        *_in_time(found),
    ]
    if found.blocked:
        words = " · ".join(_with_why(each) for each in found.blocked)
        right = str(len(found.blocked))
        items.append(Item("blocked", _("Blocked"), right=right, detail=words, tone="bad"))
    return [*items, *_load(found), *_control(state)]


def _with_why(found: ActionReview) -> str:
    why = f": {found.action.evidence}" if found.action.evidence else ""
    return f"{found.item.ref}{why}"


def _in_time(found: Scoreboard) -> list[Item]:
    on_time = found.on_time
    over = [f"{each.item.ref} {', '.join(review_words(each))}" for each in found.overdue]
    tone: Tone = "bad" if over else "good"
    items = [
        Item("overdue", _("Overdue"), right=str(len(over)), detail=" · ".join(over), tone=tone)
    ]
    basis = _("{on_time} of {due} due so far").format(
        on_time=len(on_time.on_time), due=len(on_time.due)
    )
    late = [f"{each.item.ref} {', '.join(review_words(each))}" for each in found.late]
    detail = " · ".join([basis, *late])
    shown = percent(on_time.rate)
    items.append(line("on time", _("Done in time"), on_time.rate, shown, detail=detail))
    if found.moved:
        moved = [f"{each.item.ref} {', '.join(review_words(each))}" for each in found.moved]
        items.append(
            Item("moved", _("Moved"), right=str(len(moved)), detail=" · ".join(moved), tone="warn")
        )
    return items


def _load(found: Scoreboard) -> list[Item]:
    shown = " · ".join(f"{each.owner} {each.actions}" for each in found.loads)
    return [Item("load", _("Open actions per owner"), detail=shown or _("nothing is open"))]


KPIS_OF = {"process": N_("Process KPIs"), "result": N_("Result KPIs")}


def _control(state: State) -> list[Item]:
    rhythms, days, source = control(state)
    heading = Item("control", _("How often to look"), tone="heading")
    if isinstance(rhythms, NotAvailable):
        return [heading, Item("cycle", rhythms.reason, detail=source, tone="muted")]
    items = [heading]
    for kind, rhythm in rhythms.items():
        items.append(
            Item(
                f"rhythm {kind}",
                _(KPIS_OF.get(str(kind), str(kind))),
                right=called(rhythm.frequency),
                detail=_(rhythm.interim),
            )
        )
    return [
        *items,
        Item("cycle", _("Sales cycle {days} days").format(days=days), detail=source, tone="muted"),
    ]


# -- KPIs ----------------------------------------------------------------------------------------


def _kpi_facts(state: State, today: date) -> list[Item]:
    found = standings(state, today)
    if not found:
        said = _("There is no KPI yet. Esc, ] turns to the KPIs; b brings in those of the plans.")
        return [Item("none", said, tone="muted"), *_channels(state, today)]
    items = [kpi_line(each) for each in found]
    items += [_conversion(each) for each in conversions(state, today)]
    if hint := payment_hint(state, today):
        items.append(remark("payment", hint))
    items += _channels(state, today)
    names = {each.ref: each.name for each in found}
    for due in facts_due(state, today):
        period = due.period
        alone = period.first == period.last
        said = say_day(period.first) if alone else say_period(period.first, period.last)
        items.append(
            remark(
                f"due {due.ref}",
                _("{ref} {name}: the fact of {period} is missing.").format(
                    ref=due.ref, name=names[due.ref], period=said
                ),
            )
        )
    return items


def _channels(state: State, today: date) -> list[Item]:
    found = channel_standings(state, today)
    if isinstance(found, NotAvailable):
        return []
    items = [
        Item(
            "channels", _("{month} by channel").format(month=say_month(found.month)), tone="heading"
        )
    ]
    for each in (*found.channels, found.total):
        said = each.variance
        right = _("{fact} of {plan}").format(fact=plain(said.fact), plan=plain(said.plan))
        if not isinstance(each.judged.achievement, NotAvailable):
            right += f"  {percent(each.judged.achievement)}"
        key, tone = f"channel {said.name}", LIGHTS[each.judged.light]
        light = called(each.judged.light)
        name = _(said.name) if each is found.total else said.name
        items.append(Item(key, name, right=right, detail=light, tone=tone))
    return items


def kpi_line(found: Standing) -> Item:
    """One KPI: what came against what should be there by now, its light, its basis."""
    who = found.person.initials if found.person else _("(left)") if found.left else ""
    label = f"{found.ref} {found.name} {who}".rstrip()
    if isinstance(found.actual, NotAvailable) or isinstance(found.expected, NotAvailable):
        reason = found.actual if isinstance(found.actual, NotAvailable) else found.expected
        return line(f"kpi {found.ref}", label, reason, "")
    right = _("{fact} of {plan}").format(
        fact=plain(found.actual), plan=number(found.expected, _places(found))
    )
    achieved = found.judged.achievement
    if not isinstance(achieved, NotAvailable):
        right += f"  {percent(achieved)}"
    words = [called(found.light), found.basis]
    if found.run_end is not None:
        words.append(_("four weeks in a row by {day} at best").format(day=say_day(found.run_end)))
    detail = " · ".join(filter(None, words))
    return Item(
        f"kpi {found.ref}",
        label,
        right=right,
        detail=detail,
        tone=LIGHTS[found.light],
    )


def _places(found: Standing) -> int:
    exact = not isinstance(found.expected, NotAvailable) and found.expected.denominator == 1
    return 0 if exact else 1


def _conversion(found: Conversion) -> Item:
    name = f"{found.earlier.name} → {found.later.name}"
    basis = (_("of {count}, a small sample") if found.small else _("of {count}")).format(
        count=found.cases
    )
    tone: Tone = ""
    if not isinstance(found.usual, NotAvailable):
        before = _("before {share} of {count}").format(
            share=percent(found.usual), count=found.usual_cases
        )
        basis = f"{basis} · {before}"
        tone = "warn" if found.rate < found.usual else "good"
    key = f"rate {found.earlier.ref} {found.later.ref}"
    return Item(key, name, right=percent(found.rate), detail=basis, tone=tone)


def _budget_facts(state: State, today: date) -> list[Item]:
    found = budget_standings(state, today)
    if isinstance(found, NotAvailable):
        return [Item("none", found.reason, tone="muted")]
    items: list[Item] = []
    for each in (*found.lines, found.total):
        said = each.variance
        right = _("{fact} of {plan}").format(
            fact=money(state, said.fact), plan=money(state, said.plan)
        )
        over = not isinstance(said.difference, NotAvailable) and said.difference > 0
        detail = each.basis
        if not isinstance(said.difference, NotAvailable):
            detail = f"{money(state, said.difference, sign=True)} · {detail}".rstrip(" ·")
        elif isinstance(said.fact, NotAvailable):
            detail = said.fact.reason
        tone: Tone = "warn" if over else ""
        items.append(
            Item(
                f"line {said.name}",
                _(said.name) if each is found.total else said.name,
                right=right,
                detail=detail,
                tone=tone,
            )
        )
    return items


# -- corrections ---------------------------------------------------------------------------------


def _corrections(state: State, today: date) -> list[Item]:
    goals = goal_standings(state, today)
    items = [_goal(each) for each in goals]
    serving = {kpi.ref for each in goals for kpi in (*each.results, *each.activities)}
    items += [
        kpi_line(each)
        for each in standings(state, today)
        if each.ref not in serving and each.light in (Light.RED, Light.AMBER)
    ]
    items += [
        remark(f"undecided {at}", each.sentence, "bad")
        for at, each in enumerate(undecided(state, today))
    ]
    return items or [Item("none", _("There is neither goal nor KPI to correct."), tone="muted")]


def _goal(found: GoalStanding) -> Item:
    decided = text(found.decision, "decision") if found.decision else ""
    words = [f"{each.ref} {_short(each)}" for each in (*found.results, *found.activities)]
    if not found.results:
        words.insert(0, _("no result KPI serves {ref} yet").format(ref=found.goal.ref))
    elif not decided:
        words.insert(0, found.suggestion.sentence)
    return Item(
        f"goal {found.goal.ref}",
        found.goal.text,
        found.goal.ref,
        right=", ".join(map(called, filter(None, (found.light, decided)))),
        detail=" · ".join(words),
        tone=LIGHTS[found.light],
    )


def _short(found: Standing) -> str:
    achieved = found.judged.achievement
    known = "" if isinstance(achieved, NotAvailable) else f" {percent(achieved)}"
    return f"{found.name}{known}"


# -- what one key takes over ---------------------------------------------------------------------


def _kpi_action(edit: Edit, key: str) -> str:
    kpi = _kpi_at(edit.state, key)
    if kpi is None:
        raise Refused(_("Go to a KPI or one of its facts first; P makes an action of it."))
    if kpi.ref in served(edit.state):
        raise Refused(
            _("{ref} {name} has an action already.").format(ref=kpi.ref, name=text(kpi, "name"))
        )
    action = action_from_kpi(edit, kpi.ref)
    return _("{ref} made of {kpi}. It needs a day: the actions are two stages back.").format(
        ref=action.ref, kpi=kpi.ref
    )


def _kpi_at(state: State, key: str) -> Record | None:
    row = record(state, key)
    if row is not None and row.ledger == FACTS:
        row = next((record(state, ref) for ref in pointers(row, "kpi")), None)
    return row if row is not None and row.ledger == KPIS else None


def _origin(state: State, row: Record, today: date) -> str:
    """Whether a fact was counted, and from how many days, or typed where it could be counted."""
    kpi = next((record(state, ref) for ref in pointers(row, "kpi")), None)
    return "" if kpi is None else origin(state, kpi, fact_of(kpi, row))


ROW_WORDS: Mapping[str, RowWords] = {FACTS: _origin}

LINES: Mapping[str, Lines] = {
    "scoreboard": _scoreboard,
    FACTS: _kpi_facts,
    "budget_facts": _budget_facts,
    "corrections": _corrections,
}

PROPOSALS: Mapping[str, Proposal] = {FACTS: _kpi_action}
