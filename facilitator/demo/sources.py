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
from facilitator.words.language import _, ngettext
from facilitator.words.number import with_marks

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
    _say_anew(ledger["results"])
    for comment in survey["results"]["comments"]:
        comment["text"] = _(comment["text"])
    return LedgerTaken(**ledger), SurveyTaken(**survey)


def _say_anew(results: dict[str, Any]) -> None:
    """Say the sentences of the audit, which are kept in English, in the language of the moment."""
    results["cheque"]["counted"] = _(results["cheque"]["counted"])
    results["abc"]["hints"] = [_(hint) for hint in results["abc"]["hints"]]
    retail = next(
        each["figures"] for each in results["channels"] if "not_available" in each["movement"]
    )
    results["coverage"]["notes"] = [
        ngettext(
            "{count} rows of the window name no customer ({money}): they stay in the dynamics "
            "and leave ABC and XYZ.",
            "{count} rows of the window name no customer ({money}): they stay in the dynamics "
            "and leave ABC and XYZ.",
            retail["lines"],
        ).format(count=retail["lines"], money=with_marks(f"{retail['revenue']}.00"))
    ]
    counts = results["xyz"]["counts"]
    results["xyz"]["sentence"] = _(
        "By quarter over {periods} whole quarters, each from the first purchase on: of "
        "{some} customers with a class {x} are X (CV up to {x_limit} %), {y} Y (up to {y_limit} "
        "%) and {z} Z; {short} have not "
        "enough history, {lost} are lost."
    ).format(
        periods=len(results["total"]["quarters"]),
        some=sum(counts[letter] for letter in "XYZ"),
        x=counts["X"],
        x_limit=10,
        y=counts["Y"],
        y_limit=25,
        z=counts["Z"],
        short=counts["n/a"],
        lost=counts["lost"],
    )


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
    ledger = write_files(directory, told)[0]
    content = ledger.read_bytes()
    original = Original(ledger.absolute(), hashlib.sha256(content).hexdigest(), len(content))
    taken = kept()[0]
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
