from facilitator.model import (
    Action,
    Card,
    Decision,
    Goal,
    Requirement,
    Stage,
)
from facilitator.workshop.state import State
from tests.workshop.demo_audit import sheet
from tests.workshop.demo_rows import W, all_rows, answers, demo, header, people
from tests.workshop.exits.lacking import lacking, without


def test_sheets_need_rows_values_and_fixed_lines():
    assert lacking("figures_present", key="A2", sheet="economics") == [
        ("Channel economics: nothing is typed in yet.", "economics")
    ]
    rows = sheet(
        "sales", [("Corporate", "2026", "1 2 3 4 5 6 7 8 9 10 11 ·"), ("Dealer", "2026", "0 " * 12)]
    )
    assert lacking("min_values", *rows, key="A1", sheet="sales", n=12) == [
        ("Corporate: 11 of 12 values are typed in.", "sales"),
        ("Retail: 0 of 12 values are typed in.", "sales"),
    ]
    lights = sheet("checklist", [("", "Channel–value", "green"), ("", "offer_client", "red seen")])
    found = lacking("sheet_complete", *lights, key="A6", sheet="checklist")
    assert found[0] == ("Channel–value: evidence is missing.", "channel_value")
    assert found[1] == ("Client base: not filled in.", "client_base")
    assert len(found) == 5


def test_declines_need_a_cause_that_fits_the_quarter():
    def cause(text):
        return Card(**W, id=text, board="A1", section="CA", ref="CA1", text=text)

    check = {"key": "A1", "section": "CA", "state": demo()}
    assert len(lacking("declines_have_causes", **check)) == 4
    assert lacking("declines_have_causes", cause("Dealer: own brands"), **check) == []
    assert lacking("declines_have_causes", cause("dealer Q2–Q3: imports"), **check) == [
        ("Dealer Q4 2026 (-10.2 %) has no cause yet.", "CA")
    ]
    assert len(lacking("declines_have_causes", cause("Retail: weather"), **check)) == 4


def test_findings_are_counted_over_stages_and_causes_are_none():
    def found(section, at):
        return Card(
            **W, id=f"{section}{at}", board="A1", section=section, ref=f"{section}{at}", text="x"
        )

    rows = [found("FD", 1), found("CA", 1)]
    state = State([header(), *people(), *rows, *(r for r in all_rows() if isinstance(r, Stage))])
    assert lacking("pinned_findings", state=state, key="A2", stages="A1 A2", n=3) == [
        ("Findings: 1 of 3 are pinned.", "FE")
    ]


def test_loyalty_value_and_usp():
    ((sentence, target),) = lacking("nps_or_no_data", key="A4")
    assert target == "nps" and "no data" in sentence
    assert lacking("nps_or_no_data", *answers("ticks", {"no_data": "yes"}, "A4"), key="A4") == []
    assert [target for _, target in lacking("usp_per_channel", key="A5")] == ["status"] * 3
    assert lacking("value_test_or_action", key="A5") == [
        ("No value test is typed in, and no action will run one.", "value_test")
    ]
    will = Action(**W, id="A1", ref="A01", title="Run the value test with 10 readers")
    assert lacking("value_test_or_action", will, key="A5") == []


def test_forms_name_the_empty_fields_of_the_best_filling():
    assert lacking("form_complete", key="S5", form="any") == [
        ("Key client (business): not filled in yet.", "segment")
    ]
    rows = answers("profile_b2c", {"needs": "light"}, "Home")
    assert lacking("form_complete", *rows, key="S5", form="any") == [
        ("Key client (consumer): still empty: Channels to buy.", "channels")
    ]
    assert lacking("field_filled", *rows, key="S5", field="exclusion") == [
        ("Exclusion is not filled in yet.", "exclusion")
    ]
    assert lacking("profile_discriminates", *rows, key="S5") == [
        ("No rule says who is not our client.", "exclusion"),
        ("Clients that match: 0 of 3.", "matches"),
        ("No client is named that does not match.", "mismatches"),
    ]


def test_market_and_chain_say_what_is_open():
    assert lacking("market_computed", key="S6")[0][1] == "companies"
    rows = answers(
        "market", {"companies": "160", "average": "210", "serviceable": "60", "attainable": "15"}
    )
    assert lacking("market_computed", *rows, key="S6") == [
        ("Own revenue or own clients are not entered.", "own_revenue")
    ]
    open_chain = answers("chain", {"profile": "x", "value_yes": "yes"}, "1")
    ((sentence, _),) = lacking("chain_checked", *open_chain, key="S7")
    assert sentence.startswith("The chain check is not finished.")
    broken = answers("chain", {"value_yes": "yes", "deliver_yes": "yes", "prove_yes": "no"}, "1")
    assert lacking("chain_checked", *broken, key="S7") == []


