"""Four ways to fail, each beside a twin that does not: identity mapping, posterior collapse, dead units, a hole.

Seven small networks learned the same digits of 8 × 8 pixels. Three were given what makes them fail (too wide a code, a heavy
prior, too strong a penalty), and one was left without what would have helped it (a prior on its plane).
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aeexplain.arrays import Array
from aeexplain.demo import Choice, Demo, Pixels, Point, Slider, Toggle, View, Words, readout
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
from aeexplain.draw.images.colour import ACCENT

SIDE, CLASSES, EACH = 8, 10, 6  # pixels; classes, and digits of each
INPUTS = CLASSES * EACH
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

    code: Drawing
    probe: Pixels
    pointed: str
    symptom: Drawing
    symptom_text: str


def compute(nets, failure, cured, static, digit, point):
    name = tuple(CASES.values())[failure][cured]
    inputs = STATIC if static else nets.samples["digits"]  # (60, 64)
    state = State(nets, name, inputs, digit, point)
    outputs = state.net.decode(state.net.encode(inputs))  # (60, 64)
    errors = ((outputs - inputs) ** 2).mean(1)  # (60,)
    found = (_identity, _collapse, _dead, _hole)[failure](state)
    what = f"static number {digit}" if static else f"a {nets.samples['labels'][digit]}"
    return {
        "input": ink(_square(inputs[digit]), f"the input, {what}"),
        "output": ink(_square(outputs[digit]), f"the output for {what}, error {errors[digit]:.4f}"),
        "probe": found.probe,
        "symptom": found.symptom,
        "code": found.code,
        "outputs": _sheet(outputs, digit),
        "diagnosis": Words(DIAGNOSES[failure][cured]),
        "told": Words(found.symptom_text),
        "pointed": Words(found.pointed),
        "fed": Words(what),
        "error": readout(errors[digit]),
        "errors": readout(errors.mean()),
    }


def describe(failure, cured, fed, error, told, pointed, digit):
    return (
        f"{failure.capitalize()}, {'cured' if cured == 'on' else 'failing'}: {told}. Input {digit} is {fed}, its error "
        f"{error}; the point: {pointed}."
    )


def _identity(state: State) -> Finding:
    errors = {"digits": _mse(state.net, state.digits), "static": _mse(state.net, STATIC)}
    copied = "copied" if errors["static"] < GREY else "not copied"
    z = state.net.encode(state.inputs[state.at])  # (units,)
    unit, probe, pointed = _unit(state.net, z, state.point[0])
    says = f"the {len(z)} units of the code, unit {unit + 1} at {z[unit]:.2f}"
    return Finding(
        _bars(z, np.ones(len(z), bool), unit, "activity", says),
        probe,
        pointed,
        _gauge(errors, 0.25, "MSE", GREY, "flat grey"),
        f"static is {copied}: error {errors['static']:.3f}, a flat grey's {GREY:.3f}",
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
    says = f"the codes of all digits, the prior, and this input's posterior at ({mu[0]:.2f}, {mu[1]:.2f})"
    return Finding(
        _plane(plane, prior + own, "", state, mu, says),
        ink(_square(state.net.decode(place)), "the point's decode"),
        f"({place[0]:.2f}, {place[1]:.2f}), decoded",
        _gauge({"unit 1": nats[0], "unit 2": nats[1]}, 1.0, "KL, nats", SILENT, "silent"),
        f"KL {nats[0]:.3f} and {nats[1]:.3f} nats: {quiet}",
    )


def _dead(state: State) -> Finding:
    on = (state.net.encode(state.digits) > 0).sum(0)  # (units,) digits that switch each on
    z = state.net.encode(state.inputs[state.at])
    count, never, now = len(on), int((on == 0).sum()), int((z > 0).sum())
    unit, probe, pointed = _unit(state.net, z, state.point[0])
    symptom_text = f"{never} of {count} units are never on"
    return Finding(
        _bars(
            on, z > 0, unit, f"digits of {INPUTS} that switch it on; dots: none", symptom_text, dots=on == 0
        ),
        probe,
        f"{pointed}, on for {on[unit]} of {INPUTS} digits",
        _gauge({"never on": never, "on now": now}, count, f"units, of {count}"),
        symptom_text,
    )


def _hole(state: State) -> Finding:
    kind = "ill" if state.name == "holes_ill" else "well"
    # The low row first: (32, 32).
    own, far = (
        state.file.metrics["holes"][kind],
        state.file.samples[f"strangeness_{kind}"],
    )
    plane, place = _within(np.array(own["box"]), state.point)
    z = np.clip(state.net.encode(state.inputs[state.at]), *own["box"])  # (2,)
    row, column = (round(share * (len(far) - 1)) for share in state.point[::-1])
    there, limit = float(far[row, column]), own["limit"]
    share, verdict = float((far > limit).mean()), "a hole" if there > limit else "like a digit"
    return Finding(
        _plane(
            plane,
            _shading(far.tobytes(), len(far), limit),
            "; shaded: nothing like a digit",
            state,
            z,
            f"the plane of codes, {share:.0%} of it shaded, the point on {verdict}",
        ),
        ink(_square(state.net.decode(place)), f"the point's decode, {verdict}"),
        f"({place[0]:.1f}, {place[1]:.1f}), {there:.2f} from a digit: {verdict}",
        _gauge({"the point": there}, FAR, "distance to a digit", limit, "hole"),
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


def _sheet(outputs: Array, at: int) -> Pixels:
    """Return all outputs (60, 64), a column for each class, the one on show in a frame."""
    step = SIDE + 1
    cells = np.zeros((EACH, step, CLASSES, step))
    cells[:, 1:, :, 1:] = outputs.reshape(CLASSES, EACH, SIDE, SIDE).transpose(1, 2, 0, 3)
    sheet = np.pad(cells.reshape(EACH * step, CLASSES * step), ((0, 1), (0, 1)))
    shown = ink(sheet, f"the outputs for all {INPUTS} inputs, varying by {outputs.std(0).mean():.3f}")
    top, left = step * (at % EACH), step * (at // EACH)
    frame = shown.rgba[top : top + step + 1, left : left + step + 1]
    for edge in (frame[0], frame[-1], frame[:, 0], frame[:, -1]):
        edge[:] = (*ACCENT, 255)
    return shown


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
        "Error on static over a flat grey's, 72 units": "failures:identity.ill.static_share",
        "8 units": "failures:identity.well.static_share",
        "Largest KL of a unit, nats, heavy prior, 10,000 test digits": "failures:collapse.ill.most",
        "Share of units that no test digit switches on, strong penalty": "failures:dead.ill.dead",
        "Share of the plain map that decodes to nothing like a digit": "failures:holes.ill.share",
        "of the variational one": "failures:holes.well.share",
    },
    controls={
        "failure": Choice("Failure", tuple(CASES)),
        "cured": Toggle("Cured"),
        "static": Toggle("Feed static"),
        "digit": Slider("Input", 0, INPUTS - 1, start=20),
        "point": Point("Point on the code", "code", (0, 1), (0, 1), start=(0.12, 0.12), step=0.02),
    },
    views={
        "input": View("Input, $x$"),
        "output": View(r"Output, $\hat x$"),
        "probe": View("What the point draws"),
        "symptom": View("The symptom, measured"),
        "code": View("What the code does: drag the point", "half"),
        "outputs": View(f"The outputs for all {INPUTS} inputs", "half"),
        "diagnosis": View("Diagnosis"),
        "told": View("Symptom"),
        "pointed": View("The point"),
        "fed": View("On show"),
        "error": View("MSE, this input"),
        "errors": View(f"MSE, all {INPUTS}"),
    },
    main="failure",
    stage=("input", "output", "outputs"),
    bar=("failure", "cured", "digit"),
    line="{told}",
)
