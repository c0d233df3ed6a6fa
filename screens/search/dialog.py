"""Words in all sessions: typed into one line, found by session, opened with Enter."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from facilitator.store.store import NotRead
from facilitator.words.days import say_date
from facilitator.words.language import _, ngettext
from facilitator.workshop.searching.corpus import KINDS, NOTHING, Corpus, Findings, Group, Hit
from screens.dialogs.copied import CopyDialog
from screens.dialogs.searching import SearchDialog
from screens.stages.grid_dialog import Told
from screens.widgets.capture import CaptureLine
from screens.widgets.itemlist import Item, ItemList


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be opened: a session, at a hit unless the session itself was chosen."""

    workshop_id: str
    hit: Hit | None


class FindDialog(SearchDialog[Chosen], CopyDialog[Chosen]):
    """Returns what to open; None when left with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", priority=True, id="find.leave"),
        Binding("enter", "choose", "Open", priority=True, id="find.choose"),
    ]

    told_at = "#find-told"

    def __init__(self, load: Callable[[], Corpus]) -> None:
        """`load` reads all texts; it is called in a thread."""
        super().__init__()
        self._load = load
        self._corpus: Corpus | None = None
        self._findings = NOTHING
        self._problem = ""

    def compose(self) -> ComposeResult:
        """A line to search with, what was found, how to leave."""
        with Vertical(classes="dialog -tall"):
            yield Static(_("Search all sessions"), id="find-title", classes="dialog--question")
            yield CaptureLine(placeholder=_("type words; capitals and accents do not matter"))
            yield ItemList(placeholder=_("Nothing has all of these words."))
            yield Told(id="find-told")
            yield Static(
                _("Enter opens it in its place · Tab, then y copies · Esc goes back"),
                classes="dialog--keys",
            )

    def on_mount(self) -> None:
        """Read the texts beside the first letters."""
        self.run_worker(self._read(), exit_on_error=False)

    async def _read(self) -> None:
        try:
            self._corpus = await asyncio.to_thread(self._load)
        except NotRead as refusal:
            self._problem = str(refusal)
        self.search(self.query_one(CaptureLine).value)

    # -- finding -----------------------------------------------------------------------------

    def found(self, parts: Sequence[str]) -> list[Item]:
        """What has all of the words, under the session it is from."""
        self._findings = self._corpus.find(" ".join(parts)) if self._corpus else NOTHING
        items: list[Item] = []
        for group in self._findings.groups:
            items.append(_heading(group))
            items += [_item(group, hit) for hit in group.hits]
        return items

    def search(self, words: str) -> None:
        """Say how much was found; stand on the first hit, not on its session."""
        self.listing.display = bool(words.split())
        super().search(words)
        self.query_one("#find-title", Static).update(Content(self._title(words)))
        if len(self.listing.items) > 1:
            self.listing.action_cursor_down()

    def _title(self, words: str) -> str:
        if self._problem:
            return self._problem
        if self._corpus is None:
            return _("Reading the sessions …")
        if not words.split():
            return _("Search all sessions")
        return counted(self._findings)

    # -- leaving -----------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Open what is under the cursor."""
        item = self.listing.current
        if item is None or not self.listing.display:
            return
        workshop_id, _unused, key = item.key.partition("|")
        for group in self._findings.groups:
            for at, hit in enumerate(group.hits):
                if group.session.id == workshop_id and str(at) == key:
                    self.dismiss(Chosen(workshop_id, hit))
                    return
        self.dismiss(Chosen(workshop_id, None))

    def on_item_list_chosen(self) -> None:
        """A double click."""
        self.action_choose()

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)


def counted(found: Findings) -> str:
    """How many hits there are, and how many of them are shown."""
    total = ngettext("{n} found", "{n} found", found.total).format(n=found.total)
    if found.shown == found.total:
        return total
    more = _("the first {n} are shown; another word narrows them down").format(n=found.shown)
    return f"{total} · {more}"


def _heading(group: Group) -> Item:
    session = group.session
    # Nothing stands at the right, which would take room from every line below.
    title = session.title or _("New session")
    day = say_date(date.fromisoformat(session.day)) if session.day else ""
    parts = (title, session.company, day)
    text = f"{session.number}  {' · '.join(part for part in parts if part)}"
    return Item(f"{session.id}|", text, tone="heading")


def _item(group: Group, hit: Hit) -> Item:
    at = next(at for at, each in enumerate(group.hits) if each is hit)
    return Item(f"{group.session.id}|{at}", hit.text, hit.ref, right=_(KINDS[hit.table]))
