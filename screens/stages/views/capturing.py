"""From a row of a view to what the room keeps: a finding, a cause, a SWOT item, an action."""

from collections.abc import Sequence

from textual import work

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Card, Stage
from facilitator.store.store import NotSaved
from facilitator.words.language import _
from facilitator.workshop.cards import add_card, cards_of, toggle_tag
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.stages import plan_of
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.stages.views.page import ViewPage
from screens.stages.views.row import Row
from screens.stages.views.viewed import ViewedBody

CAUSES = "CA"
PINNED = "pinned"
SWOT = ("S", "W", "O", "T")


class CapturingBody(ViewedBody):
    """Keys on a row; each makes one entry of the journal, which undo takes back."""

    def __init__(self, desk: Desk, stage_id: str) -> None:
        self._came_for_cause = False
        super().__init__(desk, stage_id)

    async def do_view_finding(self) -> None:
        """A finding whose text is the row and whose evidence is its source and choice."""
        page = self.needed_view()
        row = page.found()
        card = self._same(row, self._section(row))
        if card is not None:
            raise Refused(_("{ref} says that already.").format(ref=card.ref))
        card = await self._keep(page, row)
        self.desk.tell(_("{ref} added: {text}").format(ref=card.ref, text=card.text), "good")

    async def do_card_pin(self) -> None:
        """On a view: keep the row as a pinned finding, or take the pin off again."""
        page = self.needed_view()
        row = page.found()
        card = self._same(row, self._section(row))
        if card is None:
            card = await self.desk.run(
                _pinned_finding,
                self.stage.key,
                self._section(row),
                row.sentence,
                page.evidence(row),
            )
        else:
            card = await self.desk.run(toggle_tag, card.id, PINNED)
        said = (
            _("{ref} pinned: {text}")
            if PINNED in card.tags
            else _("{ref} not pinned any more: {text}")
        )
        self.desk.tell(said.format(ref=card.ref, text=card.text), "good")

    @property
    def has_causes(self) -> bool:
        """Whether this stage collects causes of declines."""
        return any(section.id == CAUSES for section in self.plan.sections)

    def do_view_cause(self) -> None:
        """Begin a cause with the row's channel and period."""
        row = self.needed_view().found()
        if not self.has_causes:
            raise Refused(
                _("Causes are collected in the stage Dynamics. f keeps this as a finding.")
            )
        if not row.place:
            raise Refused(_("This line names no channel and period. Go to a decline or a quarter."))
        self.go_to(CAUSES)
        self._came_for_cause = True
        self.post_message(self.LineAsked(f"{row.place}: "))

    async def capture(self, lines: Sequence[str]) -> str:
        """Save what was typed; after a cause the cursor is back on the declines."""
        told = await super().capture(lines)
        if self._came_for_cause:
            self.turn_to(self.tab.key)
            self.enter_list()
        return told

    def enter_list(self) -> None:
        """Keys act on a list: whatever was begun in the line is over."""
        self._came_for_cause = False
        super().enter_list()

    @work(exit_on_error=False)
    async def do_view_swot(self) -> None:
        """Put the row on the board of the SWOT, into the section that is chosen."""
        try:
            page = self.needed_view()
            row, board = page.found(), self._swot()
            choices = [(each, board[1].section(each).title) for each in SWOT]
            section = await ask(self, ChooseDialog(row.sentence, choices))
            if section:
                await self._to_swot(page, row, board[0], section)
        except (Refused, NotSaved) as refusal:
            self.desk.tell(str(refusal), "warn")

    async def _to_swot(self, page: ViewPage, row: Row, stage: Stage, section: str) -> None:
        for card in cards_of(self.state, stage.key, section):
            if card.text == row.sentence:
                raise Refused(_("{ref} says that already.").format(ref=card.ref))
        evidence = page.evidence(row)
        card = await self.desk.run(add_card, stage.key, section, row.sentence, evidence)
        self.desk.tell(
            _("{ref} added to {title}: {text}").format(
                ref=card.ref, title=stage.title, text=card.text
            ),
            "good",
        )

    def _swot(self) -> tuple[Stage, Plan]:
        for stage in self.state.stages:
            plan = plan_of(stage)
            if set(SWOT) <= {section.id for section in plan.sections}:
                return stage, plan
        raise Refused(_("This agenda has no SWOT stage. Ctrl+G adds one; f keeps a finding here."))

    @work(exit_on_error=False)
    async def do_view_action(self) -> None:
        """Begin an action of the row: who, then by when."""
        try:
            row = self.needed_view().found()
        except Refused as refusal:
            self.desk.tell(str(refusal), "warn")
            return
        people = [(person.initials, person.name) for person in self.state.people]
        owner = ""
        if people:
            owner = (
                await ask(
                    self,
                    ChooseDialog(
                        _("Who looks into it? {sentence}").format(sentence=row.sentence), people
                    ),
                )
                or ""
            )
            if not owner:
                return
        self.post_message(self.LineAsked(action_line(owner, row)))

    # -- where findings go -------------------------------------------------------------------

    def _section(self, row: Row) -> str:
        """The section of findings the row belongs to: its own kind, else the first one."""
        sections = [section.id for section in self.plan.sections]
        if not sections:
            raise Refused(_("This stage keeps no findings. Capture it from another stage."))
        return row.section if row.section in sections else sections[0]

    def _same(self, row: Row, section: str) -> Card | None:
        """The finding that says the same already: a key pressed twice makes one card."""
        cards = cards_of(self.state, self.stage.key, section)
        return next((card for card in cards if card.text == row.sentence), None)

    async def _keep(self, page: ViewPage, row: Row) -> Card:
        section, evidence = self._section(row), page.evidence(row)
        return await self.desk.run(add_card, self.stage.key, section, row.sentence, evidence)


def action_line(owner: str, row: Row) -> str:
    """The grammar of an action around the row's words; the deadline is typed behind it.

    A semicolon would end the words, and the day comes last because "by" begins it.
    """
    told = row.sentence.replace(";", ",").rstrip(" .")
    return _("@{owner} Look into {told} by").format(owner=owner, told=told) + " "


def _pinned_finding(edit: Edit, board: str, section: str, text: str, evidence: str) -> Card:
    """Make a finding that is pinned from the start, in one step."""
    card = add_card(edit, board, section, text, evidence)
    made = toggle_tag(edit, card.id, PINNED)
    edit.says(_("{ref} added and pinned").format(ref=card.ref))
    return made
