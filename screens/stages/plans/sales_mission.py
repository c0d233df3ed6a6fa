"""The mission of a sales plan as lines: its length and checks, and how far the plan has come."""

from datetime import date

from facilitator.words.language import _, ngettext
from facilitator.workshop.exits import unmet
from facilitator.workshop.plans.sales_people import MISSION_LONGEST, MISSION_SHORTEST, mission
from facilitator.workshop.state import State
from screens.stages.shown import remark
from screens.widgets.itemlist import Item, Tone


def mission_lines(state: State, today: date) -> list[Item]:
    """Length and checks of the mission, then the sections of the plan that have nothing missing."""
    found = mission(state)
    length = len(found.text)
    fits = MISSION_SHORTEST <= length <= MISSION_LONGEST
    tone: Tone = "good" if fits else "warn"
    span = _("{least} to {most} characters").format(least=MISSION_SHORTEST, most=MISSION_LONGEST)
    passed: Tone = "good" if found.passed == 3 else "warn"
    items = [
        Item("length", _("Length"), right=str(length), detail=span, tone=tone),
        Item(
            "checks",
            _("Checks passed"),
            right=_("{passed} of 3").format(passed=found.passed),
            tone=passed,
        ),
        *(remark(f"lacks {at}", each) for at, each in enumerate(found.missing) if found.text),
    ]
    if not state.workshop.parent_id:
        said = _("This plan was made from no session: type goals, sales and margins in its stages.")
        items.append(remark("parent", said, "muted"))
    return [*items, *_progress(state, today)]


def _progress(state: State, today: date) -> list[Item]:
    """How many sections of the plan have nothing missing."""
    stages = [stage for stage in state.stages if stage.key.startswith("L")]
    missing = {stage.key: len(unmet(state, stage, today)) for stage in stages}
    done = [stage for stage in stages if not missing[stage.key]]
    items = [
        Item("progress", _("Sections of the plan done"), tone="heading"),
        Item(
            "done",
            _("Sections with nothing missing"),
            right=_("{done} of {stages}").format(done=len(done), stages=len(stages)),
        ),
    ]
    for stage in stages:
        count = missing[stage.key]
        tone: Tone = "warn" if count else "good"
        right = (
            ngettext("{count} missing", "{count} missing", count).format(count=count)
            if count
            else _("done")
        )
        items.append(Item(f"stage {stage.key}", stage.title, stage.key, right=right, tone=tone))
    return items
