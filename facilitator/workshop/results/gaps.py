"""Requirement–capability gaps, and the chain key client – channel – USP."""

from dataclasses import dataclass

from facilitator.methods.exact import NotAvailable
from facilitator.methods.gaps import (
    Chain,
    GapFlag,
    GapMatrix,
    chain_check,
    critical_without_action,
    gap_matrix,
)
from facilitator.methods.gaps import Requirement as RatedRequirement
from facilitator.model import Channel, Requirement
from facilitator.words.language import _
from facilitator.workshop.results.actions import served
from facilitator.workshop.results.reading import fillings, guarded, yes_no
from facilitator.workshop.state import State

CHAIN_FORM = "chain"


@dataclass(frozen=True, slots=True)
class ChainResult:
    """The chain of one profile, channel and USP; `subject` is the filling of the form."""

    subject: str
    profile: str
    channel: str
    usp: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class Gaps:
    """The matrix by reference, and what it asks for; `critical` by rank."""

    matrix: GapMatrix
    critical: tuple[str, ...]
    uncovered: tuple[str, ...]
    """Critical gaps no action names as its source."""


def gaps(state: State) -> Gaps | NotAvailable:
    """Build the gap matrix of the session's requirements."""
    return state.memo("gaps", lambda: guarded(lambda: _gaps(state)))


def _gaps(state: State) -> Gaps | NotAvailable:
    rows = state.rows(Requirement)
    if not rows:
        return NotAvailable(_("There are no requirements yet."))
    matrix = gap_matrix(
        [
            RatedRequirement(
                ref=row.ref,
                importance=row.importance,
                required=row.required,
                own=row.own,
                competitor=row.competitor,
                assumption=row.assumption,
            )
            for row in rows
        ]
    )
    return Gaps(
        matrix=matrix,
        critical=matrix.flagged(GapFlag.CRITICAL),
        uncovered=critical_without_action(matrix, served(state)),
    )


def chains(state: State) -> tuple[ChainResult, ...]:
    """Every chain check that was begun."""
    return state.memo("chains", lambda: _chains(state))


def _chains(state: State) -> tuple[ChainResult, ...]:
    names = {channel.id: channel.name for channel in state.rows(Channel)}
    return tuple(
        ChainResult(
            subject=subject,
            profile=answers.get("profile", ""),
            channel=names.get(answers.get("channel", ""), answers.get("channel", "")),
            usp=answers.get("usp", ""),
            chain=chain_check(
                yes_no(answers.get("value_yes", "")),
                yes_no(answers.get("deliver_yes", "")),
                yes_no(answers.get("prove_yes", "")),
            ),
        )
        for subject, answers in fillings(state, CHAIN_FORM).items()
    )
