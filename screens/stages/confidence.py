"""What everybody says at once: one number each, typed in one line in the order of the voters."""

from facilitator.model import Decision, Goal, Topic
from facilitator.words.language import _
from facilitator.workshop.rounds import SCALES, give_numbers, numbers
from screens.desk import Desk
from screens.stages.body import Target


def confidence_target(desk: Desk, goal: Goal) -> Target:
    """The line for the confidence in one goal."""
    return _target(desk, Topic.CONFIDENCE, goal)


def hands_target(desk: Desk, decision: Decision) -> Target:
    """The line for the hands shown on one decision."""
    return _target(desk, Topic.DECISION, decision)


def _target(desk: Desk, topic: Topic, row: Goal | Decision) -> Target:
    """The numbers given so far; a dot is somebody without one."""
    voters = desk.state.voters
    given = numbers(desk.state, topic, row.id)
    known = [given[each.id].value if each.id in given else None for each in voters]
    words = " ".join("·" if value is None else str(value) for value in known)
    low, high = SCALES[topic]
    is_hands = topic is Topic.DECISION
    label = (
        _("{ref} hands {low}–{high} of {initials}")
        if is_hands
        else _("{ref} confidence {low}–{high} of {initials}")
    ).format(ref=row.ref, low=low, high=high, initials=" ".join(each.initials for each in voters))

    async def save(text: str) -> str:
        await desk.run(give_numbers, topic, text, row.id)
        said = _("{ref} hands saved") if is_hands else _("{ref} confidence saved")
        return said.format(ref=row.ref)

    return Target(label, words if any(value is not None for value in known) else "", save)
