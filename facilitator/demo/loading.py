"""Holds the worked example as a moderator would: the same commands, in the order of the day."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from facilitator.agenda import ready_agenda
from facilitator.agenda import stage as stage_plan
from facilitator.audit.files import CannotRead
from facilitator.demo.examples import Told, read_example
from facilitator.demo.sources import kept, put_at_hand
from facilitator.model import Card, Parked, Topic
from facilitator.store.store import Store
from facilitator.words.language import _
from facilitator.workshop.actions import add_action
from facilitator.workshop.agreement import (
    accept_plan,
    amend,
    close_plan,
    new_plan_round,
    vote_action,
)
from facilitator.workshop.cards import NewCard, add_cards, card_by_ref, edit_card, toggle_tag
from facilitator.workshop.criteria import freeze_weights
from facilitator.workshop.decisions import add_decision
from facilitator.workshop.dots import give_dots, short_list
from facilitator.workshop.entering import go_to
from facilitator.workshop.figures import set_sheet_setting, type_figures
from facilitator.workshop.forms import answer, tick
from facilitator.workshop.goals import add_goal
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from facilitator.workshop.options import accept_factor, add_option, choose_options, set_fit
from facilitator.workshop.parking import park, sort_parked
from facilitator.workshop.priority import decide_channel_roles, give_score, hear, reveal
from facilitator.workshop.requirements import add_requirement
from facilitator.workshop.rounds import give_number, give_numbers
from facilitator.workshop.setup import Person, add_channel, add_people, change_session
from facilitator.workshop.sources import take_in_ledger, take_in_survey
from facilitator.workshop.stages import add_stage

DAY = date(2027, 1, 14)
"""The day of the worked example; "today" wherever it is shown."""

BEGINNING = datetime(2027, 1, 14, 8, 30, tzinfo=UTC)


class _Day:
    """The clock of that day: moves on by the minutes each stage was given."""

    def __init__(self) -> None:
        self.now = BEGINNING - timedelta(hours=1)

    def clock(self) -> Clock:
        return Clock(now=self._tick, today=lambda: DAY)

    def _tick(self) -> datetime:
        self.now += timedelta(milliseconds=20)  # every entry has an instant of its own
        return self.now


def the_example() -> Told:
    """Everything the example's room says and types."""
    return read_example("taveon")


async def begin_demo(store: Store, clock: Clock | None = None) -> OpenWorkshop:
    """The example's session with its channels and people, before anybody has said anything."""
    told = the_example()
    library = Library(store, clock or Clock(today=lambda: DAY))
    opened = await library.create(ready_agenda("full_day"), **told["session"])
    await _prepare(opened, told)
    return opened


async def load_demo(store: Store) -> OpenWorkshop:
    """Enter the example's session into a store and return it, open.

    Its sales ledger and its survey lie where a ledger of this session is looked for.
    """
    opened = await load_session(store)
    await lay_files(store, opened.id)
    return opened


async def lay_files(store: Store, session_id: str) -> None:
    """Lay the example's ledger and survey where those of its session are looked for."""
    with suppress(OSError, CannotRead):  # without the files the example is whole, only not cut
        await asyncio.to_thread(put_at_hand, store.places.ledgers / session_id, the_example())


async def load_session(store: Store) -> OpenWorkshop:
    """Enter everything the room said into a store and return the session, open."""
    told = the_example()
    day = _Day()
    opened = await begin_demo(store, day.clock())
    value = next(stage.id for stage in opened.state.stages if stage.key == "A5")
    await opened.run(add_stage, replace(stage_plan("A6"), minutes=0), value)
    day.now = BEGINNING
    for stage in opened.state.stages[1:]:
        await opened.run(go_to, stage.id)
        if stage.key in STAGES:
            await STAGES[stage.key](opened, told)
        day.now = BEGINNING + timedelta(minutes=_minutes_until(opened, stage.id))
    return opened


def _minutes_until(opened: OpenWorkshop, stage_id: str) -> int:
    ids = [stage.id for stage in opened.state.stages]
    return sum(stage.minutes for stage in opened.state.stages[: ids.index(stage_id) + 1])


