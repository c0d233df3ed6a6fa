"""Which part of the ledger is looked at: filters, which are never stored, and figures of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from facilitator.audit.engine.choices import Choices, Filters
from facilitator.audit.files import Cancelled, CannotRead
from facilitator.audit.results import Audit
from facilitator.model import AuditSource
from facilitator.workshop.results.audit import ledger_audit, ledger_source
from facilitator.workshop.sources import choices_for
from facilitator.workshop.state import State
from screens.desk import Desk

if TYPE_CHECKING:
    from facilitator.audit.opened import OpenLedger

NOTHING_CHOSEN = Filters()

Bring = Callable[[], "Awaitable[OpenLedger | None]"]


@dataclass(slots=True)
class Cut:
    """What one session's views are cut by; kept from view to view and from stage to stage."""

    filters: Filters = NOTHING_CHOSEN
    running: int = 0
    """Requests for figures under way; those of before stay on the screen meanwhile."""
    wanted: Choices | None = None
    """What the latest request is for."""
    _found: dict[Choices, Audit] = field(default_factory=dict[Choices, Audit])
    _of: AuditSource | None = None
    _whole: Audit | None = None
    _shown: Audit | None = None

    def whole(self, state: State) -> Audit | None:
        """The audit as the session keeps it; read again only when it was replaced."""
        source = ledger_source(state)
        if source is not self._of:
            self._of, self._whole = source, ledger_audit(state)
            self._shown = None
            self._found.clear()
        return self._whole

    def shown(self, state: State) -> Audit | None:
        """The audit to look at: the filtered one when it is there, else the last one shown."""
        whole = self.whole(state)
        if whole is None or self.filters == NOTHING_CHOSEN:
            self._shown = whole
        else:
            self._shown = self._found.get(self.choices(state), self._shown or whole)
        return self._shown

    def choices(self, state: State) -> Choices:
        """The session's choices under the filters of the moment."""
        chosen = state.memo("choices of the ledger", lambda: choices_for(state))
        return replace(chosen, filters=self.filters)

    def is_behind(self, state: State) -> bool:
        """Whether figures of these filters are still to be computed."""
        return (
            self.filters != NOTHING_CHOSEN
            and self.whole(state) is not None
            and self.choices(state) not in self._found
        )

    def is_awaited(self, state: State) -> bool:
        """Whether these figures are being computed already."""
        return self.running > 0 and self.wanted == self.choices(state)

    def take(self, choices: Choices, audit: Audit) -> None:
        """Keep the figures of some choices while the ledger stays the same."""
        self._found[choices] = audit


_CUTS: "WeakKeyDictionary[Desk, Cut]" = WeakKeyDictionary()


def cut_of(desk: Desk) -> Cut:
    """What the views of this open session are cut by."""
    return _CUTS.setdefault(desk, Cut())


async def recut(desk: Desk, bring: Bring, why: Callable[[], str]) -> str:
    """Compute the figures of the filters chosen; returns what went wrong, empty when all is well.

    What goes wrong takes the filters away, so that figures and the line above them agree. A newer
    request stops this one, which then says nothing.
    """
    cut = cut_of(desk)
    while cut.is_behind(desk.state):
        wanted = cut.wanted = cut.choices(desk.state)
        cut.running += 1
        try:
            ledger = await bring()
            if ledger is None:
                cut.filters = NOTHING_CHOSEN
                return why()
            audit = await ledger.audit(wanted)
        except Cancelled:
            return ""
        except (CannotRead, ValueError) as problem:
            if cut.filters == wanted.filters:
                cut.filters = NOTHING_CHOSEN
            return str(problem)
        finally:
            cut.running -= 1
        cut.take(wanted, audit)
    return ""
