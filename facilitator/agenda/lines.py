"""On which line of a TOML text each key and table stands, for exact complaints.

`tomllib` reads values but forgets where they were. This walks over a text `tomllib` has already
accepted and needs to know just enough TOML to find keys again.
"""

from __future__ import annotations

from typing import Any

Place = tuple[str | int, ...]

_SPACE = " \t\r\n"


def find_lines(text: str) -> dict[Place, int]:
    """Return the line (1 = first) of every table, key and array element of a valid TOML text.

    A place is the path into the parsed data: ("stage", 2, "exit", 0, "check").
    """
    return _Walk(text).document()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Place, int] = {}
        self.arrays: dict[Place, int] = {}

    def document(self) -> dict[Place, int]:
        table: Place = ()
        while self.skip():
            if self.text.startswith("[[", self.at):
                table = self.header(2)
            elif self.text[self.at] == "[":
                table = self.header(1)
            else:
                self.pair(table)
        return self.places

    def header(self, brackets: int) -> Place:
        line = self.line()
        self.at += brackets
        place: Place = ()
        names = self.key()
        for name in names[:-1]:
            place = self.latest((*place, name))
        place = (*place, names[-1])
        if brackets == 2:
            count = self.arrays.get(place, -1) + 1
            self.arrays[place] = count
            self.places.setdefault(place, line)
            place = (*place, count)
        self.places[place] = line
        self.skip()
        self.at += brackets
        return place

    def latest(self, place: Place) -> Place:
        return (*place, self.arrays[place]) if place in self.arrays else place

    def pair(self, table: Place) -> None:
        line = self.line()
        place = table
        for name in self.key():
            place = (*place, name)
            self.places.setdefault(place, line)
        self.skip()
        self.at += 1  # the equals sign
        self.skip()
        self.value(place)

    def value(self, place: Place) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self.string()
        elif first == "[":
            self.listing(place, "]")
        elif first == "{":
            self.listing(place, "}")
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def listing(self, place: Place, end: str) -> None:
        self.at += 1
        count = 0
        while self.skip() and self.text[self.at] != end:
            if self.text[self.at] == ",":
                self.at += 1
            elif end == "}":
                self.pair(place)
            else:
                self.places[(*place, count)] = self.line()
                self.value((*place, count))
                count += 1
        self.at += 1

    def key(self) -> list[str]:
        names: list[str] = []
        while True:
            self.skip()
            if self.text[self.at] in "\"'":
                start = self.at
                self.string()
                names.append(_unquote(self.text[start : self.at]))
            else:
                start = self.at
                while self.text[self.at] not in " \t.=]":
                    self.at += 1
                names.append(self.text[start : self.at])
            self.skip()
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def string(self) -> None:
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(fence)
        while not self.text.startswith(fence, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(fence)
        if len(fence) == 3:  # a multi-line string may end in up to two quotes of its own
            while self.text.startswith(quote, self.at):
                self.at += 1

    def skip(self) -> bool:
        """Pass over space and comments; False at the end of the text."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in _SPACE:
                self.at += 1
            else:
                return True
        return False

    def line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1


def _unquote(quoted: str) -> str:
    if quoted[0] == "'" or "\\" not in quoted:
        return quoted[1:-1]
    import tomllib

    parsed: dict[str, Any] = tomllib.loads(f"key = {quoted}")
    return str(parsed["key"])
