"""Four ways to fail, each beside a twin that does not: identity mapping, posterior collapse, dead units, a hole.

Seven small networks learned the same digits of 8 × 8 pixels. Three were given what makes them fail (too wide a code, a heavy
prior, too strong a penalty), and one was left without what would have helped it (a prior on its plane). Of each pair sixty
pictures stand side by side, of the kind that shows the failure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Check, Choice, Demo, Pixels, Point, Toggle, View, Words, readout
from aeexplain.draw import (
    Drawing,
    Plane,
    axes,
    bars,
    drawing,
    ellipses,
    ink,
    label,
    points,
    rule,
    scatter_groups,
    signed,
    thumbnails,
)

SIDE, CLASSES, EACH = 8, 10, 6  # pixels; classes, and digits of each
INPUTS = CLASSES * EACH
IDENTITY, COLLAPSE, DEAD, HOLE = range(4)  # the places of the failures among all
# On a sheet every class has a column: row by row, which digit of the weight file each cell is.
ORDER = np.arange(INPUTS).reshape(CLASSES, EACH).T.ravel()
# Where the wide code gets static among its digits: in the lower half of every column.
STATIC_ROWS = np.arange(INPUTS) % EACH >= EACH // 2
ACROSS, DOWN = SIDE + 2, SIDE + 1  # pixels of a cell on a sheet
# Of the chosen one, large: how many pixels each of its own is, the picture's size, and where in it the four begin.
LARGE, WIDE, HIGH, LEFTS = 4, 206, 36, (2, 40, 108, 146)
# Pixels that know nothing of each other.
STATIC = np.random.default_rng(105).random((INPUTS, SIDE * SIDE), np.float32)
GREY = 1 / 12  # the error of a flat grey picture on static: below it, static is being copied
SILENT = 0.1  # nats of KL below which a unit is said to tell nothing
FAR = 0.7  # distance to the nearest digit that is shaded in full
CASES = {
    "identity mapping": ("identity_ill", "identity_well"),
    "posterior collapse": ("collapse_ill", "collapse_well"),
    "dead units": ("dead_ill", "dead_well"),
    "hole in the latent space": ("holes_ill", "collapse_well"),
}
DIAGNOSES = (  # failing, cured
    (
        "It copies. Cause: more units than pixels, nothing to restrain them. Cure: a narrower code, sparsity or noise.",
        "Its eight units cannot hold static, only what digits have in common.",
    ),
    (
        "Its code says nothing. Cause: a prior weighed 30 times. Cure: a smaller β, or one that grows from 0.",
        "At β = 1 its units are worth what they cost.",
    ),
    (
        "Units died. Cause: an L1 penalty so strong that silence costs least. Cure: a smaller λ, or reviving them.",
        "With a fifth of the penalty, units find digits to speak for.",
    ),
    (
        "A corner beyond the clusters is a hole. Cause: no code ever came there. Cure: a prior on the codes.",
        "The prior gathered the codes around 0, and noise taught the decoder the places between them.",
    ),
)
WIDTH, HEIGHT, MARGINS = 400, 250, (28, 12, 38, 42)
# The point is in shares of the view, whatever it shows.
SHARES = Plane.over(WIDTH, HEIGHT, (0, 1), (0, 1), MARGINS)
CORNERS = np.array([(-4.7, -2.5), (4.7, 2.5)])  # of the collapsed plane, in the view's proportions


class State(NamedTuple):
    """One network at work: its weight file and name, all inputs of the kind fed, which one is on show, and the point."""

    file: Any
    name: str
    inputs: Array  # (60, 64)
    at: int
    point: tuple[float, float]

    @property
    def net(self) -> Any:
        return self.file.models[self.name]

    @property
    def digits(self) -> Array:
        digits: Array = self.file.samples["digits"]
        return digits


class Finding(NamedTuple):
    """What one failure shows: the code as drawn, what the point draws and is, and the symptom, measured and in words."""

    code: Callable[[], Drawing]
    probe: Pixels
    pointed: str
    symptom: Callable[[], Drawing]
    symptom_text: str


@dataclass(frozen=True)
class Asked:
    """What both networks of a failure are asked; two weight files differ where their recipe or their seed does."""

    trained: tuple[str, int]
    failure: int
    static: bool
    nets: Any = field(compare=False)


class Answer(NamedTuple):
    """What no tap changes: what goes in (60, 64), what comes out cell by cell (60, 64 each), both sheets, and the sentence."""

    inputs: Array
    outputs: list[Array]
    ill: Pixels
    well: Pixels
    both: str


def compute(nets, failure, cured, static, digit, point):
    at = int(ORDER[digit])
    answer = _answer(Asked((nets.fingerprint, nets.seed), failure, static, nets))
    inputs = answer.inputs  # (60, 64)
    state = State(nets, tuple(CASES.values())[failure][cured], inputs, at, point)
    found = (_identity, _collapse, _dead, _hole)[failure](state)
    what = f"static number {at}" if _is_static(failure, static, at) else f"a {nets.samples['labels'][at]}"
    errors = ((state.net.decode(state.net.encode(inputs)) - inputs) ** 2).mean(1)  # (60,)
    return {
        "ill": answer.ill,
        "well": answer.well,
        "pair": _pair(nets, failure, inputs, answer.outputs, digit),
        "probe": found.probe,
        "symptom": found.symptom,
        "code": found.code,
        "both": Words(answer.both),
        "diagnosis": Words(DIAGNOSES[failure][cured]),
        "told": Words(found.symptom_text),
        "pointed": Words(found.pointed),
        "fed": Words(what),
        "error": readout(errors[at]),
        "errors": readout(errors.mean()),
        "given": inputs,
        "drawn": answer.outputs,
        "nats": lambda: state.net.kl(inputs) if failure == COLLAPSE else None,
        "static_given": STATIC,
    }


def describe(failure, cured, static, fed, error, both, told, pointed, digit):
    return (
        f"{failure.capitalize()}: {both} The {'cured' if cured == 'on' else 'failing'} network: {told}. Input {digit} is "
        f"{fed}{' (all inputs are static)' if static == 'on' else ''}, its error {error}; the point: {pointed}."
    )


def error_is_of_framed(failure, cured, digit, error, given, drawn):
    """Compare the error to that of the picture on the sheet; of a hole's sheet, which shows places, no picture has one."""
    if failure == HOLE:
        return None
    return error, "==", np.mean((drawn[cured][digit] - given[ORDER[digit]]) ** 2)


