import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.demos import linear_pca as demo

SEEDS = range(10)


@pytest.fixture(scope="module")
def world():
    return demo._world()


def run(**values):
    """Return the demo's start values and every frame of its run."""
    declared = bridge.find("linear-pca")
    return list(declared.frames(declared.read(values), {}))


def series(frames, view):
    return np.array([frame.views[view].value for frame in frames])


def test_the_optimum_is_the_error_of_pca_by_svd(world):
    rng = np.random.default_rng(demo.DATA_SEED)
    x = demo.draw(demo.LOW + (demo.HIGH - demo.LOW) * rng.random((demo.COUNT, 6))).astype(float)
    centred = x - x.mean(0)
    singular = np.linalg.svd(centred, compute_uv=False)
    assert world.optimum == pytest.approx((singular[3:] ** 2).sum() / x.size)
    assert run()[0].views["optimum"].value == pytest.approx(world.optimum)


def test_the_loss_and_its_gradients_are_those_of_the_data(world):
    rng = np.random.default_rng(1)
    x = rng.standard_normal((50, 12))
    encoder, decoder = rng.standard_normal((12, 3)), rng.standard_normal((3, 12))
    covariance = x.T @ x / len(x)

    def loss(w, d):
        return np.mean((x @ w @ d - x) ** 2)

    value, d_encoder, d_decoder = demo.error(covariance, encoder, decoder)
    assert value == pytest.approx(loss(encoder, decoder))
    w, d, tiny = rng.standard_normal((12, 3)), rng.standard_normal((3, 12)), 1e-5
    slope = (loss(encoder + tiny * w, decoder + tiny * d) - loss(encoder - tiny * w, decoder - tiny * d)) / (
        2 * tiny
    )
    assert (d_encoder * w).sum() + (d_decoder * d).sum() == pytest.approx(slope, rel=1e-5)


def test_the_angles_are_those_between_known_planes():
    components = np.eye(6)[:, :3]
    turned = np.cos(0.3) * np.eye(6)[2] + np.sin(0.3) * np.eye(6)[5]
    decoder = np.array([[2.0, 1, 0, 0, 0, 0], [0, 3, 0, 0, 0, 0], turned])
    assert demo.angles(components, decoder) == pytest.approx([np.degrees(0.3), 0, 0], abs=1e-5)


def test_the_loss_falls_to_pcas_and_the_angles_to_zero():
    frames = run()
    losses, angles = series(frames, "error"), series(frames, "angle")
    assert np.all(np.diff(losses) < 0)
    assert losses[0] > 5 * losses[-1]
    assert frames[0].views["optimum"].value < losses[-1] < 1.01 * frames[0].views["optimum"].value
    assert angles[0] > 60
    assert angles[-1] < demo.ARRIVED
    assert "angle between the two subspaces is 0." in frames[-1].says


@pytest.mark.parametrize("seed", SEEDS)
def test_no_rate_ever_breaks_the_run(world, seed):
    trace = demo._untrained(world, seed)
    for _ in range(demo.STEPS // demo.EACH):
        trace = demo._trained(world, trace, 1.1)
    assert max(trace.losses) <= trace.losses[0]
    assert trace.losses[-1] > 1.1 * world.optimum, "the caption says that it bounces"
    assert trace.angles[-1][0] < demo.ARRIVED


def test_the_slowest_rate_and_seed_8_arrive_late_as_the_caption_says():
    assert series(run(rate=0.05), "angle")[-1] > demo.ARRIVED
    assert series(run(seed=8), "angle")[200 // demo.EACH] > 45


def test_what_the_units_draw_is_a_mixture_of_the_components(world):
    trace = demo._untrained(world, 6)
    for _ in range(demo.STEPS // demo.EACH):
        trace = demo._trained(world, trace, 0.1)
    rows = trace.decoder / np.linalg.norm(trace.decoder, axis=1, keepdims=True)
    assert np.abs(rows @ world.components).max() < 0.9
    assert np.linalg.norm(rows @ world.components, axis=1) == pytest.approx(1, abs=1e-3)


def test_the_first_frame_of_a_run_is_the_untrained_picture():
    declared = bridge.find("linear-pca")
    first = declared.frame(declared.read({}), {})
    assert bridge.pack(run()[0]) == bridge.pack(first)
    assert len(run()) == demo.STEPS // demo.EACH + 1


def test_below_each_component_stands_what_the_decoder_can_draw_of_it(world):
    first, *_, last = run()
    sheets = [frame.views["seen"].rgba.astype(int) for frame in (first, last)]
    above, below = (sheets[1][top : top + demo.SIDE] for top in (1, 2 + demo.SIDE))
    assert np.abs(above[..., 3] - below[..., 3]).max() <= 8  # of 255: the same pictures
    assert np.array_equal(sheets[0][1 : 1 + demo.SIDE], above)
    faint = sheets[0][2 + demo.SIDE : -1, ..., 3]
    assert faint.mean() < 0.4 * above[..., 3].mean()


def test_other_first_weights_change_what_stands_on_the_stage_before_any_training():
    declared = bridge.find("linear-pca")
    one, other = (declared.frame(declared.read({"seed": seed}), {}).views["seen"].rgba for seed in (6, 7))
    assert not np.array_equal(one, other)
