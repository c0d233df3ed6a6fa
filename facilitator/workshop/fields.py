"""What is typed into a field: understood, or refused with a sentence at that field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from facilitator.words.deadline import DeadlineError, parse_day, parse_deadline
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import _
from facilitator.words.number import NotANumber, parse_amount, parse_number
from facilitator.words.text import excerpt
from facilitator.workshop import lookup
from facilitator.workshop.called import called
from facilitator.workshop.edit import TEXT_LIMIT, Edit, Refused

Check: TypeAlias = Callable[[Edit, str, Any], Any]
"""Takes the edit, the field's name and what was given; returns what the column holds."""

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "да", "д", "tak", "t"})
NO = frozenset({"no", "n", "false", "0", "нет", "н", "nie"})

DIRECTIONS = ("new", "existing", "both")
"""Whether something wins new clients, develops existing ones, or both."""

MINOR_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217: currencies whose minor unit is not a hundredth."""


def whole_units(minor: int, currency: str) -> Decimal:
    """Minor units as an exact amount of the currency: 123456 EUR cents are 1234.56, yen are yen."""
    return Decimal(minor).scaleb(-MINOR_DIGITS.get(currency, 2))


_FEWEST_LETTERS = 3

_SHORTENED = (("", 1), ("k", 1_000), ("mln", 1_000_000))


def words(label: str, *, limit: int = TEXT_LIMIT, needed: bool = False) -> Check:
    """A text; `label` is how the field is called in a sentence, as it is marked (`N_`)."""

    def check(edit: Edit, field: str, value: Any) -> str:
        given = "" if value is None else str(value)
        try:
            if needed:
                return edit.needed(given, _(label), limit=limit)
            return edit.text(given, _(label), limit=limit)
        except Refused as refused:
            raise Refused(refused.sentence, field) from refused

    return check


def day(edit: Edit, field: str, value: date | str | None) -> date | None:
    """A day from today on, in words or as a date; nothing typed is no day."""
    if value is None or isinstance(value, date):
        return value
    if not value.strip():
        return None
    try:
        return parse_deadline(value, edit.today).day
    except DeadlineError as error:
        raise Refused(str(error), field) from error


def any_day(edit: Edit, field: str, value: date | str | None) -> date | None:
    """Like `day`, but the day may be over, such as the day something was done."""
    if value is None or isinstance(value, date):
        return value
    if not value.strip():
        return None
    try:
        return parse_day(value, edit.today)
    except DeadlineError as error:
        raise Refused(str(error), field) from error


def owner(edit: Edit, field: str, value: Any) -> str:
    """The id of exactly one person of the session, meant by initials, name or id."""
    given = str(value or "").strip()
    if not given:
        return ""
    if any(mark in given for mark in ",;&"):
        raise Refused(
            _("“{typed}” is more than one person. Name one owner; others are helpers.").format(
                typed=excerpt(given)
            ),
            field,
        )
    return lookup.person(edit.state, given, field).id


def people(edit: Edit, field: str, value: Any) -> list[str]:
    """The ids of several people, given as a list or parted by commas."""
    given = value.replace(";", ",").split(",") if isinstance(value, str) else list(value or ())
    found = [lookup.person(edit.state, each, field).id for each in given if each.strip()]
    return list(dict.fromkeys(found))


def channel(edit: Edit, field: str, value: Any) -> str:
    """The id of a channel meant by name or id; empty when none is given."""
    given = str(value or "").strip()
    return lookup.channel(edit.state, given, field).id if given else ""


def sources(edit: Edit, field: str, value: Any) -> list[str]:
    """References that exist in the session, as they stand on the boards."""
    return lookup.known_references(edit.state, value or "", field)


def number(value: Any, field: str, unit: str = "") -> Decimal:
    """An exact number from what was typed; raises `Refused` for a float or no number."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    try:
        return parse_number(str(value), unit=unit)
    except NotANumber as error:
        raise Refused(str(error), field) from error


def amount(edit: Edit, value: Any, field: str, unit: str) -> Decimal:
    """Like `number`; what was typed in another unit of the currency is told as it is counted."""
    found = number(value, field, unit)
    if isinstance(value, str) and parse_amount(value).value != found:
        edit.notices.append(
            _("{typed} is {amount} {unit}").format(
                typed=excerpt(value), amount=plain_decimal(found), unit=unit
            )
        )
    return found


