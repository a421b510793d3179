"""Faces as clouds on a plane that the decoder has painted: what lies between them, and what the prior costs.

Each network was trained with one weight β of the prior (Higgins et al. 2017); at β = 1 the loss is the negative evidence lower
bound (Kingma and Welling 2014). "Retrain" takes the same steps as that training did, only fewer and faster.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import numpy as np

from aeexplain.arrays import Array
from aeexplain.data.faces import SIDE, faces
from aeexplain.demo import Atlas, Check, Choice, Demo, Point, Readout, Slider, Toggle, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Pixels,
    Plane,
    axes,
    drawing,
    grounded,
    image_grid,
    ink,
    label,
    line,
    overlaid,
    points,
    reached,
    segments,
    tag,
)
from aeexplain.nn.losses.kl import kl_divergence
from aeexplain.nn.losses.likelihoods import gaussian
from aeexplain.nn.models.variational import Bound, Variational
from aeexplain.nn.optimisers.adam import Adam
from aeexplain.nn.optimisers.schedules import cosine
from aeexplain.nn.optimisers.vae_step import Learner, cold_start, vae_step

# The weight file's, told here because a control's options are fixed before it is loaded.
BETAS = ("0.1", "0.5", "1", "2", "3", "5")
SMILES, WIDTHS = 6, 4  # of the faces shown
NATS = gaussian(0.1)  # the likelihood, with the σ of the training
HELD_OUT, HELD_OUT_SEED = 100, 7  # faces on which averages are measured, each at z = μ + σε and μ − σε
WINDOW = (3.3, 2.2)  # half of it, in the prior's σ
LATTICE = (15, 10)  # decodes across the window
STRENGTH = 5  # layers in which the nearest cloud is drawn
FAINT, GREYS = 0.4, 8  # how strong they are under the clouds, and in how many steps
CLOUD = 2  # σ within which a place is said to lie in a face's cloud
LARGE, GAP = 5, 3  # of the face at z, pixels for each of its own, and to the small one below it
BATCH, EACH = 24, 12  # faces in a step, steps between two pictures
POOL, DRAWN = 2000, 160  # faces to train on, and how many of them are drawn at a time
RISE = 0.1  # the share of the steps in which the learning rate rises
FALL = 0.7  # the power of the cosine by which it falls
LEAST, SETTLED = 0.02, 0.5  # a cold start's β grows from LEAST to its own in this share of the steps


@dataclass(frozen=True)
class Plan:
    """How many steps a retraining takes, and its highest learning rate."""

    steps: int
    rate: float


WARM, COLD = Plan(240, 0.02), Plan(1560, 0.05)


@dataclass(frozen=True)
class Known:
    """A trained network, told from the others by one parameter's bytes, so that it need be measured only once."""

    mark: bytes
    net: Variational = field(compare=False)


@dataclass(frozen=True)
class Curve:
    """A retraining so far: its loss at every picture (none before it begins), and the fully trained network's."""

    plan: Plan
    losses: tuple[float, ...]
    goal: float


def compute(ae, beta, z, face, eps1, eps2, warm):
    net, bound = _trained(ae, beta)
    curve = Curve(WARM if warm else COLD, (), bound.loss(ae.metrics["beta"][beta]))
    return _views(ae, net, bound, curve, z) | _draw_views(ae, net, face, (eps1, eps2))


def run(ae, beta, z, face, eps1, eps2, warm, rng):
    plan, price = WARM if warm else COLD, ae.metrics["beta"][beta]
    goal, losses = _trained(ae, beta)[1].loss(price), []
    for net in learning(_trained(ae, other(beta))[0], plan, price, warm, rng):
        bound = measured(net)
        losses.append(bound.loss(price))
        shown = _views(ae, net, bound, Curve(plan, tuple(losses), goal), z)
        yield shown | _draw_views(ae, net, face, (eps1, eps2))


