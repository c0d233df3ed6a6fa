"""The formats a session can be exported to, for the command line and the export dialog alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from exports import json_document, markdown
from facilitator.store.entry import Entry
from facilitator.workshop.state import State


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line and of its files, what it is good for."""

    extension: str
    title: str
    hint: str
    render: Callable[[State, Sequence[Entry], date], str]
    """Takes the session, its whole history (oldest first) and today."""


FORMATS: dict[str, Format] = {
    each.extension: each
    for each in (
        Format(
            "md",
            "Markdown",
            "the complete plan, to read and to send",
            lambda state, history, today: markdown.render(state, today, history),
        ),
        Format(
            "json",
            "JSON",
            "everything, to keep or to import elsewhere",
            lambda state, history, _today: json_document.render(state, history),
        ),
    )
}
"""By the word after `--to`."""