@lru_cache(maxsize=16)
def _answer(asked: Asked) -> Answer:
    nets, failure = asked.nets, asked.failure
    inputs = _inputs(nets, failure, asked.static)
    ill, well = (_outputs(nets, failure, name, inputs) for name in tuple(CASES.values())[failure])
    what = "places" if failure == HOLE else "pictures"
    return Answer(
        inputs,
        [ill, well],
        _sheet(ill, "b", f"{what} drawn by the failing network"),
        _sheet(well, "a", "the same by the cured one"),
        _both(nets, failure),
    )


def _is_static(failure: int, static: bool, at: int) -> bool:
    return static or (failure == IDENTITY and bool(STATIC_ROWS[at]))


def _inputs(nets: Any, failure: int, static: bool) -> Array:
    """Return what the networks get (60, 64): the digits, static among them where only static shows the failure."""
    digits: Array = nets.samples["digits"]
    if failure == IDENTITY and not static:
        return np.where(STATIC_ROWS[:, None], STATIC, digits)
    return STATIC if static else digits


def _outputs(nets: Any, failure: int, name: str, inputs: Array) -> Array:
    """Return what a network draws (60, 64), cell by cell of its sheet: of its inputs, or of places all over its plane."""
    net = nets.models[name]
    if failure != HOLE:
        drawn: Array = net.decode(net.encode(inputs[ORDER]))
        return drawn
    low, high = np.array(nets.metrics["holes"]["ill" if name == "holes_ill" else "well"]["box"])
    across, up = (np.arange(CLASSES) + 0.5) / CLASSES, (np.arange(EACH)[::-1] + 0.5) / EACH
    shares = np.stack(np.meshgrid(across, up), -1).reshape(-1, 2)  # (60, 2)
    places: Array = net.decode((low + shares * (high - low)).astype(np.float32))
    return places


def _sheet(outputs: Array, series: str, what: str) -> Pixels:
    """Return pictures (60, 64) as cells, ten in a row."""
    squares = outputs.reshape(EACH, CLASSES, SIDE, SIDE)
    cells = np.pad(squares, ((0, 0), (0, 0), (1, 0), (1, 1)))  # (6, 10, 9, 10)
    sheet = cells.swapaxes(1, 2).reshape(EACH * DOWN, CLASSES * ACROSS)
    return ink(sheet, f"sixty {what}, varying by {outputs.std(0).mean():.3f}", series)


