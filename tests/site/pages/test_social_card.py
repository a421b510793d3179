"""A preview is painted, or says of which figure it could not be; it never ends in a panic of the renderer."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from aeexplain.errors import ExplainError
from aeexplain.site.pages import social_card


@pytest.fixture
def css(root):
    return (root / "templates" / "assets" / "site.css").read_text(encoding="utf-8")


def drawing(box, d="M0 0L100 100"):
    return (
        "drawing",
        f'<svg viewBox="0 0 {box}" width="9" height="9"><path class="line series-a" d="{d}"/></svg>',
    )


def pixels(width, height):
    buffer = io.BytesIO()
    Image.fromarray(np.zeros((height, width, 4), np.uint8)).save(buffer, "PNG")
    return ("pixels", base64.b64encode(buffer.getvalue()).decode())


@pytest.mark.parametrize(
    "picture",
    [
        drawing("400 220"),
        drawing("1 10000000"),
        drawing("10000000 1"),
        drawing("0 0"),
        pixels(3000, 1),
        pixels(1, 3000),
    ],
    ids=["plain", "tall", "wide", "empty", "a row", "a column"],
)
def test_a_picture_of_any_shape_gives_a_preview(css, picture):
    large, small = social_card.preview_and_card("A title", (picture,), css, "waves")
    assert Image.open(io.BytesIO(large)).size == social_card.SIZE
    assert Image.open(io.BytesIO(small)).size == social_card.CARD


class PanicException(BaseException):
    """As the renderer raises it."""


@pytest.mark.parametrize(
    "error", [PanicException("called `Option::unwrap()` on a `None` value"), ValueError("no SVG")]
)
def test_a_picture_that_the_renderer_fails_on_names_its_figure(css, monkeypatch, error):
    def fails(*_):
        raise error

    monkeypatch.setattr(social_card, "_drawn", fails)
    with pytest.raises(
        ExplainError, match="demo 'waves': the picture for its preview could not be painted: "
    ) as caught:
        social_card.preview_and_card("A title", (drawing("400 220"),), css, "waves")
    assert str(error) in str(caught.value)


def test_a_long_title_leaves_room_for_the_figure(css):
    large, _ = social_card.preview_and_card("word " * 200, (drawing("400 220"),), css, "waves")
    short, _ = social_card.preview_and_card("word " * 25, (drawing("400 220"),), css, "waves")
    beneath = (0, 500, *social_card.SIZE)
    shown, plain = (Image.open(io.BytesIO(each)).crop(beneath) for each in (large, short))
    assert shown.tobytes() == plain.tobytes()
