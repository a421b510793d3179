"""A label beside what it names, instead of a legend."""

from aeexplain.draw.finite import not_finite, refuse
from aeexplain.draw.svg import tag, words


def label(text: str, x: float, y: float, series: str = "", anchor: str = "start") -> str:
    """Return text at a pixel position; `anchor` is "start", "middle" or "end", `series` gives it that series' colour."""
    if number := not_finite(text):
        return refuse(
            f"label: the text says {number!r}, which is no finite number", "say what there is instead"
        )
    classes = f"label text-{series}" if series else "label"
    return tag("text", words(text), class_=classes, x=float(x), y=float(y), text_anchor=anchor)
