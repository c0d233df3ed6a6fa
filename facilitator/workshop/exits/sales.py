"""Checks of the stages of a sales plan."""

from facilitator.methods.exact import Figure, NotAvailable, plain
from facilitator.words.language import _
from facilitator.words.several import all_of
from facilitator.workshop.called import called
from facilitator.workshop.exits.here import Check, Here, Misses, listed
from facilitator.workshop.plans.sales import ChannelPlan, channel_plan
from facilitator.workshop.plans.sales_budget import budget
from facilitator.workshop.plans.sales_metrics import client_revenue
from facilitator.workshop.plans.sales_people import (
    STORY_LONGEST,
    kpis_by_person,
    mission,
    personas,
    roles,
)
from facilitator.workshop.plans.sales_season import seasons
from facilitator.workshop.plans.sales_strategies import expected, strategies, tools
from facilitator.workshop.results.records import records, text


def _mission_written(here: Here) -> Misses:
    for at, sentence in enumerate(mission(here.state).missing):
        yield sentence, "text" if at == 0 else "for_whom"


def _channel_plan_adds_up(here: Here) -> Misses:
    found = channel_plan(here.state, here.today)
    if isinstance(found, NotAvailable):
        yield found.reason, "channel_plan"
        return
    yield from _parts(found)
    for goal in found.goals:
        if isinstance(goal.gap, NotAvailable):
            yield f"{goal.ref}: {goal.gap.reason}", "channel_plan"
        elif goal.gap > 0:
            sentence = _(
                "{channel} plans {measure} {amount} below {ref}. Raise the plan, or change the "
                "goal."
            ).format(
                channel=goal.channel,
                measure=_(goal.measure),
                amount=plain(goal.gap, 2),
                ref=goal.ref,
            )
            yield sentence, "channel_plan"


def _parts(found: ChannelPlan) -> Misses:
    for each in found.channels:
        if isinstance(each.row.plan, NotAvailable):
            yield (
                _("{name} has no target for {year}.").format(name=each.name, year=found.year),
                "channel_plan",
            )
        elif isinstance(each.check, NotAvailable):
            yield (
                _("{name} is not split into quarters; P does it.").format(name=each.name),
                "quarters",
            )
        elif not each.check.exact:
            yield f"{each.name}: {each.check.sentence}", "quarters"


def _roles_staffed(here: Here) -> Misses:
    for role in roles(here.state):
        if role.left:
            yield (
                _("{role}: somebody in it has left; name who follows.").format(role=role.called),
                role.row.ref,
            )
        elif not role.staffed:
            yield _("{role} has nobody in it.").format(role=role.called), role.row.ref


def _people_have_kpis(here: Here) -> Misses:
    for found in kpis_by_person(here.state):
        if found.lacks:
            kinds = all_of(map(called, found.lacks))
            yield (
                _("{name} has no {kinds} KPI.").format(name=found.person.name, kinds=kinds),
                "kpis",
            )


def _persona_told(here: Here) -> Misses:
    found = personas(here.state)
    if any(each.whole for each in found):
        return
    if not found:
        yield _("No persona is begun yet."), "persona_b2b"
        return
    best = min(found, key=lambda each: len(each.missing))
    if best.missing:
        yield (
            _("{subject}: still empty: {names}.").format(
                subject=best.subject, names=listed(best.missing)
            ),
            best.form,
        )
    if best.story > STORY_LONGEST:
        yield (
            _("{subject}: the story has {count} characters; {most} fit.").format(
                subject=best.subject, count=best.story, most=STORY_LONGEST
            ),
            "story",
        )


def _season_known(here: Here) -> Misses:
    for each in seasons(here.state):
        if isinstance(each.indices, NotAvailable):
            yield (
                _("{channel}: {reason} Type its season.").format(
                    channel=each.channel, reason=each.indices.reason
                ),
                "season",
            )


def _tactics_countable(here: Here) -> Misses:
    needed = here.check.number("n")
    for each in strategies(here.state):
        if len(each.countable) < needed:
            sentence = _(
                "{ref}: daily or weekly tactics with a number: {count} of {needed}."
            ).format(ref=each.row.ref, count=len(each.countable), needed=needed)
            yield sentence, each.row.ref


def _strategies_reach_goals(here: Here) -> Misses:
    for found in expected(here.state):
        if not found.strategies:
            yield (
                (
                    _("No strategy is about new business.")
                    if found.direction == "new"
                    else _("No strategy is about existing business.")
                ),
                "strategies",
            )
        elif isinstance(found.needed, NotAvailable):
            continue
        elif isinstance(found.revenue, NotAvailable):
            yield found.revenue.reason, "strategies"
        else:
            new = found.direction == "new"
            yield from _short(
                _("Strategies for new business lack {amount} of the revenue needed.")
                if new
                else _("Strategies for existing business lack {amount} of the revenue needed."),
                found.gap,
            )
            yield from _short(
                _("Strategies for new business lack {amount} of the contracts needed.")
                if new
                else _("Strategies for existing business lack {amount} of the contracts needed."),
                found.contracts_gap,
            )


def _short(sentence: str, gap: Figure) -> Misses:
    if not isinstance(gap, NotAvailable) and gap > 0:
        yield sentence.format(amount=plain(gap, 2)), "strategies"


def _tools_decided(here: Here) -> Misses:
    found = tools(here.state)
    if not any(each.category == "crm" for each in found):
        yield _("No CRM is among the tools; add it, and decide whether it is kept."), "tools"
    for each in found:
        if each.lacks:
            yield each.lacks, each.row.ref


def _kpis_led(here: Here) -> Misses:
    rows = records(here.state, "kpis")
    for kind in ("process", "result"):
        if not any(text(row, "kind") == kind for row in rows):
            yield (
                (
                    _("There is no process KPI.")
                    if kind == "process"
                    else _("There is no result KPI.")
                ),
                "kpis",
            )
    for row in rows:
        if not text(row, "person"):
            yield (
                _("{ref} {name} has no person.").format(ref=row.ref, name=text(row, "name")),
                row.ref,
            )


def _churn_has_cause(here: Here) -> Misses:
    for each in client_revenue(here.state):
        if each.asks_for_cause:
            yield (
                _("Churn rose in {period}: type the cause behind its figures.").format(
                    period=each.period
                ),
                each.key,
            )


def _budget_computed(here: Here) -> Misses:
    found = budget(here.state, here.today)
    if isinstance(found, NotAvailable):
        yield found.reason, "budget"
        return
    for line in found.lines:
        if line.remark:
            yield line.remark, line.row.ref
    for figure, go_to in ((found.cost.total, "budget"), (found.benefit, "benefit")):
        if isinstance(figure, NotAvailable):
            yield figure.reason, go_to
            return
    if isinstance(found.phased, NotAvailable):
        yield found.phased.reason, "q1"
    if found.warning and not found.reason:
        yield found.warning, "reason"


CHECKS: dict[str, Check] = {
    "mission_written": _mission_written,
    "channel_plan_adds_up": _channel_plan_adds_up,
    "roles_staffed": _roles_staffed,
    "people_have_kpis": _people_have_kpis,
    "persona_told": _persona_told,
    "season_known": _season_known,
    "tactics_countable": _tactics_countable,
    "strategies_reach_goals": _strategies_reach_goals,
    "tools_decided": _tools_decided,
    "kpis_led": _kpis_led,
    "churn_has_cause": _churn_has_cause,
    "budget_computed": _budget_computed,
}
