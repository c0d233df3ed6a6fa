from decimal import Decimal
from fractions import Fraction

import pytest

from facilitator.methods.exact import half_up
from facilitator.model import Channel, Criterion, Decision, Hearing, Score
from facilitator.workshop.criteria import (
    add_criterion,
    change_criterion,
    freeze_weights,
    matrix_stage,
    remove_criterion,
    reorder_criterion,
    unfreeze_weights,
)
from facilitator.workshop.edit import Refused
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.priority import (
    decide_channel_roles,
    give_score,
    hear,
    reveal,
    revote,
    round_of,
)
from facilitator.workshop.results.priority import priority

INITIALS = ("JW", "IS", "PN", "EM", "TL", "AB")
TABLE = {  # 5.10 of the demo session, a row for each criterion; a dot is a blank
    "Corporate": ("555445", "545445", "455434", "444334", "555455"),
    "Dealer": ("232422", "443534", "221422", "443544", "23242."),
    "Retail": ("332153", "221231", "433353", "332343", "221232"),
}


@pytest.fixture
async def frozen(session: OpenWorkshop) -> OpenWorkshop:
    await session.run(freeze_weights)
    return session


async def score_all(opened: OpenWorkshop) -> None:
    for channel, rows in TABLE.items():
        for number, row in enumerate(rows, 1):
            for who, digit in zip(INITIALS, row, strict=True):
                value = None if digit == "." else int(digit)
                await opened.run(give_score, channel, f"C{number}", who, value)


def names(opened: OpenWorkshop) -> list[str]:
    return [criterion.ref for criterion in opened.state.rows(Criterion)]


# -- criteria and weights ------------------------------------------------------------------------


async def test_a_criterion_gets_a_reference_no_other_has(session):
    assert names(session) == ["C1", "C2", "C3", "C4", "C5"]
    row = await session.run(add_criterion, "Effort to serve", 2, "a lot", "some", "little")
    assert (row.ref, row.weight, row.middle) == ("C6", 2, "some")


@pytest.mark.parametrize("weight", [-1, 101])
async def test_a_weight_outside_its_bounds_is_refused(session, weight):
    with pytest.raises(Refused, match="0 to 10") as refused:
        await session.run(change_criterion, "C1", weight=weight)
    assert refused.value.field == "weight"


async def test_two_criteria_of_one_name_are_refused(session):
    with pytest.raises(Refused, match="C3 is called Growth outlook already"):
        await session.run(add_criterion, "growth outlook")
    await session.run(change_criterion, "C3", name="Growth Outlook")


async def test_criteria_are_reordered_and_removed_with_their_scores(frozen):
    await frozen.run(give_score, "Corporate", "C1", "JW", 5)
    await frozen.run(hear, "Corporate", "C1", "clients name it")
    await frozen.run(unfreeze_weights, "C1 counted twice")
    await frozen.run(reorder_criterion, "C5", -4)
    assert names(frozen) == ["C5", "C1", "C2", "C3", "C4"]
    await frozen.run(remove_criterion, "C1")
    assert names(frozen) == ["C5", "C2", "C3", "C4"]
    assert frozen.state.rows(Score) == ()
    assert frozen.state.rows(Hearing) == ()


async def test_frozen_weights_stand_still(frozen):
    for command, args in (
        (add_criterion, ("More",)),
        (remove_criterion, ("C1",)),
        (reorder_criterion, ("C1", 1)),
    ):
        with pytest.raises(Refused, match="frozen"):
            await frozen.run(command, *args)
    with pytest.raises(Refused, match="frozen"):
        await frozen.run(change_criterion, "C1", weight=9)
    await frozen.run(change_criterion, "C1", low="nobody names our difference")


async def test_unfreezing_needs_a_reason_that_history_shows(frozen):
    with pytest.raises(Refused, match="reason"):
        await frozen.run(unfreeze_weights, "  ")
    await frozen.run(unfreeze_weights, "C2 was misread")
    assert (await frozen.history())[-1].label == "Weights unfrozen: C2 was misread"
    await frozen.run(change_criterion, "C2", weight=4)
    with pytest.raises(Refused, match="Freeze the weights first"):
        await frozen.run(give_score, "Corporate", "C1", "JW", 5)


async def test_weights_that_are_all_zero_cannot_be_frozen(session):
    for ref in names(session):
        await session.run(change_criterion, ref, weight=0)
    with pytest.raises(Refused, match="above 0"):
        await session.run(freeze_weights)


# -- scores --------------------------------------------------------------------------------------


async def test_no_score_before_the_weights_are_frozen(session):
    with pytest.raises(Refused, match="Freeze the weights first"):
        await session.run(give_score, "Corporate", "C1", "JW", 5)


@pytest.mark.parametrize("value", [0, 6])
async def test_a_score_off_the_scale_is_refused(frozen, value):
    with pytest.raises(Refused, match="not on the scale: 1 to 5"):
        await frozen.run(give_score, "Corporate", "C1", "JW", value)