def describe(beta, z, nearest, inside, chosen, eps1, eps2, warm, step, gap, elbo, elbos):
    state = f"The network trained at β = {beta}"
    if step.value is not None:
        state = f"{step} steps into a retraining at β = {beta}, its loss {gap} nats above the trained network’s: it"
    start = (
        f"from the weights of β = {BETAS[other(BETAS.index(beta))]}"
        if warm == "on"
        else "from random weights"
    )
    return (
        f"{state} has {inside} of {SMILES * WIDTHS} clouds at z = ({z}); the nearest is that of the face with {nearest}. "
        f"It gives the face with {chosen} an ELBO of {elbo.value:.1f} nats with ε = ({eps1}, {eps2}), "
        f"and unseen faces {elbos.value:.1f} on average; retraining starts {start}."
    )


def other(beta: int) -> int:
    """Return the place of the β whose weights a warm start begins from: the far end of the list."""
    return len(BETAS) - 1 if beta < len(BETAS) / 2 else 0


def learning(
    start: Variational, plan: Plan, price: float, warm: bool, rng: np.random.Generator
) -> Iterator[Variational]:
    """Yield the network as it learns at β = `price`, every EACH steps: from start's own weights where `warm`, or new ones."""
    pool = faces(rng, DRAWN)[0]  # (faces so far, 144)
    learner = Learner.of(start) if warm else cold_start(start, pool, rng)
    adam = Adam(plan.rate, beta1=0.85, beta2=0.99)
    yield learner.model()
    for at in range(plan.steps):
        share = min(1, (at + 1) / (RISE * plan.steps)) * cosine(at, plan.steps) ** FALL
        weight = price if warm else price * (LEAST / price) ** max(0, 1 - at / (SETTLED * plan.steps))
        x = pool[rng.integers(len(pool), size=BATCH)]
        eps = rng.standard_normal((BATCH, start.units), np.float32)
        vae_step(learner, x, eps, NATS, weight, adam, at, share)
        if (at + 1) % EACH == 0:
            yield learner.model()
            if len(pool) < POOL:
                pool = np.concatenate([pool, faces(rng, DRAWN)[0]])


def measured(net: Variational) -> Bound:
    """Return the bound's two parts on the held-out faces; for each the mean of two opposite draws, which spares much noise."""
    x, eps = _held_out()
    mu, log_variance = net.posterior(x)
    spread = np.exp(0.5 * log_variance) * eps
    x_hats = net.decode(np.concatenate([mu + spread, mu - spread]))
    distortion, _ = NATS(x_hats, np.concatenate([x, x]))
    return Bound(distortion, float(kl_divergence(mu, log_variance).sum()) / len(x))


@cache
def _held_out() -> tuple[Array, Array]:
    rng = np.random.default_rng(HELD_OUT_SEED)
    return faces(rng, HELD_OUT)[0], rng.standard_normal((HELD_OUT, 2), np.float32)


def _trained(ae, beta: int) -> tuple[Variational, Bound]:
    """Return the network trained at the β of that place, and its bound."""
    net = ae.models["beta_" + f"{ae.metrics['beta'][beta]:g}".replace(".", "_")]
    return net, _bound(Known(net.params["encoder.2.bias"].tobytes(), net))


@lru_cache(maxsize=32)
def _bound(known: Known) -> Bound:
    return measured(known.net)


