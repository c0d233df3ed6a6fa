"""How an option is typed: its factors in front, behind, or in brackets."""

import re
from collections.abc import Sequence

from facilitator.methods.swot import Quadrant
from facilitator.words.keyboard import by_look

_MEANT_OTHERWISE = re.compile(r"\s*(?:[!@?\\]|[^\W\d]{1,2}\s*:)")
_FACTOR = re.compile(r"[SWOT]\d{1,4}")
_BETWEEN = re.compile(r"[×xх&+/,;]|//", re.IGNORECASE)
_JOINERS = frozenset({"x", "×", "х", "&", "+", "/", "//", ",", ":", "–", "—", "-", "and", "и", "i"})
_EDGES = "()[],;:.–—-"


def read_option(line: str) -> str:
    """Put the factors first: “Programme (S2 × O1)” becomes “S2 O1: Programme”.

    Factors may stand before or after the words, with anything between them that people write.
    A line without any, one that begins with a sign (! @ ?) and one for a section (w: …) come
    back as they are.
    """
    if _MEANT_OTHERWISE.match(line):
        return line
    words = [(match[0], match.start(), match.end()) for match in re.finditer(r"\S+", line)]
    first, behind = _run(words)
    last, before = _run(words[::-1])
    found = last if _both_sides(last) and not _both_sides(first) else first or last
    if not found:
        return line
    cut = line[behind:] if found is first else line[:before]
    text = cut.strip(" \t:–—-/").strip() if found is first else cut.rstrip(" \t:–—-/([").strip()
    if found is last:
        found = found[::-1]
    return f"{' '.join(found)}: {text}" if text else " ".join(found)


def _run(words: Sequence[tuple[str, int, int]]) -> tuple[list[str], int]:
    """The factors a line begins (or, turned around, ends) with, and where their run is over."""
    found: list[str] = []
    edge = 0
    forward = len(words) < 2 or words[0][1] < words[-1][1]
    for word, start, end in words:
        inner = [part.strip(_EDGES) for part in _BETWEEN.split(word) if part.strip(_EDGES)]
        refs = [by_look(part).upper() for part in inner]
        if refs and all(_FACTOR.fullmatch(ref) for ref in refs):
            found.extend(refs if forward else refs[::-1])
            edge = end if forward else start
            if forward and word.endswith(":"):
                break
        elif word.casefold() not in _JOINERS:
            break
    return found, edge


def _both_sides(refs: Sequence[str]) -> bool:
    return len({Quadrant(ref[0]).internal for ref in refs}) == 2
