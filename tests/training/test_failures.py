"""The failures' recipe on made-up pictures, and the shipped failures, which must fail."""

import numpy as np
import pytest

from aeexplain import checkpoint
from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.layer import add_prefix
from aeexplain.training.recipes.failures import (
    RECIPE,
    Digits,
    box,
    lattice,
    losses,
    measure_samples,
    nearest,
    networks,
)


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    parts = rng.random((6, 64)) < 0.2
    x = np.minimum((rng.random((300, 6)) < 0.4) @ parts, 1).astype(np.float32)
    return Digits(x, x[:100], np.arange(100, dtype=np.uint8) % 10)


@pytest.fixture(scope="module")
def shipped(root):
    return checkpoint.loads((root / "weights" / "failures.json").read_text(encoding="utf-8"), "failures.json")


def trained(data, steps, seed=0):
    rng = np.random.default_rng(seed)
    state = RECIPE.begin(data, rng)
    return state, [RECIPE.step(state, data, at, rng) for at in range(steps)]


def test_a_few_steps_lower_the_loss(data):
    _, curve = trained(data, 60)
    assert np.mean(curve[-5:]) < 0.9 * np.mean(curve[:5])


def test_the_same_seed_takes_the_same_steps_and_another_takes_others(data):
    assert trained(data, 3)[1] == trained(data, 3)[1]
    assert trained(data, 3)[1] != trained(data, 3, seed=1)[1]


@pytest.mark.parametrize("name", networks())
def test_every_networks_loss_has_the_gradient_of_its_value(name):
    rng = np.random.default_rng(3)
    at = {key: 0.3 * rng.standard_normal(shape) for key, shape in networks()[name].shapes().items()}
    x = rng.random((4, 64))

    def loss(params):
        return losses(np.random.default_rng(8))[name](params, x)

    assert gradient_gap(lambda p: loss(p)[0], at, loss(at)[1], rng) < 1e-6


def test_healthy_and_ill_are_of_one_size():
    nets = networks()
    assert nets["dead_ill"] == nets["dead_well"]
    assert nets["collapse_ill"] == nets["collapse_well"]
    assert add_prefix("", nets["holes_ill"].decoder.shapes()) == add_prefix(
        "", nets["collapse_well"].decoder.shapes()
    )


def test_the_nearest_is_as_far_as_a_search_finds():
    rng = np.random.default_rng(1)
    x, others = rng.random((5, 8)), rng.random((30, 8))
    searched = np.sqrt(((x[:, None] - others) ** 2).mean(2)).min(1)
    assert nearest(x, others) == pytest.approx(searched)


def test_a_lattice_fills_its_box_row_by_row_from_below():
    places = lattice(np.array([[0.0, 10.0], [31.0, 20.0]]))
    assert places.shape == (1024, 2)
    assert places[:3].tolist() == [[0, 10], [1, 10], [2, 10]]
    assert places[-1].tolist() == [31, 20]


def test_a_box_holds_nearly_all_codes():
    z = np.random.default_rng(0).standard_normal((5000, 2))
    low, high = box(z)
    assert ((z >= low) & (z <= high)).all(1).mean() > 0.99


def test_the_shipped_failures_fail_on_their_digits_as_they_did_when_they_were_measured(shipped):
    again = measure_samples(shipped.models, shipped.samples)
    for failure, kinds in again.items():
        for kind, values in kinds.items():
            stored = shipped.metrics["samples"][failure][kind]
            assert values == {key: pytest.approx(value, rel=1e-3, abs=5e-6) for key, value in stored.items()}


def test_a_wide_network_copies_static_and_a_narrow_one_does_not(shipped):
    static = np.random.default_rng(0).random((50, 64), np.float32)
    errors = {}
    for kind in ("ill", "well"):
        net = shipped.models[f"identity_{kind}"]
        errors[kind] = np.mean((net.decode(net.encode(static)) - static) ** 2)
    assert errors["ill"] < 0.4 / 12 < 1 / 12 < errors["well"]


def test_a_collapsed_code_decodes_to_one_picture_whatever_it_says(shipped):
    x = shipped.samples["digits"]
    ill, well = (shipped.models[f"collapse_{kind}"] for kind in ("ill", "well"))
    assert np.ptp(ill.decode(ill.encode(x)), axis=0).max() < 0.05
    assert np.ptp(well.decode(well.encode(x)), axis=0).max() > 0.5


def test_units_that_are_dead_are_dead_on_the_shipped_digits_too(shipped):
    z = shipped.models["dead_ill"].encode(shipped.samples["digits"])
    assert (~(z > 0).any(0)).mean() >= shipped.metrics["dead"]["ill"]["dead"]


def test_the_plain_code_has_its_hole_where_the_file_says(shipped):
    holes = shipped.metrics["holes"]["ill"]
    hole = shipped.models["holes_ill"].decode(np.array(holes["where"], np.float32))
    digits = shipped.samples["digits"]
    assert nearest(hole[None], digits)[0] >= holes["worst"] > holes["limit"]
    strange = shipped.samples["strangeness_ill"] > holes["limit"]
    assert strange.mean() == pytest.approx(holes["share"], abs=0.01)
