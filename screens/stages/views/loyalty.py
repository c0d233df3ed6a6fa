"""NPS from the survey: intervals by channel and segment, and what clients wrote beside scores."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from facilitator.methods.exact import NotAvailable
from facilitator.methods.nps import Nps, difference, nps_of_counts
from facilitator.words.language import N_, _, ngettext
from facilitator.workshop.called import called
from facilitator.workshop.results.audit import Comment, survey_of, survey_source
from facilitator.workshop.state import State
from screens.stages.shown import number
from screens.stages.views.look import NAMELESS, words
from screens.stages.views.row import Row, Value, View, heading, missing, remark
from screens.widgets.rows import Item, Tone

ALL = N_("All")
_SCALE = 21
_RULE = N_("per cent of answers 9–10 − per cent of answers 0–6")
_PROMOTER, _PASSIVE = 9, 7


def loyalty(state: State) -> View:
    """NPS of all, by channel and by segment, each with its interval and what it can carry."""
    survey = survey_of(state)
    if survey is None:
        why = NotAvailable(_("No survey file has been read in this session."))
        return View("NPS", (missing("nps", "NPS", why),))
    answers = sum(survey.total)
    by = _("NPS by channel") if len(survey.channels) > 1 else "NPS"
    rows = [heading(by), *nps_rows(state)]
    named = {name: counts for name, counts in survey.segments.items() if name}
    if named:
        rows += [
            heading(_("NPS by segment")),
            *_groups(survey.segments, "segment", survey_title(state)),
        ]
    rows += _differences(survey.channels)
    rows.append(
        remark("interval", _("The line is the 95 % interval from −100 to +100, ◆ the score."))
    )
    return View(
        ngettext(
            "NPS, {count} answer, 95 % interval", "NPS, {count} answers, 95 % interval", answers
        ).format(count=answers),
        tuple(rows),
        ngettext("{count} answer", "{count} answers", answers).format(count=answers),
    )


def comments(state: State) -> View:
    """What clients wrote, the unhappiest first; each with its score and channel."""
    survey = survey_of(state)
    if survey is None:
        why = NotAvailable(_("No survey file has been read in this session."))
        return View(_("Comments"), (missing("comments", _("Comments"), why),))
    found = sorted(survey.comments, key=lambda each: (each.score, each.line))
    if not found:
        return View(_("Comments"), (remark("none", _("Nobody wrote a comment.")),))
    rows: list[Row] = []
    groups = (
        (_("Detractors, 0 to 6"), [each for each in found if each.score < _PASSIVE], "DE"),
        (_("Passive, 7 and 8"), [each for each in found if _PASSIVE <= each.score < _PROMOTER], ""),
        (_("Promoters, 9 and 10"), [each for each in found if each.score >= _PROMOTER], "PR"),
    )
    for title, some, section in groups:
        if some:
            rows += [heading(title, f"{len(some)}"), *(_comment(one, section) for one in some)]
    if survey.comments_left_out:
        rows.append(
            remark(
                "more",
                ngettext(
                    "{count} more comment was not kept.",
                    "{count} more comments were not kept.",
                    survey.comments_left_out,
                ).format(count=survey.comments_left_out),
            )
        )
    return View(
        _("Comments beside scores, {count}").format(count=len(found)),
        tuple(rows),
        ngettext("{count} comment", "{count} comments", len(found)).format(count=len(found)),
    )


def nps_rows(state: State) -> list[Row]:
    """NPS of every channel and of all answers; empty without a survey."""
    survey = survey_of(state)
    if survey is None:
        return []
    source = survey_title(state)
    rows = list(_groups(survey.channels, "channel", source)) if len(survey.channels) > 1 else []
    return [*rows, *_groups({_(ALL): survey.total}, "", source)]


def survey_title(state: State) -> str:
    """The survey's file, as evidence names it."""
    source = survey_source(state)
    return source.title if source else ""


def _groups(groups: Mapping[str, tuple[int, ...]], what: str, source: str) -> Iterable[Row]:
    for name, counts in groups.items():
        found = nps_of_counts(dict(enumerate(counts)))
        label = name or _(NAMELESS)
        if isinstance(found, NotAvailable):
            yield missing(f"nps {what} {name}", label, found)
        else:
            yield replace(_nps(f"nps {what} {name}", label, found), source=source)


def _nps(key: str, name: str, found: Nps) -> Row:
    ends = found.interval
    score = number(found.score, 0, sign=True)
    low, high = number(ends.low, 1, sign=True), number(ends.high, 1, sign=True)
    answers = _("{promoters} promoters, {passives} passive, {detractors} detractors").format(
        promoters=found.promoters, passives=found.passives, detractors=found.detractors
    )
    span = f"{low} … {high} · ±{number(found.margin, 1)}"
    weight = called(found.weight)
    detail = f"{_drawn(found)}  {span} · {answers} · {weight}"
    tone: Tone = "good" if ends.low > 0 else "bad" if ends.high < 0 else ""
    told = _("NPS {name} {score} ({answers} answers, 95 %: {low} to {high}, {weight})").format(
        name=name, score=score, answers=found.answers, low=low, high=high, weight=weight
    )
    return Row(
        Item(key, f"{name}  {score}", right=f"n {found.answers}", detail=detail, tone=tone),
        words(told),
        (
            Value("NPS", found.score, "number", 2, _(_RULE)),
            Value(_("Low end of 95 %"), ends.low, "number", 2),
            Value(_("High end of 95 %"), ends.high, "number", 2),
            Value(_("Answers"), found.answers, "count"),
        ),
        place=name,
        choice=ngettext("{count} answer", "{count} answers", found.answers).format(
            count=found.answers
        ),
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
            told = _("{first} and {second} differ with certainty").format(
                first=first or _(NAMELESS), second=second or _(NAMELESS)
            )
            right = number(abs(each.delta), 1)
            value = Value(_("Difference"), each.delta, "number", 1, _("score − score"))
            sentence = _("NPS of {difference}: {points} points").format(
                difference=told, points=right
            )
            rows.append(Row(Item(f"{first} {second}", told, right=right), sentence, (value,)))
    return rows


def _comment(each: Comment, section: str) -> Row:
    whose = " · ".join(filter(None, (each.channel, each.segment)))
    return Row(
        Item(f"comment {each.line}", each.text, ref=str(each.score), right=whose),
        each.text,
        place=each.channel,
        choice=_("line {line}, score {score}").format(line=each.line, score=each.score)
        + (f", {whose}" if whose else ""),
        section=section,
    )
