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
from aeexplain.digests import digest
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.code_digests import Sources
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.integrity import sri
from aeexplain.site.core.text import decoded
from aeexplain.site.figures import png
from aeexplain.site.figures.contract import check_figure, check_frame
from aeexplain.site.figures.figure import (
    CAPTION,
    NUMBER,
    TEMPLATE,
    Figure,
    Parts,
    Refused,
    cache_figure,
    code_digest,
    figure_key,
)
from aeexplain.site.figures.isolation import isolated
from aeexplain.site.figures.precompute import atlas
from aeexplain.site.markup.highlight import highlighted
from aeexplain.site.math.formulas import label_formulas, label_html, label_text
from aeexplain.tracebacks import short, told_of


def draw(name: str, context: BuildContext, draft: bool = False) -> Figure | Refused:
    """Draw a figure, and keep it; what is wrong with its demo or its weights is told by what comes back."""
    errors, code = ErrorList(), code_digest(name, context, draft)
    with errors.noted():
        figure, parts, ahead = _drawn(name, code, context, draft)
        if Sources().demo(name) != context.sources.demo(name):
            raise ExplainError(f"demo {name!r}", "changed while it was drawn", "build again")
        cache_figure(figure, parts, ahead, code, context.cache)
        return figure
    return Refused(name, tuple(errors.found))


def _drawn(name: str, code: str, context: BuildContext, draft: bool) -> tuple[Figure, Parts, bytes | None]:
    own = partial(_author, name, draft)
    demo = own(lambda: bridge.find(name))
    stage, weights = bridge.Stage(), {file: context.weights.text(file) for file in demo.weights.values()}
    for file, text in weights.items():
        stage.load(file, text)
    metrics = {label: _metric(stage, name, place, weights) for label, place in demo.metrics.items()}
    frame = own(lambda: stage.draw(name, {}))
    own(lambda: check_frame(demo, frame))
    ahead = None if draft else own(lambda: atlas(name, demo, stage))
    if not draft:  # whose author sees the states as they are moved to
        own(lambda: check_figure(name, demo, stage, frame))
    told = None
    if ahead is not None:
        place = hashed_name(f"atlas/{name}.bin", ahead)
        told = {"place": place, "bytes": len(ahead), "seal": digest(ahead), "integrity": sri(ahead)}
    figure = Figure(name, figure_key(code, weights, context), bool(demo.controls), tuple(weights), told)
    return figure, Parts(_page(name, demo, frame, metrics, context), _pictures(frame)), ahead


def _page(name: str, demo: Demo, frame: Frame, metrics: Mapping[str, float], context: BuildContext) -> str:
    errors = ErrorList()
    titles = (view.title for view in demo.views.values())
    labels = label_formulas(
        [*(control.label for control in demo.controls.values()), *titles], f"demo {name!r}"
    )
    formulas = context.typesetter.render(labels, errors, f"demo {name}")
    errors.settle()
    kinds = {view: json.loads(bridge.pack(frame)[0])["views"][view]["kind"] for view in demo.views}
    return context.templates.render(
        TEMPLATE,
        name=name,
        number=NUMBER,
        caption=Markup(CAPTION),
        controls=[(each, control.kind, control) for each, control in demo.controls.items()],
        starts=demo.show(demo.start()),
        run=demo.starts if demo.run else None,
        views=[(view, kinds[view], demo.views[view], frame.views[view]) for view in demo.views],
        says=frame.says,
        source=Markup(highlighted(decoded(context.sources.demos[name], f"demo {name!r}"))),
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
