"""Drawings: SVG."""

import re
from typing import Any, ClassVar

from aeexplain.demo.controls.handles import Ground, ground_of
from aeexplain.demo.views.faults import lack_of_alternative
from aeexplain.demo.views.view import ImageAddress, ViewKind, rounded_ratio
from aeexplain.draw import Drawing

VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class DrawingKind(ViewKind[Drawing]):
    """SVG text, which names itself to assistive technology."""

    name: ClassVar[str] = "drawing"
    shows = Drawing
    on_stage: ClassVar[bool] = True
    holds_controls: ClassVar[bool] = True

    def fault(self, shown: Drawing) -> str:
        """Refuse what is no text."""
        return "" if isinstance(shown.svg, str) else "is a drawing without SVG text"

    def lack(self, shown: Drawing) -> str:
        """Ask for a text alternative."""
        return lack_of_alternative(shown.says)

    def ground(self, shown: Drawing) -> Ground | None:
        """Read what `drawing` writes of its reach and its track."""
        return ground_of(shown.svg)

    def lack_of_axes(self, shown: Drawing) -> tuple[str, str] | None:
        """Look for what `drawing` writes of its reach."""
        hint = "give it some: drawing(..., reach=plane.reach)"
        return None if "data-x=" in shown.svg else ("has no axes", hint)

    def ratio(self, shown: Drawing) -> str | None:
        """Return the proportions of its viewBox."""
        box = VIEW_BOX.search(shown.svg)
        return rounded_ratio(float(box[1]), float(box[2])) if box else None

    def text(self, shown: Drawing) -> object:
        """Return the SVG."""
        return shown.svg

    def header(self, shown: Drawing) -> dict[str, Any]:
        """Return the SVG."""
        return {"svg": shown.svg}

    def content(self, shown: Drawing, address: ImageAddress) -> str:
        """Return the SVG."""
        return shown.svg
