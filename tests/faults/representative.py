"""One call at least of every command of the workshop package: those of the example, and these."""

from collections.abc import Iterator

from facilitator.agenda import ready_agenda
from facilitator.demo.loading import DAY, load_session
from facilitator.demo.plans import DAYS, enter_plans
from facilitator.model import MEMBERS
from facilitator.store.store import Store
from facilitator.workshop import retaking, setup, stages
from facilitator.workshop.library import Library
from facilitator.workshop.opened import Clock, OpenWorkshop
from tests.faults.calls.known import commands, name_of
from tests.faults.calls.named import PERSON, SALES, SESSION, Call
from tests.faults.calls.plans import of_plans
from tests.faults.calls.session import of_the_agreement, of_the_board, of_the_plan
from tests.faults.calls.set_up import of_the_set_up

__all__ = ["MEMBERS", "calls", "commands", "everything", "name_of"]


async def everything(store: Store, clock: Clock | None = None) -> None:
    """Run the example and then what it leaves out; whoever watches `OpenWorkshop.run` sees all."""
    session = await load_session(store)
    library = Library(store, clock or Clock(today=lambda: DAY))
    ids = {SESSION: session.id} | await enter_plans(library, session.id)
    opened = {kind: await library.open(key) for kind, key in ids.items()}
    opened[PERSON].clock = Clock(today=lambda: DAYS[PERSON])
    for call in calls():
        there = opened[call.kind]
        args, kwargs = call.values(there.state)
        await there.run(call.command, *args, **kwargs)
    await _among_sessions(library, opened)


async def _among_sessions(library: Library, opened: dict[str, OpenWorkshop]) -> None:
    plan = opened[SALES]
    agenda = ready_agenda("sales_plan")
    parent = await library.read(opened[SESSION].id)
    taken = retaking.taken_rows(await plan.history())
    await plan.run(retaking.take_over_again, parent.state, agenda.takes, taken)
    copy = await library.duplicate(opened[SESSION].id)
    await copy.run(
        setup.change_agenda,
        agenda.id,
        agenda.title,
        [stages.new_stage(copy.id, each) for each in agenda.stages],
    )
    await library.set_archived(copy.id, True)
    await library.set_deleted(copy.id, True)


def calls() -> Iterator[Call]:
    """What the example does not call, in an order in which each is allowed."""
    yield from of_the_agreement()
    yield from of_the_board()
    yield from of_the_plan()
    yield from of_the_set_up()
    yield from of_plans()
