"""What the three ledgers differ in: their rows, their commands, what a plain line adds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from facilitator.model import Action, Goal, Record, Requirement
from facilitator.words.action_line import read_action
from facilitator.words.language import N_, _
from facilitator.words.text import is_blank
from facilitator.workshop.actions import (
    add_action,
    change_action,
    delete_action,
    echo,
    reorder_action,
)
from facilitator.workshop.edit import Edit, Refused
from facilitator.workshop.goals import add_goal, change_goal, delete_goal, reorder_goal
from facilitator.workshop.requirements import (
    add_requirement,
    change_requirement,
    delete_requirement,
    reorder_requirement,
)
from screens.stages.rows_shown import (
    Rows,
    Summary,
    action_items,
    action_summary,
    goal_items,
    goal_summary,
    requirement_items,
    requirement_summary,
)

LedgerRow: TypeAlias = Requirement | Goal | Action | Record

LEVELS = {
    "importance": N_("importance"),
    "required": N_("required"),
    "own": N_("own"),
    "competitor": N_("competitor"),
}
"""The levels of a requirement in the order they are asked, and how they are called."""

_LEVELS_LAST = re.compile(r"(?P<text>.*?\S)\s+(?P<levels>[1-5·–-](?:[ ,/]+[1-5·–-]){1,3})\s*")
_LEVELS_ONLY = re.compile(r"[1-5·–-](?:[ ,/]*[1-5·–-]){0,3}")
_MISSING = "·–-"


@dataclass(frozen=True, slots=True)
class LedgerKind:
    """One ledger: how a line becomes a row, and the commands on rows."""

    model: type[LedgerRow]
    items: Rows
    summary: Summary
    add: Callable[[Edit, str], LedgerRow]
    change: Callable[..., Any]
    delete: Callable[[Edit, str], None]
    reorder: Callable[[Edit, str, int], Any]
    placeholder: str
    columns: str = ""
    accepts: str = ""
    """Characters that are keys on a row."""


def add_lines(edit: Edit, add: Callable[[Edit, str], LedgerRow], lines: Sequence[str]) -> str:
    """Make a row of each line in one step; raises `Refused` with the number of the line."""
    wanted = [line for line in lines if not is_blank(line)]
    refs: list[str] = []
    for count, line in enumerate(wanted, 1):
        try:
            refs.append(add(edit, line).ref)
        except Refused as refused:
            sentence = refused.sentence
            if len(wanted) > 1:
                sentence = _("Line {line}: {problem}").format(line=count, problem=sentence)
            raise Refused(sentence, refused.field) from refused
    said = (
        edit.label
        if len(refs) == 1
        else _("{first} … {last} added").format(first=refs[0], last=refs[-1])
    )
    edit.says(said)
    return said


def split_levels(line: str) -> tuple[str, dict[str, int]]:
    """The words of a requirement, and the levels typed behind them."""
    found = _LEVELS_LAST.fullmatch(line)
    if found is None:
        return line.strip(), {}
    return found["text"], levels_in(found["levels"])


def levels_in(words: str) -> dict[str, int]:
    """Levels by field; a dot or a dash leaves one out."""
    marks = re.findall(r"[1-5·–-]", words)
    pairs = zip(LEVELS, marks, strict=False)
    return {field: int(mark) for field, mark in pairs if mark not in _MISSING}


def only_levels(line: str) -> bool:
    """Whether a line holds nothing but levels, which are meant for the row under the cursor."""
    return _LEVELS_ONLY.fullmatch(line.strip()) is not None


def _requirement(edit: Edit, line: str) -> Requirement:
    text, levels = split_levels(line)
    return add_requirement(edit, text, **levels)


def _action(edit: Edit, line: str) -> Action:
    """What is to be done; words before which no @name stands have no owner yet."""
    read = read_action(line, {}, edit.today)
    problems = [each for each in read.problems if not _about_owner(each)]
    if problems:
        raise Refused(" ".join(problems))
    action = add_action(
        edit,
        read.title,
        deadline=read.deadline.day if read.deadline else None,
        measure=read.measure,
        first_step=read.first_step,
        sources=read.sources,
        cost=f"{read.cost.value:f} {read.cost.unit}" if read.cost else None,
    )
    edit.says(f"{echo(edit, action)}; {_('nobody owns it yet')}")
    return action


def _about_owner(problem: str) -> bool:
    return "nobody here" in problem or "Nobody is named" in problem


KINDS: Mapping[str, LedgerKind] = {
    "requirements": LedgerKind(
        Requirement,
        requirement_items,
        requirement_summary,
        _requirement,
        change_requirement,
        delete_requirement,
        reorder_requirement,
        N_("On-time delivery 5 5 3 4 = importance required own competitor"),
        N_("importance required own competitor → gap"),
        "12345",
    ),
    "goals": LedgerKind(
        Goal,
        goal_items,
        goal_summary,
        add_goal,
        change_goal,
        delete_goal,
        reorder_goal,
        N_("which number must move? from, to, by when"),
        N_("SMART letters, confidence"),
    ),
    "actions": LedgerKind(
        Action,
        action_items,
        action_summary,
        _action,
        change_action,
        delete_action,
        reorder_action,
        N_("@owner what by fri; done: how we see it; first: step; from: R1 G1"),
        N_("owner, deadline"),
    ),
}
