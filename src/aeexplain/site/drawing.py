"""Drawing figures: the first frame of a demo, through the one door, and its place on the page.

What is drawn is kept under a digest of all that draws it: our code, the demo's own file, the weight files it wants.
"""

import base64
import io
import json
from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup
from PIL import Image

from aeexplain import bridge
from aeexplain.demo import Demo, Drawing, Frame, Pixels
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site import png
from aeexplain.site.assets import hashed_name
from aeexplain.site.atlas import atlas
from aeexplain.site.code import highlighted
from aeexplain.site.contract import check_figure, check_frame, check_same
from aeexplain.site.digests import digest
from aeexplain.site.faults import Faults
from aeexplain.site.figures import (
    CAPTION,
    NUMBER,
    TEMPLATE,
    Figure,
    Parts,
    Refused,
    code_digest,
    figure_key,
    keep_figure,
)
from aeexplain.site.isolation import isolated
from aeexplain.site.math import label_formulas, label_html, label_text
from aeexplain.site.seals import sri
from aeexplain.site.sources import Sources
from aeexplain.site.text import decoded
from aeexplain.site.workroom import Workroom
from aeexplain.tracebacks import short, told_of


def draw(name: str, room: Workroom, draft: bool = False) -> Figure | Refused:
    """Draw a figure, and keep it; what is wrong with its demo or its weights is told by what comes back."""
    faults, code = Faults(), code_digest(name, room, draft)
    with faults.noted():
        figure, parts, ahead = _drawn(name, code, room, draft)
        if Sources().demo(name) != room.sources.demo(name):
            raise ExplainError(f"demo {name!r}", "changed while it was drawn", "build again")
        keep_figure(figure, parts, ahead, code, room.cache)
        return figure
    return Refused(name, tuple(faults.found))


def _drawn(name: str, code: str, room: Workroom, draft: bool) -> tuple[Figure, Parts, bytes | None]:
    own = partial(_author, name, draft)
    demo = own(lambda: bridge.find(name))
    stage, weights = bridge.Stage(), {file: room.weights.text(file) for file in demo.weights.values()}
    for file, text in weights.items():
        stage.load(file, text)
    metrics = {label: _metric(stage, name, place, weights) for label, place in demo.metrics.items()}
    frame = own(lambda: stage.draw(name, {}))
    own(lambda: check_frame(demo, frame))
    ahead = None if draft else own(lambda: atlas(name, demo, stage))
    if not draft:  # whose author sees the states as they are moved to
        own(lambda: check_figure(name, demo, stage, frame))
        own(lambda: check_same(demo, frame, stage.draw(name, {})))
    told = None
    if ahead is not None:
        place = hashed_name(f"atlas/{name}.bin", ahead)
        told = {"place": place, "bytes": len(ahead), "seal": digest(ahead), "integrity": sri(ahead)}
    figure = Figure(name, figure_key(code, weights, room), bool(demo.controls), tuple(weights), told)
    return figure, Parts(_page(name, demo, frame, metrics, room), _pictures(frame)), ahead


def _page(name: str, demo: Demo, frame: Frame, metrics: Mapping[str, float], room: Workroom) -> str:
    faults = Faults()
    titles = (view.title for view in demo.views.values())
    labels = label_formulas(
        [*(control.label for control in demo.controls.values()), *titles],
        f"{short(bridge.file(name))}: demo {name!r}",
    )
    formulas = room.typesetter.render(labels, faults, f"demo {name}")
    faults.settle()
    kinds = {view: json.loads(bridge.pack(frame)[0])["views"][view]["kind"] for view in demo.views}
    return room.templates.render(
        TEMPLATE,
        name=name,
        number=NUMBER,
        caption=Markup(CAPTION),
        controls=[(each, control.kind, control) for each, control in demo.controls.items()],
        starts=demo.show(demo.start()),
        run=demo.starts if demo.run else None,
        views=[(view, kinds[view], demo.views[view], frame.views[view]) for view in demo.views],
        says=frame.says,
        source=Markup(highlighted(decoded(room.sources.demos[name], f"demo {name!r}"))),
        weights=list(dict.fromkeys(demo.weights.values())),
        metrics={label: f"{number:.4g}" for label, number in metrics.items()},
        label=lambda text: Markup(label_html(text, formulas)),
        plain=label_text,
        png=png.data_url,
        rounded=bridge.rounded,
    )


def _author[T](name: str, draft: bool, work: Callable[[], T]) -> T:
    """Return what an author's code gives; ExplainError for what it raises, and for what it does beyond drawing."""
    file = bridge.file(name)
    with isolated(file, prints=draft):
        return told_of(file, work)


def _metric(stage: bridge.Stage, name: str, place: str, weights: Mapping[str, str]) -> float:
    where, (file, _, path) = short(bridge.file(name)), place.partition(":")
    if file not in weights:
        raise ExplainError(where, f"demo {name!r} tells a metric of {file!r}", did_you_mean(file, weights))
    try:
        return stage.metric(file, path)
    except ExplainError as error:
        raise ExplainError(
            where, f"demo {name!r}: {error.where} of {file!r} {error.what}", error.hint
        ) from error


def _pictures(frame: Frame) -> tuple[tuple[str, str], ...]:
    """Return the views that are drawings or images, as previews take them."""
    found = []
    for view in frame.views.values():
        match view:
            case Drawing():
                found.append(("drawing", view.svg))
            case Pixels():
                buffer = io.BytesIO()
                Image.fromarray(view.rgba).save(buffer, "PNG", compress_level=1)
                found.append(("pixels", base64.b64encode(buffer.getvalue()).decode()))
    return tuple(found)
