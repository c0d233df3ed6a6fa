"""Rows and groups of sheets that mean the same in every language.

A sheet may have rows of its own (the steps of a funnel) and groups that stand for something (the
whole company). A room types them, and its agenda names them, in its language: what is calculated
goes by what they mean.
"""

from collections.abc import Mapping
from functools import lru_cache

from facilitator.agenda import library
from facilitator.agenda.parts import Sheet
from facilitator.agenda.tables import UnknownName
from facilitator.model import Figure
from facilitator.words.everywhere import in_every_language
from facilitator.words.language import LANGUAGES, N_, _, speaking

CHANNEL = N_("Channel")
"""How the product's sheets name their groups where these are channels."""


def fixed_row(sheet: str, label: str) -> str:
    """The id of the sheet's own row a label means, else the label in small letters."""
    wanted = label.strip().casefold()
    return _meanings(sheet).get(wanted, wanted)


@lru_cache
def _meanings(sheet: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            try:
                rows = library.sheet(sheet).rows
            except UnknownName:
                return {}
        for row in rows:
            found[row.id] = found[row.id.replace("_", " ")] = row.id
            for said in in_every_language(row.title):
                found[said] = row.id
    return found


def by_channel(spec: Sheet) -> bool:
    """Whether the groups of a sheet are channels."""
    return spec.group.casefold() in in_every_language(CHANNEL)


def said_group(row: Figure | str) -> str:
    """The group of a row as it is shown; total, company and no channel are kept in English."""
    group = row if isinstance(row, str) else row.grouping
    return _(group) if group in _KEPT else group


_KEPT = (N_("Total"), N_("Company"), N_("No channel"), N_("Other channels"))
