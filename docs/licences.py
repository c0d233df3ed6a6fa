"""Makes the list of licences of what is installed with the program, extras included.

It reads what the packages say of themselves where it runs: in an environment with every extra,
`pip install .[postgresql,documents,clickhouse,trino,snowflake,databricks,bigquery]`, then
`python docs/licences.py`. With --check it says what has changed since among the packages that are
installed where it runs (code 1), and writes nothing.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LIST = ROOT / "LICENCES.md"
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
"""The list is one for all of them: `colorama`, say, is for Windows alone."""

HEAD = """\
# Licences

Facilitator is under the MIT licence (`LICENSE`). It is installed with these packages, each under a
licence of its own; what an extra brings along is marked with its name. Made by `docs/licences.py`
from what the packages say of themselves. Their texts lie beside the packages, in their `dist-info`.

| Package | Licence | Comes with |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A package, its licence as it says itself, and the extras that bring it; none: always."""

    name: str
    licence: str
    extras: tuple[str, ...]

    def line(self) -> str:
        """The row of the table."""
        return f"| {self.name} | {self.licence} | {', '.join(self.extras) or 'always'} |"


def wanted() -> dict[str, list[Requirement]]:
    """What the program asks for by extra, "" for what it always needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {"": project["dependencies"]} | project["optional-dependencies"]
    return {
        extra: [Requirement(each) for each in listed if not each.startswith(project["name"])]
        for extra, listed in groups.items()
    }


def tree(begin: list[Requirement]) -> dict[str, Distribution | None]:
    """Everything these bring along, by name; None for what is not installed here."""
    found: dict[str, Distribution | None] = {}
    waiting, seen = list(begin), set[str]()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if str(asked) in seen:
            continue
        seen.add(str(asked))
        try:
            found[name] = there = distribution(name)
        except PackageNotFoundError:
            found[name] = None
            continue
        waiting += [each for each in _needs(there) if _applies(each, asked.extras)]
    return found


def _needs(there: Distribution) -> Iterator[Requirement]:
    yield from (Requirement(each) for each in there.requires or ())


def _applies(asked: Requirement, extras: set[str]) -> bool:
    if asked.marker is None:
        return True
    return any(
        asked.marker.evaluate({"extra": extra, "sys_platform": name, "platform_system": system})
        for extra in ("", *extras)
        for name, system in SYSTEMS.items()
    )


def licence(there: Distribution) -> str:
    """The licence a package names: as an expression, by classifiers, or in its own words."""
    told = cast(Message, there.metadata)
    if expression := told.get("License-Expression"):
        return expression
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier", [])
        if each.startswith("License :: ") and each != "License :: OSI Approved"
    ]
    words = " ".join((told.get("License") or "").split())
    if classifiers:
        return " or ".join(sorted(classifiers))
    return words if 0 < len(words) <= 40 else "see its dist-info"


def rows() -> list[Row]:
    """Every package that is installed here and comes with the program."""
    by_extra = {extra: tree(listed) for extra, listed in wanted().items()}
    always = by_extra.pop("")
    names = {name: there for each in (always, *by_extra.values()) for name, there in each.items()}
    return [
        Row(name, licence(there).replace("|", "/"), _extras(name, always, by_extra))
        for name, there in sorted(names.items())
        if there is not None
    ]


def _extras(
    name: str, always: Mapping[str, object], by_extra: Mapping[str, Mapping[str, object]]
) -> tuple[str, ...]:
    if name in always:
        return ()
    return tuple(sorted(extra for extra, found in by_extra.items() if name in found))


def listed(text: str) -> dict[str, str]:
    """The licences of a list that was made before, by package."""
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+) \| [^|]+ \|$", text, re.MULTILINE))


def stale(text: str) -> list[str]:
    """What a list says otherwise than the packages that are installed here."""
    before = listed(text)
    return [
        f"{each.name}: {before.get(each.name, 'not listed')}, now {each.licence}"
        for each in rows()
        if before.get(each.name) != each.licence
    ]


def main(words: list[str]) -> int:
    """Write the list; with --check only say whether it is stale (code 1)."""
    if "--check" in words:
        told = stale(LIST.read_text("utf-8"))
        print("\n".join(told) if told else "The licences are those of the packages.")
        return 1 if told else 0
    missing = {
        name for each in wanted().values() for name, there in tree(each).items() if not there
    }
    missing -= {"colorama", "pywin32", "tzdata"}  # of other systems
    if missing:
        print(f"Not installed here: {', '.join(sorted(missing))}", file=sys.stderr)
        return 1
    LIST.write_text(HEAD + "".join(f"{each.line()}\n" for each in rows()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
