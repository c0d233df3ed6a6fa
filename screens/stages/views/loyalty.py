"""NPS from the survey: intervals by channel and segment, and what clients wrote beside scores."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps, difference, nps_of_counts
from facilitator.workshop.results.audit import Comment, survey_of, survey_source
from facilitator.workshop.state import State
from screens.stages.shown import number
from screens.stages.views.look import NAMELESS, words
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.widgets.rows import Item, Tone

ALL = "All"
_SCALE = 21
_RULE = "per cent of answers 9–10 − per cent of answers 0–6"
_PROMOTER, _PASSIVE = 9, 7


def loyalty(state: State) -> View:
    """NPS of all, by channel and by segment, each with its interval and what it can carry."""
    survey = survey_of(state)
    if survey is None:
        why = NotAvailable("No survey file has been read in this session.")
        return View("NPS", (missing("nps", "NPS", why),))
    answers = sum(survey.total)
    by = "NPS by channel" if len(survey.channels) > 1 else "NPS"
    rows = [heading(by), *nps_rows(state)]
    named = {name: counts for name, counts in survey.segments.items() if name}
    if named:
        rows += [
            heading("NPS by segment"),
            *_groups(survey.segments, "segment", survey_title(state)),
        ]
    rows += _differences(survey.channels)
    rows.append(remark("interval", "The line is the 95 % interval from −100 to +100, ◆ the score."))
    return View(f"NPS, {answers} answers, 95 % interval", tuple(rows), f"{answers} answers")


def comments(state: State) -> View:
    """What clients wrote, the unhappiest first; each with its score and channel."""
    survey = survey_of(state)
    if survey is None:
        why = NotAvailable("No survey file has been read in this session.")
        return View("Comments", (missing("comments", "Comments", why),))
    found = sorted(survey.comments, key=lambda each: (each.score, each.line))
    if not found:
        return View("Comments", (remark("none", "Nobody wrote a comment."),))
    rows: list[Row] = []
    groups = (
        ("Detractors, 0 to 6", [each for each in found if each.score < _PASSIVE], "DE"),
        ("Passive, 7 and 8", [each for each in found if _PASSIVE <= each.score < _PROMOTER], ""),
        ("Promoters, 9 and 10", [each for each in found if each.score >= _PROMOTER], "PR"),
    )
    for title, some, section in groups:
        if some:
            rows += [heading(title, f"{len(some)}"), *(_comment(one, section) for one in some)]
    if survey.comments_left_out:
        rows.append(remark("more", f"{survey.comments_left_out} more comments were not kept."))
    return View(f"Comments beside scores, {len(found)}", tuple(rows), f"{len(found)} comments")


def nps_rows(state: State) -> list[Row]:
    """NPS of every channel and of all answers; empty without a survey."""
    survey = survey_of(state)
    if survey is None:
        return []
    source = survey_title(state)
    rows = list(_groups(survey.channels, "channel", source)) if len(survey.channels) > 1 else []
    return [*rows, *_groups({ALL: survey.total}, "", source)]


def survey_title(state: State) -> str:
    """The survey's file, as evidence names it."""
    source = survey_source(state)
    return source.title if source else ""


def _groups(groups: Mapping[str, tuple[int, ...]], what: str, source: str) -> Iterable[Row]:
    for name, counts in groups.items():
        found = nps_of_counts(dict(enumerate(counts)))
        label = name or NAMELESS
        if isinstance(found, NotAvailable):
            yield missing(f"nps {what} {name}", label, found)
        else:
            yield replace(_nps(f"nps {what} {name}", label, found), source=source)


def _nps(key: str, name: str, found: Nps) -> Row:
    ends = found.interval
    score = number(found.score, 0, sign=True)
    low, high = number(ends.low, 1, sign=True), number(ends.high, 1, sign=True)
    detail = (
        f"{_drawn(found)}  {low} … {high} · ±{number(found.margin, 1)} · "
        f"{found.promoters} promoters, {found.passives} passive, "
        f"{found.detractors} detractors · {found.weight}"
    )
    tone: Tone = "good" if ends.low > 0 else "bad" if ends.high < 0 else ""
    told = f"NPS {name} {score} ({found.answers} answers, 95 %: {low} to {high}, {found.weight})"
    return Row(
        Item(key, f"{name}  {score}", right=f"n {found.answers}", detail=detail, tone=tone),
        words(told),
        (
            Value("NPS", found.score, "number", 2, _RULE),
            Value("Low end of 95 %", ends.low, "number", 2),
            Value("High end of 95 %", ends.high, "number", 2),
            Value("Answers", found.answers, "count"),
        ),
        place=name,
        choice=f"{found.answers} answers",
        section="DE" if found.score < 0 else "",
    )


def _drawn(found: Nps) -> str:
    """The interval on a line from −100 to +100 with a mark at zero and one at the score."""
    cells = ["·"] * _SCALE
    low, high = _cell(found.interval.low), _cell(found.interval.high)
    cells[low : high + 1] = "━" * (high - low + 1)
    cells[_SCALE // 2] = "┼" if low <= _SCALE // 2 <= high else "│"
    cells[_cell(found.score)] = "◆"
    return "".join(cells)


def _cell(score: Fraction) -> int:
    return min(_SCALE - 1, max(0, int((score + 100) * _SCALE / 200)))


def _differences(channels: Mapping[str, tuple[int, ...]]) -> list[Row]:
    known = {
        name: found
        for name, counts in channels.items()
        if isinstance(found := nps_of_counts(dict(enumerate(counts))), Nps)
    }
    rows: list[Row] = []
    for first, second in combinations(known, 2):
        each = difference(known[first], known[second])
        if each.significant:
            told = f"{first or NAMELESS} and {second or NAMELESS} differ with certainty"
            right = number(abs(each.delta), 1)
            value = Value("Difference", each.delta, "number", 1, "score − score")
            sentence = f"NPS of {told}: {right} points"
            rows.append(Row(Item(f"{first} {second}", told, right=right), sentence, (value,)))
    return rows


def _comment(each: Comment, section: str) -> Row:
    whose = " · ".join(filter(None, (each.channel, each.segment)))
    return Row(
        Item(f"comment {each.line}", each.text, ref=str(each.score), right=whose),
        each.text,
        place=each.channel,
        choice=f"line {each.line}, score {each.score}" + (f", {whose}" if whose else ""),
        section=section,
    )
