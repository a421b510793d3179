"""`picture`: a figure as a moving picture, or what is wrong with what was asked for."""

import io

import pytest
from PIL import Image

from aeexplain.check import moving_picture as module
from aeexplain.check.moving_picture import moving_picture
from aeexplain.errors import ExplainError


def test_a_slider_goes_from_one_end_to_the_other_and_back(built, monkeypatch):
    monkeypatch.setattr(module, "MOST_STATES", 3)
    picture = Image.open(io.BytesIO(moving_picture(built, "principal-components", "projection", ".webp")))
    assert picture.n_frames == 4
    assert picture.width == module.WIDTH
    frames = []
    for i in range(4):
        picture.seek(i)
        frames.append(picture.convert("RGB").tobytes())
    assert len(set(frames[:3])) == 3


@pytest.mark.parametrize(
    ("article", "figure", "suffix", "told"),
    [
        (
            "nowhere",
            "projection",
            ".webp",
            r"nowhere#projection: .* has no such article; run: python build\.py",
        ),
        (
            "principal-components",
            "nobody",
            ".png",
            "no such figure; its figures are projection, power-iteration",
        ),
        (
            "principal-components",
            "projection",
            ".tiff",
            r"\.tiff: is no picture; end it in \.webp, \.gif, \.png",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_with_a_remedy(built, article, figure, suffix, told):
    with pytest.raises(ExplainError, match=told):
        moving_picture(built, article, figure, suffix)
