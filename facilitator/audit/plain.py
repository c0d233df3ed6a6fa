"""Results as JSON holds them, and back: exact both ways, by the types the classes declare."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from facilitator.methods.exact import NotAvailable, half_up
from facilitator.words.language import _

T = TypeVar("T")
Read = Callable[[Any], Any]

_PLACES = 12
_REASON = "not_available"


def plain(thing: Any) -> Any:
    """Turn results into dicts, lists, text, whole numbers and None.

    A number is text: decimal where twelve places are exact, otherwise "numerator/denominator". A
    class that says `compact = True` leaves out what equals its default.
    """
    if thing is None or isinstance(thing, (str, bool)):
        return thing.value if isinstance(thing, Enum) else thing
    if isinstance(thing, int):
        return thing
    if isinstance(thing, NotAvailable):
        return {_REASON: thing.reason}
    if isinstance(thing, (Fraction, Decimal)):
        return _number(thing)
    if isinstance(thing, (tuple, list)):
        return [plain(each) for each in cast("tuple[Any, ...]", thing)]
    if isinstance(thing, Mapping):
        pairs = cast("Mapping[Any, Any]", thing).items()
        return {str(key): plain(value) for key, value in pairs}
    if isinstance(thing, date):
        return thing.isoformat()
    if is_dataclass(thing):
        return _fields_of(cast("Any", thing))
    raise TypeError(f"{type(thing).__name__} has no plain form")


def from_plain(kind: type[T], value: Any) -> T:
    """What `plain` was made from; fields left out take their default, unknown ones are passed over.

    Raises ValueError with the name of the field that is not as it should be.
    """
    return cast("T", _reader(kind)(value))


def _fields_of(thing: Any) -> dict[str, Any]:
    compact: bool = getattr(thing, "compact", False)
    return {
        each.name: plain(value)
        for each in fields(thing)
        if (value := getattr(thing, each.name)) != each.default or not compact
    }


def _number(value: Fraction | Decimal) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if 10**_PLACES % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    return f"{half_up(value, _PLACES).normalize():f}"


@cache
def _reader(kind: Any) -> Read:
    """How a value of this declared type is read."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(inner)
    if origin is tuple:
        return _tuple(inner)
    if origin is not None and issubclass(origin, Mapping):
        of = _reader(inner[1])
        return lambda value: {str(key): of(each) for key, each in _dict(value).items()}
    if is_dataclass(kind):
        return _record(cast("type[Any]", kind))
    simple: dict[Any, Read] = {
        str: _text,
        bool: _bool,
        int: _int,
        date: lambda value: date.fromisoformat(_text(value)),
        Fraction: lambda value: Fraction(value if type(value) is int else _text(value)),
        Decimal: _decimal,
    }
    found = simple.get(kind)
    return cast("Read", kind) if found is None else found  # an enumeration reads its own values


def _one_of(kinds: tuple[Any, ...]) -> Read:
    """One kind of value, or a number in several forms; None and a reason where they may stand."""
    numbers = [each for each in (Fraction, Decimal) if each in kinds]
    rest = [each for each in kinds if each not in (NotAvailable, type(None), Fraction, Decimal)]
    wanted = _reader(numbers[0]) if numbers else _reader(rest[0])
    whole = int in kinds

    def read(value: Any) -> Any:
        if value is None and type(None) in kinds:
            return None
        if NotAvailable in kinds and (reason := _reason(value)) is not None:
            return NotAvailable(_(reason))  # the example's are kept in English
        if whole and type(value) is int:
            return value
        return wanted(value)

    return read


def _reason(value: Any) -> str | None:
    told: Any = cast("dict[str, Any]", value).get(_REASON) if isinstance(value, dict) else None
    return None if told is None else _text(told)


def _tuple(inner: tuple[Any, ...]) -> Read:
    if len(inner) == 2 and inner[1] is Ellipsis:
        of = _reader(inner[0])
        return lambda value: tuple(of(each) for each in _list(value))
    readers = tuple(_reader(each) for each in inner)
    return lambda value: tuple(read(each) for read, each in zip(readers, _list(value), strict=True))


def _record(kind: type[Any]) -> Read:
    hints = get_type_hints(kind)
    known = {each.name: each for each in fields(kind)}
    readers: dict[str, Read] = {}

    def read(value: Any) -> Any:
        if not readers:  # made on first use: a class may hold its own kind
            readers.update({name: _reader(hints[name]) for name in known})
        given = _dict(value)
        found: dict[str, Any] = {}
        for name, each in known.items():
            if name in given:
                try:
                    found[name] = readers[name](given[name])
                except (TypeError, ValueError, ArithmeticError) as error:
                    raise ValueError(f"{kind.__name__}.{name}: {error}") from error
            elif each.default is MISSING and each.default_factory is MISSING:
                raise ValueError(f"{kind.__name__}.{name} is missing")
        return kind(**found)

    return read


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("should be an object")
    return cast("dict[str, Any]", value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("should be a list")
    return cast("list[Any]", value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("should be text")
    return value


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


def _int(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("should be a whole number")
    return value


def _decimal(value: Any) -> Decimal:
    found = Decimal(value if type(value) is int else _text(value))
    if not found.is_finite():
        raise ValueError("should be a number")
    return found
