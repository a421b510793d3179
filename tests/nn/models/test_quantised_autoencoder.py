import numpy as np
import pytest

from aeexplain.nn.gradient_check import gradient_gap
from aeexplain.nn.layers.dense import Dense
from aeexplain.nn.layers.layer import select_prefix
from aeexplain.nn.losses.squared_error import squared_error
from aeexplain.nn.models.quantised_autoencoder import QuantisedAutoencoder, quantised_error, rows
from aeexplain.nn.models.vector_quantiser import commitment, nearest, perplexity, update_codebook

NET = QuantisedAutoencoder(3, 5, 2, Dense(7, 6), Dense(6, 7))


@pytest.fixture
def rng():
    return np.random.default_rng(11)


@pytest.fixture
def bound(rng):
    return NET.bind(NET.init(rng))


def test_the_nearest_entry_is_the_one_at_the_least_distance(rng):
    codebook, z = rng.standard_normal((8, 3)), rng.standard_normal((4, 6, 3))
    distance = ((z[..., None, :] - codebook) ** 2).sum(-1)  # (4, 6, 8)
    assert np.array_equal(nearest(codebook, z), distance.argmin(-1))


def test_an_entry_is_nearest_to_itself(bound):
    assert bound.quantise(bound.params["codebook"]).tolist() == [0, 1, 2, 3, 4]


def test_the_commitment_has_the_gradient_of_its_value(rng):
    z, e = rng.standard_normal((2, 5, 3))
    _, gradient = commitment(z, e)
    assert gradient_gap(lambda at: commitment(at["z"], e)[0], {"z": z}, {"z": gradient}, rng) < 1e-6


def test_the_straight_through_gradient_is_that_of_vectors_which_a_constant_moves_to_their_entries(rng):
    at = {name: rng.standard_normal(shape) for name, shape in NET.shapes().items()}
    x = rng.random((4, 7))
    error, away, gradient, z = quantised_error(NET, at, x, 0.25)
    e = at["codebook"][nearest(at["codebook"], z)]

    def value(p):
        z_moved = NET.vectors(NET.encoder.forward(select_prefix("encoder", p), x))
        x_hat = NET.decoder.forward(select_prefix("decoder", p), rows(z_moved + (e - z)))
        return squared_error(x_hat, x)[0] + 0.25 * commitment(z_moved, e)[0]

    learned = {name: a for name, a in at.items() if name != "codebook"}
    assert value(learned) == pytest.approx(error + 0.25 * away)
    assert gradient_gap(value, learned, gradient, rng) < 1e-6


def test_the_codebook_settles_on_the_means_of_what_it_stands_for(rng):
    means = np.array([[-3.0, 0.0], [2.0, 1.0], [0.0, 4.0]])
    codebook, counts = means + 0.5, np.full(3, 20.0)
    sums = codebook * counts[:, None]
    for _ in range(300):
        z = np.repeat(means, 20, 0) + 0.1 * rng.standard_normal((60, 2))
        update_codebook(codebook, counts, sums, z, nearest(codebook, z), 0.95)
    assert np.abs(codebook - means).max() < 0.05


def test_an_entry_that_is_never_chosen_stays_where_it_is():
    codebook, counts = np.array([[0.0], [9.0]]), np.full(2, 4.0)
    sums = codebook * counts[:, None]
    for _ in range(500):
        update_codebook(codebook, counts, sums, np.ones((8, 1)), np.zeros(8, int), 0.9)
    assert codebook.ravel() == pytest.approx([1.0, 9.0])


def test_perplexity_counts_entries_that_are_used_alike():
    assert perplexity(np.arange(12).reshape(3, 4) % 6, 8) == pytest.approx(6)
    assert perplexity(np.zeros((3, 4), int), 8) == pytest.approx(1)


def test_a_quantised_autoencoder_takes_one_input_or_a_batch(bound, rng):
    x = rng.random((4, 7), np.float32)
    tokens = bound.quantise(bound.encode(x))
    assert tokens.shape == (4, 3)
    assert np.array_equal(bound.quantise(bound.encode(x[2])), tokens[2])
    assert np.allclose(bound.decode(tokens[2]), bound.decode(tokens)[2], atol=1e-6)


def test_decoding_tokens_is_decoding_their_vectors(bound):
    tokens = np.array([4, 0, 2])
    vectors = bound.lookup(tokens)
    assert vectors.shape == (3, 2)
    assert np.array_equal(bound.decode(tokens), bound.decode_vectors(vectors))


def test_no_code_at_all_is_refused():
    with pytest.raises(ValueError, match="are no code"):
        QuantisedAutoencoder(3, 0, 2, Dense(7, 6), Dense(6, 7))
