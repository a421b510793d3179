from pathlib import Path

import numpy as np
import pytest

from aeexplain import bridge, checkpoint
from aeexplain.data.directions import sliding, static
from aeexplain.demos import contractive as demo

FILE = Path(__file__).parents[2] / "weights" / "contractive.json"
STATES = [("0.1", 5, 0, (0.0, 1.0)), ("0.3", 3, 4, (-1.2, 0.7)), ("1", 8, 9999, (1.8, -1.8))]


@pytest.fixture(scope="module")
def ae():
    return checkpoint.loads(FILE.read_text(encoding="utf-8"), "weights/contractive.json")


def frame(ae, price, digit, noise, at):
    declared = bridge.find("contractive")
    raw = {"price": price, "digit": str(digit), "noise": noise, "at": list(at)}
    return declared.frame(declared.read(raw), {"ae": ae})


def scene(ae, digit, noise, at):
    """The digit, the picture at the point and the two directions, from the weights alone."""
    x = ae.samples["digits"][digit]
    along = sliding(x)
    across = static(along, np.random.default_rng(noise))
    return x, (x + at[0] * along + at[1] * across).astype(np.float32), np.stack((along, across))


def nets(ae, price):
    pair = demo.PAIRS[demo.PRICES.index(price)]
    return {kind: ae.models[f"{kind}_{pair}"] for kind in demo.KINDS}


@pytest.mark.parametrize(("price", "digit", "noise", "at"), STATES)
def test_the_readouts_are_the_norms_and_shifts_of_the_shown_pair(ae, price, digit, noise, at):
    views = frame(ae, price, digit, noise, at).views
    x, here, _ = scene(ae, digit, noise, at)
    for kind, end in (("plain", ""), ("contractive", "_ours")):
        net = nets(ae, price)[kind]
        moved, z = net.encode(here), net.encode(x)
        assert views[f"norm{end}"].value == pytest.approx((net.jacobian(here) ** 2).sum(), rel=1e-4, abs=1e-6)
        shift = np.linalg.norm(moved - z) / np.linalg.norm(z)
        assert views[f"shift{end}"].value == pytest.approx(100 * shift, rel=1e-3, abs=1e-6)
        assert views[f"mse{end}"].value == ae.metrics[demo.PAIRS[demo.PRICES.index(price)]][kind]["mse"]


@pytest.mark.parametrize(("price", "digit", "noise", "at"), STATES)
def test_the_ellipse_is_the_jacobians_on_the_two_directions(ae, price, digit, noise, at):
    x, here, steps = scene(ae, digit, noise, at)
    for net in nets(ae, price).values():
        found = demo.portrait(net, x, here, steps)
        images = net.jacobian(here) @ steps.T  # (40, 2)
        assert np.linalg.svd(found.map, compute_uv=False) == pytest.approx(
            np.linalg.svd(images, compute_uv=False), rel=1e-3, abs=1e-5
        )
        assert found.lengths == pytest.approx(np.linalg.norm(images, axis=0), rel=1e-4, abs=1e-6)
        assert found.map[1, 0] == pytest.approx(0, abs=1e-5), "sliding lies on the horizontal axis"
        assert found.map[0, 0] > 0


def test_a_small_step_of_the_encoder_is_the_jacobians(ae):
    x, here, steps = scene(ae, 5, 0, (0.0, 1.0))
    net = nets(ae, "0.1")["plain"]
    moved = net.encode((here + 0.05 * steps[1]).astype(np.float32)) - net.encode(here)
    assert np.linalg.norm(moved) / 0.05 == pytest.approx(
        demo.portrait(net, x, here, steps).lengths[1], rel=0.05
    )


def test_the_dots_are_the_encoded_pictures_of_the_circle_near_the_ellipse(ae):
    x, here, steps = scene(ae, 5, 0, (0.0, 1.0))
    for net in nets(ae, "0.1").values():
        found = demo.portrait(net, x, here, steps)
        linear = found.map @ demo.CIRCLE
        assert np.linalg.norm(found.ring - linear) < 0.3 * np.linalg.norm(linear)
        real = net.encode((here + steps[0]).astype(np.float32)) - net.encode(here)
        assert np.linalg.norm(found.ring[:, 0]) <= np.linalg.norm(real) + 1e-6


@pytest.mark.parametrize("pair", demo.PAIRS)
def test_over_the_test_set_contraction_spares_sliding_more_than_static_at_like_error(ae, pair):
    ratio = ae.metrics[pair]["ratio"]
    assert ratio["along"] > 1.3 * ratio["across"]
    assert ratio["mse"] == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("price", demo.PRICES)
def test_the_contractive_norm_is_the_smaller_for_every_digit_all_over_the_plane(ae, price):
    for digit in range(10):
        for at in ((0, 0), (1.8, 1.8), (-1.8, 0), (0, -1.8)):
            views = frame(ae, price, digit, digit, at).views
            assert views["norm_ours"].value < views["norm"].value


def test_at_the_digit_itself_the_code_has_not_moved(ae):
    shown = frame(ae, "0.3", 7, 1, (0, 0))
    assert shown.views["shift"].value == shown.views["shift_ours"].value == 0
    assert np.array_equal(shown.views["here"].rgba, shown.views["original"].rgba)
    assert "Digit 7 at 0, 0, static number 1, λ = 0.3" in shown.says
