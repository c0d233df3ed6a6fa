"""Command keys act by their place on the keyboard, whatever alphabet the layout writes."""

from textual import events
from textual.keys import key_to_character
from textual.widget import Widget

from facilitator.words.keyboard import latin_key


def by_place(event: events.Key, focused: Widget | None) -> events.Key:
    """The key as a Latin layout would have sent it, unless a text field is about to take it."""
    text = "ctrl+" not in event.key  # some terminals send the letter of a chord along
    if text and focused is not None and focused.check_consume_key(event.key, event.character):
        return event
    latin = latin_key(event.key, event.character)
    return event if latin == event.key else events.Key(latin, key_to_character(latin))
