"""What the clock knows beyond the present stage: usual lengths, and who loses time."""

import asyncio
from collections.abc import Mapping

from facilitator.methods.exact import NotAvailable
from facilitator.methods.pace import Usual, usual
from facilitator.model import Stage
from facilitator.store.readings import Readings
from facilitator.words.language import _, ngettext
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.stages import extend_stage
from facilitator.workshop.timing import ClockReading

Usuals = Mapping[tuple[str, str], Usual]
"""By key and kind of a stage; a stage no past session had is not in it."""

WORTH_SAYING = 5
"""Minutes by which the usual length differs from the planned one before it is worth a word."""


async def usual_lengths(store: Readings, workshop_id: str) -> dict[tuple[str, str], Usual]:
    """What past sessions of this database say about the stages of a session."""
    past = await asyncio.to_thread(store.past_stages, workshop_id)
    found = {stage: usual(seconds) for stage, seconds in past.items()}
    return {stage: each for stage, each in found.items() if not isinstance(each, NotAvailable)}


def usual_of(usuals: Usuals, stage: Stage) -> Usual | None:
    """What a stage usually takes, None when no past session tells."""
    return usuals.get((stage.key, str(stage.kind)))


def basis(found: Usual) -> str:
    """The usual minutes with what they rest on: "52 min, median of 3 sessions"."""
    many = ngettext(
        "{minutes} min in {n} session", "{minutes} min, median of {n} sessions", found.sessions
    )
    return many.format(minutes=found.minutes, n=found.sessions)


def worth_saying(usuals: Usuals, stage: Stage) -> str:
    """A sentence when a stage usually takes clearly more or less than is planned, else empty."""
    found = usual_of(usuals, stage)
    if found is None or abs(found.minutes - stage.minutes) < WORTH_SAYING:
        return ""
    words = _("Planned are {planned} min; before, it took {basis}. ^G changes the minutes.")
    return words.format(planned=stage.minutes, basis=basis(found))


def take_usual(edit: Edit, stage_id: str, found: Usual | None) -> Stage:
    """Plan a stage with what it usually takes. Raises `Refused` when no past session tells."""
    stage = edit.get(Stage, stage_id)
    if found is None:
        raise Refused(_("No past session tells how long this stage takes."))
    return extend_stage(edit, stage.id, found.minutes - stage.minutes)


def losses_sentence(reading: ClockReading) -> str:
    """Which later stages lose time, and which are not reached by the planned end; or empty."""
    cut = [each for each in reading.losses if each.reached]
    gone = [each.title for each in reading.losses if not each.reached]
    parts: list[str] = []
    for each in cut:
        words = _("{stage} loses {minutes} min.")
        parts.append(words.format(stage=each.title, minutes=each.minutes))
    if gone:
        words = _("Not reached by the planned end: {stages}.")
        parts.append(words.format(stages=", ".join(gone)))
    return " ".join(parts)
