"""Sales funnel: conversions, working back from a goal, rhythm of work, weighted pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

from facilitator.methods.exact import (
    Exact,
    NotAvailable,
    divide,
    fraction,
    mean,
    median,
    root,
    total,
)
from facilitator.words.language import _

SMALL_SAMPLE_BELOW = 30
_WEEK = timedelta(days=7)
_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class StageCount:
    """Deals that reached a stage; None where nobody counted."""

    stage: str
    count: int | None


@dataclass(frozen=True, slots=True)
class StageRate:
    """One stage of the funnel with what became of its deals."""

    stage: str
    count: int | None
    conversion: Fraction | NotAvailable
    """Next stage divided by this one."""
    to_contract: Fraction | NotAvailable
    """Last stage divided by this one: the chance of a deal that stands here."""
    small_sample: bool
    """Whether fewer than 30 deals stand behind the rates."""
    warning: str | None


def conversions(stages: Sequence[StageCount]) -> tuple[StageRate, ...]:
    """Rates of every stage in order; the last stage has no conversion.

    Raises ValueError for a negative count.
    """
    if any(one.count is not None and one.count < 0 for one in stages):
        raise ValueError(_("A stage has a negative count; enter 0 or more."))
    return tuple(
        _stage_rate(one, stages[at] if at < len(stages) else None, stages[-1])
        for at, one in enumerate(stages, 1)
    )


def _stage_rate(one: StageCount, after: StageCount | None, last: StageCount) -> StageRate:
    conversion = NotAvailable(_("This is the last stage.")) if after is None else _rate(after, one)
    warning = None
    if after is not None and not isinstance(conversion, NotAvailable) and conversion > 1:
        warning = _("More deals at {later} than at {earlier}: check both counts.").format(
            later=after.stage, earlier=one.stage
        )
    small = one.count is not None and one.count < SMALL_SAMPLE_BELOW
    return StageRate(one.stage, one.count, conversion, _rate(last, one), small, warning)


def _rate(later: StageCount, earlier: StageCount) -> Fraction | NotAvailable:
    for one in (earlier, later):
        if one.count is None:
            return NotAvailable(_("The count of {step} is not entered.").format(step=one.stage))
    return divide(
        later.count or 0,
        earlier.count or 0,
        _("No deal reached {step}.").format(step=earlier.stage),
    )


def cycle_warning(cycle_days: int, period_days: int) -> str | None:
    """Sentence when counts of one period cannot give true conversions, else None."""
    if cycle_days <= period_days:
        return None
    return _("The sales cycle is longer than the period counted: follow the same deals instead.")


@dataclass(frozen=True, slots=True)
class Need:
    """How many deals a stage needs."""

    stage: str
    exact: Fraction | NotAvailable

    @property
    def count(self) -> int | NotAvailable:
        """Whole deals, rounded up."""
        return self.exact if isinstance(self.exact, NotAvailable) else ceil(self.exact)


def work_back(
    target: Exact, stages: Sequence[str], rates: Sequence[Exact | NotAvailable | None]
) -> tuple[Need, ...]:
    """What every stage needs for `target` at the last one, first stage first.

    `rates` are the conversions between neighbours, one fewer than stages. Rounding up happens
    per stage from the exact need, never from a rounded one. A rate that is zero or missing
    leaves its stage and all before it not available. Raises ValueError for lists that do not
    match or a negative number.
    """
    if len(rates) != len(stages) - 1:
        raise ValueError("there is one conversion between each two neighbouring stages")
    if fraction(target) < 0:
        raise ValueError(_("The target is negative; enter 0 or more."))
    need: Fraction | NotAvailable = fraction(target)
    needs = [Need(stages[-1], need)]
    for at in range(len(rates) - 1, -1, -1):
        need = _before(need, rates[at], stages[at], stages[at + 1])
        needs.append(Need(stages[at], need))
    return tuple(reversed(needs))


def _before(
    need: Fraction | NotAvailable, rate: Exact | NotAvailable | None, this: str, following: str
) -> Fraction | NotAvailable:
    if isinstance(need, NotAvailable):
        return need
    if rate is None or isinstance(rate, NotAvailable):
        return NotAvailable(
            _("The conversion from {step} to {following} is missing; enter an assumption.").format(
                step=this, following=following
            )
        )
    if fraction(rate) < 0:
        raise ValueError(
            _(
                "The conversion from {step} to {following} is negative; enter a share such as 0.1."
            ).format(step=this, following=following)
        )
    return divide(
        need,
        rate,
        _("The conversion from {step} to {following} is zero; enter an assumption.").format(
            step=this, following=following
        ),
    )


def revenue_gap(
    target: Exact, base: Exact, attrition: Exact = 0, planned_growth: Exact = 0
) -> Fraction:
    """Money new business must bring: target − base + attrition − growth of existing clients."""
    return fraction(target) - fraction(base) + fraction(attrition) - fraction(planned_growth)


def contracts_needed(gap: Exact, average_contract: Exact | None) -> int | NotAvailable:
    """Whole contracts that close a revenue gap, rounded up; none when there is no gap."""
    if average_contract is None or fraction(average_contract) <= 0:
        return NotAvailable(
            _("The average first-year contract is missing or zero; enter an assumption.")
        )
    return max(0, ceil(fraction(gap) / fraction(average_contract)))


def last_useful_start(deadline: date, cycle_days: int) -> date:
    """Last day on which a first contact can still become a contract by the deadline."""
    return deadline - timedelta(days=cycle_days)


def working_weeks(first: date, last: date) -> int:
    """Calendar weeks with at least one weekday between two dates, both included."""
    start = first - timedelta(days=first.weekday())
    if first.weekday() >= _WORKING_DAYS:
        start += _WEEK
    end = last - timedelta(days=last.weekday())
    return max(0, (end - start) // _WEEK + 1)


@dataclass(frozen=True, slots=True)
class WeeklyNorm:
    """Activities a week: the exact rate and the whole number to agree on."""

    exact: Fraction

    @property
    def count(self) -> int:
        """Whole activities, rounded up."""
        return ceil(self.exact)


def weekly_norm(needed: int | NotAvailable, weeks: int) -> WeeklyNorm | NotAvailable:
    """Spread the needed number over the working weeks left."""
    if isinstance(needed, NotAvailable):
        return needed
    if weeks <= 0:
        return NotAvailable(_("No working week is left before the last useful start."))
    return WeeklyNorm(Fraction(needed, weeks))


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal; the chance is a share 0…1, None while nobody has estimated it."""

    name: str
    amount: Exact
    chance: Exact | None
    closes_on: date | None = None
    """Day the contract is expected."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Weighted pipeline; show the deals beside the sum, a few large ones decide it."""

    amount: Fraction
    """Sum of all deals, estimated or not."""
    expected: Fraction
    """Sum of amount × chance over the estimated deals."""
    variance: Fraction
    weighted: tuple[tuple[str, Fraction], ...]
    unrated: tuple[str, ...]
    """Deals without a chance: not in the expected value."""

    @property
    def spread(self) -> Decimal:
        """One sigma of the expected value if deals are independent."""
        return root(self.variance)


