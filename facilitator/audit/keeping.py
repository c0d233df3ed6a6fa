"""Turns a ledger or a survey that was read into what a session keeps of it."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from facilitator.audit.files import CannotRead, said
from facilitator.audit.plain import plain
from facilitator.audit.results import Audit
from facilitator.audit.taken import LedgerTaken, Plain, SurveyTaken
from facilitator.audit.vocabulary import Role
from facilitator.words.language import _, ngettext
from facilitator.words.number import say_count
from facilitator.words.text import clean

if TYPE_CHECKING:
    from facilitator.audit.columns import Example
    from facilitator.audit.ledger import Ledger
    from facilitator.audit.mapping import Mapping
    from facilitator.audit.survey import Answer, Survey

MOST_ANSWERS = 20_000
MOST_COMMENTS = 5_000
_CHARACTERS = 1_000_000
"""Of all comments together: a session is copied, undone and exported with them."""
_SCORES = 11
_NAMED = 3
"""Files whose names make the title."""
_MOST_CHANNELS = 100
_LONGEST = 100_000


def facts_of(ledger: "Ledger", mapping: "Mapping") -> Plain:
    """All of `LedgerTaken` but the audit."""
    found = [
        {
            "file": each.file,
            "column": each.column,
            "role": each.role.value,
            "unreadable": each.unreadable,
            "blank": each.blank,
            "examples": _examples(each.examples),
        }
        for each in ledger.bad_cells
    ]
    files = [
        {"name": each.path.name, "sha256": each.sha256, "size": each.size, "rows": each.rows}
        for each in ledger.sources
    ]
    return cleaned(
        {
            "title": title_of([each.path.name for each in ledger.sources]),
            "files": files,
            "rows": ledger.rows,
            "control_total": f"{ledger.control_total:f}",
            "first_day": ledger.first_day.isoformat(),
            "last_day": ledger.last_day.isoformat(),
            "without_customer": ledger.without_customer,
            "left_out": found,
            "mapping": json.loads(mapping.to_json()),
        }
    )


def facts_of_table(title: str, audit: Audit) -> Plain:
    """The same for a table on a server, which only the audit has looked at."""
    seen = audit.coverage
    return cleaned(
        {
            "title": title,
            "files": [],
            "rows": seen.lines,
            "control_total": plain(seen.total),
            "first_day": seen.first_day.isoformat(),
            "last_day": seen.last_day.isoformat(),
            "without_customer": seen.anonymous_lines,
            "left_out": [],
            "mapping": {},
        }
    )


def ledger_taken(facts: Plain, audit: Audit, kept: bool) -> LedgerTaken:
    """A ledger and its audit; of channels, the hundred largest."""
    return LedgerTaken(
        title=facts["title"],
        files=tuple(facts["files"]),
        rows=facts["rows"],
        control_total=facts["control_total"],
        first_day=date.fromisoformat(facts["first_day"]),
        last_day=date.fromisoformat(facts["last_day"]),
        without_customer=facts["without_customer"],
        left_out=tuple(facts["left_out"]),
        mapping=facts["mapping"],
        choices=cleaned(audit.choices.plain()),
        results=cleaned(_short(audit).plain()),
        kept=kept,
    )


def survey_taken(survey: "Survey", mapping: "Mapping | None" = None) -> SurveyTaken:
    """What the session keeps of a survey; raises CannotRead for more than 20,000 answers."""
    if len(survey.answers) > MOST_ANSWERS:
        raise CannotRead(
            _(
                "{file} has {answers} answers; a session takes "
                "{most_answers}. Draw a sample, or split the file."
            ).format(
                file=said(survey.found.path),
                answers=say_count(len(survey.answers)),
                most_answers=say_count(MOST_ANSWERS),
            )
        )
    counted: Counter[tuple[str, str, int]] = Counter(
        (each.channel or "", each.segment or "", each.score) for each in survey.answers
    )
    groups = sorted({(channel, segment) for channel, segment, _unused in counted})
    comments = [each for each in survey.answers if each.comment]
    kept = _comments(comments)
    results = {
        "answers": [
            {
                "channel": channel,
                "segment": segment,
                "counts": [counted[channel, segment, at] for at in range(_SCORES)],
            }
            for channel, segment in groups
        ],
        "comments": kept,
        "comments_left_out": len(comments) - len(kept),
    }
    path = survey.found.path
    file = {"name": path.name, "sha256": survey.sha256, "size": survey.found.source.stamp.size}
    used = mapping or survey.found.mapping()
    return SurveyTaken(
        title=cleaned(path.name),
        files=(cleaned(file | {"rows": len(survey.answers)}),),
        rows=len(survey.answers),
        results=cleaned(results),
        left_out=tuple(cleaned(_scores_left_out(survey))),
        mapping=cleaned(json.loads(used.to_json())),
    )


def _scores_left_out(survey: "Survey") -> list[Plain]:
    if not survey.unreadable and not survey.without_score:
        return []
    score = survey.found.column(Role.SCORE)
    return [
        {
            "file": survey.found.path.name,
            "column": score.name if score else "",
            "role": Role.SCORE.value,
            "unreadable": survey.unreadable,
            "blank": survey.without_score,
            "examples": _examples(survey.examples),
        }
    ]


def title_of(names: Sequence[str]) -> str:
    """What a ledger of these files is called."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    more = len(names) - _NAMED
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=", ".join(names[:_NAMED]), count=more
    )


def cleaned(value: Any) -> Any:
    """The value with its words as the text policy keeps them, so that an export is taken in."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return value
        return clean(value, limit_graphemes=_LONGEST, multiline=True).text
    if isinstance(value, list):
        return [cleaned(each) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {str(cleaned(name)): cleaned(each) for name, each in pairs}
    return value


def _short(audit: Audit) -> Audit:
    more = len(audit.channels) - _MOST_CHANNELS
    if more <= 0:
        return audit
    note = ngettext(
        "{count} more channels, the smallest, are not kept. Is this the column of channels?",
        "{count} more channels, the smallest, are not kept. Is this the column of channels?",
        more,
    ).format(count=more)
    seen = replace(audit.coverage, notes=(*audit.coverage.notes, note))
    return replace(audit, channels=audit.channels[:_MOST_CHANNELS], coverage=seen)


def _comments(answers: Sequence["Answer"]) -> list[Plain]:
    """The first comments, as many as a session takes."""
    found: list[Plain] = []
    room = _CHARACTERS
    for each in answers[:MOST_COMMENTS]:
        room -= len(each.comment)
        if room < 0:
            break
        found.append(
            {
                "line": each.line,
                "score": each.score,
                "channel": each.channel or "",
                "segment": each.segment or "",
                "text": each.comment,
            }
        )
    return found


def _examples(found: Iterable["Example"]) -> list[Plain]:
    return [{"line": each.line, "text": each.text} for each in found]
