"""One call at least of every command of the workshop package: those of the example, and these."""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import facilitator.workshop
from facilitator.agenda import ready_agenda
from facilitator.agenda import stage as stage_plan
from facilitator.demo.loading import DAY, load_session
from facilitator.demo.plans import DAYS, enter_plans
from facilitator.model import (
    MEMBERS,
    Action,
    AuditSource,
    Card,
    Channel,
    Figure,
    Goal,
    Parked,
    Participant,
    Record,
    Stage,
    new_id,
)
from facilitator.store.entry import Change
from facilitator.store.store import Store
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
    pace,
    parking,
    priority,
    records,
    requirements,
    restoring,
    retaking,
    segments,
    setup,
    sources,
    stages,
    tongue,
)
from facilitator.workshop.edit import Edit
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.plans import (
    followup_commands,
    operational_commands,
    personal_commands,
    sales_commands,
)
from facilitator.workshop.state import State

__all__ = ["MEMBERS", "calls", "commands", "everything", "name_of"]

SESSION, SALES, QUARTER, PERSON, REVIEW = (
    "session",
    "sales_plan",
    "operational_plan",
    "personal_plan",
    "follow_up",
)

PARTS = {
    "facilitator.workshop.fields": None,
    "facilitator.workshop.ledger": None,
    "facilitator.workshop.record_values": None,
    "facilitator.workshop.actions": {"echo", "note_agreed", "has_votes"},
    "facilitator.workshop.forms": {"put_answer", "subject_of", "understood", "unit_of"},
    "facilitator.workshop.records": {"forget_in_records"},
    "facilitator.workshop.reveal": None,
    "facilitator.workshop.plans.counting": {"count_in"},
}
"""Functions that take an edit and are parts of commands: by module, None for all of it."""

