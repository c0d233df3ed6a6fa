"""The year of a sales plan by channel and quarter: growth, gross profit, and what the goals ask.

Source: methods 2.5 and 2.16, worked example 5.16.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from facilitator.methods.exact import Figure, NotAvailable, entered, known
from facilitator.methods.plan_table import (
    ChannelMargin,
    PlanRow,
    ProfitRow,
    plan_row,
    plan_total,
    profit_row,
    profit_total,
)
from facilitator.methods.plan_tree import PartsCheck, check_parts, quarter_plan, shares
from facilitator.model import Channel, Goal
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import N_, _
from facilitator.workshop.results.economics import economics
from facilitator.workshop.results.reading import by_name, guarded, number, rows_of, values
from facilitator.workshop.results.sales import Dynamics, sales
from facilitator.workshop.state import State

CHANNEL_PLAN, QUARTERS = "channel_plan", "quarters"
PERCENT = 100
_SECOND_HALF = 7
_MONTHS = 12


def plan_year(state: State, today: date) -> int:
    """The year the plan is for: its period, else the year after the last one sold in full.

    Without either it is the year of its day, or the next one from July on.
    """
    header = state.workshop
    if header.period_first is not None:
        return header.period_first.year
    found = sales(state)
    if not isinstance(found, NotAvailable):
        full = [
            year
            for each in found.channels
            for year, amount in each.years.items()
            if not isinstance(amount, NotAvailable)
        ]
        if full:
            return max(full) + 1
    day = header.day or today
    return day.year + (day.month >= _SECOND_HALF)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a channel; None where it was not. `margin` is a share."""

    target: Fraction | None = None
    margin: Fraction | None = None
    cost: Fraction | None = None
    quarters: tuple[Fraction | None, ...] = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class ChannelYear:
    """One channel of the plan."""

    name: str
    row: PlanRow
    profit: ProfitRow
    check: PartsCheck | NotAvailable
    """Quarters against the year."""
    margin_typed: bool
    """Whether the margin was typed; else it is that of the base year."""
    base_cost: Figure
    cost: Figure
    """Channel cost of the plan; that of the base year where none is typed."""
    saving: Figure
    """Base cost − planned cost; not available where no cost is planned."""
    split_years: int
    """Full past years behind a proposed split into quarters, 0 when there are none."""

    @property
    def contribution(self) -> Figure:
        """Gross profit − channel cost in the plan year."""
        both = known(self.profit.profit, self.cost)
        return both if isinstance(both, NotAvailable) else both[0] - both[1]


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """A goal about a channel's money against the plan of that channel."""

    ref: str
    channel: str
    measure: str
    target: Fraction
    plan: Figure

    @property
    def gap(self) -> Figure:
        """Target − plan: what the plan leaves open."""
        return self.plan if isinstance(self.plan, NotAvailable) else self.target - self.plan


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """The whole year: channels, totals, goals."""

    year: int
    base_year: int
    channels: tuple[ChannelYear, ...]
    total: PlanRow | NotAvailable
    profit: ProfitRow | NotAvailable
    savings: Figure
    """Planned cuts of channel costs together; not available while none is planned."""
    goals: tuple[GoalCheck, ...]

    def channel(self, name: str) -> ChannelYear:
        """Return one channel by name; KeyError if there is none."""
        return by_name(self.channels, name)


def channel_plan(state: State, today: date) -> ChannelPlan | NotAvailable:
    """The year by channel and quarter, with margins of the base year where none is planned."""
    return state.memo(("channel plan", today), lambda: guarded(lambda: _channel_plan(state, today)))


def _channel_plan(state: State, today: date) -> ChannelPlan | NotAvailable:
    typed = typed_channels(state)
    names = [row.name for row in state.rows(Channel) if row.active]
    names += [name for name in typed if name not in names]
    if not typed:
        return NotAvailable(_("No channel has a target yet. Type: Corporate; 3024."))
    year = plan_year(state, today)
    found = tuple(_channel(state, name, typed.get(name, Typed()), year - 1) for name in names)
    savings = [each.saving for each in found if not isinstance(each.saving, NotAvailable)]
    return ChannelPlan(
        year=year,
        base_year=year - 1,
        channels=found,
        total=plan_total([each.row for each in found]),
        profit=profit_total([each.profit for each in found]),
        savings=sum(savings, Fraction(0))
        if savings
        else NotAvailable(_("No channel cost is planned.")),
        goals=tuple(_goal_checks(state, found)),
    )


def typed_channels(state: State) -> dict[str, Typed]:
    """What the two sheets say, by channel name in the order typed."""
    found: dict[str, Typed] = {}
    for row in rows_of(state, CHANNEL_PLAN):
        target, margin, cost = values(row, 3)[:3]
        share = None if margin is None else Fraction(margin) / PERCENT
        found[row.grouping] = Typed(target, share, cost)
    for row in rows_of(state, QUARTERS):
        year = found.get(row.grouping, Typed())
        parts = tuple(values(row, 4)[:4])
        found[row.grouping] = Typed(year.target, year.margin, year.cost, parts)
    return found


