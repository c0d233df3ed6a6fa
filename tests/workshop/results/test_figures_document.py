import json
from dataclasses import asdict

import pytest

from facilitator.demo.sources import kept
from facilitator.model import AuditSource
from facilitator.workshop.results import figures as module
from facilitator.workshop.results.figures import figures
from facilitator.workshop.state import State
from tests.workshop.demo_audit import sheet
from tests.workshop.demo_rows import TODAY, VOTERS, W, all_rows, demo, score, state_of


def at(path, state=None):
    """The value at a path such as "priority/channels/Dealer/score"."""
    value = figures(state or demo(), TODAY)
    for name in path.split("/"):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


GOLDEN = {
    "session/day": "2027-01-14",
    "session/attendance/voters_here": 6,
    "sales/years": {"2024": "4150", "2025": "4400", "2026": "4700"},
    "sales/year_growth_percent": {"2025": "6.02", "2026": "6.82"},
    "sales/cagr_percent": "6.42",
    "sales/trend_per_month": "4.66",
    "sales/season_index/Nov": "1.278",
    "sales/peak_month": "Nov",
    "sales/low_month": "Jul",
    "sales/month_growth_percent/2026/Apr": "10.9",
    "sales/channels/Dealer/year_growth_percent/2026": "-7.14",
    "sales/channels/Dealer/quarter_growth_percent": ["-2.4", "-5.3", "-10.3", "-10.2"],
    "economics/total/gross_margin_percent": "33.88",
    "economics/channels/Corporate/contribution": "647.6",
    "economics/channels/Corporate/return_on_cost_percent": "208.9",
    "accounts/clients/0/cumulative_percent": "12.75",
    "accounts/clients/0/cv_percent": "9.12",
    "accounts/classes/A/revenue_percent": "82.11",
    "accounts/matrix/BY": {"clients": 5, "revenue": "500"},
    "accounts/top3_percent": "33.58",
    "accounts/hhi": "739",
    "retention/total/nrr_percent": "105.21",
    "nps/channels/Corporate/nps": "42.86",
    "nps/channels/Corporate/adjusted": {"nps": "35.3", "low": "-0.02", "high": "70.61"},
    "nps/total/margin": "26.1",
    "nps/differences/0/threshold": "60.1",
    "value_test/Corporate proposal/mean_percent": "50",
    "value_test/Corporate proposal/passed": False,
    "checklist/red": 3,
    "funnel/steps/1/conversion_percent": "62.5",
    "boards/S1/evidence_percent": "55.6",
    "boards/S1/sections/O/suggested": ["O1", "O3", "O4"],
    "options/intensity_percent": {"SO": "74.1", "ST": "55.6", "WO": "66.7", "WT": "55.6"},
    "options/posture": "SO",
    "options/lead_points": "7.4",
    "priority/channels/Corporate/score": "4.4000",
    "priority/channels/Corporate/score_exact": "22/5",
    "priority/channels/Dealer/score": "3.0067",
    "priority/channels/Retail/score": "2.6167",
    "priority/channels/Retail/share_percent": "52.3",
    "priority/cells/Retail/C1/sigma": "1.21",
    "priority/persons/AB/scores/Dealer": "2.94",
    "priority/persons/JW/order": [["Corporate"], ["Dealer", "Retail"]],
    "priority/without_own/scores/Dealer": "2.7175",
    "priority/equal_weights/scores/Corporate": "4.3667",
    "priority/left_out/C2/order": [["Corporate"], ["Retail"], ["Dealer"]],
    "priority/weights_moved/order_changed": False,
    "priority/robustness/Corporate": {"firmness": "robust", "nearest_points": "68.6"},
    "structure/Dealer/width_change_percent": "-37.5",
    "structure/Dealer/planned_revenue": "1500",
    "profiles/0/complete_percent": "100",
    "market/base": {"tam": "33600", "serviceable_companies": "96", "sam": "20160", "som": "3024"},
    "market/low/som": "1605.5",
    "market/high/som": "4375.8",
    "market/position/current_share_percent": "12.5",
    "market/position/look_alikes": 84,
    "gaps/fit_own_exact": "114/151",
    "gaps/fit_competitor_percent": "69.5",
    "gaps/weighted_total": 37,
    "goals/G2/change": "55.6",
    "goals/G2/change_percent": "23.7",
    "goals/G1/mean": "3.67",
    "bridges/0/historical/needs/Cold calls": 600,
    "bridges/0/improved/per_week": "16.7",
    "bridges/0/improved/norm": 17,
    "bridges/0/last_start": "2027-09-02",
    "actions/loads/AB/share_percent": "20.0",
    "actions/cost_minor": 4_000_000,
    "agreement/actions/A07/mean": "4.17",
    "agreement/actions/A07/earlier/1/result": "re-work",
    "agreement/plan/sentence": "accepted by all 6 of 6",
    "agreement/earlier/1/status": "in discussion",
    "rounds/energy/mean": "3.17",
    "rounds/return_on_time/sigma": "0.58",
    "parking/P3": "dropped",
}


@pytest.mark.parametrize("path", GOLDEN)
def test_figures_of_the_demo(path):
    assert at(path) == GOLDEN[path]


def test_the_document_survives_json_and_holds_no_float():
    found = figures(demo(), TODAY)
    assert json.loads(json.dumps(found), parse_float=_refuse) == found


def _refuse(text):
    raise AssertionError(f"{text} is a float")


def test_every_key_is_documented_and_every_documented_key_is_there():
    lines = (module.__doc__ or "").split("\n\n")[2].splitlines()
    documented = [line.split()[0] for line in lines if not line.startswith(" ")]
    read = [
        AuditSource(**W, id=kind, kind=kind, **asdict(taken))
        for kind, taken in zip(("ledger", "survey"), kept(), strict=True)
    ]
    found = figures(State([*all_rows(), *read]), TODAY)
    assert documented == list(found)
    assert found["ledger"]["abc"]["classes"]["A"] == {
        "customers": 11, "revenue": "3350000", "revenue_percent": "82.11"
    }  # fmt: skip
    assert found["survey"]["answers"] == [0, 0, 0, 1, 1, 3, 4, 5, 7, 9, 6]


def test_an_empty_session_shows_only_itself():
    assert list(figures(state_of(), TODAY)) == ["session"]


def test_a_second_vote_adds_the_first_round():
    again = [
        score("retail", "C1", who, int(value), 2)
        for who, value in zip(VOTERS, "332243", strict=True)
    ]
    state = State([*all_rows(), *again])
    assert at("priority/first_round/persons/TL/scores/Retail", state) == "4.05"
    assert at("priority/persons/TL/scores/Retail", state) == "3.80"
    assert at("priority/cells/Retail/C1/sigma", state) == "0.69"
    assert at("priority/must_talk", state) == []


def test_what_cannot_be_computed_carries_its_reason():
    state = state_of(*sheet("economics", [("Shop", "2026", "100 38 0")]))
    found = at("economics/channels/Shop/return_on_cost_percent", state)
    assert found == {"not_available": "The channel has no cost, so there is no return on it."}
