"""The grammar of the capture line: what one Enter means.

text // evidence              a card, with what proves it
w: text                       a card of another section; w (Rival): text is about a competitor
! text because reason         a decision
? text    ? @name text        for the parking lot
@name what by fri; done: …    an action, see `action_line`
\\! text                       a backslash makes a card of what would be something else
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from facilitator.words.action_line import ActionLine, read_action
from facilitator.words.folding import fold
from facilitator.words.keyboard import by_look, by_position
from facilitator.words.people import take_person

__all__ = ["ActionLine", "Captured", "CardLine", "DecisionLine", "ParkingLine", "read_line"]


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card; `section` is None for the section that has the focus, `subject` a competitor."""

    section: str | None
    text: str
    evidence: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of the room."""

    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ParkingLine:
    """A question put aside; `by` is the id of whoever raised it."""

    text: str
    by: str | None = None
    problems: tuple[str, ...] = ()


Captured: TypeAlias = CardLine | ActionLine | DecisionLine | ParkingLine

_SECTION = re.compile(
    r"(?P<prefix>[^:()]{1,40}?)\s*(?:\((?P<subject>[^()]{1,100})\)\s*)?:(?!//)(?P<text>.*)",
    re.DOTALL,
)
_EVIDENCE = re.compile(r"\s//\s")
_BECAUSE = re.compile(
    r"\s(?:because|потому\s+что|так\s+как|т\.\s?к\.|поскольку|ponieważ|gdyż|bo)\s",
    re.IGNORECASE,
)
# "!!!" and "?!" are feelings, not marks.
_MARK = re.compile(r"@|[!?](?![!?])")


def read_line(
    text: str, *, sections: Mapping[str, str], people: Mapping[str, str], today: date
) -> Captured:
    """Read one line as the moderator typed it.

    `sections` maps prefixes and full names to section keys, `people` initials and full names to
    ids. Nothing typed is dropped: what cannot be read stays in the text, and the problem says so.
    Raises nothing; an empty line is a card without text.
    """
    line = text.strip()
    unescaped = line.lstrip("\\")
    mark = _MARK.match(unescaped)
    if unescaped != line:
        special = mark is not None or _in_section(unescaped, sections) is not None
        return _card(None, line[1:] if special else line)
    if mark is None:
        return _in_section(line, sections) or _card(None, line)
    if mark[0] == "@":
        return read_action(line, people, today)
    rest = line[1:].strip()
    return _decision(rest) if mark[0] == "!" else _parked(rest, people)


def has_mark(text: str) -> bool:
    """Whether a line begins with the mark of a decision, an action or a parked item."""
    return _MARK.match(text.strip()) is not None


def _in_section(line: str, sections: Mapping[str, str]) -> CardLine | None:
    match = _SECTION.fullmatch(line)
    section = _section(match["prefix"], sections) if match else None
    if match is None or section is None:
        return None
    subject = (match["subject"] or "").strip()
    return _card(section, match["text"].strip(), subject or None)


def _section(prefix: str, sections: Mapping[str, str]) -> str | None:
    folded = {fold(name): section for name, section in sections.items()}
    wanted = fold(prefix)
    if wanted in folded or len(wanted) > 2:
        return folded.get(wanted)
    # A Cyrillic "О:" looks like opportunities, and "ц:" is the key of weaknesses.
    for spelled in (by_look(prefix), "".join(map(by_position, prefix))):
        if fold(spelled) in folded:
            return folded[fold(spelled)]
    return None


def _card(section: str | None, text: str, subject: str | None = None) -> CardLine:
    said, evidence = _split(text, _EVIDENCE)
    return CardLine(section, said, evidence, subject)


def _decision(text: str) -> DecisionLine:
    said, reason = _split(text, _BECAUSE)
    return DecisionLine(said.rstrip(","), reason) if reason else DecisionLine(said)


def _split(text: str, between: re.Pattern[str]) -> tuple[str, str | None]:
    """What stands before and behind the first separator; all of it when one side is empty."""
    match = between.search(text)
    if match is None:
        return text, None
    before, behind = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return (before, behind) if before and behind else (text, None)


def _parked(text: str, people: Mapping[str, str]) -> ParkingLine:
    if not text.startswith("@"):
        return ParkingLine(text)
    named = take_person(text, people)
    return ParkingLine(named.rest, named.person, (named.problem,) if named.problem else ())
