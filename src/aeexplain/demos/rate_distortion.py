"""The price of a good copy: rate against distortion over the trained networks, and what the rate is spent on.

Each network minimises its own loss D + βR, so that no other may lie below its line of slope -β (Alemi et al. 2018). Averaged
over the data, the rate is the information that codes hold about their inputs, and the distance of all codes together from the
prior (Hoffman and Johnson 2016). The second needs q(z), for which a mixture of n posteriors stands in.
"""

import math
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np

from aeexplain.arrays import Array
from aeexplain.data.faces import SIDE, faces
from aeexplain.demo import Check, Choice, Demo, Readout, Slider, View, readout
from aeexplain.draw import (
    Drawing,
    Pixels,
    Plane,
    axes,
    bars,
    drawing,
    grounded,
    ink,
    label,
    line,
    points,
    rule,
    tag,
)
from aeexplain.nn.losses.kl import kl_divergence
from aeexplain.nn.models.variational import Variational

# -log p(x|z) of a perfect copy, in nats: the likelihood's σ is 0.1.
COPY = SIDE * SIDE * math.log(0.1 * math.sqrt(2 * math.pi))
RATES, DISTORTIONS = (2.5, 7.5), (0.0, 7.5)  # nats, of the plane
FACES, SEED = 400, 11  # of the estimate, at most
BETAS = (0.1, 0.5, 1, 2, 3, 5)  # of the networks, as the weight file has them
SHOWN = (0, 6, 8, 13, 15, 16, 22, 23)  # of the weight file's faces
CHOSEN = (10, 12, 15)  # that are shown large: nearly neutral ones, whose mouths turn first
DRAWS = ((-1.2, 0.8), (1.0, -1.0))  # ε of the faces shown

# What the colours of the bars are, and where that stands.
KEY = (("distance from the prior", 8.2, "b"), ("information", 7.65, "a"), ("line: as estimated now", 7.1, ""))

type Floats = tuple[float, ...]


@dataclass(frozen=True)
class Known:
    """A trained network, told from the others by one parameter's bytes, so that its rate need be split only once."""

    mark: bytes
    net: Variational = field(compare=False)


def compute(vae, beta, n):
    held_out = vae.metrics
    betas, rates = tuple(held_out["beta"]), tuple(held_out["rate"])
    distortions = tuple(each - COPY for each in held_out["distortion"])
    net = vae.models["beta_" + f"{betas[beta]:g}".replace(".", "_")]
    information, marginal = split(Known(net.params["encoder.2.bias"].tobytes(), net), n)
    return {
        "faces": _faces(net, vae.samples["faces"][list(CHOSEN)], betas[beta]),
        "curve": _curve(betas, rates, distortions, beta),
        "parts": lambda: _parts(betas, rates, tuple(held_out["information"]), beta, information, n),
        "rebuilt": lambda: _rebuilt(net, vae.samples["faces"][list(SHOWN)], betas[beta]),
        "rate": readout(rates[beta], ".2f"),
        "distortion": readout(distortions[beta], ".2f"),
        "elbo": readout(held_out["elbo"][beta], ".1f"),
        "known": _sum(held_out["information"][beta], held_out["marginal"][beta]),
        "estimated": _sum(information, marginal),
        "limit": readout(math.log(n), ".2f"),
        "nats": lambda: kl_divergence(*net.posterior(vae.samples["faces"])),
        "losses": np.array(distortions) + betas[beta] * np.array(rates),
        "split_rate": information + marginal,
        "net": net,
    }


def describe(n, beta, rate, distortion, known, estimated, limit):
    return (
        f"At β = {beta} the rate is {rate} and the distortion {distortion} nats. The rate splits into {known}; estimated "
        f"here from {n} faces it splits into {estimated}, where the information cannot exceed {limit}."
    )


def parts_make_the_rate(n, net, split_rate):
    """Compare the two parts together to the mean KL of the n faces' posteriors."""
    return split_rate, "==", kl_divergence(*net.posterior(_data()[0][:n])).sum() / n


