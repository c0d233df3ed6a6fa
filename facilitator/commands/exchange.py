"""Take changes from an edited plan: compared with the session, shown, and accepted by number."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.commands.settings import Settings, Stopped, content_of, say
from facilitator.words.language import N_, _, ngettext

if TYPE_CHECKING:
    from exports.returning import Returned
    from facilitator.workshop.exchange.differences import Difference

MARKDOWN = (".md", ".markdown", ".txt")
ALL = "all"
NOTHING = "–"

KINDS = {
    "action": N_("action"),
    "goal": N_("goal"),
    "decision": N_("decision"),
    "requirement": N_("requirement"),
    "parked": N_("parked item"),
    "card": N_("card"),
    "session": N_("session"),
}


def take_back(settings: Settings, path: Path, reference: str, *, accept: str, as_json: bool) -> int:
    """Show what an edited plan says otherwise, or take what is accepted in as one entry.

    Returns 1 when something in the file could not be understood.
    """
    from exports.returning import read_back
    from facilitator.workshop.edit import Refused
    from facilitator.workshop.exchange.differences import take_in_differences
    from facilitator.workshop.opened import OpenWorkshop

    content = content_of(path)
    with settings.library() as library:
        opened = OpenWorkshop(library.store, library.find(reference).id, library.clock)
        try:
            found = read_back(content, opened.edit(), opened.store.entries(opened.id))
            chosen = accepted(found.differences, accept)
            if chosen:
                asyncio.run(opened.run(take_in_differences, chosen))
        except Refused as refused:
            raise Stopped(refused.sentence, 2) from refused
    if as_json:
        print(json.dumps(_as_json(found, chosen), ensure_ascii=False, indent=2))
    else:
        _show(found, chosen)
    return 1 if found.unread else 0


def accepted(differences: "tuple[Difference, ...]", words: str) -> "list[Difference]":
    """The differences meant by “all” or “1,3,5”; raises `Stopped` for a number there is not.

    “all” leaves out what was changed in the session since: its number has to be named.
    """
    if words.strip().casefold() == ALL:
        return [each for each in differences if not each.is_contested]
    numbers = [each.strip() for each in words.replace(";", ",").split(",") if each.strip()]
    known = {str(each.number): each for each in differences}
    for number in numbers:
        if number not in known:
            raise Stopped(
                _(
                    "There is no change {number}; there are {n}. Name them as 1,3,5 or say all."
                ).format(number=number, n=len(known)),
                2,
            )
    return [known[each] for each in dict.fromkeys(numbers)]


def told(difference: "Difference") -> str:
    """One difference in a line: “A03 Deadline: Fri 26 Feb 2027 → Mon 1 Mar 2027”."""
    from facilitator.workshop.exchange.differences import What

    kind = _(KINDS[difference.kind])
    if difference.what is What.ADDED:
        return _("new {kind}: {words}").format(kind=kind, words=difference.in_file)
    if difference.what is What.REMOVED:
        text = _("{ref} removed: {words}").format(ref=difference.ref, words=difference.in_session)
    else:
        text = (
            _("{ref} {label}: {before} → {after}")
            .format(
                ref=difference.ref,
                label=difference.label,
                before=difference.in_session or NOTHING,
                after=difference.in_file or NOTHING,
            )
            .strip()
        )  # the header of the session has no reference
    if not difference.is_contested:
        return text
    return _("{change} (changed in the session since; when exported: {words})").format(
        change=text, words=difference.when_exported or NOTHING
    )


def _show(found: "Returned", chosen: "list[Difference]") -> None:
    for notice in found.notices:
        say(notice)
    for unread in found.unread:
        say(_("Line {line}: {sentence}").format(line=unread.line or "–", sentence=unread.sentence))
    if not found.differences:
        say(_("The file asks for no change."))
    for each in found.differences:
        mark = "✓" if each in chosen else " "
        print("\t".join((str(each.number), mark, str(each.line or ""), told(each))))
    if chosen:
        count = len(chosen)
        say(ngettext("{n} change taken in.", "{n} changes taken in.", count).format(n=count))
    elif found.differences:
        say(_("Nothing was changed. Take changes in with --accept all, or --accept 1,3,5."))


def _as_json(found: "Returned", chosen: "list[Difference]") -> dict[str, Any]:
    return {
        "notices": list(found.notices),
        "not_understood": [{"line": each.line, "sentence": each.sentence} for each in found.unread],
        "changes": [
            {
                "number": each.number,
                "what": str(each.what),
                "kind": each.kind,
                "ref": each.ref,
                "field": next(iter(each.values), "") if each.label else "",
                "line": each.line,
                "in_session": each.in_session,
                "in_file": each.in_file,
                "when_exported": each.when_exported,
                "accepted": each in chosen,
            }
            for each in found.differences
        ],
    }
