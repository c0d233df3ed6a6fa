"""All texts of a database in one spelling: every word typed narrows them down within milliseconds.

Texts are folded together and not one by one: 60,000 of them take as long as a few long ones.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from facilitator.agenda.library import ledger
from facilitator.agenda.tables import UnknownName
from facilitator.store.glance import Summary
from facilitator.store.texts import BETWEEN, Text
from facilitator.words.deadline import say_day
from facilitator.words.language import N_
from facilitator.words.number import with_marks
from facilitator.workshop.called import called

MOST = 200
"""Hits that are shown; the others are counted."""

LONGEST = 220
"""Characters of a text that are shown; of a longer one, those around the first word."""

BEFORE = 60
"""Characters shown before the first word in a long text."""

KINDS = {
    "workshop": N_("session"),
    "participant": N_("person"),
    "card": N_("card"),
    "requirement": N_("requirement"),
    "goal": N_("goal"),
    "action": N_("action"),
    "decision": N_("decision"),
    "parked": N_("parked"),
    "criterion": N_("criterion"),
    "record": N_("row"),
    "answer": N_("answer"),
    "vote": N_("said on a vote"),
    "plan_vote": N_("said on the plan"),
}
"""What a hit is, by the table it lies in."""

_PART = "\x00"  # no text of a room holds one
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_STROKED = (("ł", "l"), ("ø", "o"), ("đ", "d"))
_ID = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that has all the words: its row, its reference, and the words around them."""

    table: str
    key: str
    ref: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one session, in the order of its tables."""

    session: Summary
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, by session, changed last first; `total` counts what is not shown too."""

    groups: tuple[Group, ...]
    total: int

    @property
    def shown(self) -> int:
        """How many hits are among the groups."""
        return sum(len(group.hits) for group in self.groups)


NOTHING = Findings((), 0)


class Corpus:
    """The texts of some sessions as they were when it was made."""

    def __init__(self, texts: Iterable[Text], sessions: Sequence[Summary]) -> None:
        """`sessions` stand in the order their hits are to have; texts of others are passed over."""
        self._order = {each.id: at for at, each in enumerate(sessions)}
        self._sessions = sessions
        self._texts = [_readable(each) if each[1] == "record" else each for each in texts]
        self._folded = folded([f"{each[3]} {each[5]}" for each in self._texts])

    def __len__(self) -> int:
        return len(self._texts)

    def find(self, words: str, most: int = MOST) -> Findings:
        """The texts that have every one of the words, whatever their case and diacritics."""
        parts = folded([words])[0].split()
        if not parts or not self._texts:
            return NOTHING
        # The longest word is the rarest, as a rule; the others are looked for in what it leaves.
        first, *others = sorted(parts, key=len, reverse=True)
        found = [at for at, text in enumerate(self._folded) if first in text]
        for part in others:
            found = [at for at in found if part in self._folded[at]]
        ranked = sorted((rank, at) for at in found if (rank := self._rank(at)) is not None)
        groups: dict[int, list[Hit]] = {}
        for rank, at in ranked[:most]:
            hit = _hit(self._texts[at], self._folded[at], parts[0])
            groups.setdefault(rank, []).append(hit)
        shown = tuple(Group(self._sessions[rank], tuple(hits)) for rank, hits in groups.items())
        return Findings(shown, len(ranked))

    def _rank(self, at: int) -> int | None:
        return self._order.get(self._texts[at][0])


def folded(texts: Sequence[str]) -> list[str]:
    """Each text without case and diacritics; see `words.folding.fold`, which does one alone."""
    together = _PART.join(texts)
    if together.isascii():
        return together.lower().split(_PART)
    spelled = _MARKS.sub("", unicodedata.normalize("NFD", together.casefold()))
    for stroked, plain in _STROKED:
        spelled = spelled.replace(stroked, plain)
    return spelled.split(_PART)


def _readable(text: Text) -> Text:
    """A row of a ledger as people read it: it is stored as its fields."""
    try:
        values: dict[str, str] = json.loads(text[5])
    except ValueError:
        return (*text[:5], "")
    types = _types(text[4])
    words = [
        _said(types.get(name, ""), str(value))
        for name, value in values.items()
        if not _ID.fullmatch(str(value))
    ]
    return (*text[:5], BETWEEN.join(words))


@cache
def _types(id: str) -> dict[str, str]:
    """What each field of a ledger holds; nothing of a ledger that is somebody's own."""
    try:
        return {each.id: each.type for each in ledger(id).fields}
    except UnknownName:
        return {}


def _said(type: str, value: str) -> str:
    """What a field holds as people read it, in the language of the moment."""
    if type in ("choice", "yes_no"):
        return called(value)
    if type in ("number", "percent", "money"):
        return with_marks(value)
    if type in ("date", "deadline") and _DAY.fullmatch(value):
        return say_day(date.fromisoformat(value))
    return value


def _hit(text: Text, spelled: str, part: str) -> Hit:
    _owner, table, key, ref, place, stored = text
    words = BETWEEN.join(each for each in map(str.strip, stored.split(BETWEEN)) if each)
    words = " ".join(words.split())
    if len(words) > LONGEST:
        # The folded text may be a little longer or shorter; near is near enough.
        at = max(0, spelled.find(part) - len(ref) - 1 - BEFORE)
        at = min(at, len(words) - LONGEST)
        end = at + LONGEST
        words = f"{'…' if at else ''}{words[at:end].strip()}{'…' if end < len(words) else ''}"
    return Hit(table, key, ref, place, words)
