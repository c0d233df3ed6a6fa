"""What tests of plans ask an open plan for."""

import pytest

from facilitator.workshop.edit import Refused
from facilitator.workshop.exits import unmet
from tests.workshop.conftest import TODAY


def missing(opened, key):
    """The sentences that keep a stage of the plan from being done."""
    stage = next(each for each in opened.state.stages if each.key == key)
    return [each.sentence for each in unmet(opened.state, stage, TODAY)]


async def refused(opened, command, *args, **values):
    """The refusal of a command."""
    with pytest.raises(Refused) as caught:
        await opened.run(command, *args, **values)
    return caught.value
