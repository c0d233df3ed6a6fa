"""A path as people type it and as terminals paste it when a file is dropped on them."""

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def looks_like_path(text: str) -> bool:
    """Whether words are a path and not a part of a file's name."""
    begun = text.strip().lstrip("'\"")
    return begun.startswith(("~", "$")) or "/" in begun or _DRIVE.match(begun) is not None


def paths_in(text: str, folder: Path) -> tuple[Path, ...]:
    """The files or folders a text means, seen from `folder`; one that may not exist if none does.

    Quotes, spaces around it, backslashes before spaces, file:// addresses, ~ and $HOME are
    understood; so are several paths on one line, each quoted or escaped. Looks at the disk.
    """
    first: tuple[Path, ...] = ()
    for reading in _readings(text):
        paths = tuple(_resolved(each, folder) for each in reading)
        if paths and all(os.path.exists(each) for each in paths):  # noqa: PTH110 (never raises)
            return paths
        first = first or paths
    return first


def _readings(text: str) -> Iterator[Sequence[str]]:
    """Every way of taking the text, the likeliest first."""
    plain = text.strip()
    if not plain:
        return
    unquoted = plain
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        unquoted = plain[1:-1]
    for each in dict.fromkeys((unquoted, plain)):
        yield [_address(each)]
        yield [_expanded(_address(each))]
    try:
        parts = shlex.split(plain)
    except ValueError:  # a quote that never closes
        parts = plain.replace("\\ ", " ").split("\n")
    yield [_expanded(_address(each)) for each in parts]


def _address(text: str) -> str:
    if not text.casefold().startswith("file:"):
        return text
    parts = urlsplit(text)
    if os.name == "nt":
        server = "" if parts.netloc in {"", "localhost"} else f"//{parts.netloc}"
        return url2pathname(server + parts.path)
    return unquote(parts.path)


def _expanded(text: str) -> str:
    return os.path.expandvars(os.path.expanduser(text))  # noqa: PTH111 (an unknown ~name stays)


def _resolved(text: str, folder: Path) -> Path:
    return Path(os.path.normpath(folder / text.replace("\0", "")))