def test_goals_are_counted_and_their_letters_named():
    assert lacking("goals_between", key="S8", low=1, high=3) == [("Goals: 0 of 1.", "goals")]
    assert lacking("goals_between", state=demo(), key="S8", low=1, high=1) == [
        ("Goals: 2; keep at most 1.", "goals")
    ]
    state = without(Goal={"G1": {"target": "", "owner_id": ""}})
    assert lacking("goals_smart", state=state, key="S8") == [
        ("G1 lacks M: Enter the target value.", "G1"),
        ("G1 lacks owner: Name one owner of the goal.", "G1"),
    ]


def test_goals_need_confidence_activity_directions_and_actions():
    goal = Goal(**W, id="G9", ref="G9", text="Win", direction="new")
    assert lacking("confidence_mean", goal, key="S8", least=3) == [
        ("G9 has no confidence vote yet.", "G9")
    ]
    assert lacking("confidence_mean", state=demo(), key="S8", least=4) == [
        ("G1: mean confidence 3.67, 4 is needed.", "G1"),
        ("G2: mean confidence 3.67, 4 is needed.", "G2"),
    ]
    assert lacking("funnel_worked_back", goal, key="S8")[0][1] == "goal"
    half = answers("bridge", {"goal": "G9", "base": "1", "target": "2", "contract": "1"}, "1")
    assert lacking("funnel_worked_back", goal, *half, key="S8") == [
        ("The funnel is not worked back: No counts of the funnel are typed in yet.", "contract")
    ]
    assert [target for _, target in lacking("directions_covered", goal, key="S8")] == ["direction"]
    reasoned = goal.with_changes({"not_doing": "existing clients grow by themselves"})
    assert lacking("directions_covered", reasoned, key="S8") == []
    assert lacking("goals_have_actions", goal, key="S9") == [("G9 has no action yet.", "G9")]


def test_rows_are_counted_and_completed():
    row = Requirement(**W, id="R1", ref="R1", text="On time", importance=5, own=3)
    assert lacking("min_rows", row, key="S7", ledger="requirements", n=5) == [
        ("Requirements: 1 of 5.", "requirements")
    ]
    assert lacking("rows_complete", row, key="S7", ledger="requirements") == [
        ("R1 lacks: required level.", "R1")
    ]
    assert lacking("rows_complete", state=demo(), key="S9", ledger="actions") == []


def test_critical_gaps_need_actions_and_actions_must_be_valid():
    state = without(("Action", "A07"), Action={"A02": {"owner_id": "", "measure": ""}})
    assert lacking("critical_gaps_have_actions", state=state, key="S9") == [
        ("The critical gap R1 has no action yet.", "R1")
    ]
    assert lacking("actions_valid", state=state, key="S9") == [
        ("A02: Nobody owns it; choose one person.", "A02"),
        ("A02: Say how the room will see that it is done: a number, a document, a state.", "A02"),
    ]
    assert lacking("actions_valid", key="S9") == [("There is no action yet.", "actions")]
    assert lacking("actions_between", state=state, key="S9", low=10, high=12) == [
        ("Actions: 9 of 10.", "actions")
    ]


def test_deadlines_statuses_and_the_day_they_hold_for():
    found = lacking("actions_due_within", state=demo(), key="S9", days=35)
    assert [target for _, target in found] == [
        "A03",
        "A04",
        "A05",
        "A06",
        "A07",
        "A08",
        "A09",
        "A10",
    ]
    assert lacking("statuses_loaded", key="F1")[0][1] == "actions"
    as_of = answers("session", {"as_of": "2027-02-18"})
    state = without(Action={"A01": {"status": "done"}, "A03": {"status": "in_progress"}})
    assert lacking("statuses_updated", *as_of, state=state, key="F3") == [
        ("A01 is done; say what shows it.", "A01"),
        ("A02 was due 2027-01-29 and has no status yet.", "A02"),
    ]
    assert lacking("as_of_set", key="F1") == [
        ("The date the statuses hold for is not set.", "as_of")
    ]
    assert lacking("as_of_set", *as_of, key="F1") == []


def test_decisions_have_a_sentence_and_a_rule():
    bare = Decision(**W, id="D1", ref="D1", text="Keep", stage_key="S4")
    assert lacking("decision_recorded", bare, key="S4") == [
        ("D1 does not say by which rule it was decided.", "D1")
    ]
    assert lacking("decision_recorded", bare, key="S5")[0][1] == "decision"
    assert lacking("decisions_complete", bare) == [("D1 lacks the rule it was decided by.", "D1")]
    assert lacking("decisions_complete") == [("No decision is recorded yet.", "decision")]