def _views(ae, net: Variational, bound: Bound, curve: Curve, z: tuple[float, float]) -> dict[str, Any]:
    known, step = Known(net.params["encoder.2.bias"].tobytes(), net), EACH * (len(curve.losses) - 1)
    mu, sigma = _clouds(known, ae.samples["faces"].tobytes())  # (24, 2) each
    away = np.hypot(*((z - mu) / sigma).T)  # (24,) of each cloud's σ
    nearest, inside = int(away.argmin()), int((away <= CLOUD).sum())
    x_hat = net.decode(np.array(z, np.float32))  # (144,)
    learnt = "trained" if step < 0 else f"after {step} steps"
    return {
        "plane": _plane(_painting(known), learnt, mu, sigma, (nearest, z)),
        "at": _face_at(x_hat, ae.samples["faces"][nearest], _name(nearest)),
        "arranged": lambda: _plane(_painting(known), learnt, mu, sigma),
        "curve": lambda: _curve(curve, step),
        "nearest": Words(_name(nearest)),
        "away": readout(float(away[nearest]), ".1f"),
        "inside": readout(inside, "d"),
        "bound": readout(-bound.distortion - bound.rate, ".1f"),
        "elbos": _sum(-bound.distortion, bound.rate),
        "progress": Words(_progress_told(curve, step)),
        "step": readout(step if curve.losses else None, "d"),
        "gap": readout(curve.losses[-1] - curve.goal if curve.losses else None, "+.2f"),
        "all_away": away,
        "nats": lambda: kl_divergence(mu, 2 * np.log(sigma)),
    }


def _draw_views(ae, net: Variational, face, eps: tuple[float, float]) -> dict[str, Any]:
    """Return what is seen of one draw, z = μ + σε, from the posterior of a chosen face."""
    smile, width = (round(place) for place in face)
    chosen = (smile - 1) * WIDTHS + width - 1
    x = ae.samples["faces"][chosen]  # (144,)
    mu, log_variance = net.posterior(ae.samples["faces"])  # (24, 2) each
    sigma = np.exp(0.5 * log_variance)
    z = mu[chosen] + sigma[chosen] * np.array(eps)  # (2,), the reparameterised draw
    x_hats = net.decode(np.stack([mu[chosen], z, np.array(eps)]).astype(np.float32))  # (3, 144)
    squares = ((x_hats[:2] - x) ** 2).sum(1)
    fit, kl = -NATS(x_hats[1:2], x[None])[0], float(kl_divergence(mu[chosen], log_variance[chosen]).sum())
    name = f"face {smile}, {width}"
    return {
        "draw": lambda: _draw(mu, sigma, chosen, z, eps),
        "sheet": lambda: _sheet(ae.samples["faces"].tobytes(), chosen),
        "original": _face(x, f"{name}, as it is"),
        "mean": _face(x_hats[0], f"{name} decoded from μ, squared error {squares[0]:.2f}", "a"),
        "sample": _face(x_hats[1], f"{name} decoded from z = μ + σε, squared error {squares[1]:.2f}", "a"),
        "invented": _face(x_hats[2], f"what the decoder makes of z = ε = ({eps[0]:.1f}, {eps[1]:.1f})", "a"),
        "chosen": Words(_name(chosen)),
        "elbo": _sum(fit, kl),
        "fit": fit,
        "drawn_off": (z - mu[chosen]) / sigma[chosen],
    }


def _progress_told(curve: Curve, step: int) -> str:
    if not curve.losses:
        return f"Retraining takes {curve.plan.steps:,} steps"
    above = f"{curve.losses[-1] - curve.goal:+.2f}".replace("-", "\N{MINUS SIGN}")
    return f"Step {step:,} of {curve.plan.steps:,}: loss {above} nats from the fully trained network’s"


def _name(face: int) -> str:
    smile, width = divmod(face, WIDTHS)
    return f"smile {smile + 1} of {SMILES}, width {width + 1} of {WIDTHS}"


def _sum(fit: float, kl: float) -> Readout:
    return Readout(fit - kl, f"{fit:.1f} − {kl:.2f} = {fit - kl:.1f}")


@cache
def _lattice() -> Array:
    """Return the places (99, 2) of the map's faces, row by row from the top left."""
    (across, up), (columns, rows) = WINDOW, LATTICE
    xs = across * ((2 * np.arange(columns) + 1) / columns - 1)
    ys = up * (1 - (2 * np.arange(rows) + 1) / rows)
    return np.stack(np.meshgrid(xs, ys), -1).reshape(-1, 2)


