"""What follows from the ledgers a session may keep beside its stages."""

from datetime import date
from fractions import Fraction

import pytest

from facilitator.agenda import ready_agenda
from facilitator.agenda import stage as catalogue_stage
from facilitator.methods.exact import NotAvailable
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exits.figures import CHECKS
from facilitator.workshop.figures import type_figures
from facilitator.workshop.forms import answer
from facilitator.workshop.plans.followup_budget import budget_standings
from facilitator.workshop.plans.operational_metrics import metrics
from facilitator.workshop.records import add_record, add_records
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.results.key_clients import (
    growth,
    look_alikes,
    segment_roles,
    value_by_channel,
)
from facilitator.workshop.results.preparation import pack, rumours
from facilitator.workshop.results.sale_steps import certified, step_care, techniques, weak_steps
from facilitator.workshop.results.value import usp_care
from facilitator.workshop.stages import new_stage
from screens.stages.plans import plan_lines
from screens.stages.plans.session import LINES
from tests.workshop.conftest import NOW
from tests.workshop.demo_rows import TODAY, state_of
from tests.workshop.exits.lacking import lacking

KEYS = ("A1", "A3", "A4", "A5", "A6", "S5", "S6")


@pytest.fixture
def edit():
    stages = [new_stage("w", catalogue_stage(key)) for key in KEYS]
    return Edit(state_of(*stages), NOW, TODAY)


def said(edit, ledger):
    lines = plan_lines(edit.state, ledger, TODAY) or []
    return " | ".join(f"{item.text} {item.right} {item.detail}".strip() for item in lines)


def test_nothing_is_said_where_nothing_is_kept(edit):
    assert all(not build(edit.state, TODAY) for build in LINES.values())


def test_the_data_pack_counts_what_is_ready(edit):
    add_records(edit, "data_pack", ["Sales; ready", "Clients; partial", "Letters"])
    found = pack(edit.state)
    assert (found.counts, found.untold, found.whole) == (
        {"ready": 1, "partial": 1, "missing": 0}, 1, False,
    )  # fmt: skip
    assert "Not ready: Clients, Letters." in said(edit, "data_pack")


def test_a_fact_without_a_source_is_questioned(edit):
    add_records(edit, "market_facts", ["Space grew 12 %; statistics; 30 Sep 2026", "Rivals merge"])
    assert [row.ref for row in rumours(edit.state)] == ["MF2"]
    assert "MF2? no source" in said(edit, "market_facts")


def test_value_of_a_channel_is_the_mean_of_its_known_steps(edit):
    lines = ["Advice; Corporate; 3; us", "Delivery; Corporate; 0", "Service; Corporate; 2"]
    add_records(edit, "value_map", [*lines, "Delivery; Dealer"])
    corporate, dealer = value_by_channel(edit.state)
    assert (corporate.mean, corporate.top, corporate.empty) == (
        Fraction(5, 3), ("Advice",), ("Delivery",),
    )  # fmt: skip
    assert isinstance(dealer.mean, NotAvailable)
    assert "Corporate: nothing for the client in Delivery." in said(edit, "value_map")
    with pytest.raises(Refused, match="Value is at most 3"):
        add_record(edit, "value_map", "Price; Dealer; 4")


def test_the_worst_step_and_steps_without_rules_are_named(edit):
    type_figures(
        edit, "funnel", ["Cold calls; 400; 2; 8", "First meetings; 32; 14", "Qualified; 20"]
    )
    add_record(edit, "process_steps", "Qualified; needs talk; budget known")
    found = weak_steps(edit.state)
    assert found.conversion == ("Cold calls", Fraction(2, 25), 400)
    assert (found.days, found.cost) == (("First meetings", 14), ("Cold calls", 8))
    care = {each.step: (each.described, each.lacks_loss_reason) for each in step_care(edit.state)}
    assert care == {
        "Cold calls": (False, False),
        "First meetings": (False, False),
        "Qualified": (True, True),
    }
    assert "Qualified: why are deals lost here?" in said(edit, "process_steps")


def test_findings_come_existing_clients_first_and_say_what_nobody_looked_at(edit):
    add_records(
        edit, "techniques", ["Mails proposals; new; process", "No visits; existing; people"]
    )
    found = techniques(edit.state)
    assert [row.ref for row in found.findings] == ["TF2", "TF1"]
    assert found.blind == ("channel", "tool")
    assert "Nothing about channel, tool" in said(edit, "techniques")


def test_certified_means_eighty_per_cent_in_every_exam(edit):
    lines = ["Retrofit; PN; 80", "Panels; PN; 95", "Retrofit; EM; 79.9", "Retrofit; TL"]
    add_records(edit, "certificates", lines)
    found = certified(edit.state)
    assert (found.passed, found.share) == (("Piotr Nowak",), Fraction(1, 3))
    assert "Not yet: Elena Markovic, Tomasz Lis." in said(edit, "certificates")


