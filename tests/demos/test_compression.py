import pytest

from aeexplain import bridge
from aeexplain.demos.compression import FACTORS, HEIGHT, OUT, SHEET, WIDTH


def frame(**raw):
    return bridge.Stage().draw("compression", raw)


@pytest.mark.parametrize(
    ("state", "image", "latent", "fold", "large"),
    [
        ({}, "786,432", "16,384", "48-fold smaller", "48×"),
        ({"size": "1024"}, "3,145,728", "65,536", "48-fold smaller", "48×"),
        ({"size": "256", "factor": "16", "channels": 1}, "196,608", "256", "768-fold smaller", "768×"),
        ({"size": "256", "factor": "1", "channels": 3}, "196,608", "196,608", "as large", "1×"),
        ({"size": "64", "factor": "1", "channels": 16}, "12,288", "65,536", "5.33-fold larger", "5.3×"),
    ],
)
def test_values_and_factor_are_counted(state, image, latent, fold, large):
    drawn = frame(**state)
    assert f"{image} values" in drawn.says
    assert f"has {latent}, {fold}." in drawn.says
    assert (drawn.views["image"].text, drawn.views["latent"].text) == (image, latent)
    assert f">{large}<" in drawn.views["times"].svg
    assert f">{image} numbers<" in drawn.views["times"].svg
    assert f">become {latent}<" in drawn.views["times"].svg


def test_the_knob_rides_outside_the_latents_corner_and_inside_the_drawing():
    svg = frame(channels=1).views["paths"].svg
    track = [
        tuple(map(float, place.split(","))) for place in svg.split('data-track="')[1].split('"')[0].split()
    ]
    assert len(track) == len(FACTORS)
    for factor, (x, y) in zip(FACTORS, track, strict=True):
        assert x - OUT - 318 == pytest.approx(SHEET / factor / 2)
        assert y - OUT - 74 == pytest.approx(SHEET / factor / 2)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


@pytest.mark.parametrize("channels", [1, 4, 16])
def test_the_largest_latent_leaves_room_for_its_name(channels):
    svg = frame(factor="1", channels=channels).views["paths"].svg
    sheets = [part for part in svg.split("<rect") if 'class="sheet series-a"' in part]
    lowest = max(float(part.split(' y="')[1].split('"')[0]) + SHEET for part in sheets[:channels])
    name = float(svg.split(">latent<")[0].rsplit(' y="', 1)[1].split('"')[0])
    assert lowest < name - 10
