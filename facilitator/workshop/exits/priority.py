"""Checks about the priority of channels."""

from facilitator.methods.exact import NotAvailable
from facilitator.model import Channel, Decision
from facilitator.words.language import _
from facilitator.workshop.criteria import are_frozen
from facilitator.workshop.exits.here import Check, Here, Misses
from facilitator.workshop.results.priority import priority


def _weights_frozen(here: Here) -> Misses:
    if sum(channel.active for channel in here.state.rows(Channel)) == 1:
        yield _("One channel cannot be compared: b takes its segments in, c types one."), "channels"
    if not are_frozen(here.state):
        yield _("The weights are not frozen yet; agree on them before scoring."), "weights"


def _cells_valid(here: Here) -> Misses:
    found = priority(here.state)
    if isinstance(found.evaluation, NotAvailable):
        yield found.evaluation.reason, "weights"
        return
    for cell in found.insufficient:
        sentence = _("{option}, {criterion}: {given} of {participants}").format(
            option=cell.option,
            criterion=cell.criterion,
            given=len(cell.given),
            participants=cell.participants,
        )
        yield _("{sentence} scores.").format(sentence=sentence), cell.criterion


def _must_talk_heard(here: Here) -> Misses:
    for cell in priority(here.state).unheard:
        sentence = _("{option}, {criterion}: scores from {lowest} to {highest}").format(
            option=cell.option, criterion=cell.criterion, lowest=cell.lowest, highest=cell.highest
        )
        yield (
            _("{sentence}; hear the highest and the lowest.").format(sentence=sentence),
            cell.criterion,
        )


def _channel_roles(here: Here) -> Misses:
    for channel in priority(here.state).undecided:
        yield _("{name} has no role yet.").format(name=channel.name), channel.name
    decisions = here.state.rows(Decision)
    if not any(row.stage_key == here.stage.key and row.text.strip() for row in decisions):
        yield _("No decision sentence is recorded in this stage."), "decision"


def _decided(here: Here) -> Misses:
    """What follows from a choice waits for it."""
    made = {row.stage_key for row in here.state.rows(Decision) if row.text.strip()}
    for stage in here.awaited():
        if stage.key not in made:
            yield (
                _("{key} {title} has no decision yet; make it, or go on with a reason.").format(
                    key=stage.key, title=stage.title
                ),
                stage.key,
            )


CHECKS: dict[str, Check] = {
    "decided": _decided,
    "weights_frozen": _weights_frozen,
    "cells_valid": _cells_valid,
    "must_talk_heard": _must_talk_heard,
    "channel_roles": _channel_roles,
}
