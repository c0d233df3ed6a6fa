"""Obeys a widget's own key commands in the order of the keys.

Textual gives a letter to the widget at once, but sends any other key up to the app first, which
finds its command later: of "word, Enter, next" typed while the app is busy, "next" would be
inserted before Enter is obeyed. A widget that takes letters and has commands on other keys calls
this from `on_key`.
"""

from textual import events
from textual.binding import BindingsMap
from textual.widget import Widget


async def obey_at_once(widget: Widget, bindings: BindingsMap, event: events.Key) -> None:
    """Run the widget's own binding of this key, if there is one, and let nobody else have it."""
    for binding in bindings.key_to_bindings.get(event.key, ()):
        event.stop()
        event.prevent_default()
        await widget.run_action(binding.action)
        return
