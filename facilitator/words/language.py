"""In which language something is said: gettext catalogues, each read when it is first needed.

Two languages live side by side: that of the screen, chosen once at the start with `use`, and that
of a session, in which its agenda is written and its documents are handed out: what runs within
`speaking` says everything in it. Texts in the code are English; `_` says them in the language of
the moment, so it stands where a text is used. Where a text is defined once for all, at the top of
a module or class, `N_` marks it and `_` is called by whoever shows it.
"""

import gettext
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

ENGLISH = "en"

LANGUAGES: dict[str, str] = {ENGLISH: "English", "ru": "Русский", "pl": "Polski"}
"""What can be chosen, by code, each by its own name."""

CATALOGUES = Path(__file__).parent.parent / "locale"
"""Where the translations are kept: a folder for each language."""

_SPOKEN: ContextVar[str] = ContextVar("language", default="")
_screen = ENGLISH


def use(language: str) -> None:
    """Speak this language from now on wherever nothing else is said; raises KeyError."""
    global _screen
    LANGUAGES[language]
    _screen = language


def language() -> str:
    """The code of the language that is spoken here and now."""
    return _SPOKEN.get() or _screen


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Say everything within in this language; an empty one changes nothing."""
    token = _SPOKEN.set(language or _SPOKEN.get())
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def _(message: str) -> str:
    """The message in the language of the moment; itself where there is no translation."""
    spoken = _SPOKEN.get() or _screen
    # The entry of the empty message is the catalogue's own description.
    if spoken == ENGLISH or not message:
        return message
    return _catalogue(spoken).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the message that goes with a number; the number is put in by the caller."""
    return _catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The message as it is said in a context, for words that mean several things."""
    return _catalogue(language()).pgettext(context, message)


def N_(message: str) -> str:
    """Mark a text that is defined here and translated where it is shown."""
    return message


def NP_(_context: str, message: str) -> str:
    """Mark a text that is translated with `pgettext`, in this context, where it is shown."""
    return message


def chosen(asked: str, environment: Mapping[str, str]) -> str:
    """The language somebody asked for, else the first of the environment's that we speak.

    Asked is a code, perhaps with a country (`pl`, `pl_PL`); raises KeyError for one that is not
    spoken here. The environment is read as gettext does: LC_ALL, LC_MESSAGES, LANG.
    """
    if asked:
        code = _code(asked)
        LANGUAGES[code]
        return code
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            code = _code(environment[name])
            return code if code in LANGUAGES else ENGLISH
    return ENGLISH


def _code(name: str) -> str:
    return name.strip().lower().replace("-", "_").partition(".")[0].partition("_")[0]


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH or language not in LANGUAGES:
        return gettext.NullTranslations()
    path = CATALOGUES / f"{language}.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
