"""The demo company's ledger and survey, read into a session as rows or held open on its screen."""

import asyncio
import csv
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facilitator.agenda import stage as plan_of_stage
from facilitator.audit.demo_ledger import write_ledger
from facilitator.audit.opened import OpenLedger, survey_taken
from facilitator.audit.results import Audit
from facilitator.audit.survey import read_survey
from facilitator.model import AuditSource, Row, Stage
from facilitator.store.places import Places
from facilitator.workshop.sources import choices_for
from facilitator.workshop.stages import new_stage
from facilitator.workshop.state import State
from screens.held import HeldLedgers
from screens.stages.views.look import Look
from screens.stages.views.page import ViewPage
from screens.stages.views.row import View
from tests.screens.stages.host import Shown, bare, showing
from tests.screens.waiting import wait_until
from tests.workshop import demo_rows as demo
from tests.workshop.demo_audit import NPS

PATIENCE = 20.0
_FOLDER = TemporaryDirectory(prefix="facilitator-test-")
COMMENTS = {("Dealer", 4): "Late deliveries in autumn", ("Corporate", 10): "They measure before"}


@cache
def ledger_file() -> Path:
    """The generated ledger: 3 721 invoices of two years, in euro."""
    told = json.loads(files("facilitator.demo").joinpath("taveon.json").read_text("utf-8"))
    path = Path(_FOLDER.name) / "sales.csv"
    write_ledger(path, told["figures"])
    return path


@cache
def survey_file() -> Path:
    """The 36 answers, two of them with a comment."""
    path = Path(_FOLDER.name) / "nps.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("Channel", "Score", "Comment"))
        for channel, scores in NPS:
            for score in map(int, scores.split()):
                rows.writerow((channel, score, COMMENTS.get((channel, score), "")))
    return path


def typed() -> list[Row]:
    """The demo's session with its typed sheets, nothing said yet."""
    return bare(*demo.audit(), snapshot())


def snapshot() -> Stage:
    """The stage A0, which the full day leaves out."""
    stage = new_stage("w", plan_of_stage("A0"))
    stage.id, stage.position = "A0", 99
    return stage


@cache
def _taken() -> tuple[dict[str, Any], dict[str, Any]]:
    async def read() -> tuple[Any, Any]:
        opened = await OpenLedger.read([ledger_file()], None, Path(_FOLDER.name) / "held")
        audit = await opened.audit(choices_for(State(typed())))
        kept = opened.taken(audit)
        await opened.close()
        return kept, survey_taken(read_survey(survey_file()))

    with ThreadPoolExecutor(1) as thread:  # whoever asks may have a loop running
        ledger, survey = thread.submit(asyncio.run, read()).result()
    return asdict(ledger), asdict(survey)


def sources() -> list[Row]:
    """What the session keeps of both files."""
    return [_source("ledger", _taken()[0], 0), _source("survey", _taken()[1], 1)]


def _source(kind: str, told: dict[str, Any], position: int) -> AuditSource:
    told = told | {"files": list(told["files"]), "left_out": list(told["left_out"])}
    return AuditSource(workshop_id="w", id=kind, kind=kind, position=position, **told)


def state() -> State:
    """The session with both files read."""
    return State([*typed(), *sources()])


@cache
def audit() -> Audit:
    """The audit as the session keeps it."""
    return Audit.from_plain(_taken()[0]["results"])


def look(width: int = 100) -> Look:
    """A look at the whole ledger."""
    return Look(state(), audit(), "sales.csv", 1000, width)


def text_of(view: View) -> str:
    """Everything a view says, one row a line, with plain spaces."""
    lines = [f"{row.item.text}  {row.item.right}  {row.item.detail}".rstrip() for row in view.rows]
    return "\n".join([view.title, *lines]).replace("\xa0", " ")


@asynccontextmanager
async def viewing(
    root: Path,
    stage_key: str,
    *,
    held: bool = False,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Shown]:
    """A stage of the session with both files read; with `held`, the ledger itself is at hand."""
    ledgers = HeldLedgers(Places.under(root))
    try:
        async with showing(root, stage_key, [*typed(), *sources()], size) as shown:
            shown.app.ledgers = ledgers  # type: ignore[attr-defined]
            if held:
                opened = await OpenLedger.read([ledger_file()], None, ledgers.directory("w"))
                await ledgers.hold("w", opened)
            yield shown
    finally:
        await ledgers.close_all()


def page_of(shown: Shown) -> ViewPage:
    """The view on the screen."""
    page = shown.body.page  # type: ignore[attr-defined]
    assert isinstance(page, ViewPage)
    return page


async def go_to_row(shown: Shown, key: str) -> None:
    """Put the cursor on a row; its key is the view's own."""
    assert page_of(shown).go_to(key), [row.item.key for row in page_of(shown).shown.rows]
    await shown.settle()


async def until(shown: Shown, *words: str) -> None:
    """Wait until all of these are on the screen."""

    def all_there() -> bool:
        said = shown.said().replace("\xa0", " ")
        return all(each in said for each in words)

    try:
        await wait_until(all_there, PATIENCE)
    except AssertionError:
        raise AssertionError(f"{words} not in\n{shown.text()}") from None
    await shown.settle()
