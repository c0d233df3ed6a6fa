from datetime import date
from fractions import Fraction

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.model import Ballot, Card, Goal, Participant, Stage
from facilitator.workshop.results.actions import plan_on
from facilitator.workshop.results.agreement import action_votes, plan_agreement
from facilitator.workshop.results.forms import profiles
from facilitator.workshop.results.funnel import bridge_of, bridges, funnel
from facilitator.workshop.results.gaps import chains, gaps
from facilitator.workshop.results.goals import goals
from facilitator.workshop.results.market import market
from facilitator.workshop.results.options import options
from facilitator.workshop.results.priority import priority
from facilitator.workshop.results.rounds import energy, return_on_time
from facilitator.workshop.results.structure import structures
from facilitator.workshop.results.swot import board
from facilitator.workshop.state import State
from tests.workshop.demo_audit import sheet
from tests.workshop.demo_rows import TODAY, VOTERS, W, all_rows, answers, demo, score, state_of


def stage(state, key):
    return state.find(Stage, key)


def changed(*more, **columns):
    """The demo with rows added and columns replaced: changed(Participant={"AB": {...}})."""
    rows = list(more)
    for row in all_rows():
        values = columns.get(type(row).__name__, {}).get(row.id)
        rows.append(row.with_changes(values) if values else row)
    return State(rows)


def test_short_lists_of_the_demo_follow_from_dots_and_factors():
    found = board(demo(), stage(demo(), "S1"))
    shown = {
        section.section.id: [(each.card.ref, each.dots, each.factor) for each in section.listed]
        for section in found.sections
    }
    assert shown == {
        "S": [("S2", 6, 20), ("S1", 4, 20), ("S3", 2, 16)],
        "W": [("W1", 4, 25), ("W3", 4, 20), ("W2", 3, 16)],
        "O": [("O1", 6, 20), ("O3", 4, 12), ("O4", 3, 16)],
        "T": [("T1", 4, 16), ("T2", 4, 15), ("T3", 3, 12)],
    }
    for section in found.sections:
        assert {each.item for each in section.suggested.kept} == {
            each.card.ref for each in section.listed
        }
        assert section.budget == 3
        assert section.waiting == ()
    assert found.competitor_refs == ("S1", "O5", "T3")
    assert found.evidence_share == Fraction(20, 36)


def test_dots_stay_valid_when_cards_are_deleted_after_the_vote():
    rows = [row for row in all_rows() if not (isinstance(row, Card) and row.id in ("S6", "S9"))]
    found = board(State(rows), stage(demo(), "S1")).section("S")
    assert found.budget == 2
    assert {each.card.ref: each.dots for each in found.cards}["S2"] == 6


def test_dots_of_someone_without_a_vote_do_not_count():
    extra = Ballot(**W, card_id="S4", participant_id="MZ", dots=3)
    found = board(State([*all_rows(), extra]), stage(demo(), "S1")).section("S")
    assert {each.card.ref: each.dots for each in found.cards}["S4"] == 1


def test_options_posture_and_coverage_of_the_demo():
    found = options(demo(), stage(demo(), "S2"))
    assert [(each.card.ref, each.dots) for each in found.selected] == [
        ("SO1", 5),
        ("WO2", 3),
        ("WO1", 2),
        ("WT1", 2),
    ]
    assert tuple(each.item for each in found.suggested.kept) == ("SO1", "WO2", "WO1", "WT1")
    assert found.budget == 2
    assert [each.intensity for each in found.intensities] == [
        Fraction(20, 27),
        Fraction(15, 27),
        Fraction(18, 27),
        Fraction(15, 27),
    ]
    assert found.posture.cell == "SO"
    assert found.coverage.complete


def test_a_short_listed_threat_nobody_uses_or_accepts_is_named():
    found = options(changed(Card={"T2": {"accepted": ""}}), stage(demo(), "S2"))
    assert found.coverage.unused == ("T2",)


