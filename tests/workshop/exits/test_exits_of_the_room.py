from datetime import date

from facilitator.model import (
    Card,
    Parked,
    Participant,
)
from facilitator.workshop.state import State
from tests.workshop.demo_rows import W, answers, demo, header, people
from tests.workshop.exits.lacking import lacking, of_stage, without


def test_question_and_rule_are_set_and_confirmed():
    assert lacking("question_set", state=State([header(question=" "), *people()])) == [
        ("The session has no question yet.", "question")
    ]
    open_rules = State([header(rules_confirmed=False), *people()])
    assert lacking("question_confirmed", state=open_rules) == [
        ("The question is not confirmed in the room.", "question")
    ]
    assert lacking("rule_confirmed", state=open_rules) == [
        ("The decision rule (unanimous acceptance) is not confirmed in the room.", "rule_plan")
    ]
    assert lacking("rule_confirmed") == lacking("question_confirmed") == []


def test_people_with_a_vote_and_one_moderator_are_needed():
    alone = State([header(), Participant(**W, id="A", initials="A", name="Anna Berg")])
    assert lacking("people_taken_in", state=alone) == [
        ("People with a vote: 1 of 2.", "people"),
        ("Moderators: 0; mark exactly one.", "people"),
    ]
    assert lacking("sales_in_room", state=alone) == [
        ("Nobody's role or channel has to do with sales.", "people")
    ]
    assert lacking("people_taken_in") == lacking("sales_in_room") == []


def test_somebody_with_a_vote_must_be_there():
    assert lacking("everyone_marked", state=State([header()])) == [
        ("Nobody is on the list of participants.", "people")
    ]
    away = [
        row.with_changes({"presence": "absent"}) if isinstance(row, Participant) else row
        for row in people()
    ]
    assert lacking("everyone_marked", state=State([header(), *away])) == [
        ("Nobody with a vote is present.", "people")
    ]
    assert lacking("everyone_marked") == []


def test_return_on_time_names_who_is_missing():
    state = without(("Vote", "rotiwJW1"), ("Vote", "rotiwAB1"))
    assert lacking("roti_recorded", state=state, key="S11") == [
        ("Return on time is missing from JW, AB.", "JW")
    ]


def card(ref, text="a fact", **values):
    section = ref.rstrip("0123456789")
    return Card(**W, id=ref, board="S1", section=section, ref=ref, text=text, **values)


def test_cards_are_counted_by_section():
    rows = [card(f"{letter}{n}") for letter in "SWT" for n in range(1, 6)]
    rows += [card(f"O{n}") for n in range(1, 4)]
    assert lacking("min_cards", *rows, per_section=5) == [("Opportunities: 3 of 5 cards.", "O")]
    assert lacking("section_cards", *rows, section="O", n=3) == []
    assert lacking("section_cards", section="T", n=1) == [("Threats: 0 of 1 card.", "T")]


def test_each_channel_needs_a_card():
    rows = [card("S1", "Corporate: 204 of 210"), card("S2", "retail 57 of 57")]
    assert lacking("card_per_channel", *rows, section="S") == [
        ("Strengths: no card names Dealer.", "S")
    ]


def test_evidence_is_counted_over_the_whole_board():
    rows = [card("S1", evidence="ERP"), card("W1"), card("O1")]
    assert lacking("evidence_share", *rows, percent=50) == [
        ("Evidence: 1 of 3 cards, at least 50 % carry it.", "W1")
    ]
    assert lacking("evidence_share", *rows[:2], percent=50) == []
    assert lacking("evidence_share", percent=50) == [("There are no cards yet.", "S")]


def test_a_competitor_needs_a_card_and_the_short_list_its_length():
    rows = [card("S1"), card("S2", listed=True), card("W1", listed=True)]
    assert lacking("competitor_card", *rows) == [("No card is about a named competitor.", "S")]
    assert lacking("shortlist", *rows, per_section=3) == [
        ("Strengths: 1 of 2 on the short-list.", "S")
    ]


def test_heavy_factors_need_a_note():
    rows = [
        card("S1", first_factor=4, second_factor=3),
        card("S2", first_factor=4, second_factor=3, evidence="agency"),
        card("S3", first_factor=2, second_factor=3),
        card("S4"),
    ]
    assert lacking("factors_answered", *rows, section="S", n=12) == [
        ("S1 weighs 12 and has no evidence.", "S1")
    ]


