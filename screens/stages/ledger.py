"""A stage of ledgers, with the sheets and forms that go with them."""

import asyncio
from typing import Any, ClassVar

from textual.binding import BindingType

from facilitator.words.language import _, ngettext
from facilitator.workshop.edit import Refused
from facilitator.workshop.plans.gathering import bring_in, plans_beside
from screens.commands import bindings, commands_of
from screens.stages.action_page import ActionPage
from screens.stages.form import form_pages
from screens.stages.page import Page
from screens.stages.paged import PagedBody
from screens.stages.record_page import ledger_pages
from screens.stages.sheet import SheetPage


class LedgerBody(PagedBody):
    """A stage of rows, with the sheets and forms that go with it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(commands_of("list", "ledger"))

    def make_pages(self) -> list[Page]:
        """The ledgers, their sheets, their forms."""
        plan = self.plan
        pages = ledger_pages(self.desk, plan)
        pages += [SheetPage(self.desk, sheet) for sheet in plan.sheets]
        pages += form_pages(self.desk, plan)
        return pages

    def do_card_evidence(self) -> None:
        """What shows it."""
        self.ledger_page.prove()

    def do_row_confidence(self) -> None:
        """How sure each voter is."""
        self.ledger_page.trust()

    def do_row_move(self) -> None:
        """A new day for the action, with its reason."""
        page = self.page
        if not isinstance(page, ActionPage):
            raise Refused(_("Only actions have a day to move. Turn to them with [ or ]."))
        page.move_day()

    async def do_review_gather(self) -> None:
        """Bring in what the plans made from the same session have and this one has not."""
        opened = self.desk.opened
        plans = await asyncio.to_thread(plans_beside, opened.store, opened.id)
        count = await self.desk.run(bring_in, plans)
        if not count:
            raise Refused(_("The plans of this session have nothing that is not here already."))
        self.desk.tell(
            ngettext(
                "{count} row brought in from the plans. u takes it back.",
                "{count} rows brought in from the plans. u takes them back.",
                count,
            ).format(count=count),
            "good",
        )

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """Facts are brought in where they are kept."""
        if action == "do" and parameters and parameters[0] == "review.gather":
            return any(each.id == "kpi_facts" for each in self.plan.all_ledgers)
        return super().check_action(action, parameters)
