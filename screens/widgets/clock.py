"""What the clock of a stage says: pure, given the seconds; nothing here reads the time."""

from datetime import datetime

from facilitator.words.language import _
from screens.widgets.rows import Tone

NEARLY_OVER = (4, 5)
"""The share of the planned time, 80 %, from which on the clock warns; compared exactly."""


def clock_text(
    elapsed_s: int, planned_s: int | None, end_local: datetime | None, drift_min: int | None
) -> tuple[str, Tone]:
    """The clock of a stage and its tone, such as `12:40 of 35:00 · ends 11:25 (+5)`.

    `elapsed_s` and `planned_s` are seconds in the stage; `end_local` is when the whole session
    is going to end, `drift_min` by how many minutes that is later than planned (earlier when
    negative). None stands for what is not known and is left out. From 80 % on a sign and the
    time left say so, from 100 % on the time over is counted: never by colour alone.
    """
    elapsed_s = max(0, elapsed_s)
    end = _end(end_local, drift_min)
    if planned_s is None or planned_s <= 0:
        return f"{minutes(elapsed_s)}{end}", ""
    stage = _("{spent} of {planned}").format(spent=minutes(elapsed_s), planned=minutes(planned_s))
    if elapsed_s >= planned_s:
        over = _("over by {minutes}").format(minutes=minutes(elapsed_s - planned_s))
        return f"‼ {stage} · {over}{end}", "bad"
    part, whole = NEARLY_OVER
    if elapsed_s * whole >= planned_s * part:
        left = _("{minutes} left").format(minutes=minutes(planned_s - elapsed_s))
        return f"! {stage} · {left}{end}", "warn"
    return f"{stage}{end}", ""


def minutes(seconds: int) -> str:
    """Seconds as minutes and seconds; hours stay minutes, because stages are planned in them."""
    whole, rest = divmod(max(0, seconds), 60)
    return f"{whole}:{rest:02d}"


def _end(end_local: datetime | None, drift_min: int | None) -> str:
    if end_local is None:
        return ""
    drift = "" if not drift_min else f" ({drift_min:+d})".replace("-", "−")
    ends = _("ends {time}").format(time=f"{end_local:%H:%M}")
    return f" · {ends}{drift}"
