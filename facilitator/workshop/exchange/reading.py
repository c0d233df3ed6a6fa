"""Text to values: JSON with its line and column, numbers that are exact, words under the policy."""

import json
from collections import Counter
from typing import Any, cast

from facilitator.words.language import _
from facilitator.words.number import say_count
from facilitator.words.text import TooLong, clean, excerpt
from facilitator.workshop.exchange.document import FORMAT, VERSION
from facilitator.workshop.exchange.problems import NotTaken, wrong

LARGEST_FILE = 256 * 1024 * 1024
LONGEST_TEXT = 100_000
"""Characters of one text; commands allow fewer, but merged evidence may add up."""
LARGEST_NUMBER = 2**63 - 1

PARTS = ("session", "tables", "journal")


def read_document(content: str | bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The document's values, words cleaned, and what the text policy removed from them.

    Raises `NotTaken` when this is no document of ours or of a newer version.
    """
    document = _parsed(_decoded(content))
    if not isinstance(document, dict) or cast("dict[str, Any]", document).get("format") != FORMAT:
        raise NotTaken(
            _(
                "Nothing was imported: this is JSON, but not an exported session (its “format” is "
                "not "
                "“{format}”). Choose a file that facilitator export --to json wrote."
            ).format(format=FORMAT)
        )
    found = cast("dict[str, Any]", document)
    _check_version(found.get("version"))
    unknown = sorted(found.keys() - {"format", "version", *PARTS})
    if unknown:
        raise wrong(_("the key “{excerpt}”").format(excerpt=excerpt(unknown[0])), _("is not known"))
    removed: Counter[str] = Counter()
    kept = {part: _cleaned(found.get(part), part, removed) for part in PARTS}
    return kept, tuple(
        what if times == 1 else _("{what} (in {times} places)").format(what=what, times=times)
        for what, times in removed.items()
    )


def _decoded(content: str | bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise NotTaken(
            _(
                "Nothing was imported: the file has {content} MB; at most "
                "{largest_file} MB are taken in."
            ).format(content=len(content) // 1024**2, largest_file=LARGEST_FILE // 1024**2)
        )
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTaken(
            _(
                "Nothing was imported: byte {start} is not UTF-8. Choose the file as it "
                "was exported; an editor may have saved it in another encoding."
            ).format(start=say_count(error.start + 1))
        ) from error


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_not_a_number, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise NotTaken(
            _(
                "Nothing was imported: this is not JSON. Line {lineno}, column {colno}: "
                "{msg}. Correct that place, or export the session again."
            ).format(lineno=error.lineno, colno=error.colno, msg=error.msg)
        ) from error
    except RecursionError as error:
        raise NotTaken(
            _(
                "Nothing was imported: lists and objects are nested too deeply for an exported "
                "session. Choose another file."
            )
        ) from error
    except ValueError as error:
        if isinstance(error, NotTaken):
            raise
        raise NotTaken(
            _("Nothing was imported: a number has thousands of digits. Choose another file.")
        ) from error


def _not_a_number(word: str) -> Any:
    raise NotTaken(
        _("Nothing was imported: {word} is not a number JSON knows. Write null instead.").format(
            word=word
        )
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = Counter(name for name, _unused in pairs)
        twice = next(name for name, times in names.items() if times > 1)
        raise NotTaken(
            _(
                "Nothing was imported: the key “{excerpt}” stands twice in one object. "
                "Take one of them out."
            ).format(excerpt=excerpt(twice))
        )
    return found


def _check_version(version: Any) -> None:
    if type(version) is not int or version < 1:
        raise wrong(
            "“version”", _("must be a whole number such as {version}").format(version=VERSION)
        )
    if version > VERSION:
        raise NotTaken(
            _(
                "Nothing was imported: the file was written by a newer program (version {version}; "
                "this one reads up to {newest}). Update facilitator and try again."
            ).format(version=version, newest=VERSION)
        )


def _cleaned(value: Any, place: str, removed: Counter[str]) -> Any:
    """The value with its words under the text policy; `place` is told when it cannot be kept."""
    if isinstance(value, str):
        return _words(value, place, removed)
    if isinstance(value, list):
        entries = cast("list[Any]", value)
        return [_cleaned(each, f"{place}[{at}]", removed) for at, each in enumerate(entries)]
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {
            _key(name, place): _cleaned(each, f"{place}.{name}", removed) for name, each in pairs
        }
    if isinstance(value, float):
        raise wrong(
            place, _("is not a whole number"), _("Amounts are texts there, such as “234.4”.")
        )
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        raise wrong(place, _("is a number too large to be stored"))
    return value


def _words(text: str, place: str, removed: Counter[str]) -> str:
    try:
        kept = clean(text, limit_graphemes=LONGEST_TEXT, multiline=True)
    except TooLong as error:
        raise wrong(place, _("is too long"), str(error)) from error
    removed.update(kept.removed)
    return kept.text


def _key(name: str, place: str) -> str:
    if clean(name, limit_graphemes=LONGEST_TEXT, multiline=True).text != name:
        raise wrong(_("a key of {place}").format(place=place), _("holds invisible characters"))
    return name
