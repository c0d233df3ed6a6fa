"""A session in memory, for rules with a boundary that are tried many times."""

from facilitator.agenda import ready_agenda
from facilitator.model import Channel, Criterion, Participant, Workshop
from facilitator.workshop.edit import Edit
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from tests.workshop.conftest import NOW, PEOPLE, TODAY


def empty_edit() -> Edit:
    """The demo company's full day with people, one channel and one criterion; nothing said yet."""
    agenda = ready_agenda("full_day")
    stages = [new_stage("w", plan) for plan in agenda.stages]
    for position, stage in enumerate(stages):
        stage.position = position
    people = [
        Participant(id=each.initials, workshop_id="w", initials=each.initials, name=each.name)
        for each in PEOPLE
    ]
    channel = Channel(id="corporate", workshop_id="w", name="Corporate")
    criterion = Criterion(id="c1", workshop_id="w", ref="C1", name="USP works here", weight=5)
    workshop = Workshop(id="w", number=1, currency="EUR", unit="thousand")
    rows = [workshop, *stages, *people, channel, criterion]
    return Edit(State(rows), NOW, TODAY, "MZ")
