"""Rows of the ledgers as the room reads them: what matters at the right, what is wrong below."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from facilitator.methods.actions import Field as FindingField
from facilitator.methods.actions import Finding, IsHoliday, Level
from facilitator.methods.exact import NotAvailable
from facilitator.methods.gaps import GapFlag, GapRow
from facilitator.model import Action, ActionStatus, Participant, Requirement
from facilitator.words.deadline import weekend_or_holiday
from facilitator.words.language import _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.results.actions import findings, plan_on, served
from facilitator.workshop.results.gaps import Gaps, gaps
from facilitator.workshop.results.goals import GoalResult, goals
from facilitator.workshop.results.options import bottlenecks
from facilitator.workshop.state import State
from screens.stages.shown import NOTHING, cost, day, number, percent, plain
from screens.widgets.itemlist import Item, Tone

Rows = Callable[[State, date], list[Item]]
Summary = Callable[[State, date], str]

STATUS_SIGNS: Mapping[str, str] = {
    ActionStatus.OPEN: "○",
    ActionStatus.IN_PROGRESS: "◐",
    ActionStatus.DONE: "●",
    ActionStatus.BLOCKED: "■",
    ActionStatus.CANCELLED: "–",
}
NEEDS_PROOF = (ActionStatus.DONE, ActionStatus.BLOCKED)


# -- requirements ----------------------------------------------------------------------------------


def requirement_items(state: State, today: date) -> list[Item]:
    """Levels, gap and weighted gap at the right; flags in words."""
    found = gaps(state)
    rated = (
        {}
        if isinstance(found, NotAvailable)
        else {each.requirement.ref: each for each in found.matrix.rows}
    )
    uncovered = () if isinstance(found, NotAvailable) else found.uncovered
    return [_requirement(row, rated.get(row.ref), uncovered) for row in state.rows(Requirement)]


def _requirement(row: Requirement, rated: GapRow | None, uncovered: tuple[str, ...]) -> Item:
    levels = (row.importance, row.required, row.own, row.competitor)
    right = " ".join("·" if level is None else str(level) for level in levels)
    flags = rated.flags if rated else ()
    words = [called(flag) for flag in flags]
    gap = rated.gap if rated else None
    weighted = rated.weighted if rated else None
    if isinstance(gap, int) and isinstance(weighted, int):
        gap_said = _("gap {gap} → {weighted}").format(gap=gap, weighted=f"{weighted:>2}")
        right = f"{right}  {gap_said}"
    else:
        right = f"{right}  {_('gap –')}     "
        words.insert(0, _unrated(row))
    if row.ref in uncovered:
        words.append(_("no action yet"))
    if row.assumption:
        words.append(_("a guess"))
    if row.at_risk:
        words.append(_("watched"))
    return Item(
        row.id, row.text, row.ref, right=right, detail=" · ".join(words), tone=_gap_tone(flags)
    )


def _unrated(row: Requirement) -> str:
    names = (
        (_("importance"), row.importance),
        (_("required"), row.required),
        (_("own"), row.own),
    )
    missing = ", ".join(name for name, level in names if level is None)
    return _("missing: {missing}").format(missing=missing)


def _gap_tone(flags: tuple[GapFlag, ...]) -> Tone:
    if GapFlag.CRITICAL in flags:
        return "bad"
    if GapFlag.COMPETITOR_AHEAD in flags:
        return "warn"
    return "good" if GapFlag.USP_CANDIDATE in flags else ""


def requirement_summary(state: State, today: date) -> str:
    """Fit, sum of the weighted gaps, and what is critical."""
    found = gaps(state)
    if isinstance(found, NotAvailable):
        return _("right: importance, required, own, competitor → gap, weighted gap")
    matrix = found.matrix
    fit = percent(matrix.own.index)
    parts = [_("Fit {share}").format(share=fit)]
    if not isinstance(matrix.competitor.index, NotAvailable):
        parts = [
            _("Fit {share} (competitor {competitor})").format(
                share=fit, competitor=percent(matrix.competitor.index)
            )
        ]
    if isinstance(matrix.weighted_total, int):
        parts.append(_("Σ weighted gap {total}").format(total=matrix.weighted_total))
    parts.append(_critical(found))
    return " · ".join(parts)


def _critical(found: Gaps) -> str:
    if not found.critical:
        return _("nothing critical")
    critical = " ".join(found.critical)
    if found.uncovered:
        return _("critical {critical}, without action {uncovered}").format(
            critical=critical, uncovered=" ".join(found.uncovered)
        )
    return _("critical {critical}").format(critical=critical)


# -- goals -----------------------------------------------------------------------------------------


def goal_items(state: State, today: date) -> list[Item]:
    """Letters of SMART that are met and the confidence at the right; what is missing below."""
    return [_goal(state, each) for each in goals(state, today).goals]


def _goal(state: State, found: GoalResult) -> Item:
    goal, smart = found.goal, found.smart
    if isinstance(smart, NotAvailable):
        return Item(goal.id, goal.text, goal.ref, detail=smart.reason, tone="warn")
    met = {str(letter) for letter in smart.met}
    letters = "".join(letter if letter in met else "·" for letter in "SMART")
    right = letters
    if found.hidden:
        right = f"{letters}  {_('hidden')}"
    elif not isinstance(found.mean, NotAvailable):
        sure = _("{mean} min {lowest}").format(mean=number(found.mean, 2), lowest=found.lowest)
        right = f"{letters}  {sure}"
    owner = state.find(Participant, goal.owner_id)
    facts = [owner.name if owner else "", day(goal.deadline) if goal.deadline else ""]
    if not isinstance(found.change, NotAvailable):
        facts.insert(0, f"{plain(found.change, sign=True)} {goal.unit}{_change(found)}")
    first = smart.missing[0] if smart.missing else None
    if first:
        facts.insert(0, f"{first.letter}: {first.sentence}")
    if not found.has_action:
        facts.append(_("no action yet"))
    tone: Tone = "good" if smart.smart else "warn"
    detail = " · ".join(filter(None, facts))
    return Item(goal.id, goal.text, goal.ref, right=right, detail=detail, tone=tone)


def _change(found: GoalResult) -> str:
    smart = found.smart
    if isinstance(smart, NotAvailable) or isinstance(smart.change, NotAvailable):
        return ""
    return f" ({percent(smart.change, sign=True)})"


def goal_summary(state: State, today: date) -> str:
    """Whether there are too many goals, and whether both directions are covered."""
    found = goals(state, today)
    missing = [each for each in ("new", "existing") if each not in found.directions]
    covered = _("new and existing clients are covered")
    if found.goals and missing:
        covered = (
            _("no goal for new and existing clients")
            if len(missing) > 1
            else _("no goal for new clients")
            if missing == ["new"]
            else _("no goal for existing clients")
        )
    hint = found.hint or ngettext(
        "{count} of at most 3 goals", "{count} of at most 3 goals", len(found.goals)
    ).format(count=len(found.goals))
    return " · ".join(part for part in (hint, covered if found.goals else "") if part)


# -- actions ---------------------------------------------------------------------------------------


def plan_findings(state: State, today: date) -> tuple[Finding, ...]:
    """The checks of the plan, as of the session's day; errors keep it from being agreed."""
    return state.memo(("plan findings", today), lambda: _findings(state, today))