def _pair(nets: Any, failure: int, inputs: Array, outputs: list[Array], cell: int) -> Pixels:
    """Return the chosen cell large: what went in and what comes out, of the failing network and of the cured one.

    A place of a plane has no input; in its stead stands the digit that is most like it.
    """
    drawn = [each[cell] for each in outputs]  # (64,) each
    given = [inputs[ORDER[cell]]] * 2
    if failure == HOLE:
        digits = nets.samples["digits"]
        given = [digits[((digits - each) ** 2).sum(1).argmin()] for each in drawn]
    row = np.zeros((HIGH, WIDE, 4), np.uint8)
    shown = (given[0], "ink"), (drawn[0], "b"), (given[1], "ink"), (drawn[1], "a")
    for left, (x, series) in zip(LEFTS, shown, strict=True):
        large = ink(_square(x).repeat(LARGE, 0).repeat(LARGE, 1), "", series)
        row[2 : 2 + SIDE * LARGE, left : left + SIDE * LARGE] = large.rgba
    off = [float(((x - y) ** 2).mean()) for x, y in zip(given, drawn, strict=True)]
    says = f"the chosen one: the failing network’s picture is {off[0]:.4f} off, the cured one’s {off[1]:.4f}"
    return Pixels(row, says, "ink")


def _both(nets: Any, failure: int) -> str:
    """Return the symptom of both networks in one sentence."""
    ill, well = (nets.models[name] for name in tuple(CASES.values())[failure])
    digits = nets.samples["digits"]
    if failure == IDENTITY:
        errors = [_mse(net, STATIC) for net in (ill, well)]
        return (
            f"Static comes back with an error of {errors[0]:.3f}; through the narrow code, {errors[1]:.3f}."
        )
    if failure == COLLAPSE:
        nats = [float(net.kl(digits).sum(1).mean()) for net in (ill, well)]
        return f"With the prior weighed 30 times the code carries {nats[0]:.2f} nats; at β = 1 it carries {nats[1]:.2f}."
    if failure == DEAD:
        on = [(net.encode(digits) > 0).any(0) for net in (ill, well)]  # (56,) each
        never = [int((~each).sum()) for each in on]
        return f"{never[0]} of {len(on[0])} units are never on; under a fifth of the penalty, {never[1]}."
    shares = [100 * nets.metrics["holes"][kind]["share"] for kind in ("ill", "well")]
    return f"{shares[0]:.0f}% of the plane decodes to nothing like a digit; with a prior, {shares[1]:.0f}%."


def _identity(state: State) -> Finding:
    errors = {"digits": _mse(state.net, state.digits), "static": _mse(state.net, STATIC)}
    copied = "copied" if errors["static"] < GREY else "not copied"
    z = state.net.encode(state.inputs[state.at])  # (units,)
    unit, probe, pointed = _unit(state.net, z, state.point[0])
    says = f"the {len(z)} units of the code, unit {unit + 1} at {z[unit]:.2f}"
    return Finding(
        lambda: _bars(z, np.ones(len(z), bool), unit, "activity", says),
        probe,
        pointed,
        lambda: _gauge(errors, 0.25, "MSE", GREY, "flat grey"),
        f"static is {copied}: error {errors['static']:.3f}, a flat grey’s {GREY:.3f}",
    )


def _collapse(state: State) -> Finding:
    nats = state.net.kl(state.digits).mean(0)  # (2,)
    mu, log_variance = (row.astype(float) for row in state.net.posterior(state.inputs[state.at]))  # (2,) each
    quiet = "the code says nothing" if nats.max() < SILENT else "the code speaks"
    plane, place = _within(CORNERS, state.point)
    prior = ellipses(plane, [(0, 0)], [np.eye(2)], "muted") + label(
        "prior", *plane.at(-0.8, -1.0), anchor="end"
    )
    own = ellipses(plane, [mu], [np.diag(np.exp(log_variance / 2))], "a", filled=True)
    says = f"the codes of all digits, the prior, and this input’s posterior at ({mu[0]:.2f}, {mu[1]:.2f})"
    return Finding(
        lambda: _plane(plane, prior + own, "", state, mu, says),
        ink(_square(state.net.decode(place)), "the point’s decode"),
        f"({place[0]:.2f}, {place[1]:.2f}), decoded",
        lambda: _gauge({"unit 1": nats[0], "unit 2": nats[1]}, 1.0, "KL, nats", SILENT, "silent"),
        f"KL {nats[0]:.3f} and {nats[1]:.3f} nats: {quiet}",
    )


