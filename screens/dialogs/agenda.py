"""The agenda of this session: go anywhere, reorder, skip, add."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.agenda.library import catalogue_stages
from facilitator.model import Stage, StageState
from facilitator.words.language import _
from facilitator.workshop.pace import Usuals, basis, take_usual, usual_of
from facilitator.workshop.stages import add_stage, extend_stage, move_stage, skip_stage
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.widgets.itemlist import Item, ItemList
from screens.widgets.rail import SIGNS


class AgendaDialog(ModalScreen[str]):
    """Returns the id of the stage to enter, empty when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="agenda.leave"),
        Binding("shift+up,K", "shift(-1)", "Up", id="agenda.up"),
        Binding("shift+down,J", "shift(1)", "Down", id="agenda.down"),
        Binding("s", "skip", "Skip", id="agenda.skip"),
        Binding("a", "add", "Add", id="agenda.add"),
        Binding("plus,equals_sign", "extend(5)", "More minutes", id="agenda.more"),
        Binding("m", "usual", "Usual minutes", id="agenda.usual"),
        Binding("minus", "extend(-5)", "Fewer minutes", id="agenda.fewer"),
    ]

    def __init__(self, desk: Desk, usuals: Usuals) -> None:
        """`usuals` are the lengths of past sessions, shown beside the planned minutes."""
        super().__init__()
        self.desk = desk
        self._usuals = usuals

    def compose(self) -> ComposeResult:
        """The stages and what can be done with them."""
        with Vertical(classes="dialog -tall"):
            yield Static(_("Agenda"), classes="dialog--question")
            yield ItemList()
            yield Static(
                _(
                    "Enter goes there · Shift+↑↓ moves · s skips or takes back · a adds · "
                    "+ − minutes · Esc goes back"
                ),
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Stand on the present stage."""
        self._show()
        listing = self.query_one(ItemList)
        listing.move_to(self.desk.state.workshop.stage_id)
        listing.focus()

    def _show(self) -> None:
        self.query_one(ItemList).set_items([self._item(each) for each in self.desk.state.stages])

    def _item(self, stage: Stage) -> Item:
        here = stage.id == self.desk.state.workshop.stage_id
        skipped = stage.state == StageState.SKIPPED
        return Item(
            stage.id,
            f"{stage.title}  {_('(skipped)')}" if skipped else stage.title,
            mark="▶" if here else SIGNS.get(str(stage.state), " "),
            right=_("{minutes} min").format(minutes=stage.minutes),
            detail=self._before(stage),
            tone="muted" if skipped else ("picked" if here else ""),
        )

    def _before(self, stage: Stage) -> str:
        found = usual_of(self._usuals, stage)
        if found is None or found.minutes == stage.minutes:
            return ""
        return _("before: {basis}; m takes it").format(basis=basis(found))

    @property
    def _current(self) -> str:
        item = self.query_one(ItemList).current
        return item.key if item else ""

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Go there."""
        self.dismiss(event.item.key)

    async def action_shift(self, steps: int) -> None:
        """Move the stage within the agenda."""
        await self.desk.attempt(move_stage, self._current, steps)
        self._show()

    async def action_skip(self) -> None:
        """Skip the stage, or take it back in."""
        await self.desk.attempt(skip_stage, self._current)
        self._show()

    async def action_extend(self, minutes: int) -> None:
        """Give the stage more or fewer minutes."""
        await self.desk.attempt(extend_stage, self._current, minutes)
        self._show()

    async def action_usual(self) -> None:
        """Plan the stage with what it usually takes."""
        stage = self.desk.state.find(Stage, self._current)
        if stage is not None:
            await self.desk.attempt(take_usual, stage.id, usual_of(self._usuals, stage))
            self._show()

    @work(exit_on_error=False)
    async def action_add(self) -> None:
        """Put a stage of the catalogue behind the one under the cursor."""
        plans = {plan.id: plan for plan in catalogue_stages()}
        choices = [
            (plan.id, _("{name} · {minutes} min").format(name=_(plan.name), minutes=plan.minutes))
            for plan in plans.values()
        ]
        chosen = await ask(self, ChooseDialog(_("Add which stage?"), choices))
        if chosen:
            added = await self.desk.attempt(add_stage, plans[chosen], self._current)
            self._show()
            if added:
                self.query_one(ItemList).move_to(added.id)

    def action_leave(self) -> None:
        """Back to where we were."""
        self.dismiss("")
