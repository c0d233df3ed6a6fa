"""Where the moderator looks: written for the room's screen, and read there.

It is one short line among the drafts of the session, kept only when it has changed.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeAlias

from textual.dom import DOMNode
from textual.screen import Screen

from facilitator.store.store import NotSaved
from facilitator.workshop.following import LOOK
from screens.desk import Desk
from screens.dialogs.asking import app_of
from screens.stages.body import Body
from screens.widgets.grid import Grid
from screens.widgets.itemlist import ItemList

LOOK_SECONDS = 0.1
"""How often it is seen whether the moderator looks elsewhere; nothing is written if not."""

Pane: TypeAlias = ItemList | Grid


@dataclass(frozen=True, slots=True)
class Look:
    """A stage, a place in it, and where the cursor of each list and grid that is shown stands.

    Lists and grids go by their number within the body; a grid's cursor is row and column.
    """

    stage: str = ""
    section: str = ""
    cursors: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    focus: int = -1
    """The list or grid that keys act on, -1 while the moderator types."""
    large: dict[str, str] = field(default_factory=dict[str, str])
    """What is shown over the whole screen, as the spotlight describes it; empty for nothing."""

    def words(self) -> str:
        """The line that is kept."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of(cls, words: str) -> "Look":
        """The look of a line; one that cannot be understood says nothing."""
        with suppress(ValueError, TypeError):
            return cls(**json.loads(words))
        return cls()


def panes_of(body: Body) -> list[Pane]:
    """The lists and grids of a stage, always in the same order."""
    return [pane for pane in body.query("ItemList, Grid") if isinstance(pane, (ItemList, Grid))]


def look_at(body: Body, focused: DOMNode | None) -> Look:
    """What is looked at in a stage."""
    cursors: dict[str, list[str]] = {}
    focus = -1
    for number, pane in enumerate(panes_of(body)):
        if pane is focused:
            focus = number
        if not _is_shown(pane, body):
            continue
        if isinstance(pane, Grid):
            cursors[str(number)] = list(pane.current or ())
        elif pane.current is not None:
            cursors[str(number)] = [pane.current.key]
    return Look(body.stage_id, body.focus_now().get("section", ""), cursors, focus)


def take_up(body: Body, look: Look) -> None:
    """Bring a body to where somebody else looks."""
    if look.section != body.focus_now().get("section", ""):
        body.go_to(look.section)
    panes = panes_of(body)
    for number, pane in _numbered(panes, look.cursors):
        cursor = look.cursors[number]
        if isinstance(pane, Grid):
            if len(cursor) == 2:
                pane.move_to(cursor[0], cursor[1])
        elif cursor:
            pane.move_to(cursor[0])
    focused = panes[look.focus] if 0 <= look.focus < len(panes) else None
    if body.screen.focused is not focused:
        body.screen.set_focus(focused, scroll_visible=False)


def _numbered(panes: list[Pane], cursors: dict[str, list[str]]) -> Iterator[tuple[str, Pane]]:
    for number, pane in enumerate(panes):
        if str(number) in cursors:
            yield str(number), pane


def _is_shown(pane: DOMNode, body: Body) -> bool:
    node: Any = pane
    while node is not body and node is not None:
        if not node.display:
            return False
        node = node.parent
    return True


def tell_looks(screen: Screen[Any], desk: Desk, body: Callable[[], Body | None]) -> None:
    """Keep what the moderator looks at on this screen up to date while it lives."""
    kept, is_writing = desk.drafts.get(LOOK, ""), False

    async def keep(words: str) -> None:
        nonlocal kept, is_writing
        with suppress(NotSaved):  # told with what is typed
            await desk.keep_draft(LOOK, words)
            kept = words
        is_writing = False

    def tell() -> None:
        nonlocal is_writing
        shown = body()
        if is_writing or shown is None or not shown.is_mounted or not shown.children:
            return
        words = _with_large(look_at(shown, screen.focused), screen).words()
        if words != kept:
            is_writing = True
            screen.run_worker(keep(words), exit_on_error=False)

    screen.set_interval(LOOK_SECONDS, tell)


def _with_large(look: Look, screen: Screen[Any]) -> Look:
    """The look with what the spotlight over the screen shows, if there is one."""
    described = getattr(app_of(screen).screen, "described", None)
    return look if described is None else replace(look, large=described)
