from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nasty import NASTY, NASTY_LARGE

from facilitator.words.number import (
    Amount,
    Language,
    NotANumber,
    format_number,
    parse_amount,
    parse_number,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("1 234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1\u00a0234", "1234"),
        ("1\u202f234\u202f567,8", "1234567.8"),
        ("1'234'567.8", "1234567.8"),
        ("1’234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234", "1.234"),
        ("0,125", "0.125"),
        ("12,5", "12.5"),
        ("5.", "5"),
        (",5", "0.5"),
        ("−7.14", "-7.14"),
        ("– 3", "-3"),
        ("+3", "3"),
        ("-0.0", "0"),
        ("999999999999999", "999999999999999"),
    ],
    ids=ascii,
)
def test_numbers_as_people_write_them(typed: str, value: str) -> None:
    number = parse_number(typed)
    assert number == Decimal(value)
    assert not (number == 0 and number.is_signed())


@pytest.mark.parametrize(("lang", "value"), [("en", "1234"), ("ru", "1.234"), ("pl", "1.234")])
def test_one_comma_before_three_figures_follows_the_language(lang: Language, value: str) -> None:
    assert parse_number("1,234", lang=lang) == Decimal(value)
    assert parse_number("1,234,567", lang=lang) == 1234567
    assert parse_number("1234,567", lang=lang) == Decimal("1234.567")


@pytest.mark.parametrize(
    ("typed", "value", "unit", "in_ones"),
    [
        ("12 %", "12", "%", "12"),
        ("12\u00a0%", "12", "%", "12"),
        ("2 520 k€", "2520", "k€", "2520000"),
        ("€ 1,200", "1200", "€", "1200"),
        ("-$5", "-5", "$", "-5"),
        ("$5k", "5", "k$", "5000"),
        ("EUR 5", "5", "EUR", "5"),
        ("5 тыс. руб.", "5", "тыс. руб.", "5000"),
        ("9 mln zł", "9", "mln zł", "9000000"),
        ("4 200 zł", "4200", "zł", "4200"),
        ("8 kg", "8", "kg", "8"),
    ],
    ids=ascii,
)
def test_units(typed: str, value: str, unit: str, in_ones: str) -> None:
    amount = parse_amount(typed)
    assert amount == Amount(Decimal(value), unit)
    assert amount.in_ones == Decimal(in_ones)


def test_a_field_with_a_unit_takes_its_own_unit_only() -> None:
    assert parse_number("12 kEUR", unit="k€") == 12
    assert parse_number("12k", unit="k€") == 12
    assert parse_number("12 тыс. руб.", unit="тыс. ₽") == 12
    assert parse_number("12", unit="k€") == 12
    for typed in ("12 $", "12 %", "12 k$", "12 kg"):
        with pytest.raises(NotANumber, match="counted in k€"):
            parse_number(typed, unit="k€")


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("360 EUR", "kEUR", "0.36"),
        ("9 000 €", "k€", "9"),
        ("0 €", "k€", "0"),
        ("-1 €", "k€", "-0.001"),
        ("10 mln €", "k€", "10000"),
        ("2500 kPLN", "mlnPLN", "2.5"),
        ("5k", "EUR", "5000"),
        ("999999999999999.999999999999 €", "k€", None),
        ("99999999999999.999999999999 €", "k€", "99999999999.999999999999999"),
    ],
)
def test_money_of_the_same_currency_is_counted_over_exactly(typed, unit, value) -> None:
    if value is not None:
        assert str(parse_number(typed, unit=unit)) == value
    else:
        assert parse_number(typed, unit=unit) == Decimal("999999999999.999999999999999")