async def test_the_moderator_does_not_score(frozen):
    with pytest.raises(Refused, match="no vote"):
        await frozen.run(give_score, "Corporate", "C1", "MZ", 5)


async def test_a_score_is_changed_and_blanked_before_the_reveal(frozen):
    await frozen.run(give_score, "Corporate", "C1", "JW", 5)
    await frozen.run(give_score, "Corporate", "C1", "JW", 4)
    assert [score.value for score in frozen.state.rows(Score)] == [4]
    assert await frozen.run(give_score, "Corporate", "C1", "JW", None) is None
    assert frozen.state.rows(Score) == ()


async def test_the_demo_scores_give_the_demo_ranking(frozen):
    await score_all(frozen)
    found = priority(frozen.state).evaluation
    scores = {each.option: each.score for each in found.scores}
    assert scores == {
        "Corporate": Fraction(22, 5),
        "Dealer": Fraction(451, 150),
        "Retail": Fraction(157, 60),
    }
    assert found.ranking.options == ("Corporate", "Dealer", "Retail")


async def test_nothing_is_revealed_before_somebody_scored(session):
    with pytest.raises(Refused, match="Freeze"):
        await session.run(reveal)
    await session.run(freeze_weights)
    with pytest.raises(Refused, match="Nobody has scored"):
        await session.run(reveal)


async def test_after_the_reveal_a_blank_may_be_filled_but_a_score_not_changed(frozen):
    await frozen.run(give_score, "Retail", "C1", "TL", 5)
    await frozen.run(reveal)
    assert matrix_stage(frozen.state).phase == "revealed"
    with pytest.raises(Refused, match="re-vote"):
        await frozen.run(give_score, "Retail", "C1", "TL", 3)
    await frozen.run(give_score, "Retail", "C1", "EM", 1)
    assert sorted(score.value for score in frozen.state.rows(Score)) == [1, 5]


async def test_a_re_vote_is_a_new_round_of_one_cell_and_keeps_the_first(frozen):
    await score_all(frozen)
    with pytest.raises(Refused, match="Reveal"):
        await frozen.run(revote, "Retail", "C1")
    await frozen.run(reveal)
    assert await frozen.run(revote, "Retail", "C1") == 2
    await frozen.run(give_score, "Retail", "C1", "EM", 2)
    await frozen.run(give_score, "Retail", "C1", "TL", 4)
    found = priority(frozen.state)
    cell = found.evaluation.cells["Retail", "C1"]
    assert half_up(cell.mean, 3) == Decimal("2.833")
    assert half_up(cell.sigma, 2) == Decimal("0.69")
    assert half_up(found.first.cells["Retail", "C1"].sigma, 2) == Decimal("1.21")
    first = [row.value for row in frozen.state.rows(Score) if row.round == 1]
    assert len(first) == 89
    retail = next(row.id for row in frozen.state.rows(Channel) if row.name == "Retail")
    c2 = frozen.state.rows(Criterion)[1].id
    assert round_of(frozen.state, (retail, c2)) == 1


async def test_an_empty_cell_has_nothing_to_vote_on_again(frozen):
    await frozen.run(give_score, "Retail", "C1", "TL", 5)
    await frozen.run(reveal)
    with pytest.raises(Refused, match="Nobody has scored this cell"):
        await frozen.run(revote, "Retail", "C2")


async def test_what_a_cell_was_talked_over_is_kept_once(frozen):
    await frozen.run(hear, "Retail", "C1", "TL: the shop shows it")
    await frozen.run(hear, "retail", "c1", "EM: nobody pays for it there")
    [hearing] = frozen.state.rows(Hearing)
    assert hearing.text == "EM: nobody pays for it there"
    with pytest.raises(Refused, match="empty"):
        await frozen.run(hear, "Retail", "C1", " ")


# -- the decision --------------------------------------------------------------------------------


async def test_roles_are_decided_in_one_step_with_a_decision(session):
    roles = {"Corporate": "priority", "Dealer": "restructure", "Retail": "maintain"}
    decision = await session.run(
        decide_channel_roles, roles, reason="value works there", rule="owner decides"
    )
    assert decision.ref == "D1"
    assert decision.text == "Corporate: priority; Dealer: restructure; Retail: maintain"
    assert decision.stage_key == "S3"
    assert {row.name: row.role for row in session.state.rows(Channel)} == roles
    await session.undo()
    assert session.state.rows(Decision) == ()
    assert {row.role for row in session.state.rows(Channel)} == {""}


@pytest.mark.parametrize(
    "roles", [{}, {"Corporate": "boss"}, {"Corporate": ""}, {"Export": "priority"}]
)
async def test_roles_that_mean_nothing_are_refused(session, roles):
    with pytest.raises(Refused):
        await session.run(decide_channel_roles, roles)
    assert session.state.rows(Decision) == ()
