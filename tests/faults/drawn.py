"""Draw figures as a build does, in processes of a build's own; print what comes out as digests, and how it was computed."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import processors

from aeexplain.cache import Cache
from aeexplain.files.digests import digest
from aeexplain.site.build.builder import _draw
from aeexplain.site.build.workers import Pool
from aeexplain.site.build_context import BuildContext
from aeexplain.site.figures.figure import read_figure_parts
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.pages.social_card import preview_and_card


def main(root, cache, names):
    """Print JSON: how this process computes ("here") and those that draw ("there"); all that is published of each figure."""
    css = (root / "templates/assets/site.css").read_text(encoding="utf-8")
    result = {"here": computing(), "figures": {}}
    with BuildContext(root, Cache(cache)) as context, Pool(context) as pool:
        (result["there"],) = pool.map(computing, [None], few=0)
        for figure in pool.map(_draw, [(FigureRequest.plain(name), False) for name in names], few=0):
            parts = read_figure_parts(figure, context.cache)
            pictures = [digest(each) for each in preview_and_card(figure.request.demo, parts.pictures, css)]
            result["figures"][figure.request.demo] = [asdict(figure), digest(parts.page), *pictures]
    sys.stdout.write(json.dumps(result))


def computing(*_):
    """How this process computes."""
    return {"kernel": processors.kernel(), "wide": processors.wide(), "bits": processors.bits()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
