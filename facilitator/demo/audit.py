"""Imports the example's ledger and survey as a moderator would, and writes what came of it.

python -m facilitator.demo.audit writes `audit.json`; a test compares the two.
"""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from facilitator.audit.engine.choices import Choices
from facilitator.audit.opened import OpenLedger, survey_taken
from facilitator.audit.survey import read_survey
from facilitator.demo.loading import DAY, begin_demo, the_example
from facilitator.demo.sources import KEPT, write_files
from facilitator.store.places import Places
from facilitator.store.store import Store
from facilitator.workshop.figures import type_figures
from facilitator.workshop.opened import OpenWorkshop
from facilitator.workshop.sources import choices_for


def imported() -> dict[str, Any]:
    """What the session keeps of the ledger and the survey, as JSON values."""
    with TemporaryDirectory(prefix="facilitator-demo-") as root:
        return asyncio.run(_imported(Path(root)))


async def _imported(root: Path) -> dict[str, Any]:
    told = the_example()
    paths = await asyncio.to_thread(write_files, root / "files", told)
    with Store(root / "sessions.db", Places.under(root)) as store:
        session = await begin_demo(store)
        await session.run(type_figures, "sales", [told["figures"]["sales"][0]])
        await session.run(type_figures, "economics", told["figures"]["economics"])
        ledger = await _ledger(session, paths[0], root / "ledger")
    survey = survey_taken(await asyncio.to_thread(read_survey, paths[1]))
    days = {name: ledger[name].isoformat() for name in ("first_day", "last_day")}
    return json.loads(json.dumps({"ledger": ledger | days, "survey": asdict(survey)}))


async def _ledger(session: OpenWorkshop, path: Path, directory: Path) -> dict[str, Any]:
    opened = await OpenLedger.read([path], None, directory)
    try:
        found = await opened.audit(choices_for(session.state, Choices(as_of=DAY)))
        return asdict(opened.taken(found))
    finally:
        await opened.close()


def written(values: dict[str, Any]) -> str:
    """The file's text."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    KEPT.write_text(written(imported()), "utf-8")