@lru_cache(maxsize=32)
def _clouds(known: Known, samples: bytes) -> tuple[Array, Array]:
    """Return the centres and the standard deviations (24, 2) of all faces' posteriors."""
    mu, log_variance = known.net.posterior(np.frombuffer(samples, np.float32).reshape(-1, SIDE**2))
    return mu, np.exp(0.5 * log_variance)


@lru_cache(maxsize=8)
def _painting(known: Known) -> Array:
    """Return what the decoder draws across the plane as one faint image (120, 180) of few greys, which weighs little."""
    columns, rows = LATTICE
    x_hats = known.net.decode(_lattice().astype(np.float32))  # (150, 144)
    sheet = x_hats.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2).reshape(rows * SIDE, -1)
    painting: Array = FAINT * np.rint(np.clip(sheet, 0, 1) * GREYS) / GREYS
    return painting


def _face(x: Array, says: str, series: str = "ink") -> Pixels:
    return grounded(ink(x.reshape(SIDE, SIDE), says, series))


def _face_at(x_hat: Array, x: Array, name: str) -> Pixels:
    """Return the face that the decoder draws at z, and below it, small, the one whose cloud is nearest."""
    side = LARGE * SIDE
    both = np.zeros((side + GAP + SIDE, side))
    both[:side] = x_hat.reshape(SIDE, SIDE).repeat(LARGE, 0).repeat(LARGE, 1)
    both[-SIDE:, :SIDE] = x.reshape(SIDE, SIDE)
    says = f"what the decoder draws at z; below it the face of the nearest cloud, {name}"
    given = np.arange(len(both))[:, None] + np.zeros(side) >= side
    return grounded(ink(both, says, "a", given=given))


@lru_cache(maxsize=SMILES * WIDTHS)
def _sheet(samples: bytes, chosen: int) -> Pixels:
    """Return all faces, smiles from left to right, wide faces at the top as on the plane, the chosen one framed."""
    images = np.frombuffer(samples, np.float32).reshape(SMILES, WIDTHS, SIDE, SIDE)[:, ::-1].swapaxes(0, 1)
    smile, width = divmod(chosen, WIDTHS)
    sheet = image_grid(
        [grounded(ink(image, "")) for row in images for image in row],
        SMILES,
        f"{SMILES * WIDTHS} faces; chosen is smile {smile + 1} of {SMILES}, width {width + 1} of {WIDTHS}",
        marked=(WIDTHS - 1 - width) * SMILES + smile,
    )
    return reached(sheet, (0.5, SMILES + 0.5), (WIDTHS + 0.5, 0.5))


def _plane(
    painting: Array, learnt: str, mu: Array, sigma: Array, at: tuple[int, tuple[float, float]] | None = None
) -> Pixels:
    """Return the plane as the decoder paints it, with every face's cloud and the prior's circles.

    `at` is the cloud nearest to a place, which is filled, and the place.
    """
    plane, prior = _window()
    filled, says = "", f"the plane of codes, painted by the decoder, {learnt}; over it {len(mu)} clouds"
    if at:
        nearest, (x, y) = at
        filled = STRENGTH * _ovals(plane, mu[[nearest]], CLOUD * sigma[[nearest]])
        says += (
            f", the nearest to z = ({x:.2f}, {y:.2f}) around ({mu[nearest, 0]:.2f}, {mu[nearest, 1]:.2f}), "
            f"{sigma[nearest, 0]:.2f} by {sigma[nearest, 1]:.2f} large"
        )
    wide = tag("g", _ovals(plane, mu, CLOUD * sigma), opacity=0.5)
    (across, up), image = WINDOW, grounded(ink(painting, says))
    marks = (wide, _ovals(plane, mu, sigma), filled, prior)
    return overlaid(reached(image, (-across, across), (up, -up)), plane.width, plane.height, *marks)


