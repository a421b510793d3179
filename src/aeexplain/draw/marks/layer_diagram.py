"""Stacks of sheets, the channels of an image or of a code, and the bands that lead from one stack to the next."""

from dataclasses import dataclass

from aeexplain.draw.marks.label import label
from aeexplain.draw.svg import tag

APART = 1.6  # pixels from one sheet to the next
ROOM = 60  # pixels that a band must be long for its name to stand in it
LEAST = 8  # pixels of a band for each arrowhead


@dataclass(frozen=True)
class Stack:
    """Square sheets of `side` pixels, `count` of them, the later ones behind and `apart`, all together around (x, y)."""

    x: float
    y: float
    side: float
    count: int
    apart: float = APART

    @property
    def half(self) -> float:
        """Half the width, and half the height, of all sheets together."""
        return (self.side + (self.count - 1) * self.apart) / 2

    @property
    def corner(self) -> tuple[float, float]:
        """The top left corner of the sheet in front."""
        return self.x - self.half, self.y + self.half - self.side


def sheets(stack: Stack, series: str) -> str:
    """Return a stack's sheets, edged in the colour of `series`."""
    left, top = stack.corner
    return "".join(
        tag(
            "rect",
            class_=f"sheet series-{series}",
            x=left + i * stack.apart,
            y=top - i * stack.apart,
            width=stack.side,
            height=stack.side,
        )
        for i in reversed(range(stack.count))
    )


def band(before: Stack, after: Stack, name: str, steps: int = 0, series: str = "muted") -> str:
    """Return an area from the edge of one stack to that of the next, with its name: inside where it fits, else above.

    With `steps` that many arrowheads stand in the area, as far as there is room, and its name above.
    """
    y, start, end = before.y, before.x + before.half, after.x - after.half
    high, high2 = before.half, after.half
    shape = (
        f"M{start:.1f} {y - high:.1f}L{end:.1f} {y - high2:.1f}V{y + high2:.1f}L{start:.1f} {y + high:.1f}z"
    )
    inside = not steps and end - start > ROOM
    colour = "" if series == "muted" else series
    title = label(name, (start + end) / 2, y + 4 if inside else y - max(high, high2) - 8, colour, "middle")
    return tag("path", class_=f"area fill-{series}", d=shape) + _heads(start, end, before, steps) + title


def _heads(start: float, end: float, before: Stack, count: int) -> str:
    """Return arrowheads in a row, no higher than the stack that they come from."""
    count = min(count, int((end - start) / LEAST))
    if not count:
        return ""
    apart = (end - start) / (count + 1)
    size = min(10.0, before.side, apart) / 2
    places = (start + apart * (i + 1) - size / 2 for i in range(count))
    d = "".join(
        f"M{x:.1f} {before.y - size:.1f}l{size:.1f} {size:.1f}l-{size:.1f} {size:.1f}" for x in places
    )
    return tag("path", class_="segment series-a", d=d)
