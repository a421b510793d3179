"""The door at which the worker of an edited figure knocks: it runs what a reader writes, and draws the last that was good."""

import json
import re
import sys
from collections.abc import Callable, Mapping
from html import escape
from types import ModuleType
from typing import Any

from aeexplain import bridge
from aeexplain.demo import Demo, Frame
from aeexplain.demo.form import Fold, Renderers, form_html
from aeexplain.demo.frame_faults import fault_of_ground
from aeexplain.demo.variant import variant
from aeexplain.demo.views import kind_of
from aeexplain.edits.characters import numbered
from aeexplain.edits.faults import fault_of
from aeexplain.edits.png import data_url
from aeexplain.edits.untouched import held, restore
from aeexplain.errors import ExplainError, ExplainErrors

IN_LABEL = re.compile(r"\$([^$]+)\$")
ROOM = "edited"  # the package that edited modules seem to lie in

Packed = tuple[str, bytes]


class EditStage(bridge.Stage):
    """Draws one figure whose module is edited.

    Whatever the reader's text raises comes back as a header {"fault": ...}, see `Fault`; running out of memory is raised.
    """

    def __init__(self) -> None:
        super().__init__()
        self._demo: Demo | None = None
        self._around = self._good = held()

    def demo(self, name: str) -> Demo:
        """Return the demo that was declared by the last text that was good."""
        if self._demo is None:
            raise ExplainError(name, "no version of it has run yet")
        return self._demo

    def edit(self, name: str, figure: str, source: str, raw_json: str, options_json: str = "{}") -> Packed:
        """Run a module's text in place of the last, if all of it holds, and return its first frame, packed.

        name: the demo's. figure: the id of its figure. raw: control values, of which those are kept that the new controls can
        read. options: what the article says of the figure. The header has "form" (HTML, its views empty), "main" and "weights"
        beside what `frame` gives; or {"wants": [weight files to load first]}; or {"fault": ...}.
        """
        packed = self._tried(name, lambda: self._edit(name, figure, source, raw_json, options_json))
        if packed[0].startswith('{"fault"'):
            # What the text has changed before it failed would reach the last good version, which goes on.
            restore(self._good)
        return packed

    def frame(self, name: str, raw_json: str, views: str = "") -> Packed:
        """Return a frame, as the stage of all figures does."""
        return self._tried(name, lambda: super(EditStage, self).frame(name, raw_json, views))

    def check(self, name: str, raw_json: str) -> Packed:
        """Return what comes of the checks that the text declares, as the stage of all figures does."""
        return self._tried(name, lambda: super(EditStage, self).check(name, raw_json))

    def begin(self, name: str, raw_json: str, views: str = "", figure: str = "") -> Packed | None:
        """Start a run, as the stage of all figures does."""
        return self._tried(name, lambda: super(EditStage, self).begin(name, raw_json, views, figure))

    def advance(self, figure: str, views: str = "") -> Packed | None:
        """Return a run's next frame, as the stage of all figures does."""
        name = self._demo.name if self._demo else figure
        return self._tried(name, lambda: super(EditStage, self).advance(figure, views))

    def _tried[T](self, name: str, work: Callable[[], T]) -> T | Packed:
        try:
            return work()
        except MemoryError:
            raise
        except BaseException as error:
            return _header(fault=fault_of(error, file_of(name)).header())

    def _edit(self, name: str, figure: str, source: str, raw_json: str, options_json: str) -> Packed:
        restore(self._around)
        own = executed(name, source)
        demo = _demo_of(name, own)
        demo = as_article_has_it(demo, json.loads(options_json))
        if wants := sorted(set(demo.weights.values()) - self._weights.keys()):
            return _header(wants=wants)
        weights = self._weights_of(name, demo)
        values = kept(demo, json.loads(raw_json))
        frame = demo.frame(values, weights)
        _check(demo, frame)
        images = {choice: demo.thumbnails_of(choice, weights) for choice in demo.thumbnails}
        form = form_html(figure, demo, frame, Fold("", ""), Renderers(_label, data_url), images, drawn=False)
        self._demo, self._good = demo, held()
        header, pixels = bridge.pack(frame)
        shown = demo.show(values)
        more = {"form": form, "main": demo.main_control, "weights": [*demo.weights.values()], "values": shown}
        return json.dumps(json.loads(header) | more), pixels


def file_of(name: str) -> str:
    """Return what the file of a demo's edited module is called in tracebacks."""
    return f"{name.replace('-', '_')}.py"


def executed(name: str, source: str) -> ModuleType:
    """Return the module that a text makes."""
    full = f"{ROOM}.{name.replace('-', '_')}"
    module = ModuleType(full)
    code = compile(numbered(source), file_of(name), "exec", dont_inherit=True)
    sys.modules[full] = module
    exec(code, vars(module))
    return module


def as_article_has_it(demo: Demo, options: Mapping[str, str]) -> Demo:
    """Return a demo with those of an article's options that it can still take."""
    left = dict(options)
    while left:
        try:
            return variant(demo, left, str)
        except ExplainErrors as errors:
            refused = {error.where for error in errors.errors}
        except ExplainError as error:
            refused = {error.where}
        if not refused & left.keys():
            break
        left = {option: text for option, text in left.items() if option not in refused}
    return demo


def kept(demo: Demo, raw: Mapping[str, object]) -> dict[str, Any]:
    """Return the values of a demo's controls: those of `raw` that they can read, else where they start."""
    values = demo.start()
    for name in demo.controls.keys() & raw.keys():
        try:
            values[name] = demo.controls[name].read_value(raw[name])
        except (ValueError, TypeError):
            continue
    return values


def _demo_of(name: str, module: ModuleType) -> Demo:
    demo = getattr(module, "DEMO", None)
    if isinstance(demo, Demo):
        return bridge.in_language_of_page(name, demo)
    what = "The module declares no DEMO" if demo is None else f"DEMO is a {type(demo).__name__}, not a Demo"
    raise ExplainError(
        file_of(name), what, "end it with DEMO = Demo(compute, describe, controls=..., views=...)"
    )


def _check(demo: Demo, frame: Frame) -> None:
    """Raise an ExplainError for a view that says too little, or has not what a control on it needs."""
    for name, shown in frame.views.items():
        if lack := kind_of(shown).lack(shown):
            raise ExplainError("", f"The view {name!r} {lack}")
    for name, control in demo.controls.items():
        for ground in control.grounds:
            if found := fault_of_ground(control, ground, frame.views[ground]):
                raise ExplainError(
                    "", f"The control {name!r} moves on the view {ground!r}, which {found[0]}", found[1]
                )


def _label(label: str) -> str:
    """Return a label as HTML; the page knows what the formulas in it look like, as far as it has them anywhere."""
    parts = IN_LABEL.split(label)
    return "".join(
        f'<span class="tex" data-tex="{escape(part)}">{escape(part)}</span>' if i % 2 else escape(part)
        for i, part in enumerate(parts)
    )


def _header(**content: object) -> Packed:
    return json.dumps(content), b""
