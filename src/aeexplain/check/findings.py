"""What a check has found."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: which check found it, in which file or page, and what it is.

    A warning is what a site may be published with: close to a budget, a matter of taste for a validator, a layout that moves
    less than readers notice, an accessibility rule whose breach hinders nobody by itself.
    """

    check: str
    where: str
    what: str
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.check})"