def _channel(state: State, name: str, typed: Typed, base_year: int) -> ChannelYear:
    base = base_revenue(state, name, base_year)
    margin, profit, cost = _base_economics(state, name, base_year)
    quarters = [part for part in typed.quarters if part is not None]
    target = typed.target
    if target is None and len(quarters) == len(typed.quarters):
        target = sum(quarters, Fraction(0))
    planned = typed.margin if typed.margin is not None else margin
    saving: Figure = NotAvailable(_("No cost of {channel} is planned.").format(channel=name))
    if typed.cost is not None:
        saving = cost if isinstance(cost, NotAvailable) else cost - typed.cost
    labels = {
        _("Q{quarter}").format(quarter=number): part
        for number, part in enumerate(typed.quarters, 1)
    }
    past = past_years(state, name, base_year)
    split = shares([_quarters_of(each) for each in past]) if past else NotAvailable("")
    return ChannelYear(
        name=name,
        row=plan_row(name, base, typed.quarters, target),
        profit=profit_row(
            ChannelMargin(
                name, target, None if isinstance(planned, NotAvailable) else planned, profit
            )
        ),
        check=check_parts(labels, target),
        margin_typed=typed.margin is not None,
        base_cost=cost,
        cost=cost if typed.cost is None else typed.cost,
        saving=saving,
        split_years=0 if isinstance(split, NotAvailable) else split.years,
    )


def base_revenue(state: State, channel: str, year: int) -> Fraction | None:
    """Revenue of a channel in a year: from monthly sales, else from the channel economics."""
    history = _history(state, channel)
    amount = history.years.get(year) if history else None
    if amount is not None and not isinstance(amount, NotAvailable):
        return amount
    for row in rows_of(state, "economics"):
        if (row.grouping, row.label.strip()) == (channel, str(year)):
            return values(row, 3)[0]
    return None


def _base_economics(state: State, name: str, year: int) -> tuple[Figure, Figure, Figure]:
    """Margin, gross profit and cost of a channel in the base year."""
    found = economics(state)
    if isinstance(found, NotAvailable):
        return found, found, found
    if found.year.strip() != str(year):
        missing = NotAvailable(
            _("Channel economics are there for {year}, not for {base_year}.").format(
                year=found.year, base_year=year
            )
        )
        return missing, missing, missing
    for each in found.channels:
        if each.name == name:
            return each.gross_margin, each.gross_profit, each.cost
    missing = NotAvailable(_("No economics of {channel} are typed in.").format(channel=name))
    return missing, missing, missing


def _history(state: State, channel: str) -> Dynamics | None:
    found = sales(state)
    if isinstance(found, NotAvailable):
        return None
    return next((each for each in found.channels if each.name == channel), None)


def past_years(state: State, channel: str, last: int) -> list[tuple[Fraction | None, ...]]:
    """Twelve months of each year up to `last`."""
    found = _history(state, channel)
    if found is None:
        return []
    years = range(0, len(found.months), _MONTHS)
    return [
        found.months[at : at + _MONTHS] for at in years if found.first_year + at // _MONTHS <= last
    ]


def proposed_quarters(
    state: State, channel: str, today: date
) -> tuple[Fraction, ...] | NotAvailable:
    """The year's target split by the mean of the channel's past quarter shares (5.16)."""
    typed = typed_channels(state).get(channel, Typed())
    target = entered(
        typed.target,
        _("The target of {channel} is not typed in the channel plan.").format(channel=channel),
    )
    if isinstance(target, NotAvailable):
        return target
    past = past_years(state, channel, plan_year(state, today) - 1)
    if not past:
        return NotAvailable(
            _("No past sales of {channel} say how to split the year.").format(channel=channel)
        )
    return guarded_split(target, past)


def guarded_split(
    target: Fraction, past: Sequence[Sequence[Fraction | None]]
) -> tuple[Fraction, ...] | NotAvailable:
    """Split by past shares; an amount that cannot be split gives its reason."""
    return guarded(lambda: quarter_plan(target, past))


def _quarters_of(months: Sequence[Fraction | None]) -> list[Fraction | None]:
    totals: list[Fraction | None] = []
    for at in range(0, _MONTHS, 3):
        part = [value for value in months[at : at + 3] if value is not None]
        totals.append(sum(part, Fraction(0)) if len(part) == len(months[at : at + 3]) else None)
    return totals


# -- goals ---------------------------------------------------------------------------------------


def _goal_checks(state: State, channels: Sequence[ChannelYear]) -> list[GoalCheck]:
    found: list[GoalCheck] = []
    for goal in state.rows(Goal):
        target = number(goal.target) if goal.target else None
        if target is None:
            continue
        for channel in channels:
            if channel.name.casefold() in goal.scope.casefold():
                measure, planned = _measured(goal.metric, channel)
                if measure:
                    found.append(GoalCheck(goal.ref, channel.name, measure, target, planned))
    return found


def _measured(metric: str, channel: ChannelYear) -> tuple[str, Figure]:
    """What a goal's metric reads in the plan of its channel; empty for anything else."""
    words = metric.casefold()
    if _says(words, N_("contribution")) or (
        _says(words, N_("gross profit")) and _says(words, N_("cost"))
    ):
        return "contribution", channel.contribution
    if _says(words, N_("gross profit")):
        return "gross profit", channel.profit.profit
    return ("revenue", channel.row.plan) if _says(words, N_("revenue")) else ("", NotAvailable(""))


def _says(metric: str, word: str) -> bool:
    """Whether a metric, in small letters, holds the word in any language."""
    return any(said in metric for said in in_every_language(word))
