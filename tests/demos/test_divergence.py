import re

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demos.divergence import HIGH, LOW, REACH, WIDTHS, Hill, P, divergence, integrand

STATES = [(0.0, 0.5), (0.0, 1.0), (1.0, 0.5), (-2.0, 0.3), (2.0, 1.5), (-1.3, 1.2)]


@pytest.fixture(scope="module")
def stage():
    return bridge.Stage()


def both(q):
    return (q, P), (P, q)


@pytest.mark.parametrize(("mean", "width"), STATES)
def test_the_readouts_are_the_integrals_of_what_is_drawn(stage, mean, width):
    z = np.linspace(-REACH, REACH, 20_001)
    summed = [np.trapezoid(integrand(*pair, z), z) for pair in both(Hill(mean, width))]
    views = stage.draw("divergence", {"mean": mean, "width": width}).views
    told = [views[name].value for name in ("forward", "reverse")]
    assert told == pytest.approx(summed, rel=0.02, abs=1e-6)  # a little lies beyond the drawing's ends


@pytest.mark.parametrize(("mean", "width"), STATES)
def test_the_divergence_is_the_mean_log_ratio_of_draws(mean, width):
    q = Hill(mean, width)
    draws = mean + width * np.random.default_rng(0).standard_normal(200_000)
    assert divergence(q, P) == pytest.approx(np.mean(q.log_density(draws) - P.log_density(draws)), abs=0.02)


def test_it_is_zero_where_the_two_are_the_same_and_above_elsewhere():
    assert divergence(P, P) == 0
    assert all(
        divergence(*pair) > 0
        for mean, width in STATES
        if (mean, width) != (0, 1)
        for pair in both(Hill(mean, width))
    )


def test_the_first_state_is_the_one_that_the_article_tells_of(stage, root):
    views = stage.draw("divergence", {}).views
    text = (root / "content/autoencoders/article.md").read_text(encoding="utf-8")
    (caption,) = re.findall(r"^::demo divergence(.*?)^::more", text, re.DOTALL | re.MULTILINE)
    assert [views[name].text for name in ("forward", "reverse")] == re.findall(r"\d\.\d\d", caption)


def test_the_strips_add_where_the_integrand_is_positive_and_take_away_elsewhere(stage):
    svg = stage.draw("divergence", {"mean": 1, "width": 0.5}).views["areas"].svg
    kinds = re.findall(r'class="segment series-(add|take) strong" d="([^"]*)"', svg)
    assert [kind for kind, _ in kinds] == ["add", "take"] * 2
    for kind, path in kinds:
        ends = np.array(re.findall(r"M\S+ (-?\d+)L\S+ (-?\d+)", path), float)
        up = ends[:, 0] - ends[:, 1]  # an SVG's y grows downwards
        assert (up >= 0).all() if kind == "add" else (up <= 0).all()


def test_the_knob_of_the_width_rides_where_the_hill_stands_one_width_from_its_mean(stage):
    svg = stage.draw("divergence", {"mean": 0.5, "width": 0.8}).views["hills"].svg
    track = np.array([pair.split(",") for pair in re.search(r'data-track="([^"]*)"', svg)[1].split()], float)
    assert (WIDTHS[0], WIDTHS[-1]) == pytest.approx((LOW, HIGH))
    assert len(track) == len(WIDTHS)
    assert track[:, 0] == pytest.approx(0.5 + WIDTHS, abs=1e-3)
    assert track[:, 1] == pytest.approx(np.exp(-0.5) / (WIDTHS * np.sqrt(2 * np.pi)), abs=1e-3)


def test_wrong_code_names_cost_the_divergence(stage):
    views = stage.draw("divergence", {"mean": 1.5, "width": 0.7}).views
    assert views["crossed"].value - views["entropy"].value == pytest.approx(views["forward"].value, rel=1e-5)
