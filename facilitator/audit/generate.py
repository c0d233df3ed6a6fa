"""Made-up ledgers, the same for the same seed, written the way companies export theirs.

The exact total and the number of rows are known beforehand, so that a reading can be judged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

_CENT = Decimal("0.01")
_FIRST = date(2024, 1, 1)
_DAYS = 730
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Sale:
    """One row of a ledger; the amount is quantity × price."""

    day: date
    customer: str | None
    quantity: int
    price: Decimal
    channel: str
    product: str
    salesperson: str
    region: str
    order: str

    @property
    def amount(self) -> Decimal:
        """Quantity × price, exact."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Shape:
    """How a program writes its exports."""

    encoding: str = "utf-8"
    mark: bool = False
    """Whether a byte-order mark comes first."""
    delimiter: str = ","
    decimal: str = "."
    group: str = ""
    money: str = "{}"
    minus: str = "-{}"
    day: str = "{y:04d}-{m:02d}-{d:02d}"
    """Fields y, m, d, yy, name (of the month) and serial."""
    language: str = "en"
    preamble: int = 0
    totals: bool = False
    priced: bool = False
    """Quantity and unit price in place of the amount."""
    newline: str = "\n"
    nothing: str = ""
    bad_every: int = 0
    """Every so many rows, one whose date or amount cannot be read, which does not count."""
    empty_every: int = 0
    quoted_breaks: int = 0
    """Every so many rows, a product with a line break in its name."""


SHAPES: Mapping[str, Shape] = {
    "plain": Shape(),
    "mark": Shape(mark=True, newline="\r\n"),
    "german": Shape(delimiter=";", decimal=",", group=".", day="{d:02d}.{m:02d}.{y}", money="{} €"),
    "american": Shape(group=",", money="${}", minus="({})", day="{m}/{d}/{y}", newline="\r\n"),
    "1c": Shape(
        encoding="cp1251",
        delimiter=";",
        decimal=",",
        group="\u00a0",
        money="{} руб.",
        day="{d:02d}.{m:02d}.{y} 0:00:00",
        language="ru",
        preamble=4,
        totals=True,
        newline="\r\n",
        nothing="н/д",
    ),
    "russian": Shape(
        delimiter="\t",
        decimal=",",
        group="\u202f",
        money="{} ₽",
        minus="\u2212{}",
        day="{d} {name} {y} г.",
        language="ru",
        nothing="—",
    ),
    "dos": Shape(
        encoding="cp866", delimiter=";", decimal=",", day="{d:02d}.{m:02d}.{yy:02d}", language="ru"
    ),
    "polish": Shape(
        encoding="cp1250",
        delimiter=";",
        decimal=",",
        group=" ",
        money="{} zł",
        day="{d} {name} {y}",
        language="pl",
        nothing="brak",
    ),
    "wide": Shape(encoding="utf-16-le", mark=True, delimiter="\t", newline="\r\n", nothing="NULL"),
    "western": Shape(encoding="cp1252", delimiter="|", day="{d:02d}-{m:02d}-{y}", language="de"),
    "serial": Shape(delimiter=";", day="{serial}", priced=True),
    "messy": Shape(
        delimiter=";",
        decimal=",",
        group=" ",
        day="{d:02d}.{m:02d}.{y}",
        language="ru",
        preamble=3,
        totals=True,
        nothing="н/д",
        bad_every=97,
        empty_every=53,
        quoted_breaks=41,
    ),
}

