"""KPIs whose quantity people enter day by day: which they are, and their facts by period.

Source: coverage rows 111, 160, 167 and 173. What is typed by hand wins over what is counted.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from fractions import Fraction

from facilitator.methods.counted import Counted, counted, once
from facilitator.methods.exact import NotAvailable
from facilitator.methods.kpi import Frequency, period_of
from facilitator.methods.periods import Period
from facilitator.methods.tracking import DayLog
from facilitator.model import Record, new_id
from facilitator.model.workshop import PERSONAL_PLAN
from facilitator.words.language import N_, _
from facilitator.words.past_period import iso_period, read_period
from facilitator.workshop.edit import Edit
from facilitator.workshop.plans.personal import UNIT
from facilitator.workshop.plans.personal import period_of as days_of
from facilitator.workshop.plans.personal_commands import exact_text
from facilitator.workshop.plans.personal_tracking import MONEY, day_logs
from facilitator.workshop.records import delete_record
from facilitator.workshop.results import records as rows
from facilitator.workshop.state import State

FACTS, KPIS = "kpi_facts", "kpis"

COUNTED = ("counted", "days", "people")
"""Fields of a fact the product fills in itself."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "calls": (N_("Cold calls"),),
    "meetings": (N_("First meetings"),),
    "proposals": (N_("Proposals"), N_("Proposals sent")),
    "contracts": (N_("Contracts"), N_("Contracts issued")),
    "paid": (N_("Paid revenue"),),
    "sum": (N_("Sum of contracts"),),
}
"""KPIs that are counted without being told so; any other says it in its field `tracked`."""

CHOICES = {
    "cold calls": "calls",
    "first meetings": "meetings",
    "proposals": "proposals",
    "contracts": "contracts",
    "paid revenue": "paid",
    "sum of contracts": "sum",
}
"""Choices of the field `tracked`; “by hand” is none of them."""

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "RUB": "₽"}
_LETTERS = {"one": "", "thousand": "k", "million": "M"}


def frequency_of(row: Record) -> Frequency | None:
    """The period the target of a KPI is for; None when nobody said."""
    said = rows.text(row, "frequency")
    return next((each for each in Frequency if each == said), None)


def measure_of(state: State, row: Record) -> str:
    """The measure of the tracked days a KPI is the sum of; empty when it is none of them."""
    said = rows.text(row, "tracked")
    measure = CHOICES.get(said, "")
    if not said:
        name = rows.text(row, "name").casefold()
        measure = next((each for each, names in NAMES.items() if name in _called(names)), "")
    if measure in MONEY and not _in_unit(state, rows.text(row, "unit")):
        return ""
    return "" if "%" in rows.text(row, "unit") else measure


def _called(names: Sequence[str]) -> set[str]:
    return {each.casefold() for name in names for each in (name, _(name))}


def _in_unit(state: State, unit: str) -> bool:
    """Whether money of a KPI is counted as the session counts it: k€, kEUR, k EUR."""
    header = state.workshop
    letter = _LETTERS.get(header.unit, "")
    said = unit.casefold().replace(" ", "").replace("\u00a0", "")
    signs = (header.currency, _SIGNS.get(header.currency, header.currency))
    return said in {f"{letter}{sign}".casefold() for sign in signs}


def tracked_in(state: State, row: Record, period: Period) -> bool:
    """Whether some day of a period has an entry of what a KPI sums, in the plan of one person."""
    measure = measure_of(state, row)
    return bool(measure) and any(
        log.day in period and log.values.get(measure) is not None for log in day_logs(state)
    )


def counted_here(state: State, row: Record, until: date) -> tuple[Counted, ...]:
    """Facts of a KPI from the days of the plan of one person it stands in; none elsewhere."""
    if state.workshop.kind != PERSONAL_PLAN or not (measure := measure_of(state, row)):
        return ()
    person = rows.person(state, row, "person")
    if rows.text(row, "person") and (person is None or person.name != state.workshop.person):
        return ()
    return counted({"": day_logs(state)}, measure, frequency_of(row), until)


# -- a review counts the days of the plans beside it ---------------------------------------------


