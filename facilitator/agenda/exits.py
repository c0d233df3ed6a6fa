"""Exit checks of a stage as an agenda file writes them, tested against the closed list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from facilitator.agenda.checks import CHECKS, NUMBERS
from facilitator.agenda.lines import Place
from facilitator.agenda.problems import Report
from facilitator.words.language import _

_LEDGERS = ("requirements", "goals", "actions")


def split_parameters(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an exit entry with everything but the check and its text gathered in `parameters`."""
    rest = {key: value for key, value in entry.items() if key not in ("check", "text")}
    return {"check": entry["check"], "text": entry["text"], "parameters": rest}


def check_exit(
    entry: Mapping[str, Any], stage: Mapping[str, Any], place: Place, report: Report
) -> None:
    """Report an unknown check, parameters it does not take, lacks, or that name nothing here.

    `stage` has its forms, ledger and sheets filled in.
    """
    name = entry["check"]
    if name not in CHECKS:
        report.error((*place, "check"), _unknown(name))
        return
    for key, value in entry.items():
        if key in ("check", "text"):
            continue
        if key not in CHECKS[name]:
            takes = ", ".join(CHECKS[name]) or _("no parameters")
            report.error(
                (*place, key),
                _("the check '{name}' takes no '{key}', only {takes}").format(
                    name=name, key=key, takes=takes
                ),
            )
        elif reason := _fault(key, value, stage):
            report.error(
                (*place, key), _("the check '{name}': {reason}").format(name=name, reason=reason)
            )
    for key in CHECKS[name]:
        if key not in entry:
            report.error(place, _("the check '{name}' needs '{key}'").format(name=name, key=key))


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, CHECKS, n=1)
    hint = (
        _("did you mean '{close}'?").format(close=close[0])
        if close
        else _("known checks: {checks}").format(checks=", ".join(sorted(CHECKS)))
    )
    return _("there is no check '{name}'; {hint}").format(name=name, hint=hint)


def _fault(key: str, value: object, stage: Mapping[str, Any]) -> str:
    if key in NUMBERS:
        right = type(value) is int and 0 <= value <= 10_000
        return "" if right else _("'{key}' must be a whole number, 0 or more").format(key=key)
    if not isinstance(value, str) or not value.split():
        return _("'{key}' must be text in quotes").format(key=key)
    known = _known(key, stage)
    for word in value.split() if key in ("sections", "cells") else [value]:
        if known is not None and word not in known:
            listed = _("; there are {known}").format(known=", ".join(known)) if known else ""
            what = "ledger" if key == "of" else key.removesuffix("s")
            return _("there is no {what} '{word}' here{listed}").format(
                what=what, word=word, listed=listed
            )
    return ""


def _known(key: str, stage: Mapping[str, Any]) -> list[str] | None:
    """Return the ids a parameter may name in this stage; None where anything goes."""
    forms = stage.get("forms", ())
    if key in ("section", "cells"):
        holder = "cells" if key == "cells" else "sections"
        return [each["id"] for each in stage.get(holder, ())]
    if key == "sheet":
        return [each["id"] for each in stage.get("sheets", ())]
    if key == "form":
        return [*(each["id"] for each in forms), *(["any"] if forms else [])]
    if key == "field":
        return [field["id"] for form in forms for field in form["fields"]]
    if key in ("ledger", "of"):
        return [*_LEDGERS, *(each["id"] for each in stage.get("ledgers", ()))]
    return None
