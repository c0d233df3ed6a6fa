"""Every text a person can see, found in the code and in the agendas."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from facilitator.agenda.texts import texts_of
from facilitator.demo.examples import prose
from facilitator.locale.rooms import ROOMS, ROOT, files

MARKS = frozenset(("_", "N_", "ngettext", "pgettext", "NP_"))
"""What marks a text in Python."""

HELP = ("facilitator/commands",)
"""Where the strings that describe functions and options are shown by --help."""


@dataclass
class Message:
    """One text: what is said, of one and of many, in which context, and where it comes from."""

    one: str
    many: str = ""
    context: str = ""
    places: list[str] = field(default_factory=list[str])

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other messages."""
        return (self.context, self.one)


def extract(root: Path = ROOT) -> dict[str, dict[tuple[str, str], Message]]:
    """Return the messages of each room by their keys; one said in several is in the first."""
    rooms: dict[str, dict[tuple[str, str], Message]] = {}
    known: dict[tuple[str, str], Message] = {}
    for room in ROOMS:
        own = rooms[room] = {}
        for path in files(room, root):
            name = path.relative_to(root).as_posix()
            for message in of_file(path, name):
                if message.key not in known:
                    own[message.key] = known[message.key] = message
                first = known[message.key]
                first.many = first.many or message.many
                if name not in first.places:
                    first.places.append(name)
    return rooms


def of_file(path: Path, name: str) -> Iterator[Message]:
    """Return the messages of a Python, TOML or JSON file in order; `name` says what it is."""
    if path.suffix == ".json":
        yield from (Message(text) for text in prose(path.stem))
        return
    if path.suffix == ".toml":
        table = tomllib.loads(path.read_text("utf-8"))
        yield from (Message(text) for text in texts_of(table))
        return
    source = path.read_text("utf-8")
    yield from _marked(source)
    if name.startswith(HELP):
        yield from (Message(text) for text in _help(source))


def _marked(source: str) -> Iterator[Message]:
    """The messages of the marking calls, in order; Babel's own reader passes over f-strings."""
    calls = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        if not isinstance(call.func, ast.Name) or call.func.id not in MARKS:
            continue
        texts = [_text(each) for each in call.args[:2]]
        match call.func.id, texts:
            case "pgettext" | "NP_", [str(context), str(text)]:
                yield Message(text, context=context)
            case "ngettext", [str(one), str(many)]:
                yield Message(one, many)
            case "_" | "N_", [str(text), *_] if text:
                yield Message(text)
            case _:
                pass


def _text(argument: ast.expr) -> str | None:
    value = argument.value if isinstance(argument, ast.Constant) else None
    return value if isinstance(value, str) else None


def _help(source: str) -> Iterator[str]:
    """The help of commands and options: docstrings of both, as the command line shows them."""
    from docstring_parser import parse

    for node in ast.parse(source).body:
        words = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
        if words and _is_command(cast("ast.FunctionDef", node)):
            told = parse(words)
            described = [each.description or "" for each in told.params]
            yield from (" ".join(each.split()) for each in (told.description or "", *described))
        if isinstance(node, ast.ClassDef) and _is_options(node):
            for one, after in zip(node.body, node.body[1:], strict=False):
                if isinstance(one, ast.AnnAssign) and isinstance(after, ast.Expr):
                    text = ast.literal_eval(after.value)
                    yield " ".join(str(text).split())


def _is_command(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).startswith("app.") for each in node.decorator_list)


def _is_options(node: ast.ClassDef) -> bool:
    return node.name in ("Settings", "Looks", "Reading", "Server", "Cut")


def as_mapping(message: Message) -> Mapping[str, Any]:
    """Return what Babel takes to add the message to a catalogue."""
    return {
        "id": (message.one, message.many) if message.many else message.one,
        "context": message.context or None,
        "locations": [(place, 0) for place in message.places],
    }
