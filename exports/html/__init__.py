"""The whole plan as one web page: nothing is fetched, everything is readable aloud and on paper.

The words are those of the Markdown, read with everything switched off that could act, so that a
text of the room can only ever be text. A policy inside the page forbids scripts all the same.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from importlib.resources import files
from string import Template

from exports import markdown
from exports.charts import charts
from exports.html.body import Page, page_of
from exports.html.svg import drawn
from exports.words import line
from facilitator import __version__
from facilitator.store.entry import Entry
from facilitator.words.language import _, language
from facilitator.workshop.state import State


def render(state: State, history: Sequence[Entry], today: date) -> str:
    """The page, complete in itself, ending in a line end."""
    page = page_of(markdown.render(state, today, history))
    figures = "\n".join(drawn(chart) for chart in charts(state, today))
    return Template(_own("page.html")).substitute(
        language=language(),
        title=escape(line(state.workshop.title) or _("Strategic session")),
        style=_own("style.css"),
        head=page.head,
        contents=_contents(page, bool(figures)),
        figures=_figures(figures),
        body=page.body,
        version=escape(__version__),
    )


def _own(name: str) -> str:
    return (files("exports.html") / name).read_text("utf-8")


def _contents(page: Page, has_figures: bool) -> str:
    entries = [("charts", _("Charts"))] if has_figures else []
    return "\n".join(
        f'<li><a href="#{anchor}">{escape(words)}</a></li>'
        for anchor, words in [*entries, *page.sections]
    )


def _figures(drawings: str) -> str:
    if not drawings:
        return ""
    return (
        f'<section aria-labelledby="charts">\n<h2 id="charts">{escape(_("Charts"))}</h2>\n'
        f'<div class="charts">\n{drawings}\n</div>\n</section>'
    )
