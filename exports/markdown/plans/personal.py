"""The personal plan: one page to carry along, and its section in the complete document.

The page is the person's own and holds the personal goal; the complete document is for the team and
leaves a private one out.
"""

from collections.abc import Sequence
from datetime import date

from exports.markdown.figures import day, number, or_why, percent, plain, why
from exports.markdown.figures import money_unit as unit_of
from exports.markdown.header import about_plan
from exports.markdown.records import ledger_table
from exports.markdown.text import Column, blocks, bullets, cell, escape, facts, heading, listing
from facilitator.methods.exact import Exact, NotAvailable, fraction
from facilitator.methods.pay import PayRule
from facilitator.methods.tracking import MeasurePace, Week
from facilitator.store.entry import Entry
from facilitator.words.language import _
from facilitator.words.period import say_month, say_period
from facilitator.workshop.called import called
from facilitator.workshop.plans.personal import Position, is_personal, position
from facilitator.workshop.plans.personal_approval import approval
from facilitator.workshop.plans.personal_goal import PersonalGoal, personal_goal
from facilitator.workshop.plans.personal_pay import PayPlan, PayPoint, pay_plan
from facilitator.workshop.plans.personal_rates import OwnMonth, own_months
from facilitator.workshop.plans.personal_targets import TargetsCheck, targets_check
from facilitator.workshop.plans.personal_tracking import MEASURES, Standing, standing
from facilitator.workshop.results.reading import answer, day_of, plan
from facilitator.workshop.results.records import ledgers, records
from facilitator.workshop.state import State


def sheet(state: State, today: date, history: Sequence[Entry] = ()) -> str:
    """The personal sheet: one page of targets, work, pay and the personal goal."""
    header = state.workshop
    period = say_period(header.period_first, header.period_last)
    title = f"{header.person or 'Personal plan'}, {period}"
    return (
        blocks(
            heading(1, escape(title)),
            facts(
                [
                    *about_plan(state, history),
                    (_("Company"), escape(header.company)),
                    (_("Status"), escape(approval(state).sentence)),
                    (_("Amounts in"), unit_of(header)),
                    (_("As of"), day(today)),
                ]
            ),
            _targets(state, today, 2),
            _opening(state, today, 2),
            _table(state, "work", 2),
            _table(state, "activities", 2),
            _pay(state, today, 2),
            _goal(state, personal_goal(state), 2),
            _standing(state, today, 2),
        )
        + "\n"
    )


def section(state: State, today: date) -> str:
    """The plan for the team, without a private goal; empty for any other session."""
    if not is_personal(state):
        return ""
    goal = personal_goal(state)
    shown = None if goal is None or goal.private else goal
    name = escape(state.workshop.person)
    return blocks(
        heading(2, _("Personal plan of {name}").format(name=name)),
        facts([(_("Status"), escape(approval(state).sentence))]),
        _targets(state, today, 3),
        _opening(state, today, 3),
        _pay(state, today, 3),
        _goal(state, shown, 3),
        _standing(state, today, 3),
        _own_months(state, 3),
    )


def _table(state: State, ledger: str, level: int) -> str:
    every = (each for stage in state.stages for each in plan(state, stage).all_ledgers)
    spec = next((each for each in every if each.id == ledger), ledgers(state).get(ledger))
    return ledger_table(state, spec, level) if spec and records(state, ledger) else ""


# -- targets ---------------------------------------------------------------------------------------


def _targets(state: State, today: date, level: int) -> str:
    found = targets_check(state, today)
    if isinstance(found, NotAvailable):
        return blocks(heading(level, _("Targets")), why(found))
    unit, aims = unit_of(state.workshop), found.targets
    rows = [
        (_("Cold calls"), plain(aims.calls), _calls(found)),
        (_("First meetings"), plain(aims.meetings), _meetings(found)),
        (_("Contracts issued"), plain(aims.contracts), _needs(found)),
        (_("Sum of contracts, {unit}").format(unit=unit), plain(aims.sum), _average(found)),
        (_("Paid revenue, {unit}").format(unit=unit), plain(aims.paid), _ambition(found)),
    ]
    return blocks(
        heading(level, _("Targets")),
        listing(
            rows,
            Column(_("Target"), lambda row: row[0], stay=True),
            Column(_("Plan"), lambda row: row[1] or "–", True, True),
            Column(_("Check"), lambda row: escape(row[2])),
        ),
        facts([(_("Why it is doable"), escape(aims.justification))]),
    )


def _calls(found: TargetsCheck) -> str:
    each = found.calls_a_day
    return (
        each.reason
        if isinstance(each, NotAvailable)
        else _("{count} a working day").format(count=number(each))
    )


def _meetings(found: TargetsCheck) -> str:
    if isinstance(found.meetings, NotAvailable) or isinstance(found.rates, NotAvailable):
        return found.meetings.reason if isinstance(found.meetings, NotAvailable) else ""
    rate = found.rates.of("calls")
    of = f"{plain(found.targets.calls)} × {percent(rate.conversion)}"
    expected = number(found.meetings.expected, 2)
    few = _(", small sample") if rate.small_sample else ""
    return _("{of} = {expected} ({count} calls, {source}{few})").format(
        of=of, expected=expected, count=rate.count, source=found.rates.source, few=few
    )


