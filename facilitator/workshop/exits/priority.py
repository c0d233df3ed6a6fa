"""Checks about the priority of channels."""

from facilitator.methods.exact import NotAvailable
from facilitator.model import Channel, Decision
from facilitator.workshop.criteria import are_frozen
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.priority import priority


def _weights_frozen(here: Here) -> Misses:
    if sum(channel.active for channel in here.state.rows(Channel)) == 1:
        yield "One channel cannot be compared; take its segments in as channels: c.", "channels"
    if not are_frozen(here.state):
        yield "The weights are not frozen yet; agree on them before scoring.", "weights"


def _cells_valid(here: Here) -> Misses:
    found = priority(here.state)
    if isinstance(found.evaluation, NotAvailable):
        yield found.evaluation.reason, "weights"
        return
    for cell in found.insufficient:
        sentence = f"{cell.option}, {cell.criterion}: {len(cell.given)} of {cell.participants}"
        yield f"{sentence} scores.", cell.criterion


def _must_talk_heard(here: Here) -> Misses:
    for cell in priority(here.state).unheard:
        sentence = f"{cell.option}, {cell.criterion}: scores from {cell.lowest} to {cell.highest}"
        yield f"{sentence}; hear the highest and the lowest.", cell.criterion


def _channel_roles(here: Here) -> Misses:
    for channel in priority(here.state).undecided:
        yield f"{channel.name} has no role yet.", channel.name
    decisions = here.state.rows(Decision)
    if not any(row.stage_key == here.stage.key and row.text.strip() for row in decisions):
        yield "No decision sentence is recorded in this stage.", "decision"


CHECKS: dict[str, Check] = {
    "weights_frozen": _weights_frozen,
    "cells_valid": _cells_valid,
    "must_talk_heard": _must_talk_heard,
    "channel_roles": _channel_roles,
}
