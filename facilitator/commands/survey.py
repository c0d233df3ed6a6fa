"""The command on a survey: NPS of all answers, by channel and by segment, and the comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.commands.settings import say
from facilitator.commands.tabular import columns, name
from facilitator.methods.exact import NotAvailable, half_up
from facilitator.methods.nps import Nps, nps
from facilitator.words.language import _, ngettext
from facilitator.words.number import with_marks
from facilitator.words.text import excerpt

if TYPE_CHECKING:
    from facilitator.audit.mapping import Mapping
    from facilitator.audit.survey import Answer, Survey

_COMMENTS = 20
_LINE = 200
_DIMENSIONS = ("channel", "segment")


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A survey as it was read, with its file."""

    path: Path
    survey: "Survey"


def taken(path: Path, mapping: "Mapping | None") -> Surveyed:
    """Read a survey and say what was left out. Raises CannotRead."""
    from facilitator.audit.survey import read_survey

    found = Surveyed(path, read_survey(path, mapping))
    survey = found.survey
    say(
        ngettext(
            "{count} answers with a score, {without} without",
            "{count} answers with a score, {without} without",
            len(survey.answers),
        ).format(count=len(survey.answers), without=survey.without_score)
    )
    if survey.unreadable:
        places = ", ".join(
            _("line {line}: “{cell}”").format(line=each.line, cell=each.text)
            for each in survey.examples
        )
        say(
            "  "
            + ngettext(
                "{count} scores are no whole number from 0 to 10 ({places})",
                "{count} scores are no whole number from 0 to 10 ({places})",
                survey.unreadable,
            ).format(count=survey.unreadable, places=places)
        )
    return found


def document(found: Surveyed) -> dict[str, Any]:
    """The survey as JSON: scores on −100…+100 as exact text, answers with their lines."""
    survey = found.survey
    return {
        "file": found.path.name,
        "sha256": survey.sha256,
        "answers": len(survey.answers),
        "without_score": survey.without_score,
        "unreadable": survey.unreadable,
        "left_out": [{"line": each.line, "text": each.text} for each in survey.examples],
        "nps": _plain(nps(answer.score for answer in survey.answers)),
        **{f"by_{each}": _grouped(survey.answers, each) for each in _DIMENSIONS},
        "comments": [_comment(answer) for answer in survey.answers if answer.comment],
    }


def report(found: Surveyed) -> Iterator[str]:
    """The lines for people; a score is followed by its 95 % interval."""
    answers = found.survey.answers
    yield _("NPS from {file}").format(file=found.path.name)
    yield from columns(_rows("", {_("all answers"): [answer.score for answer in answers]}))
    for dimension in _DIMENSIONS:
        if groups := _groups(answers, dimension):
            yield ""
            yield from columns(_rows(dimension.capitalize(), groups))
    said = [answer for answer in answers if answer.comment]
    if said:
        yield ""
        yield _("Comments, lowest score first ({shown} of {count})").format(
            shown=min(len(said), _COMMENTS), count=len(said)
        )
    for answer in sorted(said, key=lambda each: each.score)[:_COMMENTS]:
        who = ", ".join(name(each) for each in (answer.customer, answer.channel) if each)
        yield f"{answer.score:>3}  {excerpt(answer.comment, _LINE)}" + (f" ({who})" if who else "")


def _groups(answers: "Sequence[Answer]", dimension: str) -> dict[str, list[int]]:
    """Scores by the values of a dimension, most answers first; empty where no answer names one."""
    groups: dict[str, list[int]] = {}
    for answer in answers:
        groups.setdefault(getattr(answer, dimension) or "", []).append(answer.score)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return dict(ordered) if set(groups) - {""} else {}


def _rows(title: str, groups: dict[str, list[int]]) -> Iterator[tuple[str, ...]]:
    yield (
        *(_(title), _("answers"), "NPS", _("interval")),
        *(_("promoters"), _("passives"), _("detractors"), ""),
    )
    for value, scores in groups.items():
        found = nps(scores)
        if isinstance(found, NotAvailable):
            yield name(value), "0", found.reason
            continue
        counts = (str(found.promoters), str(found.passives), str(found.detractors))
        between = f"{_signed(found.interval.low)} … {_signed(found.interval.high)}"
        weight = "" if found.weight == "ok" else _(found.weight)
        yield name(value), str(found.answers), _signed(found.score), between, *counts, weight


def _signed(score: Any) -> str:
    rounded = half_up(score, 1)
    return with_marks(f"{rounded:+}".replace("-", "−") if rounded else "0.0")


def _grouped(answers: "Sequence[Answer]", dimension: str) -> list[dict[str, Any]]:
    return [
        {dimension: value, **_plain(nps(scores))}
        for value, scores in _groups(answers, dimension).items()
    ]


def _plain(found: Nps | NotAvailable) -> dict[str, Any]:
    from facilitator.audit.results import plain

    if isinstance(found, NotAvailable):
        return {"not_available": found.reason}
    return {
        "answers": found.answers,
        "promoters": found.promoters,
        "passives": found.passives,
        "detractors": found.detractors,
        "score": plain(found.score),
        "low": str(half_up(found.interval.low, 4)),
        "high": str(half_up(found.interval.high, 4)),
        "weight": str(found.weight),
    }


def _comment(answer: "Answer") -> dict[str, Any]:
    return {
        "line": answer.line,
        "score": answer.score,
        "channel": answer.channel,
        "segment": answer.segment,
        "customer": answer.customer,
        "comment": answer.comment,
    }
