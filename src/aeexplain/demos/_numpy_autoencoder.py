"""The autoencoder that the article lists: what follows is the listing, letter by letter, and a test holds the two together."""

from itertools import pairwise

import numpy as np


def begin(sizes, rng):
    return [(rng.normal(0, 0.5 * a**-0.5, (a, b)), np.zeros(b)) for a, b in pairwise(sizes)]


def forward(layers, x):
    kept = [x]  # what each layer was given
    for i, (w, b) in enumerate(layers):
        x = x @ w + b
        if i in (0, 2):  # the code and the output stay linear
            x = np.tanh(x)
        kept.append(x)
    return kept


def step(layers, x, rate):
    kept = forward(layers, x)
    error = kept[-1] - x  # (batch, pixels)
    d = 2 * error / len(x)  # the loss's gradient at the output
    for i in (3, 2, 1, 0):
        if i in (0, 2):
            d = d * (1 - kept[i + 1] ** 2)  # through tanh
        w, b = layers[i]
        layers[i] = w - rate * kept[i].T @ d, b - rate * d.sum(0)
        d = d @ w.T  # on to the layer before
    return (error**2).sum(1).mean()


def train(data, k, steps, rng):
    data = data - data.mean(0)
    layers = begin((data.shape[1], 40, k, 40, data.shape[1]), rng)
    losses = [step(layers, data[rng.integers(len(data), size=64)], 0.08) for _ in range(steps)]
    return layers, losses  # encode: forward(layers, x)[2]
