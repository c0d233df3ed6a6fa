"""The session as slides: a slide for each stage with something to show, charts that stay editable.

The action plan, the decisions and the agreement take as many slides as they need; nothing of them
is cut. Words, days and numbers are those of the Markdown.
"""

from collections.abc import Sequence
from datetime import date

from exports.slides.told import slides
from facilitator.store.entry import Entry
from facilitator.workshop.state import State


def render(state: State, _history: Sequence[Entry], today: date) -> bytes:
    """The presentation, made in memory."""
    from exports.slides.deck import drawn

    return drawn(slides(state, today), state, today)
