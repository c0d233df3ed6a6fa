"""The example's ledger and survey: what the session keeps of them, and the files themselves."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from facilitator.audit import demo_ledger
from facilitator.audit.taken import LedgerTaken, SurveyTaken
from facilitator.audit.where import Original, Where, write_where

KEPT = Path(__file__).with_name("audit.json")
"""What importing the files gave, written by `python -m facilitator.demo.audit`."""

LEDGER, SURVEY = "taveon-sales.csv", "taveon-survey.csv"

Told = Mapping[str, Any]


def kept() -> tuple[LedgerTaken, SurveyTaken]:
    """The ledger and the survey as the session keeps them."""
    told: dict[str, dict[str, Any]] = json.loads(KEPT.read_text("utf-8"))
    ledger, survey = told["ledger"], told["survey"]
    for taken in (ledger, survey):
        taken["files"], taken["left_out"] = tuple(taken["files"]), tuple(taken["left_out"])
    for name in ("first_day", "last_day"):
        ledger[name] = date.fromisoformat(ledger[name])
    return LedgerTaken(**ledger), SurveyTaken(**survey)


def write_files(directory: Path, told: Told) -> tuple[Path, Path]:
    """Write ledger and survey as the company's programs would export them."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    ledger, survey = directory / LEDGER, directory / SURVEY
    demo_ledger.write_ledger(ledger, told["figures"])
    demo_ledger.write_survey(survey, told["figures"], _comments(told))
    return ledger, survey


def put_at_hand(directory: Path, told: Told) -> None:
    """Lay the files beside the session, where its ledger is looked for when it is cut anew.

    Raises CannotRead, or OSError, when the disk does not take them.
    """
    ledger, _ = write_files(directory, told)
    content = ledger.read_bytes()
    original = Original(ledger.absolute(), hashlib.sha256(content).hexdigest(), len(content))
    taken, _ = kept()
    facts = {
        each.name: getattr(taken, each.name)
        for each in fields(taken)
        if each.name not in ("choices", "results", "kept")
    }
    days = {name: facts[name].isoformat() for name in ("first_day", "last_day")}
    mappings = (json.dumps(taken.mapping, ensure_ascii=False),)
    write_where(directory, Where((original,), mappings, facts | days))


def _comments(told: Told) -> dict[str, Sequence[tuple[int, str]]]:
    return {
        channel: [(score, text) for score, text in each]
        for channel, each in told["comments"].items()
    }