def weighted_pipeline(deals: Sequence[Deal]) -> Pipeline | NotAvailable:
    """Expected value of open deals; raises ValueError for a chance outside 0…1."""
    if not deals:
        return NotAvailable(_("There are no open deals."))
    weighted: list[tuple[str, Fraction]] = []
    variances: list[Fraction] = []
    for deal in deals:
        if deal.chance is None:
            continue
        chance, amount = fraction(deal.chance), fraction(deal.amount)
        if not 0 <= chance <= 1:
            raise ValueError(
                _("The chance of {name} lies outside 0 to 100 %; correct it.").format(
                    name=deal.name
                )
            )
        weighted.append((deal.name, amount * chance))
        variances.append(amount**2 * chance * (1 - chance))
    return Pipeline(
        amount=total([deal.amount for deal in deals]),
        expected=total([value for _unused, value in weighted]),
        variance=total(variances),
        weighted=tuple(weighted),
        unrated=tuple(deal.name for deal in deals if deal.chance is None),
    )


@dataclass(frozen=True, slots=True)
class SalesCycle:
    """Days from first contact to contract over won deals."""

    mean: Fraction
    median: Fraction
    deals: int

    def stale(self, open_days: int) -> bool:
        """Whether an open deal is older than twice the median."""
        return open_days > 2 * self.median


def sales_cycle(days: Sequence[int]) -> SalesCycle | NotAvailable:
    """Mean and median length of the won deals."""
    centre, middle = mean(days), median(days)
    if isinstance(centre, NotAvailable) or isinstance(middle, NotAvailable):
        return NotAvailable(_("No deal has been won yet."))
    return SalesCycle(centre, middle, len(days))


def sales_velocity(
    deals: int, average_value: Exact, win_rate: Exact, cycle_days: int
) -> Fraction | NotAvailable:
    """Money a day: deals × average value × win rate ÷ cycle days."""
    money = deals * fraction(average_value) * fraction(win_rate)
    return divide(money, cycle_days, _("The length of the sales cycle is not known."))
