"""Drawing figures: the first frame of a demo, through the one door, and its place on the page.

What is drawn is kept under a digest of all that draws it: our code, the demo's own file, the weight files it wants.
"""

import base64
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup
from PIL import Image

from aeexplain import bridge
from aeexplain.demo import Demo, Drawing, Frame, Pixels
from aeexplain.demo.declared_layout import limit
from aeexplain.demo.form import (
    Fold,
    Renderers,
    fold_html,
    fold_pictures_html,
    form_html,
    labels,
    listing_html,
    metrics_html,
)
from aeexplain.demo.translation import Translator, translated
from aeexplain.demo.variant import variant
from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.files.digests import digest, integrity_of
from aeexplain.site.build_context import BuildContext
from aeexplain.site.core.assets import hashed_name
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.core.text import decoded
from aeexplain.site.figures import png
from aeexplain.site.figures.contract import check_figure, check_frame, check_same
from aeexplain.site.figures.figure import (
    CAPTION,
    FORMER,
    MORE,
    NUMBER,
    OPTION,
    TEMPLATE,
    AtlasFile,
    FailedFigure,
    Figure,
    FigureParts,
    cache_figure,
    code_digest,
    figure_key,
)
from aeexplain.site.figures.fold import address_of
from aeexplain.site.figures.isolation import isolated
from aeexplain.site.figures.lean_svg import lean_drawings
from aeexplain.site.figures.precompute import atlas
from aeexplain.site.figures.words import check_words
from aeexplain.site.markup.highlight import highlighted
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.math.formulas import label_formulas, label_html
from aeexplain.tracebacks import run_author_code, short
from aeexplain.word_places import word_place


class _VariantStage(bridge.Stage):
    """Draws one demo as an article has it, from its own start."""

    def __init__(self, drawn: Demo) -> None:
        super().__init__()
        self._drawn = drawn

    def demo(self, name: str) -> Demo:
        """Return that demo."""
        return self._drawn


def draw(request: FigureRequest, context: BuildContext, draft: bool = False) -> Figure | FailedFigure:
    """Draw a figure, and keep it; what is wrong with its demo, its options or its weights is in what comes back."""
    errors, code, name = ErrorList(), code_digest(request, context, draft), request.demo
    with errors.collecting():
        figure, parts, ahead = _drawn(request, code, context, draft)
        if context.sources.read_again(name) != context.sources.demo(name):
            raise ExplainError(f"demo {name!r}", "changed while it was drawn", "build again")
        cache_figure(figure, parts, ahead, code, context.cache)
        return figure
    return FailedFigure(request, tuple(errors.found))


def _drawn(
    request: FigureRequest, code: str, context: BuildContext, draft: bool
) -> tuple[Figure, FigureParts, bytes | None]:
    name = request.demo
    own = partial(_author, name, draft)
    say = Translator(dict(request.words))
    found = own(lambda: bridge.find(name))
    said = translated(found, say) if request.words else found
    demo = variant(said, dict(request.options), lambda each: f"{OPTION}{each}")
    stage, weights = _VariantStage(demo), {file: context.weights.text(file) for file in demo.weights.values()}
    for file, text in weights.items():
        stage.load(file, text)
    metrics = {label: _metric(stage, name, place, weights) for label, place in demo.metrics.items()}
    frame = own(lambda: stage.draw(name, {}))
    own(lambda: check_frame(demo, frame))
    thumbnails = own(lambda: stage.thumbnails(name, demo))
    ahead = None if draft else own(lambda: atlas(name, demo, stage))
    if not draft:  # whose author sees the states as they are moved to
        own(lambda: check_figure(name, demo, stage, frame))
        own(lambda: check_same(demo, frame, stage.draw(name, {})))
        check_words(name, say, context.sources.demos[name])
    atlas_file = None
    if ahead is not None:
        place = hashed_name(f"atlas/{name}.bin", ahead)
        atlas_file = AtlasFile(place, len(ahead), digest(ahead), integrity_of(ahead))
    key = figure_key(code, weights, context)
    figure = Figure(request, key, bool(demo.controls), tuple(weights), atlas_file, len(demo.checks))
    return (
        figure,
        _parts(request, demo, frame, thumbnails, metrics, context),
        ahead,
    )


def _word_place(key: str, **values: object) -> Markup:
    return Markup(word_place(key, **values))


def _parts(
    request: FigureRequest,
    demo: Demo,
    frame: Frame,
    thumbnails: Mapping[str, Sequence[Pixels]],
    metrics: Mapping[str, float],
    context: BuildContext,
) -> FigureParts:
    errors, name, id = ErrorList(), demo.name, request.id
    found = [
        replace(formula, where=f"{_place_of_formula(name, formula.tex, context)}: demo {name!r}")
        for formula in label_formulas(labels(demo, frame), "")
    ]
    formulas = context.typesetter.render(found, errors, f"demo {name}", context.macros)
    errors.raise_if_any()
    source = highlighted(decoded(context.sources.demos[name], f"demo {name!r}"))
    fold = Fold(address_of(id), MORE + fold_html(dict.fromkeys(demo.weights.values()), bool(metrics)))
    by = Renderers(lambda label: label_html(label, formulas), png.data_url, strips=True)
    form = form_html(id, demo, frame, fold, by, thumbnails)
    own = {"number": NUMBER, "caption": Markup(CAPTION), "former": Markup(FORMER)}
    page = context.templates.render(
        TEMPLATE,
        id=id,
        demo=name,
        main=demo.main_control,
        options=json.dumps(dict(request.options), ensure_ascii=False) if request.options else "",
        height=demo.limits["height"][0] if "height" in demo.limits else "",
        form=Markup(form),
        word=_word_place,
        **own,
    )
    return FigureParts(
        lean_drawings(page),
        lean_drawings(fold_pictures_html(demo, frame, by)),
        metrics_html(_shown(metrics)) + listing_html(source),
        _pictures(frame),
        limit(demo, "caption"),
    )


def _place_of_formula(name: str, tex: str, context: BuildContext) -> str:
    """Return the demo's file, and the line of it in which a formula of a label stands, where it is found there."""
    file, own = short(bridge.file(name)), f"${tex}$".encode()
    lines = context.sources.demos[name].splitlines()
    spelt = (own, own.replace(b"\\", b"\\\\"))
    found = next((at for at, line in enumerate(lines, 1) if any(each in line for each in spelt)), None)
    return f"{file}:{found}" if found else file


def _shown(metrics: Mapping[str, float]) -> dict[str, str]:
    return {label: f"{number:.4g}" for label, number in metrics.items()}


def _author[T](name: str, draft: bool, work: Callable[[], T]) -> T:
    """Return what an author's code gives; ExplainError for what it raises, and for what it does beyond drawing."""
    file = bridge.file(name)
    with isolated(file, prints=draft):
        return run_author_code(file, work)


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
