"""What people said with the number they gave on one thing."""

from collections.abc import Iterator

from exports.markdown.naming import person
from exports.markdown.text import escape
from facilitator.model import Topic, Vote
from facilitator.words.language import _
from facilitator.workshop.state import State


def said(state: State, topic: Topic, target_id: str) -> Iterator[str]:
    """The sentences of all rounds, each with a name and the number, as Markdown."""
    by_target = state.memo("notes", lambda: _notes(state))
    for vote in by_target.get((topic, target_id), ()):
        hand = "" if vote.value is None else f" ({vote.value})"
        again = _(", round {round}").format(round=vote.round) if vote.round > 1 else ""
        yield f"{person(state, vote.participant_id)}{hand}{again}: {escape(vote.note)}"


def _notes(state: State) -> dict[tuple[str, str], list[Vote]]:
    found: dict[tuple[str, str], list[Vote]] = {}
    for vote in state.rows(Vote):
        if vote.note.strip():
            found.setdefault((vote.topic, vote.target_id), []).append(vote)
    return found
