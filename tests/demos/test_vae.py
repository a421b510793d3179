import itertools

import numpy as np
import pytest

from aeexplain import bridge
from aeexplain.data.faces import faces
from aeexplain.demos import vae as demo


@pytest.fixture(scope="module")
def weights():
    stage = bridge.Stage()
    with open("weights/vae-faces.json", encoding="utf-8") as file:
        stage.load("vae-faces", file.read())
    return stage._weights_of("vae", bridge.find("vae"))["ae"]


def frame(weights, **values):
    declared = bridge.find("vae")
    return declared.frame(declared.read(values), {"ae": weights})


def learnt(weights, beta, warm, seed):
    """Return the nats by which a retraining's last loss is above the trained network's, on many other faces."""
    price, plan = weights.metrics["beta"][beta], demo.WARM if warm else demo.COLD
    start = demo._trained(weights, demo.other(beta))[0]
    *_, net = demo.learning(start, plan, price, warm, np.random.default_rng(seed))
    rng = np.random.default_rng(77)
    x, eps = faces(rng, 2000)[0], rng.standard_normal((2000, 2))
    return loss(net, x, eps, price) - loss(demo._trained(weights, beta)[0], x, eps, price)


def loss(net, x, eps, price):
    mu, log_variance = (part.astype(float) for part in net.posterior(x))
    sigma = np.exp(log_variance / 2)
    squares = np.mean([((net.decode(mu + sign * sigma * eps) - x) ** 2).sum(1) for sign in (1, -1)])
    kl = 0.5 * (mu**2 + sigma**2 - log_variance - 1).sum(1).mean()
    return squares / 0.02 + x.shape[1] * np.log(0.1 * np.sqrt(2 * np.pi)) + price * kl


def test_the_options_are_the_betas_of_the_weight_file(weights):
    assert [float(beta) for beta in demo.BETAS] == weights.metrics["beta"]
    assert len(weights.samples["faces"]) == demo.SMILES * demo.WIDTHS


def test_the_chosen_faces_numbers_are_those_of_its_draw(weights):
    values = {"beta": "3", "face": [5, 2], "eps1": 0.7, "eps2": -1.2}
    x, net = weights.samples["faces"][17], weights.models["beta_3"]
    mu, log_variance = (part.astype(float) for part in net.posterior(x))
    sigma = np.exp(log_variance / 2)
    x_hat = net.decode((mu + sigma * (0.7, -1.2)).astype(np.float32))
    fit = -((x_hat - x) ** 2).sum() / 0.02 - 144 * np.log(0.1 * np.sqrt(2 * np.pi))
    kl = 0.5 * (mu**2 + sigma**2 - log_variance - 1).sum()
    view = frame(weights, **values).views["elbo"]
    assert view.value == pytest.approx(fit - kl, abs=1e-3)
    assert view.text == f"{fit:.1f} − {kl:.2f} = {fit - kl:.1f}"


def test_the_average_is_near_the_one_on_many_more_faces(weights):
    elbos = [frame(weights, beta=beta).views["elbos"].value for beta in demo.BETAS]
    assert elbos == pytest.approx(weights.metrics["elbo"], abs=1.2)
    assert int(np.argmax(elbos)) == demo.BETAS.index("1")


def test_the_faces_sheet_shows_smiles_to_the_right_and_width_upwards(weights):
    smile, width = (
        weights.samples["factors"].reshape(demo.SMILES, demo.WIDTHS, -1)[..., :2].transpose(2, 0, 1)
    )
    assert np.all(np.diff(smile.mean(1)) > 0)
    assert np.all(np.diff(width, axis=1) > 0)
    assert frame(weights, face=[1, 4]).views["chosen"].text == "smile 1 of 6, width 4 of 4"


def test_the_noise_moves_the_posterior_sample_and_the_prior_sample_alike(weights):
    still, moved = frame(weights, eps1=0, eps2=0).views, frame(weights, eps1=2, eps2=0).views
    assert np.array_equal(still["mean"].rgba, still["sample"].rgba)
    assert np.array_equal(still["mean"].rgba, moved["mean"].rgba)
    assert not np.array_equal(still["sample"].rgba, moved["sample"].rgba)
    assert not np.array_equal(still["invented"].rgba, moved["invented"].rgba)


