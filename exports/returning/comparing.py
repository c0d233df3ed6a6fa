"""The edited plan beside what was exported and what the session says now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from exports.markdown.text import NOTHING
from exports.returning.given import Given
from exports.returning.page import SESSION, Page, Part, Thing
from exports.returning.titles import Vocabulary
from exports.returning.values import meant, said, understood
from facilitator.model import Action, Card, Decision, Goal, Parked, Requirement
from facilitator.words.language import _
from facilitator.words.text import excerpt
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exchange.differences import (
    Difference,
    Unread,
    What,
    take_in_differences,
)
from facilitator.workshop.lookup import Referable, references
from facilitator.workshop.state import State

KINDS: dict[str, type[Referable]] = {
    "action": Action,
    "goal": Goal,
    "decision": Decision,
    "requirement": Requirement,
    "parked": Parked,
    "card": Card,
}


def known_in(state: State) -> set[tuple[str, str]]:
    """Kinds and references of everything an edited plan can change."""
    rows = {(name, row.ref.upper()) for name, kind in KINDS.items() for row in state.rows(kind)}
    return rows | {SESSION}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Three readings of one plan: as exported, as it is now, as somebody edited it."""

    exported: Page
    now: Page
    file: Page
    titles: Vocabulary
    edit: Edit
    language: str
    """The one the file is in."""

    def differences(self) -> tuple[tuple[Difference, ...], tuple[Unread, ...]]:
        """What is to be taken in or left, numbered in the order of the file, and what is unread."""
        found: list[Difference] = []
        unread: list[Unread] = []
        for each in (*self._changed(), *self._added(), *self._removed()):
            if isinstance(each, Unread):
                unread.append(each)
                continue
            try:
                take_in_differences(self._trial(), [each])
            except Refused as refused:
                unread.append(Unread(each.line, _refused(each, refused.sentence)))
            else:
                found.append(each)
        unread += [*self._other(), *self._broken()]
        found.sort(key=lambda each: (each.line == 0, each.line))
        numbered = [replace(each, number=at) for at, each in enumerate(found, 1)]
        return tuple(numbered), tuple(sorted(unread, key=lambda each: each.line))

    def _trial(self) -> Edit:
        return Edit(self.edit.state, self.edit.now, self.edit.today, self.edit.who)

    # -- Rows that are in both -----------------------------------------------------------------

    def _changed(self) -> Iterator[Difference | Unread]:
        torn = {part.line for part in self.file.torn}
        for place, theirs in self.file.things.items():
            if theirs.line in torn:
                continue
            before = self.exported.things.get(place)
            now = self.now.things.get(place)
            if before is None and now is None:
                continue
            base = before or now
            assert base is not None
            titles = dict.fromkeys((*base.cells, *theirs.cells))
            for title in titles:
                if title not in theirs.cells and theirs.kind not in ("goal", SESSION[0]):
                    continue  # the column was taken out of the table; told once, elsewhere
                was, is_ = base.cells.get(title, ""), theirs.cells.get(title, "")
                if said(was) != said(is_):
                    yield from self._cell(theirs, now, title, was, is_)

    def _cell(
        self, theirs: Thing, now: Thing | None, title: str, was: str, is_: str
    ) -> Iterator[Difference | Unread]:
        line = theirs.line_of(title)
        field = self.titles.fields[theirs.kind].get(title)
        if field is None:
            if theirs.kind == SESSION[0]:
                told = _("“{words}” is told by the session and not read back; change it there.")
                line_of_it = f"{title}: {is_}" if title else is_
                yield Unread(line, told.format(words=excerpt(line_of_it, 80)))
            else:
                yield Unread(line, _not_read(theirs.ref, title, is_))
            return
        if now is None:
            told = _("{ref} is not in the session any more; “{words}” was left out.")
            yield Unread(line, told.format(ref=theirs.ref, words=excerpt(is_, 60)))
            return
        here = now.cells.get(title, "")
        if said(here) == said(is_):
            return
        contested = said(here) != said(was)
        is_header = theirs.kind == SESSION[0]
        if is_header and title not in theirs.cells:
            told = _("“{column}” is not in the file: it stays as it is.")
            yield Unread(line, told.format(column=title))
            return
        state = self.edit.state
        row = state.workshop if is_header else references(state).get(theirs.ref)
        try:
            values = meant(theirs.kind, field, self._given(said(is_), row))
        except Refused as refused:
            yield Unread(line, _about(theirs.ref, title, refused.sentence))
            return
        yield Difference(
            number=0,
            what=What.CHANGED,
            kind=theirs.kind,
            ref=theirs.ref,
            label=title or (_("Title") if is_header else _("Goal")),
            line=line,
            in_session=said(here),
            in_file=understood(self.edit.state, values, said(is_), self.language),
            when_exported=said(was) if contested else None,
            values=values,
        )

    def _given(self, words: str, row: Any) -> Given:
        return Given(self.edit.state, words, row, self.edit.today, self.language)

    # -- Rows that are in one ------------------------------------------------------------------

    def _added(self) -> Iterator[Difference | Unread]:
        before = [(each.kind, each.ref, each.cells) for each in self.exported.fresh]
        for each in self.file.fresh:
            told = (each.kind, each.ref, each.cells)
            if told in before:
                before.remove(told)
            else:
                yield from self._new(each)

    def _new(self, thing: Thing) -> Iterator[Difference | Unread]:
        fields = self.titles.fields[thing.kind]
        values: dict[str, Any] = {}
        for title, words in thing.cells.items():
            field = fields.get(title)
            if not said(words):
                continue
            if field is None:
                yield Unread(thing.line_of(title), _not_read(thing.ref, title, words))
                continue
            try:
                values |= meant(thing.kind, field, self._given(said(words), None))
            except Refused as refused:
                yield Unread(thing.line_of(title), _about(thing.ref, title, refused.sentence))
        values = {name: value for name, value in values.items() if value not in (None, "", [])}
        if thing.kind == "card":
            beside = references(self.edit.state).get(thing.beside)
            if not isinstance(beside, Card):
                told = _("Nothing tells which board the new card “{words}” belongs to.")
                words = " ".join(thing.cells.values())
                yield Unread(thing.line, told.format(words=excerpt(words, 60)))
                return
            values |= {"board": beside.board, "section": beside.section}
        if not ({"title", "text"} & values.keys()):
            words = " | ".join(each for each in (thing.ref, *thing.cells.values()) if said(each))
            told = _("A new row without its text was left out: {words}")
            yield Unread(thing.line, told.format(words=excerpt(words, 60) or NOTHING))
            return
        shown = "; ".join(
            f"{title}: {said(words)}" if title else said(words)
            for title, words in thing.cells.items()
            if said(words) and title in fields
        )
        yield Difference(0, What.ADDED, thing.kind, "", "", thing.line, "", shown, None, values)

    def _removed(self) -> Iterator[Difference | Unread]:
        loose = (each.words.removeprefix("|").split("|") for each in self._stray())
        named = {cells[0].strip() for cells in loose}
        for place, before in self.exported.things.items():
            now = self.now.things.get(place)
            if place in self.file.things or now is None or before.kind not in self.file.tables:
                continue
            # A row that came out of its table is in the file all the same, and named there.
            if before.ref in named:
                continue
            shown = " · ".join(said(each) for each in list(now.cells.values())[:3] if said(each))
            changed = {title: said(words) for title, words in now.cells.items()} != {
                title: said(words) for title, words in before.cells.items()
            }
            was = " · ".join(said(each) for each in list(before.cells.values())[:3] if said(each))
            yield Difference(
                number=0,
                what=What.REMOVED,
                kind=before.kind,
                ref=before.ref,
                label="",
                line=0,
                in_session=shown,
                in_file="",
                when_exported=was if changed else None,
            )

    # -- Everything else -----------------------------------------------------------------------

    def _stray(self) -> list[Part]:
        """Lines the export did not write, by what they say."""
        ours = [each.words for each in self.exported.parts]
        theirs = [each.words for each in self.file.parts]
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        return [
            part
            for tag, _first, _last, first, last in matcher.get_opcodes()
            if tag in ("insert", "replace")
            for part in self.file.parts[first:last]
        ]

    def _other(self) -> Iterator[Unread]:
        for part in self._stray():
            if part.words.startswith("|"):
                told = _("This row stands apart from its table and was left out: {words}")
            else:
                told = _("“{words}” is told by the session and not read back; change it there.")
            if part.words:
                yield Unread(part.line, told.format(words=excerpt(part.words, 80)))
        for kind, titles in self.file.titles.items():
            unknown = titles - self.exported.titles.get(kind, set()) - set(self.titles.fields[kind])
            for title in sorted(each for each in unknown if said(each)):
                line = min(each.line for each in self.file.things.values() if each.kind == kind)
                told = _("The column “{title}” means nothing to the session.")
                yield Unread(line, told.format(title=excerpt(title)))

    def _broken(self) -> Iterator[Unread]:
        for part in self.file.torn:
            told = _(
                "This row has more cells than its table has columns and was left out, “{words}” "
                "with it. Write \\| for a bar within a text."
            )
            yield Unread(part.line, told.format(words=excerpt(part.words, 60)))
        for part in self.file.foreign:
            told = _("“{words}” is a link nobody sees; it was left out.")
            yield Unread(part.line, told.format(words=excerpt(part.words, 60)))
        before = [(each.kind, each.ref, each.cells) for each in self.exported.twice]
        for thing in self.file.twice:
            told_before = (thing.kind, thing.ref, thing.cells)
            if told_before in before:
                before.remove(told_before)
                continue
            told = _("{ref} is here a second time. Empty its reference to make a new row of it.")
            yield Unread(thing.line, told.format(ref=thing.ref))


def _refused(difference: Difference, sentence: str) -> str:
    return _about(difference.ref, difference.label, sentence)


def _about(ref: str, title: str, sentence: str) -> str:
    about = " ".join(each for each in (ref, title) if each)
    return _("{about}: {sentence}").format(about=about, sentence=sentence) if about else sentence


def _not_read(ref: str, title: str, words: str) -> str:
    told = _("{ref}: “{title}” is counted by the session; “{words}” was left out.")
    return told.format(ref=ref or NOTHING, title=title or NOTHING, words=excerpt(words, 60))


def left_columns(exported: Page, file: Page, titles: Vocabulary) -> Mapping[str, list[str]]:
    """Kind to columns with a meaning that were exported and are not in the file."""
    found: dict[str, list[str]] = {}
    for kind, there in file.titles.items():
        gone = exported.titles.get(kind, set()) - there
        kept = sorted(each for each in gone if each in titles.fields[kind])
        if kept:
            found[kind] = kept
    return found
