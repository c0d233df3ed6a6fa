"""Quality of an action plan: one owner, a real deadline, an observable end."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from facilitator.methods.wording import is_vague, starts_with_verb
from facilitator.words.days import say_day
from facilitator.words.language import N_, _, ngettext

SHORTEST, LONGEST = 10, 120
FIRST_STEP_DAYS = 10
MOST_ACTIONS = 15
MOST_PER_OWNER = 4
MOST_SHARE = Fraction(30, 100)
SATURDAY = 5

IsHoliday: TypeAlias = Callable[[date], bool]
"""Whether a date is a public holiday where the session lives; weekends are known here."""


class ActionStatus(StrEnum):
    """Where an action item stands."""

    OPEN = N_("open")
    IN_PROGRESS = N_("in progress")
    DONE = N_("done")
    BLOCKED = N_("blocked")
    CANCELLED = N_("cancelled")


class Level(StrEnum):
    """How serious a finding is; an error keeps the plan from being accepted."""

    ERROR = N_("error")
    WARNING = N_("warning")
    INFO = N_("info")


class Field(StrEnum):
    """The field of an action item a finding is about."""

    TITLE = N_("title")
    OWNER = N_("owner")
    DEADLINE = N_("deadline")
    MEASURE = N_("measure of done")
    FIRST_STEP = N_("first step")
    SOURCE = N_("source")
    DEPENDS_ON = N_("depends on")
    PLAN = N_("plan")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant; an absent one must confirm actions by `confirm_by`."""

    name: str
    present: bool = True
    confirm_by: date | None = None