def _dead(state: State) -> Finding:
    on = (state.net.encode(state.digits) > 0).sum(0)  # (units,) digits that switch each on
    z = state.net.encode(state.inputs[state.at])
    count, never, now = len(on), int((on == 0).sum()), int((z > 0).sum())
    unit, probe, pointed = _unit(state.net, z, state.point[0])
    symptom_text = f"{never} of {count} units are never on"
    return Finding(
        lambda: _bars(
            on, z > 0, unit, f"digits of {INPUTS} that switch it on; dots: none", symptom_text, dots=on == 0
        ),
        probe,
        f"{pointed}, on for {on[unit]} of {INPUTS} digits",
        lambda: _gauge({"never on": never, "on now": now}, count, f"units, of {count}"),
        symptom_text,
    )


def _hole(state: State) -> Finding:
    kind = "ill" if state.name == "holes_ill" else "well"
    own = state.file.metrics["holes"][kind]
    far = state.file.samples[f"strangeness_{kind}"]  # (32, 32), the low row first
    plane, place = _within(np.array(own["box"]), state.point)
    z = np.clip(state.net.encode(state.inputs[state.at]), *own["box"])  # (2,)
    row, column = (round(share * (len(far) - 1)) for share in state.point[::-1])
    there, limit = float(far[row, column]), own["limit"]
    share, verdict = float((far > limit).mean()), "a hole" if there > limit else "like a digit"
    return Finding(
        lambda: _plane(
            plane,
            _shading(far.tobytes(), len(far), limit),
            "; shaded: nothing like a digit",
            state,
            z,
            f"the plane of codes, {share:.0%} of it shaded, the point on {verdict}",
        ),
        ink(_square(state.net.decode(place)), f"the point’s decode, {verdict}"),
        f"({place[0]:.1f}, {place[1]:.1f}), {there:.2f} from a digit: {verdict}",
        lambda: _gauge({"the point": there}, FAR, "distance to a digit", limit, "hole"),
        f"{share:.0%} of the map decodes to nothing like a digit",
    )


def _mse(net: Any, x: Array) -> float:
    return float(((net.decode(net.encode(x)) - x) ** 2).mean())


def _unit(net: Any, z: Array, share: float) -> tuple[int, Pixels, str]:
    """Return the unit at a share of the code's view, what one more of it adds to the output, and its name."""
    unit = min(int(share * len(z)), len(z) - 1)
    both = np.stack((z, z))  # (2, units)
    both[1, unit] += 1
    before, after = net.decode(both)
    change = _square(after - before)
    name = f"unit {unit + 1} of {len(z)}"
    return unit, signed(change, float(np.abs(change).max()) + 1e-9, f"what one more of {name} adds"), name


def _square(x: Array) -> Array:
    return x.reshape(SIDE, SIDE)


def _within(corners: Array, point: tuple[float, float]) -> tuple[Plane, Array]:
    """Return the plane between two corners (2, 2), and the place (2,) of the point in it."""
    (left, low), (right, high) = corners.tolist()
    place = corners[0] + np.array(point) * (corners[1] - corners[0])
    return Plane.over(WIDTH, HEIGHT, (left, right), (low, high), MARGINS), place.astype(np.float32)


def _plane(plane: Plane, under: str, title: str, state: State, here: Array, says: str) -> Drawing:
    """Return the digits' codes, by class, over what lies `under` them, and the input's, `here` (2,), as a large point."""
    codes = state.net.encode(state.digits)  # (60, 2)
    return drawing(
        WIDTH,
        HEIGHT,
        under,
        axes(plane, "unit 1", f"unit 2{title}", about=(5, 4)),
        scatter_groups(
            plane, codes[:, 0], codes[:, 1], state.file.samples["labels"], [*map(str, range(CLASSES))]
        ),
        points(plane, here[:1], here[1:], "a", "large"),
        says=says,
        reach=SHARES.reach,
    )


@cache
def _shading(far: bytes, side: int, limit: float) -> str:
    """Return the places whose decodes are farther than the limit from every digit; in `far` the lowest row is first."""
    distances = np.frombuffer(far, np.float32).reshape(side, side)[::-1]
    strength = np.where(distances > limit, 0.25 + 0.75 * (distances - limit) / (FAR - limit), 0)
    (left, right), (bottom, top) = SHARES.x.pixels, SHARES.y.pixels
    return thumbnails(strength[None], [(left, top)], ((right - left) / side, (bottom - top) / side), "b")