@lru_cache(maxsize=256)
def split(known: Known, n: int) -> tuple[float, float]:
    """Return I(X; Z) and KL(q(z) ‖ p(z)) in nats, estimated from n faces, which are taken for all the data there are.

    The information is the mean of log q(z|x) - log q(z) over one z a face, and q(z) the even mixture of the n posteriors, the
    face's own among them: on average too low, and never above log n. The other part is the rate, in closed form, less that.
    """
    mu, log_variance = (part[:n] for part in _posteriors(known))  # (n, 2) each
    eps = _data()[1][:n]
    z, scale = mu + np.exp(0.5 * log_variance) * eps, np.exp(-0.5 * log_variance)
    heights = -0.5 * log_variance.sum(1)  # (n,); the constant -log 2π is in both logarithms
    logs = heights - 0.5 * sum(((z[:, [i]] - mu[:, i]) * scale[:, i]) ** 2 for i in range(2))  # (n, n)
    own = heights - 0.5 * (eps**2).sum(1)
    mixture = np.log(np.exp(logs - own[:, None]).mean(1)) + own
    information, rate = float((own - mixture).mean()), float(kl_divergence(mu, log_variance).sum() / n)
    return information, rate - information


@lru_cache(maxsize=16)
def _posteriors(known: Known) -> tuple[Array, Array]:
    return known.net.posterior(_data()[0])


@cache
def _data() -> tuple[Array, Array]:
    """Return faces that no training saw, made by rule (400, 144), and a draw ε for each (400, 2)."""
    rng = np.random.default_rng(SEED)
    return faces(rng, FACES)[0], rng.standard_normal((FACES, 2), np.float32)


def _sum(information: float, marginal: float) -> Readout:
    return Readout(information, f"{information:.2f} + {marginal:.2f} = {information + marginal:.2f}")


@lru_cache(maxsize=16)
def _curve(betas: Floats, rates: Floats, distortions: Floats, at: int) -> Drawing:
    plane = Plane.over(380, 306, RATES, DISTORTIONS, margins=(28, 16, 38, 26))
    beta, rate, distortion = betas[at], rates[at], distortions[at]
    # Where the line leaves the plane.
    ys = np.clip(distortion - beta * (np.array(RATES) - rate), *DISTORTIONS)
    xs = rate - (ys - distortion) / beta
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "rate, nats", "distortion, nats", about=(5, 4)),
        tag("g", line(plane, xs, ys, "b"), class_="dashed"),
        line(plane, rates, distortions, "a"),
        points(plane, rates, distortions, "a", "large"),
        *(_name(plane, *each) for each in zip(rates, distortions, betas, strict=True)),
        label(f"slope −{beta:g}", *_beside(plane, xs, ys), "b", "middle"),
        says=f"the chosen network, of β = {beta:g}, has the rate {rate:.2f} and the distortion {distortion:.2f}; "
        f"the line of slope -{beta:g} through it has all others above it",
        reach=plane.reach,
        track=np.column_stack((rates, distortions)),
    )


def _beside(plane: Plane, xs: Array, ys: Array) -> tuple[float, float]:
    """Return a place under the lower part of a line, where no network's name stands."""
    share = 0.8
    x, y = plane.at(float(xs[0] + share * (xs[1] - xs[0])), float(ys[0] + share * (ys[1] - ys[0])))
    return x - 30, min(y + 22, plane.y.pixels[0] - 6)


def _name(plane: Plane, rate: float, distortion: float, beta: float) -> str:
    x, y = plane.at(rate, distortion)
    return label(f"{beta:g}", x + 8, y - 12, "a")


def _parts(betas: Floats, rates: Floats, known: Floats, at: int, information: float, n: int) -> Drawing:
    plane, fixed = _bars(betas, rates, known)
    right, level = plane.x.pixels[1], float(plane.y(math.log(n)))
    return drawing(
        plane.width,
        plane.height,
        fixed,
        label(f"β = {betas[at]:g}", float(plane.x(at)), plane.y.pixels[0] + 17, "a", "middle"),
        rule(plane, y=math.log(n)),
        label(f"log n = {math.log(n):.2f}", right, level - 6, anchor="end"),
        line(plane, [at - 0.48, at + 0.48], [information] * 2, "ink"),
        says=f"the rate of every network as two parts; at β = {betas[at]:g} {known[at]:.2f} nats are information and "
        f"{rates[at] - known[at]:.2f} distance from the prior; from {n} faces the information seems {information:.2f}",
    )


