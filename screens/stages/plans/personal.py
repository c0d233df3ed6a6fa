"""What is computed beside the stages of a personal plan, and what one key takes over there."""

from collections.abc import Mapping
from datetime import date

from facilitator.methods.ambition import Ambition
from facilitator.methods.exact import NotAvailable
from facilitator.model import Record
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.words.language import _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.plans.followup_kpis import standings as kpi_standings
from facilitator.workshop.plans.personal import Position, author, position
from facilitator.workshop.plans.personal_approval import Approval, Step, approval
from facilitator.workshop.plans.personal_commands import propose_step
from facilitator.workshop.plans.personal_pay import pay_plan
from facilitator.workshop.plans.personal_targets import TargetsCheck, targets_check
from facilitator.workshop.plans.personal_tracking import standing
from facilitator.workshop.plans.stale import stale
from facilitator.workshop.state import State
from screens.stages.plans import Lines, Proposal, RowWords
from screens.stages.plans.followup import kpi_line
from screens.stages.plans.personal_days import own_month_lines, tracking_lines
from screens.stages.plans.sales import LINES as SALES
from screens.stages.shown import line, money, percent, plain, remark
from screens.stages.shown import number as figure
from screens.widgets.itemlist import Item, Tone

_BANDS: Mapping[Ambition, Tone] = {
    Ambition.UNDERSTATED: "warn",
    Ambition.HARD: "good",
    Ambition.STRETCH: "warn",
    Ambition.UNREALISTIC: "bad",
}
_STEPS: Mapping[Step, Tone] = {Step.DRAFT: "warn", Step.SUBMITTED: "", Step.APPROVED: "good"}


# -- opening position ------------------------------------------------------------------------------


def _opening(state: State, today: date) -> list[Item]:
    found = position(state, today)
    if isinstance(found, NotAvailable):
        return [remark("none", found.reason, "muted")]
    return [*_whose(state), *_expected(state, found), *_unpaid(state, found), *_deals(state, found)]


def _whose(state: State) -> list[Item]:
    person = author(state)
    if isinstance(person, NotAvailable):
        return [remark("left", person.reason, "bad")]
    if not state.workshop.parent_id:
        said = _("This plan was made from no other: type contracts and deals in the pages before.")
        return [remark("parent", said, "muted")]
    return []


def _expected(state: State, found: Position) -> list[Item]:
    expected = found.forecast.expected
    missing = ", ".join(map(_, found.forecast.missing))
    without = _("without: {missing}").format(missing=missing.lower()) if missing else ""
    shown = money(state, expected)
    return [line("expected", _("Expected paid revenue"), expected, shown, detail=without)]


def _unpaid(state: State, found: Position) -> list[Item]:
    unpaid = found.unpaid
    counted = len(unpaid.each) + len(unpaid.unrated)
    items = [
        Item("owed", _("Issued, unpaid"), tone="heading"),
        line("owed sum", _("Sum"), unpaid.amount, money(state, unpaid.amount)),
        line(
            "owed expected",
            _("Expected"),
            unpaid.expected,
            money(state, unpaid.expected),
            detail=_("{rated} of {counted} with a probability").format(
                rated=len(unpaid.each), counted=counted
            ),
        ),
        line(
            "promised",
            _("Of it promised for this period"),
            unpaid.promised,
            money(state, unpaid.promised),
            detail=", ".join(unpaid.promises),
        ),
    ]
    items += [
        remark(f"over {name}", _("{name} is overdue.").format(name=name)) for name in unpaid.overdue
    ]
    items += [
        remark(
            f"broken {name}",
            _("{name}: the day promised has passed.").format(name=name),
            "bad",
        )
        for name in unpaid.broken
    ]
    return items