def _needs(found: TargetsCheck) -> str:
    if isinstance(found.needs, NotAvailable):
        return found.needs.reason
    needs = ", ".join(
        f"{_(need.stage).lower()} {need.count.reason}"
        if isinstance(need.count, NotAvailable)
        else f"{need.count} {_(need.stage).lower()}"
        for need in found.needs[:-1]
    )
    return _("worked back: {needs}").format(needs=needs)


def _average(found: TargetsCheck) -> str:
    average = found.average
    if isinstance(average, NotAvailable):
        return average.reason
    said = _("average {average}").format(average=plain(average.average))
    if not isinstance(average.deviation, NotAvailable):
        far = percent(average.deviation, sign=True)
        said += _(", {far} against {plain_or_dash} ({source})").format(
            far=far, plain_or_dash=plain_or_dash(found.history.value), source=found.history.source
        )
    return f"{said}. {average.warning}" if average.warning else said


def plain_or_dash(value: Exact | NotAvailable) -> str:
    """A number, or a dash."""
    return "–" if isinstance(value, NotAvailable) else plain(value)


def _ambition(found: TargetsCheck) -> str:
    parts: list[str] = []
    if isinstance(found.ambition, NotAvailable):
        parts.append(found.ambition.reason)
    else:
        index = number(found.ambition.index, 2)
        against = plain_or_dash(found.expected)
        parts.append(
            _("ambition index {index} of {against} expected: {band}").format(
                index=index, against=against, band=_(found.ambition.band.value)
            )
        )
    if not isinstance(found.share, NotAvailable):
        plan = plain_or_dash(found.channel_plan)
        said = (
            _("{share} of the plan of {channel}, {plan}")
            if found.channel
            else _("{share} of the channel plan of {plan}")
        )
        parts.append(said.format(share=percent(found.share), channel=found.channel, plan=plan))
    return "; ".join(parts)


# -- opening position ------------------------------------------------------------------------------


def _opening(state: State, today: date, level: int) -> str:
    found = position(state, today)
    if isinstance(found, NotAvailable):
        return ""
    unit = unit_of(state.workshop)
    return blocks(
        heading(level, _("Opening position")),
        "" if found.items or found.listed else _("No unpaid contract and no open deal is listed."),
        listing(
            _money_rows(found) if found.items or found.listed else [],
            Column(_("What"), lambda row: row[0], stay=True),
            Column(_("Amount, {unit}").format(unit=unit), lambda row: row[1], True, True),
            Column(_("Probability"), lambda row: row[2], True),
            Column(_("Expected, {unit}").format(unit=unit), lambda row: row[3], True, True),
            Column(_("Basis"), lambda row: row[4]),
        ),
        facts(
            [
                (
                    _("Promised for this period"),
                    plain(found.unpaid.promised) if found.items else "",
                ),
                (_("Overdue"), escape(", ".join(found.unpaid.overdue))),
                (_("Day promised has passed"), escape(", ".join(found.unpaid.broken))),
                (_("Not in it"), escape(", ".join(found.forecast.missing))),
                (_("Different this month"), escape(answer(state, "opening", "different"))),
                (_("Payments to chase"), escape(answer(state, "opening", "promises"))),
                (_("Days off"), escape(answer(state, "opening", "loses"))),
            ]
        ),
    )


Row = tuple[str, str, str, str, str]


def _money_rows(found: Position) -> list[Row]:
    unpaid, deals = found.unpaid, found.deals
    rows: list[Row] = [
        (cell(item.name), plain(item.amount), percent(item.chance), _times(found, at), "")
        for at, item in enumerate(found.items)
    ]
    rows.append((_("**Issued, unpaid**"), plain(unpaid.amount), "", plain(unpaid.expected), ""))
    weighted = dict(deals.each)
    rows += [
        (
            cell(each.deal.name),
            plain(each.deal.amount),
            percent(each.deal.chance),
            plain(weighted.get(each.deal.name)),
            escape(each.basis),
        )
        for each in found.listed
        if each.deal.name not in deals.outside
    ]
    rows.append((_("**Deals in progress**"), plain(deals.amount), "", plain(deals.expected), ""))
    expected = found.forecast.expected
    shown = "–" if isinstance(expected, NotAvailable) else f"**{plain(expected)}**"
    rows.append((_("**Expected paid revenue**"), "", "", shown, ""))
    return rows


def _times(found: Position, at: int) -> str:
    item = found.items[at]
    return "" if item.chance is None else plain(fraction(item.amount) * fraction(item.chance))


# -- pay and goal ----------------------------------------------------------------------------------