def _ovals(plane: Plane, centres: Array, radii: Array, look: str = "area fill-a series-a") -> str:
    """Return upright ellipses (n, 2) of radii (n, 2) as one path of arcs, which is a tenth of what polygons weigh."""
    places, tips = plane.places(*centres.T), plane.places(*(centres + radii).T)  # (n, 2)
    path = ""
    for (x, y), (across, up) in zip(places.tolist(), np.abs(tips - places).tolist(), strict=True):
        half = f"a{across:.1f} {up:.1f} 0 1 0"
        path += f"M{x - across:.1f} {y:.1f}{half} {2 * across:.1f} 0{half} {-2 * across:.1f} 0z"
    return tag("path", class_=look, d=path)


def _draw(mu: Array, sigma: Array, chosen: int, z: Array, eps: tuple[float, float]) -> Drawing:
    """Return the draw from the chosen face's posterior, and the noise that it came of as a draw from the prior."""
    plane, prior = _window()
    own = slice(chosen, chosen + 1)
    side, anchor = (9, "start") if eps[0] >= 0 else (-9, "end")
    return drawing(
        plane.width,
        plane.height,
        prior,
        _ovals(plane, mu, sigma, "outline series-muted"),
        points(plane, mu[:, 0], mu[:, 1], "muted"),
        _ovals(plane, mu[own], sigma[own]),
        segments(plane, mu[own], [z], "a"),
        points(plane, [eps[0]], [eps[1]], "b", "large"),
        points(plane, [z[0]], [z[1]], "a", "large"),
        label("ε", plane.at(*eps)[0], max(plane.at(*eps)[1] - 9, 12), "b", "middle"),
        label("z", plane.at(*z)[0] + side, plane.at(*z)[1] + 4, "a", anchor),
        says=f"the posterior of the chosen face has its centre at ({mu[chosen, 0]:.2f}, {mu[chosen, 1]:.2f}) and the standard "
        f"deviations {sigma[chosen, 0]:.2f} and {sigma[chosen, 1]:.2f}; its sample z is at ({z[0]:.2f}, {z[1]:.2f})",
    )


@cache
def _window() -> tuple[Plane, str]:
    """Return the latent plane, and the prior's circles on it."""
    across, up = WINDOW
    plane = Plane.over(390, 260, (-across, across), (-up, up), margins=(0, 0, 0, 0))
    (x, y), unit = plane.at(0, 0), float(plane.x(1) - plane.x(0))
    circles = "".join(
        tag("circle", class_="outline series-b", cx=x, cy=y, r=radius * unit, stroke_dasharray="5 5")
        for radius in (1, 2)
    )
    names = (
        label(name, plane.at(-radius, 0)[0] - 4, y + 4, "b", "end")
        for radius, name in ((1, "1σ"), (2, "prior, 2σ"))
    )
    return plane, circles + "".join(names)


def _curve(curve: Curve, step: int) -> Drawing:
    goal, losses = curve.goal, np.array(curve.losses)
    top = goal + float(np.clip(1.1 * (losses[0] - goal), 4, 60)) if curve.losses else goal + 20
    plane = Plane.over(
        380, 226, (0, curve.plan.steps), (goal - 0.1 * (top - goal), top), margins=(28, 12, 38, 42)
    )
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "step", "loss, nats", about=(4, 3)),
        line(plane, [0, curve.plan.steps], [goal, goal], "b"),
        label(f"fully trained: {goal:.1f}".replace("-", "−"), *_under(plane, goal), series="b"),
        *_progress(plane, np.minimum(losses, top)),
        says=f"the trained network’s loss is {goal:.1f} nats"
        + (
            f"; after {step} of {curve.plan.steps} steps the new one’s is {losses[-1]:.1f}"
            if curve.losses
            else ""
        ),
    )


def _progress(plane: Plane, losses: Array) -> tuple[str, ...]:
    if not losses.size:
        return (
            label(
                "Press Retrain, and watch the plane",
                *plane.at(*np.mean((plane.x.domain, plane.y.domain), 1)),
                "muted",
                "middle",
            ),
        )
    steps = EACH * np.arange(losses.size)
    return line(plane, steps, losses, "a"), points(plane, steps[-1:], losses[-1:], "a", "large")


