"""Which charts a stage has: of its page of results, its sheet, its scores or its agreement."""

from collections.abc import Iterator

from facilitator.methods.agreement import FistToFive
from facilitator.methods.exact import NotAvailable
from facilitator.methods.scoring import Evaluation
from facilitator.words.language import _, ngettext
from facilitator.workshop.criteria import REVEALED, WEIGHTS
from facilitator.workshop.results.agreement import ActionVote, action_votes
from facilitator.workshop.results.priority import Priority, priority
from facilitator.workshop.results.reading import in_the_room
from facilitator.workshop.state import State
from facilitator.workshop.unrevealed import without_hidden
from screens.spotlight.sheet_charts import SHEETS, bar_chart
from screens.spotlight.view_charts import section_of, view_charts
from screens.stages.agreement_view import RESULTS
from screens.stages.body import Body
from screens.stages.matrix_words import SIGNS
from screens.stages.paged import PagedBody
from screens.stages.shown import number, percent
from screens.stages.views.page import ViewPage
from screens.widgets.charts.bars import Bar
from screens.widgets.charts.chart import Chart
from screens.widgets.charts.hands import Hands, agreement
from screens.widgets.charts.scores import Scored, score_matrix
from screens.widgets.rows import wrapped


def charts_here(body: Body) -> list[Chart]:
    """The charts of what a stage shows now, the one of the row under the cursor first."""
    if isinstance(body, PagedBody):
        return _of_page(body)
    if body.stage.kind == "agreement":
        return [_agreement(body.state)] if action_votes(body.state) else []
    if body.stage.kind == "matrix":
        return list(_scoring(body.state, body.stage.phase or WEIGHTS, body.plan.scale[0]))
    return []


def _of_page(body: PagedBody) -> list[Chart]:
    page = body.page
    if isinstance(page, ViewPage):
        here = section_of(page)
        return sorted(view_charts(page), key=lambda each: each.key != here and _is_table(each))
    build = SHEETS.get(page.key.partition(":")[2])
    return list(build(body.state, body.desk.opened.clock.today())) if build else []


def _is_table(chart: Chart) -> bool:
    """Whether it is drawn from the rows of a table, whose headings are its keys."""
    return chart.key.startswith("# ")


# -- agreement -------------------------------------------------------------------------------


def _agreement(state: State) -> Chart:
    items = [_hands(state, each) for each in action_votes(without_hidden(state))]
    title = _("Hands on the actions: █ 3–5   ▒ 1–2   × 0   · not yet")
    return Chart("agreement", title, lambda width, _height: agreement(items, width))


def _hands(state: State, vote: ActionVote) -> Hands:
    label = f"{vote.action.ref} {vote.action.title}"
    found = vote.result
    if not isinstance(found, FistToFive):
        missing = sum(in_the_room(who) for who in state.voters)
        return Hands(label, (0,) * 6, missing)
    word = _(RESULTS[found.status][0]) if found.status in RESULTS else ""
    if found.waiting:
        count = len(found.waiting)
        word = ngettext("{n} missing", "{n} missing", count).format(n=count)
    return Hands(label, found.distribution, len(found.waiting), word)


# -- scores ----------------------------------------------------------------------------------


def _scoring(state: State, phase: str, lowest: int) -> Iterator[Chart]:
    """Weights while they are agreed; scores only when they are revealed to everybody."""
    found = priority(state)
    evaluation = found.evaluation
    if phase == REVEALED and not isinstance(evaluation, NotAvailable):
        yield _matrix(found, evaluation, lowest)
        yield _ranking(evaluation)
    weights = [
        Bar(f"{each.ref} {each.name}", each.weight, str(each.weight)) for each in found.criteria
    ]
    if weights:
        yield bar_chart("weights", _("Weights of the criteria"), weights)


def _matrix(found: Priority, evaluation: Evaluation, lowest: int) -> Chart:
    rows = [each.name for each in found.channels]
    refs = [each.ref for each in found.criteria]
    names = [f"{each.ref} {each.name}" for each in found.criteria]
    cells = [
        [_scored(evaluation, channel.name, criterion.ref) for criterion in found.criteria]
        for channel in found.channels
    ]

    def draw(width: int, height: int) -> tuple[str, ...]:
        drawn = score_matrix(rows, names, cells, width, lowest=lowest)
        if len(drawn) <= height:
            return drawn
        short = score_matrix(rows, refs, cells, width, lowest=lowest)
        told = wrapped(" · ".join(names), width)
        return (*short, "", *told) if len(short) + 1 + len(told) <= height else short

    title = _("Scores: mean, and how often each score was given")
    return Chart("scores", title, draw, spreads=False)


def _scored(evaluation: Evaluation, option: str, criterion: str) -> Scored:
    cell = evaluation.cells[option, criterion]
    return Scored(f"{number(cell.mean, 2)} {SIGNS[cell.accord]}".rstrip(), cell.histogram)


def _ranking(evaluation: Evaluation) -> Chart:
    order = {name: at for at, name in enumerate(evaluation.ranking.options)}
    ranked = sorted(evaluation.scores, key=lambda each: order.get(each.option, len(order)))
    items = [
        Bar(each.option, each.score, f"{number(each.score, 2)}  {percent(each.share)}")
        for each in ranked
    ]
    return bar_chart("ranking", _("Weighted score, and part of the highest possible"), items)
