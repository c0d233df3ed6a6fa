"""Checks of the stages of a sales plan."""

from facilitator.methods.exact import Figure, NotAvailable, plain
from facilitator.words.language import _
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
            said = _("{channel} plans {measure} {plain} below {ref}.").format(
                channel=goal.channel, measure=goal.measure, plain=plain(goal.gap, 2), ref=goal.ref
            )
            yield _("{said} Raise the plan, or change the goal.").format(said=said), "channel_plan"


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
                _("{called}: somebody in it has left; name who follows.").format(
                    called=role.called
                ),
                role.row.ref,
            )
        elif not role.staffed:
            yield _("{called} has nobody in it.").format(called=role.called), role.row.ref


def _people_have_kpis(here: Here) -> Misses:
    for found in kpis_by_person(here.state):
        if found.lacks:
            kinds = _(" and ").join(found.lacks)
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
            _("{subject}: still empty: {listed}.").format(
                subject=best.subject, listed=listed(best.missing)
            ),
            best.form,
        )
    if best.story > STORY_LONGEST:
        yield (
            _("{subject}: the story has {story} characters; {story_longest} fit.").format(
                subject=best.subject, story=best.story, story_longest=STORY_LONGEST
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
            count = _("{countable} of {needed}").format(
                countable=len(each.countable), needed=needed
            )
            sentence = _("{ref}: daily or weekly tactics with a number: {count}.").format(
                ref=each.row.ref, count=count
            )
            yield sentence, each.row.ref


def _strategies_reach_goals(here: Here) -> Misses:
    for found in expected(here.state):
        if not found.strategies:
            yield (
                _("No strategy is about {direction} business.").format(direction=found.direction),
                "strategies",
            )
        elif isinstance(found.needed, NotAvailable):
            continue
        elif isinstance(found.revenue, NotAvailable):
            yield found.revenue.reason, "strategies"
        else:
            yield from _short(found.direction, "revenue", found.gap)
            yield from _short(found.direction, "contracts", found.contracts_gap)


def _short(direction: str, what: str, gap: Figure) -> Misses:
    if not isinstance(gap, NotAvailable) and gap > 0:
        sentence = _(
            "Strategies for {direction} business lack {plain} of the {what} needed."
        ).format(direction=direction, plain=plain(gap, 2), what=what)
        yield sentence, "strategies"


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
            yield _("There is no {kind} KPI.").format(kind=kind), "kpis"
    for row in rows:
        if not text(row, "person"):
            yield (
                _("{ref} {text} has no person.").format(ref=row.ref, text=text(row, "name")),
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