def _deals(state: State, found: Position) -> list[Item]:
    deals = found.deals
    items = [
        Item("deals", _("Deals in progress"), tone="heading"),
        line("deals sum", _("Sum"), deals.amount, money(state, deals.amount)),
        line("deals expected", _("Expected"), deals.expected, money(state, deals.expected)),
    ]
    outside = set(deals.outside)
    for each in found.listed:
        name = each.deal.name
        if name in outside:
            items.append(
                Item(
                    f"outside {each.row.id}",
                    _("{name} closes later").format(name=name),
                    detail=each.stale,
                    tone="warn" if each.stale else "muted",
                )
            )
            continue
        value = dict(deals.each).get(name)
        chance = "–" if each.deal.chance is None else percent(each.deal.chance)
        shown = "–" if value is None else money(state, value)
        right = f"{plain(each.deal.amount)} × {chance} = {shown}"
        tone: Tone = "warn" if value is None or each.stale else ""
        items.append(
            Item(
                f"deal {each.row.id}",
                name,
                right=right,
                detail=" · ".join(filter(None, (each.stale, each.basis))),
                tone=tone,
            )
        )
    items += [
        remark(
            f"twice {name}",
            _("{name} is signed and in progress: is it one contract?").format(name=name),
        )
        for name in found.twice
    ]
    return items


# -- targets ---------------------------------------------------------------------------------------


def _targets(state: State, today: date) -> list[Item]:
    found = targets_check(state, today)
    if isinstance(found, NotAvailable):
        return [remark("none", found.reason, "bad")]
    return [
        *_ambition(state, found),
        *_activity(state, found),
        *_contracts(state, found),
        *_worked_back(found),
    ]


def _ambition(state: State, found: TargetsCheck) -> list[Item]:
    index = found.ambition
    if isinstance(index, NotAvailable):
        items = [line("index", _("Ambition index"), index, "")]
    else:
        divided = _("{target} ÷ {expected} expected").format(
            target=plain(found.targets.paid), expected=plain(found.expected)
        )
        detail = f"{divided}: {called(index.band)}"
        tone = _BANDS[index.band]
        items = [
            Item(
                "index", _("Ambition index"), right=figure(index.index, 2), detail=detail, tone=tone
            )
        ]
    if found.reason_missing:
        items.append(remark("why", found.reason_missing))
    part = (
        _("Part of the plan of {channel}").format(channel=found.channel)
        if found.channel
        else _("Part of the plan of the channel")
    )
    shown = percent(found.share)
    detail = (
        "" if isinstance(found.channel_plan, NotAvailable) else money(state, found.channel_plan)
    )
    items.append(
        line(
            "share",
            part,
            found.share,
            shown,
            detail=detail,
        )
    )
    return items


def _activity(state: State, found: TargetsCheck) -> list[Item]:
    days = found.working_days
    basis = (
        ""
        if isinstance(days, NotAvailable)
        else ngettext("{count} working days", "{count} working days", int(days)).format(
            count=plain(days)
        )
    )
    items = [
        line(
            "calls", _("Calls a day"), found.calls_a_day, figure(found.calls_a_day, 1), detail=basis
        )
    ]
    if isinstance(found.calls, NotAvailable):
        items.append(line("list", _("Calls for each company left"), found.calls, ""))
    else:
        shown = figure(found.calls.per_company, 1)
        items.append(line("list", _("Calls for each company left"), found.calls, shown))
        items += [remark("long", found.calls.warning)] if found.calls.warning else []
    meetings = found.meetings
    if isinstance(meetings, NotAvailable):
        return [*items, line("meetings", _("Meetings the calls bring"), meetings, "")]
    items.append(
        Item(
            "meetings",
            _("Meetings the calls bring"),
            right=figure(meetings.expected, 2),
            detail=_conversion(found),
            tone="warn" if meetings.warning else "good",
        )
    )
    return items + ([remark("few", meetings.warning)] if meetings.warning else [])


def _conversion(found: TargetsCheck) -> str:
    if isinstance(found.rates, NotAvailable):
        return ""
    rate = found.rates.of("calls")
    calls = plain(found.targets.calls)
    said = _("{calls} × {share}; {count} calls, {source}").format(
        calls=calls,
        share=percent(rate.conversion),
        count=rate.count,
        source=found.rates.source,
    )
    return f"{said}, {_('small sample')}" if rate.small_sample else said