async def _prepare(opened: OpenWorkshop, told: Told) -> None:
    for channel in told["channels"]:
        await opened.run(add_channel, *channel)
    people = [told["moderator"], *told["people"]]
    await opened.run(add_people, [Person(**person) for person in people])


async def _check_in(opened: OpenWorkshop, told: Told) -> None:
    for who, energy in told["energy"].items():
        await opened.run(give_number, Topic.ENERGY, who, energy)
    await opened.run(change_session, rules_confirmed=True)
    await opened.run(tick, "S0", "parking")


def _figures(*sheets: str) -> Any:
    async def enter(opened: OpenWorkshop, told: Told) -> None:
        for sheet in sheets:
            for name, field, words in told["settings"]:
                if name == sheet:
                    await opened.run(set_sheet_setting, sheet, field, words)
            await opened.run(type_figures, sheet, told["figures"][sheet])

    return enter


async def _sales(opened: OpenWorkshop, told: Told) -> None:
    totals = [line for line in told["figures"]["sales"] if line.startswith("Total")]
    await opened.run(type_figures, "sales", totals)
    await opened.run(take_in_ledger, kept()[0])
    facts = [NewCard("FD", text, evidence) for _, text, evidence, _ in told["findings"]]
    for card in await opened.run(add_cards, "A1", facts):
        await opened.run(toggle_tag, card.id, "pinned")
    causes = [NewCard("CA", text, evidence) for text, evidence in told["causes"]]
    await opened.run(add_cards, "A1", causes)


async def _loyalty(opened: OpenWorkshop, _: Told) -> None:
    await opened.run(take_in_survey, kept()[1])


async def _value(opened: OpenWorkshop, told: Told) -> None:
    await _figures("value_test")(opened, told)
    await _answers(opened, told, "usp")


async def _answers(opened: OpenWorkshop, told: Told, form: str) -> None:
    for name, subject, field, words in told["answers"]:
        if name == form:
            said = _(words) if field == "improved_step" else words
            await opened.run(answer, form, field, said, subject)


def _form(form: str) -> Any:
    async def enter(opened: OpenWorkshop, told: Told) -> None:
        await _answers(opened, told, form)

    return enter


async def _swot(opened: OpenWorkshop, told: Told) -> None:
    for section in "SWOT":
        cards = [card for card in told["swot"] if card["section"] == section]
        fresh = [{key: card[key] for key in card if key != "tags"} for card in cards]
        added = await opened.run(add_cards, "S1", [NewCard(**card) for card in fresh])
        for row, card in zip(added, cards, strict=True):
            for tag in card.get("tags", ()):
                await opened.run(toggle_tag, row.id, tag)
    for ballots in told["swot_dots"].values():
        for who, refs in ballots.items():
            for ref in refs:
                await opened.run(give_dots, who, ref)
    await opened.run(short_list, "S1")
    for ref, factor in told["factors"].items():
        card = _card(opened, ref)
        await opened.run(edit_card, card.id, first_factor=factor["a"], second_factor=factor["b"])


def _card(opened: OpenWorkshop, ref: str) -> Card:
    card = card_by_ref(opened.state, ref)
    assert card is not None, f"the example has no card {ref}"
    return card


async def _options(opened: OpenWorkshop, told: Told) -> None:
    for option in told["options"]:
        await opened.run(add_option, **option)
    for pair, value in told["fits"].items():
        internal, external = pair.split()
        await opened.run(set_fit, internal, external, value)
    for who, refs in told["option_dots"].items():
        for ref in refs:
            await opened.run(give_dots, who, ref)
    await opened.run(choose_options, told["chosen"])
    for ref, reason in told["accepted"].items():
        await opened.run(accept_factor, ref, reason)


