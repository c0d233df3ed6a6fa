"""An exported plan, edited in any editor, beside its session: changes to take in or to leave."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from exports import markdown
from exports.markdown.mark import Mark
from exports.returning.comparing import Comparison, known_in, left_columns
from exports.returning.page import Page, read_page
from exports.returning.titles import Vocabulary, vocabulary
from facilitator.store.entry import Entry
from facilitator.words.deadline import DeadlineError, parse_day
from facilitator.words.language import _, language, ngettext, speaking
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.exchange.differences import Difference, Unread
from facilitator.workshop.state import State

LARGEST = 32 * 1024 * 1024
"""Bytes; the plan of ten thousand cards has two million."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What an edited plan asks for."""

    differences: tuple[Difference, ...]
    unread: tuple[Unread, ...]
    notices: tuple[str, ...]
    """Sentences about the whole: changed since, columns left out."""


def read_back(content: bytes | str, edit: Edit, history: Sequence[Entry]) -> Returned:
    """Compare an edited Markdown plan with the session `edit` is of; changes nothing.

    `history` is the whole journal, oldest first: it tells what the session was when the file was
    exported. Raises `Refused` when this is no text, or the plan of another session.
    """
    document = _decoded(content)
    state = edit.state
    first = read_page(document, vocabulary(state), known_in(state))
    mark = first.mark
    if mark is not None and mark.session != state.workshop.id:
        raise Refused(
            _(
                "This file was exported from another session. Name that one, or choose the file "
                "exported from “{title}”."
            ).format(title=state.workshop.title)
        )
    spoken = mark.language if mark else language()
    with speaking(spoken):
        titles = vocabulary(state)
        exported, now, file = _pages(document, edit, history, titles)
    comparison = Comparison(exported, now, file, titles, edit, spoken)
    differences, unread = comparison.differences()
    notices = [*_since(file, state, history), *_left_out(exported, file, titles)]
    return Returned(differences, unread, tuple(notices))


def _pages(
    document: str, edit: Edit, history: Sequence[Entry], titles: Vocabulary
) -> tuple[Page, Page, Page]:
    """The plan as it was exported, as it is now, and as it was edited."""
    state = edit.state
    known = known_in(state)
    mark = read_page(document, titles, known).mark
    before, earlier = _at_export(mark, state, history)
    known |= known_in(before)
    today = mark.day if mark else _as_of(document, titles, edit.today)
    team = mark is not None and mark.team
    exported = read_page(markdown.render(before, today, earlier, team=team), titles, known)
    if before is state:
        now = exported
    else:
        now = read_page(markdown.render(state, today, history, team=team), titles, known)
    own = frozenset(each.words for page in (exported, now) for each in page.parts)
    return exported, now, read_page(document, titles, known, own)


def _at_export(
    mark: Mark | None, state: State, history: Sequence[Entry]
) -> tuple[State, Sequence[Entry]]:
    """The session as it was, played from its journal; as it is now where that is not known."""
    if mark is None or mark.entry >= state.head or not _knows(mark, history):
        return state, history
    earlier = history[: mark.entry]
    changes = [change for entry in earlier for change in entry.changes]
    return State([]).after(changes, mark.entry), earlier


def _knows(mark: Mark, history: Sequence[Entry]) -> bool:
    """Whether the journal goes back to the beginning, without a gap before that entry."""
    return 0 < mark.entry <= len(history) and history[mark.entry - 1].seq == mark.entry


def _as_of(document: str, titles: Vocabulary, fallback: date) -> date:
    """The day a document without its mark says it was exported on."""
    said = f"{_('As of')}:"
    for part in read_page(document, titles, ()).parts:  # nothing known: the header is lines, too
        if part.words.startswith(said):
            with suppress(DeadlineError):
                return parse_day(part.words.removeprefix(said).strip(), fallback)
    return fallback


def _since(file: Page, state: State, history: Sequence[Entry]) -> Iterator[str]:
    if file.mark is None:
        yield _(
            "The last line of the file, which says when it was exported, is gone. It is compared "
            "with the session as it is now."
        )
    elif not _knows(file.mark, history):
        yield _(
            "This session does not know the entry the file was exported at. It is compared with "
            "the session as it is now."
        )
    elif file.mark.entry < state.head:
        count = state.head - file.mark.entry
        yield ngettext(
            "The session was changed since the export: {n} entry was added.",
            "The session was changed since the export: {n} entries were added.",
            count,
        ).format(n=count)


def _left_out(exported: Page, file: Page, titles: Vocabulary) -> Iterator[str]:
    names = {kind: title for title, kind in titles.tables.items()} | {"goal": titles.goals}
    for kind in sorted(exported.tables - file.tables):
        yield _("“{table}” is not in the file: nothing of it is changed.").format(table=names[kind])
    for columns in left_columns(exported, file, titles).values():
        for column in columns:
            yield _("The column “{column}” is not in the file: it stays as it is.").format(
                column=column
            )


def _decoded(content: bytes | str) -> str:
    if len(content) > LARGEST:
        raise Refused(
            _("The file has {n} MB; a plan has at most {most} MB.").format(
                n=len(content) // 1024**2, most=LARGEST // 1024**2
            )
        )
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            _(
                "The file is not UTF-8 text (byte {n}). Save it as UTF-8 in the editor and import "
                "it again."
            ).format(n=error.start + 1)
        ) from error
