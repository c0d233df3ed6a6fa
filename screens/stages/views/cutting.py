"""Filters, which are a view, and choices, which the session keeps."""

from textual import work

from facilitator.audit.engine.choices import Choices
from facilitator.audit.files import Cancelled, CannotRead
from facilitator.methods.exact import NotAvailable
from facilitator.store.store import NotSaved
from facilitator.words.language import _
from facilitator.workshop.edit import Refused
from facilitator.workshop.results.audit import ledger_source
from facilitator.workshop.sources import choices_for, recut_ledger
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.stages.body import Target
from screens.stages.views.capturing import CapturingBody
from screens.stages.views.choosing import (
    SETTINGS,
    TYPED,
    chosen,
    offered,
    options,
    says,
    with_proposal,
)
from screens.stages.views.cuts import NOTHING_CHOSEN
from screens.stages.views.filters import ask_filters
from screens.stages.views.look import filters_said


class CuttingBody(CapturingBody):
    """F and X open a dialog each; P takes the proposal; A shows all rows again."""

    @work(exit_on_error=False)
    async def do_view_filter(self) -> None:
        """Narrow the rows down; every view is cut anew."""
        try:
            self._needed_ledger_view()
            await self._filter()
        except (Refused, CannotRead) as refusal:
            self.desk.tell(str(refusal), "warn")

    async def _filter(self) -> None:
        whole = self.cut.whole(self.state)
        ledger = await self.bring()
        if ledger is None or whole is None:
            raise Refused(self.why())
        coverage = whole.coverage
        found = await ask_filters(
            self, self.cut.filters, ledger.values, coverage.first_day, coverage.last_day
        )
        if found is None:
            return
        self.cut.filters = found
        self.show()
        said = filters_said(found)
        if said:
            told = _("Only {said}. Esc on the list shows all rows again.").format(said=said)
        else:
            told = _("All rows again.")
        self.desk.tell(told, "good")

    def do_view_clear(self) -> None:
        """Look at all rows again."""
        self.needed_view()
        if self.cut.filters == NOTHING_CHOSEN:
            raise Refused(_("No filter is on: every row takes part. F chooses one."))
        self.clear_filters()

    @work(exit_on_error=False)
    async def do_view_choices(self) -> None:
        """Choose window, limits, periods; the new figures are stored."""
        try:
            self._needed_ledger_view()
            now = choices_for(self.state)
            key = await ask(self, ChooseDialog(_("What decides the figures"), offered(now)))
            if not key:
                return
            setting = SETTINGS[key]
            current = setting.now(now)
            words = await ask(self, ChooseDialog(_(setting.title), options(key), current))
            if words == TYPED:
                self.post_message(self.EditAsked(f"choice:{key}"))
            elif words:
                await self._choose(chosen(now, key, words))
        except (Refused, NotSaved) as refusal:
            self.desk.tell(str(refusal), "warn")

    @work(exit_on_error=False)
    async def do_view_proposal(self) -> None:
        """Cut XYZ as the engine proposes."""
        try:
            self._needed_ledger_view()
            whole = self.cut.whole(self.state)
            xyz = whole.xyz if whole is not None else NotAvailable(_("There is no ledger."))
            if isinstance(xyz, NotAvailable):
                raise Refused(_("Nothing is proposed. {reason}").format(reason=xyz.reason))
            if isinstance(xyz.proposal, NotAvailable):
                raise Refused(_("Nothing is proposed. {reason}").format(reason=xyz.proposal.reason))
            await self._choose(with_proposal(choices_for(self.state), xyz.proposal.regularity))
        except (Refused, NotSaved) as refusal:
            self.desk.tell(str(refusal), "warn")

    async def _choose(self, wanted: Choices) -> None:
        """Cut the whole ledger by these choices and store what comes of it."""
        now = choices_for(self.state)
        if wanted == now:
            self.desk.tell(_("That is how the figures are cut already."), "")
            return
        ledger = await self.bring()
        if ledger is None:
            raise Refused(self.why())
        self.cut.running += 1
        self.show()
        try:
            audit = await ledger.audit(wanted)
        except Cancelled:
            raise Refused(_("Stopped: something newer was asked of the ledger.")) from None
        except (CannotRead, ValueError) as problem:
            raise Refused(str(problem)) from problem
        finally:
            self.cut.running -= 1
            if self.is_attached:
                self.show()
        await self.desk.run(recut_ledger, wanted.plain(), audit.plain())
        self.desk.tell(
            _("Cut anew. {says}. u takes it back.").format(says=says(now, wanted)), "good"
        )

    def target(self, place: str) -> Target | None:
        """`choice:KEY`, typed; else what the pages and the findings have."""
        kind, _unused, key = place.partition("|")[2].partition(":")
        if kind != "choice" or key not in SETTINGS or ledger_source(self.state) is None:
            return super().target(place)
        setting = SETTINGS[key]

        async def save(text: str) -> str:
            wanted = chosen(choices_for(self.state), key, text)
            await self._choose(wanted)
            return f"{_(setting.title)}: {_(setting.now(wanted))}"

        label = f"{_(setting.title)} ({_(setting.typed)})"
        return Target(label, setting.now(choices_for(self.state)), save)

    def _needed_ledger_view(self) -> None:
        if not self.needed_view().is_of_ledger:
            raise Refused(_("A survey is not filtered or cut. Turn to a page of the sales ledger."))
