"""Move one unit of a code at a time, and see how much of a bar's place, size and turn goes with it.

Three β-VAEs (Higgins et al. 2017) learned the same sprites from the same first weights; β is all that differs. The fourth model
is made by hand: its code is the four factors themselves, and its decoder is the function that draws the sprites.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.data.sprites import FACTORS, SIDE, SLENDER, draw, factors
from aeexplain.demo import Atlas, Choice, Demo, Slider, View, Words, readout
from aeexplain.draw import Drawing, Plane, axes, drawing, ink, label, points, tag, thumbnails
from aeexplain.draw.scale import tick_text
from aeexplain.draw.svg import pairs
from aeexplain.nn.layers.matrix_product import product
from aeexplain.nn.metrics.information import information_shares, mutual_information_gap
from aeexplain.nn.metrics.ranks import spearman

UNITS, STOPS = 6, 7  # rows of the strips, and pictures in a row
REACH = (
    2.0  # the strips and the slider go from -2 to 2; in the code made by hand that is a factor's whole range
)
LIVE = 0.1  # nats of KL below which a unit is called dead
COUNT, SEED = 4_000, 0  # sprites on which the code made by hand is measured, as many as the others were
NOTED = 0.1  # |Spearman| from which it is written beside a curve
FAINT = 0.05  # of ink, not counted when the factors are read off a picture
DIMMED = 0.3  # how strong the strip of a dead unit is
MODELS = {"beta_1": "β = 1", "beta_4": "β = 4", "annealed": "β from 8 to 1", "hand": "made by hand"}
KEYS, WAYS = tuple(MODELS), tuple(FACTORS)
VALUES = np.linspace(-REACH, REACH, STOPS)
LOW, HIGH = np.array(list(FACTORS.values())).T  # (4,) each
MIDDLE, HALF = (LOW + HIGH) / 2, (HIGH - LOW) / 2
WIDTH, HEIGHT, TOP, PITCH = 400, 266, 22, 40.0  # of both tables; the first row's top, and from row to row
ROWS = TOP + PITCH * np.arange(UNITS)  # (6,) tops
STRIP = 118 + PITCH * np.arange(STOPS)  # (7,) lefts of pictures
PIXEL = (PITCH - 4) / SIDE  # of a picture
BOXES, BOX = 38.0 + 98 * np.arange(len(WAYS)), 57  # (4,) lefts of boxes, and a box's width
ENDS = tuple(zip((-REACH, 0, REACH), (STRIP[[0, STOPS // 2, -1]] + (PITCH - 4) / 2).tolist(), strict=True))
PLACES = np.stack(np.broadcast_arrays(STRIP, ROWS[:, None]), -1).reshape(-1, 2)  # (42, 2)
AXIS = (np.arange(SIDE, dtype=np.float32) + 0.5) * 2 / SIDE - 1
ACROSS, DOWN = np.tile(AXIS, SIDE), np.repeat(AXIS, SIDE)  # (256,) each
POWERS = np.stack((np.ones_like(DOWN), ACROSS, DOWN, ACROSS**2, DOWN**2, ACROSS * DOWN), 1)  # (256, 6)


class Facts(NamedTuple):
    """What was measured of a model on held-out sprites, by the index of a unit; `kl` is None where nothing is random."""

    mig: float
    mse: float
    kl: tuple[float, ...] | None
    rho: tuple[tuple[float, ...], ...]  # |Spearman| of a unit with every factor
    live: tuple[bool, ...]

    def follows(self, unit: int) -> str | None:
        """Return the factor that a unit follows best; None for a dead one."""
        return WAYS[int(np.argmax(self.rho[unit]))] if self.live[unit] else None


def compute(ae, model, sprite, unit, value):
    facts = tuple(_facts(ae.metrics, key) for key in KEYS)
    own, x = facts[model], ae.samples["sprites"][sprite]  # (256,)
    codes = np.tile(_code(ae, KEYS[model], sprite), (UNITS * STOPS + 2, 1))  # six strips, as moved, as it was
    codes[:-1, unit] = value
    for row in range(UNITS):
        codes[row * STOPS : (row + 1) * STOPS, row] = VALUES
    decoded = _decode(ae, KEYS[model], codes.astype(np.float32))  # (44, 256)
    strips, moved, x_hat = decoded[:-2].reshape(UNITS, STOPS, -1), decoded[-2], decoded[-1]
    measured = measure(strips)  # (6, 7, 4)
    travel = np.ptp(measured[unit], axis=0) / (HIGH - LOW)  # (4,)
    return {
        "input": ink(x.reshape(SIDE, SIDE), f"sprite {sprite + 1}, one bar"),
        "moved": ink(moved.reshape(SIDE, SIDE), f"the decoded bar with unit {unit + 1} at {value:.1f}"),
        "trade": _trade(facts, model),
        "strips": _strips(own, strips, unit, value),
        "curves": _curves(own, measured),
        "follows": Words(_followed(own, unit)),
        "travel": Words(", ".join(f"{way} {share:.0%}" for way, share in zip(WAYS, travel, strict=True))),
        "mig": readout(own.mig, ".3f"),
        "mse": readout(own.mse, ".5f"),
        "error": readout(float(((x_hat - x) ** 2).mean()), ".5f"),
        "live": readout(sum(own.live), "d"),
        "kl": readout(None if own.kl is None else sum(own.kl), ".2f"),
    }


def describe(model, sprite, unit, value, follows, travel, mig, mse):
    return (
        f"Model {model}: MIG {mig}, mean squared error {mse}. Unit {unit}, at {value} for sprite {sprite}, follows {follows}; "
        f"from end to end its strip moves, of each factor's range, {travel}."
    )


def measure(pictures: Array) -> Array:
    """Return the four factors as read off pictures of one bar, (..., 256) → (..., 4), from the moments of their ink.

    Centre of mass, half length from the area, turn from the principal axis; turns are followed along the last axis but one, so
    that they do not jump by half a circle.
    """
    moments = product(np.maximum(pictures - FAINT, 0), POWERS)  # (..., 6)
    mass = np.maximum(moments[..., 0], 1e-9)
    x, y, xx, yy, xy = np.moveaxis(moments[..., 1:] / mass[..., None], -1, 0)
    twice = np.unwrap(np.arctan2(2 * (xy - x * y), xx - x**2 - yy + y**2), axis=-1)
    half = np.sqrt(mass / (SLENDER * SIDE**2))  # a bar's area is 4 SLENDER half², the picture's is 4
    return np.stack((x, y, half, np.degrees(twice / 2)), -1)


def _code(ae: Any, name: str, sprite: int) -> Array:
    """Return a sample's code (6,): the posterior's mean; by hand, its factors, each over its range, and two zeros."""
    if name == "hand":
        return np.append(REACH * (ae.samples["factors"][sprite] - MIDDLE) / HALF, (0.0, 0.0))
    mean: Array = ae.models[name].encode(ae.samples["sprites"][sprite])
    return mean


def _decode(ae: Any, name: str, codes: Array) -> Array:
    """Return the pictures (n, 256) of codes (n, 6)."""
    if name == "hand":
        return draw(MIDDLE + HALF * codes[:, : len(WAYS)] / REACH)
    pictures: Array = ae.models[name].decode(codes)
    return pictures


def _facts(metrics: Any, name: str) -> Facts:
    if name == "hand":
        return _by_hand()
    own = metrics[name]
    rho = tuple(tuple(abs(number) for number in row) for row in own["spearman"])
    return Facts(own["mig"], own["mse"], tuple(own["kl"]), rho, tuple(nats >= LIVE for nats in own["kl"]))


@cache
def _by_hand() -> Facts:
    """Return the same for the code made by hand, by the same estimators; its two spare units are dead."""
    rows = factors(np.random.default_rng(SEED), COUNT)  # (4000, 4), which are the code too
    rho = [tuple(abs(spearman(a, b)) for b in rows.T) for a in rows.T]
    spare = UNITS - len(rho)
    live = (True,) * len(rho) + (False,) * spare
    return Facts(
        mutual_information_gap(information_shares(rows, rows)),
        0.0,
        None,
        (*rho, *[(0.0,) * len(rho)] * spare),
        live,
    )


@cache
def _followed(facts: Facts, unit: int) -> str:
    way = facts.follows(unit)
    return f"{way}, |Spearman| {max(facts.rho[unit]):.3f}" if way else "nothing: it is dead"


@cache
def _summary(facts: Facts) -> str:
    return "; ".join(f"unit {unit + 1} follows {_followed(facts, unit)}" for unit in range(UNITS))


def _strips(facts: Facts, strips: Array, unit: int, value: float) -> Drawing:
    """Return a row of pictures for every unit, named after the factor that it follows best; the moved one in a frame."""
    strength = np.where(facts.live, 1, DIMMED)[:, None, None]
    left, top, width = STRIP[0] - 3, ROWS[unit] - 2, STRIP[-1] - STRIP[0] + PITCH + 2
    at = STRIP[0] + (PITCH - 4) / 2 + (value + REACH) / (2 * REACH) * (STRIP[-1] - STRIP[0])
    frame = f"M{left:.1f} {top:.1f}h{width:.1f}v{PITCH:.0f}h{-width:.1f}z"
    return drawing(
        WIDTH,
        HEIGHT,
        tag("path", class_="outline series-a", d=frame),
        tag("path", class_="fill-a", d=f"M{at:.1f} {top:.1f}l-5 -7h10z"),
        *(label(tick_text(end), left, 12, anchor="middle") for end, left in ENDS),
        _names(facts),
        thumbnails((strips * strength).reshape(-1, SIDE, SIDE), PLACES, (PIXEL, PIXEL)),
        says=_summary(facts),
    )


@cache
def _names(facts: Facts) -> str:
    """Return two lines of text at the left of every strip."""
    lines = []
    for unit, top in enumerate(ROWS):
        way = facts.follows(unit)
        nats = "" if facts.kl is None else f"KL {facts.kl[unit]:.2f} nats"
        lines += [
            label(f"{unit + 1}: {way or 'dead'}", 0, top + 16, "a" if way else "muted"),
            tag("text", nats or "by hand", x=0.0, y=top + 31),
        ]
    return "".join(lines)


def _curves(facts: Facts, measured: Array) -> Drawing:
    """Return for every unit and factor how the factor goes along the strip, from measured (6, 7, 4)."""
    # The range and a quarter more: (6, 7, 4).
    shares = np.clip((measured - MIDDLE) / (2.5 * HALF) + 0.5, 0, 1)
    down = ROWS[:, None, None] + (PITCH - 4) * (1 - shares.swapaxes(1, 2))  # (6, 4, 7)
    across = np.broadcast_to(BOXES[:, None] + BOX * np.linspace(0, 1, STOPS), down.shape)
    paths, best = np.stack((across, down), -1), _best(facts)  # (6, 4, 7, 2), (6, 4)
    curve = "M%d %d" + "L%d %d" * (STOPS - 1)
    return drawing(
        WIDTH,
        HEIGHT,
        _table(facts),
        *(
            tag(
                "path",
                class_=f"line series-{series}",
                d=pairs(curve, paths[these].reshape(-1, 2)),
                transform="scale(.1)",
            )
            for these, series in ((~best, "muted"), (best, "a"))
        ),
        says=f"how x, y, scale and rotation go along each strip; {_summary(facts)}",
    )


@cache
def _best(facts: Facts) -> NDArray[np.bool_]:
    """Return for every unit (a row) which factor it follows best, (6, 4); nowhere for a dead one."""
    return np.array([[facts.follows(unit) == way for way in WAYS] for unit in range(UNITS)])


@cache
def _table(facts: Facts) -> str:
    """Return the factors' names, a box for every curve, and at its left |Spearman| of unit and factor, unless it is small."""
    boxes = "".join(f"M{left:.0f} {top:.0f}h{BOX}v{PITCH - 4:.0f}h-{BOX}z" for left in BOXES for top in ROWS)
    names = (label(way, left + BOX / 2, 13, anchor="middle") for way, left in zip(WAYS, BOXES, strict=True))
    numbers = (
        label(
            f"{rho:.3f}".lstrip("0").replace("1.000", "1"),
            left - 4,
            top + 23,
            "a" if rho == max(row) and live else "muted",
            "end",
        )
        for top, row, live in zip(ROWS, facts.rho, facts.live, strict=True)
        for left, rho in zip(BOXES, row, strict=True)
        if rho >= NOTED
    )
    return tag("path", class_="frame", d=boxes) + "".join((*names, *numbers))


