"""An agenda with ledgers described by data, as a module of the product or a user would write it."""

from pathlib import Path

from facilitator.agenda.library import load_agenda
from facilitator.agenda.stages import Agenda


def growth() -> Agenda:
    """Strategies with their tactics, read as a user's file."""
    return load_agenda(Path(__file__).with_name("growth.toml"))
