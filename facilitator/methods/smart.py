"""SMART check of a goal (Doran 1981), with the owner Doran called assignable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import Exact, NotAvailable, fraction, mean
from facilitator.words.days import say_day
from facilitator.words.language import N_, _, ngettext

MOST_GOALS = 3
CONFIDENCE_MEAN = 3
CONFIDENCE_LOWEST = 2


class Letter(StrEnum):
    """The five letters, and the owner no goal goes without."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"
    OWNER = N_("owner")


class Direction(StrEnum):
    """Where the metric is to move."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Goal:
    """What the check needs to know of a goal.

    `scope` are the channels, segments, products or territories linked to it, `reasons` the
    mission, SWOT factors, gaps or audit findings. `limit` is the SOM or capacity in the unit of
    the metric. `confidence` holds votes 1–5, None for no vote. Answers of people are None until
    someone was asked.
    """

    text: str = ""
    scope: tuple[str, ...] = ()
    same_reading: bool | None = None
    metric: str = ""
    unit: str = ""
    baseline: Exact | None = None
    target: Exact | None = None
    direction: Direction | None = None
    data_source: str = ""
    limit: Exact | None = None
    activity_shown: bool | None = None
    confidence: tuple[int | None, ...] = ()
    reasons: tuple[str, ...] = ()
    relevance_confirmed: bool | None = None
    deadline: date | None = None
    milestones: tuple[date, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class SmartGap:
    """Why a letter is not met, in one sentence."""

    letter: Letter
    sentence: str


@dataclass(frozen=True, slots=True)
class Smart:
    """Letters met, what is missing, and what people still have to confirm.

    A question nobody has answered yet is `to_confirm` and does not cost the letter; a "no" does.
    `change` is the distance to the target as a part of the baseline.
    """

    met: tuple[Letter, ...]
    missing: tuple[SmartGap, ...]
    to_confirm: tuple[SmartGap, ...]
    confidence: Fraction | NotAvailable
    change: Fraction | NotAvailable

    @property
    def letters(self) -> int:
        """How many of the five letters are met; the owner is no letter."""
        return sum(letter is not Letter.OWNER for letter in self.met)

    @property
    def smart(self) -> bool:
        """Whether all five letters are met and the goal has an owner."""
        return not self.missing


def check_goal(goal: Goal, plan_start: date, plan_end: date) -> Smart:
    """Check a goal against the plan period.

    Raises ValueError for a period that ends before it starts or a confidence outside 1…5.
    """
    if plan_end < plan_start:
        raise ValueError(_("The plan period ends before it starts; correct one of the dates."))
    missing: list[SmartGap] = []
    for letter, sentences in (
        (Letter.SPECIFIC, _specific(goal)),
        (Letter.MEASURABLE, _measurable(goal)),
        (Letter.ACHIEVABLE, _achievable(goal)),
        (Letter.RELEVANT, _relevant(goal)),
        (Letter.TIME_BOUND, _time_bound(goal, plan_start, plan_end)),
        (Letter.OWNER, [] if goal.owner else [_("Name one owner of the goal.")]),
    ):
        missing.extend(SmartGap(letter, sentence) for sentence in sentences)
    unmet = {gap.letter for gap in missing}
    return Smart(
        met=tuple(letter for letter in Letter if letter not in unmet),
        missing=tuple(missing),
        to_confirm=tuple(_to_confirm(goal)),
        confidence=mean(_votes(goal)),
        change=_change(goal),
    )


def goals_hint(goal_count: int) -> str | None:
    """Say what is wrong with the number of goals, or None for one to three."""
    if goal_count < 1:
        return _("There is no goal yet; write one.")
    if goal_count > MOST_GOALS:
        return ngettext(
            "{count} goals; choose the {most} that matter most.",
            "{count} goals; choose the {most} that matter most.",
            goal_count,
        ).format(count=goal_count, most=MOST_GOALS)
    return None


def _specific(goal: Goal) -> list[str]:
    found: list[str] = []
    if not goal.text.strip():
        found.append(_("Write the goal as one sentence."))
    if not goal.scope:
        found.append(_("Link the channel, segment, product or territory the goal is about."))
    if goal.same_reading is False:
        found.append(_("Two people read it differently; reword until they agree."))
    return found


def _measurable(goal: Goal) -> list[str]:
    found: list[str] = []
    if not goal.metric.strip() or not goal.unit.strip():
        found.append(_("Name the metric and its unit."))
    if goal.baseline is None:
        found.append(_("Enter the baseline: the value today."))
    if goal.target is None:
        found.append(_("Enter the target value."))
    if goal.baseline is None or goal.target is None:
        return found
    step = fraction(goal.target) - fraction(goal.baseline)
    if step == 0:
        found.append(_("The target equals the baseline; nothing would change."))
    elif goal.direction is Direction.UP and step < 0:
        found.append(_("The metric is to rise, but the target is below the baseline."))
    elif goal.direction is Direction.DOWN and step > 0:
        found.append(_("The metric is to fall, but the target is above the baseline."))
    return found


def _achievable(goal: Goal) -> list[str]:
    found: list[str] = []
    rising = goal.direction is not Direction.DOWN
    if rising and goal.limit is not None and goal.target is not None:
        over = fraction(goal.target) - fraction(goal.limit)
        if over > 0:
            found.append(
                _("The target is above what the market or capacity allows; lower it or raise that.")
            )
    if goal.activity_shown is False:
        found.append(_("The activity needed does not fit; look at the funnel again."))
    votes = _votes(goal)
    if votes and (sum(votes) < CONFIDENCE_MEAN * len(votes) or min(votes) < CONFIDENCE_LOWEST):
        found.append(
            _("Confidence is low (lowest {vote}); ask what would raise it by one point.").format(
                vote=min(votes)
            )
        )
    return found


def _relevant(goal: Goal) -> list[str]:
    found: list[str] = []
    if not goal.reasons:
        found.append(_("Link the mission, SWOT factor, gap or audit finding the goal answers."))
    if goal.relevance_confirmed is False:
        found.append(_("The room does not see why this goal matters; link another reason."))
    return found


def _time_bound(goal: Goal, start: date, end: date) -> list[str]:
    if goal.deadline is None:
        return [_("Set a deadline.")]
    found: list[str] = []
    if not start <= goal.deadline <= end:
        found.append(
            _("The deadline {day} is outside the plan period {start} to {end}.").format(
                day=say_day(goal.deadline), start=say_day(start), end=say_day(end)
            )
        )
    if not any(start <= milestone < goal.deadline for milestone in goal.milestones):
        found.append(_("Add a milestone between the start of the plan and the deadline."))
    return found


def _to_confirm(goal: Goal) -> list[SmartGap]:
    asked = (
        (Letter.SPECIFIC, goal.same_reading is None, _("Would two people read it the same way?")),
        (Letter.MEASURABLE, not goal.data_source.strip(), _("Which source gives the figure?")),
        (Letter.ACHIEVABLE, goal.activity_shown is None, _("Show the activity the goal needs.")),
        (Letter.ACHIEVABLE, not _votes(goal), _("Take a confidence vote from 1 to 5.")),
        (Letter.RELEVANT, goal.relevance_confirmed is None, _("Is this the goal that matters?")),
    )
    return [SmartGap(letter, question) for letter, is_open, question in asked if is_open]


def _votes(goal: Goal) -> Sequence[int]:
    votes = [vote for vote in goal.confidence if vote is not None]
    for vote in votes:
        if not 1 <= vote <= 5:
            raise ValueError(_("A confidence vote is {vote}; use 1 to 5.").format(vote=vote))
    return votes


def _change(goal: Goal) -> Fraction | NotAvailable:
    if goal.baseline is None or goal.target is None:
        return NotAvailable(_("The change needs a baseline and a target."))
    base = fraction(goal.baseline)
    if base <= 0:
        return NotAvailable(_("The change in percent needs a baseline above zero."))
    return fraction(goal.target) / base - 1