def test_channel_scores_of_the_demo_are_exact():
    found = priority(demo())
    scores = {each.option: each.score for each in found.evaluation.scores}
    assert scores == {
        "Corporate": Fraction(22, 5),
        "Dealer": Fraction(451, 150),
        "Retail": Fraction(157, 60),
    }
    assert found.evaluation.ranking.options == ("Corporate", "Dealer", "Retail")
    own = {each.option: str(half_up(each.score, 4)) for each in found.evaluation.without_own.scores}
    assert own == {"Corporate": "4.3100", "Dealer": "2.7175", "Retail": "2.3300"}
    assert [each.participant for each in found.evaluation.persons if each.own_first] == [
        "PN",
        "EM",
        "TL",
    ]
    assert [(each.option, each.criterion) for each in found.must_talk] == [("Retail", "C1")]
    assert found.insufficient == ()
    assert found.undecided == ()
    assert found.first is None


def test_a_second_vote_replaces_the_cell_and_keeps_the_first_round():
    again = [
        score("retail", "C1", who, int(value), 2)
        for who, value in zip(VOTERS, "332243", strict=True)
    ]
    found = priority(State([*all_rows(), *again]))
    assert found.must_talk == ()
    totals = {each.option: each.score for each in found.evaluation.scores}
    assert totals["Retail"] == Fraction(157, 60)
    first = {each.participant: each.scores for each in found.first.persons}["TL"]
    assert str(half_up(first[2].score, 2)) == "4.05"


def test_only_those_who_voted_in_the_latest_round_count():
    again = [score("dealer", "C5", who, 4, 2) for who in ("JW", "IS", "PN")]
    cell = priority(State([*all_rows(), *again])).evaluation.cells["Dealer", "C5"]
    assert dict(cell.given) == {"JW": 4, "IS": 4, "PN": 4}


def test_absent_people_without_scores_are_not_waited_for():
    rows = [
        row
        for row in all_rows()
        if getattr(row, "participant_id", "") != "AB" or type(row).__name__ != "Score"
    ]
    rows = [
        row.with_changes({"presence": "absent"})
        if isinstance(row, Participant) and row.id == "AB"
        else row
        for row in rows
    ]
    assert [person.id for person in priority(State(rows)).people] == list(VOTERS[:5])


def test_no_channels_or_no_criteria_is_a_reason():
    no_channels = [row for row in all_rows() if type(row).__name__ != "Channel"]
    assert isinstance(priority(State(no_channels)).evaluation, NotAvailable)
    assert isinstance(priority(state_of()).evaluation, NotAvailable)


def test_structure_of_the_dealers():
    found = structures(demo())["dealer"]
    assert (found.width_change, found.width_change_share) == (-3, Fraction(-3, 8))
    assert str(half_up(found.kept_share * 100, 1)) == "84.0"
    assert (found.leaving_revenue, found.transferred, found.at_risk) == (250, 150, 100)
    assert found.planned_revenue == 1500
    assert (found.per_partner_now, found.per_partner_planned) == (195, 300)
    assert str(half_up(found.per_partner_change * 100, 1)) == "53.8"
    assert isinstance(found.coverage, NotAvailable)


def test_profile_of_the_demo_tells_clients_apart():
    (found,) = profiles(demo())
    assert found.filled.share == 1
    assert found.discriminates
    assert len(found.matches) == 4


def test_an_unfinished_profile_names_what_is_missing():
    state = state_of(*answers("profile_b2b", {"segment": "Food", "matches": "A\nB"}, "1"))
    (found,) = profiles(state)
    assert found.filled.share == Fraction(1, 7)
    assert "Territory" in [field.label for field in found.filled.missing]
    assert not found.discriminates


def test_market_of_the_demo():
    found = market(demo())
    assert (found.base.tam, found.base.sam, found.base.som) == (33600, 20160, 3024)
    assert found.position.current_share == Fraction(1, 8)
    assert (found.position.headroom, found.position.headroom_growth) == (504, Fraction(1, 5))
    assert found.position.look_alikes == 84
    low, high = found.range.low.som, found.range.high.som
    assert (str(half_up(low, 1)), str(half_up(high, 1))) == ("1605.5", "4375.8")
    assert found.warnings == ("The attainable share is below the current share in the low case.",)


