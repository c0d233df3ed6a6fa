"""Where things lie on this machine: settings, sessions, the second copy, backups, reports."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Places:
    """The directories of one installation; whatever is made in them is its user's alone."""

    config: Path
    data: Path
    state: Path

    @classmethod
    def of_user(cls) -> "Places":
        """The platform's directories for the person who runs the program."""
        return cls(
            Path(platformdirs.user_config_dir("facilitator")),
            Path(platformdirs.user_data_dir("facilitator")),
            Path(platformdirs.user_state_dir("facilitator")),
        )

    @classmethod
    def under(cls, root: Path) -> "Places":
        """All directories below one root, for throw-away sessions and tests."""
        return cls(root / "config", root / "data", root / "state")

    @property
    def database(self) -> Path:
        """The default home of the sessions."""
        return self.data / "sessions.db"

    @property
    def recorder(self) -> Path:
        """The second copy: for each database a directory with one file per session."""
        return self.state / "recorder"

    @property
    def backups(self) -> Path:
        """Whole copies of the database."""
        return self.state / "backups"

    @property
    def holds(self) -> Path:
        """Who has which session open."""
        return self.state / "open"

    @property
    def ledgers(self) -> Path:
        """For each session a directory with what is known of its sales ledger."""
        return self.state / "ledgers"

    @property
    def exports(self) -> Path:
        """For each session the list of files it was exported to."""
        return self.state / "exports"

    @property
    def reports(self) -> Path:
        """What went wrong, without the room's words."""
        return self.state / "reports"


def keep_private() -> None:
    """From now on whatever this process creates is its user's alone."""
    os.umask(0o077)
