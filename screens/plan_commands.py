"""Commands on plans that need more than the stage: versions, personal plans made from a plan."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from facilitator.store.store import NotSaved
from facilitator.words.language import _, ngettext
from facilitator.workshop.edit import Refused
from facilitator.workshop.library import Library
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.plans.versions import (
    VERSIONS,
    Changed,
    Version,
    difference,
    state_at,
    versions,
)
from facilitator.workshop.results.reading import plan
from facilitator.workshop.results.records import ledgers
from facilitator.workshop.state import State
from screens.dialogs.captured import Jump
from screens.dialogs.choose import ChooseDialog
from screens.dialogs.reading import ReadingDialog
from screens.widgets.itemlist import Item

if TYPE_CHECKING:
    from screens.stage import StageScreen


NOW = "now"
"""The plan as it stands, among the versions that can be compared."""


class Host(Protocol):
    """What the application does for these commands."""

    async def push_screen_wait(self, screen: Any) -> Any:
        """Show a dialog and return its answer."""


def stage_of_versions(state: State) -> str:
    """The id of the stage whose tab keeps the versions; raises `Refused` when there is none."""
    for stage in state.stages:
        if any(each.id == VERSIONS for each in plan(state, stage).all_ledgers):
            return stage.id
    raise Refused(_("This agenda has no stage that keeps versions; add “versions” to its ledgers."))


async def carry_out(what: str, app: Host, library: Library, session: "StageScreen") -> None:
    """Do one of the commands (“version”, “compare”, “read”) and tell what came of it."""
    opened, tone = session.desk.opened, "good"
    told = ""
    try:
        if what == "version":
            await session.jump(Jump(stage_of_versions(opened.state), VERSIONS))
        elif what == "compare":
            await compare_versions(app, opened)
        else:
            told = await read_plans(library, opened)
    except (Refused, NotSaved) as refused:
        told, tone = str(refused), "warn"
    session.show()
    if told:
        session.tell(told, tone)


async def read_plans(library: Library, opened: OpenWorkshop) -> str:
    """Read in the personal plans made from the plan that is open; returns what is told."""
    from facilitator.workshop.plans.children import read_personal_plans
    from facilitator.workshop.plans.operational import PERSONAL

    if PERSONAL not in ledgers(opened.state):
        raise Refused(_("Only an operational plan reads personal plans; this agenda has no list."))
    count = await read_personal_plans(library, opened)
    return ngettext(
        "{count} personal plan read in.", "{count} personal plans read in.", count
    ).format(count=count)


async def compare_versions(app: Host, opened: OpenWorkshop) -> None:
    """Ask which versions to compare and show what differs."""
    history = await opened.history()
    kept = versions(opened.state, history)
    if not kept:
        raise Refused(
            _("No version is kept yet. Ctrl+P “New version” keeps the plan as it stands.")
        )
    choices = _choices(kept)
    chosen = await app.push_screen_wait(ChooseDialog(_("Which versions?"), choices))
    if not chosen:
        return
    first, second = chosen.split()
    after = opened.state if second == NOW else state_at(history, int(second))
    found = difference(state_at(history, int(first)), after)
    title = dict(choices)[chosen]
    await app.push_screen_wait(ReadingDialog(title, _lines(kept, second, found)))


def _choices(kept: Sequence[Version]) -> list[tuple[str, str]]:
    last = kept[-1]
    choices = [(f"{last.seq} {NOW}", _("{called} → now").format(called=last.called))]
    for before, after in zip(reversed(kept[:-1]), reversed(kept), strict=False):
        choices.append((f"{before.seq} {after.seq}", f"{before.called} → {after.called}"))
    if len(kept) > 1:
        first = kept[0]
        choices.append((f"{first.seq} {NOW}", _("{called} → now").format(called=first.called)))
    return choices


def _lines(kept: Sequence[Version], second: str, found: Sequence[Changed]) -> list[Item | str]:
    lines: list[Item | str] = []
    for each in kept:
        if str(each.seq) == second:
            lines.append(Item("what", each.what, detail=f"{each.why} · {each.who}"))
    table = ""
    for at, each in enumerate(found):
        if each.table != table:
            table = each.table
            lines.append(Item(f"table {at}", table, tone="heading"))
        lines.append(Item(str(at), each.sentence))
    if not found:
        lines.append(_("Nothing differs."))
    return lines
