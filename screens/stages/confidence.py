"""The hands on a decision: one number each, typed in one line in the order of the voters."""

from facilitator.model import Decision, Topic
from facilitator.words.language import _
from facilitator.workshop.rounds import SCALES, give_numbers, numbers
from screens.desk import Desk
from screens.stages.body import Target


def hands_target(desk: Desk, decision: Decision) -> Target:
    """The numbers given so far; a dot is somebody without one."""
    voters = desk.state.voters
    given = numbers(desk.state, Topic.DECISION, decision.id)
    known = [given[each.id].value if each.id in given else None for each in voters]
    words = " ".join("·" if value is None else str(value) for value in known)
    low, high = SCALES[Topic.DECISION]
    label = _("{ref} hands {low}–{high} of {initials}").format(
        ref=decision.ref, low=low, high=high, initials=" ".join(each.initials for each in voters)
    )

    async def save(text: str) -> str:
        await desk.run(give_numbers, Topic.DECISION, text, decision.id)
        return _("{ref} hands saved").format(ref=decision.ref)

    return Target(label, words if any(value is not None for value in known) else "", save)
