"""Slide each of a code's six units along its own strip, and see how much of a bar's place, size and turn goes with it.

Three β-VAEs (Higgins et al. 2017) learned the same sprites from the same first weights; β is all that differs. The fourth model
is made by hand: its code is the four factors themselves, and its decoder is the function that draws the sprites.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.data.sprites import FACTORS, SIDE, SLENDER, draw, factors
from aeexplain.demo import Atlas, Check, Choice, Demo, Slider, Table, View, Words, readout
from aeexplain.draw import Drawing, Plane, axes, drawing, ink, inks, label, points, tag, thumbnails
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
WIDTH, HEIGHT, TOP, PITCH = 400, 266, 22, 40.0  # of the curves; the first row's top, and from row to row
ROWS = TOP + PITCH * np.arange(UNITS)  # (6,) tops
BOXES, BOX = 38.0 + 98 * np.arange(len(WAYS)), 57  # (4,) lefts of boxes, and a box's width
NAMES, CELL = (
    85,
    45.0,
)  # of the strips: the width of their names, and of a picture with what parts it from the next
APART = 2 * REACH / (STOPS - 1)  # two pictures, in units of the code
STRIPS = Plane.over(
    NAMES + round(STOPS * CELL),
    round(UNITS * CELL),
    (-REACH - APART / 2, REACH + APART / 2),
    (UNITS, 0),
    margins=(0, 0, 0, NAMES),
)
INSET, PIXEL = 2.5, (CELL - 5) / SIDE  # of a picture in its cell, and a pixel of it
SAID = {"x": "across", "y": "down", "scale": "size", "rotation": "turn"}  # the factors beside their strips
FADED = 0.5  # how strong the pictures of a strip are, but for the one in hand
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


def compute(ae, model, z1, z2, z3, z4, z5, z6, sprite, unit, value):
    facts = tuple(_facts(ae.metrics, key) for key in KEYS)
    own, z = facts[model], np.array((z1, z2, z3, z4, z5, z6))
    codes = _alone(z)  # (42, 6)
    decoded = _decode(ae, KEYS[model], np.concatenate((codes, [z])).astype(np.float32))  # (43, 256)
    strips, x_hat = decoded[:-1].reshape(UNITS, STOPS, -1), decoded[-1]
    told = ", ".join(f"{each:.1f}" for each in z.tolist())
    return {
        "strips": _strips(own, strips, z, x_hat),
        "drawn": ink(x_hat.reshape(SIDE, SIDE), f"the bar that the decoder draws from {told}", "a"),
        "units": lambda: _units(own),
        "curves": lambda: _curves(own, measure(strips)),
        "trade": lambda: _trade(facts, model),
        "mig": readout(own.mig, ".3f"),
        "mse": readout(own.mse, ".5f"),
        "live": readout(sum(own.live), "d"),
        "kl": readout(None if own.kl is None else sum(own.kl), ".2f"),
        "codes": codes,
        "z": z,
        "pictures": strips,
        "x_hat": x_hat,
        "facts": own,
    } | _of_a_sprite(ae, KEYS[model], own, sprite, unit, value)


def _of_a_sprite(ae, key: str, own: Facts, sprite: int, unit: int, value: float) -> dict[str, Any]:
    """Return the views of a sprite's own code, one unit of which is moved; what must be decoded only when it is seen."""
    x, code = ae.samples["sprites"][sprite], _code(ae, key, sprite)  # (256,), (6,)

    def decoded(*values: float) -> Array:
        codes = np.tile(code, (len(values), 1))
        codes[:, unit] = values
        return _decode(ae, key, codes.astype(np.float32))  # (values, 256)

    def travel() -> Words:
        shares = np.ptp(measure(decoded(*VALUES)), axis=0) / (HIGH - LOW)  # (4,)
        return Words(", ".join(f"{way} {share:.0%}" for way, share in zip(WAYS, shares, strict=True)))

    moved = f"the decoded bar with unit {unit + 1} at {value:.1f}"
    return {
        "input": lambda: ink(x.reshape(SIDE, SIDE), f"sprite {sprite + 1}, one bar"),
        "moved": lambda: ink(decoded(value).reshape(SIDE, SIDE), moved, "a"),
        "follows": Words(_followed(own, unit)),
        "travel": travel,
        "error": lambda: readout(float(((decoded(code[unit]) - x) ** 2).mean()), ".5f"),
    }


def _alone(z: Array) -> Array:
    """Return the codes (42, 6) of all strips: in each row one unit goes from end to end, and the others stay."""
    codes = np.tile(z, (UNITS, STOPS, 1))
    for row in range(UNITS):
        codes[row, :, row] = VALUES
    return codes.reshape(-1, UNITS)