@cache
def _trade(facts: tuple[Facts, ...], model: int) -> Drawing:
    """Return MIG against mean squared error, a point for each model, their names kept from lying over each other."""
    worst = max(each.mse for each in facts)
    plane = Plane.over(400, 204, (0, 1.4 * worst), (0, 1), margins=(28, 12, 38, 34))
    marks, last = [], -15.0
    for i, (key, each) in sorted(enumerate(zip(KEYS, facts, strict=True)), key=lambda item: -item[1][1].mig):
        x, y = plane.at(each.mse, each.mig)
        last = max(y, last + 15)
        marks += [
            points(plane, [each.mse], [each.mig], "a" if i == model else "muted", "large"),
            label(MODELS[key], x + 11, last + 4, "a" if i == model else ""),
        ]
    return drawing(
        plane.width,
        plane.height,
        axes(plane, "mean squared error: lower is better", "MIG: higher is better", about=(3, 4)),
        *marks,
        says=", ".join(
            f"{MODELS[key]}: MIG {each.mig:.3f} at error {each.mse:.5f}"
            for key, each in zip(KEYS, facts, strict=True)
        ),
    )


DEMO = Demo(
    compute,
    describe,
    weights={"ae": "disentangle"},
    metrics={
        "MIG on 4,000 held-out sprites, β falling from 8 to 1": "disentangle:annealed.mig",
        "β = 4": "disentangle:beta_4.mig",
        "β = 1": "disentangle:beta_1.mig",
        "Mean squared error, β falling": "disentangle:annealed.mse",
        "PCA with six components": "disentangle:pca",
    },
    atlas=Atlas("value", (-2, -1, -0.5, 0, 0.5, 1, 2)),
    controls={
        "model": Choice("Model", tuple(MODELS.values()), start=2),
        "sprite": Choice("Sprite", tuple("123456789"), start=8),
        "unit": Choice("Unit of the code", tuple("123456")),
        "value": Slider("Its value", -REACH, REACH, start=1.5, step=0.1, plays=True),
    },
    views={
        "strips": View("The code's six units, each moved alone: what the decoder draws", "half"),
        "curves": View("Four factors along each strip; blue: the one followed", "half"),
        "input": View("Sprite, $x$"),
        "moved": View("Decoded, with one unit moved"),
        "trade": View("Four models: how far apart their units are, how exact they are", "half"),
        "follows": View("This unit follows"),
        "travel": View("Its strip moves, of each range"),
        "mig": View("MIG"),
        "mse": View("MSE"),
        "error": View("MSE, this sprite"),
        "live": View("Live units"),
        "kl": View("KL, nats"),
    },
    main="value",
    stage=("strips", "moved"),
    bar=("value", "unit", "model"),
    line="Unit {unit} follows: {follows}. MIG {mig}.",
)
