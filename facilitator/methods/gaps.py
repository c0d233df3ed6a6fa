"""Gaps between what key clients require and what the company can do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.methods.exact import NotAvailable
from facilitator.words.language import N_, _

CRITICAL_GAP = 2
IMPORTANT_FROM = 4
MINOR_UP_TO = 2


class GapFlag(StrEnum):
    """What a row of the matrix points out."""

    CRITICAL = N_("critical")
    OVER_SERVICE = N_("over-service")
    USP_CANDIDATE = N_("USP candidate")
    COMPETITOR_AHEAD = N_("competitor ahead")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement with levels 1–5; None is not rated. `assumption` marks a guess."""

    ref: str
    importance: int | None
    required: int | None
    own: int | None
    competitor: int | None = None
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """A requirement with its gap; `rank` is None while the gap is not available."""

    requirement: Requirement
    gap: int | NotAvailable
    weighted: int | NotAvailable
    rank: int | None
    flags: tuple[GapFlag, ...]


@dataclass(frozen=True, slots=True)
class FitIndex:
    """Fulfilled part of what is required, over the `rated` of all `requirements`."""

    index: Fraction | NotAvailable
    rated: int
    requirements: int


@dataclass(frozen=True, slots=True)
class GapMatrix:
    """Rows by weighted gap, unrated ones last; `weighted_total` adds the rated rows."""

    rows: tuple[GapRow, ...]
    own: FitIndex
    competitor: FitIndex
    weighted_total: int | NotAvailable
    assumptions: tuple[str, ...]

    def flagged(self, flag: GapFlag) -> tuple[str, ...]:
        """References of the rows with a flag, by rank."""
        return tuple(row.requirement.ref for row in self.rows if flag in row.flags)


def gap_matrix(requirements: Sequence[Requirement]) -> GapMatrix:
    """Build the matrix: gap = max(0, required - own), weighted by importance.

    Equal weighted gaps rank by importance, then in the order given. Raises ValueError for a level
    outside 1…5.
    """
    for each in requirements:
        _check(each)
    rows = [_row(each) for each in requirements]
    known = [row for row in rows if not isinstance(row.weighted, NotAvailable)]
    known.sort(key=_by_weight)
    ranked = [
        GapRow(row.requirement, row.gap, row.weighted, rank, row.flags)
        for rank, row in enumerate(known, 1)
    ]
    unrated = [row for row in rows if isinstance(row.weighted, NotAvailable)]
    whole: int | NotAvailable = NotAvailable(_("No requirement is fully rated yet."))
    if known:
        whole = sum(row.weighted for row in known if isinstance(row.weighted, int))
    return GapMatrix(
        rows=(*ranked, *unrated),
        own=_fit([(each, each.own) for each in requirements]),
        competitor=_fit([(each, each.competitor) for each in requirements]),
        weighted_total=whole,
        assumptions=tuple(each.ref for each in requirements if each.assumption),
    )


def critical_without_action(matrix: GapMatrix, served: Collection[str]) -> tuple[str, ...]:
    """Critical gaps that no action serves; `served` are the sources of all actions."""
    return tuple(ref for ref in matrix.flagged(GapFlag.CRITICAL) if ref not in served)


def _check(each: Requirement) -> None:
    levels: Mapping[str, int | None] = {
        "importance": each.importance,
        N_("required level"): each.required,
        N_("own level"): each.own,
        N_("competitor's level"): each.competitor,
    }
    for name, level in levels.items():
        if level is not None and not 1 <= level <= 5:
            raise ValueError(
                _("The {level} of {ref} is {number}; use 1 to 5.").format(
                    level=_(name), ref=each.ref, number=level
                )
            )


def _row(each: Requirement) -> GapRow:
    gap: int | NotAvailable = NotAvailable(
        _("{ref} lacks the required or the own level.").format(ref=each.ref)
    )
    weighted: int | NotAvailable = gap
    if each.required is not None and each.own is not None:
        gap = max(0, each.required - each.own)
        weighted = NotAvailable(_("{ref} lacks its importance.").format(ref=each.ref))
        if each.importance is not None:
            weighted = each.importance * gap
    return GapRow(each, gap, weighted, None, _flags(each))


def _by_weight(row: GapRow) -> tuple[int, int]:
    weighted = row.weighted if isinstance(row.weighted, int) else 0
    return -weighted, -(row.requirement.importance or 0)


def _flags(each: Requirement) -> tuple[GapFlag, ...]:
    """Flags whose levels are all rated; an unknown competitor makes no USP."""
    importance, required, own, competitor = (
        each.importance,
        each.required,
        each.own,
        each.competitor,
    )
    if importance is None or own is None:
        return ()
    important = importance >= IMPORTANT_FROM
    flags: list[GapFlag] = []
    if required is not None:
        if required - own >= CRITICAL_GAP and important:
            flags.append(GapFlag.CRITICAL)
        if own > required and importance <= MINOR_UP_TO:
            flags.append(GapFlag.OVER_SERVICE)
        if competitor is not None and own >= required and own > competitor and important:
            flags.append(GapFlag.USP_CANDIDATE)
    if competitor is not None and competitor > own and important:
        flags.append(GapFlag.COMPETITOR_AHEAD)
    return tuple(flags)


def _fit(levels: Sequence[tuple[Requirement, int | None]]) -> FitIndex:
    """Sum of v x min(level, required) / sum of v x required, over rated requirements."""
    reached = needed = rated = 0
    for each, level in levels:
        if level is None or each.importance is None or each.required is None:
            continue
        rated += 1
        reached += each.importance * min(level, each.required)
        needed += each.importance * each.required
    index: Fraction | NotAvailable = NotAvailable(_("No requirement is fully rated yet."))
    if rated:
        index = Fraction(reached, needed)
    return FitIndex(index, rated, len(levels))


class ChainStatus(StrEnum):
    """Whether a USP reaches the key client through the channel."""

    REALISED = N_("USP realised")
    GAP = N_("chain gap")
    OPEN = N_("not answered yet")


@dataclass(frozen=True, slots=True)
class Chain:
    """Result of the chain check; `missing` says what breaks it or is not answered."""

    status: ChainStatus
    missing: tuple[str, ...]


def chain_check(
    client_values: bool | None, channel_delivers: bool | None, materials_prove: bool | None
) -> Chain:
    """Check the chain key client – channel – USP; None is not answered yet."""
    links = (
        (client_values, _("the client values it")),
        (channel_delivers, _("the channel can deliver it")),
        (materials_prove, _("the materials prove it")),
    )
    broken = [
        _("Not true yet: {link}; plan an action.").format(link=link)
        for answer, link in links
        if answer is False
    ]
    unknown = [
        _("Ask whether {link}.").format(link=link) for answer, link in links if answer is None
    ]
    if broken:
        return Chain(ChainStatus.GAP, (*broken, *unknown))
    return Chain(ChainStatus.OPEN if unknown else ChainStatus.REALISED, tuple(unknown))
