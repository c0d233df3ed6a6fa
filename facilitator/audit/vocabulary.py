"""What columns of ledgers and surveys are for, and the headers that say so in three languages."""

import re
from collections.abc import Mapping
from enum import StrEnum

from facilitator.words.folding import fold
from facilitator.words.language import N_, _


class Role(StrEnum):
    """What a column is for."""

    DATE = N_("date")
    CUSTOMER = N_("customer")
    AMOUNT = N_("amount")
    QUANTITY = N_("quantity")
    PRICE = N_("unit price")
    CHANNEL = N_("channel")
    PRODUCT = N_("product")
    SALESPERSON = N_("salesperson")
    REGION = N_("region")
    ORDER = N_("order id")
    SEGMENT = N_("segment")
    SCORE = N_("score")
    COMMENT = N_("comment")


def needed(role: Role) -> str:
    """A column every ledger needs, with its article: a date, an amount."""
    return _("an amount") if role is Role.AMOUNT else _("a date")


DIMENSIONS: Mapping[Role, str] = {
    Role.CHANNEL: "channel",
    Role.PRODUCT: "product",
    Role.SALESPERSON: "salesperson",
    Role.REGION: "region",
    Role.ORDER: "order_id",
    Role.SEGMENT: "segment",
}
"""Columns of the ledger that are only text, by their names there."""

LEDGER = (
    *(Role.DATE, Role.AMOUNT, Role.QUANTITY, Role.PRICE, Role.CUSTOMER),
    *DIMENSIONS,
)
SURVEY = (Role.SCORE, Role.COMMENT, Role.CHANNEL, Role.SEGMENT, Role.CUSTOMER, Role.DATE)
NUMBERS = frozenset({Role.AMOUNT, Role.QUANTITY, Role.PRICE, Role.SCORE})

_HEADERS: Mapping[Role, str] = {
    Role.DATE: "date|day|order date|invoice date|invoicedate|posting date|transaction date"
    "|sale date|doc date|document date|timestamp|period|month|дата|дата документа|дата продажи"
    "|дата отгрузки|дата заказа|период|день|месяц|data|data sprzedaży|data wystawienia"
    "|data faktury|dzień|miesiąc|datum|fecha",
    Role.CUSTOMER: "customer|customer id|customer name|client|client id|client name|buyer|account"
    "|account name|company|counterparty|payer|bill to|sold to|контрагент|клиент|покупатель|заказчик"
    "|код клиента|партнер|плательщик|получатель|klient|nabywca|kontrahent|odbiorca|nazwa klienta"
    "|kunde|cliente",
    Role.AMOUNT: "amount|revenue|sales|sum|total|net|net amount|net sales|line total|turnover|value"
    "|sales amount|total price|gross|сумма|выручка|сумма без ндс|сумма продажи|сумма документа"
    "|оборот|продажи|стоимость|сумма с ндс|итого|kwota|kwota netto|wartość|wartość netto|netto"
    "|sprzedaż|przychód|obrót|wartość brutto|umsatz|betrag|importe",
    Role.QUANTITY: "quantity|qty|units|pieces|pcs|count|volume|количество|кол-во|кол во|колво|шт"
    "|ilość|ilosc|szt|sztuki|liczba|menge|cantidad",
    Role.PRICE: "unit price|unitprice|price|price per unit|цена|цена за единицу|цена за шт"
    "|цена без ндс|cena|cena jednostkowa|cena netto|cena jedn|preis|precio",
    Role.CHANNEL: "channel|sales channel|distribution channel|source|канал|канал продаж"
    "|канал сбыта|источник|kanał|kanał sprzedaży|vertriebskanal|canal",
    Role.PRODUCT: "product|product name|item|item name|description|sku|article|goods|stockcode"
    "|номенклатура|товар|продукт|наименование|артикул|услуга|produkt|towar|nazwa towaru|usługa"
    "|artikel|producto",
    Role.SALESPERSON: "salesperson|sales person|sales rep|rep|seller|manager|employee|agent"
    "|account manager|менеджер|продавец|ответственный|сотрудник|торговый представитель"
    "|sprzedawca|handlowiec|opiekun|przedstawiciel|verkäufer|vendedor",
    Role.REGION: "region|country|city|territory|state|area|ship country|branch|регион|город|область"
    "|страна|территория|филиал|region sprzedaży|kraj|miasto|województwo|oddział|land|país",
    Role.ORDER: "order id|orderid|order|order no|order number|invoice|invoice no|invoiceno"
    "|invoice number|document|document no|receipt|transaction id|doc no|номер|номер документа"
    "|номер заказа|заказ|документ|счет|накладная|регистратор|чек|numer|nr faktury|faktura"
    "|numer faktury|nr dokumentu|zamówienie|nr zamówienia|dokument|rechnung|factura",
    Role.SEGMENT: "segment|customer segment|industry|category|customer type|group|сегмент|отрасль"
    "|категория|тип клиента|группа|branża|kategoria|typ klienta|grupa",
    Role.SCORE: "score|nps|rating|nps score|mark|how likely|recommend|how would you rate|оценка"
    "|балл|баллы|порекомендуете|рекомендовать|ocena|punkty|polecisz|polecić",
    Role.COMMENT: "comment|comments|why|reason|feedback|verbatim|remarks|комментарий|комментарии"
    "|почему|причина|отзыв|komentarz|dlaczego|uwagi|powód",
}
_NOT_AMOUNT = (
    *("vat", "tax", "ндс", "cost", "discount", "margin", "profit", "скидк", "себестоим", "маржа"),
    *("прибыль", "podatek", "rabat", "koszt", "marz", "zysk", "налог", "freight", "%"),
)
_TOTALS = (
    *("total", "totals", "grand total", "subtotal", "sum", "overall"),
    *("итого", "всего", "итог", "общий итог", "сальдо", "оборот за период"),
    *("razem", "suma", "ogółem", "łącznie", "suma końcowa", "summe", "gesamt"),
)


