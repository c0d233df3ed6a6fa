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
            refused = (
                _("the check '{name}' takes no '{key}', only {takes}")
                if CHECKS[name]
                else _("the check '{name}' takes no '{key}', only no parameters")
            )
            takes = ", ".join(CHECKS[name])
            report.error((*place, key), refused.format(name=name, key=key, takes=takes))
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
    if close:
        return _("there is no check '{name}'; did you mean '{close}'?").format(
            name=name, close=close[0]
        )
    return _("there is no check '{name}'; known checks: {checks}").format(
        name=name, checks=", ".join(sorted(CHECKS))
    )


def _fault(key: str, value: object, stage: Mapping[str, Any]) -> str:
    if key in NUMBERS:
        right = type(value) is int and 0 <= value <= 10_000
        return "" if right else _("'{key}' must be a whole number, 0 or more").format(key=key)
    if not isinstance(value, str) or not value.split():
        return _("'{key}' must be text in quotes").format(key=key)
    known = _known(key, stage)
    for word in value.split() if key in ("sections", "cells") else [value]:
        if known is not None and word not in known:
            what = "ledger" if key == "of" else key.removesuffix("s")
            missing = (
                _("there is no {what} '{word}' here; there are {known}")
                if known
                else _("there is no {what} '{word}' here")
            )
            return missing.format(what=what, word=word, known=", ".join(known))
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
