"""What the moderator decided about a file, kept for all files of the same shape."""

import hashlib
import json
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from facilitator.audit.files import CannotRead
from facilitator.audit.parse import DateStyle, NumberStyle
from facilitator.audit.vocabulary import Role
from facilitator.words.language import _


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by their role, and the styles of their cells; None leaves a thing to recognition."""

    shape: str = ""
    """Names the header and delimiter it belongs to, see `shape_of`."""
    columns: Dictionary[Role, str] = field(default_factory=dict[Role, str])
    numbers: Dictionary[str, NumberStyle] = field(default_factory=dict[str, NumberStyle])
    dates: Dictionary[str, DateStyle] = field(default_factory=dict[str, DateStyle])
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None
    """Line of the header, from 1; 0 for a file without one."""
    sheet: str | None = None

    def to_json(self) -> str:
        """The mapping as one line of JSON."""
        return json.dumps(
            {
                "shape": self.shape,
                "columns": {role.value: name for role, name in self.columns.items()},
                "numbers": {name: style.value for name, style in self.numbers.items()},
                "dates": {name: style.value for name, style in self.dates.items()},
                "encoding": self.encoding,
                "delimiter": self.delimiter,
                "header_line": self.header_line,
                "sheet": self.sheet,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Read what `to_json` wrote. Raises CannotRead with a sentence for anything else."""
        try:
            told: dict[str, Any] = json.loads(text)
            return cls(
                shape=str(told.get("shape", "")),
                columns={Role(r): str(n) for r, n in _pairs(told, "columns")},
                numbers={str(n): NumberStyle(s) for n, s in _pairs(told, "numbers")},
                dates={str(n): DateStyle(s) for n, s in _pairs(told, "dates")},
                encoding=_text(told, "encoding"),
                delimiter=_text(told, "delimiter"),
                header_line=None if told.get("header_line") is None else int(told["header_line"]),
                sheet=_text(told, "sheet"),
            )
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise CannotRead(
                _("This is no mapping of columns: {error}. Map the columns again.").format(
                    error=error
                )
            ) from error


def shape_of(names: Sequence[str], delimiter: str) -> str:
    """A short name for files with these headers and this delimiter."""
    told = "\x1f".join([delimiter, *(name.casefold() for name in names)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _pairs(told: dict[str, Any], key: str) -> list[tuple[str, str]]:
    return list(cast(dict[str, str], told.get(key) or {}).items())


def _text(told: dict[str, Any], key: str) -> str | None:
    return None if told.get(key) is None else str(told[key])
