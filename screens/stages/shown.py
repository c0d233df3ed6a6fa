"""Figures, days and fields as the room reads them; rounded half up, only here."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from facilitator.agenda.parts import Field
from facilitator.methods.actions import Level
from facilitator.methods.exact import Exact, NotAvailable, fraction, half_up
from facilitator.methods.kpi import Light
from facilitator.methods.remarks import Remark
from facilitator.model import Channel, Participant
from facilitator.words.deadline import say_day
from facilitator.words.language import N_, _
from facilitator.words.number import with_marks
from facilitator.workshop.called import called
from facilitator.workshop.fields import whole_units
from facilitator.workshop.state import State
from screens.widgets.rows import Item, Tone

NOTHING = "–"
NO_BREAK = "\u00a0"

LIGHTS: Mapping[str, Tone] = {
    Light.GREEN: "good",
    Light.AMBER: "warn",
    Light.RED: "bad",
    Light.GREY: "muted",
}
"""How a traffic light is shown."""

_LEVELS: Mapping[Level, Tone] = {Level.ERROR: "bad", Level.WARNING: "warn", Level.INFO: "muted"}

_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_SHORT = {"one": "{currency}", "thousand": N_("k{currency}"), "million": N_("M{currency}")}
_MOST_PLACES = 4


def number(value: Exact | NotAvailable | None, places: int = 0, *, sign: bool = False) -> str:
    """`1 234.5`; a dash for what is missing or cannot be computed."""
    if value is None or isinstance(value, NotAvailable):
        return NOTHING
    rounded = half_up(value, places)
    grouped = f"{abs(rounded):,}".replace(",", NO_BREAK)
    grouped = with_marks(grouped)
    mark = "−" if rounded < 0 else "+" if sign and rounded > 0 else ""
    return mark + grouped


def plain(value: Exact | NotAvailable | None, *, sign: bool = False) -> str:
    """Like `number`, with as many decimals as the value has, at most four."""
    if value is None or isinstance(value, NotAvailable):
        return NOTHING
    exact = fraction(value)
    known = range(_MOST_PLACES)
    places = next((at for at in known if (exact * 10**at).denominator == 1), _MOST_PLACES)
    return number(exact, places, sign=sign)


def percent(share: Exact | NotAvailable | None, places: int = 1, *, sign: bool = False) -> str:
    """`75.5 %` of a part of 1."""
    if share is None or isinstance(share, NotAvailable):
        return NOTHING
    return f"{number(fraction(share) * 100, places, sign=sign)}{NO_BREAK}%"


def money_unit(state: State) -> str:
    """What amounts in tables are counted in: k€, € or kPLN."""
    currency = state.workshop.currency
    said = _(_SHORT.get(str(state.workshop.unit), "{currency}"))
    return said.format(currency=_SIGNS.get(currency, currency)).replace(" ", NO_BREAK)


def money(state: State, value: Exact | NotAvailable | None, *, sign: bool = False) -> str:
    """An amount of a table with its unit and at most one decimal."""
    if value is None or isinstance(value, NotAvailable):
        return NOTHING
    places = 0 if fraction(value).denominator == 1 else 1
    return f"{number(value, places, sign=sign)}{NO_BREAK}{money_unit(state)}"


def cost(minor: int | None, currency: str) -> str:
    """An amount in minor units as people say it: 9 000 EUR."""
    if minor is None:
        return ""
    return f"{plain(Fraction(whole_units(minor, currency)))}{NO_BREAK}{currency}"


def day(value: date | NotAvailable | None) -> str:
    """`Fri 29 Jan 2027`; a dash when there is none."""
    return NOTHING if value is None or isinstance(value, NotAvailable) else say_day(value)


def line(
    key: str,
    label: str,
    value: Any,
    shown: str,
    *,
    detail: str = "",
    tone: Tone = "",
) -> Item:
    """One computed figure: its label, its value at the right, its reason when there is none."""
    if isinstance(value, NotAvailable):
        return Item(key, label, right=NOTHING, detail=value.reason, tone="muted")
    return Item(key, label, right=shown, detail=detail, tone=tone)


def heading(title: str) -> Item:
    """What the lines below it are of."""
    return Item(f"# {title}", title, tone="heading")


def remark(key: str, sentence: str, tone: Tone = "warn") -> Item:
    """A sentence among computed figures."""
    return Item(key, sentence, mark="!" if tone in ("warn", "bad") else "", tone=tone)


def remarks(found: Sequence[Remark]) -> list[Item]:
    """What a check found, sentence by sentence, by how grave it is."""
    return [
        remark(f"remark {at}", each.sentence, _LEVELS[each.level]) for at, each in enumerate(found)
    ]


# -- fields --------------------------------------------------------------------------------------


def unit_label(state: State, field: Field) -> str:
    """What the numbers of a field are counted in."""
    if field.type == "percent":
        return "%"
    if field.type == "money" or field.unit == "money":
        return money_unit(state)
    return field.unit


def answer_shown(state: State, field: Field, words: str) -> str:
    """An answer as it stands in a form, with its unit or as a weekday and date."""
    if not words:
        return ""
    if field.type == "date":
        try:
            return say_day(date.fromisoformat(words))
        except ValueError:
            return words
    if field.type in ("choice", "yes_no"):
        return called(words)
    unit = unit_label(state, field) if field.type in ("number", "percent", "money", "range") else ""
    return f"{words}{NO_BREAK}{unit}" if unit else words


def choice_words(field: Field, words: str) -> str:
    """An answer as it is typed: a choice by its name, in the language of the screen."""
    return called(words) if words and field.type in ("choice", "yes_no") else words


def value_shown(state: State, field: Field, value: Any) -> str:
    """A column of a ledger as it stands in its row's fields; empty when nothing is given."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, date):
        return say_day(value)
    if field.type == "money" and isinstance(value, int):
        return cost(value, state.workshop.currency)
    if isinstance(value, list):
        return ", ".join(_name(state, str(each)) for each in value)  # pyright: ignore
    if field.type in ("person", "channel"):
        return _name(state, str(value))
    return called(str(value)) if field.type == "choice" else str(value)


