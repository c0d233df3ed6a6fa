"""Looking at results needs neither the database of the audit nor its expressions."""

import subprocess
import sys

LOOK = """
import sys
from screens.stages.figures import FiguresBody
from screens.stages.views.catalogue import VIEWS
heavy = {name for name in sys.modules if name.startswith(("duckdb", "pandas", "python_calamine"))}
engine = {name for name in sys.modules if name == "facilitator.audit.engine.analysis"}
assert not heavy and not engine, (heavy, engine)
"""


def test_nothing_of_the_engine_is_imported_before_a_re_cut() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
