"""Has hatchling put what `build.py ready-made` makes into the wheel; an installation that only points here needs none of it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyMade(BuildHookInterface):  # type: ignore[type-arg]
    """Makes it, by the checkout's own environment, which is set up where it is not there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add what was made to the files of a wheel; where that fails, the wheel fails too."""
        if version == "editable":
            return
        made = Path(self.root, ".cache", "ready-made")
        subprocess.run(
            [sys.executable, str(Path(self.root, "build.py")), "ready-made", str(made)], check=True
        )
        build_data["force_include"][str(made)] = "aeexplain/shipped/ready"
