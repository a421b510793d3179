"""What `compute` may give for a view, and what a figure is declared with, apart from controls."""

from aeexplain_texts._markdown import fence, signature, told
from aeexplain_texts.controls import kinds

from aeexplain import demo

ELSEWHERE = (
    "Demo",
    "RUN",
    "Check",
    "Shown",
    "Control",
    "Frame",
)  # on the page about figures, or made by nobody


def text():
    """Return a section for each name of the vocabulary that stands on no other page."""
    names = [name for name in demo.__all__ if name not in (*kinds(), *ELSEWHERE)]
    return "\n\n".join(
        f"### `{name}`\n\n{fence(signature(name, getattr(demo, name)))}\n\n{told(getattr(demo, name))}"
        for name in names
    )