def whole(label: str, least: int, most: int) -> Check:
    """A whole number within bounds, or None when nothing is given."""

    def check(_edit: Edit, field: str, value: Any) -> int | None:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        found = number(value, field)
        if found != found.to_integral_value() or not least <= found <= most:
            raise Refused(
                _("{label} is a whole number from {least} to {most}, not {typed}.").format(
                    label=_(label), least=least, most=most, typed=excerpt(str(value))
                ),
                field,
            )
        return int(found)

    return check


def decimal_text(_edit: Edit, field: str, value: Any) -> str:
    """An exact decimal as text (“2520”, “234.4”); empty when nothing is given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    return plain_decimal(number(value, field))


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent, as typed to the last digit."""
    return f"{value:f}"


def cost(edit: Edit, field: str, value: Any) -> int | None:
    """An amount of the session's currency in minor units: 9000 and 9k are 900000 cents.

    Whole numbers given by the program are minor units already. The unit of the session's tables
    (thousand, million) does not apply: an action costs what is typed.
    """
    if value is None or isinstance(value, int):
        return value
    if not str(value).strip():
        return None
    currency = edit.workshop.currency
    digits = MINOR_DIGITS.get(currency, 2)
    minor = _amount(str(value), currency, field) * 10**digits
    if minor != minor.to_integral_value() or minor < 0:
        raise Refused(
            _("A cost in {currency} is not negative and has at most {digits} decimals.").format(
                currency=currency, digits=digits
            ),
            field,
        )
    return int(minor)


def _amount(given: str, currency: str, field: str) -> Decimal:
    problem: NotANumber | None = None
    for short, times in _SHORTENED:
        for code in (currency, ""):
            try:
                return parse_number(given, unit=short + code or currency) * times
            except NotANumber as error:
                problem = problem or error
    raise Refused(str(problem), field) from problem


def yes_no(_edit: Edit, field: str, value: Any) -> bool:
    """True or False from yes and no in the languages of the room; nothing typed is no."""
    if isinstance(value, bool):
        return value
    word = str(value or "").strip().casefold()
    if word in YES:
        return True
    if word in NO or not word:
        return False
    raise Refused(
        _("“{typed}” is neither yes nor no. Type y or n.").format(typed=excerpt(str(value))),
        field,
    )


def choice(label: str, choices: Sequence[str]) -> Check:
    """One of a closed list, or the beginning of one that fits no other; empty when not given."""

    def check(_edit: Edit, field: str, value: Any) -> str:
        return chosen(_(label), choices, str(value or ""), field)

    return check


def suggested(label: str, usual: Sequence[str], *, limit: int = TEXT_LIMIT) -> Check:
    """A text; the beginning (three letters or more) of just one usual entry means that entry."""
    said = words(label, limit=limit)

    def check(edit: Edit, field: str, value: Any) -> str:
        given: str = said(edit, field, value)
        begins = [each for each in usual if each.casefold().startswith(given.casefold())]
        return begins[0] if len(given) >= _FEWEST_LETTERS and len(begins) == 1 else given

    return check


def chosen(label: str, choices: Sequence[str], given: str, field: str) -> str:
    """The entry of a closed list that is meant, in any language; what is kept is the list's word.

    Raises `Refused` when none or several are meant.
    """
    word = _spaced(given)
    if not word:
        return ""
    plain = {each: {_spaced(each)} for each in choices if each}
    found = _meant(plain, word)
    if len(found) != 1:
        found = _meant({each: _everywhere(each) for each in plain}, word)
    if len(found) == 1:
        return found[0]
    names = ", ".join(called(each) for each in plain)
    raise Refused(
        _("{label} is one of: {names}. “{typed}” is none of them.").format(
            label=label, names=names, typed=excerpt(given)
        ),
        field,
    )


def _meant(names: Mapping[str, set[str]], word: str) -> list[str]:
    """What is called just this, else what begins so."""
    exact = [each for each, said in names.items() if word in said]
    return exact or [
        each for each, said in names.items() if any(name.startswith(word) for name in said)
    ]


def _everywhere(code: str) -> set[str]:
    return {_spaced(each) for each in in_every_language(code.replace("_", " "))}


def _spaced(words: str) -> str:
    """Words as they are compared: one-time, one_time and One time are the same."""
    return " ".join(words.replace("_", " ").replace("-", " ").split()).casefold()
