"""Compiles the translations while the package is built, so that what is installed speaks them."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent


class Languages(BuildHookInterface[Any]):
    """Makes the compiled catalogues and puts them into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed; raises ValueError when translations contradict."""
        sys.path.insert(0, str(HERE))
        try:
            from facilitator.locale.catalogues import compile_all
        finally:
            sys.path.remove(str(HERE))
        if problems := compile_all(HERE / "facilitator" / "locale"):
            raise ValueError("\n".join(problems))
        build_data["artifacts"].append("facilitator/locale/*.mo")
