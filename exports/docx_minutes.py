"""The minutes as a Word document, to edit, print and sign."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
# Half of the library has no types.
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.columns import ROOM, shares
from exports.minutes import Minutes, minutes
from exports.pieces import Bullets, Heading, Line, Paragraph, Table
from facilitator.store.entry import Entry
from facilitator.words.language import N_, _, language
from facilitator.workshop.state import State

LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "pl": "pl-PL"}
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 210, 297, 18
"""Millimetres: A4."""
TYPEFACE = "Calibri"
LARGEST = 9
SIZES = ((6, LARGEST), (8, 8), (99, 7))
"""Points in tables of at most so many columns."""
SIGNATURES = (N_("Name"), N_("Role"), N_("Signature"), N_("Date"))


def render(state: State, history: Sequence[Entry], today: date) -> bytes:
    """The document."""
    told = minutes(state, history, today)
    page = _page(told, today)
    for piece in told.pieces:
        if isinstance(piece, Heading):
            _write(page.add_heading(level=piece.level - 1), piece.line)
        elif isinstance(piece, Paragraph):
            _write(page.add_paragraph(), piece.line)
        elif isinstance(piece, Bullets):
            for item in piece.items:
                _write(page.add_paragraph(style="List Bullet"), item)
        else:
            _table(page, piece)
    _signatures(page, told)
    stream = io.BytesIO()
    page.save(stream)
    return stream.getvalue()


def _page(told: Minutes, today: date) -> Any:
    page: Any = Document()
    known = page.core_properties
    # Word allows 255 characters in each of these.
    known.title, known.subject = told.title[:255], told.company[:255]
    known.author, known.language, known.comments = "", LANGUAGES.get(language(), "en-GB"), ""
    known.created = known.modified = datetime.combine(today, time())
    section = page.sections[0]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
    normal = page.styles["Normal"]
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 4))):
        _letters(page.styles[name])
    normal.font.size, normal.paragraph_format.space_after = Pt(10.5), Pt(4)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _page_number(foot)
    return page


def _letters(style: Any) -> None:
    """A typeface with every letter of the room; the theme's own would come first otherwise."""
    style.font.name = TYPEFACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), TYPEFACE)


def _page_number(paragraph: Any) -> None:
    """The number of the page, which the program that shows the document fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _write(paragraph: Any, line: Line) -> None:
    for run in line:
        paragraph.add_run(run.text).bold = True if run.bold else None


def _table(page: Any, table: Table) -> None:
    grid = page.add_table(rows=1 + len(table.rows), cols=len(table.header), style="Table Grid")
    grid.autofit = False
    room = PAGE_WIDTH - 2 * MARGIN
    size = next(points for most, points in SIZES if len(table.header) <= most)
    widths = [Mm(room * share) for share in shares(table, ROOM * LARGEST / size)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for at, (row, lines) in enumerate(zip(grid.rows, (table.header, *table.rows), strict=True)):
        _whole(row, is_header=at == 0)
        for place, (cell, line) in enumerate(zip(row.cells, lines, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if place in table.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _write(paragraph, line)
            for run in paragraph.runs:
                run.font.size = Pt(size)
                if at == 0:
                    run.font.bold = True
    page.add_paragraph()


def _whole(row: Any, *, is_header: bool) -> None:
    """A row stays on one page; the header comes again on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def _signatures(page: Any, told: Minutes) -> None:
    if not told.signers:
        return
    page.add_heading(_("Signatures"), level=1)
    grid = page.add_table(rows=1 + len(told.signers), cols=len(SIGNATURES), style="Table Grid")
    _whole(grid.rows[0], is_header=True)
    for cell, words in zip(grid.rows[0].cells, SIGNATURES, strict=True):
        cell.paragraphs[0].add_run(_(words)).bold = True
    for row, signer in zip(list(grid.rows)[1:], told.signers, strict=True):
        _whole(row, is_header=False)
        row.height = Mm(12)
        row.cells[0].paragraphs[0].add_run(signer.name)
        row.cells[1].paragraphs[0].add_run(signer.role)
