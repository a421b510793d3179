"""Where a view stands in its figure, and what every kind of view has."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from aeexplain.demo.controls.handles import Ground
from aeexplain.demo.html import element
from aeexplain.draw import Pixels

SIZES = ("tile", "half", "full")
SERIES = ("", "a", "b")  # of titles
LEAST_RATIO, MOST_RATIO = 0.3, 6.0

ImageAddress = Callable[[Pixels], str]
"""Gives an image an address, such as that of a PNG."""


@dataclass(frozen=True)
class View:
    """Where a drawing, an image, a table, a readout or words stand in the figure: a title and a size on the page.

    series: "a" or "b" for the title of a picture that is all of a model's or of its rival's, in the colour of that.
    """

    title: str
    size: str = "tile"
    series: str = ""


class ViewKind[T](ABC):
    """What a demo may give for a view: how it is checked, packed for the page, and drawn before any script runs.

    name: names it in the page, where the painter of the same name draws it. shows: the type that the demo gives. on_stage:
    it stands among the pictures, not among the numbers. holds_controls: a control may lie on it. tag: of the element that
    holds it.
    """

    name: ClassVar[str]
    shows: type[T]
    on_stage: ClassVar[bool]
    holds_controls: ClassVar[bool] = False
    tag: ClassVar[str] = "div"

    @abstractmethod
    def fault(self, shown: T) -> str:
        """Return what is wrong with it in any frame: its numbers, its text; empty where nothing is."""

    @abstractmethod
    def lack(self, shown: T) -> str:
        """Return what readers would miss, such as a text alternative; empty where nothing is. Asked at build."""

    def ground(self, shown: T) -> Ground | None:
        """Return which data stand where, for a control that lies on it; None where it does not tell."""
        return None

    def lack_of_axes(self, shown: T) -> tuple[str, str] | None:
        """Return that it does not tell which data stand where, and what to do; None where it does."""
        return "has no axes", "name a view that has some"

    def ratio(self, shown: T) -> str | None:
        """Return a picture's width by its height, rounded as the style sheet knows it; None where it has no proportions."""
        return None

    @abstractmethod
    def text(self, shown: T) -> object:
        """Return the text in which it would have the mark of a refusal."""

    @abstractmethod
    def header(self, shown: T) -> dict[str, Any]:
        """Return what the page's painter gets, as JSON, beside its kind."""

    def pixels(self, shown: T) -> bytes:
        """Return what is painted from bytes, which stand in the frame's buffer at the header's offset."""
        return b""

    @abstractmethod
    def content(self, shown: T, address: ImageAddress) -> str:
        """Return, as HTML, what stands in the view's place before any script runs."""

    def attributes(self, shown: T) -> dict[str, object]:
        """Return the attributes of the view's place, beside its name and its kind."""
        return {}

    def html(self, view: str, shown: T, address: ImageAddress) -> str:
        """Return it in its place, as the page has it before any script runs; `view` names it."""
        return self._place(view, shown, self.content(shown, address))

    def empty_html(self, view: str, shown: T) -> str:
        """Return its place with nothing in it yet."""
        return self._place(view, shown, "", data_empty=True)

    def _place(self, view: str, shown: T, content: str, **more: object) -> str:
        own = self.attributes(shown)
        return element(self.tag, content, data_view=view, data_kind=self.name, **own, **more)


def rounded_ratio(width: float, height: float) -> str:
    """Return width by height in tenths, as far as the style sheet has them."""
    return f"{min(max(width / height, LEAST_RATIO), MOST_RATIO):.1f}"
