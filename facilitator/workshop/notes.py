"""The moderator's own note of a stage: never on the wall, in no document but the complete one."""

from facilitator.model import Stage
from facilitator.words.language import _
from facilitator.words.text import TooLong, clean, is_blank
from facilitator.workshop.aside import PRIVATE
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.forms import put_answer
from facilitator.workshop.results.reading import answer
from facilitator.workshop.state import State

FORM = f"{PRIVATE}note"
TEXT = "text"
LONGEST_NOTE = 20_000
"""Characters of one note; longer ones are refused, never cut."""


def note_of(state: State, stage_id: str) -> str:
    """The note of a stage, its lines as they were typed; empty when there is none."""
    return answer(state, FORM, TEXT, stage_id)


def write_note(edit: Edit, stage_id: str, text: str) -> str:
    """Keep the note of a stage, or forget it when nothing is left; returns what is kept.

    Recorded, but nothing to take back: Ctrl+Z is for what the room said. Raises `Refused` when
    it is too long. The history says that a note was written, not what it says.
    """
    stage = edit.get(Stage, stage_id)
    try:
        cleaned = clean(text, limit_graphemes=LONGEST_NOTE, multiline=True)
    except TooLong as error:
        raise Refused(str(error), "note") from error
    edit.notices.extend(cleaned.removed)
    words = "" if is_blank(cleaned.text) else cleaned.text.strip("\n")
    edit.mark()
    edit.says(_("Own note on {stage}").format(stage=stage.title))
    if words != note_of(edit.state, stage_id):
        put_answer(edit, FORM, TEXT, words, stage_id)
    return words
