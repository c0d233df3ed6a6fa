"""What a text may contain once it is inside: the one policy for keys, paste, phone and import."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.words.language import _, ngettext

if TYPE_CHECKING:
    import regex

LIMIT_GRAPHEMES = 500
"""Characters, as people count them, of one text when the caller names no other limit."""

BYTES_PER_GRAPHEME = 16
"""Room in UTF-8 for each allowed character when the caller names no byte limit of its own."""

MARKS_PER_LETTER = 8
"""Accents one letter may carry; the richest living scripts need four."""

LINE_BREAK = " ⏎ "
"""How a line break looks in a text that must stay on one line."""

_REPLACEMENT = "\ufffd"
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BYTE_ORDER = re.compile("[\ufeff\ufffe\uffff]")
_BREAK_IN_LINE = re.compile(r"[^\S\n]*\n\s*")
_ONE_EACH = re.compile(
    "[\t\n -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""Latin, Greek, Cyrillic and their punctuation: one code point is one character."""
_CLEAN_ALREADY = re.compile("[ -~]*")
# Letters and symbols that Unicode calls visible or combining, and that nobody can see.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


class TooLong(ValueError):
    """A text does not fit; the message is a sentence with its length and the limit."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it is kept, and what had to go, in words such as "2 control characters"."""

    text: str
    removed: tuple[str, ...] = ()

    @property
    def notice(self) -> str:
        """One sentence to tell whoever typed it; empty when nothing was removed."""
        return (
            _("Removed: {removed}.").format(removed=", ".join(self.removed)) if self.removed else ""
        )


def clean(
    text: str,
    *,
    limit_graphemes: int = LIMIT_GRAPHEMES,
    limit_bytes: int | None = None,
    multiline: bool = False,
) -> Cleaned:
    """Make a text safe to show, store and export without losing anything the room can read.

    On one line, tabs become spaces, line breaks become " ⏎ " and outer spaces go; with
    `multiline` all of these stay. Cleaning twice changes nothing more. Raises TooLong: a text is
    refused whole rather than cut.
    """
    removed: list[str] = []
    if not _CLEAN_ALREADY.fullmatch(text):
        text = _without_hazards(text, removed)
    if not multiline:
        text = _BREAK_IN_LINE.sub(LINE_BREAK, text.strip()).replace("\t", " ")
    _refuse_too_long(text, limit_graphemes, limit_bytes)
    return Cleaned(text, tuple(removed))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see: only spaces, controls and zero-width characters."""
    return all(
        unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}
        or _UNSEEN.match(character)
        for character in text
    )


def graphemes(text: str) -> int:
    """How many characters a person would count: a flag, a family or an accented letter is one."""
    if _ONE_EACH.fullmatch(text):
        return len(text)
    return sum(1 for _unused in _regex(r"\X").finditer(text))


def in_quotes(words: str) -> str:
    """Words in the quotation marks of the language."""
    return _("“{name}”").format(name=words)


def excerpt(text: str, limit: int = 40) -> str:
    """The beginning of any text, cleaned, on one line, for quoting in a sentence."""
    start = clean(text[: limit * 8], limit_graphemes=limit * 64).text
    if len(text) <= limit * 8 and graphemes(start) <= limit:
        return start
    shown = [match.group() for match in _regex(r"\X").finditer(start)][: limit - 1]
    return "".join(shown).rstrip() + "…"


def _without_hazards(text: str, removed: list[str]) -> str:
    text = _PAIR.sub(_joined, text)
    text, broken = _LONE.subn(_REPLACEMENT, text)
    if broken:
        said = ngettext(
            "{count} broken character (shown as {replacement})",
            "{count} broken characters (shown as {replacement})",
            broken,
        )
        removed.append(said.format(count=_count(broken), replacement=_REPLACEMENT))
    text = _without_unseen(_LINE_END.sub("\n", text), removed)
    text = unicodedata.normalize("NFC", text)
    return text if _ONE_EACH.fullmatch(text) else _without_stacks(text, removed)


def _without_unseen(text: str, removed: list[str]) -> str:
    text, count = _CONTROLS.subn("", text)
    if count:
        said = ngettext("{count} control character", "{count} control characters", count)
        removed.append(said.format(count=_count(count)))
    text, count = _DIRECTIONS.subn("", text)
    if count:
        said = ngettext(
            "{count} hidden text-direction mark", "{count} hidden text-direction marks", count
        )
        removed.append(said.format(count=_count(count)))
    text, count = _BYTE_ORDER.subn("", text)
    if count:
        said = ngettext(
            "{count} invisible byte-order mark", "{count} invisible byte-order marks", count
        )
        removed.append(said.format(count=_count(count)))
    return text


def _without_stacks(text: str, removed: list[str]) -> str:
    # Variation selectors are marks too, but they choose how an emoji looks: they stay.
    stack = _regex(rf"(?<!\p{{M}})((?:\p{{M}}){{{MARKS_PER_LETTER}}})(\p{{M}}+)")
    lost = 0

    def lowered(match: "regex.Match[str]") -> str:
        nonlocal lost
        kept = "".join(mark for mark in match.group(2) if "\ufe00" <= mark <= "\ufe0f")[:1]
        lost += len(match.group(2)) - len(kept)
        return match.group(1) + kept

    text = stack.sub(lowered, text)
    if lost:
        said = ngettext(
            "{count} stacked accent (one letter carries at most {most})",
            "{count} stacked accents (one letter carries at most {most})",
            lost,
        )
        removed.append(said.format(count=_count(lost), most=MARKS_PER_LETTER))
    return text


def _joined(match: re.Match[str]) -> str:
    high, low = match.group()
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + (ord(low) - 0xDC00))


def _refuse_too_long(text: str, limit_graphemes: int, limit_bytes: int | None) -> None:
    limit = limit_graphemes * BYTES_PER_GRAPHEME if limit_bytes is None else limit_bytes
    if len(text) <= limit_graphemes and len(text) * 4 <= limit:
        return
    length = graphemes(text)
    if length > limit_graphemes:
        raise TooLong(
            ngettext(
                "This text has {length} character; at most {limit} fit here. "
                "Shorten it or split it in two; nothing was cut.",
                "This text has {length} characters; at most {limit} fit here. "
                "Shorten it or split it in two; nothing was cut.",
                length,
            ).format(length=_count(length), limit=_count(limit_graphemes))
        )
    size = len(text.encode())
    if size > limit:
        raise TooLong(
            ngettext(
                "This text takes {size} byte; at most {limit} fit here. "
                "Leave out some emoji or accents, or split it in two; nothing was cut.",
                "This text takes {size} bytes; at most {limit} fit here. "
                "Leave out some emoji or accents, or split it in two; nothing was cut.",
                size,
            ).format(size=_count(size), limit=_count(limit))
        )


def _count(number: int) -> str:
    from facilitator.words.number import say_count  # which needs this module

    return say_count(number)


def _regex(pattern: str) -> "regex.Pattern[str]":
    # Unicode character classes are not in the standard library; loaded only for text that needs
    # them, because the import takes 40 ms.
    import regex

    return regex.compile(pattern)
