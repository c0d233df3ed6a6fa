"""What a session can do with files: read a sales file, read a survey."""

from importlib import import_module
from typing import TYPE_CHECKING

from textual import work

from facilitator.words.language import _
from screens.dialogs.asking import app_of, ask
from screens.dialogs.choose import ChooseDialog
from screens.line import TypingScreen

if TYPE_CHECKING:
    from screens.held import HeldLedgers

SALES = frozenset({"sales", "accounts", "economics"})
SURVEYS = frozenset({"nps"})
"""Sheets a sales file fills in, and those a survey does."""

KEEP = "keep"


class ImportingScreen(TypingScreen):
    """A session into which files can be read; everything heavy is loaded with the first one."""

    def do_audit_read(self) -> None:
        """Read a sales file."""
        self._import("sales")

    def do_audit_survey(self) -> None:
        """Read a survey file."""
        self._import("survey")

    @work(exclusive=True, group="which file", exit_on_error=False)
    async def do_audit_file(self) -> None:
        """Read what this stage is about; ask where it is about both."""
        sheets = {sheet.id for sheet in self.body.plan.sheets}
        kind = "survey" if sheets & SURVEYS else "sales"
        if sheets & SURVEYS and sheets & SALES:
            choices = [
                ("sales", _("A sales file")),
                ("survey", _("A survey with scores from 0 to 10")),
            ]
            kind = await ask(self, ChooseDialog(_("Which file is to be read?"), choices))
        if kind:
            self._import(kind)

    @work(exclusive=True, group="which file", exit_on_error=False)
    async def do_audit_drop(self) -> None:
        """Take out what a file gave; asks which where there are two, and says what stays."""
        from facilitator.workshop.results.audit import ledger_source, survey_source
        from facilitator.workshop.sources import LEDGER, drop_source

        state = self.desk.state
        sources = [each for each in (ledger_source(state), survey_source(state)) if each]
        if not sources:
            self.tell(_("No file was read into this session. Type the figures, or i reads one."))
            return
        choices = [
            *((each.kind, _("Take out {title}").format(title=each.title)) for each in sources),
            (KEEP, _("Keep everything")),
        ]
        question = _(
            "Take a file's figures out? What was typed stays; Ctrl+Z brings the figures back."
        )
        kind = await ask(self, ChooseDialog(question, choices))
        if kind in (None, "", KEEP):
            return
        row = await self.desk.attempt(drop_source, kind)
        if row is not None:
            self.tell(_("✓ {title} taken out.").format(title=row.title), "good")
            if kind == LEDGER:
                await self._held.forget(self.desk.opened.id)
        self.show()

    @work(exclusive=True, group="importing", exit_on_error=False)
    async def _import(self, kind: str) -> None:
        from facilitator.store.store import NotSaved
        from facilitator.workshop.edit import Refused
        from screens.importing.beside import beside

        await beside(import_module, "screens.importing.flow")
        from facilitator.audit.files import CannotRead
        from screens.importing.flow import SalesFlow, SurveyFlow

        sales = SalesFlow(self, self.desk, self._held) if kind == "sales" else None
        try:
            await (sales or SurveyFlow(self, self.desk)).run()
        except (Refused, CannotRead) as problem:
            self.tell(str(problem), "warn")
        except NotSaved as problem:
            self.tell(str(problem), "bad")
        self.show()

    @property
    def _held(self) -> "HeldLedgers":
        from screens.held import HeldLedgers

        held = getattr(app_of(self), "ledgers", None)
        return held if isinstance(held, HeldLedgers) else HeldLedgers(self.desk.opened.store.places)
