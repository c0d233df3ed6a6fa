"""Calls in the session: its agreement, its board, its plan."""

from collections.abc import Callable, Iterator

from facilitator.model import Action, Card, Figure, Goal, Parked, new_id
from facilitator.store.entry import Change
from facilitator.workshop import (
    actions,
    agreement,
    capture,
    cards,
    criteria,
    decisions,
    dots,
    figures,
    forms,
    goals,
    hidden_rounds,
    hidden_votes,
    options,
    parking,
    priority,
    requirements,
    restoring,
)
from facilitator.workshop.state import State
from tests.faults.calls.named import SESSION, Call, call, card, channel, last


def of_the_agreement() -> Iterator[Call]:
    yield call(SESSION, agreement.reopen_plan, "a late word")
    yield call(SESSION, agreement.new_plan_round)
    yield call(SESSION, actions.add_action, "Count the stock", owner_id="TL")
    yield call(SESSION, hidden_votes.cast_hand, last(Action), "AB", 4)
    yield call(SESSION, hidden_votes.reveal_hands, last(Action))
    yield call(SESSION, agreement.accept_plan, "AB", "object", "Too little time", "Two weeks more")
    yield call(SESSION, agreement.take_on, "AB", "TL", "29 jan 2027")
    yield call(SESSION, agreement.withdraw_word, "AB")
    yield call(SESSION, agreement.confirm_by, "TL", "29 jan 2027")
    yield call(SESSION, priority.revote, channel("Dealer"), "C1")
    yield call(SESSION, goals.add_goal, "Three clients abroad")
    yield call(SESSION, hidden_rounds.cast_number, "confidence", "AB", 4, "", last(Goal))
    yield call(SESSION, hidden_rounds.reveal_numbers, "confidence", last(Goal))
    yield call(SESSION, goals.delete_goal, last(Goal))
    yield call(SESSION, hidden_rounds.cast_again, channel("Dealer"), "C2")
    yield call(SESSION, hidden_rounds.cast_score, channel("Dealer"), "C2", "AB", 1)
    yield call(SESSION, hidden_rounds.reveal_scores, channel("Dealer"), "C2")
    yield call(SESSION, criteria.unfreeze_weights, "A criterion was forgotten")
    yield call(SESSION, criteria.add_criterion, "Speed", 2)
    yield call(SESSION, criteria.change_criterion, "C6", weight=3)
    yield call(SESSION, criteria.reorder_criterion, "C6", -1)
    yield call(SESSION, criteria.remove_criterion, "C6")


def of_the_board() -> Iterator[Call]:
    yield call(SESSION, cards.add_card, board="S1", section="S", text="A showroom in Gdynia")
    yield call(SESSION, cards.reorder_card, card("S10"), -1)
    yield call(SESSION, cards.move_card, card("S10"), "W")
    yield call(SESSION, cards.merge_cards, card("S1"), card("S2"))
    yield call(SESSION, cards.edit_card, card("S1"), subject="Glowtec")
    yield call(SESSION, cards.as_threat, card("S1"))
    yield call(SESSION, cards.delete_card, card("S3"))
    yield call(SESSION, restoring.restore, _removed)
    yield call(SESSION, dots.toggle_listed, card("O1"))
    yield call(SESSION, dots.list_only, "S1", _listed)
    yield call(SESSION, dots.clear_dots, "S1")
    yield call(SESSION, hidden_votes.cast_dots, "AB", card("O1"))
    yield call(SESSION, hidden_votes.reveal_dots, "S1", None, _cards("S1"))
    yield call(SESSION, options.relink, "SO1", "S4 O1")
    yield call(SESSION, capture.capture, "- Two shifts in December", "S1", "W")
    yield call(SESSION, capture.capture_lines, ["One more", "And another"], "S1", "W")


def _cards(board: str) -> Callable[[State], tuple[Card, ...]]:
    return lambda state: tuple(each for each in state.rows(Card) if each.board == board)


def _listed(state: State) -> list[str]:
    return [card("O1")(state), card("T1")(state)]


def _removed(state: State) -> list[Change]:
    """What taking away a card of the board had in it."""
    gone = state.rows(Card)[-1].plain() | {"id": new_id(), "ref": "S99"}
    return [Change(str(Card.__tablename__), gone["id"], gone, None)]


def of_the_plan() -> Iterator[Call]:
    yield call(SESSION, actions.change_action, "A01", title="Agree the price list anew")
    yield call(SESSION, actions.reorder_action, "A01", 1)
    yield call(SESSION, actions.make_action_from, "SO1", title="List the companies")
    yield call(SESSION, actions.delete_action, last(Action))
    yield call(SESSION, decisions.change_decision, "D1", reason="Said twice")
    yield call(SESSION, decisions.reorder_decision, "D1", 1)
    yield call(SESSION, decisions.delete_decision, "D1")
    yield call(SESSION, goals.change_goal, "G1", text="Grow with dealers")
    yield call(SESSION, goals.reorder_goal, "G1", 1)
    yield call(SESSION, goals.delete_goal, "G1")
    yield call(SESSION, requirements.change_requirement, "R1", text="More stock")
    yield call(SESSION, requirements.reorder_requirement, "R1", 1)
    yield call(SESSION, requirements.delete_requirement, "R1")
    yield call(SESSION, parking.park, "The fair in Poznan")
    yield call(SESSION, parking.change_parked, last(Parked), text="The fair in May")
    yield call(
        SESSION,
        parking.sort_into_plan,
        last(Parked),
        "action",
        title="Book the fair",
        owner_id="TL",
        deadline="29 jan 2027",
    )
    yield call(SESSION, parking.unsort, last(Parked))
    yield call(SESSION, parking.delete_parked, last(Parked))
    yield call(SESSION, figures.set_figure, "sales", "Corporate", "2024", ["100", None, None])
    yield call(SESSION, figures.delete_figure, _figure)
    yield call(SESSION, forms.answer, "profile_b2b", "problem", "Dark halls", "Food plants")
    yield call(SESSION, forms.rename_subject, "profile_b2b", "Food plants", "Bakeries")
    yield call(SESSION, forms.delete_filling, "profile_b2b", "Bakeries")
    yield call(SESSION, forms.note_export, "plan.pdf")


def _figure(state: State) -> str:
    return state.rows(Figure)[0].id
