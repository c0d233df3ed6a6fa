"""How sure each voter is of a goal: one number 1 to 5 each, typed in one line."""

from facilitator.model import Goal, Topic
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.rounds import give_number, numbers
from screens.desk import Desk
from screens.stages.body import Target


def confidence_target(desk: Desk, goal: Goal) -> Target:
    """The line for one goal, with the numbers given so far; a dot is somebody without one."""
    state = desk.state
    given = numbers(state, Topic.CONFIDENCE, goal.id)
    known = [given[each.id].value if each.id in given else None for each in state.voters]
    words = " ".join("·" if value is None else str(value) for value in known)
    label = f"{goal.ref} confidence 1–5 of {' '.join(each.initials for each in state.voters)}"

    async def save(text: str) -> str:
        await desk.run(give_confidence, goal.id, text)
        return f"{goal.ref} confidence saved"

    return Target(label, words if any(value for value in known) else "", save)


def give_confidence(edit: Edit, goal: str, words: str) -> None:
    """One number 1–5 of each voter, in their order; a dot is somebody who gives none."""
    marks = words.replace(",", " ").split()
    if len(marks) == 1 and len(marks[0]) > 1:
        marks = list(marks[0])
    voters = edit.state.voters
    if len(marks) != len(voters):
        names = " ".join(each.initials for each in voters)
        raise Refused(f"Type {len(voters)} numbers from 1 to 5, one each of {names}.")
    for person, mark in zip(voters, marks, strict=True):
        if mark in "·.–-":
            give_number(edit, Topic.CONFIDENCE, person.id, None, target=goal)
        elif mark.isdecimal():
            give_number(edit, Topic.CONFIDENCE, person.id, int(mark), target=goal)
        else:
            raise Refused(f"“{mark}” of {person.initials} is no number from 1 to 5.")
    edit.says("Confidence given")
