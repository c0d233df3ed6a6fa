"""What the application does about plans made from sessions."""

from functools import partialmethod
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.words.language import _
from screens.guard import GuardedApp

if TYPE_CHECKING:
    from facilitator.workshop.library import Library
    from screens.stage import StageScreen


class PlansApp(GuardedApp[None]):
    """Carries out commands on plans for the session that is open, if one is."""

    def __init__(self, reports: Path) -> None:
        super().__init__(reports)
        self.library: Library | None = None

    @property
    def _session(self) -> "StageScreen | None":
        raise NotImplementedError

    @property
    def session(self) -> "StageScreen | None":
        """The session that is open."""
        return self._session

    async def open_session(self, workshop_id: str, stage_key: str = "") -> None:
        """Show a session where it was left, or at a stage of it."""
        raise NotImplementedError

    def do_tour(self) -> None:
        """The two-minute tour."""
        raise NotImplementedError

    def do_plan_derive(self) -> None:
        """Make a plan from the session that is open."""
        self.run_worker(self._derive(), exit_on_error=False)

    async def _derive(self) -> None:
        from facilitator.store.store import NotSaved
        from facilitator.workshop.edit import Refused
        from screens.making_plan import make_plan

        session = self._session
        if session is None or self.library is None:
            return
        try:
            told, tone = await make_plan(self, self.library, session.desk.opened.id), "good"
        except (Refused, NotSaved) as refused:
            told, tone = str(refused), "warn"
        if told and self._session is not None:
            self._session.tell(told, tone)

    async def do_plan_again(self) -> None:
        """Take over again what changed in the session a plan was made from."""
        from facilitator.store.store import NotSaved
        from facilitator.workshop.edit import Refused

        session = self._session
        if session is None or self.library is None:
            return
        try:
            news = await self.library.take_again(session.desk.opened)
        except (Refused, NotSaved) as refused:
            session.tell(str(refused), "warn")
            return
        session.show()
        taken = news.sentence()
        session.tell(
            _("Taken over: {sentence}.").format(sentence=taken)
            if taken
            else _("Taken over: nothing had changed there."),
            "good",
        )

    def _on_plan(self, what: str) -> None:
        from screens.plan_commands import carry_out

        if (session := self._session) is not None and self.library is not None:
            self.run_worker(carry_out(what, self, self.library, session), exit_on_error=False)

    do_plan_version = partialmethod(_on_plan, "version")
    do_plan_compare = partialmethod(_on_plan, "compare")
    do_plan_read = partialmethod(_on_plan, "read")

    async def _tell_news(self, session: "StageScreen") -> None:
        """Say that the session a plan was made from has changed since."""
        from facilitator.store.store import NotRead
        from facilitator.workshop.edit import Refused

        assert self.library is not None
        try:
            news = await self.library.news_of_parent(session.desk.opened)
        except (Refused, NotRead):
            return  # it is elsewhere, or its agenda is: nothing that could be taken over
        if news:
            session.tell(
                _(
                    "The session this was made from has changed: {sentence}. "
                    "Ctrl+P “Take over again” brings it here."
                ).format(sentence=news.sentence()),
                "warn",
            )
