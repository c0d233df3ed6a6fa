"""From a file on the disk to figures in the session, one question after another."""

import asyncio
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.dom import DOMNode

from facilitator.audit.engine.choices import Choices
from facilitator.audit.files import CannotRead, said
from facilitator.audit.ledger import Progress
from facilitator.audit.mapping import Mapping
from facilitator.audit.opened import OpenLedger, survey_taken
from facilitator.audit.recognise import recognise
from facilitator.audit.results import Audit
from facilitator.audit.server import NoWarehouse
from facilitator.audit.survey import Survey, read_survey, recognise_survey
from facilitator.audit.vocabulary import LEDGER, SURVEY, Role
from facilitator.model import AuditSource
from facilitator.store.store import NotSaved
from facilitator.words.language import N_, _, ngettext
from facilitator.words.number import say_count
from facilitator.workshop.edit import Refused
from facilitator.workshop.results.audit import ledger_source, survey_source
from facilitator.workshop.sources import choices_for, keep_ledger, take_in_ledger, take_in_survey
from screens.desk import Desk
from screens.dialogs.asking import ask
from screens.dialogs.choose import ChooseDialog
from screens.importing.beside import beside, until
from screens.importing.cells import grouped
from screens.importing.files import FilePicker
from screens.importing.looking import first_look, keep_in_mind, like_the_others
from screens.importing.mapped import Look, Mapped
from screens.importing.mapping import MappingScreen
from screens.importing.progress import ProgressDialog, Read, Reading
from screens.importing.server import ServerFlow
from screens.importing.summary import ledger_lines, ledger_title, survey_lines, survey_title
from screens.importing.taking import TakingDialog

if TYPE_CHECKING:
    from screens.held import HeldLedgers

MAPPINGS = "mappings"
"""Directory of what is remembered about files, below the settings; surveys lie in one of it."""

AS_IT_WAS = N_("The session is as it was.")


class Flow:
    """The questions every import asks; what is read, and how, is for the kinds of it to say."""

    question = ""
    roles: Sequence[Role] = ()
    look: Look
    memory: Path

    def __init__(self, screen: DOMNode, desk: Desk) -> None:
        self.screen, self.desk = screen, desk
        self.places = desk.opened.store.places

    def source(self) -> AuditSource | None:
        """What the session has of this kind already."""
        raise NotImplementedError

    def reading(self, mapped: Sequence[Mapped]) -> Reading:
        """What reads the files."""
        raise NotImplementedError

    async def take(self, result: Any, mapped: Sequence[Mapped]) -> None:
        """Show what was read and take it in."""
        raise NotImplementedError

    async def run(self) -> None:
        """Ask, read, take in; ends with a sentence to the moderator whatever happens."""
        many = self.roles is LEDGER
        typed = told = ""
        while chosen := await ask(
            self.screen,
            FilePicker(_(self.question), self.places.state, many=many, typed=typed, told=told),
        ):
            typed = told = ""
            if isinstance(chosen, str):
                try:
                    if await self.of_server(chosen):
                        return
                except NoWarehouse as problem:
                    typed, told = chosen, str(problem)
                continue
            mapped = await self._mapped(chosen)
            if mapped is None:
                continue  # another file
            if not await self.may_replace(", ".join(said(each.path) for each in mapped[:3])):
                return
            read = await self._read(mapped)
            if read is None:
                continue
            if read.is_stopped:
                self.tell_stopped()
                return
            await self.take(read.result, mapped)
            return

    async def of_server(self, where: str) -> bool:
        """Read a table of a server, where that is a thing to do; whether it came to an end."""
        raise NotImplementedError

    def tell_stopped(self) -> None:
        """The reading was stopped."""
        self.desk.tell(f"{_('Reading was stopped.')} {_(AS_IT_WAS)}", "")

    def tell_left(self) -> None:
        """What was read was not taken in."""
        self.desk.tell(f"{_('Nothing was taken in.')} {_(AS_IT_WAS)}", "")

    async def _mapped(self, paths: Sequence[Path]) -> list[Mapped] | None:
        """Each file as it is to be read; files of one shape are asked about once."""
        accepted: list[Mapped] = []
        shapes: dict[str, Mapped] = {}
        for at, path in enumerate(paths, 1):
            if shapes:
                self.desk.tell(_("Looking at {file} …").format(file=said(path)), "")
                same = await beside(like_the_others, path, self.look, shapes)
                if same is not None:
                    accepted.append(same)
                    continue
            number = (
                _("file {number} of {files}").format(number=at, files=len(paths))
                if len(paths) > 1
                else ""
            )
            begin = partial(first_look, look=self.look, memory=self.memory)
            mapped = await ask(
                self.screen, MappingScreen(path, self.look, begin, self.roles, number=number)
            )
            if mapped is None:
                return None
            accepted.append(mapped)
            shapes.setdefault(mapped.shape, mapped)
        self.desk.tell("", "")
        return accepted

    async def may_replace(self, names: str) -> bool:
        """Ask before figures that are there already are replaced; says so when they stay."""
        source = self.source()
        if source is None:
            return True
        question = ngettext(
            "This session has figures of {title}, {count} row. Replace them?",
            "This session has figures of {title}, {count} rows. Replace them?",
            source.rows,
        ).format(title=source.title, count=say_count(source.rows))
        choices = [
            ("replace", _("Replace them with those of {names}").format(names=names)),
            ("keep", _("Keep them; nothing is read")),
        ]
        if await ask(self.screen, ChooseDialog(question, choices)) == "replace":
            return True
        self.desk.tell(f"{_('Nothing was read.')} {_(AS_IT_WAS)}", "")
        return False

    async def _read(self, mapped: list[Mapped]) -> Read | None:
        """Read; what cannot be read is shown where it can be corrected. None: another file."""
        while True:
            names = ", ".join(said(each.path) for each in mapped[:3])
            dialog = ProgressDialog(_("Reading {names}").format(names=names), self.reading(mapped))
            read = await ask(self.screen, dialog)
            if read is None or not read.problem:
                return read
            told_of = (at for at, e in enumerate(mapped) if said(e.path) in read.problem)
            at = next(told_of, 0)
            again = await self._corrected(mapped[at], read.problem)
            if again is None:
                return None
            mapped[at] = again

    async def _corrected(self, mapped: Mapped, problem: str) -> Mapped | None:
        screen = MappingScreen(
            mapped.path, self.look, lambda _unused: mapped, self.roles, problem=problem
        )
        return await ask(self.screen, screen)


