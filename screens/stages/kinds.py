"""Which body shows which kind of stage; a body is imported when its kind is first shown."""

from importlib import import_module

from facilitator.model import Stage
from screens.desk import Desk
from screens.stages.body import Body

BODIES: dict[str, tuple[str, str]] = {
    "board": ("screens.stages.board", "BoardBody"),
    "options": ("screens.stages.options", "OptionsBody"),
    "matrix": ("screens.stages.matrix", "MatrixBody"),
    "form": ("screens.stages.form", "FormBody"),
    "ledger": ("screens.stages.ledger", "LedgerBody"),
    "figures": ("screens.stages.figures", "FiguresBody"),
    "round": ("screens.stages.round", "RoundBody"),
    "agreement": ("screens.stages.agreement", "AgreementBody"),
    "setup": ("screens.stages.setup", "SetupBody"),
    "break": ("screens.stages.pause", "PauseBody"),
}


def body_for(desk: Desk, stage: Stage) -> Body:
    """A fresh body for the stage."""
    module, name = BODIES[stage.kind]
    body: Body = getattr(import_module(module), name)(desk, stage.id)
    return body