async def _priority(opened: OpenWorkshop, told: Told) -> None:
    await opened.run(freeze_weights)
    people = [person["initials"] for person in told["people"]]
    for channel, rows in told["scores"].items():
        for number, scores in enumerate(rows, 1):
            for who, value in zip(people, scores, strict=True):
                if value is not None:
                    await opened.run(give_score, channel, f"C{number}", who, value)
    await opened.run(reveal)
    for heard in told["heard"]:
        await opened.run(hear, *heard)
    text, reason, rule, _ = told["decisions"][0]
    await opened.run(decide_channel_roles, told["roles"], text, reason, rule)
    for ref, hands in told["hands"].items():
        await opened.run(give_numbers, Topic.DECISION, hands, ref)


async def _structure(opened: OpenWorkshop, told: Told) -> None:
    await _answers(opened, told, "structure")
    await _decide(opened, told, "S4")


async def _decide(opened: OpenWorkshop, told: Told, key: str) -> None:
    for text, reason, rule, stage in told["decisions"]:
        if stage == key:
            await opened.run(add_decision, text, reason, rule)


async def _requirements(opened: OpenWorkshop, told: Told) -> None:
    for requirement in told["requirements"]:
        await opened.run(add_requirement, **requirement)
    await _answers(opened, told, "chain")
    await _decide(opened, told, "S7")


async def _goals(opened: OpenWorkshop, told: Told) -> None:
    await _figures("funnel")(opened, told)
    people = [person["initials"] for person in told["people"]]
    for goal in told["goals"]:
        await opened.run(add_goal, **goal)
    for ref, numbers in told["confidence"].items():
        for who, value in zip(people, numbers, strict=True):
            await opened.run(give_number, Topic.CONFIDENCE, who, value, target=ref)
    await _answers(opened, told, "bridge")
    await _decide(opened, told, "S8")


async def _actions(opened: OpenWorkshop, told: Told) -> None:
    for number, action in enumerate(told["actions"], 1):
        first: Told = told["objection"]["first"] if number == 7 else {}
        await opened.run(add_action, **(action | first))
    await _decide(opened, told, "S9")


async def _agreement(opened: OpenWorkshop, told: Told) -> None:
    objection = told["objection"]
    for ref, votes in told["votes"].items():
        for who, value in votes.items():
            note = objection["note"] if (ref, who) == ("A07", objection["person"]) else ""
            await opened.run(vote_action, ref, who, value, note)
    await _accept(opened, told, told["acceptance"][0])
    title = told["actions"][6]["title"]
    await opened.run(amend, objection["action"], objection["amendment"], title=title)
    for who, value in objection["votes"].items():
        await opened.run(vote_action, objection["action"], who, value)
    await opened.run(new_plan_round)
    await _accept(opened, told, told["acceptance"][1])
    await _decide(opened, told, "S10")


async def _accept(opened: OpenWorkshop, told: Told, words: dict[str, str]) -> None:
    objection = told["objection"]
    for who, word in words.items():
        reason = {"reservation": told["reservation"], "object": objection["note"]}.get(word, "")
        until = objection["until"] if word == "object" else ""
        await opened.run(accept_plan, who, word, reason, until)


async def _check_out(opened: OpenWorkshop, told: Told) -> None:
    for item in told["parking"]:
        parked: Parked = await opened.run(park, item["text"], item["by"])
        await opened.run(sort_parked, parked.id, item["outcome"], item["note"])
    for who, value in told["roti"].items():
        await opened.run(give_number, Topic.ROTI, who, value)
    await opened.run(change_session, follow_up=told["follow_up"])
    await opened.run(close_plan)


STAGES: dict[str, Any] = {
    "S0": _check_in,
    "A1": _sales,
    "A2": _figures("economics"),
    "A3": _figures("accounts"),
    "A4": _loyalty,
    "A5": _value,
    "A6": _figures("checklist"),
    "S1": _swot,
    "S2": _options,
    "S3": _priority,
    "S4": _structure,
    "S5": _form("profile_b2b"),
    "S6": _form("market"),
    "S7": _requirements,
    "S8": _goals,
    "S9": _actions,
    "S10": _agreement,
    "S11": _check_out,
}
"""What the room says in each stage."""