def _contracts(state: State, found: TargetsCheck) -> list[Item]:
    average = found.average
    if isinstance(average, NotAvailable):
        return [line("average", _("Average contract"), average, "")]
    past = found.history
    if isinstance(average.deviation, NotAvailable):
        detail = average.deviation.reason
    else:
        far = percent(average.deviation, sign=True)
        detail = _("{change} against {amount}, {source}").format(
            change=far, amount=money(state, past.value), source=past.source
        )
    tone: Tone = "warn" if average.warning else "good"
    shown = money(state, average.average)
    items = [Item("average", _("Average contract"), right=shown, detail=detail, tone=tone)]
    return items + ([remark("far", average.warning)] if average.warning else [])


def _worked_back(found: TargetsCheck) -> list[Item]:
    items = [Item("back", _("Worked back from the contracts"), tone="heading")]
    if isinstance(found.needs, NotAvailable):
        return [*items, line("needs", _("Needed"), found.needs, "")]
    for need in found.needs:
        items.append(
            line(
                f"need {need.stage}",
                need.stage,
                need.count,
                plain(need.count),
            )
        )
    if not isinstance(found.rates, NotAvailable):
        items.append(
            remark("basis", _("Conversions: {source}.").format(source=found.rates.source), "muted")
        )
    return items


# -- approval, goal, pay ---------------------------------------------------------------------------


def _status(found: Approval) -> Item:
    return Item("status", found.sentence, mark="●", tone=_STEPS[found.step])


def _approval(state: State, today: date) -> list[Item]:
    found = approval(state)
    items = [_status(found)]
    if found.step is Step.DRAFT:
        items.append(
            remark("how", _("P submits it; then somebody else types: approved; IS"), "muted")
        )
    if found.step is Step.SUBMITTED:
        items.append(
            remark("how", _("Somebody else types: approved; or returned; with why"), "muted")
        )
    return items


def _work(state: State, today: date) -> list[Item]:
    items = [_status(approval(state))]
    found = standing(state, today)
    if not isinstance(found, NotAvailable) and found.no_work_plan:
        items.append(remark("none", found.remarks[0], "bad"))
    return items


def _pay(state: State, today: date) -> list[Item]:
    found = pay_plan(state, today)
    items = [remark("effect", found.warning, "bad")] if found.warning else []
    if found.missing:
        return [*items, remark("missing", found.missing, "muted")]
    currency = state.workshop.currency
    items.append(Item("paid", _("Paid revenue"), right=_("of plan · rate · pay"), tone="heading"))
    for each in found.points:
        pay = each.pay
        shares = f"{percent(pay.achievement)} · {percent(pay.rate)}"
        amount = f"{figure(pay.amount)} {currency}"
        items.append(
            Item(
                f"at {pay.paid}",
                f"{figure(pay.paid)} {currency}",
                right=f"{shares} · {amount} {_('(cap)') if pay.capped else ''}".rstrip(),
                detail="" if each.name in ("as typed", "of the plan") else _(each.name),
                tone="good" if each.name == "plan" else "",
            )
        )
    shown = ""
    if not isinstance(found.contract, NotAvailable):
        shown = f"{figure(found.contract)} {currency}"
    source = found.contract_source
    items.append(line("one", _("One average contract pays"), found.contract, shown, detail=source))
    return items


# -- KPIs ------------------------------------------------------------------------------------------


def _kpis(state: State, today: date) -> list[Item]:
    """KPIs the tracked days are counted for, then those of everybody."""
    found = [kpi_line(each) for each in kpi_standings(state, today) if each.facts]
    return [*found, *SALES["kpis"](state, today)]


LINES: Mapping[str, Lines] = {
    "opening": _opening,
    "targets": _targets,
    "work": _work,
    "activities": _work,
    "approvals": _approval,
    "pay_rule": _pay,
    "pay_bands": _pay,
    "tracking": tracking_lines,
    "own_months": own_month_lines,
}
"""Beside which ledger or form."""


def _rests(state: State, row: Record, today: date) -> str:
    return stale(state, row, today) or ""


ROW_WORDS: Mapping[str, RowWords] = {"deals": _rests}

KIND = PERSONAL_PLAN
OWN_LINES: Mapping[str, Lines] = {"kpis": _kpis}
"""Beside which ledger in the plan of one person alone."""

PROPOSALS: Mapping[str, Proposal] = {
    "approvals": propose_step,
    "work": propose_step,
    "activities": propose_step,
}