def test_market_with_a_range_the_wrong_way_round_is_a_reason():
    found = market(state_of(*answers("market", {"companies": "180 / 160 / 130"})))
    assert isinstance(found, NotAvailable)
    assert "low over base to high" in found.reason


def test_gaps_and_chain_of_the_demo():
    found = gaps(demo())
    refs = [row.requirement.ref for row in found.matrix.rows]
    assert " ".join(refs) == "R1 R3 R4 R2 R5 R6 R8 R7"
    assert found.critical == ("R1", "R3", "R4")
    assert found.uncovered == ()
    assert found.matrix.weighted_total == 37
    assert (found.matrix.own.index, found.matrix.competitor.index) == (
        Fraction(114, 151),
        Fraction(105, 151),
    )
    (chain,) = chains(demo())
    assert (chain.channel, chain.chain.status) == ("Corporate", "chain gap")


def test_a_cancelled_action_covers_no_gap():
    found = gaps(changed(Action={"A07": {"status": "cancelled"}}))
    assert found.uncovered == ("R1",)


def test_bridge_of_the_demo_works_back_to_calls():
    found = bridge_of(demo(), "g1")
    assert (found.revenue_gap, found.contracts) == (420, 6)
    assert [need.count for need in found.historical.needs] == [600, 48, 30, 24, 6]
    assert [need.count for need in found.improved.needs] == [500, 40, 25, 20, 6]
    assert found.last_start == date(2027, 9, 2)
    assert found.weeks == 30
    assert (found.historical.per_week.count, found.improved.per_week.count) == (20, 17)
    assert str(half_up(found.improved.per_week.exact, 1)) == "16.7"


def test_conversions_of_the_demo_and_small_samples():
    found = funnel(demo())
    shown = [str(half_up(rate * 100, 1)) for rate in found.rates]
    assert shown == ["8.0", "62.5", "80.0", "25.0"]
    assert [step.stage for step in found.steps if step.small_sample] == [
        "Qualified",
        "Proposals",
        "Contracts",
    ]


def test_steps_nobody_counted_are_passed_over_and_paid_stands_beside():
    rows = sheet(
        "funnel",
        [
            ("", "Cold calls", "100"),
            ("", "Proposals", "·"),
            ("", "Contracts", "5"),
            ("", "Paid", "4"),
        ],
    )
    found = funnel(state_of(*rows))
    assert found.names == ("Cold calls", "Contracts")
    assert found.not_counted == ("Proposals",)
    assert [one.stage for one in found.after] == ["Paid"]


def test_a_bridge_without_a_funnel_says_so():
    (found,) = bridges(
        state_of(*answers("bridge", {"goal": "G1", "base": "1", "target": "2"}, "1"))
    )
    assert found.revenue_gap == 1
    assert isinstance(found.contracts, NotAvailable)
    assert isinstance(found.historical, NotAvailable)
    assert isinstance(found.weeks, NotAvailable)


def test_goals_of_the_demo_are_smart():
    found = goals(demo(), TODAY)
    assert [each.letters for each in found.goals] == ["SMART", "SMART"]
    assert [str(half_up(each.mean, 2)) for each in found.goals] == ["3.67", "3.67"]
    assert [each.lowest for each in found.goals] == [3, 3]
    assert [str(half_up(each.change, 1)) for each in found.goals] == ["504.0", "55.6"]
    assert [str(half_up(each.smart.change * 100, 1)) for each in found.goals] == ["20.0", "23.7"]
    assert all(each.has_action for each in found.goals)
    assert found.directions == {"new", "existing"}


def test_a_bare_goal_lists_its_missing_letters_and_zero_is_a_baseline():
    goal = Goal(**W, id="G9", ref="G9", text="Win", baseline="0", target="10", metric="x", unit="y")
    (found,) = goals(state_of(goal), TODAY).goals
    assert found.letters == "MA"
    assert not found.smart.smart


def test_capacity_typed_for_a_goal_limits_its_target():
    found = goals(changed(Goal={"G1": {"capacity": "3000"}}), TODAY).goals[0]
    assert found.letters == "SMRT"