@cache
def _bars(betas: Floats, rates: Floats, known: Floats) -> tuple[Plane, str]:
    """Return the plane of the bars, and what is the same on it in every state."""
    plane = Plane.over(400, 320, (-0.6, len(betas) - 0.4), (0, 8.6), margins=(12, 8, 38, 8))
    every, (right, bottom) = np.ones(len(betas), bool), (plane.x.pixels[1], plane.y.pixels[0])
    names = [
        label(f"β = {beta:g}", float(plane.x(i)), bottom + 17, "", "middle") for i, beta in enumerate(betas)
    ]
    key = [label(text, right, float(plane.y(y)), series, "end") for text, y, series in KEY]
    return plane, bars(plane, np.array(rates), every, "b") + bars(plane, np.array(known), every) + "".join(
        [*names, *key]
    )


def _faces(net: Variational, x: Array, beta: float) -> Pixels:
    """Return faces, and under each one draw of it in the model's ink."""
    mu, log_variance = net.posterior(x)  # (3, 2) each
    z = (mu + np.exp(0.5 * log_variance) * DRAWS[0]).astype(np.float32)
    x_hat = net.decode(z)  # (3, 144)
    error = float(((x_hat - x) ** 2).mean())
    says = f"{len(x)} faces, and under each one draw by the network of β = {beta:g}, mean squared error {error:.4f}"
    rows = [ink(_row(each), "", series).rgba for each, series in ((x, "ink"), (x_hat, "a"))]
    return grounded(Pixels(np.concatenate(rows), says, "ink"))


def _row(x: Array) -> Array:
    """Return faces (n, 144) side by side, a clear pixel around each: (14, 14 n)."""
    row: Array = np.pad(x.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1))).swapaxes(0, 1)
    return row.reshape(SIDE + 2, -1)


def _rebuilt(net: Variational, x: Array, beta: float) -> Pixels:
    """Return faces, and under each what is decoded from its posterior's centre and from two draws."""
    mu, log_variance = net.posterior(x)  # (8, 2) each
    draws = [mu + np.exp(0.5 * log_variance) * eps for eps in ((0, 0), *DRAWS)]
    x_hats = net.decode(np.concatenate(draws).astype(np.float32)).reshape(3, *x.shape)  # (3, 8, 144)
    error = float(((x_hats - x) ** 2).mean())
    says = f"{len(x)} faces, and what the network of β = {beta:g} decodes from their codes, mean squared error {error:.4f}"
    rows = [ink(_row(x), "").rgba, *(ink(_row(x_hat), "", "a").rgba for x_hat in x_hats)]
    return grounded(Pixels(np.concatenate(rows), says, "ink"))


DEMO = Demo(
    compute,
    describe,
    weights={"vae": "vae-faces"},
    metrics={
        "Rate at β = 1, 4,000 held-out faces, nats": "vae-faces:rate.2",
        "of it information": "vae-faces:information.2",
        "Distortion at β = 1, with its constant": "vae-faces:distortion.2",
    },
    controls={
        "beta": Choice(
            r"Price of a nat, $\beta$",
            tuple(f"{beta:g}" for beta in BETAS),
            start=2,
            on="curve",
            grip="knob",
            hint="drag",
        ),
        "n": Slider("Faces in the estimate, $n$", 25, FACES, start=400, step=25, plays=True),
    },
    views={
        "curve": View(r"Six networks, one for each $\beta$", "half"),
        "faces": View("Faces, and under each one draw of it", "half"),
        "parts": View(r"The rate: information, and distance from the prior", "half"),
        "rebuilt": View(r"Originals, decoded from $\mu$, and from two draws of $z$", "full"),
        "rate": View("Rate, nats"),
        "distortion": View("Distortion, nats"),
        "elbo": View("ELBO, nats"),
        "known": View(r"$I(X;Z)$ + $\mathrm{KL}(q(z)\,\|\,p(z))$ = rate"),
        "estimated": View("The same from $n$ faces, now"),
        "limit": View(r"$\log n$"),
    },
    main="beta",
    stage=("curve", "faces"),
    bar=("beta",),
    checks=(
        Check("KL ≥ 0, for every face and number of its code", lambda nats: (nats, ">=", 0)),
        Check(
            "From n faces the information seems no more than log n",
            lambda estimated, limit: (estimated, "<=", limit),
        ),
        Check("Information and distance from the prior make the rate", parts_make_the_rate, within=1e-5),
        Check(
            "No other network has a smaller loss at this β",
            lambda beta, losses: (losses[beta], "<=", losses),
            within=2e-2,
        ),
    ),
    line="At β = {beta} a face costs {rate} nats, and its copy is {distortion} nats from perfect.",
)
