"""figures.toml beside an article: what the figures that it calls say in its language, in a table for each demo."""

import re
import tomllib
from collections.abc import Mapping

from aeexplain.errors import ExplainError
from aeexplain.site.core.text import decoded

FILE = "figures.toml"
VALUE = re.compile(r"\{(\w+)\}")

type FigureWords = Mapping[str, Mapping[str, str]]


def read_figure_words(data: bytes, where: str) -> FigureWords:
    """Return the tables by their demos; what is wrong with one: ExplainError."""
    try:
        tables = tomllib.loads(decoded(data, where))
    except tomllib.TOMLDecodeError as error:
        raise ExplainError(where, f"is no TOML: {error}", "mend the line") from None
    for demo, table in tables.items():
        if not isinstance(table, dict):
            raise ExplainError(
                where, f"{demo!r:.60} stands in no table", "write it below [the name of a demo]"
            )
        for text, said in table.items():
            if not isinstance(said, str) or not said.strip():
                raise ExplainError(
                    where, f"[{demo}] {text!r:.80} is given no text", 'write "its text" = "another"'
                )
            if strange := sorted({*VALUE.findall(said)} - {*VALUE.findall(text)}):
                hint = "name what stands between braces in the figure's own text"
                raise ExplainError(where, f"[{demo}] {said!r:.80} has a value {strange[0]!r}", hint)
    return tables
