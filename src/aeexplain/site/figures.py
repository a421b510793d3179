"""Figures: a demo's first frame, its controls and its caption as HTML."""

import json
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from aeexplain import bridge
from aeexplain.demo import Demo, Frame
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site import code, math, png
from aeexplain.site.atlas import atlas
from aeexplain.site.faults import Faults
from aeexplain.site.marks import Formula
from aeexplain.site.text import read_text


@dataclass(frozen=True)
class Figure:
    """A demo with the frame that it shows before any script runs.

    `weights` is the text of each file that it wants, `metrics` the held-out numbers that it tells about them, `atlas` the
    file with the frames that are drawn ahead.
    """

    name: str
    demo: Demo
    frame: Frame
    weights: dict[str, str]
    metrics: dict[str, float]
    atlas: bytes | None

    def labels(self) -> list[str]:
        """Return every label that may hold formulas."""
        views = (view.title for view in self.demo.views.values())
        return [*(control.label for control in self.demo.controls.values()), *views]


class Workshop:
    """Draws figures; a weight file is read once, however many figures want it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stage = bridge.Stage()
        self._texts: dict[str, str] = {}

    def figure(self, name: str, where: str, faults: Faults) -> Figure | None:
        """Return the demo's figure; unknown name or bad weights go to `faults`."""
        try:
            demo = bridge.find(name)
        except ExplainError as error:
            faults.add(where, error.what, error.hint)
            return None
        with faults.noted():
            for file in demo.weights.values():
                self._load(file)
            weights = {file: self._texts[file] for file in demo.weights.values()}
            metrics = {label: self._metric(name, place) for label, place in demo.metrics.items()}
            frame, ahead = self._stage.draw(name, {}), atlas(name, demo, self._stage)
            return Figure(name, demo, frame, weights, metrics, ahead)
        return None

    def metric(self, file: str, path: str, where: str) -> float:
        """Return a number from a weight file's metrics, used by a figure or not; none such: ExplainError at `where`."""
        known = [path.stem for path in (self._root / "weights").glob("*.json")]
        if file not in known:
            raise ExplainError(where, f"no weight file named {file!r}", did_you_mean(file, known))
        self._load(file)
        try:
            return self._stage.metric(file, path)
        except ExplainError as error:
            raise ExplainError(where, f"{error.where} of {file!r} {error.what}", error.hint) from error

    def _metric(self, name: str, place: str) -> float:
        file, _, path = place.partition(":")
        if file not in self._texts:
            raise ExplainError(
                f"demo {name!r}", f"tells a metric of {file!r}", did_you_mean(file, self._texts)
            )
        return self._stage.metric(file, path)

    def _load(self, file: str) -> None:
        if file in self._texts:
            return
        where = f"weights/{file}.json"
        try:
            text = read_text(self._root / where, where)
        except ExplainError as error:
            raise ExplainError(where, error.what, f"run: python build.py train {file}") from error
        self._stage.load(file, text)
        self._texts[file] = text


def label_formulas(figures: list[Figure]) -> list[Formula]:
    """Return the formulas in the figures' labels."""
    return [
        formula for each in figures for formula in math.label_formulas(each.labels(), f"demo {each.name!r}")
    ]


def html(figure: Figure, number: int, caption: str, rendered: math.Rendered, environment: Environment) -> str:
    """Return a figure as HTML; `caption` is HTML already."""
    demo = figure.demo
    kinds = {name: json.loads(bridge.pack(figure.frame)[0])["views"][name]["kind"] for name in demo.views}
    return environment.get_template("figure.html").render(
        name=figure.name,
        number=number,
        caption=Markup(caption),
        controls=[(name, control.kind, control) for name, control in demo.controls.items()],
        starts=demo.show(demo.start()),
        run=demo.starts if demo.run else None,
        views=[(name, kinds[name], demo.views[name], figure.frame.views[name]) for name in demo.views],
        says=figure.frame.says,
        source=Markup(code.highlighted(bridge.source(figure.name))),
        weights=list(figure.weights),
        metrics={label: f"{number:.4g}" for label, number in figure.metrics.items()},
        label=lambda text: Markup(math.label_html(text, rendered)),
        plain=math.label_text,
        png=png.data_url,
    )
