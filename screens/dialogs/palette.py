"""Every command and every stage by name: type a few letters, Enter carries it out or goes there."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from facilitator.model import Stage, StageState
from facilitator.words.language import _
from screens.commands import Command, commands_of
from screens.dialogs.searching import SearchDialog, has_all
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


def commands_here(screen: Screen[object]) -> list[Command]:
    """The commands that mean something on this screen, those nearest to the hand first."""
    if screen.query("HomeScreen #sessions") or type(screen).__name__ == "HomeScreen":
        return [*commands_of("home"), *commands_of("app")]
    body = getattr(screen, "body", None)
    if body is None:
        return commands_of("app")
    own = [
        each
        for each in commands_of("list", body.stage.kind)
        if hasattr(body, each.handler) and body.check_action("do", (each.id,))
    ]
    return [*own, *commands_of("stage"), *commands_of("app")]


def stages_here(screen: Screen[object]) -> list[Stage]:
    """The stages of the session on this screen, in the order of its agenda."""
    desk = getattr(screen, "desk", None)
    return [] if desk is None else list(desk.state.stages)


GO = "go to "
"""What an answer that names a stage begins with."""


class PaletteDialog(SearchDialog[str]):
    """Returns the id of the command to carry out, empty when left with Esc.

    The id of a stage follows on `GO`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="palette.leave"),
        Binding("enter", "choose", "Do it", priority=True, id="palette.choose"),
    ]

    def __init__(self, commands: Sequence[Command], stages: Sequence[Stage] = ()) -> None:
        super().__init__()
        self._commands = [each for each in commands if each.id != "palette"]
        self._stages = list(stages)

    def compose(self) -> ComposeResult:
        """A line to search with, the commands."""
        with Vertical(classes="dialog -tall"):
            if self._stages:
                asks = _("type a few letters of a command or a stage")
                none = _("No command and no stage has these letters.")
            else:
                asks = _("type a few letters of a command")
                none = _("No command has these letters.")
            yield CaptureLine(placeholder=asks)
            yield ItemList(placeholder=none)

    def found(self, parts: Sequence[str]) -> list[Item]:
        """What has all of the words: first what begins a word so, commands before stages."""
        ranked = [
            (not _begins(f"{each.called} {each.title}", parts), _of_command(each))
            for each in self._commands
            if has_all(f"{each.called} {each.told} {each.title} {each.help}", parts)
        ]
        ranked += [
            (not _begins(_names(each), parts), _of_stage(each))
            for each in self._stages
            if has_all(f"{_going_to(each)} {GO}{each.key} {_names(each)}", parts)
        ]
        ranked.sort(key=lambda each: each[0])
        return [each[1] for each in ranked]

    def action_choose(self) -> None:
        """Carry out the command under the cursor."""
        item = self.listing.current
        if item is not None:
            self.dismiss(item.key)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """A double click."""
        self.dismiss(event.item.key)

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss("")


def _begins(names: str, parts: Sequence[str]) -> bool:
    """Whether a word of the names begins with the first part; no part begins any of them."""
    return not parts or any(word.startswith(parts[0]) for word in names.casefold().split())


def _names(stage: Stage) -> str:
    """Both names of a stage: the short one of the agenda at the left, the whole one."""
    return f"{stage.title} {stage.spec.get('name', '')}"


def _going_to(stage: Stage) -> str:
    return _("Go to {title}").format(title=stage.title)


def _of_command(each: Command) -> Item:
    return Item(each.id, each.called, right=each.key_label, detail=each.told)


def _of_stage(each: Stage) -> Item:
    skipped = _("It is skipped in this session.") if each.state == StageState.SKIPPED else ""
    whole = str(each.spec.get("purpose", ""))
    detail = " ".join(filter(None, (whole, skipped)))
    return Item(GO + each.id, _going_to(each), right=each.key, detail=detail)
