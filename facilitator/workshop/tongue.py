"""The language of a session: what is copied into it from its agenda is said in that language.

A stage keeps the texts of its agenda as they were written, and beside them the language they are
read in (`plan_of`). What stands in rows of its own (titles of stages, criteria, rules) is said
when the session is made, and said anew when its language changes, unless the room reworded it.
"""

from collections.abc import Iterator

from facilitator.agenda.stages import Stage as Plan
from facilitator.model import Criterion, Workshop
from facilitator.words.language import LANGUAGES, _, language, speaking
from facilitator.workshop.edit import Edit, Refused

RULES = ("rule_plan", "rule_actions", "rule_lists")
CRITERION = (("name", "title"), ("low", "low"), ("middle", "middle"), ("high", "high"))
"""Texts of a criterion, and what they are called in the agenda."""


def known_language(given: str) -> str:
    """The code of a language by its code or name; raises `Refused` with the field "language"."""
    wanted = given.strip().casefold()
    for code, name in LANGUAGES.items():
        if wanted in (code, name.casefold()):
            return code
    listed = ", ".join(f"{code} {name}" for code, name in LANGUAGES.items())
    raise Refused(
        _("The language of a session is one of: {languages}.").format(languages=listed), "language"
    )


def rules_said(code: str) -> dict[str, str]:
    """The decision rules a session begins with, in its language."""
    with speaking(code):
        return {name: _(_first(name)) for name in RULES}


def _first(rule: str) -> str:
    return str(Workshop.model_fields[rule].default)


def change_language(edit: Edit, given: str) -> Workshop:
    """Say the session in another language; what the room worded itself stays.

    Raises `Refused` with the field "language".
    """
    after, before = known_language(given), edit.workshop.language
    if after == before:
        return edit.workshop
    edit.says(_("Language of the session: {name}").format(name=LANGUAGES[after]))
    for stage in list(edit.state.stages):
        plan = Plan.from_plain({**stage.spec, "language": ""})
        title = _again(stage.title, plan.title, before, after)
        edit.change(stage, title=title, spec={**stage.spec, "language": after})
        for row, texts in _criteria(edit, plan):
            said = {
                column: _again(getattr(row, column), text, before, after)
                for column, text in texts.items()
            }
            edit.change(row, **said)
    again = {
        name: _again(getattr(edit.workshop, name), _first(name), before, after) for name in RULES
    }
    return edit.change(edit.workshop, language=after, **again)


def _criteria(edit: Edit, plan: Plan) -> Iterator[tuple[Criterion, dict[str, str]]]:
    rows = edit.state.rows(Criterion)
    for number, criterion in enumerate(plan.criteria, 1):
        for row in rows:
            if row.ref == f"C{number}":
                yield row, {column: getattr(criterion, name) for column, name in CRITERION}


def _again(stands: str, source: str, before: str, after: str) -> str:
    """The text in the new language where it stands as its source was said in the old one."""
    with speaking(before):
        untouched = stands == _(source)
    with speaking(after):
        return _(source) if untouched else stands


def language_made_in(given: str | None) -> str:
    """The language a new session is made in: that asked for, else the one spoken now."""
    return known_language(given) if given else language()
