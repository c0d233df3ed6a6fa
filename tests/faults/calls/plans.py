"""Calls in the plans that take over from the session."""

from collections.abc import Iterator

from facilitator.model import Record
from facilitator.workshop import figures, forms, records
from facilitator.workshop.plans import (
    followup_commands,
    operational_commands,
    personal_commands,
    sales_commands,
)
from facilitator.workshop.state import State
from tests.faults.calls.named import (
    PERSON,
    QUARTER,
    REVIEW,
    SALES,
    Call,
    call,
    channel,
    last,
    record,
)


def of_plans() -> Iterator[Call]:
    yield call(SALES, records.add_records, "kpis", ["Calls; process; PN; 17; calls; weekly; CRM"])
    yield call(SALES, forms.answer, "bridge", "cycle_days", "120", "G1")
    yield call(SALES, sales_commands.take_rhythm, last(Record))
    yield call(
        SALES,
        figures.type_figures,
        "client_revenue",
        ["2026 Q3; 40; 1000; 40; 2", "2026 Q4; 60; 1180; 40; 4; late deliveries"],
    )
    yield call(SALES, sales_commands.win_back, _churned)
    yield call(QUARTER, records.change_record, record("RX1"), trigger="Two weeks late")
    yield call(QUARTER, records.reorder_record, record("RX1"), 1)
    yield call(QUARTER, records.action_from_record, record("RX2"), title="Call the factory")
    yield call(QUARTER, operational_commands.action_from_risk, record("RX1"))
    yield call(QUARTER, forms.answer, "base_metrics", "days", "135; 140", channel("Corporate"))
    yield call(QUARTER, forms.answer, "base_metrics", "cycle_target", "90", channel("Corporate"))
    yield call(QUARTER, operational_commands.action_from_metric)
    yield call(
        QUARTER,
        operational_commands.take_person_plans,
        [operational_commands.PersonTargets(4, "Piotr Nowak", why="Season")],
    )
    yield call(QUARTER, records.delete_record, record("RX3"))
    yield call(PERSON, records.add_record, "work", "Bakery; 22 feb 2027; proposal; 45")
    yield call(PERSON, personal_commands.propose_step)
    yield call(PERSON, personal_commands.track, "15 2 1 0 0", "2027-02-17")
    yield call(
        PERSON,
        personal_commands.take_own_months,
        [{"month": "2026-12", "calls": "200", "meetings": "30"}],
    )
    yield call(REVIEW, followup_commands.action_from_kpi, "K1")


def _churned(state: State) -> str:
    from facilitator.workshop.plans.sales_metrics import client_revenue

    return client_revenue(state)[-1].key
