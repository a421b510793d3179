"""Atlases: the frames of a figure's main control, drawn at build, so that it answers before the engine is there.

A file is gzipped whatever the host does. Unpacked: four bytes with the length of a JSON text (little-endian), that text,
and the planes of all images. The JSON tells the control, its positions, the first frame's header as the bridge packs it, a
patch (see `text_diff`) for each that follows, and of each kind of image which frame shows which, with its planes.
"""

import gzip
import json
from itertools import pairwise
from typing import Any

import numpy as np

from aeexplain import bridge
from aeexplain.demo import Demo, Frame, Pixels
from aeexplain.site.figures import image_planes
from aeexplain.site.figures.text_diff import patch


def atlas(name: str, demo: Demo, stage: bridge.Stage) -> bytes | None:
    """Return a demo's atlas file; None where it has no control that one could be of."""
    ahead = demo.ahead()
    if ahead is None:
        return None
    control, values = ahead
    texts = [raw_value(demo, control, value) for value in values]
    return pack(control, texts, [stage.draw(name, {control: text}) for text in texts])


def pack(control: str, positions: list[Any], frames: list[Frame]) -> bytes:
    """Return the atlas file of a control's frames."""
    headers = [bridge.pack(frame)[0] for frame in frames]
    images = _images(frames)
    content = {
        "control": control,
        "positions": positions,
        "first": headers[0],
        "patches": [patch(*pair) for pair in pairwise(headers)],
        "images": [image for image, _ in images],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    body = len(text).to_bytes(4, "little") + text + b"".join(data for _, data in images)
    return gzip.compress(body, 9, mtime=0)


def raw_value(demo: Demo, control: str, value: Any) -> Any:
    """Return a control's value as the page's form has it: a number, a boolean or a text."""
    return demo.controls[control].form_value(value)


def _images(frames: list[Frame]) -> list[tuple[dict[str, Any], bytes]]:
    """Return every view's images, those of each size together: what the page must know, and their planes."""
    found: dict[tuple[str, int, int], list[tuple[int, Pixels]]] = {}
    for number, frame in enumerate(frames):
        for view, shown in frame.views.items():
            if isinstance(shown, Pixels):
                height, width, _ = shown.rgba.shape
                found.setdefault((view, height, width), []).append((number, shown))
    return [_packed(*key, shown, len(frames)) for key, shown in found.items()]


def _packed(
    view: str, height: int, width: int, shown: list[tuple[int, Pixels]], count: int
) -> tuple[dict[str, Any], bytes]:
    different: list[Any] = []
    which = [-1] * count  # this frame shows no such image
    for number, image in shown:
        if not different or not np.array_equal(different[-1], image.rgba):
            different.append(image.rgba)
        which[number] = len(different) - 1
    packed = image_planes.pack(different)
    header = {"view": view, "width": width, "height": height, "which": which, **packed.header}
    return header, packed.data