def _under(plane: Plane, y: float) -> tuple[float, float]:
    left, level = plane.at(0, y)
    return left + 4, level + 15


DEMO = Demo(
    compute,
    describe,
    run=run,
    starts="Retrain",
    run_pace=8,
    weights={"ae": "vae-faces"},
    metrics={
        "ELBO at β = 1, 4,000 held-out faces, nats": "vae-faces:elbo.2",
        "KL at β = 1": "vae-faces:rate.2",
        "MSE at β = 1 over that of PCA with two components": "vae-faces:ratio",
        "MSE between a prior sample’s decode and the nearest training face, β = 0.1": "vae-faces:nearest.0",
        "the same, β = 5": "vae-faces:nearest.5",
    },
    controls={
        "z": Point("Place on the plane, $z$", "plane", (-3.2, 3.2), (-2.1, 2.1), start=(1.1, -0.1)),
        "beta": Choice(r"Weight of the prior, $\beta$", BETAS, start=BETAS.index("1")),
        "face": Point("Face: smile, width", "sheet", (1, SMILES), (1, WIDTHS), start=(2, 3), step=1),
        "eps1": Slider(r"Noise, $\varepsilon_1$", -2.5, 2.5, start=1.5, step=0.1),
        "eps2": Slider(r"Noise, $\varepsilon_2$", -2.5, 2.5, start=1.0, step=0.1),
        "warm": Toggle("Warm start", start=True),
    },
    views={
        "plane": View("The plane of codes, painted by the decoder", "half"),
        "at": View("The face at $z$; below, that of its nearest cloud"),
        "curve": View(f"Loss on {HELD_OUT} unseen faces, against the fully trained network", "half"),
        "arranged": View("The plane, painted by the decoder, and its clouds", "half"),
        "sheet": View("A draw: pick a face", "half"),
        "draw": View(r"Its posterior, and the draw $z=\mu+\sigma\odot\varepsilon$", "half"),
        "original": View("The face, $x$"),
        "mean": View(r"Decoded from $\mu$"),
        "sample": View(r"From $z=\mu+\sigma\odot\varepsilon$"),
        "invented": View(r"From the prior, $z=\varepsilon$"),
        "nearest": View("Nearest cloud"),
        "away": View("From the nearest cloud’s centre, in its σ"),
        "inside": View(f"Clouds at $z$, {CLOUD}σ large"),
        "bound": View(f"ELBO, average of {HELD_OUT} unseen faces, nats"),
        "elbos": View("Unseen faces: reconstruction − KL = ELBO, nats"),
        "chosen": View("Face of the draw"),
        "elbo": View("Of the draw: reconstruction − KL = ELBO, nats"),
        "progress": View("Retraining"),
        "step": View("Retraining, step"),
        "gap": View("Its loss above the fully trained, nats"),
    },
    main="z",
    checks=(
        Check("KL ≥ 0, for every face and number of its code", lambda nats: (nats, ">=", 0)),
        Check("An ELBO is at most its reconstruction", lambda elbo, fit: (elbo, "<=", fit)),
        Check("No cloud is nearer than the nearest", lambda away, all_away: (away, "<=", all_away)),
        Check(
            "A place is inside a cloud exactly where the nearest one reaches it",
            lambda inside, away: (inside > 0, "==", away <= CLOUD),
        ),
        Check(
            "The draw is as many σ from its face’s μ as ε says",
            lambda drawn_off, eps1, eps2: (drawn_off, "==", (eps1, eps2)),
            within=1e-4,
        ),
    ),
    stage=("plane", "at"),
    bar=("beta",),
    line="$z$ lies {away} σ from the nearest cloud’s centre. ELBO of unseen faces, on average: {bound} nats.",
    atlas=Atlas("beta"),
)