@pytest.mark.parametrize("beta", [0, 4, 5])
def test_a_warm_retraining_comes_within_one_nat(weights, beta):
    assert learnt(weights, beta, warm=True, seed=0) < 1


def test_a_cold_retraining_comes_within_one_and_a_half_nats(weights):
    assert learnt(weights, 4, warm=False, seed=0) < 1.5


def test_a_run_starts_where_it_says_and_shows_its_own_plane(weights):
    declared = bridge.find("vae")
    values = declared.read({"beta": "5", "warm": "on"})
    frames = list(itertools.islice(declared.frames(values, {"ae": weights}), 3))
    start = demo.measured(weights.models["beta_0_1"]).loss(5)
    goal = demo.measured(weights.models["beta_5"]).loss(5)
    assert frames[0].views["gap"].value == pytest.approx(start - goal, abs=1e-3)
    assert [each.views["step"].value for each in frames] == [0, demo.EACH, 2 * demo.EACH]
    for change in ("over", "says"):  # the clouds, and what is told of them
        assert getattr(frames[0].views["plane"], change) != getattr(frames[2].views["plane"], change)
    assert not np.array_equal(frames[0].views["plane"].rgba, frames[2].views["plane"].rgba)
    assert "24 steps into a retraining at β = 5" in frames[2].says


@pytest.mark.parametrize(("beta", "z"), [("1", (1.1, -0.1)), ("0.1", (0.0, 0.0)), ("5", (-0.4, 0.3))])
def test_a_place_lies_in_the_clouds_that_reach_it_and_is_drawn_by_the_decoder(weights, beta, z):
    net = weights.models[f"beta_{beta.replace('.', '_')}"]
    mu, log_variance = (part.astype(float) for part in net.posterior(weights.samples["faces"]))
    away = np.sqrt(((z - mu) ** 2 / np.exp(log_variance)).sum(1))
    views = frame(weights, beta=beta, z=list(z)).views
    assert views["inside"].value == (away <= 2).sum()
    assert views["away"].value == pytest.approx(away.min(), rel=1e-3)
    smile, width = divmod(int(away.argmin()), demo.WIDTHS)
    assert views["nearest"].text == f"smile {smile + 1} of 6, width {width + 1} of 4"
    shown = views["at"].rgba[..., 3] / 255
    np.testing.assert_allclose(shown[:60:5, ::5].ravel(), net.decode(np.array(z, np.float32)), atol=0.004)
    np.testing.assert_allclose(shown[-12:, :12].ravel(), weights.samples["faces"][away.argmin()], atol=0.004)


def test_the_plane_is_painted_with_what_the_decoder_draws_there(weights):
    rgba = frame(weights, beta="2").views["plane"].rgba
    assert rgba.shape == (120, 180, 4)
    for column, row in ((0, 0), (14, 0), (7, 9)):
        place = np.array((3.3 * ((2 * column + 1) / 15 - 1), 2.2 * (1 - (2 * row + 1) / 10)), np.float32)
        tile = rgba[row * 12 : row * 12 + 12, column * 12 : column * 12 + 12, 3] / 255
        drawn = np.clip(weights.models["beta_2"].decode(place), 0, 1)
        np.testing.assert_allclose(tile.ravel(), demo.FAINT * drawn, atol=0.03)


def test_the_prior_makes_clouds_meet(weights):
    """Most at the largest weight: at many places of the faces' region more clouds than one lie over each other."""
    places = [(x, y) for x in (-1.0, -0.3, 0.4, 1.1) for y in (-1.0, -0.4, 0.2, 0.8)]
    met = [
        np.mean([frame(weights, beta=beta, z=list(z)).views["inside"].value for z in places])
        for beta in ("0.1", "1", "5")
    ]
    assert met[0] < 0.2 < met[1] < 1.5 < met[2]
