"""Numbers as people write them: with spaces or commas, with a unit, in three languages."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from facilitator.words.folding import fold
from facilitator.words.language import ENGLISH, N_, _, language
from facilitator.words.text import excerpt

Language: TypeAlias = Literal["en", "ru", "pl"]

POINTED = frozenset({ENGLISH})
"""Languages that write a decimal point, and commas between thousands."""

NO_BREAK = "\u00a0"

LARGEST = Decimal(10) ** 15
"""A number of this size or more is taken for a slip of the finger."""

MOST_DECIMALS = 12
LONGEST = 80
"""Characters; a longer text is not a number."""

EXAMPLES = N_("Write it like 1234.5 or 1 234,56.")

_SPACES = " \u00a0\u2007\u2009\u202f"
_MINUS = "−–﹣－-"
_WHOLE = rf"[0-9]+|[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]{{1,3}}(?:['’ʼ][0-9]{{3}})+"
_FIGURE = re.compile(
    rf"(?P<sign>[＋+{_MINUS}]?)\s*(?P<before>[^0-9\s.,;:'’ʼ＋+{_MINUS}]{{0,4}})\s*"
    rf"(?P<figure>(?:{_WHOLE})(?:[.,][0-9]*)*|[.,][0-9]+)\s*"
    rf"(?P<unit>(?:[^0-9.,;:'’ʼ＋+{_MINUS}][^0-9;:'’ʼ＋+{_MINUS}]{{0,15}})?)"
)
_GROUPED = {mark: re.compile(rf"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+") for mark in ".,"}
_THOUSANDS = frozenset(
    map(fold, ("k", "к", "t", "т", "тыс", "tys", "thousand", "тысяч", "tysięcy"))
)
_MILLIONS = frozenset(map(fold, ("m", "mn", "mln", "mio", "млн", "million", "миллион", "milion")))
_CURRENCY_ROWS = (
    ("eur", "€ eur euro евро"),
    ("usd", "$ usd"),
    ("gbp", "£ gbp"),
    ("chf", "chf"),
    ("pln", "zł pln"),
    ("rub", "₽ rub руб р"),
    ("uah", "₴ uah грн"),
)
_CURRENCIES = {fold(name): code for code, names in _CURRENCY_ROWS for name in names.split()}


_PLACES = {"": 0, "k": 3, "m": 6}
"""Decimal places between ones, thousands and millions."""


class NotANumber(ValueError):
    """A text is no number to calculate with; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed and its unit: 2 520 k€ has the value 2520 and the unit "k€"."""

    value: Decimal
    unit: str = ""

    @property
    def in_ones(self) -> Decimal:
        """The value with a "k", "тыс." or "mln" in the unit multiplied out: 2520000."""
        return self.value * _multiplier(self.unit)

    @property
    def is_money(self) -> bool:
        """Whether the unit is a currency, a thousand or a million of one, or not said."""
        return _parts(self.unit)[0] in {"", "k", "m"}


def parse_number(text: str, *, unit: str = "", lang: Language = "en") -> Decimal:
    """Read a number for a field that has a unit of its own, such as "k€" or "%"; see parse_amount.

    A typed unit is left out when it is the field's, or when the field has none; but 5k in a field
    without one is refused, because its 5 would be a thousand times too small. Money of the
    field's currency is counted over exactly: 360 EUR is 0.36 where "kEUR" is counted. Raises
    NotANumber.
    """
    amount = parse_amount(text, lang=lang)
    if not amount.unit or _same_unit(amount.unit, unit):
        return amount.value
    if (counted := _counted_over(amount, unit)) is not None:
        return counted
    if unit:
        raise NotANumber(
            _(
                "“{typed}” is in {unit}, but this is counted in {wanted}. "
                "Write it in {wanted}, or leave out the unit."
            ).format(typed=excerpt(text), unit=amount.unit, wanted=unit)
        )
    if fold(amount.unit).rstrip(".") in _THOUSANDS | _MILLIONS:
        raise NotANumber(
            _("“{typed}” is shortened. Write it out: {whole}.").format(
                typed=excerpt(text), whole=f"{amount.in_ones.normalize():f}"
            )
        )
    return amount.value


def parse_amount(text: str, *, lang: Language = "en") -> Amount:
    """Read one number with an optional unit after it, or a sign such as € or $ before it.

    Thousands may be set apart by spaces of any width, apostrophes, commas or dots. When both a
    comma and a dot occur, the last one is the decimal mark. A single comma before exactly three
    figures (1,234) groups thousands in English and is the decimal mark in Russian and Polish; a
    single dot is always the decimal mark. Raises NotANumber for anything else, for 10^15 and
    more, and for more than 12 decimals.
    """
    plain = text.strip()
    match = _FIGURE.fullmatch(plain) if len(plain) <= LONGEST else None
    unit = None if match is None else _unit(match["before"], match["unit"].strip())
    if match is None or unit is None:
        raise NotANumber(_why_not(text))
    figure = _with_decimal_point(re.sub(rf"[{_SPACES}'’ʼ]", "", match["figure"]), lang)
    if figure is None:
        raise NotANumber(_why_not(text))
    value = Decimal(figure)
    if value >= LARGEST or -int(value.as_tuple().exponent) > MOST_DECIMALS:
        raise NotANumber(
            _(
                "“{typed}” is out of range: at most 15 figures before the decimal mark and "
                "{most} after it fit. Check the number."
            ).format(typed=excerpt(text), most=MOST_DECIMALS)
        )
    negative = bool(match["sign"]) and match["sign"] in _MINUS and value != 0
    return Amount(-value if negative else value, unit)


def say_count(number: int) -> str:
    """A whole number in a sentence: 1,234 in English, 1 234 in Russian and Polish."""
    return format_number(number, 0, language())


def with_marks(shown: str) -> str:
    """A number written with spaces or commas and a decimal point, as the language marks it.

    English keeps it as it is; 1 234.5 and 1,234.5 are 1 234,5 in Russian and Polish, with
    no-break spaces.
    """
    if language() in POINTED:
        return shown
    whole, point, decimals = shown.rpartition(".") if "." in shown else (shown, "", "")
    whole = re.sub(r"(?<=[0-9])[ ,](?=[0-9]{3})", NO_BREAK, whole)
    return f"{whole},{decimals}" if point else whole


def format_number(value: Decimal | int | Fraction, places: int, lang: str = ENGLISH) -> str:
    """Write a number with `places` decimals, halves away from zero, never "-0".

    English 1,234.5; Russian and Polish 1 234,5 with no-break spaces. Raises TypeError for a
    float, whose halves are not exact, and ValueError for a number that is not finite.
    """
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; pass int, Decimal or Fraction")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    if places < 0:
        raise ValueError("places is negative")
    exact = abs(Fraction(value)) * 10**places
    units = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    whole, part = divmod(units, 10**places)
    group, mark = (",", ".") if lang in POINTED else (NO_BREAK, ",")
    shown = f"{whole:,}".replace(",", group) + (f"{mark}{part:0{places}d}" if places else "")
    return f"-{shown}" if value < 0 and units else shown


def decimal_text(value: Fraction) -> str:
    """A number as figures are kept and typed in English: 1234.5, without marks or an exponent."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


