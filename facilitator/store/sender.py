"""Notices that the database server is away, keeps what is entered, and sends it when it is back."""

import threading
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from facilitator.store.entry import Entry
from facilitator.store.journal import UNFIT
from facilitator.store.sending import Sent, send
from facilitator.store.trouble import NotSaved
from facilitator.store.waiting import Waiting, fresh_directory, inherited
from facilitator.words.language import _, ngettext

RETRY_SECONDS = 0.5
"""How often a server that is away is asked whether it is back."""

Write = Callable[[Callable[[Connection], Sent]], Sent]


class Sender:
    """For one server; `keep`, `keep_draft` and `send` are called by the writer thread alone."""

    def __init__(
        self, directory: Path, probe: Callable[[], bool], submit_send: Callable[[], object]
    ) -> None:
        self._directory = directory
        self.waiting = Waiting(fresh_directory(directory))
        """Of this program alone: two that share a file would take away what the other adds."""
        self._inherited = inherited(directory)
        self.away = False
        self.rebased: dict[str, int] = {}
        """By session: how often entries of ours went behind those of somebody else."""
        self._probe, self._submit_send = probe, submit_send
        self._news: list[str] = []
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def problem(self) -> str:
        """What to tell the moderator while the server is away."""
        if not self.away:
            return ""
        return _(
            "The database server does not answer. What you enter is kept on this computer and "
            "goes to the server by itself when it is back; others see it then."
        )

    def news(self) -> list[str]:
        """What was sent since this was asked last, as sentences."""
        told, self._news = self._news, []
        return told

    @property
    def has_inherited(self) -> bool:
        """Whether a program that ended while the server was away left anything."""
        return bool(self._inherited)

    def holds(self, workshop_id: str) -> bool:
        """Whether entries of this session must wait behind others."""
        return self.away or bool(self.waiting.entries(workshop_id))

    def keep(self, entry: Entry) -> None:
        """Keep an entry on this computer; raises `OSError`, or `Behind`."""
        self.waiting.keep(entry)
        self.begin()

    def begin(self) -> None:
        """The server is away, or has to be sent something: ask until it has everything."""
        self.away = True
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._ask, name="sender", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Ask no more."""
        self._stop.set()

    def leave(self) -> None:
        """Nothing is written any more: what waits is sent when the database is opened next."""
        for waiting in (self.waiting, *self._inherited):
            waiting.leave()

    def _ask(self) -> None:
        while not self._stop.is_set():
            if self.away:
                for waiting in (self.waiting, *self._inherited):
                    waiting.touch()
                if self._probe():
                    self._submit_send()
            self._stop.wait(RETRY_SECONDS)

    def send(
        self,
        write: Write,
        write_draft: Callable[[str, str, str], None],
        sent: Callable[[str], None],
    ) -> None:
        """Hand over everything that waits; raises what `write` raises when it is away again."""
        total = 0
        for waiting in (*self._inherited, self.waiting):
            for workshop_id in waiting.workshops():
                told = waiting.entries(workshop_id)
                if told:
                    what = write(lambda connection, k=workshop_id, t=told: send(connection, k, t))
                    if what.moved or waiting is not self.waiting:
                        self.rebased[workshop_id] = self.rebased.get(workshop_id, 0) + 1
                    left = waiting.sent(workshop_id, what.left > 0)
                    self._tell(what, left)
                    sent(workshop_id)
                    total += what.new
                for place, words in waiting.drafts(workshop_id).items():
                    try:
                        write_draft(workshop_id, place, words)
                    except NotSaved as refusal:
                        if not isinstance(refusal.__cause__, UNFIT):
                            raise
                waiting.drafts_sent(workshop_id)
        for waiting in self._inherited:
            waiting.leave()  # nothing is in there any more
        self._inherited.clear()
        self.away = False
        if total:
            told_so = ngettext(
                "The database server is back: {n} entry was sent.",
                "The database server is back: {n} entries were sent.",
                total,
            )
            self._news.insert(0, told_so.format(n=total))

    def _tell(self, what: Sent, left: Path | None) -> None:
        for words in what.replaced:
            self._news.append(
                _(
                    "While the server was away somebody else wrote “{theirs}”; yours stands now, "
                    "theirs is in the history."
                ).format(theirs=words)
            )
        if left is not None:
            self._news.append(
                ngettext(
                    "{n} entry could not be sent: what it changes is not there any more. It is "
                    "kept in {path}.",
                    "{n} entries could not be sent: what they change is not there any more. They "
                    "are kept in {path}.",
                    what.left,
                ).format(n=what.left, path=left)
            )
