import numpy as np
import pytest

from aeexplain.nn.optimisers.adam import Adam, zeros_like
from aeexplain.nn.optimisers.ema import update_ema
from aeexplain.nn.optimisers.schedules import cosine


def test_the_first_step_of_adam_has_the_size_of_its_rate():
    params, grads = {"w": np.array([1.0, 1.0])}, {"w": np.array([1e-3, -50.0])}
    Adam(rate=0.1).update(params, grads, zeros_like(params), zeros_like(params), 0)
    assert params["w"] == pytest.approx([0.9, 1.1], abs=1e-4)


def test_adam_is_what_the_paper_says():
    adam, w = Adam(rate=0.01, beta1=0.9, beta2=0.99), np.array([0.5])
    params, first, second = {"w": w.copy()}, {"w": np.zeros(1)}, {"w": np.zeros(1)}
    m = v = 0.0
    for t, g in enumerate((0.3, -0.2, 0.7), start=1):
        adam.update(params, {"w": np.array([g])}, first, second, t - 1)
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        w = w - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    assert params["w"] == pytest.approx(w, rel=1e-6)


def test_adam_finds_the_bottom_of_a_bowl():
    params = {"w": np.array([3.0, -2.0])}
    first, second = zeros_like(params), zeros_like(params)
    for step in range(400):
        Adam(rate=0.1).update(params, {"w": 2 * params["w"]}, first, second, step, cosine(step, 400))
    assert np.abs(params["w"]).max() < 1e-3


def test_the_cosine_falls_from_one_to_zero():
    shares = [cosine(step, 10) for step in range(11)]
    assert shares[0] == 1
    assert shares[5] == pytest.approx(0.5)
    assert shares[10] == pytest.approx(0)
    assert shares == sorted(shares, reverse=True)


def test_the_average_follows_fast_at_first_and_slowly_later():
    early, late, params = {"w": np.zeros(1)}, {"w": np.zeros(1)}, {"w": np.ones(1)}
    update_ema(early, params, 0, 0.999)
    update_ema(late, params, 100_000, 0.999)
    assert early["w"] == pytest.approx([0.9])
    assert late["w"] == pytest.approx([0.001])
