"""What every kind of stage gives the frame: what it shows, where typing goes, what is edited."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.widget import Widget

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Stage
from facilitator.words.language import _
from facilitator.workshop.capture import capture_lines
from facilitator.workshop.stages import plan_of
from facilitator.workshop.state import State
from screens.copying import copy_of, item_of, table_of
from screens.desk import Desk


@dataclass(frozen=True, slots=True)
class Target:
    """Something the line can be filled with: its name, its words now, and how they are saved.

    `save` raises `Refused`; it returns what the moderator is told. `then` is the place to edit
    next (forms go on to the next field).
    """

    label: str
    text: str
    save: Callable[[str], Awaitable[str]]
    then: str = ""


class Body(Widget):
    """The middle of the screen for one stage.

    Lists and grids inside it take letter keys; the line below the body takes words. A *place* is
    a short text that names what the words in the line are for: it keys drafts, so that after a
    crash the same words stand in the same line for the same purpose.
    """

    DEFAULT_CSS = """
    Body { width: 1fr; height: 1fr; layout: vertical; }
    """

    TYPED: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys a grid of this body takes by itself, with what they do, for the help."""

    @dataclass
    class TypingMoved(Message):
        """Words typed from now on go to another place."""

    @dataclass
    class EditAsked(Message):
        """The line is to be filled with what `place` names."""

        place: str

    @dataclass
    class LineAsked(Message):
        """The moderator wants to type; `begin` is put in front."""

        begin: str = ""

    def __init__(self, desk: Desk, stage_id: str) -> None:
        super().__init__(id="body")
        self.desk = desk
        self.stage_id = stage_id

    @property
    def focused(self) -> Widget | None:
        """What has the focus; nothing for a body that is not there any more: keys come late."""
        return self.screen.focused if self.is_attached else None

    @property
    def state(self) -> State:
        """The workshop as last committed."""
        return self.desk.state

    @property
    def stage(self) -> Stage:
        """The stage this body shows."""
        stage = self.state.find(Stage, self.stage_id)
        assert stage is not None, "a stage that is shown is never removed"
        return stage

    @property
    def plan(self) -> Plan:
        """Its sections, fields, prompts and checks."""
        return self.state.memo(("plan", self.stage_id), lambda: plan_of(self.stage))

    # -- what a kind of stage says about itself ----------------------------------------------

    def show(self) -> None:
        """Bring everything shown up to the state; called after each change and on resize."""
        raise NotImplementedError

    def place(self) -> str:
        """What words typed now are for; part of a draft's key."""
        return "add"

    def label(self) -> str:
        """The same for the eyes: stands before the line."""
        return self.stage.title

    def placeholder(self) -> str:
        """What the empty line says."""
        return _("type, Enter saves")

    async def capture(self, lines: Sequence[str]) -> str:
        """Save typed or pasted lines; returns what the moderator is told. Raises `Refused`."""
        made = await self.desk.run(capture_lines, lines, self.stage.key, self.section())
        return made.echo

    def words(self) -> str:
        """What the line begins with when nothing was half typed for this place."""
        return ""

    def section(self) -> str:
        """The section plain words go to, empty where there are none."""
        return ""

    def target(self, place: str) -> Target | None:
        """What `place` names, or None when it is not there (any more)."""
        return None

    def step(self, steps: int) -> bool:
        """Tab in the line: go to the next (or previous) section; False when there is none."""
        return False

    def move(self, steps: int) -> None:
        """Up or down in the line: move the cursor of the list without leaving the line."""

    def enter_list(self) -> None:
        """Esc in the line: give the focus to the list or grid keys act on."""
        raise NotImplementedError

    def go_to(self, where: str) -> None:
        """Show what an exit check is about: a section, a reference, a field."""

    def focus_now(self) -> dict[str, str]:
        """What is looked at, for the next start."""
        return {"section": self.section()}

    # -- shared by all kinds -----------------------------------------------------------------

    def on_resize(self) -> None:
        """Show what the room there is now allows; before the first layout there is none."""
        self.show()

    def action_do(self, id: str) -> None:
        """A key on a list: let the frame carry the command out (it knows how to tell refusals)."""
        self.post_message(CommandCalled(id))

    def do_copy_item(self) -> None:
        """Copy the item under the cursor."""
        self.run_worker(copy_of(self, item_of, self.desk.tell), exit_on_error=False)

    def do_copy_table(self) -> None:
        """Copy the whole list or table."""
        self.run_worker(copy_of(self, table_of, self.desk.tell), exit_on_error=False)

    def do_card_add(self) -> None:
        """Back to the line."""
        self.post_message(self.LineAsked())


@dataclass
class CommandCalled(Message):
    """A command is to be carried out, wherever its method is."""

    id: str