def value_words(state: State, field: Field, value: Any) -> str:
    """The same as it is typed: what the line begins with."""
    if value is None or value in ("", [], False):
        return ""
    if isinstance(value, bool):
        return _("yes")
    if isinstance(value, date):
        return value.isoformat()
    if field.type == "money" and isinstance(value, int):
        return f"{Decimal(value) / 100:f}".removesuffix(".00")
    if isinstance(value, list):
        return ", ".join(_initials(state, str(each)) for each in value)  # pyright: ignore
    if field.type == "person":
        return _initials(state, str(value))
    return value_shown(state, field, value)


def _name(state: State, key: str) -> str:
    row = state.find(Participant, key) or state.find(Channel, key)
    return row.name if row else key


def _initials(state: State, key: str) -> str:
    person = state.find(Participant, key)
    return person.initials if person else key


def field_hint(state: State, field: Field) -> str:
    """What can be typed into a field: its help, its choices, its unit and bounds."""
    how = _typed(state, field) or _("type it, Enter saves")
    return how if field.required else f"{how}; {_('Tab goes on without')}"


def _typed(state: State, field: Field) -> str:
    if field.type == "choice":
        return " / ".join(map(called, field.choices))
    if field.type == "yes_no":
        return _("y or n") + (f" – {field.help}" if field.help else "")
    if field.type == "person":
        people = ", ".join(person.initials for person in state.people)
        if people:
            return _("initials: {people}").format(people=people)
        return _("nobody to choose yet: F12 adds people")
    if field.type == "channel":
        channels = ", ".join(channel.name for channel in state.rows(Channel))
        if channels:
            return _("channel: {channels}").format(channels=channels)
        return _("nobody to choose yet: F12 adds a channel")
    if field.type == "date":
        return _("30 jun, fri, in 2 weeks") + (f" – {field.help}" if field.help else "")
    if field.type == "list":
        said = field.help or _("several")
        return _("{help}; put a semicolon between them").format(help=said)
    if field.type in ("number", "percent", "money", "range"):
        return _figure_hint(state, field)
    return field.help


def _figure_hint(state: State, field: Field) -> str:
    bounds = ""
    if field.least is not None and field.most is not None:
        bounds = f"{field.least}–{field.most}"
    elif field.least is not None:
        bounds = _("{least} or more").format(least=field.least)
    unit = unit_label(state, field)
    shape = _("low / base / high") if field.type == "range" else _("a number")
    parts = [
        shape,
        *([_("in {unit}").format(unit=unit)] if unit else []),
        *([bounds] if bounds else []),
    ]
    return " ".join(parts) + (f" – {field.help}" if field.help else "")


def small(label: str) -> str:
    """A label within a sentence: in small letters but for abbreviations, such as KPI and Q1."""
    return " ".join(map(_small, label.split(" ")))


def _small(word: str) -> str:
    is_short = word[-1:].isdigit() or word[1:] != word[1:].lower()
    return word if is_short else word.lower()
