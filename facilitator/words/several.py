"""Several things said one after the other, in the language of the moment."""

from collections.abc import Iterable

from facilitator.words.language import _


def all_of(names: Iterable[str]) -> str:
    """“A, B and C”; one name is itself, none is nothing."""
    *others, last = [*names] or [""]
    return _("{names} and {last}").format(names=", ".join(others), last=last) if others else last


def one_of(names: Iterable[str]) -> str:
    """“A, B or C”; one name is itself, none is nothing."""
    *others, last = [*names] or [""]
    return _("{names} or {last}").format(names=", ".join(others), last=last) if others else last