def describe(model, z1, z2, z3, z4, z5, z6, sprite, unit, value, follows, mig, mse, live):
    return (
        f"Model {model}: {live} of {UNITS} units are in use, MIG {mig}, mean squared error {mse}. The code stands at {z1}, "
        f"{z2}, {z3}, {z4}, {z5}, {z6}. Unit {unit}, at {value} in the code of "
        f"sprite {sprite}, follows {follows}."
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


def one_unit_moves(codes, z):
    """Compare in how many numbers each picture of a strip differs from the code that stands to 1."""
    return np.count_nonzero(codes != z, axis=1), "<=", 1


def strips_meet(z, pictures, x_hat):
    """Compare, where a unit stands on a picture of its strip, that picture with the bar that is drawn."""
    here = np.isclose(z[:, None], VALUES)  # (6, 7)
    return pictures[here], "==", x_hat


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


def _strips(facts: Facts, strips: Array, z: Array, x_hat: Array) -> Drawing:
    """Return a row of pictures for every unit, named after the factor that it follows best, with the bar where it stands."""
    strength = np.where(facts.live, FADED, DIMMED)[:, None, None]
    columns, rows = np.meshgrid(VALUES, np.arange(UNITS))
    here = STRIPS.places(z - APART / 2, np.arange(UNITS))  # (6, 2) corners of the cells in hand
    side = (PIXEL, PIXEL)
    in_hand = tag("rect", class_="paper", width=CELL, height=CELL) + thumbnails(
        x_hat.reshape(1, SIDE, SIDE), [(INSET, INSET)], side, "a"
    )
    return drawing(
        STRIPS.width,
        STRIPS.height,
        _names(facts),
        thumbnails(
            (strips * strength).reshape(-1, SIDE, SIDE),
            STRIPS.places(columns.ravel() - APART / 2, rows.ravel()) + INSET,
            side,
            "a",
        ),
        *(tag("g", in_hand, transform=f"translate({x:.1f} {y:.1f})") for x, y in here.tolist()),
        says=_summary(facts),
        reach=STRIPS.reach,
    )


@cache
def _names(facts: Facts) -> str:
    """Return a text at the left of every strip, and a frame around each place of a picture."""
    found = []
    for unit in range(UNITS):
        way, top = facts.follows(unit), float(STRIPS.y(unit))
        text = f"{unit + 1} {SAID[way] if way else 'dead'}"
        found += [
            tag("rect", class_="frame", x=x + 1, y=top + 1, width=CELL - 2, height=CELL - 2)
            for x in (NAMES + CELL * np.arange(STOPS)).tolist()
        ]
        found.append(label(text, 0, top + CELL / 2 + 5, "a" if way else "muted"))
    return "".join(found)


@cache
def _units(facts: Facts) -> Table:
    """Return what is known of every unit."""
    rows = []
    for unit in range(UNITS):
        way = facts.follows(unit)
        rank = readout(max(facts.rho[unit]) if way else None, ".3f")
        nats = readout(None if facts.kl is None else facts.kl[unit], ".2f")
        rows.append((str(unit + 1), way or "nothing: it is dead", rank, nats))
    return Table(("Unit", "Follows", "|Spearman|", "KL, nats"), tuple(rows), "The code’s six units")


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
    atlas=Atlas("z2", (-2, -1.2, -0.6, 0, 0.6, 1.2, 2)),
    controls={
        **{
            f"z{unit + 1}": Slider(
                f"$z_{unit + 1}$",
                *(-REACH, REACH),
                start=start,
                step=0.1,
                on="strips",
                grip="ring",
                cell=APART,
                lane=(unit + 0.05, unit + 0.95),
            )
            for unit, start in enumerate((-0.2, 0.6, -1.2, 0.2, 0.0, 0.0))
        },
        "model": Choice("Model", tuple(MODELS.values()), start=2),
        "sprite": Choice("Sprite", tuple("123456789"), start=8),
        "unit": Choice("Unit of its code", tuple("123456")),
        "value": Slider("Its value", -REACH, REACH, start=1.5, step=0.1, plays=True),
    },
    views={
        "strips": View("The code’s six numbers, each a strip to slide along", "half"),
        "drawn": View(r"Drawn from all six, $\hat x$"),
        "curves": View("Four factors along each strip; blue: the one followed", "half"),
        "trade": View("Four models: how far apart their units are, how exact they are", "half"),
        "units": View("What each unit follows", "half"),
        "input": View("Sprite, $x$"),
        "moved": View("Decoded, with one unit moved"),
        "follows": View("This unit follows"),
        "travel": View("Its strip moves, of each range"),
        "mig": View("MIG"),
        "mse": View("MSE"),
        "error": View("MSE, this sprite"),
        "live": View("Live units"),
        "kl": View("KL, nats"),
    },
    main="z2",
    stage=("strips", "drawn"),
    bar=("model",),
    line=f"{{live}} of {UNITS} numbers are in use; MIG {{mig}}, squared error {{mse}}.",
    thumbnails={"sprite": lambda ae: inks(ae.samples["sprites"], "the sprite")},
    checks=(
        Check("Along a strip only its own number moves", one_unit_moves),
        Check("All strips go through the bar that is drawn", strips_meet, within=1e-4),
        Check("No unit’s KL is below zero", lambda facts: None if facts.kl is None else (facts.kl, ">=", 0)),
        Check("MIG lies between 0 and 1", lambda mig: (abs(mig - 0.5), "<=", 0.5)),
    ),
)
