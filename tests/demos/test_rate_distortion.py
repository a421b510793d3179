import math

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demos import rate_distortion as demo
from aeexplain.training.measures.rate_split import rate_split


@pytest.fixture(scope="module")
def weights():
    stage = bridge.Stage()
    with open("weights/vae-faces.json", encoding="utf-8") as file:
        stage.load("vae-faces", file.read())
    return stage._weights_of("rate-distortion", bridge.find("rate-distortion"))["vae"]


def frame(weights, **values):
    declared = bridge.find("rate-distortion")
    return declared.frame(declared.read(values), {"vae": weights})


def places(weights):
    """The rate of every network, and its distortion above that of a perfect copy."""
    copy = 144 * math.log(0.1 * math.sqrt(2 * math.pi))
    return np.array(weights.metrics["rate"]), np.array(weights.metrics["distortion"]) - copy


def test_no_network_lies_below_the_line_of_another(weights):
    rates, distortions = places(weights)
    for beta, rate, distortion in zip(weights.metrics["beta"], rates, distortions, strict=True):
        assert np.all(distortions + beta * rates >= distortion + beta * rate)


def test_each_price_is_one_of_the_trained_networks(weights):
    assert list(demo.BETAS) == weights.metrics["beta"]
    for beta, rate, distortion in zip(weights.metrics["beta"], *places(weights), strict=True):
        views = frame(weights, beta=f"{beta:g}").views
        assert views["rate"].value == pytest.approx(rate)
        assert views["distortion"].value == pytest.approx(distortion)


def test_the_knob_stands_at_the_networks_and_nowhere_off_the_curve(weights):
    rates, distortions = places(weights)
    assert demo.RATES[0] < rates.min() < rates.max() < demo.RATES[1]
    assert demo.DISTORTIONS[0] < distortions.min() < distortions.max() < demo.DISTORTIONS[1]
    svg = frame(weights).views["curve"].svg
    track = [
        tuple(map(float, place.split(","))) for place in svg.split('data-track="')[1].split('"')[0].split()
    ]
    assert np.array(track) == pytest.approx(np.column_stack((rates, distortions)), rel=1e-4)


def test_the_caption_tells_what_a_nat_buys(weights):
    rates, distortions = places(weights)
    at = dict(zip(demo.BETAS, zip(rates, distortions, strict=True), strict=True))
    bought = [np.subtract(at[more], at[less]).round(1).tolist() for less, more in ((5, 3), (0.5, 0.1))]
    assert bought == [[0.5, -2.0], [1.7, -0.5]]


def test_at_the_highest_price_a_draw_is_far_from_its_face_and_at_the_lowest_near(weights):
    errors = []
    for beta in ("5", "1", "0.1"):
        rgba = frame(weights, beta=beta).views["faces"].rgba / 255
        face, draw = rgba[:14, :, 3], rgba[14:, :, 3]
        errors.append(float(((face - draw) ** 2).mean()))
        assert (rgba[14:, :, 2] > rgba[14:, :, 0]).all()  # blue
    assert errors[0] > 2 * errors[1] > 2 * errors[2]


@pytest.mark.parametrize("beta", [0.1, 1, 5])
def test_the_estimate_is_the_one_that_training_uses(weights, beta):
    net = weights.models["beta_" + f"{beta:g}".replace(".", "_")]
    x, eps = demo._data()
    expected = rate_split(*net.posterior(x[:150]), eps[:150])
    estimate = demo.split(demo.Known(net.params["encoder.2.bias"].tobytes(), net), 150)
    assert estimate == pytest.approx((expected.information, expected.marginal), abs=1e-4)


def test_the_information_never_exceeds_the_logarithm_of_the_faces(weights):
    for n in (25, 100, 400):
        views = frame(weights, beta="0.1", n=n).views
        assert views["estimated"].value < math.log(n) == views["limit"].value
        assert views["estimated"].value < weights.metrics["information"][0]


def test_two_networks_of_nearly_the_same_elbo_have_quite_different_rates(weights):
    at = [weights.metrics["beta"].index(beta) for beta in (0.1, 3)]
    elbos, rates = ([weights.metrics[key][i] for i in at] for key in ("elbo", "rate"))
    assert abs(elbos[0] - elbos[1]) < 0.5
    assert rates[0] > 2 * rates[1]


def test_the_faces_are_shown_above_what_becomes_of_them(weights):
    views = frame(weights, beta="5").views
    first = weights.samples["faces"][demo.SHOWN[0]].reshape(12, 12)
    shown = views["rebuilt"].rgba[1:13, 1:13, 3] / 255
    assert shown == pytest.approx(first, abs=0.003)
    assert views["rebuilt"].rgba.shape[:2] == (4 * 14, len(demo.SHOWN) * 14)