def _bars(
    heights: NDArray[Any],
    lit: NDArray[np.bool_],
    unit: int,
    title: str,
    says: str,
    dots: NDArray[np.bool_] | None = None,
) -> Drawing:
    """Return a bar for every unit, a rule at the one under the point, and a dot on the zero line where `dots` says so."""
    reach, count = (min(float(heights.min()), 0.0), max(float(heights.max()), 0.1)), len(heights)
    plane = Plane.over(WIDTH, HEIGHT, (-0.5, count - 0.5), reach, MARGINS)
    counted = Plane.over(WIDTH, HEIGHT, (0.5, count + 0.5), reach, MARGINS)  # from 1, as people count
    silent = np.zeros(0) if dots is None else np.flatnonzero(dots)
    return drawing(
        WIDTH,
        HEIGHT,
        axes(counted, "unit", title, about=(5, 4)),
        rule(plane, x=unit, y=0.0),
        bars(plane, heights.astype(float), lit),
        points(plane, silent, np.zeros(len(silent)), "b"),
        says=says,
        reach=SHARES.reach,
    )


def _gauge(
    values: dict[str, float], top: float, title: str, limit: float | None = None, name: str = ""
) -> Drawing:
    """Return a bar for each value, up to `top`, with its name and number under it, and a rule called `name` at the limit."""
    end = len(values) + 0.55
    plane = Plane.over(200, 200, (-0.6, end), (0, top), margins=(26, 4, 44, 4))
    middle, spec = (
        plane.x(np.arange(len(values))).tolist(),
        ".0f" if top > 1 else ".2f" if top > 0.5 else ".4f",
    )
    texts = {key: format(value, spec) for key, value in values.items()}
    return drawing(
        200,
        200,
        rule(plane, y=0.0),
        bars(plane, np.minimum([*values.values()], top), np.ones(len(values), bool)),
        *(label(key, x, 174, anchor="middle") for key, x in zip(texts, middle, strict=True)),
        *(label(text, x, 192, "a", "middle") for text, x in zip(texts.values(), middle, strict=True)),
        ""
        if limit is None
        else rule(plane, y=limit) + label(name, 196, plane.at(end, limit)[1] - 4, "b", "end"),
        label(title, 4, 13),
        says=f"{title}: " + ", ".join(f"{key} {text}" for key, text in texts.items()),
    )


DEMO = Demo(
    compute,
    describe,
    weights={"nets": "failures"},
    metrics={
        "Error on static over a flat grey’s, 72 units": "failures:identity.ill.static_share",
        "8 units": "failures:identity.well.static_share",
        "Largest KL of a unit, nats, heavy prior, 10,000 test digits": "failures:collapse.ill.most",
        "Share of units that no test digit switches on, strong penalty": "failures:dead.ill.dead",
        "Share of the plain map that decodes to nothing like a digit": "failures:holes.ill.share",
        "of the variational one": "failures:holes.well.share",
    },
    controls={
        "failure": Choice("Failure", tuple(CASES)),
        "digit": Choice("Picture", tuple(map(str, ORDER)), start=42, on=("ill", "well"), columns=CLASSES),
        "static": Toggle("Feed static"),
        "cured": Toggle("Below: the cured network"),
        "point": Point("Point on the code", "code", (0, 1), (0, 1), start=(0.12, 0.12), step=0.02),
    },
    views={
        "ill": View("Ill"),
        "well": View("Cured"),
        "pair": View("The framed one: what goes in, and what comes out of each", "full"),
        "code": View("What the code does: drag the point", "half"),
        "probe": View("What the point draws"),
        "symptom": View("The symptom, measured"),
        "both": View("Both"),
        "diagnosis": View("Diagnosis"),
        "told": View("Symptom"),
        "pointed": View("The point"),
        "fed": View("On show"),
        "error": View("MSE, this input"),
        "errors": View(f"MSE, all {INPUTS}"),
    },
    main="failure",
    stage=("ill", "well", "pair"),
    bar=("failure",),
    line="{both}",
    checks=(
        Check("The error told is that of the framed picture", error_is_of_framed, within=1e-5),
        Check("No KL is below zero", lambda nats: None if nats is None else (nats, ">=", 0)),
        Check(
            "A flat grey misses static by a twelfth",
            lambda static_given: (np.mean((static_given - 0.5) ** 2), "==", GREY),
            within=3e-3,
        ),
    ),
)
