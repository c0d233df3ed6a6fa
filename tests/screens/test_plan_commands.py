"""Commands on an operational plan: versions kept and compared, personal plans read in."""

from datetime import date
from pathlib import Path

from facilitator.agenda import ready_agenda
from facilitator.workshop.forms import answer
from facilitator.workshop.records import add_record, change_record, records, text
from facilitator.workshop.setup import Person, add_channel, add_people, change_session
from tests.screens.program import Program, running

FEBRUARY = (date(2027, 2, 1), date(2027, 2, 28))


async def _plan(program: Program) -> str:
    """Open a plan of February made from a session with one person."""
    await program.open_new(title="Strategy 2027")
    run = program.session.desk.run
    await run(add_channel, "Corporate")
    await run(add_people, [Person("Anna Berg", channel="Corporate")])
    library = program.app.library
    assert library is not None
    parent = program.session.desk.opened.id
    opened = await library.derive(parent, ready_agenda("monthly"), FEBRUARY)
    await program.app.open_session(opened.id)
    await program.settle()
    return opened.id


async def test_versions_are_kept_and_compared_field_by_field(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 36)) as program:
        await _plan(program)
        run = program.session.desk.run
        await program.session.action_do("plan.compare")
        await program.until("No version is kept yet.")
        await run(add_record, "deals", "Dairy; proposal; 64; feb")
        await program.session.action_do("plan.version")
        await program.until("Versions · 0")
        await program.settle()  # the line belongs to the versions then
        await program.enter("First plan; the month begins; AB")
        await program.until("V1: First plan")
        await run(change_record, "Q1", amount="70")
        await program.session.action_do("plan.compare")
        await program.until("Which versions?")
        await program.settle()
        await program.press("enter")
        await program.until("Q1 Amount: 64 → 70")
        await program.press("escape")


async def test_personal_plans_are_read_into_the_sum_of_their_channel(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 36)) as program:
        plan_id = await _plan(program)
        await program.session.action_do("plan.read")
        await program.until("No personal plan was made from this one yet.")
        library = program.app.library
        assert library is not None
        child = await library.derive(plan_id, ready_agenda("personal_plan"), person="AB")
        for field, words in (("paid", "145"), ("calls", "68")):
            await child.run(answer, "targets", field, words)
        await program.session.action_do("plan.read")
        await program.until("1 personal plan read in.")
        (row,) = records(program.state, "personal_plans")
        assert (text(row, "name"), text(row, "paid")) == ("Anna Berg", "145")


async def test_a_session_without_versions_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        await program.open_new(title="Strategy 2027")
        await program.session.desk.run(change_session, day=date(2027, 1, 14))
        await program.session.action_do("plan.version")
        await program.until("no stage that keeps versions")
        await program.session.action_do("plan.read")
        await program.until("Only an operational plan reads personal plans")