def _plain(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^\w%]+", " ", fold(spaced).replace("_", " ")).split())


_BY_ROLE = {
    role: frozenset(_plain(word) for word in listed.split("|")) for role, listed in _HEADERS.items()
}
_EXEMPT = frozenset(word for word in _BY_ROLE[Role.AMOUNT] if any(n in word for n in _NOT_AMOUNT))
_TOTAL_WORDS = frozenset(map(_plain, _TOTALS))
_ANSWERED = frozenset({Role.SCORE, Role.COMMENT})
"""What stands below a question; who was asked stands below a name."""
TOTAL_ROW = r"(?i)^\s*(?:" + "|".join(map(re.escape, _TOTALS)) + r")(?:[\s:.,—–-]|$)"
"""A cell that opens a row of totals."""


def header_fit(header: str, role: Role) -> float:
    """How well a header names this role: 1 exactly, less when it only contains the word, else 0."""
    plain = _plain(header)
    if not plain or ("?" in header and role not in _ANSWERED):
        return 0.0
    known = _BY_ROLE[role]
    if plain in known:
        return 1.0
    if role in {Role.AMOUNT, Role.PRICE} and plain not in _EXEMPT:
        without = re.sub(r"(?:без|net of|excl|bez) \w+", "", plain)
        if any(word in without for word in _NOT_AMOUNT):
            return 0.0
    padded = f" {plain} "
    found = [word for word in known if len(word) > 2 and f" {word} " in padded]
    if not found:
        found = [word for word in known if len(word) > 4 and word in plain]
    longest = max(map(len, found), default=0)
    return 0.0 if not longest else 0.45 + 0.45 * longest / len(plain)


def is_total(cell: str) -> bool:
    """Whether a cell opens a row of totals."""
    return _plain(cell) in _TOTAL_WORDS or re.match(TOTAL_ROW, cell) is not None