def count_in(edit: Edit, plans: Sequence[State]) -> int:
    """Keep what the days of personal plans give as facts of the KPIs here; returns how many rows.

    Plans are the newest first. Rows counted before are counted again; what was typed stays, and
    wins where both are there.
    """
    spec = rows.ledgers(edit.state).get(FACTS)
    if spec is None or not plans or not any(each.id == "counted" for each in spec.fields):
        return 0
    return sum(
        _count_kpi(edit, kpi, measure, plans)
        for kpi in rows.records(edit.state, KPIS)
        if (measure := measure_of(edit.state, kpi))
    )


def _count_kpi(edit: Edit, kpi: Record, measure: str, plans: Sequence[State]) -> int:
    person = rows.person(edit.state, kpi, "person")
    if rows.text(kpi, "person") and person is None:
        return 0
    by_name: dict[str, list[Sequence[DayLog]]] = {}
    for plan in plans:
        name = plan.workshop.person
        if plan.workshop.currency == edit.workshop.currency and (
            person is None or person.name == name
        ):
            by_name.setdefault(name, []).append(_scaled(edit.state, plan, measure))
    if not by_name:
        return 0
    logs = {name: once(each) for name, each in by_name.items()}
    every = counted(logs, measure, frequency_of(kpi), edit.today)
    found = {each.period: each for each in every}
    within = [
        period
        for plan in plans
        if plan.workshop.person in by_name and not isinstance(period := days_of(plan), NotAvailable)
    ]
    return len(_keep(edit, kpi, found, person is None)) + _uncount(edit, kpi, within, found)


def _scaled(state: State, plan: State, measure: str) -> Sequence[DayLog]:
    """The days of a plan with money in the unit of the session that counts them."""
    here, there = UNIT.get(state.workshop.unit, 1), UNIT.get(plan.workshop.unit, 1)
    logs = day_logs(plan)
    if measure not in MONEY or here == there:
        return logs
    return [
        DayLog(log.day, {measure: None if value is None else Fraction(value) * there / here})
        for log in logs
        for value in (log.values.get(measure),)
    ]


def _keep(edit: Edit, kpi: Record, found: Mapping[Period, Counted], team: bool) -> list[Record]:
    """Rows that now say what was counted: those that were there, and new ones."""
    frequency = frequency_of(kpi)
    kept: list[Record] = []
    here: dict[Period, Record] = {}
    for row in rows.rows_pointing_to(edit.state, kpi.ref, FACTS):
        period = fact_period(row, frequency)
        if period is not None and (period not in here or rows.text(row, "counted")):
            here[period] = row
    for period, each in found.items():
        values = {"counted": exact_text(each.value), "days": str(each.days)}
        values |= {"people": str(each.people)} if team else {}
        row = here.get(period)
        if row is None:
            values |= {"period": _typed(period, frequency), "kpi": kpi.ref}
            ref = edit.next_refs("KF")[0]
            new = Record(
                id=new_id(), workshop_id=edit.workshop.id, ledger=FACTS, ref=ref, values=values
            )
            kept.append(edit.add_last(new))
        elif row.values != row.values | values:
            kept.append(edit.change(row, values=row.values | values))
    return kept


def _uncount(edit: Edit, kpi: Record, within: Sequence[Period], found: Container[Period]) -> int:
    """Take back what was counted from days that are there no more."""
    changed = 0
    for row in rows.rows_pointing_to(edit.state, kpi.ref, FACTS):
        period = fact_period(row, frequency_of(kpi))
        if period is None or period in found or not rows.text(row, "counted"):
            continue
        if not any(each.first <= period.last and period.first <= each.last for each in within):
            continue
        if rows.text(row, "fact"):
            left = {name: each for name, each in row.values.items() if name not in COUNTED}
            edit.change(row, values=left)
        else:
            delete_record(edit, row.id)
        changed += 1
    return changed


def fact_period(row: Record, frequency: Frequency | None) -> Period | None:
    """The days a fact is about: of one day the period of the KPI it lies in."""
    days = read_period(rows.text(row, "period"))
    if days is None:
        return None
    if frequency is not None and days[0] == days[1]:
        return period_of(frequency, days[0])
    return Period(*days)


def _typed(period: Period, frequency: Frequency | None) -> str:
    """A period as a room types it: a week by its Monday."""
    if frequency is Frequency.WEEKLY:
        return period.first.isoformat()
    return iso_period(period.first, period.last)
