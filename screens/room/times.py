"""The times of a session in lines: what was planned, what it took, what it usually takes."""

from datetime import datetime

from facilitator.model import StageState
from facilitator.words.language import _
from facilitator.workshop.pace import Usuals, basis, losses_sentence, usual_of
from facilitator.workshop.state import State
from facilitator.workshop.timing import ClockReading, clock, stage_times
from screens.widgets.itemlist import Item
from screens.widgets.rail import SIGNS


def time_lines(state: State, now: datetime, usuals: Usuals) -> list[Item]:
    """When it ends and who loses time, then every stage; `now` carries the zone of the room."""
    reading = clock(state, now)
    losses = {loss.stage_id: loss for loss in reading.losses}
    lines = [Item(f"end:{at}", words) for at, words in enumerate(_summary(reading))]
    for each in stage_times(state, now):
        stage = each.stage
        loss = losses.get(stage.id)
        mark = SIGNS.get(str(stage.state), " ")
        if loss is not None:
            mark = SIGNS["short" if loss.reached else "lost"]
        found = usual_of(usuals, stage)
        lines.append(
            Item(
                stage.id,
                stage.title,
                mark=mark,
                right=_spent(each.planned, each.elapsed, str(stage.state)),
                detail=_("before: {basis}").format(basis=basis(found)) if found else "",
                tone="picked" if stage.state == StageState.ACTIVE else "",
            )
        )
    return lines


def _summary(reading: ClockReading) -> list[str]:
    if reading.projected_end is None or reading.planned_end is None:
        return [_("The session is closed.")]
    ends, planned = f"{reading.projected_end:%H:%M}", f"{reading.planned_end:%H:%M}"
    drift = reading.drift_minutes
    if drift > 0:
        words = _("Ends {end}, {minutes} min later than planned ({planned}).")
    elif drift < 0:
        words = _("Ends {end}, {minutes} min earlier than planned ({planned}).")
    else:
        words = _("Ends {end}, as planned.")
    said = words.format(end=ends, minutes=abs(drift), planned=planned)
    return [said, *filter(None, [losses_sentence(reading)])]


def _spent(planned: int, elapsed: int, state: str) -> str:
    if state == StageState.AHEAD and not elapsed:
        return _("{planned} min").format(planned=planned)
    return _("{spent} of {planned} min").format(spent=elapsed // 60, planned=planned)