def _pay(state: State, today: date, level: int) -> str:
    found = pay_plan(state, today)
    currency = escape(state.workshop.currency)
    if isinstance(found.rule, NotAvailable):
        return blocks(heading(level, _("Pay terms")), escape(found.warning or found.rule.reason))
    return blocks(
        heading(level, _("Pay terms")),
        _rule(found.rule, currency),
        _points(found, currency),
        facts(
            [
                (_("One average contract pays"), _contract(found, currency)),
                (_("Pay order"), escape(answer(state, "pay_rule", "order"))),
                (_("Warning"), escape(found.warning or "")),
                (_("Not computed"), escape(found.missing)),
            ]
        ),
    )


def _rule(rule: PayRule, currency: str) -> str:
    bands = ", ".join(
        _("{rate} from {start}").format(rate=percent(band.rate), start=percent(band.start, 0))
        for band in rule.bands
    )
    cap = (
        ""
        if rule.cap is None
        else _("; at most {cap} {currency}").format(cap=plain(rule.cap), currency=currency)
    )
    return _(
        "Base {base} {currency}, and of all paid revenue by how much of the plan was "
        "reached: {bands}{cap}."
    ).format(base=plain(rule.base), currency=currency, bands=bands, cap=cap)


def _points(found: PayPlan, currency: str) -> str:
    rows: Sequence[PayPoint] = found.points
    return listing(
        rows,
        Column(
            _("Paid revenue, {currency}").format(currency=currency),
            lambda row: plain(row.pay.paid),
            True,
            True,
        ),
        Column(_("Achievement"), lambda row: percent(row.pay.achievement), True, True),
        Column(_("Rate"), lambda row: percent(row.pay.rate), True, True),
        Column(
            _("Pay, {currency}").format(currency=currency),
            lambda row: plain(row.pay.amount),
            True,
            True,
        ),
        Column("", lambda row: called(row.name) if row.name in ("plan", "expected") else ""),
    )


def _contract(found: PayPlan, currency: str) -> str:
    source = f" ({escape(found.contract_source)})" if found.contract_source else ""
    return or_why(found.contract, f"{plain_or_dash(found.contract)} {currency}{source}")


def _goal(state: State, goal: PersonalGoal | None, level: int) -> str:
    if goal is None:
        return ""
    amount = f"{escape(goal.amount)} {escape(state.workshop.currency)}" if goal.amount else ""
    return blocks(
        heading(level, _("Personal goal")),
        escape(goal.goal),
        facts([(_("It costs"), amount), (_("By"), _day(goal.by))]),
    )


def _day(words: str) -> str:
    found = day_of(words, date.min)
    return day(found) if found else escape(words)


# -- tracking --------------------------------------------------------------------------------------


def _standing(state: State, today: date, level: int) -> str:
    found = standing(state, today)
    if isinstance(found, NotAvailable) or not any(week.days_logged for week in found.weeks):
        return ""
    return blocks(
        heading(level, _("Standing on {as_of}").format(as_of=day(found.as_of))),
        _("{elapsed} of {whole} working days").format(
            elapsed=found.pace.elapsed, whole=found.pace.whole
        ),
        listing(
            found.measures,
            Column(_("Measure"), lambda each: MEASURES[each.measure], stay=True),
            Column(_("So far"), lambda each: plain_or_dash(each.actual), True, True),
            Column(_("Pace"), _expected, True, True),
            Column(_("Target"), lambda each: plain_or_dash(each.target), True, True),
            Column(_("Of the pace"), _achieved, True, True),
            Column(_("Light"), lambda each: _(str(each.light)), stay=True),
        ),
        _weeks(found),
        bullets(map(escape, found.remarks)),
    )


def _expected(each: MeasurePace) -> str:
    return "–" if isinstance(each.expected, NotAvailable) else number(each.expected)


def _achieved(each: MeasurePace) -> str:
    return "–" if isinstance(each.achievement, NotAvailable) else percent(each.achievement)


def _weeks(found: Standing) -> str:
    def total(measure: str) -> Column[Week]:
        return Column(
            MEASURES[measure],
            lambda week: plain(week.totals[measure]) if measure in week.totals else "",
            True,
        )

    return listing(
        found.weeks,
        Column(
            _("Week"),
            lambda week: _("{number}, from {first}").format(
                number=week.number, first=day(week.period.first)
            ),
            stay=True,
        ),
        Column(_("Days entered"), lambda week: str(week.days_logged), True, True),
        *(total(measure) for measure in MEASURES),
    )


def _own_months(state: State, level: int) -> str:
    months = own_months(state)
    if not months:
        return ""

    def accuracy(each: OwnMonth) -> str:
        return "–" if isinstance(each.accuracy, NotAvailable) else percent(each.accuracy)

    return blocks(
        heading(level, _("Accuracy of the forecast")),
        listing(
            months,
            Column(_("Month"), lambda each: say_month(each.month), stay=True),
            Column(_("Forecast"), lambda each: plain(each.forecast), True, True),
            Column(_("Paid"), lambda each: plain(each.paid), True, True),
            Column(_("Accuracy"), accuracy, True, True),
        ),
    )
