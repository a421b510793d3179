r"""Titles and summaries: plain words in which formulas stand between dollar signs; `\$` is a dollar sign."""

import re
from dataclasses import dataclass
from html import escape

from aeexplain.errors import ExplainError
from aeexplain.site.markup.nodes import Formula
from aeexplain.site.math.formulas import Rendered
from aeexplain.site.math.plain_formulas import formula_text

# As in an article's text, money apart: none begins or ends with a space, none ends before a digit.
PARTS = re.compile(r"(?<!\\)\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?![\d$])")
SPOILT = re.compile(r"(?<!\\)\$[^$]*?(?P<sign>[\t\r]|(?<=\$)\n)[^$]*\$")
LETTERS = {"\t": "t", "\r": "r", "\n": "n"}


@dataclass(frozen=True)
class Title:
    """A title or a summary as its author wrote it; `where` is file:line:column of what it begins with."""

    source: str
    where: str

    def formulas(self) -> list[Formula]:
        """Return its formulas; one that TOML has spoilt: ExplainError."""
        found = [Formula(tex, False, self.where) for tex in PARTS.findall(self.source)]
        if spoilt := SPOILT.search(self.source):
            what = f"a formula in which \\{LETTERS[spoilt['sign']]} was read as white space"
            hint = "write the text between single quotes, which leave backslashes alone"
            raise ExplainError(self.where, what, hint)
        return found

    def html(self, rendered: Rendered) -> str:
        """Return it as HTML."""
        parts = PARTS.split(self.source)  # text, TeX, text, ...
        return "".join(
            rendered[part, False] if i % 2 else escape(_words(part)) for i, part in enumerate(parts)
        )

    def text(self, rendered: Rendered) -> str:
        """Return it as plain text."""
        parts = PARTS.split(self.source)
        return "".join(
            formula_text(rendered[part, False]) if i % 2 else _words(part) for i, part in enumerate(parts)
        )


def title_at(key: str, source: str, front: str, where: str, first_line: int) -> Title:
    """Return a title with its place in the front matter, where its key is."""
    for number, line in enumerate(front.split("\n"), first_line):
        if found := re.match(rf"\s*[\"']?{key}[\"']?\s*[=:]\s*(?:\"\"\"|'''|[\"'])?", line):
            formula = PARTS.search(line)
            column = (formula.start(1) if formula else found.end()) + 1
            return Title(source, f"{where}:{number}:{column}")
    return Title(source, f"{where}:{first_line}:1")


def _words(text: str) -> str:
    return text.replace(r"\$", "$")
