"""Slides drawn with native tables and charts whose figures can be edited in the program."""
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false, reportPrivateUsage=false
# pyright: reportArgumentType=false
# The library has few types.

import io
from collections.abc import Iterable
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import PP_ALIGN
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from exports.markdown.figures import day
from exports.pieces import Heading, Line, Run, Table, words
from exports.slides.charts import draw_charts
from exports.slides.pages import BODY_TOP, BODY_WIDTH, LEFT, Block, pages
from exports.slides.told import Slide
from exports.words import line
from facilitator.words.language import _, language
from facilitator.workshop.results.agreement import plan_agreement
from facilitator.workshop.state import State

WIDTH, HEIGHT = 13.333, 7.5
"""Inches: 16:9."""
TITLE_LAYOUT, TITLE_ONLY = 0, 5
PATTERN: Line = (Run("x"),)
"""Stands in a row that others are copied from."""
BODY_POINTS, TITLE_POINTS = 16, 26
MARGINS = {"marL": "60000", "marR": "60000", "marT": "25000", "marB": "25000"}
"""Of a cell, in English Metric Units."""
LANGUAGES = {
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
    "ru": MSO_LANGUAGE_ID.RUSSIAN,
    "pl": MSO_LANGUAGE_ID.POLISH,
}


def drawn(slides: Iterable[Slide], state: State, today: date) -> bytes:
    """The presentation: the title, then the slides, each over as many as it needs."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _properties(deck, state, today)
    _title_slide(deck, state, today)
    for slide in slides:
        parts = pages(slide.pieces)
        if slide.charts:
            draw_charts(_new(deck, slide.title, 1).shapes, slide.charts)
        for number, blocks in enumerate(parts, 2 if slide.charts else 1):
            page = _new(deck, slide.title, number)
            top = BODY_TOP
            for block in blocks:
                _block(page.shapes, block, top)
                top += block.height
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _properties(deck: Any, state: State, today: date) -> None:
    known = deck.core_properties
    # The programs allow 255 characters in each of these.
    known.title = line(state.workshop.title)[:255]
    known.subject = line(state.workshop.company)[:255]
    known.author, known.last_modified_by, known.comments = "", "", ""
    known.language = language()
    known.created = known.modified = datetime.combine(today, time())


def _title_slide(deck: Any, state: State, today: date) -> None:
    workshop = state.workshop
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    title, below = slide.shapes.title, slide.placeholders[1]
    _place(title, 1.8, 1.6)
    _place(below, 3.5, 3.2)
    _write(title.text_frame, [line(workshop.title) or _("Strategic session")], 40)
    present = ", ".join(line(each.name) for each in state.people)
    _write(
        below.text_frame,
        [
            line(workshop.company),
            line(workshop.question),
            day(workshop.day or today),
            present,
            _("Plan: {agreement}").format(agreement=line(plan_agreement(state).sentence)),
        ],
        18,
    )


def _new(deck: Any, title: str, number: int) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    _place(shape, 0.35, 0.8)
    told = line(title)
    if number > 1:
        told = _("{title} ({number})").format(title=told, number=number)
    _write(shape.text_frame, [told], TITLE_POINTS)
    return slide


def _place(shape: Any, top: float, height: float) -> None:
    """The layouts of the library are made for narrower slides."""
    shape.left, shape.top = Inches(LEFT), Inches(top)
    shape.width, shape.height = Inches(BODY_WIDTH), Inches(height)


def _write(frame: Any, lines: Iterable[str], points: int) -> None:
    frame.word_wrap = True
    kept = [each for each in lines if each]
    for at, told in enumerate(kept):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        _runs(paragraph, (Run(told),), points)


def _runs(paragraph: Any, told: Line, points: float, *, bold: bool = False) -> None:
    spoken = LANGUAGES.get(language(), MSO_LANGUAGE_ID.ENGLISH_UK)
    for run in told:
        made = paragraph.add_run()
        made.text = run.text
        font = made.font
        font.size, font.language_id = Pt(points), spoken
        if bold or run.bold:
            font.bold = True


def _block(shapes: Any, block: Block, top: float) -> None:
    if isinstance(block.piece, Table):
        _table(shapes, block, block.piece, top)
        return
    box = shapes.add_textbox(Inches(LEFT), Inches(top), Inches(BODY_WIDTH), Inches(block.height))
    frame = box.text_frame
    frame.word_wrap = True
    for at, told in enumerate(block.lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        mark = (Run("• "),) if block.is_list else ()
        _runs(paragraph, (*mark, *told), BODY_POINTS, bold=isinstance(block.piece, Heading))


def _table(shapes: Any, block: Block, table: Table, top: float) -> None:
    place = (Inches(LEFT), Inches(top), Inches(BODY_WIDTH), Inches(block.height - 0.2))
    frame = shapes.add_table(2, len(table.header), *place)
    frame.name = words(table.header[0]) or frame.name
    for column, share in zip(frame.table.columns, block.shares, strict=True):
        column.width = Inches(BODY_WIDTH * share)
    head, pattern = frame.table._tbl.tr_lst
    head.h = Inches(block.heights[0])
    for at, (cell, told) in enumerate(zip(head.tc_lst, table.header, strict=True)):
        _cell(cell, told, block.points, bold=True, right=at in table.right)
    for at, cell in enumerate(pattern.tc_lst):
        _cell(cell, PATTERN, block.points, bold=False, right=at in table.right)
    # A copied row takes a quarter of the time of one the library makes cell by cell.
    rows = [deepcopy(pattern) for _row in table.rows]
    for row, height, cells in zip(rows, block.heights[1:], table.rows, strict=True):
        row.h = Inches(height)
        for cell, told in zip(row.tc_lst, cells, strict=True):
            _fill(cell, told, block.points)
        pattern.addprevious(row)
    frame.table._tbl.remove(pattern)


def _fill(cell: Any, told: Line, points: float) -> None:
    """Put words into a copied cell."""
    paragraph = cell.txBody.p_lst[0]
    (run,) = paragraph.r_lst
    if len(told) == 1 and not told[0].bold:
        run.t.text = told[0].text
        return
    paragraph.remove(run)
    _runs(TextFrame(cell.txBody, None).paragraphs[0], told, points)


def _cell(cell: Any, told: Line, points: float, *, bold: bool, right: bool) -> None:
    properties = cell.get_or_add_tcPr()
    for side, size in MARGINS.items():
        properties.set(side, size)
    paragraph = TextFrame(cell.get_or_add_txBody(), None).paragraphs[0]
    _runs(paragraph, told, points, bold=bold)
    if right:
        paragraph.alignment = PP_ALIGN.RIGHT
