"""The targets of a personal plan, each beside what it was checked against."""

from datetime import date

from exports.markdown.figures import money_unit as unit_of
from exports.markdown.figures import number, percent, plain, why
from exports.markdown.text import Column, blocks, escape, facts, heading, listing
from facilitator.methods.exact import NotAvailable
from facilitator.words.language import _
from facilitator.workshop.plans.personal_targets import TargetsCheck, targets_check
from facilitator.workshop.state import State


def targets(state: State, today: date, level: int) -> str:
    """What the person aims at, and the check of each target."""
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
        said += _(", {far} against {usual} ({source})").format(
            far=far, usual=plain(found.history.value), source=found.history.source
        )
    return f"{said}. {average.warning}" if average.warning else said


def _ambition(found: TargetsCheck) -> str:
    parts: list[str] = []
    if isinstance(found.ambition, NotAvailable):
        parts.append(found.ambition.reason)
    else:
        index = number(found.ambition.index, 2)
        against = plain(found.expected)
        parts.append(
            _("ambition index {index} of {against} expected: {band}").format(
                index=index, against=against, band=_(found.ambition.band.value)
            )
        )
    if not isinstance(found.share, NotAvailable):
        plan = plain(found.channel_plan)
        said = (
            _("{share} of the plan of {channel}, {plan}")
            if found.channel
            else _("{share} of the channel plan of {plan}")
        )
        parts.append(said.format(share=percent(found.share), channel=found.channel, plan=plan))
    return "; ".join(parts)
