"""The files of translations: brought up to date, compiled for the program, and checked.

    python -m facilitator.locale.catalogues update    take in new and changed texts
    python -m facilitator.locale.catalogues compile   make what the program reads
    python -m facilitator.locale.catalogues check     name everything that is missing or wrong

For developers and the build: this is the one place that needs Babel; the program reads the
compiled files with the standard library.
"""

import re
import sys
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from facilitator.locale.rooms import ROOMS

HERE = Path(__file__).parent
TRANSLATED = ("ru", "pl")
Key = tuple[str, str]

_DROPPED = re.compile(
    rb'^"(Project-|Report-|POT-|PO-|Last-|Language-Team|Generated-)[^\n]*\n', re.MULTILINE
)


def path_of(language: str, room: str, here: Path = HERE) -> Path:
    """Return where the translations of a room are kept."""
    return here / language / f"{room}.po"


def read(language: str, room: str, here: Path = HERE) -> Catalog:
    """Return the translations of a room; an empty catalogue where there is no file yet."""
    path = path_of(language, room, here)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def key_of(entry: Entry) -> Key:
    """Return what tells an entry from others: its context and what is said of one."""
    one = entry.id if isinstance(entry.id, str) else entry.id[0]
    return (entry.context or "", one)


def entries(catalogue: Catalog) -> list[Entry]:
    """Return the messages of a catalogue without its own description."""
    return [each for each in catalogue if each.id]


def is_translated(entry: Entry) -> bool:
    """Whether every form of the message is there and none is a guess."""
    forms = (entry.string,) if isinstance(entry.string, str) else entry.string
    return not entry.fuzzy and bool(forms) and all(forms)


def update(here: Path = HERE) -> list[str]:
    """Bring all files up to date with the code; returns what was new, by language and room.

    Translations stay where the text stays, also when it moves to another room. One of a text that
    was changed a little goes to the new text as a guess (fuzzy), to be looked at.
    """
    from facilitator.locale.messages import as_mapping, extract

    rooms, told = extract(), list[str]()
    for language in TRANSLATED:
        before = {room: read(language, room, here) for room in ROOMS}
        pool: dict[Key, Entry] = {}
        for room in ROOMS:
            for entry in entries(before[room]):
                held = pool.get(key_of(entry))
                if held is None or (is_translated(entry) and not is_translated(held)):
                    pool[key_of(entry)] = entry
        current = {key for messages in rooms.values() for key in messages}
        stale = {key[1]: entry for key, entry in pool.items() if key not in current}
        for room, messages in rooms.items():
            made = Catalog(locale=language, fuzzy=False, header_comment="#")
            for message in messages.values():
                entry = made.add(**as_mapping(message))
                _take_over(entry, pool.get(message.key), stale)
            new = sum(not is_translated(each) for each in entries(made))
            if new:
                told.append(f"{language}/{room}.po: {new} of {len(messages)} to translate")
            _write(made, path_of(language, room, here))
    return told


def _take_over(entry: Entry, known: Entry | None, stale: dict[str, Entry]) -> None:
    """Give an entry the translation it had, or that of a text much like it, as a guess."""
    plural = not isinstance(entry.id, str)
    if known is not None:
        if plural == (not isinstance(known.id, str)):
            entry.string, entry.user_comments = known.string, known.user_comments
            entry.flags |= known.flags & {"fuzzy"}
        return
    one = entry.id if isinstance(entry.id, str) else entry.id[0]
    for close in get_close_matches(one, stale, 1, 0.85):
        found = stale[close]
        if is_translated(found) and plural == (not isinstance(found.id, str)):
            entry.string = found.string
            entry.flags.add("fuzzy")
            entry.previous_id = [close]


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    stream = BytesIO()
    write_po(stream, catalogue, width=100, include_lineno=False, include_previous=True)
    # Dates and names in the header would differ with every run.
    written = _DROPPED.sub(b"", stream.getvalue()).lstrip(b"#\n")
    if not path.exists() or path.read_bytes() != written:
        path.write_bytes(written)


def compile_all(here: Path = HERE) -> list[str]:
    """Make one compiled file of each language; returns contradictions, and then makes none."""
    problems: list[str] = []
    for language in TRANSLATED:
        whole = Catalog(locale=language, fuzzy=False)
        said: dict[Key, tuple[str, Entry]] = {}
        for room in ROOMS:
            for entry in entries(read(language, room, here)):
                if not is_translated(entry):
                    continue
                first, other = said.setdefault(key_of(entry), (room, entry))
                if other.string != entry.string:
                    problems.append(
                        f"{language}: “{key_of(entry)[1]}” is said differently"
                        f" in {first}.po and {room}.po"
                    )
                whole.add(entry.id, entry.string, context=entry.context)
        if not problems:
            stream = BytesIO()
            write_mo(stream, whole)
            (here / f"{language}.mo").write_bytes(stream.getvalue())
    return problems


def main(words: list[str]) -> int:
    """Do what the word says; returns 0, 1 when something was found, or 2 for another word."""
    match words:
        case ["update"]:
            found, code = update(), 0
        case ["compile"]:
            found = compile_all()
            code = int(bool(found))
        case ["check"]:
            from facilitator.locale.checking import check

            found = check() + compile_all()
            code = int(bool(found))
            if found:
                found.append(f"{len(found)} problems")
        case _:
            found, code = [(__doc__ or "").strip()], 2
    print("\n".join(found), end="\n" if found else "")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