def test_an_a_client_without_offer_and_owner_is_named(edit):
    lines = ["Halmer Logistics; A; 520; 650; second hall; PN", "Ostara; A; 200", "Small; C; 5"]
    add_records(edit, "key_accounts", lines)
    found = growth(edit.state)
    assert (found.to_win, found.counted, found.without) == (130, 1, ("Ostara",))
    type_figures(edit, "accounts", ["Corporate; Vantor; 900 900 900 900"])
    assert growth(edit.state).without == ("Vantor", "Ostara")


def test_segments_by_role_and_companies_by_progress(edit):
    add_records(edit, "segments", ["Cold stores; strategic", "Plants; core", "Offices; reserve"])
    assert segment_roles(edit.state)["strategic"] == ("Cold stores",)
    add_records(edit, "look_alikes", ["One; listed", "Two; met", "Three; met"])
    assert look_alikes(edit.state) == {"listed": 1, "contacted": 0, "met": 2, "won": 0, "lost": 0}
    assert "Companies 3" in said(edit, "look_alikes")


def test_a_usp_is_developed_proved_and_tested_with_five_readers(edit):
    answer(edit, "usp", "status", "none", "Dealer")
    answer(edit, "usp", "status", "tested", "Corporate")
    answer(edit, "usp", "statement", "Light as a service", "Corporate")
    care = {each.channel: each for each in usp_care(edit.state)}
    assert care["Dealer"].to_develop and care["Corporate"].too_few_readers
    assert care["Corporate"].unproved and not care["Retail"].unproved
    assert "develop the USP for Dealer" in said(edit, "usp")
    assert ("Corporate: “tested” needs readers: 0 of 5.", "value_test") in lacking(
        "usp_per_channel", key="A5", state=edit.state
    )
    type_figures(edit, "value_test", ["Proposal; 5; 4; 4; 4; 4; 4"])
    assert not any(each.too_few_readers for each in usp_care(edit.state))


def test_what_a_usp_rests_on_is_one_of_five(edit):
    assert answer(edit, "usp", "basis", "proc", "Dealer") == "process"
    with pytest.raises(Refused, match="product, process, service, terms, people"):
        answer(edit, "usp", "basis", "price", "Dealer")


def test_value_at_risk_is_watched_in_the_gap_log(edit):
    add_requirement(edit, "On-time delivery", at_risk="y")
    add_requirement(edit, "Single contact")
    told = said(edit, "gaps")
    assert "On-time delivery" in told and "Single contact" not in told
    assert "requirements" in ready_agenda("follow_up").takes


def test_channels_are_not_chosen_without_figures_or_a_reason(edit):
    check = {"stages": "A1 A2"}
    said = "A1 Dynamics has no figures yet; type them, or go on with a reason."
    assert lacking("audited", key="S3", state=edit.state, **check) == [(said, "A1")]
    type_figures(edit, "sales", ["Dealer; 2026; 5"])
    assert lacking("audited", key="S3", state=edit.state, **check) == []
    assert "audited" in CHECKS


def test_base_figures_stand_in_the_audit_with_period_and_basis(edit):
    given = {"period": "Q4 2026", "revenue": "30", "market": "200", "orders": "4"}
    for field, words in given.items():
        answer(edit, "base_metrics", field, words, "Dealer")
    found = {each.id: each.value for each in metrics(edit.state)}
    assert (found["share"], found["cheque"]) == (Fraction(3, 20), Fraction(15, 2))
    assert "Market share 15" in said(edit, "base_metrics").replace("\xa0", " ")
    assert "Q4 2026" in said(edit, "base_metrics")


def test_needs_interests_and_preferences_are_lists(edit):
    kept = [
        answer(edit, "profile_b2b", field, "measured savings; one contact", "Plants")
        for field in ("pains", "interests", "preferences")
    ]
    assert kept == ["measured savings; one contact"] * 3
    assert answer(edit, "profile_b2c", "preferences", "evenings", "Families") == "evenings"


def test_a_kpi_that_serves_no_goal_is_named():
    edit = Edit(state_of(new_stage("w", catalogue_stage("L9"))), NOW, TODAY)
    add_record(edit, "kpis", "Cold calls; process; PN; 17; calls; weekly; CRM")
    assert "No goal is served yet by K1" in said(edit, "kpis")


def test_spending_stands_beside_its_plan():
    edit = Edit(state_of(new_stage("w", catalogue_stage("F2"))), NOW, TODAY)
    add_record(edit, "budget", "Licences; crm; monthly; 2")
    add_record(edit, "budget_facts", "2027-01; 3; B1")
    found = budget_standings(edit.state, date(2027, 2, 18))
    assert not isinstance(found, NotAvailable)
    assert (found.total.variance.plan, found.total.variance.fact) == (2, 3)