def _with_decimal_point(figure: str, lang: Language) -> str | None:
    """Turn 1.234,5 or 1,234.5 into 1234.5; None when the marks make no sense."""
    marks = [character for character in figure if character in ".,"]
    if not marks:
        return figure
    if len(set(marks)) == 2:
        whole, decimals = figure[: figure.rindex(marks[-1])], figure[figure.rindex(marks[-1]) + 1 :]
        if marks[-1] in whole or not _GROUPED[marks[0]].fullmatch(whole):
            return None
        return f"{whole.replace(marks[0], '')}.{decimals}"
    grouped = bool(_GROUPED[marks[0]].fullmatch(figure)) and not figure.startswith("0")
    if len(marks) > 1:
        return figure.replace(marks[0], "") if grouped else None
    if grouped and marks[0] == "," and lang == "en":
        return figure.replace(",", "")
    return figure.replace(",", ".")


def _why_not(text: str) -> str:
    shown = excerpt(text)
    if not shown:
        return _("There is no number here. {examples}").format(examples=_(EXAMPLES))
    if re.match(r"[+-]?\d[\d.,]*e[+-]?\d+$", text.strip(), re.IGNORECASE):
        return _("“{typed}” has an exponent. Write the number out, like 1234.5.").format(
            typed=shown
        )
    return _("“{typed}” is not a number. {examples}").format(typed=shown, examples=_(EXAMPLES))


def _unit(before: str, after: str) -> str | None:
    """The unit as typed; None when what stands around the figure is no unit."""
    if before and fold(before) not in _CURRENCIES and _multiplier(before) == 1:
        return None
    if before and after:
        return after + before if fold(after).rstrip(".") in _THOUSANDS | _MILLIONS else None
    kind = unicodedata.category(after[0]) if after else ""
    return (
        before + after if not after or kind[0] == "L" or kind == "Sc" or after[0] in "%‰°" else None
    )


def _same_unit(typed: str, wanted: str) -> bool:
    scale, currency = _parts(typed)
    wanted_scale, wanted_currency = _parts(wanted)
    return scale == wanted_scale and (
        currency == wanted_currency or (scale != "" and currency == "")
    )


def _counted_over(amount: Amount, wanted: str) -> Decimal | None:
    """The same money in ones, thousands or millions of a currency; None for anything else."""
    typed_scale, typed_currency = _parts(amount.unit)
    scale, currency = _parts(wanted)
    same = currency and typed_currency in ("", currency)
    if not same or typed_scale not in _PLACES or scale not in _PLACES:
        return None
    moved = amount.value.scaleb(_PLACES[typed_scale] - _PLACES[scale]).normalize()
    return moved if int(moved.as_tuple().exponent) <= 0 else moved.quantize(Decimal(1))


def _multiplier(unit: str) -> int:
    return 10 ** _PLACES.get(_parts(unit)[0], 0)


def _parts(unit: str) -> tuple[str, str]:
    """Take a unit apart: "k€", "kEUR" and "тыс. евро" are all ("k", "eur"); "kg" is ("kg", "")."""
    plain = re.sub(r"[\s.]", "", fold(unit))
    currency = ""
    for money in sorted(_CURRENCIES, key=len, reverse=True):
        if plain.endswith(money):
            plain, currency = plain.removesuffix(money), _CURRENCIES[money]
            break
    return "k" if plain in _THOUSANDS else "m" if plain in _MILLIONS else plain, currency