_HEADERS = {
    "en": "Date,Customer,Amount,Quantity,Unit price,Channel,Product,Salesperson,Region,Order ID",
    "ru": "Дата,Контрагент,Сумма,Количество,Цена,Канал продаж,Номенклатура,Менеджер,Регион,"
    "Номер документа",
    "pl": "Data sprzedaży,Kontrahent,Kwota netto,Ilość,Cena jednostkowa,Kanał sprzedaży,Towar,"
    "Handlowiec,Region,Numer faktury",
    "de": "Datum,Kunde,Umsatz,Menge,Preis,Vertriebskanal,Artikel,Verkäufer,Land,Rechnung",
}
_MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
}
_NAMES = {
    "en": ("Customer {}", "Lamp {}", "Direct,Dealer,Retail", "North,South,West"),
    "ru": ("ООО Клиент {}", "Светильник {}", "Прямые,Дилеры,Розница", "Север,Юг,Запад"),
    "pl": ("Spółka Łąka {}", "Żarówka {}", "Bezpośredni,Dealerzy,Sprzedaż", "Śląsk,Łódź,Kraków"),
    "de": ("Müller & Söhne {}", "Leuchte {}", "Direkt,Händler,Laden", "Köln,Lübeck,Görlitz"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What a reading of the file must find."""

    path: Path
    rows: int
    total: Decimal
    bad: int
    empty: int


def sales(rows: int, seed: int = 1, language: str = "en") -> Iterator[Sale]:
    """So many sales over two years in order of time; a few are returns, a few anonymous."""
    random = Random(seed)
    customer, product, channels, regions = _NAMES[language]
    for number in range(rows):
        day = _FIRST + timedelta(days=number * _DAYS // rows)
        client = int(random.paretovariate(0.8)) % max(5, rows // 20)
        price = Decimal(random.randint(1, 400_000)) * _CENT
        quantity = random.choice((1, 1, 1, 2, 3, 10, -1))
        yield Sale(
            day=day,
            customer=None if random.random() < 0.02 else customer.format(f"{client:05d}"),
            quantity=quantity,
            price=price,
            channel=random.choice(channels.split(",")),
            product=product.format(random.randint(1, 40)),
            salesperson=f"S{random.randint(1, 9)}",
            region=random.choice(regions.split(",")),
            order=f"{100_000 + number // 2:06d}",
        )


def write(path: Path, shape: Shape, rows: int = 1_000, seed: int = 1) -> Written:
    """Write a ledger of so many good rows in this shape."""
    header = _HEADERS[shape.language].split(",")
    taken = [n for n in range(len(header)) if (n in {3, 4}) == shape.priced or n not in {2, 3, 4}]
    lines = [f"{shape.delimiter * 2}Export {n + 1}" for n in range(shape.preamble)]
    lines.append(shape.delimiter.join(header[n] for n in taken))
    total, bad, empty = Decimal(0), 0, 0
    for number, sale in enumerate(sales(rows, seed, shape.language), 1):
        cells = _cells(sale, shape, number)
        lines.append(shape.delimiter.join(cells[n] for n in taken))
        total += sale.amount
        if shape.bad_every and number % shape.bad_every == 0:
            bad += 1
            lines.append(shape.delimiter.join(_spoilt(cells, bad)[n] for n in taken))
        if shape.empty_every and number % shape.empty_every == 0:
            empty += 1
            lines.append(shape.delimiter * (len(taken) - 1))
            lines.append("")
    if shape.totals:
        word = {"ru": "Итого", "pl": "Razem"}.get(shape.language, "Total")
        closing = ["" for _ in header]
        closing[0], closing[2] = word, _money(total, shape)
        lines.append(shape.delimiter.join(closing[n] for n in taken))
    text = shape.newline.join([*lines, ""])
    path.write_bytes((("\ufeff" if shape.mark else "") + text).encode(shape.encoding))
    return Written(path, rows, total, bad, empty)


def _cells(sale: Sale, shape: Shape, number: int) -> Sequence[str]:
    product = sale.product
    if shape.quoted_breaks and number % shape.quoted_breaks == 0:
        product = f'"{product}\n""new"""'
    return (
        _day(sale.day, shape),
        sale.customer or shape.nothing,
        _quoted(_money(sale.amount, shape), shape),
        str(sale.quantity),
        _number(sale.price, shape),
        sale.channel,
        product,
        sale.salesperson,
        sale.region,
        sale.order,
    )


def _spoilt(cells: Sequence[str], number: int) -> Sequence[str]:
    if number % 2:
        return ("32.13.2025", *cells[1:])
    return (*cells[:2], "see note", *cells[3:])


def _day(day: date, shape: Shape) -> str:
    months = _MONTHS.get(shape.language, "").split()
    return shape.day.format(
        y=day.year,
        yy=day.year % 100,
        m=day.month,
        d=day.day,
        name=months[day.month - 1] if months else "",
        serial=(day - _EPOCH).days,
    )


def _money(value: Decimal, shape: Shape) -> str:
    shown = shape.money.format(_number(abs(value), shape))
    return shape.minus.format(shown) if value < 0 else shown


def _number(value: Decimal, shape: Shape) -> str:
    whole, _, part = f"{value:,.2f}".partition(".")
    return f"{whole.replace(',', shape.group)}{shape.decimal}{part}"


def _quoted(text: str, shape: Shape) -> str:
    return f'"{text}"' if shape.delimiter in text else text
