"""The widget: a figure's HTML, its scripts, and the messages between them and the kernel."""

import json
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from aeexplain.demo import Demo
from aeexplain.errors import ExplainError
from aeexplain.notebook.figure_html import figure_html, style
from aeexplain.notebook.kernel import Kernel
from aeexplain.site.pages.scripts import widget_script

_numbers = count(1)


@cache
def _script() -> str:
    return widget_script().decode()


class FigureWidget(anywidget.AnyWidget):
    """A figure that the kernel computes. Its states are drawn when the page asks, one at a time."""

    html = traitlets.Unicode().tag(sync=True)
    style_sheet = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, demo: Demo, weights: Mapping[str, Path | str] | None = None, caption: str = ""
    ) -> None:
        if not isinstance(demo, Demo):
            raise ExplainError(
                "show",
                f"was given a {type(demo).__name__}, not a Demo",
                "give it DEMO = Demo(compute, describe, ...)",
            )
        self.kernel = Kernel(demo, weights)
        html = figure_html(self.kernel, f"notebook-figure-{next(_numbers)}", caption)
        super().__init__(_esm=_script(), html=html, style_sheet=style())
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, message: dict[str, Any], _buffers: list[bytes]) -> None:
        reply, buffers = self.kernel.answer(message)
        self.send(json.loads(json.dumps(reply)), buffers)


def show(demo: Demo, weights: Mapping[str, Path | str] | None = None, caption: str = "") -> FigureWidget:
    """Return a demo's figure as a widget, which a notebook displays where it is the last line of a cell.

    weights: weight files by name, where they lie neither in weights/ beside the notebook nor above. A demo that cannot be
    drawn: what its function raised; a weight file that is not found: ExplainError.
    """
    return FigureWidget(demo, weights, caption)