def test_a_shortened_number_is_not_read_a_thousand_times_too_small() -> None:
    with pytest.raises(NotANumber, match=r"“5k” is shortened\. Write it out: 5000\."):
        parse_number("5k")
    assert parse_number("2 520 k€") == 2520


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "There is no number here"),
        ("nan", "“nan” is not a number"),
        ("inf", "“inf” is not a number"),
        ("-inf", "is not a number"),
        ("1e309", "has an exponent"),
        ("1e3", "has an exponent"),
        ("2**63", "is not a number"),
        (str(2**63), "out of range"),
        ("0.1234567890123", "out of range"),
        ("1 2", "is not a number"),
        ("12 34", "is not a number"),
        ("1,23,4", "is not a number"),
        ("1.2.3", "is not a number"),
        ("1,234.567,8", "is not a number"),
        ("5 - 3", "is not a number"),
        ("--5", "is not a number"),
        ("½", "is not a number"),
        ("5²", "is not a number"),
        ("٣", "is not a number"),
        ("abc 5", "is not a number"),
        (".", "is not a number"),
        ("9" * 100_000, "is not a number"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_is_no_number_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(NotANumber, match=sentence.replace("*", r"\*")) as refused:
        parse_number(typed)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("typed", (*NASTY, *NASTY_LARGE), ids=lambda value: ascii(value)[:40])
def test_nasty_strings_are_numbers_or_refused(typed: str) -> None:
    try:
        amount = parse_amount(typed)
    except NotANumber as refused:
        str(refused).encode()
        assert len(str(refused)) < 250
        assert "\x1b" not in str(refused)
    else:
        assert amount.value.is_finite()
        assert any(figure in typed for figure in "0123456789")


@given(st.text(alphabet="0123456789 .,-−+%k€'\u00a0eEтыс", max_size=20))
def test_whatever_is_accepted_has_exactly_the_typed_figures(typed: str) -> None:
    try:
        amount = parse_amount(typed)
    except NotANumber:
        return
    figures = "".join(character for character in typed if character in "0123456789")
    kept = "".join(character for character in str(abs(amount.value)) if character.isdigit())
    if "E" not in str(amount.value):
        assert kept.lstrip("0") == figures.lstrip("0")


@pytest.mark.parametrize(
    ("value", "places", "lang", "shown"),
    [
        (Decimal("1234.5"), 1, "en", "1,234.5"),
        (Decimal("1234.5"), 1, "ru", "1\u00a0234,5"),
        (Decimal("1234567"), 2, "pl", "1\u00a0234\u00a0567,00"),
        (Decimal("0.5"), 0, "en", "1"),
        (Decimal("2.5"), 0, "en", "3"),
        (Decimal("-2.5"), 0, "en", "-3"),
        (Decimal("-0.04"), 1, "en", "0.0"),
        (Decimal("-0"), 2, "en", "0.00"),
        (Decimal("0.05"), 1, "ru", "0,1"),
        (Fraction(1, 3), 3, "en", "0.333"),
        (Fraction(-2, 3), 1, "pl", "-0,7"),
        (999, 0, "en", "999"),
        (-1000, 0, "en", "-1,000"),
    ],
)
def test_format(value: Decimal | int | Fraction, places: int, lang: Language, shown: str) -> None:
    assert format_number(value, places, lang) == shown


def test_format_refuses_what_is_not_exact_or_not_finite() -> None:
    with pytest.raises(TypeError):
        format_number(0.5, 1)  # type: ignore[arg-type]
    for value in ("nan", "inf", "-inf"):
        with pytest.raises(ValueError, match="not a finite number"):
            format_number(Decimal(value), 1)


@given(
    st.decimals(min_value=-(10**14), max_value=10**14, allow_nan=False, places=6),
    st.integers(0, 6),
    st.sampled_from(["en", "ru", "pl"]),
)
def test_what_is_shown_reads_back_as_the_rounded_number(
    value: Decimal, places: int, lang: Language
) -> None:
    shown = format_number(value, places, lang)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert parse_number(shown, lang=lang) == rounded
    assert not shown.startswith("-") or rounded < 0
