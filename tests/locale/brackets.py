"""A language for tests: every message in brackets, so that what was never marked stands out."""
# pyright: reportPrivateUsage=false

import gettext

import pytest

from facilitator.words import language

SPOKEN = "xx"
OPEN, SHUT = "⟦⟧"


class Bracketed(gettext.NullTranslations):
    """Says every message in brackets."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{SHUT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def speak_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the language `SPOKEN` put every message in brackets; nobody speaks it yet."""
    known = language._catalogue

    def catalogue(spoken: str) -> gettext.NullTranslations:
        return Bracketed() if spoken == SPOKEN else known(spoken)

    monkeypatch.setattr(language, "_catalogue", catalogue)


def outside(text: str) -> str:
    """What stands outside brackets, which may stand within each other."""
    depth, kept = 0, ""
    for character in text:
        depth += (character == OPEN) - (character == SHUT)
        kept += character if not depth and character != SHUT else " "
    return kept