class SalesFlow(Flow):
    """One or more files of a sales ledger, or a table of a server."""

    question = N_("Which sales file? CSV, Excel, ODS, Parquet, or a table of a server")
    roles = LEDGER

    def __init__(self, screen: DOMNode, desk: Desk, held: "HeldLedgers") -> None:
        super().__init__(screen, desk)
        self.look, self.held = recognise, held
        self.memory = self.places.config / MAPPINGS

    @property
    def directory(self) -> Path:
        """The session's own among the ledgers."""
        return self.places.ledgers / self.desk.opened.id

    def choices(self) -> Choices:
        """How the session cuts a ledger."""
        return choices_for(self.desk.state, today=self.desk.opened.clock.today())

    async def of_server(self, where: str) -> bool:
        """A table of a server; raises NoWarehouse."""
        return await ServerFlow(self).run(where)

    def source(self) -> AuditSource | None:
        """The ledger taken in before."""
        return ledger_source(self.desk.state)

    def reading(self, mapped: Sequence[Mapped]) -> Reading:
        """Read the rows, then get the results."""
        paths = [each.path for each in mapped]
        directory, choices = self.directory, self.choices()

        async def read(note: Callable[[Progress], None], stopped: Callable[[], bool]) -> Any:
            mapping = together([each.told for each in mapped])
            opened = await OpenLedger.read(paths, mapping, directory, note, stopped)
            try:
                return opened, await until(stopped, opened.audit(choices), opened.cancel)
            except BaseException:
                await opened.close()
                raise

        return read

    async def take(self, result: Any, mapped: Sequence[Mapped]) -> None:
        """Show what was left out; take the results in, keep the rows if that is wanted."""
        opened, audit = result
        ledger = opened.ledger
        dialog = TakingDialog(ledger_title(ledger), ledger_lines(ledger))
        taking = await ask(self.screen, dialog)
        if taking is None:
            await opened.close()
            self.tell_left()
            return
        for each in mapped:
            await beside(keep_in_mind, each, self.memory)
        await self.keep(opened, audit, keep_rows=taking.keep)

    async def keep(self, opened: OpenLedger, audit: Audit, *, keep_rows: bool) -> None:
        """Take the results into the session and hold the ledger open for filters.

        Raises what the session refuses; the ledger is closed then.
        """
        try:
            taken = opened.taken(audit, keep_rows)
            await self.desk.run(take_in_ledger, taken)
        except (Refused, NotSaved, CannotRead):
            await opened.close()
            raise
        told = ngettext(
            "✓ {title}: {count} row taken in, control total {total}.",
            "✓ {title}: {count} rows taken in, control total {total}.",
            taken.rows,
        ).format(
            title=taken.title,
            count=say_count(taken.rows),
            total=grouped(Decimal(taken.control_total)),
        )
        self.desk.tell(told, "good")
        # The next reading, asked for at once, takes the place of this one; it must not tear it off.
        await asyncio.shield(self._hold(opened, keep_rows))

    async def _hold(self, opened: OpenLedger, keep_rows: bool) -> None:
        try:
            await self.held.hold(self.desk.opened.id, opened, keep_rows)
        except CannotRead:
            if keep_rows:
                await self.desk.attempt(keep_ledger, False)
            raise


class SurveyFlow(Flow):
    """One file of answers with scores from 0 to 10."""

    question = N_("Which survey file? CSV, Excel, ODS or Parquet")
    roles = SURVEY

    def __init__(self, screen: DOMNode, desk: Desk) -> None:
        super().__init__(screen, desk)
        self.look = recognise_survey
        self.memory = self.places.config / MAPPINGS / "survey"

    def source(self) -> AuditSource | None:
        """The survey taken in before."""
        return survey_source(self.desk.state)

    def reading(self, mapped: Sequence[Mapped]) -> Reading:
        """Read the answers; a survey is small."""

        async def read(_unused: Callable[[Progress], None], stopped: Callable[[], bool]) -> Any:
            work = beside(read_survey, mapped[0].path, mapped[0].told)
            return await until(stopped, work, lambda: None)

        return read

    async def take(self, result: Any, mapped: Sequence[Mapped]) -> None:
        """Show how the scores are spread and what was left out; take the answers in."""
        survey: Survey = result
        dialog = TakingDialog(survey_title(survey), survey_lines(survey), keeps=False)
        if await ask(self.screen, dialog) is None:
            self.tell_left()
            return
        taken = await beside(survey_taken, survey, mapped[0].told)
        await beside(keep_in_mind, mapped[0], self.memory)
        await self.desk.run(take_in_survey, taken)
        told = ngettext(
            "✓ {title}: {count} answer taken in.",
            "✓ {title}: {count} answers taken in.",
            taken.rows,
        ).format(title=taken.title, count=say_count(taken.rows))
        self.desk.tell(told, "good")


def together(told: Sequence[Mapping]) -> Mapping | Sequence[Mapping]:
    """One mapping for all files when they are read alike, else one for each."""
    return told[0] if all(each == told[0] for each in told) else list(told)