Value = Any
Run = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its values; a function among them is asked with the state."""

    kind: str
    command: Callable[..., Any]
    args: tuple[Value, ...]
    kwargs: dict[str, Value]


def commands() -> dict[str, Callable[..., Any]]:
    """Every command of the package by its full name, so that a new one cannot be forgotten."""
    found: dict[str, Callable[..., Any]] = {}
    for module in pkgutil.walk_packages(
        facilitator.workshop.__path__, f"{facilitator.workshop.__name__}."
    ):
        loaded = importlib.import_module(module.name)
        parts = PARTS.get(module.name, set[str]())
        for name, function in vars(loaded).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            if function.__module__ != module.name or parts is None or name in parts:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation in (Edit, "Edit"):
                found[name_of(function)] = function
    return found


def name_of(command: Callable[..., Any]) -> str:
    return f"{command.__module__}.{command.__name__}"


async def everything(store: Store, clock: Clock | None = None) -> None:
    """Run the example and then what it leaves out; whoever watches `OpenWorkshop.run` sees all."""
    session = await load_session(store)
    library = Library(store, clock or Clock(today=lambda: DAY))
    ids = {SESSION: session.id} | await enter_plans(library, session.id)
    opened = {kind: await library.open(key) for kind, key in ids.items()}
    opened[PERSON].clock = Clock(today=lambda: DAYS[PERSON])
    for call in calls():
        there = opened[call.kind]
        await there.run(call.command, *_asked(call.args, there.state), **_named(call, there.state))
    await _among_sessions(library, opened)


async def _among_sessions(library: Library, opened: dict[str, OpenWorkshop]) -> None:
    plan = opened[SALES]
    agenda = ready_agenda("sales_plan")
    parent = await library.read(opened[SESSION].id)
    taken = retaking.taken_rows(await plan.history())
    await plan.run(retaking.take_over_again, parent.state, agenda.takes, taken)
    copy = await library.duplicate(opened[SESSION].id)
    await copy.run(
        setup.change_agenda,
        agenda.id,
        agenda.title,
        [stages.new_stage(copy.id, each) for each in agenda.stages],
    )
    await library.set_archived(copy.id, True)
    await library.set_deleted(copy.id, True)


def _asked(args: tuple[Value, ...], state: State) -> tuple[Value, ...]:
    return tuple(each(state) if inspect.isfunction(each) else each for each in args)


def _named(call: Call, state: State) -> dict[str, Value]:
    return dict(zip(call.kwargs, _asked(tuple(call.kwargs.values()), state), strict=True))


def _call(kind: str, command: Callable[..., Any], *args: Value, **kwargs: Value) -> Call:
    return Call(kind, command, args, kwargs)


def _card(ref: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Card) if each.ref == ref)


def _cards(board: str) -> Callable[[State], tuple[Card, ...]]:
    return lambda state: tuple(each for each in state.rows(Card) if each.board == board)


def _removed(state: State) -> list[Change]:
    """What taking away a card of the board had in it."""
    gone = state.rows(Card)[-1].plain() | {"id": new_id(), "ref": "S99"}
    return [Change(str(Card.__tablename__), gone["id"], gone, None)]


def _person(initials: str) -> Callable[[State], str]:
    return lambda state: next(
        each.id for each in state.rows(Participant) if each.initials == initials
    )


def _stage(key: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Stage) if each.key == key)


def _record(ref: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Record) if each.ref == ref)


def _channel(name: str) -> Callable[[State], str]:
    return lambda state: next(each.id for each in state.rows(Channel) if each.name == name)


def _figure(state: State) -> str:
    return state.rows(Figure)[0].id


def _last(table: type[Any]) -> Callable[[State], str]:
    return lambda state: state.rows(table)[-1].ref


def calls() -> Iterator[Call]:
    """What the example does not call, in an order in which each is allowed."""
    yield _call(SESSION, agreement.reopen_plan, "a late word")
    yield from _of_the_agreement()
    yield from _of_the_board()
    yield from _of_the_plan()
    yield from _of_the_set_up()
    yield from _of_plans()


def _of_the_agreement() -> Iterator[Call]:
    yield _call(SESSION, agreement.new_plan_round)
    yield _call(SESSION, actions.add_action, "Count the stock", owner_id="TL")
    yield _call(SESSION, hidden_votes.cast_hand, _last(Action), "AB", 4)
    yield _call(SESSION, hidden_votes.reveal_hands, _last(Action))
    yield _call(SESSION, agreement.accept_plan, "AB", "object", "Too little time", "Two weeks more")
    yield _call(SESSION, agreement.take_on, "AB", "TL", "29 jan 2027")
    yield _call(SESSION, agreement.withdraw_word, "AB")
    yield _call(SESSION, agreement.confirm_by, "TL", "29 jan 2027")
    yield _call(SESSION, priority.revote, _channel("Dealer"), "C1")
    yield _call(SESSION, goals.add_goal, "Three clients abroad")
    yield _call(SESSION, hidden_rounds.cast_number, "confidence", "AB", 4, "", _last(Goal))
    yield _call(SESSION, hidden_rounds.reveal_numbers, "confidence", _last(Goal))
    yield _call(SESSION, goals.delete_goal, _last(Goal))
    yield _call(SESSION, hidden_rounds.cast_again, _channel("Dealer"), "C2")
    yield _call(SESSION, hidden_rounds.cast_score, _channel("Dealer"), "C2", "AB", 1)
    yield _call(SESSION, hidden_rounds.reveal_scores, _channel("Dealer"), "C2")
    yield _call(SESSION, criteria.unfreeze_weights, "A criterion was forgotten")
    yield _call(SESSION, criteria.add_criterion, "Speed", 2)
    yield _call(SESSION, criteria.change_criterion, "C6", weight=3)
    yield _call(SESSION, criteria.reorder_criterion, "C6", -1)
    yield _call(SESSION, criteria.remove_criterion, "C6")


def _of_the_board() -> Iterator[Call]:
    yield _call(SESSION, cards.add_card, board="S1", section="S", text="A showroom in Gdynia")
    yield _call(SESSION, cards.reorder_card, _card("S10"), -1)
    yield _call(SESSION, cards.move_card, _card("S10"), "W")
    yield _call(SESSION, cards.merge_cards, _card("S1"), _card("S2"))
    yield _call(SESSION, cards.edit_card, _card("S1"), subject="Glowtec")
    yield _call(SESSION, cards.as_threat, _card("S1"))
    yield _call(SESSION, cards.delete_card, _card("S3"))
    yield _call(SESSION, restoring.restore, _removed)
    yield _call(SESSION, dots.toggle_listed, _card("O1"))
    yield _call(SESSION, dots.list_only, "S1", lambda s: [_card("O1")(s), _card("T1")(s)])
    yield _call(SESSION, dots.clear_dots, "S1")
    yield _call(SESSION, hidden_votes.cast_dots, "AB", _card("O1"))
    yield _call(SESSION, hidden_votes.reveal_dots, "S1", None, _cards("S1"))
    yield _call(SESSION, options.relink, "SO1", "S4 O1")
    yield _call(SESSION, capture.capture, "- Two shifts in December", "S1", "W")
    yield _call(SESSION, capture.capture_lines, ["One more", "And another"], "S1", "W")


def _of_the_plan() -> Iterator[Call]:
    yield _call(SESSION, actions.change_action, "A01", title="Agree the price list anew")
    yield _call(SESSION, actions.reorder_action, "A01", 1)
    yield _call(SESSION, actions.make_action_from, "SO1", title="List the companies")
    yield _call(SESSION, actions.delete_action, _last(Action))
    yield _call(SESSION, decisions.change_decision, "D1", reason="Said twice")
    yield _call(SESSION, decisions.reorder_decision, "D1", 1)
    yield _call(SESSION, decisions.delete_decision, "D1")
    yield _call(SESSION, goals.change_goal, "G1", text="Grow with dealers")
    yield _call(SESSION, goals.reorder_goal, "G1", 1)
    yield _call(SESSION, goals.delete_goal, "G1")
    yield _call(SESSION, requirements.change_requirement, "R1", text="More stock")
    yield _call(SESSION, requirements.reorder_requirement, "R1", 1)
    yield _call(SESSION, requirements.delete_requirement, "R1")
    yield _call(SESSION, parking.park, "The fair in Poznan")
    yield _call(SESSION, parking.change_parked, _last(Parked), text="The fair in May")
    yield _call(
        SESSION,
        parking.sort_into_plan,
        _last(Parked),
        "action",
        title="Book the fair",
        owner_id="TL",
        deadline="29 jan 2027",
    )
    yield _call(SESSION, parking.unsort, _last(Parked))
    yield _call(SESSION, parking.delete_parked, _last(Parked))
    yield _call(SESSION, figures.set_figure, "sales", "Corporate", "2024", ["100", None, None])
    yield _call(SESSION, figures.change_figure, _figure, ["7", None, None])
    yield _call(SESSION, figures.delete_figure, _figure)
    yield _call(SESSION, forms.answer, "profile_b2b", "problem", "Dark halls", "Food plants")
    yield _call(SESSION, forms.rename_subject, "profile_b2b", "Food plants", "Bakeries")
    yield _call(SESSION, forms.delete_filling, "profile_b2b", "Bakeries")
    yield _call(SESSION, forms.note_export, "plan.pdf")


def _of_the_set_up() -> Iterator[Call]:
    yield _call(SESSION, setup.change_person, _person("TL"), role="Finance")
    yield _call(SESSION, setup.set_moderator, _person("TL"))
    yield _call(SESSION, setup.add_people, [setup.Person(name="Olga Reis")])
    yield _call(SESSION, setup.remove_person, _person("OR"))
    yield _call(SESSION, setup.change_channel, _channel("Retail"), territory="North")
    yield _call(SESSION, setup.add_channel, "Web shop")
    yield _call(SESSION, setup.remove_channel, _channel("Web shop"))
    yield from _of_segments()
    yield _call(SESSION, sources.recut_ledger, {"period": "2025"}, _results)
    yield _call(SESSION, sources.keep_ledger, True)
    yield _call(SESSION, sources.drop_source, "survey")
    yield _call(SESSION, stages.go_to, _stage("S1"))
    yield _call(SESSION, stages.pause_or_resume)
    yield _call(SESSION, stages.extend_stage, _stage("S1"), 5)
    yield _call(SESSION, pace.take_usual, _stage("S1"), pace.Usual(37, 2))
    yield _call(SESSION, stages.show_prompt, 1, _stage("S1"))
    yield _call(SESSION, stages.set_phase, _stage("S1"), "voting")
    yield _call(SESSION, stages.add_stage, replace(stage_plan("A6"), minutes=0), _stage("S1"))
    yield _call(SESSION, stages.move_stage, _stage("S2"), 1)
    yield _call(SESSION, stages.skip_stage, _stage("S2"))
    yield _call(SESSION, tongue.change_language, "pl")
    yield _call(SESSION, tongue.change_language, "en")
    yield from _of_the_room()


def _of_segments() -> Iterator[Call]:
    """Segments are compared where there is one channel."""
    for name in ("Retail", "Dealer"):
        yield _call(SESSION, setup.change_channel, _channel(name), active=False)
    yield _call(SESSION, records.add_record, "segments", "Cold stores; strategic")
    yield _call(SESSION, segments.take_segments)
    for name in ("Retail", "Dealer", "Corporate"):
        yield _call(SESSION, setup.change_channel, _channel(name), active=True)
    yield _call(SESSION, setup.remove_channel, _channel("Cold stores"))


def _difference(command: Callable[..., Any]) -> Any:
    home = importlib.import_module(command.__module__)
    return home.Difference(
        number=1,
        what=home.What.CHANGED,
        kind="parked",
        ref="P2",
        label="Text",
        line=1,
        in_session="",
        in_file="The depot",
        values={"text": "The depot in Lodz"},
    )


def _of_the_room() -> Iterator[Call]:
    """Notes, silence and turns belong to the stage that is shown."""
    known = {command.__name__: command for command in commands().values()}
    here = _stage("S1")
    for name, *args in (
        ("write_note", here, "Ask about the price list"),
        ("begin_silence", here, 3),
        ("lengthen_silence", here, 1),
        ("end_silence", here),
        ("next_turn", here),
        ("skip_turn", here),
        ("next_turn", here),
        ("last_turn_again", here),
        ("end_turns", here),
        ("break_now", replace(stage_plan("A6"), kind="break"), 10),
    ):
        if name in known:
            yield _call(SESSION, known[name], *args)
    if taking := known.get("take_in_differences"):
        yield _call(SESSION, taking, [_difference(taking)])


def _of_plans() -> Iterator[Call]:
    yield _call(SALES, records.add_records, "kpis", ["Calls; process; PN; 17; calls; weekly; CRM"])
    yield _call(SALES, forms.answer, "bridge", "cycle_days", "120", "G1")
    yield _call(SALES, sales_commands.take_rhythm, _last(Record))
    yield _call(
        SALES,
        figures.type_figures,
        "client_revenue",
        ["2026 Q3; 40; 1000; 40; 2", "2026 Q4; 60; 1180; 40; 4; late deliveries"],
    )
    yield _call(SALES, sales_commands.win_back, _churned)
    yield _call(QUARTER, records.change_record, _record("RX1"), trigger="Two weeks late")
    yield _call(QUARTER, records.reorder_record, _record("RX1"), 1)
    yield _call(QUARTER, records.action_from_record, _record("RX2"), title="Call the factory")
    yield _call(QUARTER, operational_commands.action_from_risk, _record("RX1"))
    yield _call(QUARTER, forms.answer, "base_metrics", "days", "135; 140", _channel("Corporate"))
    yield _call(QUARTER, forms.answer, "base_metrics", "cycle_target", "90", _channel("Corporate"))
    yield _call(QUARTER, operational_commands.action_from_metric)
    yield _call(
        QUARTER,
        operational_commands.take_person_plans,
        [operational_commands.PersonTargets(4, "Piotr Nowak", why="Season")],
    )
    yield _call(QUARTER, records.delete_record, _record("RX3"))
    yield _call(PERSON, records.add_record, "work", "Bakery; 22 feb 2027; proposal; 45")
    yield _call(PERSON, personal_commands.propose_step)
    yield _call(PERSON, personal_commands.track, "15 2 1 0 0", "2027-02-17")
    yield _call(
        PERSON,
        personal_commands.take_own_months,
        [{"month": "2026-12", "calls": "200", "meetings": "30"}],
    )
    yield _call(REVIEW, followup_commands.action_from_kpi, "K1")


def _results(state: State) -> dict[str, Any]:
    return state.rows(AuditSource)[0].results


def _churned(state: State) -> str:
    from facilitator.workshop.plans.sales_metrics import client_revenue

    return client_revenue(state)[-1].key