def test_load_and_cost_of_the_demo_plan():
    found = plan_on(demo(), TODAY)
    assert {each.owner: each.actions for each in found.loads} == {
        "AB": 2, "IS": 2, "PN": 2, "TL": 2, "EM": 1, "JW": 1,
    }  # fmt: skip
    assert max(each.share for each in found.loads) == Fraction(1, 5)
    assert (found.cost, found.costed) == (4_000_000, 4)


def test_follow_up_of_the_demo():
    statuses = {
        "A01": "done", "A02": "done", "A03": "in_progress", "A04": "in_progress",
        "A05": "in_progress", "A07": "blocked", "A08": "in_progress", "A10": "in_progress",
    }  # fmt: skip
    rows = [
        *answers("actions", {"done_on": "2027-02-09"}, "A01"),
        *answers("actions", {"done_on": "2027-01-28"}, "A02"),
    ]
    state = changed(*rows, Action={ref: {"status": word} for ref, word in statuses.items()})
    found = plan_on(state, date(2027, 2, 18))
    assert {str(status): count for status, count in found.by_status.items()} == {
        "done": 2, "in progress": 5, "open": 2, "blocked": 1, "cancelled": 0,
    }  # fmt: skip
    assert found.on_time.rate == Fraction(1, 2)
    assert found.overdue == ()
    assert plan_on(state, date(2027, 3, 1)).overdue == ("A03", "A05")


def test_hands_of_the_demo():
    found = {each.action.ref: each for each in action_votes(demo())}
    shown = {
        ref: (each.result.lowest, str(half_up(each.result.mean, 2)), str(each.result.status))
        for ref, each in found.items()
    }
    assert shown["A01"] == (4, "4.33", "passed")
    assert shown["A02"] == (3, "4.17", "passed")
    assert shown["A07"] == (4, "4.17", "passed")
    assert all(each.passed for each in found.values())
    before = found["A07"].earlier[1]
    assert (before.lowest, before.mean, before.status) == (1, Fraction(7, 2), "re-work")


def test_a_changed_action_waits_for_new_hands_and_others_do_not():
    found = {each.action.ref: each for each in action_votes(changed(Action={"A01": {"round": 2}}))}
    assert found["A01"].result.status == "incomplete"
    assert len(found["A01"].result.waiting) == 6
    assert found["A02"].passed


def test_plan_acceptance_of_the_demo_person_by_person():
    found = plan_agreement(demo())
    assert found.sentence == "accepted by all 6 of 6"
    assert [(each.person.id, str(each.word)) for each in found.people] == [
        ("JW", "accept"),
        ("IS", "accept"),
        ("PN", "accept"),
        ("EM", "reservation"),
        ("TL", "accept"),
        ("AB", "accept"),
    ]
    assert str(found.earlier[1].status) == "in discussion"


def test_first_round_of_the_demo_is_in_discussion():
    found = plan_agreement(changed(Workshop={"w": {"plan_round": 1}}))
    assert found.sentence == "in discussion, 5 of 6 accept"
    assert [each.person.id for each in found.objections] == ["AB"]


def test_an_absent_voter_confirms_by_the_day_of_the_own_actions():
    rows = [
        row.with_changes({"presence": "absent"})
        if isinstance(row, Participant) and row.id == "JW"
        else row
        for row in all_rows()
        if not (type(row).__name__ == "PlanVote" and row.participant_id == "JW")
    ]
    rows = [
        row.with_changes({"confirm_by": "2027-01-20"})
        if type(row).__name__ == "Action" and row.owner_id == "JW"
        else row
        for row in rows
    ]
    found = plan_agreement(State(rows))
    assert found.sentence == "accepted by those present, 5 of 6"
    assert found.people[0].confirm_by == date(2027, 1, 20)


def test_energy_and_return_on_time_of_the_demo():
    start, end = energy(demo()), return_on_time(demo())
    assert str(half_up(start.summary.mean, 2)) == "3.17"
    assert start.waiting == ()
    assert (str(half_up(end.summary.mean, 2)), str(half_up(end.summary.sigma, 2))) == (
        "4.00",
        "0.58",
    )


def test_people_in_the_room_without_a_number_are_waited_for():
    found = energy(state_of())
    assert found.waiting == VOTERS
    assert isinstance(found.summary.mean, NotAvailable)
