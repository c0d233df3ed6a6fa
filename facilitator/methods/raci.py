"""RACI: who is responsible, accountable, consulted, informed for each action item."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.actions import Field, Finding, Level
from facilitator.words.language import _, ngettext

MOST_ACCOUNTABLE = Fraction(40, 100)


class Raci(StrEnum):
    """The four parts a person can have in an action."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"


def check_raci(
    rows: Mapping[str, Mapping[str, frozenset[Raci]]], owners: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Check rows of action reference to (person to parts).

    Each row has exactly one A and at least one R (the A may be the R too); the owner in the plan,
    if given by reference in `owners`, is the A. A person with A in more than 40 % of the rows,
    and in more than one, is a warning.
    """
    findings: list[Finding] = []
    accountable: dict[str, int] = {}
    for ref, row in rows.items():
        chosen = [who for who, parts in row.items() if Raci.ACCOUNTABLE in parts]
        for who in chosen:
            accountable[who] = accountable.get(who, 0) + 1
        sentences: list[str] = []
        if not chosen:
            sentences.append(_("Nobody has the A; choose who is accountable."))
        elif len(chosen) > 1:
            sentences.append(_("{names} all have the A; keep one.").format(names=", ".join(chosen)))
        elif owners and ref in owners and owners[ref] != chosen[0]:
            sentences.append(
                _("The A is {name}, but {owner} owns the action.").format(
                    name=chosen[0], owner=owners[ref]
                )
            )
        if not any(Raci.RESPONSIBLE in parts for parts in row.values()):
            sentences.append(_("Nobody has the R; choose who does the work."))
        findings.extend(
            Finding(Level.ERROR, ref, Field.OWNER, f"{ref}: {sentence}") for sentence in sentences
        )
    for who, count in accountable.items():
        if count > 1 and Fraction(count, len(rows)) > MOST_ACCOUNTABLE:
            sentence = ngettext(
                "{name} has the A in {count} of {whole} actions; share them out.",
                "{name} has the A in {count} of {whole} actions; share them out.",
                len(rows),
            ).format(name=who, count=count, whole=len(rows))
            findings.append(Finding(Level.WARNING, None, Field.OWNER, sentence))
    return tuple(findings)
