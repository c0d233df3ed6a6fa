"""The language of the command line and the screen: what was asked for, and help said in it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from facilitator.words.language import LANGUAGES, N_, _, chosen

if TYPE_CHECKING:
    from cyclopts.help import HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions

OPTION = "--lang"
TITLES = (N_("Commands"), N_("Arguments"), N_("Parameters"))
"""Headings of --help."""

BUILT_IN = (N_("Display this message and exit."), N_("Display application version."))
"""Help of the options every program has."""


class UnknownLanguage(Exception):
    """A language nobody speaks here was asked for; the message is a sentence."""


def language_of(option: str, environment: Mapping[str, str]) -> str:
    """The language of `--lang`, FACILITATOR_LANG or the environment; raises `UnknownLanguage`."""
    asked = option or environment.get("FACILITATOR_LANG", "")
    try:
        return chosen(asked, environment)
    except KeyError as error:
        known = ", ".join(f"{code} {name}" for code, name in LANGUAGES.items())
        raise UnknownLanguage(
            _("The language “{asked}” is not spoken here. There are: {known}.").format(
                asked=asked, known=known
            )
        ) from error


def take_language(words: Sequence[str]) -> tuple[list[str], str]:
    """The words without `--lang`, wherever it stands, and what it says; options end at "--"."""
    rest, found = list[str](), ""
    left = iter(words)
    for word in left:
        if word == "--":
            return [*rest, word, *left], found
        if word == OPTION:
            found = next(left, "?")
        elif word.startswith(f"{OPTION}="):
            found = word.partition("=")[2] or "?"
        else:
            rest.append(word)
    return rest, found


class Help:
    """The usual layout of --help, its texts in the language of the moment."""

    def __init__(self) -> None:
        from cyclopts.help.formatters import DefaultFormatter

        self._usual = DefaultFormatter()

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: "HelpPanel") -> None:
        """Show one group of commands or options."""
        entries = [
            each.copy(description=_described(each), choices=(), required=False)
            for each in panel.entries
        ]
        said = panel.copy(title=_said(panel.title), entries=entries)
        self._usual(console, options, said)

    def render_usage(self, console: "Console", options: "ConsoleOptions", usage: Any) -> None:
        """Show how the command is called."""
        words = getattr(usage, "plain", str(usage or "")).strip().removeprefix("Usage:").strip()
        console.print(_("Usage: {words}").format(words=words), highlight=False, markup=False)
        console.print()

    def render_description(
        self, console: "Console", options: "ConsoleOptions", description: Any
    ) -> None:
        """Show what the command does."""
        self._usual.render_description(console, options, _said(description))


def _described(entry: "HelpEntry") -> Any:
    """What an entry says, the words it takes where only some are taken, and that it is needed."""
    from cyclopts.help import InlineText
    from rich.text import Text

    said = _said(entry.description)
    more = list[str]()
    if entry.choices:
        more.append(_("One of: {choices}.").format(choices=", ".join(entry.choices)))
    if entry.required:
        more.append(_("Required."))
    if not more:
        return said
    whole = said if isinstance(said, InlineText) else InlineText(Text(str(said or "")))
    for each in more:
        whole.append(Text(each))
    return whole


def _said(text: Any) -> Any:
    """A text of the command line in the language of the moment; nothing stays nothing."""
    if isinstance(text, str):
        return _(text)
    first = getattr(text, "primary_renderable", text)
    plain = getattr(first, "plain", "")
    if not plain.strip():
        return text
    from cyclopts.help import InlineText
    from rich.text import Text

    said = Text(_(" ".join(plain.split())) + plain[len(plain.rstrip()) :])
    if first is text:
        return said
    whole = InlineText(said, force_empty_end=text.force_empty_end)
    for each in text.texts:
        whole.append(each)
    return whole
