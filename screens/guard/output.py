"""What may go out to the terminal: text, never commands hidden in the room's text."""

import re
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from facilitator.words.language import _

# C0 and DEL, C1, line and paragraph separators, bidirectional overrides and isolates. Their
# width is 0 cells, so a row stays as wide as it was laid out when they are gone.
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class WithoutCommands(LineFilter):
    """Deletes from each row what a terminal would obey instead of show."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without control characters, in links too."""
        return [_harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return segment
    if style is not None and style.link and _COMMANDS.search(style.link):
        style = style.update_link(None)
    if _COMMANDS.search(text):
        text = _COMMANDS.sub("", text)
    elif style is segment.style:
        return segment
    return Segment(text, style)


def unfit(environment: Mapping[str, str], encoding: str | None, is_terminal: bool) -> str | None:
    """Why this terminal cannot show the app, in a sentence; None when it can.

    `encoding` is that of the stream written to, `is_terminal` whether keys and screen are one.
    """
    if not is_terminal:
        return _("This needs a terminal: run it in a terminal window, without pipes.")
    if environment.get("TERM", "") == "dumb":
        return _(
            "This terminal says it can only print lines (TERM=dumb). Run it in a terminal "
            "window, or set TERM to what the window is, for example xterm-256color."
        )
    if (encoding or "").lower().replace("-", "").replace("_", "") not in {"utf8", "utf8sig"}:
        return _(
            "This terminal is set to {encoding}, which has no "
            "frames or signs. Set LC_ALL=C.UTF-8 (on Windows PYTHONUTF8=1) and start again."
        ).format(encoding=encoding or _("an unknown character set"))
    return None