def _findings(state: State, today: date) -> tuple[Finding, ...]:
    return findings(state, state.workshop.day or today, holiday_in(state.workshop.country))


def holiday_in(country: str) -> IsHoliday:
    """Whether people are off on a day, by the calendar of the session's country."""

    def is_holiday(when: date) -> bool:
        try:
            return weekend_or_holiday(when, country) is not None
        except ValueError:  # a country nobody has calendars of
            return weekend_or_holiday(when, "") is not None

    return is_holiday


def action_items(state: State, today: date, late: Collection[str] = ()) -> list[Item]:
    """Owner and deadline at the right, the first problem below."""
    worst: dict[str, Finding] = {}
    for finding in sorted(plan_findings(state, today), key=lambda each: _RANKS[each.level]):
        if finding.ref and finding.level is not Level.INFO:
            worst.setdefault(finding.ref, finding)
    overdue = plan_on(state, today).overdue
    return [
        _action(state, row, worst.get(row.ref), row.ref in overdue, row.ref in late)
        for row in state.rows(Action)
    ]


_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


def _action(
    state: State, row: Action, finding: Finding | None, overdue: bool, is_late_told: bool
) -> Item:
    owner = state.find(Participant, row.owner_id)
    right = f"{owner.initials if owner else '??'} {_short_day(state, row.deadline)}"
    status = ActionStatus(row.status)
    words: list[str] = []
    if status is not ActionStatus.OPEN:
        words.append(called(status) + (f": {row.evidence}" if row.evidence else ""))
    if status in NEEDS_PROOF and not row.evidence:
        words.append(_("f types what shows it"))
    if overdue and not is_late_told:
        words.append(_("overdue"))
    running = status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    is_told = is_late_told and finding is not None and finding.field is FindingField.DEADLINE
    if finding is not None and running and not is_told:
        words.append(finding.sentence.removeprefix(f"{row.ref}: "))
    return Item(
        row.id,
        row.title,
        row.ref,
        mark=STATUS_SIGNS[status],
        right=right,
        detail=" · ".join(words),
        tone=_action_tone(status, finding if running else None, overdue),
    )


def _short_day(state: State, deadline: date | None) -> str:
    """Weekday and date, with the year where it is not that of the session."""
    session = state.workshop.day
    said = day(deadline)
    if deadline is None or session is None or deadline.year != session.year:
        return said
    return said.rpartition(" ")[0]


def _action_tone(status: ActionStatus, finding: Finding | None, overdue: bool) -> Tone:
    if status is ActionStatus.CANCELLED:
        return "muted"
    if status is ActionStatus.DONE:
        return "good"
    if overdue or status is ActionStatus.BLOCKED:
        return "bad"
    if finding is None:
        return ""
    return "bad" if finding.level is Level.ERROR else "warn"


def action_summary(state: State, today: date) -> str:
    """Load of each owner, cost, and remarks about the plan as a whole."""
    plan = plan_on(state, today)
    waiting = [card.ref for card in bottlenecks(state) if card.ref not in served(state)]
    narrow = (
        _("bottlenecks without an action: {waiting}").format(waiting=" ".join(waiting))
        if waiting
        else ""
    )
    if not plan.items:
        how = _("type: @owner what by when; done: how we see it; from: R1 G1")
        return " · ".join(filter(None, (narrow, how)))
    parts = [narrow] if narrow else []
    loads = " ".join(f"{each.owner} {each.actions}" for each in plan.loads)
    parts.append(_("Load {loads}").format(loads=loads))
    if plan.costed:
        parts.append(cost(plan.cost, state.workshop.currency))
    done = plan.by_status[next(each for each in plan.by_status if each.value == "done")]
    if done:
        parts.append(_("{done} of {items} done").format(done=done, items=len(plan.items)))
    if plan.overdue:
        parts.append(_("overdue {overdue}").format(overdue=" ".join(plan.overdue)))
    parts += [each.sentence for each in plan_findings(state, today) if each.ref is None]
    return " · ".join(part for part in parts if part != NOTHING)
