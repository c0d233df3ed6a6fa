"""What is known of one workshop at one moment: an immutable picture handed to every reader."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from facilitator.model import Member, Participant, Row, Stage, Workshop, type_of
from facilitator.store.entry import Change
from facilitator.words.language import language

R = TypeVar("R", bound=Row)
M = TypeVar("M", bound=Member)
T = TypeVar("T")

FEW = 50
"""Up to so many changes an order is mended; beyond, sorting anew is cheaper."""


class State:
    """Rows by table and id. A change makes a new state that shares every untouched table."""

    __slots__ = ("_memory", "_ordered", "_tables", "head")

    def __init__(self, rows: Iterable[Row], head: int = 0) -> None:
        self._tables: dict[str, dict[str, Row]] = {name: {} for name in type_of}
        for row in rows:
            self._tables[row.__tablename__][row.id] = row
        self._ordered: dict[str, tuple[Row, ...]] = {}
        self._memory: dict[Any, Any] = {}
        self.head = head

    @property
    def workshop(self) -> Workshop:
        """The session itself."""
        return cast(Workshop, next(iter(self._tables["workshop"].values())))

    def rows(self, kind: type[M]) -> tuple[M, ...]:
        """All rows of one kind, in the order the room sees them."""
        name = str(kind.__tablename__)
        if name not in self._ordered:
            found = cast("Iterable[Member]", self._tables[name].values())
            self._ordered[name] = tuple(sorted(found, key=_place))
        return cast("tuple[M, ...]", self._ordered[name])

    def find(self, kind: type[R], key: str) -> R | None:
        """The row of that id, or None."""
        return cast("R | None", self._tables[str(kind.__tablename__)].get(key))

    def memo(self, key: Any, build: Callable[[], T]) -> T:
        """A value derived from this state, computed once while the state lasts.

        Reasons and names in it are in the language of the moment, so each language has its own.
        """
        place = language(), key
        if place not in self._memory:
            self._memory[place] = build()
        return cast(T, self._memory[place])

    def after(self, changes: Iterable[Change], head: int | None = None) -> "State":
        """The state once the changes are applied; this one stays as it is."""
        new = State.__new__(State)
        new._tables, new._ordered, new._memory = dict(self._tables), dict(self._ordered), {}
        new.head = self.head if head is None else head
        told: dict[str, list[Change]] = {}
        for change in changes:
            told.setdefault(change.table, []).append(change)
        for name, own in told.items():
            rows = new._tables[name] = dict(self._tables[name])
            order = new._ordered.pop(name, None)
            if order is None or len(own) > FEW:
                for change in own:
                    _apply(rows, change)
            else:
                new._ordered[name] = _reordered(order, rows, own)
        return new

    # -- what is asked for everywhere --------------------------------------------------------

    @property
    def people(self) -> tuple[Participant, ...]:
        """Everybody of the session, the moderator included."""
        return self.rows(Participant)

    @property
    def voters(self) -> tuple[Participant, ...]:
        """Those whose votes and agreement count."""
        return tuple(person for person in self.people if person.votes)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The agenda of this session."""
        return self.rows(Stage)

    @property
    def stage(self) -> Stage | None:
        """The stage the room is in."""
        return self.find(Stage, self.workshop.stage_id)


def _reordered(
    order: tuple[Row, ...], rows: dict[str, Row], changes: Iterable[Change]
) -> tuple[Row, ...]:
    """Apply the changes to the rows, and to their order without sorting all of them again."""
    ordered = cast("list[Member]", list(order))
    for change in changes:
        before = rows.get(change.key)
        _apply(rows, change)
        after = rows.get(change.key)
        if before is not None:
            del ordered[bisect_left(ordered, _place(cast(Member, before)), key=_place)]
        if after is not None:
            insort(ordered, cast(Member, after), key=_place)
    return tuple(ordered)


def _place(row: Member) -> tuple[int, str]:
    values = vars(row)  # four times as fast as asking the mapped attributes, ten thousand times
    return values["position"], values["id"]


def _apply(table: dict[str, Row], change: Change) -> None:
    if change.after is None:
        table.pop(change.key, None)
    elif change.before is None or change.key not in table:
        table[change.key] = type_of[change.table].from_plain(change.after)
    else:
        table[change.key] = table[change.key].with_changes(change.after)
