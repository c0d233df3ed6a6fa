"""Rounds: one number and one sentence of each person, on energy, confidence, time well spent."""

from facilitator.model import Decision, Goal, Topic, Vote
from facilitator.words.language import _
from facilitator.workshop import lookup
from facilitator.workshop.called import begun, called
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.state import State

SCALES: dict[Topic, tuple[int, int]] = {
    Topic.ENERGY: (1, 5),
    Topic.ROTI: (1, 5),
    Topic.CONFIDENCE: (1, 5),
    Topic.DECISION: (0, 5),
}
"""Lowest and highest number of each round; fists on actions are given in `agreement`."""

_OPEN_TO_ALL = (Topic.ENERGY, Topic.ROTI)


def give_number(
    edit: Edit,
    topic: Topic | str,
    participant: str,
    value: int | None,
    note: str = "",
    target: str = "",
) -> Vote | None:
    """Record one person's number and sentence; neither of them takes the record back.

    Energy and return on time are about the session and open to everybody; confidence is about a
    goal and a fist about a decision (`target`: id or reference), open to those with a vote.
    Raises `Refused` outside the scale.
    """
    about = Topic(topic)
    if about not in SCALES:
        raise Refused(_("Hands on an action are shown at the agreement stage."))
    find = lookup.person if about in _OPEN_TO_ALL else lookup.voter
    who = find(edit.state, participant, "participant")
    target_id, ref = about_of(edit.state, about, target)
    named = f"{ref} " if ref else ""
    low, high = SCALES[about]
    if value is not None and not low <= value <= high:
        raise Refused(
            _("{number} is not on the scale: {low} to {high}.").format(
                number=value, low=low, high=high
            ),
            "value",
        )
    words = edit.text(note, _("The sentence"), limit=500)
    given = numbers(edit.state, about, target_id).get(who.id)
    edit.says(f"{who.initials}: {called(about)} {named}{'–' if value is None else value}")
    if value is None and not words:
        if given is not None:
            edit.remove(given)
        return None
    if given is not None:
        return edit.change(given, value=value, note=words)
    return edit.add_last(
        Vote(
            workshop_id=edit.workshop.id,
            topic=about,
            target_id=target_id,
            participant_id=who.id,
            value=value,
            note=words,
        )
    )


def give_numbers(edit: Edit, topic: Topic | str, words: str, target: str = "") -> None:
    """Record one number of each voter, in their order: "5 5 4 · 3 5" or "554·35".

    A dot is somebody who gives none. Raises `Refused` when the count or a number does not fit.
    """
    marks = words.replace(",", " ").split()
    if len(marks) == 1 and len(marks[0]) > 1:
        marks = list(marks[0])
    voters = edit.state.voters
    low, high = SCALES[Topic(topic)]
    if len(marks) != len(voters):
        names = " ".join(each.initials for each in voters)
        raise Refused(
            _("Type {count} numbers from {low} to {high}, one each of {names}.").format(
                count=len(voters), low=low, high=high, names=names
            )
        )
    for person, mark in zip(voters, marks, strict=True):
        if mark not in "·.–-" and not mark.isdecimal():
            raise Refused(
                _("“{mark}” of {initials} is no number from {low} to {high}.").format(
                    mark=mark, initials=person.initials, low=low, high=high
                )
            )
        value = int(mark) if mark.isdecimal() else None
        give_number(edit, topic, person.id, value, target=target)
    edit.says(_("{topic} of everybody given").format(topic=begun(Topic(topic))))


def numbers(state: State, topic: Topic, target_id: str) -> dict[str, Vote]:
    """Participant id to what that person said in a round, in the order it was said."""
    return {
        vote.participant_id: vote
        for vote in state.rows(Vote)
        if vote.topic == topic and vote.target_id == target_id
    }


def about_of(state: State, topic: Topic, key: str) -> tuple[str, str]:
    """What a round is about: id and reference of a goal or a decision, else the session itself.

    Raises `Refused` where neither is named.
    """
    if topic in _OPEN_TO_ALL:
        return state.workshop.id, ""
    kind = Goal if topic == Topic.CONFIDENCE else Decision
    found = state.find(kind, key) or lookup.references(state).get(key.strip().upper())
    if not isinstance(found, kind):
        first = _("Choose a goal first.") if kind is Goal else _("Choose a decision first.")
        raise Refused(first, "target")
    return found.id, found.ref