@dataclass(frozen=True, slots=True)
class ActionItem:
    """An action item; `owners` are keys of persons and should be exactly one."""

    ref: str
    title: str
    owners: tuple[str, ...]
    deadline: date | None
    measure: str = ""
    first_step: str = ""
    first_step_on: date | None = None
    sources: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    status: ActionStatus = ActionStatus.OPEN
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark; `ref` is None when it is about the whole plan."""

    level: Level
    ref: str | None
    field: Field
    sentence: str


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """Actions of one owner; `share` is their part of all actions not cancelled."""

    owner: str
    actions: int
    share: Fraction


def check_plan(
    actions: Sequence[ActionItem],
    people: Mapping[str, Person],
    session_date: date,
    is_holiday: IsHoliday,
    accepting: bool = False,
) -> tuple[Finding, ...]:
    """Check every action that is not cancelled, then the plan as a whole.

    `accepting` turns a missing measure of done from a warning into an error.
    """
    live = [action for action in actions if action.status is not ActionStatus.CANCELLED]
    findings: list[Finding] = []
    for action in live:
        findings += _check_title(action)
        findings += _check_owner(action, people)
        findings += _check_deadline(action, session_date, is_holiday)
        findings += _check_measure(action, accepting)
        findings += _check_first_step(action, session_date, is_holiday)
        if not action.sources:
            sentence = _("No source or goal is linked; say what it comes from.")
            findings.append(_about(action, Level.INFO, Field.SOURCE, sentence))
        findings += _check_dependencies(action, actions)
    return (*findings, *_check_load(live, people))


def _about(action: ActionItem, level: Level, field: Field, sentence: str) -> Finding:
    return Finding(level, action.ref, field, f"{action.ref}: {sentence}")


def _check_title(action: ActionItem) -> list[Finding]:
    title = " ".join(action.title.split())
    sentences: list[str] = []
    if not SHORTEST <= len(title) <= LONGEST:
        sentences.append(
            _("The title has {count} characters; use {shortest} to {longest}.").format(
                count=len(title), shortest=SHORTEST, longest=LONGEST
            )
        )
    if title and not starts_with_verb(title):
        sentences.append(_("Start the title with a verb: what will be done?"))
    if is_vague(title):
        sentences.append(_("The title only promises improvement; add a number or name the deed."))
    return [_about(action, Level.WARNING, Field.TITLE, sentence) for sentence in sentences]


def _check_owner(action: ActionItem, people: Mapping[str, Person]) -> list[Finding]:
    def error(sentence: str) -> list[Finding]:
        return [_about(action, Level.ERROR, Field.OWNER, sentence)]

    if not action.owners:
        return error(_("Nobody owns it; choose one person."))
    key, *others = action.owners
    if others:
        names = ", ".join(_name(owner, people) for owner in action.owners)
        return error(_("{names} share it; choose one owner, the others help.").format(names=names))
    owner = people.get(key)
    if owner is None:
        return error(
            _("{initials} is not in the session; choose a participant.").format(initials=key)
        )
    if not owner.present and owner.confirm_by is None:
        return error(
            _("{name} is absent; set the date by which {name} confirms.").format(name=owner.name)
        )
    return []


def _name(owner: str, people: Mapping[str, Person]) -> str:
    return people[owner].name if owner in people else owner


def _check_deadline(action: ActionItem, session_date: date, is_holiday: IsHoliday) -> list[Finding]:
    deadline = action.deadline
    if deadline is None:
        return [_about(action, Level.ERROR, Field.DEADLINE, _("Set a deadline."))]
    day = say_day(deadline)
    if deadline < session_date:
        sentence = _("The deadline {day} is before the session; choose a later day.").format(
            day=day
        )
        return [_about(action, Level.ERROR, Field.DEADLINE, sentence)]
    sentences: list[str] = []
    if not is_working_day(deadline, is_holiday):
        free = (
            _("The deadline {day} is on a weekend; choose a working day.")
            if deadline.weekday() >= SATURDAY
            else _("The deadline {day} is on a holiday; choose a working day.")
        )
        sentences.append(free.format(day=day))
    if deadline > _a_year_after(session_date):
        sentences.append(
            _("The deadline {day} is more than 12 months away; split the action.").format(day=day)
        )
    return [_about(action, Level.WARNING, Field.DEADLINE, sentence) for sentence in sentences]


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _check_measure(action: ActionItem, accepting: bool) -> list[Finding]:
    if action.measure.strip():
        return []
    sentence = _("Say how the room will see that it is done: a number, a document, a state.")
    level = Level.ERROR if accepting else Level.WARNING
    return [_about(action, level, Field.MEASURE, sentence)]


def _check_first_step(
    action: ActionItem, session_date: date, is_holiday: IsHoliday
) -> list[Finding]:
    """The first step is due within ten days; a last day off moves to the next working day."""
    if action.status is ActionStatus.DONE:
        return []
    last = session_date + timedelta(days=FIRST_STEP_DAYS)
    while not is_working_day(last, is_holiday):
        last += timedelta(days=1)
    started = action.first_step_on
    if not action.first_step.strip() or started is None:
        sentence = _("Name a first step and its day, no later than {day}.").format(
            day=say_day(last)
        )
    elif started < session_date:
        sentence = _("The first step on {day} is before the session.").format(day=say_day(started))
    elif started > last:
        sentence = _("The first step on {day} is late; start by {latest}.").format(
            day=say_day(started), latest=say_day(last)
        )
    else:
        return []
    return [_about(action, Level.WARNING, Field.FIRST_STEP, sentence)]


def _check_dependencies(action: ActionItem, actions: Sequence[ActionItem]) -> list[Finding]:
    if not action.depends_on:
        return []
    others = {other.ref: other for other in actions}
    sentences: list[str] = []
    for ref in action.depends_on:
        other = others.get(ref)
        if other is None:
            sentences.append(_("It waits for {ref}, which is not in the plan.").format(ref=ref))
        elif other.status is ActionStatus.CANCELLED:
            sentences.append(_("It waits for {ref}, which is cancelled.").format(ref=ref))
        elif other.deadline and action.deadline and other.deadline > action.deadline:
            sentences.append(
                _("It waits for {ref}, due later ({day}).").format(
                    ref=ref, day=say_day(other.deadline)
                )
            )
    return [_about(action, Level.WARNING, Field.DEPENDS_ON, sentence) for sentence in sentences]


def _check_load(live: Sequence[ActionItem], people: Mapping[str, Person]) -> list[Finding]:
    findings: list[Finding] = []
    if len(live) > MOST_ACTIONS:
        sentence = ngettext(
            "{count} actions; choose the {most} that matter most.",
            "{count} actions; choose the {most} that matter most.",
            len(live),
        ).format(count=len(live), most=MOST_ACTIONS)
        findings.append(Finding(Level.WARNING, None, Field.PLAN, sentence))
    for each in loads(live):
        # With one action each, three people hold a third of the plan: that is no overload.
        heavy = each.actions > 1 and each.share > MOST_SHARE
        if heavy or each.actions > MOST_PER_OWNER:
            sentence = ngettext(
                "{name} owns {count} of {whole} actions; share them out.",
                "{name} owns {count} of {whole} actions; share them out.",
                len(live),
            ).format(name=_name(each.owner, people), count=each.actions, whole=len(live))
            findings.append(Finding(Level.WARNING, None, Field.OWNER, sentence))
    return findings


def is_working_day(day: date, is_holiday: IsHoliday) -> bool:
    """Whether a day is neither a weekend nor a holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def loads(actions: Sequence[ActionItem]) -> tuple[OwnerLoad, ...]:
    """Actions per owner, most first and then by name; cancelled actions do not count."""
    live = [action for action in actions if action.status is not ActionStatus.CANCELLED]
    counts: dict[str, int] = {}
    for action in live:
        for owner in dict.fromkeys(action.owners):
            counts[owner] = counts.get(owner, 0) + 1
    return tuple(
        OwnerLoad(owner, count, Fraction(count, len(live)))
        for owner, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def without_action(refs: Sequence[str], actions: Sequence[ActionItem]) -> tuple[str, ...]:
    """Goals, gaps or strategies among `refs` that are no action's source."""
    served: Collection[str] = {
        source
        for action in actions
        if action.status is not ActionStatus.CANCELLED
        for source in action.sources
    }
    return tuple(ref for ref in refs if ref not in served)
