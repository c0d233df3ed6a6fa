"""Keeps the terminal whole and the app alive, whatever text, keys or faults come along."""

from screens.guard.app import GuardedApp
from screens.guard.running import RESTART, run_guarded

__all__ = ["RESTART", "GuardedApp", "run_guarded"]
