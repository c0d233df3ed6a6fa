"""Workbooks as accounts departments keep them: a preamble in merged cells, several sheets, sums.

XLSX and XLS are written by libraries that only tests have; ODS by hand, the way office programs
write it: repeated cells, a million empty rows at the end, comments inside cells.
"""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

Row = tuple[date | datetime, str, str, Decimal]

HEADER = ("Дата", "Контрагент", "Канал продаж", "Сумма")
ROWS: tuple[Row, ...] = tuple(
    (
        date(2025 + at // 12, at % 12 + 1, at % 27 + 1),
        f"Firm {at % 3}" if at % 7 else "00420",
        "Dealer" if at % 2 else "Corporate",
        Decimal(at * 1234567 + 89) / 1000 * (-1 if at == 5 else 1),
    )
    for at in range(24)
)
TOTAL = sum((row[3] for row in ROWS), Decimal(0))
TITLE = "Отчёт по продажам за 2025–2026"


def xlsx(path: Path, *, since_1904: bool = False, formulas: bool = False) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"date_1904": since_1904}) as book:
        notes = book.add_worksheet("Notes")
        notes.write_row(0, 0, ("Amount", "Date"))
        sheet = book.add_worksheet("Продажи 2026")
        day = book.add_format({"num_format": "dd mmm yyyy"})
        bold = book.add_format({"bold": True, "align": "center"})
        sheet.merge_range(0, 0, 0, 3, TITLE, bold)
        sheet.merge_range(1, 0, 1, 3, "ООО «Световые решения», все суммы в тыс. руб.")
        sheet.write_row(3, 0, HEADER, bold)
        for at, (on, customer, channel, amount) in enumerate(ROWS, 4):
            sheet.write_datetime(at, 0, datetime(on.year, on.month, on.day), day)
            sheet.write_string(at, 1, customer)
            sheet.write_string(at, 2, channel)
            if formulas:
                sheet.write_formula(at, 3, f"=F{at + 1}*2", None, float(amount))
                sheet.write_number(at, 5, float(amount / 2))
            else:
                sheet.write_number(at, 3, float(amount))
        end = 4 + len(ROWS)
        sheet.write(end, 0, "Итого")
        sheet.write_formula(end, 3, f"=SUM(D5:D{end})", None, float(TOTAL))
    return path


def xls(path: Path) -> Path:
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("Notes").write(0, 0, "nothing here")
    sheet = book.add_sheet("Продажи")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    sheet.write_merge(0, 0, 0, 3, TITLE)
    for at, name in enumerate(HEADER):
        sheet.write(2, at, name)
    for at, (on, customer, channel, amount) in enumerate(ROWS, 3):
        sheet.write(at, 0, datetime(on.year, on.month, on.day), day)
        sheet.write(at, 1, customer)
        sheet.write(at, 2, channel)
        sheet.write(at, 3, float(amount))
    sheet.write(3 + len(ROWS), 0, "Итого")
    sheet.write(3 + len(ROWS), 3, float(TOTAL))
    book.save(str(path))
    return path


def ods(path: Path) -> Path:
    body = [
        _ods_row(_text(TITLE, 'table:number-columns-spanned="4"'), _COVERED, _EMPTY),
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>',
        _ods_row(*map(_text, HEADER), _EMPTY),
    ]
    for on, customer, channel, amount in ROWS:
        shown = f"{amount:.2f}".replace(".", ",")
        body.append(
            _ods_row(
                f'<table:table-cell office:value-type="date" office:date-value="{on.isoformat()}">'
                f"<text:p>{on:%d.%m.%y}</text:p></table:table-cell>",
                _text(customer),
                _text(channel, note="asked twice"),
                f'<table:table-cell office:value-type="currency" office:currency="RUB" '
                f'table:formula="of:=[.F5]*2" office:value="{amount}"><text:p>{shown} ₽</text:p>'
                "</table:table-cell>",
                _EMPTY,
            )
        )
    body.append(
        _ods_row(
            _text("Итого"), _EMPTY_TWO,
            f'<table:table-cell office:value-type="float" office:value="{TOTAL}"/>',
        )
    )  # fmt: skip
    body.append(
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
    )
    notes = _table("Notes", [_ods_row(_text("Only a note"))])
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'{_SPACES} office:version="1.3"><office:body><office:spreadsheet>{notes}'
        f"{_table('Продажи', body)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind, zipfile.ZIP_STORED)
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", manifest)
    return path


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_EMPTY = '<table:table-cell table:number-columns-repeated="1020"/>'
_EMPTY_TWO = '<table:table-cell table:number-columns-repeated="2"/>'
_COVERED = '<table:covered-table-cell table:number-columns-repeated="3"/>'


def _table(name: str, rows: list[str]) -> str:
    return f'<table:table table:name="{escape(name)}">{"".join(rows)}</table:table>'


def _ods_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _text(words: str, more: str = "", note: str = "") -> str:
    said = f"<office:annotation><text:p>{escape(note)}</text:p></office:annotation>" if note else ""
    return (
        f'<table:table-cell office:value-type="string" {more}>{said}'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    )