def test_options_of_an_empty_board():
    assert lacking("min_options", key="S2", n=3) == [("Options: 0 of 3.", "SO")]
    assert lacking("options_cover", key="S2", cells="SO WO") == [
        ("There is no SO option yet.", "SO"),
        ("There is no WO option yet.", "WO"),
    ]
    assert lacking("options_voted", key="S2") == [("No dots are given to the options yet.", "SO")]
    assert lacking("options_selected", key="S2", low=1, high=2) == [
        ("Options chosen: 0 of at least 1.", "SO")
    ]


def test_options_that_lack_a_side_or_are_too_many():
    state = without(Card={"SO2": {"links": ["S5"]}})
    assert lacking("options_linked", state=state, key="S2") == [
        ("SO2: Only inside factors are linked; add an opportunity or a threat.", "SO2")
    ]
    ((sentence, _),) = lacking("options_selected", state=demo(), key="S2", low=1, high=2)
    assert sentence == "Options chosen: 4; keep at most 2."


def test_a_voter_without_dots_and_an_unused_threat_are_named():
    state = without(("Ballot", "AB-WO2"), ("Ballot", "AB-WT1"), Card={"T2": {"accepted": ""}})
    assert lacking("options_voted", state=state, key="S2") == [("Dots are missing from AB.", "AB")]
    assert lacking("shortlist_used", state=state, key="S2", sections="W T") == [
        ("T2 is used by no option; use it or accept it openly.", "T2")
    ]
    assert lacking("shortlist_used", state=state, key="S2", sections="W") == []


def test_weights_stay_open_until_scoring_begins():
    frozen = without(Stage={"S3": {"phase": "scoring"}})
    assert of_stage(demo(), "S3")[0][0].startswith("The weights are not frozen")
    assert len(of_stage(frozen, "S3")) == len(of_stage(demo(), "S3")) - 1


def test_a_company_with_one_channel_compares_its_segments():
    gone = ("Channel", "dealer"), ("Channel", "retail")
    alone = without(*gone, Stage={"S3": {"phase": "scoring"}})
    assert lacking("weights_frozen", state=alone, key="S3")[:1] == [
        ("One channel cannot be compared: b takes its segments in, c types one.", "channels")
    ]


def test_cells_with_few_scores_wide_cells_and_channels_without_a_role():
    keep = {f"dealer-C5-{who}-1" for who in ("JW", "IS")}
    gone = [
        ("Score", f"dealer-C5-{who}-1")
        for who in ("JW", "IS", "PN", "EM", "TL")
        if f"dealer-C5-{who}-1" not in keep
    ]
    state = without(*gone, ("Decision", "D1"), Channel={"retail": {"role": ""}})
    assert lacking("cells_valid", state=state, key="S3") == [("Dealer, C5: 2 of 6 scores.", "C5")]
    assert lacking("must_talk_heard", state=state, key="S3") == [
        ("Retail, C1: scores from 1 to 5; hear the highest and the lowest.", "C1")
    ]
    assert lacking("channel_roles", state=state, key="S3") == [
        ("Retail has no role yet.", "Retail"),
        ("No decision sentence is recorded in this stage.", "decision"),
    ]


def test_an_objection_is_named_until_somebody_resolves_it():
    state = without(Workshop={"w": {"plan_round": 1}})
    assert of_stage(state, "S10") == [
        (
            "Anna Berg objects: A07 is not in the budget; say who resolves it and by when.",
            "AB",
        )
    ]
    taken = answers("objections", {"owner": "JW", "date": "2027-01-29"}, "AB")
    assert lacking("plan_accepted", *taken, state=state, key="S10") == []


def test_silence_is_not_a_yes_and_an_absent_voter_needs_a_day():
    away = without(("PlanVote", "JW2"), Participant={"JW": {"presence": "absent"}})
    assert of_stage(away, "S10") == [
        ("Jonas Weber is absent; set the date by which Jonas Weber confirms.", "JW")
    ]
    day = answers("confirm", {"by": "2027-01-20"}, "JW")
    assert lacking("plan_accepted", *day, state=away, key="S10") == []
    silent = without(("PlanVote", "JW2"))
    assert of_stage(silent, "S10") == [("Jonas Weber has not answered yet.", "JW")]


def test_parking_and_follow_up():
    row = Parked(**W, id="P9", ref="P9", text="Company cars")
    assert lacking("parking_sorted", row) == [("P9 is not sorted: Company cars", "P9")]
    assert lacking("followup_set", state=State([header(follow_up=None)])) == [
        ("The date of the next review is not set.", "follow_up")
    ]
    early = State([header(follow_up=date(2027, 1, 14))])
    assert lacking("followup_set", state=early)[0][1] == "follow_up"
