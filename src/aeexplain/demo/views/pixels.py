"""Images: pixels."""

from typing import Any, ClassVar

import numpy as np

from aeexplain.demo.controls.handles import Ground
from aeexplain.demo.html import element
from aeexplain.demo.views.faults import a_type, lack_of_alternative
from aeexplain.demo.views.view import ImageAddress, ViewKind, rounded_ratio
from aeexplain.draw import Pixels

TONES = ("ink", "colour", "paper")


class PixelsKind(ViewKind[Pixels]):
    """RGBA, painted on a canvas; before any script an image."""

    name: ClassVar[str] = "pixels"
    shows = Pixels
    on_stage: ClassVar[bool] = True
    holds_controls: ClassVar[bool] = True

    def fault(self, shown: Pixels) -> str:
        """Refuse an array of another type or shape."""
        rgba = shown.rgba
        if not isinstance(rgba, np.ndarray) or rgba.dtype != np.uint8 or rgba.ndim != 3 or rgba.shape[2] != 4:
            held = f"{rgba.dtype} {rgba.shape}" if isinstance(rgba, np.ndarray) else a_type(rgba)
            return f"holds {held}, its pixels are uint8 (height, width, 4)"
        return "" if rgba.size else "has no pixels"

    def lack(self, shown: Pixels) -> str:
        """Ask for a text alternative and a tone that the style sheet knows."""
        tone = "" if shown.tone in TONES else f"has the tone {shown.tone!r}, not one of {', '.join(TONES)}"
        return lack_of_alternative(shown.says) or tone

    def ground(self, shown: Pixels) -> Ground | None:
        """Return its reach; no image has a track."""
        return Ground(*shown.reach, has_track=False) if shown.reach else None

    def lack_of_axes(self, shown: Pixels) -> tuple[str, str] | None:
        """Ask for a reach."""
        return None if shown.reach else ("has no axes", "give it some by `reached(image, x, y)`")

    def ratio(self, shown: Pixels) -> str | None:
        """Return the proportions of its pixels."""
        height, width, _ = shown.rgba.shape
        return rounded_ratio(width, height)

    def text(self, shown: Pixels) -> object:
        """Return the text alternative, and what lies over the image."""
        return shown.says + shown.over

    def header(self, shown: Pixels) -> dict[str, Any]:
        """Return the size, the text alternative, which data stand where, and what lies over it."""
        height, width, _ = shown.rgba.shape
        header = {"width": width, "height": height, "says": shown.says, "reach": shown.reach}
        return {**header, "over": shown.over} if shown.over else header

    def pixels(self, shown: Pixels) -> bytes:
        """Return the bytes row by row."""
        return np.ascontiguousarray(shown.rgba).tobytes()

    def content(self, shown: Pixels, address: ImageAddress) -> str:
        """Return an image, and what lies over it."""
        height, width, _ = shown.rgba.shape
        x, y = shown.reach or (None, None)
        size = {"alt": shown.says, "width": width, "height": height}
        return element("img", data_x=x, data_y=y, src=address(shown), **size) + shown.over

    def attributes(self, shown: Pixels) -> dict[str, object]:
        """Return its tone."""
        return {"class_": shown.tone}
