"""A command at work: it reads the state, checks what it was given, and collects changes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from facilitator.model import Member, Row, Workshop
from facilitator.store.entry import Change, Entry, Kind, fresh_entry_id
from facilitator.words.language import _
from facilitator.words.text import TooLong, clean, is_blank
from facilitator.workshop.called import called
from facilitator.workshop.state import State

R = TypeVar("R", bound=Row)
M = TypeVar("M", bound=Member)

TEXT_LIMIT = 2_000
"""Characters (as people count them) of one text; longer ones are refused, never cut."""


class Refused(ValueError):
    """A command was not carried out; the message is a sentence for the moderator.

    `field` names the input it is about, when there is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def in_line(refused: Refused, number: int, lines: int) -> Refused:
    """A refusal that says which of the lines it is about, where there are several."""
    if lines == 1:
        return refused
    sentence = _("Line {number}: {sentence}").format(number=number, sentence=refused.sentence)
    return Refused(sentence, refused.field)


class Edit:
    """The one way to change a workshop; becomes one journal entry."""

    def __init__(self, state: State, now: datetime, today: date, who: str = "") -> None:
        self.state = state
        self.now = now
        self.today = today
        self.who = who
        self.changes: list[Change] = []
        self.notices: list[str] = []
        """What the text policy removed, to be told to whoever typed it."""
        self.label = ""
        self._kind = Kind.DO
        self._before = state

    @property
    def workshop(self) -> Workshop:
        """The session as this command has changed it so far."""
        return self.state.workshop

    @property
    def instant(self) -> str:
        """Now, as stored: UTC with microseconds."""
        return self.now.isoformat()

    def says(self, label: str) -> None:
        """The sentence history shows for this command."""
        self.label = label

    def mark(self) -> None:
        """Record this command, but keep it off the undo stack (the clock, the prompt shown)."""
        self._kind = Kind.MARK

    # -- changing --------------------------------------------------------------------------

    def add(self, row: R) -> R:
        """Take in a new row."""
        self._note(Change(row.__tablename__, row.id, None, row.plain()))
        return row

    def add_last(self, row: M) -> M:
        """Take in a new row behind all rows of its kind."""
        return self.add(self.placed_last([row])[0])

    def add_all(self, rows: Iterable[M]) -> list[M]:
        """Take in many rows of one kind behind the others, at the cost of one."""
        placed = self.placed_last(rows)
        self._note(*(Change(row.__tablename__, row.id, None, row.plain()) for row in placed))
        return placed

    def placed_last(self, rows: Iterable[M]) -> list[M]:
        """The rows with positions behind all rows of their kind."""
        placed = list(rows)
        if placed:
            like = self.state.rows(type(placed[0]))
            first = like[-1].position + 1 if like else 0
            for index, row in enumerate(placed):
                row.position = first + index
        return placed

    def change(self, row: R, **values: Any) -> R:
        """Replace some values of a row; returns the row as it is now."""
        before = row.plain()
        after = row.with_changes(_plain(values)).plain()
        changed = {name for name in values if before[name] != after[name]}
        if changed:
            self._note(
                Change(
                    row.__tablename__,
                    row.id,
                    {name: before[name] for name in sorted(changed)},
                    {name: after[name] for name in sorted(changed)},
                )
            )
        return self.get(type(row), row.id)

    def remove(self, row: Row) -> None:
        """Take a row out; undo brings it back."""
        self._note(Change(row.__tablename__, row.id, row.plain(), None))

    def remove_all(self, rows: Iterable[Row]) -> None:
        """Take many rows out."""
        self._note(*(Change(row.__tablename__, row.id, row.plain(), None) for row in rows))

    def _note(self, *changes: Change) -> None:
        self.changes.extend(changes)
        self.state = self.state.after(changes)

    # -- reading and checking ----------------------------------------------------------------

    def get(self, kind: type[R], key: str) -> R:
        """The row of that id; raises `Refused` when it is gone."""
        found = self.state.find(kind, key)
        if found is None:
            raise Refused(
                _(
                    "This {row} is not there any more; someone removed it. Ctrl+Z brings it back."
                ).format(row=called(kind.__name__.lower()))
            )
        return found

    def text(self, words: str, field: str, *, limit: int = TEXT_LIMIT) -> str:
        """The words as the text policy keeps them; raises `Refused` when they are too long."""
        try:
            cleaned = clean(words, limit_graphemes=limit)
        except TooLong as error:
            raise Refused(f"{field}: {error}", field) from error
        self.notices.extend(cleaned.removed)
        return "" if is_blank(cleaned.text) else cleaned.text.strip()

    def needed(self, words: str, field: str, *, limit: int = TEXT_LIMIT) -> str:
        """Like `text`, but raises `Refused` when nothing is left."""
        kept = self.text(words, field, limit=limit)
        if not kept:
            raise Refused(
                _("{field} is empty. Type it and press Enter.").format(field=field), field
            )
        return kept

    def next_refs(self, prefix: str, count: int = 1, width: int = 1) -> list[str]:
        """Visible references nobody has carried yet in this session, for example S4, S5."""
        last = self.workshop.counters.get(prefix, 0)
        self.change(self.workshop, counters=self.workshop.counters | {prefix: last + count})
        return [f"{prefix}{last + step:0{width}}" for step in range(1, count + 1)]

    # -- the result --------------------------------------------------------------------------

    def entry(self, verb: str) -> Entry:
        """What is to be committed."""
        stage = self._before.stage if self._before.head else None
        return Entry(
            workshop_id=self.workshop.id,
            seq=self._before.head + 1,
            kind=self._kind,
            verb=verb,
            label=self.label or verb.replace("_", " "),
            at=self.instant,
            changes=tuple(self.changes),
            who=self.who,
            stage_key=stage.key if stage else "",
            id=fresh_entry_id(),
        )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
