"""TeX commands of an author's own, from site.toml or front matter."""

import re
from collections.abc import Mapping

from aeexplain.site.core.strict_toml import Field

COMMAND = re.compile(r"\\?[A-Za-z]+")


def _are_macros(value: object) -> bool:
    return isinstance(value, dict) and all(
        COMMAND.fullmatch(str(name)) and isinstance(meaning, str) for name, meaning in value.items()
    )


MACROS = Field(
    *(dict, False, {}, _are_macros), r"a table of commands and their TeX, such as R = '\mathbb{R}'"
)


def macros_of(table: Mapping[str, str]) -> dict[str, str]:
    """Return macros as KaTeX takes them, whose names begin with a backslash."""
    return {f"\\{name.lstrip(chr(92))}": meaning for name, meaning in table.items()}
