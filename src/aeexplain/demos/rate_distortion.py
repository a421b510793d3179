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
from aeexplain.demo import Demo, Point, Readout, Slider, View, Words, readout
from aeexplain.draw import Drawing, Pixels, Plane, axes, bars, drawing, ink, label, line, points, rule
from aeexplain.nn.losses.kl import kl_divergence
from aeexplain.nn.models.variational import Variational

# -log p(x|z) of a perfect copy, in nats: the likelihood's σ is 0.1.
COPY = SIDE * SIDE * math.log(0.1 * math.sqrt(2 * math.pi))
RATES, DISTORTIONS = (2.5, 7.5), (0.0, 7.5)  # nats, of the plane
FACES, SEED = 400, 11  # of the estimate, at most
SHOWN = (0, 6, 8, 13, 15, 16, 22, 23)  # of the weight file's faces
DRAWS = ((-1.2, 0.8), (1.0, -1.0))  # ε of the faces shown

# What the colours of the bars are, and where that stands.
KEY = (("distance from the prior", 8.2, "b"), ("information", 7.65, "a"), ("line: as estimated now", 7.1, ""))

type Floats = tuple[float, ...]


@dataclass(frozen=True)
class Known:
    """A trained network, told from the others by one parameter's bytes, so that its rate need be split only once."""

    mark: bytes
    net: Variational = field(compare=False)


def compute(vae, place, n):
    held_out = vae.metrics
    betas, rates = tuple(held_out["beta"]), tuple(held_out["rate"])
    distortions = tuple(each - COPY for each in held_out["distortion"])
    at = min(range(len(betas)), key=lambda i: abs(rates[i] - place[0]))
    beta, net = betas[at], vae.models["beta_" + f"{betas[at]:g}".replace(".", "_")]
    information, marginal = split(Known(net.params["encoder.2.bias"].tobytes(), net), n)
    return {
        "curve": _curve(betas, rates, distortions, at),
        "parts": _parts(betas, rates, tuple(held_out["information"]), at, information, n),
        "rebuilt": _rebuilt(net, vae.samples["faces"][list(SHOWN)], beta),
        "beta": Words(f"{beta:g}"),
        "distortion": readout(distortions[at], ".2f"),
        "elbo": readout(held_out["elbo"][at], ".1f"),
        "known": _sum(held_out["information"][at], held_out["marginal"][at]),
        "estimated": _sum(information, marginal),
        "limit": readout(math.log(n), ".2f"),
    }


def describe(n, beta, distortion, known, estimated, limit):
    return (
        f"At β = {beta} the distortion is {distortion} nats, and the rate splits into {known}; estimated here from {n} faces "
        f"it splits into {estimated}, where the information cannot exceed {limit}."
    )


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
    plane = Plane.over(400, 320, RATES, DISTORTIONS, margins=(28, 42, 38, 34))
    beta, rate, distortion = betas[at], rates[at], distortions[at]
    # Where the line leaves the plane.
    ys = np.clip(distortion - beta * (np.array(RATES) - rate), *DISTORTIONS)
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "rate R, nats", "distortion D, nats", about=(5, 5)),
        line(plane, rate - (ys - distortion) / beta, ys, "b"),
        line(plane, rates, distortions, "a"),
        points(plane, rates, distortions, "a"),
        points(plane, [rate], [distortion], "a", "large"),
        *(_name(plane, *each) for each in zip(rates, distortions, betas, strict=True)),
        label(
            f"D + {beta:g} R = {distortion + beta * rate:.1f}",
            plane.x.pixels[1],
            plane.y.pixels[1] + 14,
            "b",
            "end",
        ),
        says=f"the chosen network, of β = {beta:g}, has the rate {rate:.2f} and the distortion {distortion:.2f}; "
        f"the line of slope -{beta:g} through it has all others above it",
        reach=plane.reach,
    )


def _name(plane: Plane, rate: float, distortion: float, beta: float) -> str:
    x, y = plane.at(rate, distortion)
    return label(f"β = {beta:g}", x + 6, y - 8)


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


def _rebuilt(net: Variational, x: Array, beta: float) -> Pixels:
    """Return faces, and under each what is decoded from its posterior's centre and from two draws."""
    mu, log_variance = net.posterior(x)  # (8, 2) each
    draws = [mu + np.exp(0.5 * log_variance) * eps for eps in ((0, 0), *DRAWS)]
    x_hats = net.decode(np.concatenate(draws).astype(np.float32))  # (4 × 8, 144)
    rows = np.concatenate([x, x_hats]).reshape(-1, len(x), SIDE, SIDE)
    sheet = np.pad(rows, ((0, 0), (0, 0), (1, 1), (1, 1))).swapaxes(1, 2)  # (4, 14, 8, 14)
    error = float(((rows[1:] - rows[0]) ** 2).mean())
    says = f"{len(x)} faces, and what the network of β = {beta:g} decodes from their codes, mean squared error {error:.4f}"
    return ink(sheet.reshape(len(rows) * (SIDE + 2), -1), says)


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
        "place": Point("Place: rate, distortion", "curve", RATES, DISTORTIONS, start=(4.54, 2.52), step=0.25),
        "n": Slider("Faces in the estimate, $n$", 25, FACES, start=400, step=25, plays=True),
    },
    views={
        "curve": View(r"Rate and distortion at every $\beta$: drag along", "half"),
        "parts": View(r"The rate: information, and distance from the prior", "half"),
        "rebuilt": View(r"Originals, decoded from $\mu$, and from two draws of $z$", "full"),
        "beta": View(r"$\beta$"),
        "distortion": View("Distortion, nats"),
        "elbo": View("ELBO, nats"),
        "known": View(r"$I(X;Z)$ + $\mathrm{KL}(q(z)\,\|\,p(z))$ = rate"),
        "estimated": View("The same from $n$ faces, now"),
        "limit": View(r"$\log n$"),
    },
    main="place",
    stage=("curve", "rebuilt"),
    bar=(),
    line="At β = {beta}: distortion {distortion} nats, ELBO {elbo} nats.",
)
