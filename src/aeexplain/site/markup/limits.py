"""How much an article may hold, so that no text can keep the build busy for minutes: Markdown's time grows with the square
of a paragraph's length and of the brackets that it leaves open."""

import re

from aeexplain.errors import ExplainError

LONGEST = 1_000_000  # characters of an article
LONGEST_PARAGRAPH = 20_000  # without an empty line; code between fences included
MOST_OPEN = 100  # brackets of a paragraph
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def check_bounds(text: str, where: str, first_line: int) -> None:
    """Raise ExplainError where a text is longer than any that is written for readers."""
    if len(text) > LONGEST:
        raise ExplainError(
            where, f"has {len(text):,} characters, more than {LONGEST:,}", "make it two articles"
        )

    def at(match: re.Match[str]) -> str:
        return f"{where}:{first_line + text.count('\n', 0, match.start())}"

    for match in PARAGRAPH.finditer(text):
        paragraph = match[0]
        if len(paragraph) > LONGEST_PARAGRAPH:
            what = f"a paragraph of {len(paragraph):,} characters, more than {LONGEST_PARAGRAPH:,}"
            raise ExplainError(at(match), what, "leave an empty line where it may be parted")
        for mark, other in ("[]", "()"):
            left = paragraph.count(mark) - paragraph.count(other)
            if abs(left) > MOST_OPEN:
                what = (
                    f"a paragraph with {abs(left):,} more {mark if left > 0 else other!r} than their partners"
                )
                raise ExplainError(at(match), what, "close them, or set code between fences")
