"""What makes tests of screens quick: no guessed pauses, and little for the collector to look at."""

import gc
from collections.abc import Iterator

import pytest
from textual._styles_cache import StylesCache

from tests.screens import quiet

quiet.install()


@pytest.fixture(autouse=True, scope="session")
def _modules_are_no_garbage() -> Iterator[None]:
    """Freeze what is loaded once for all tests.

    The program does so when a session is opened, and looks through everything before: here that
    would be every module of every test, a quarter of a second each time.
    """
    freeze, unfreeze = gc.freeze, gc.unfreeze
    gc.collect()
    freeze()
    gc.freeze = gc.unfreeze = lambda: None
    yield
    gc.freeze, gc.unfreeze = freeze, unfreeze
    unfreeze()


@pytest.fixture(autouse=True)
def _screens_are_forgotten() -> Iterator[None]:
    """Let go of the last thousand painted borders, which hold on to the widgets they were for."""
    yield
    StylesCache.get_inner_outer.cache_clear()
